//! `form`: `name=a&name=b`, and `key=value` of an object, whose lists are `key=a&key=b`.

use std::slice;

use serde_json::Value;

use crate::runtime::styles::null_item::null_item;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::{Parameter, text};

/// The style of parameters of a query, a cookie or a form, and of an object whose members are the fields of a form.
pub(crate) const FORM: PairStyle = write;

/// Writes a value as pairs.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    match &parameter.value {
        Value::Null => Ok(Vec::new()),
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            let pairs: Result<Vec<_>, _> = members
                .map(|(key, value)| named(key, value, parameter))
                .collect();
            pairs.map(|pairs| pairs.concat())
        }
        value => named(parameter.name, value, parameter),
    }
}

/// A value as pairs of this name, one for each item of a list.
fn named(
    name: &str,
    value: &Value,
    parameter: &Parameter<'_>,
) -> Result<Vec<(String, String)>, String> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => slice::from_ref(one),
    };
    let pair = |item| {
        let text = text(item).ok_or_else(|| null_item(name))?;
        Ok((name.to_owned(), (parameter.encode)(&text)))
    };
    items.iter().map(pair).collect()
}
