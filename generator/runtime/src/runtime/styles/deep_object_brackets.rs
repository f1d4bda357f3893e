//! `deepObject` with empty brackets for the items of a list: `name[key][]=a&name[key][]=b`. Objects
//! within a list have the index of their item, since empty brackets cannot tell them apart.

use serde_json::Value;

use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::{Parameter, text};

/// The style of parameters of a query, a cookie or a form.
pub(crate) const DEEP_OBJECT_BRACKETS: PairStyle = write;

/// Writes a value as pairs.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    write_member(parameter, parameter.name, &parameter.value, &mut pairs);
    Ok(pairs)
}

fn write_member(
    parameter: &Parameter<'_>,
    name: &str,
    value: &Value,
    pairs: &mut Vec<(String, String)>,
) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                write_member(parameter, &format!("{name}[{key}]"), member, pairs);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = match item {
                    Value::Array(_) | Value::Object(_) => format!("{name}[{index}]"),
                    _ => format!("{name}[]"),
                };
                write_member(parameter, &name, item, pairs);
            }
        }
        scalar => {
            let text = text(scalar).into_iter();
            pairs.extend(text.map(|text| (name.to_owned(), (parameter.encode)(&text))));
        }
    }
}
