//! `deepObject`: `name[key]=value`. OpenAPI leaves open what lies deeper: a member of a member is
//! `name[a][b]`, an item of a list is told by its index, `name[a][0]`, which holds for lists of
//! objects too.

use serde_json::Value;

use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::{Parameter, text};

/// The style of parameters of a query, a cookie or a form.
pub(crate) const DEEP_OBJECT: PairStyle = write;

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
                write_member(parameter, &format!("{name}[{index}]"), item, pairs);
            }
        }
        scalar => {
            let text = text(scalar).into_iter();
            pairs.extend(text.map(|text| (name.to_owned(), (parameter.encode)(&text))));
        }
    }
}
