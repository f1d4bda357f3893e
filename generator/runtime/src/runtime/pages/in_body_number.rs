//! Pages that a number in a JSON body asks for.

use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::pages::in_body;
use crate::runtime::pages::place;

/// A member of the body that is a number: the keys that lead to it.
pub(crate) struct Place(pub &'static [&'static str]);

impl place::Place for Place {
    fn get(&self, call: &Call) -> Option<String> {
        in_body::Place(self.0).get(call)
    }

    fn set(&self, call: Call, value: &str) -> Result<Call, String> {
        let number: u64 = value
            .parse()
            .map_err(|_| "expected a number as the cursor, found another text")?;
        in_body::set(call, self.0, Value::from(number))
    }
}
