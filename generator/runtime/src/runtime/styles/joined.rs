//! All texts of a value in a row, without `explode`.

use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::texts::{Texts, texts};

/// All texts, encoded, with a separator between them: `a,b`, or `key,value` of an object.
pub(crate) fn joined(parameter: &Parameter<'_>, separator: &str) -> Option<String> {
    Some(match texts(parameter)? {
        Texts::Scalar(text) => (parameter.encode)(&text),
        Texts::List(items) => {
            let items = items.iter().map(|item| (parameter.encode)(item));
            items.collect::<Vec<_>>().join(separator)
        }
        Texts::Object(members) => {
            let members = members.iter();
            let texts =
                members.flat_map(|(key, text)| [(parameter.encode)(key), (parameter.encode)(text)]);
            texts.collect::<Vec<_>>().join(separator)
        }
    })
}
