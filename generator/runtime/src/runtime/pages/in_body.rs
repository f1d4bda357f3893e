//! Pages that a member of a JSON body asks for.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use serde_json::{Map, Value};

use crate::runtime::calls::call::Call;
use crate::runtime::pages::place;

/// A member of the body: the keys that lead to it.
pub(crate) struct Place(pub &'static [&'static str]);

impl place::Place for Place {
    fn get(&self, call: &Call) -> Option<String> {
        let body = body(call)?;
        let found = self.0.iter().try_fold(&body, |value, key| value.get(key))?;
        match found {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn set(&self, call: Call, value: &str) -> Result<Call, String> {
        set(call, self.0, Value::from(value))
    }
}

/// The call with a member of its body set.
///
/// # Errors
///
/// The body is no object that could have the member.
pub(crate) fn set(call: Call, keys: &[&'static str], value: Value) -> Result<Call, String> {
    let mut body = body(&call).unwrap_or_else(|| Value::Object(Map::new()));
    let mut member = &mut body;
    for key in keys {
        if member.is_null() {
            *member = Value::Object(Map::new());
        }
        let Value::Object(object) = member else {
            let keys = keys.join(".");
            return Err(format!(
                "expected a body with a member {keys}, found another"
            ));
        };
        member = object.entry(*key).or_insert(Value::Null);
    }
    *member = value;
    let bytes = Bytes::from(body.to_string());
    Ok(call.set(|parts| {
        let json = HeaderValue::from_static("application/json");
        let media_type = parts.body.take().map_or(json, |(_, media_type)| media_type);
        parts.body = Some((Arc::new(bytes), media_type));
    }))
}

/// The body that the caller set.
fn body(call: &Call) -> Option<Value> {
    let (body, _) = call.parts().body.as_ref()?;
    let body: &dyn Any = &**body;
    serde_json::from_slice(body.downcast_ref::<Bytes>()?).ok()
}
