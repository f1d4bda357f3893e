//! A field of a form whose value says how it is written: a text as it is, an object as JSON text.

use serde_json::Value;

use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;

/// The style of a field that is one of several kinds.
pub(crate) const FORM_VALUE: PairStyle = write;

/// Writes a value as pairs of its name.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    match &parameter.value {
        Value::Object(_) => {
            let text = (parameter.encode)(&parameter.value.to_string());
            Ok(vec![(parameter.name.to_owned(), text)])
        }
        _ => FORM(parameter),
    }
}
