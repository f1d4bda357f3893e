//! What a content is to the client: which format its values have, and whether two of them are one.

use super::fields;
use crate::api::{Block, Codec, Type};
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::media::MediaType;
use crate::openapi::{Content, Kind, SchemaId, Status};
use crate::schemas::{say_the_same, says_bytes};
use crate::source::Node;

/// The content by which the value of a content is typed, which is JSON or XML. Contents with one schema share a type,
/// which is known by one of them: by one whose type had a name before, of these by the one with the first status and
/// media type. So neither another order nor one more status or media type renames a type.
pub(super) fn typed_by<'o, 's>(
    lowering: &Lowering<'_, 's>,
    content: &'o Content<'s>,
    all: impl Iterator<Item = (Status, &'o Content<'s>)>,
) -> &'o Content<'s> {
    let is_known = |content: &Content<'s>| {
        let node = content.schema.map(|id| lowering.schemas.schema(id).node);
        node.is_some_and(|node| lowering.names.knows_types_of(node))
    };
    let is_value = |content: &Content<'_>| is_json(content) || is_xml(content);
    let same = all.filter(|(_, other)| {
        let are_values = is_value(content) && is_value(other);
        std::ptr::eq(content, *other) || are_values && has_same_schemas(lowering, content, other)
    });
    let first = same.min_by_key(|(status, other)| {
        let essence = other.essence();
        (
            !is_known(other),
            *status,
            essence != "application/json",
            essence,
        )
    });
    first.map_or(content, |(_, first)| first)
}

/// Whether two media types are JSON, or ranges that cover JSON, of one schema.
pub(super) fn is_same_json(
    lowering: &Lowering<'_, '_>,
    first: &Content<'_>,
    other: &Content<'_>,
) -> bool {
    let is_same = std::ptr::eq(first, other);
    is_same || (is_json(first) && is_json(other) && has_same_schemas(lowering, first, other))
}

/// Whether two media types are XML of one schema.
pub(super) fn is_same_xml(
    lowering: &Lowering<'_, '_>,
    first: &Content<'_>,
    other: &Content<'_>,
) -> bool {
    is_xml(first) && is_xml(other) && has_same_schemas(lowering, first, other)
}

/// Whether the schemas of two media types say the same. Two components never do: each has a type of its own.
pub(super) fn has_same_schemas(
    lowering: &Lowering<'_, '_>,
    first: &Content<'_>,
    other: &Content<'_>,
) -> bool {
    let schemas = &lowering.schemas;
    let is_same = |first: Option<SchemaId>, other: Option<SchemaId>| {
        let (Some(first), Some(other)) = (first, other) else {
            return first == other;
        };
        let is_patched = |schema: SchemaId| {
            schemas.is_patched(schema) || schemas.is_patched(schemas.target(schema))
        };
        let targets = [first, other].map(|schema| schemas.plain_target(schema));
        let is_component = targets.map(|target| schemas.component(target).is_some());
        let [one, two] = targets;
        is_patched(first) == is_patched(other)
            && (one == two
                || (is_component != [true; 2]
                    && is_one_type(lowering, schemas.schema(one).node, schemas.schema(two).node)))
    };
    std::ptr::eq(first, other)
        || (is_same(first.schema, other.schema) && is_same(first.item_schema, other.item_schema))
}

/// Whether two schemas say the same. Where they do so in another order, an earlier generator gave each a type.
fn is_one_type(lowering: &Lowering<'_, '_>, one: &Node, other: &Node) -> bool {
    let have_types = [one, other].map(|node| lowering.names.knows_types_of(node)) == [true; 2];
    one == other || !have_types && say_the_same(one, other)
}

