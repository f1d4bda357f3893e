//! Pages that a query parameter asks for.

use reqwest::Url;

use crate::runtime::calls::call::{Call, Sent};

/// A query parameter.
pub(crate) struct Place(pub &'static str);

impl crate::runtime::pages::place::Place for Place {
    fn get(&self, call: &Call) -> Option<String> {
        let mut set = call.parts().query.iter();
        match set.find(|(name, _)| name == self.0) {
            Some((_, Sent::Value(value))) => Some(value.clone()),
            Some((_, Sent::Pairs(pairs))) => match pairs.as_slice() {
                [(name, value)] if name == self.0 => Some(value.clone()),
                _ => None,
            },
            Some((_, Sent::Whole(_))) | None => None,
        }
    }

    fn set(&self, call: Call, value: &str) -> Result<Call, String> {
        Ok(call.extra_query(self.0, value))
    }

    fn in_url(&self, url: &str) -> Option<String> {
        let url = Url::parse("http://localhost").ok()?.join(url).ok()?;
        let mut pairs = url.query_pairs();
        let (_, value) = pairs.find(|(name, _)| name == self.0)?;
        Some(value.into_owned())
    }
}
