//! Pages that a header asks for.

use crate::runtime::calls::call::Call;
use crate::runtime::pages::header_chars::chars;

/// A header.
pub(crate) struct Place(pub &'static str);

impl crate::runtime::pages::place::Place for Place {
    fn get(&self, call: &Call) -> Option<String> {
        let mut set = call.parts().headers.iter();
        let (_, value) = set.find(|(name, _)| name.as_str().eq_ignore_ascii_case(self.0))?;
        Some(chars(value.as_ref()?).into_owned())
    }

    fn set(&self, call: Call, value: &str) -> Result<Call, String> {
        Ok(call.header::<String>(self.0, value))
    }
}