/// The media type that a value is sent as: the described one; of a range, the one that the codec writes by itself.
/// Bytes keep a range, of which an upload is one.
pub(super) fn sent_as(media: &MediaType, codec: Codec) -> String {
    let of_range = match codec {
        Codec::Json => "application/json",
        Codec::Xml(_) => "application/xml",
        Codec::Text if media.is_xml() => "application/xml",
        Codec::Text => "text/plain; charset=utf-8",
        Codec::Parts => "multipart/form-data",
        Codec::Form | Codec::Bytes | Codec::Items(_) => media.as_str(),
    };
    match media.as_str().contains('*') {
        true => of_range.to_owned(),
        false => media.as_str().to_owned(),
    }
}

/// The documentation of bytes in a range such as `image/*`, in which what is sent without another word does not lie.
pub(super) fn docs_of_upload<'m>(media: impl IntoIterator<Item = &'m str>) -> Option<Block> {
    const BYTES: &str = "application/octet-stream";
    let bytes = MediaType::parse(BYTES)?;
    let mut ranges = media.into_iter().filter_map(MediaType::parse).peekable();
    ranges.peek()?;
    let is_other = |media: MediaType| media.openness() > 0 && !media.covers(&bytes);
    let bytes = docs::code(BYTES);
    let text = format!(
        "The `content_type` or the name of a file says the media type; bytes without both are sent as {bytes}."
    );
    ranges.all(is_other).then(|| docs::sentence(text))
}

/// Whether a header can hold the name of a media type.
pub(super) fn is_header(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_graphic() || c == ' ') && !name.is_empty()
}

/// The type of a JSON body. Without a schema it is any JSON.
pub(super) fn json_type<'s>(
    lowering: &mut Lowering<'_, 's>,
    media: &Content<'s>,
    used: Use,
    hint: &Hint,
) -> Type {
    match media.schema {
        None => Type::Json,
        Some(schema) => lowering.typed(schema, used, hint).inner(),
    }
}

/// Whether a body is JSON, or of a range that covers JSON.
pub(in crate::lower) fn is_json(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::may_be_json)
}

/// Whether a body is read and written as JSON. No JSON text holds bytes: a body of `format: binary` is bytes,
/// whatever its media type. Under a range, a body of which nothing is said is bytes too.
pub(super) fn holds_json(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    let Some(media) = &content.media else {
        return false;
    };
    if !media.may_be_json() {
        return false;
    }
    let Some(schema) = content.schema else {
        return media.is_json();
    };
    if holds_bytes(lowering, schema) {
        return false;
    }
    media.is_json() || !lowering.schemas.flat(schema).assertions.is_only(|_| {})
}

/// Whether a schema says that a body is bytes, whatever its media type.
fn holds_bytes(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> bool {
    let holds = says_bytes(&lowering.schemas.flat(schema).assertions);
    if holds {
        fields::mark_content_type(lowering, schema);
    }
    holds
}

/// Whether a body is a form.
pub(super) fn is_form(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_form)
}

/// Whether a body is several parts.
pub(super) fn is_multipart(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_multipart)
}

/// Whether a body is XML.
pub(super) fn is_xml(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_xml)
}

/// Whether a body is read and written as one text: a file of `text/csv` that is `format: binary` may be of any charset.
pub(super) fn holds_text(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    is_text(content)
        && !content
            .schema
            .is_some_and(|schema| holds_bytes(lowering, schema))
}

/// Whether a body is of a media type of texts.
pub(super) fn is_text(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_characters)
}

/// Whether an answer is a text under a range such as `*/*`: it may come as plain text or as JSON.
pub(super) fn is_text_of_any_kind(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    let is_range = |media: &MediaType| media.may_be_json() && !media.is_json();
    let Some(schema) = content.schema else {
        return false;
    };
    content.media.as_ref().is_some_and(is_range) && {
        let flat = lowering.schemas.flat(schema);
        let assertions = &flat.assertions;
        assertions.kinds == [Kind::String]
            && assertions.is_only(|rest| {
                rest.kinds.clear();
                rest.bounds.clear();
                rest.unchecked.clear();
            })
    }
}
