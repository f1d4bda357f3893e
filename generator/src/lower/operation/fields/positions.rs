//! Parts that have a position in place of a name (OpenAPI 3.2 §4.14.5 "Encoding By Position"): those
//! of a body whose schema is a list.

use super::field::Field;
use super::{Around, Whole};
use crate::api::PartKey;
use crate::lower::context::Lowering;
use crate::openapi::{Kind, SchemaId};
use crate::source::Value;

/// The parts of a body; `None` when it is no list, and nothing says how its parts are written.
pub(super) fn of<'f, 's>(
    lowering: &mut Lowering<'_, 's>,
    whole: &Whole<'f, 's>,
    around: &Around,
) -> Option<Vec<Field<'f, 's>>> {
    let encodings = whole.encodings;
    let list = match (whole.item_schema, whole.schema) {
        (Some(item), _) => List {
            prefix: vec![item; encodings.prefix.len()],
            rest: Some(item),
            least: None,
        },
        (None, Some(schema)) => list(lowering, schema)?,
        (None, None) if encodings.are_by_position() => List::default(),
        (None, None) => return None,
    };
    let count = list.prefix.len().max(encodings.prefix.len());
    // A list of which nothing is said holds anything.
    let has_rest = list.rest.is_some() || encodings.item.is_some() || count == 0;
    let prefix = (0..count).map(|index| {
        let schema = list.prefix.get(index).copied().or(list.rest);
        Field {
            key: PartKey::At(index),
            label: around.label(&format!("part{}", index + 1)),
            node: whole.node,
            schema,
            encoding: encodings.prefix.get(index).or(encodings.item.as_deref()),
            required: whole.required && list.least.is_none_or(|least| index < least),
            expected: false,
            many: false,
        }
    });
    let rest = has_rest.then(|| Field {
        key: PartKey::At(count),
        label: match around.label.as_str() {
            outer if count == 0 && !outer.is_empty() => outer.to_owned(),
            _ => around.label("parts"),
        },
        node: whole.node,
        schema: list.rest,
        encoding: encodings.item.as_deref(),
        required: whole.required && count == 0,
        expected: false,
        many: true,
    });
    Some(prefix.chain(rest).collect())
}

/// The keywords of a schema that describe a list.
#[derive(Default)]
struct List {
    prefix: Vec<SchemaId>,
    /// Of the items after those.
    rest: Option<SchemaId>,
    /// The number of items that there are at least.
    least: Option<usize>,
}

fn list(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> Option<List> {
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    let is_list = match &assertions.kinds[..] {
        [] => !assertions.prefix_items.is_empty() || assertions.items.is_some(),
        kinds => kinds.contains(&Kind::Array),
    };
    if !is_list {
        return None;
    }
    let is_nothing =
        |schema: &SchemaId| lowering.schemas.schema(*schema).assertions.boolean == Some(false);
    let mut bounds = assertions.bounds.iter();
    let least = bounds.find(|(key, _)| *key == "minItems");
    Some(List {
        prefix: assertions.prefix_items.clone(),
        rest: assertions.items.filter(|items| !is_nothing(items)),
        least: least.and_then(|(_, node)| match node.value {
            Value::Integer(count) => usize::try_from(count).ok(),
            _ => None,
        }),
    })
}
