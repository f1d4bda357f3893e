//! All texts of a value in a row, without `explode`.

use crate::runtime::styles::apart::apart;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::texts::{Texts, texts};

/// All texts, encoded, with a separator between them: `a,b`, or `key,value` of an object.
pub(crate) fn joined(parameter: &Parameter<'_>, separator: &str) -> Result<Option<String>, String> {
    let separators: &[char] = match separator {
        "," => &[','],
        _ => &[],
    };
    let texts = texts(parameter)?;
    Ok(texts.map(|texts| match texts {
        Texts::Scalar(text) => (parameter.encode)(&text),
        Texts::List(items) => {
            let items = items.iter().map(|item| apart(parameter, item, separators));
            items.collect::<Vec<_>>().join(separator)
        }
        Texts::Object(members) => {
            let members = members.iter();
            let texts = members.flat_map(|(key, text)| [*key, text]);
            let texts = texts.map(|text| apart(parameter, text, separators));
            texts.collect::<Vec<_>>().join(separator)
        }
    }))
}
