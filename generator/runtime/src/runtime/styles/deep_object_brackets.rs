//! `deepObject` with empty brackets for the items of a list: `name[key][]=a&name[key][]=b`. Objects
//! within a list have the index of their item, since empty brackets cannot tell them apart.

use serde_json::Value;

use crate::runtime::styles::deep_pairs;
use crate::runtime::styles::pair_style::PairStyle;

/// The style of parameters of a query or a form.
pub(crate) const DEEP_OBJECT_BRACKETS: PairStyle = |parameter| deep_pairs::pairs(parameter, item);

fn item(name: &str, index: usize, item: &Value) -> String {
    match item {
        Value::Array(_) | Value::Object(_) => format!("{name}[{index}]"),
        _ => format!("{name}[]"),
    }
}
