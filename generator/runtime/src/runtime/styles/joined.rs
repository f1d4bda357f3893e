//! All texts of a value in a row, without `explode`.

use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::plain::is_plain;
use crate::runtime::styles::texts::{Texts, texts};

/// All texts, encoded, with a separator between them: `a,b`, or `key,value` of an object.
pub(crate) fn joined(parameter: &Parameter<'_>, separator: &str) -> Result<Option<String>, String> {
    let texts = texts(parameter)?;
    Ok(texts.map(|texts| match texts {
        Texts::Scalar(text) => (parameter.encode)(&text),
        Texts::List(items) => {
            let items = items
                .iter()
                .map(|item| one_of_several(parameter, item, separator));
            items.collect::<Vec<_>>().join(separator)
        }
        Texts::Object(members) => {
            let members = members.iter();
            let texts = members.flat_map(|(key, text)| [*key, text]);
            let texts = texts.map(|text| one_of_several(parameter, text, separator));
            texts.collect::<Vec<_>>().join(separator)
        }
    }))
}

/// A text of a list or an object, encoded. `allowReserved` would keep a comma in it, which is encoded
/// where commas separate the texts.
pub(crate) fn one_of_several(parameter: &Parameter<'_>, text: &str, separator: &str) -> String {
    let text = (parameter.encode)(text);
    match separator == "," && text.contains(',') && !is_plain(parameter) {
        true => text.replace(',', "%2C"),
        false => text,
    }
}
