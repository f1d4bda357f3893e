//! Pages that a member of a JSON body asks for.

use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::json_member::json;
use crate::runtime::pages::place;
use crate::runtime::pages::whole::whole;

/// A member of the body: the keys that lead to it.
pub(crate) struct Place(pub &'static [&'static str]);

impl place::Place for Place {
    fn get(&self, call: &Call) -> Option<String> {
        let body: Value = serde_json::from_slice(json(call.parts())?).ok()?;
        let found = self.0.iter().try_fold(&body, |value, key| value.get(key))?;
        match found {
            Value::String(text) => Some(text.clone()),
            // `2.0` is the same number as `2`, which is how the next one is written.
            Value::Number(number) => Some(match number.as_f64().and_then(whole) {
                Some(whole) => whole.to_string(),
                None => number.to_string(),
            }),
            _ => None,
        }
    }

    fn set(&self, call: Call, value: &str) -> Result<Call, String> {
        Ok(call.json_member::<&str>(self.0, value))
    }
}
