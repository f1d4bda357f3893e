//! Bodies of items that are sent one after the other: `application/jsonl` and its kin, where the
//! description says what an item is.

use crate::api::{Framing, Type};
use crate::lower::context::Lowering;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::media::Sequence;
use crate::openapi::{Content, Kind, SchemaId};

/// The separator between the items of a body, and their type; `None` where nothing says what an item
/// is: the caller gives the bytes then.
pub(super) fn of<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    hint: &Hint,
) -> Option<(Framing, Type)> {
    let framing = match content.media.as_ref()?.sequence()? {
        Sequence::Lines => Framing::Lines,
        Sequence::Records => Framing::Records,
        // An event stream is a text that the caller writes.
        Sequence::Events => return None,
    };
    let item = match content.item_schema {
        Some(item) => item,
        None => item(lowering, content.schema?)?,
    };
    let ty = lowering.typed(item, Use::SENT, &hint.then("item")).ty;
    Some((framing, ty))
}

/// The schema of an item: that of the items of a list (OpenAPI 3.2 §4.14.3.1), else, as descriptions
/// of older versions have it, the schema itself.
fn item(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> Option<SchemaId> {
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    match assertions.kinds[..] {
        [Kind::Array] => assertions.items,
        // The text of all items, or anything.
        [Kind::String] => None,
        _ if assertions.is_only(|_| {}) => None,
        _ => Some(schema),
    }
}
