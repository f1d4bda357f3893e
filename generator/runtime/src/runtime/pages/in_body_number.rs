//! Pages that a number in a JSON body asks for.

use crate::runtime::calls::call::Call;
use crate::runtime::pages::cursor_number::number;
use crate::runtime::pages::in_body;
use crate::runtime::pages::place;

/// A member of the body that is a number: the keys that lead to it.
pub(crate) struct Place(pub &'static [&'static str]);

impl place::Place for Place {
    fn get(&self, call: &Call) -> Option<String> {
        in_body::Place(self.0).get(call)
    }

    fn set(&self, call: Call, value: &str) -> Result<Call, String> {
        Ok(call.json_member::<u64>(self.0, number(value)?))
    }
}
