//! `form`: `name=a&name=b`, and `key=value` of an object.

use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::texts::{Texts, texts};

/// The style of parameters of a query, a cookie or a form.
pub(crate) const FORM: PairStyle = write;

/// Writes a value as pairs.
fn write(parameter: &Parameter<'_>) -> Result<Vec<(String, String)>, String> {
    let pair = |name: &str, text: &str| (name.to_owned(), (parameter.encode)(text));
    Ok(match texts(parameter)? {
        None => Vec::new(),
        Some(Texts::Scalar(text)) => vec![pair(parameter.name, &text)],
        Some(Texts::List(items)) => {
            let items = items.iter().map(|item| pair(parameter.name, item));
            items.collect()
        }
        Some(Texts::Object(members)) => {
            let members = members.iter().map(|(key, text)| pair(key, text));
            members.collect()
        }
    })
}
