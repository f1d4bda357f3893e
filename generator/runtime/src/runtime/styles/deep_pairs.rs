//! What the styles of deep objects share: a member of a member is `name[a][b]`.

use serde_json::Value;

use crate::runtime::styles::null_item::null_item;
use crate::runtime::styles::parameter::{Parameter, text};

/// The name of an item: that of its list, its index, and the item.
pub(crate) type ItemName = fn(&str, usize, &Value) -> String;

/// Writes a value as pairs, the items of its lists under names that `item` gives.
///
/// # Errors
///
/// An item of a list is null, or a key is read as another one.
pub(crate) fn pairs(
    parameter: &Parameter<'_>,
    item: ItemName,
) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    write(
        parameter,
        item,
        parameter.name,
        &parameter.value,
        &mut pairs,
    )?;
    Ok(pairs)
}

fn write(
    parameter: &Parameter<'_>,
    item: ItemName,
    name: &str,
    value: &Value,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                // `tag[]` is a name in use, of a list.
                let inner = key.strip_suffix("[]").unwrap_or(key);
                if inner.is_empty() || inner.contains(['[', ']']) {
                    return Err(format!(
                        "expected keys for `{}` that can stand in brackets, found {key:?}",
                        parameter.name
                    ));
                }
                write(parameter, item, &format!("{name}[{key}]"), member, pairs)?;
            }
        }
        Value::Array(items) => {
            if items.contains(&Value::Null) {
                return Err(null_item(parameter.name));
            }
            for (index, value) in items.iter().enumerate() {
                write(parameter, item, &item(name, index, value), value, pairs)?;
            }
        }
        scalar => {
            let text = text(scalar).into_iter();
            pairs.extend(text.map(|text| (name.to_owned(), (parameter.encode)(&text))));
        }
    }
    Ok(())
}
