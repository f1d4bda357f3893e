//! A whole form: `name=a&name=b` for a member that is a list.

use serde_json::Value;

use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;

/// The style of an object whose members are the fields of a form. An object within is JSON text.
pub(crate) const FORM_MEMBERS: PairStyle = write;

/// Writes each member that is a list as a field of several values.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    let Value::Object(members) = &parameter.value else {
        return FORM(parameter);
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        let value = match value {
            Value::Object(_) => Value::String(value.to_string()),
            value => value.clone(),
        };
        let encode = parameter.encode;
        pairs.extend(FORM(&Parameter {
            name,
            value,
            encode,
        })?);
    }
    Ok(pairs)
}
