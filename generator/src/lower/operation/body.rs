//! The body that a call sends. Every media type of a body is sent: one call for each, since each
//! takes other arguments.

use super::super::building::taken;
use super::super::context::Lowering;
use super::super::docs;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::shown;
use super::super::spot::spot;
use super::super::types::add_bounds;
use super::gaps::{self, Gaps, Reason};
use super::{fields, items, shared};
use crate::api::{Argument, Body, Codec, Fields, Gap, Payload, Type, XmlElementId};
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{self, Content, Kind, Operation, SchemaId, Status};
use crate::schemas::Direction;
use crate::source::Node;

/// A way to send a request: its body in one media type, and the arguments that make it.
#[derive(Default)]
pub(super) struct Sending {
    /// What tells it from the first way: `form`.
    pub variant: Option<String>,
    pub body: Option<Body>,
    pub fields: Option<Fields>,
    pub arguments: Vec<Argument>,
}

/// The ways to send an operation's request, JSON first, then in the order of the document.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Result<Vec<Sending>, Reason> {
    let Some(body) = &operation.body else {
        return Ok(vec![Sending::default()]);
    };
    let mut contents: Vec<&Content<'s>> = body.content.iter().collect();
    leave_out_unprintable(lowering, &mut contents, gaps);
    contents.sort_by_cached_key(|content| {
        let is_last = is_patch_of_objects(lowering, content);
        (!holds_json(lowering, content), is_last)
    });
    leave_out_same(lowering, &mut contents, gaps);
    if contents.is_empty() {
        if body.required {
            let names = body
                .content
                .iter()
                .map(|content| content.name.escape_debug());
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            let why = match names.as_slice() {
                [] => "it needs a body, and `content` names no media type".to_owned(),
                names => format!(
                    "it needs a body, and no header can hold {}",
                    names.join(" or ")
                ),
            };
            return Err(Reason::new(
                Gap::plain("a body without a media type"),
                why,
                "describe the body by a media type such as `application/json`, here or in an overlay; \
                 `client.request(…)` sends it meanwhile",
            ));
        }
        return Ok(vec![Sending::default()]);
    }
    let mut ways: Vec<Sending> = Vec::new();
    for content in contents {
        let mut way = lower_one(lowering, body, content, hint, gaps);
        if !ways.is_empty() {
            let known: Vec<_> = ways.iter().map(|way| way.variant.as_deref()).collect();
            way.variant = Some(variant(content, &known));
        }
        ways.push(way);
    }
    Ok(ways)
}

/// The body in one media type.
fn lower_one<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    content: &Content<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Sending {
    let media = content.media.as_ref();
    let sent_as = match media.filter(|media| media.is_multipart()) {
        Some(media) => fields::without_boundary(lowering, media, content.node),
        None => content.name.to_owned(),
    };
    let shared = shared::hint_of_body(lowering, body);
    let is_form = is_form(content);
    let is_multipart = media.is_some_and(MediaType::is_multipart);
    if is_form || is_multipart {
        let required = body.required;
        if let Some(mut arguments) =
            fields::of_body(lowering, content, required, shared.as_ref().unwrap_or(hint))
        {
            for argument in &mut arguments {
                let nodes = content.examples.iter();
                let nodes = nodes.filter_map(|example| example.node.get(&argument.key));
                let shown = shown::first(nodes);
                argument.example = shown.or(argument.example.take());
            }
            // Stripe's GETs declare a form without fields.
            if arguments.is_empty() && !required {
                let report = lowering.report;
                let message = "the body has no field and is not required: none is sent";
                report.add(report.at_key(Code::Inert, content.node, message).once());
                return Sending::default();
            }
            return Sending {
                fields: Some(Fields {
                    media: sent_as,
                    multipart: is_multipart,
                    required,
                    spot: spot(body.node),
                }),
                arguments,
                ..Sending::default()
            };
        }
    }
    let hint = shared.unwrap_or_else(|| hint.then("request"));
    let typed = |lowering: &mut Lowering<'_, 's>, schema: Option<SchemaId>| match schema {
        None => Type::Json,
        Some(schema) => lowering.typed(schema, Use::SENT, &hint).inner(),
    };
    let has_no_members = (is_form || is_multipart) && has_no_members(lowering, content);
    let (codec, ty) = if is_form && !has_no_members {
        (Codec::Form, typed(lowering, content.schema))
    } else if is_multipart {
        if has_no_members {
            let label = "it is not written: the caller gives the parts";
            let words = (
                "the body is parts of any names",
                "a type for the body as",
                label,
            );
            gaps::note_bytes(lowering, content, gaps, words);
        }
        let ty = fields::free_parts(lowering, content.schema, &hint);
        (Codec::Parts, ty)
    } else if let Some((framing, item)) = items::of(lowering, content, &hint) {
        (Codec::Items(framing), Type::Items(Box::new(item)))
    } else if holds_json(lowering, content) {
        note_json_of_range(lowering, content);
        let all = body.content.iter();
        let all = all.map(|content| (Status::Default, content));
        let typed_by = typed_by(lowering, content, all);
        (Codec::Json, typed(lowering, typed_by.schema))
    } else if let Some(element) = element(lowering, content, &hint, gaps) {
        let all = body.content.iter();
        let all = all.map(|content| (Status::Default, content));
        let typed_by = typed_by(lowering, content, all);
        (Codec::Xml(element), typed(lowering, typed_by.schema))
    } else if is_base64(lowering, content, &hint) {
        (Codec::Text, Type::Bytes)
    } else if media.is_some_and(|media| media.is_text() || is_xml(content)) {
        (Codec::Text, Type::String)
    } else {
        let label = "it is not written: the caller gives its bytes";
        let words = ("the body is bytes", "a type for the body as", label);
        gaps::note_bytes(lowering, content, gaps, words);
        (Codec::Bytes, Type::Upload)
    };
    let sent_as = match media {
        Some(_) => sent_as,
        None => "application/octet-stream".to_owned(),
    };
    let name = match &ty {
        Type::Named(_) => "request",
        _ => "body",
    };
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(body.description.unwrap_or(""), base);
    docs::first(&mut docs);
    if codec == Codec::Text {
        gaps::note_inert(lowering, content, "a text");
    }
    if ty == Type::Bytes {
        docs::add(&mut docs, "Sent as base64.");
    } else if let (Codec::Text, Some(schema)) = (codec, content.schema) {
        gaps::note_typed_text(lowering, content);
        let flat = lowering.schemas.flat(schema);
        add_bounds(&mut docs, &flat);
    }
    let example = match codec {
        Codec::Json | Codec::Text | Codec::Xml(_) => example(lowering, content),
        Codec::Bytes | Codec::Form | Codec::Parts | Codec::Items(_) => None,
    };
    let body = Body {
        name: name.to_owned(),
        docs,
        required: body.required,
        taken: taken(&ty, &|id| lowering.types.kind(id)),
        payload: Payload {
            media: sent_as,
            codec,
            ty,
        },
        example,
        spot: spot(body.node),
    };
    Sending {
        body: Some(body),
        ..Sending::default()
    }
}

/// Whether the values of a form, or of parts that have names, are no objects: a list for instance has nothing that could
/// be a field.
fn has_no_members(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    content.schema.is_some_and(|schema| {
        let flat = lowering.schemas.flat(schema);
        let kinds = &flat.assertions.kinds;
        let has_members = |kind: &Kind| matches!(kind, Kind::Object | Kind::String);
        !kinds.is_empty() && !kinds.iter().any(has_members)
    })
}

/// Notes JSON of a range in which `application/json`, as which it is sent, does not lie.
fn note_json_of_range(lowering: &Lowering<'_, '_>, content: &Content<'_>) {
    let json = MediaType::parse("application/json");
    let (Some(range), Some(json)) = (&content.media, json) else {
        return;
    };
    if range.as_str().contains('*') && !range.covers(&json) {
        let report = lowering.report;
        let message = format!("the body is sent as `{json}`, which is not of the range `{range}`");
        let found = report.at_key(Code::UnusedMedia, content.node, message);
        let label = "the setter `header(\"content-type\", …)` names it otherwise";
        report.add(found.label(label).once());
    }
}

/// The first example of a media type, else of its schema.
fn example(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> Option<String> {
    // An example of XML may be its text.
    let is_value = |node: &&Node| !is_xml(content) || node.as_str().is_none();
    let own = content
        .examples
        .iter()
        .map(|example| example.node)
        .filter(is_value);
    let schema = content.schema.map(|schema| lowering.schemas.flat(schema));
    let of_schema = schema.iter().flat_map(|flat| &flat.annotations.examples);
    let mut nodes = own.chain(of_schema.copied());
    nodes.next().map(Node::to_string)
}

/// Whether a body is the base64 of bytes: `format: byte`, or `contentEncoding` (OpenAPI 3.0.3 §4.7.14.2, 3.1.1
/// §4.8.14.4).
fn is_base64<'s>(lowering: &mut Lowering<'_, 's>, content: &Content<'s>, hint: &Hint) -> bool {
    let Some(schema) = content.schema else {
        return false;
    };
    lowering.schemas.flat(schema).assertions.kinds == [Kind::String]
        && lowering.typed(schema, Use::SENT, hint).ty == Type::Bytes
}

/// The word for the call that sends another media type than the first.
fn variant(content: &Content<'_>, known: &[Option<&str>]) -> String {
    let media = content.media.as_ref();
    let essence = media.map(MediaType::essence).unwrap_or_default();
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", "body"));
    let word = match (kind, subtype) {
        (_, "x-www-form-urlencoded") => "form",
        ("multipart", "form-data") => "multipart",
        ("text", "plain") => "text",
        (_, "octet-stream") | ("*", "*") => "bytes",
        (kind, "*") => kind,
        (_, "*+xml") => "xml",
        (_, subtype) => subtype.strip_prefix("x-").unwrap_or(subtype),
    };
    let is_known = |word: &str| known.contains(&Some(word));
    match is_known(word) {
        false => word.to_owned(),
        true => essence.clone(),
    }
}

/// A header cannot hold every name that the document may give a media type.
fn leave_out_unprintable<'s>(
    lowering: &Lowering<'_, 's>,
    contents: &mut Vec<&Content<'s>>,
    gaps: &mut Gaps,
) {
    for content in contents.iter().filter(|content| !is_header(content.name)) {
        let name = content.name.escape_debug();
        let message = format!("the body is not sent as `{name}`");
        let found = lowering
            .report
            .at_key(Code::UnusedMedia, content.node, message);
        let found = found.label("no header can hold that").once();
        let found =
            found.help("name it by a media type such as `application/json`, here or in an overlay");
        gaps.add(lowering, gaps::in_media("the body as", content), found);
    }
    contents.retain(|content| is_header(content.name));
}

/// Several kinds of JSON with one schema are one way, and so are several of XML: their names differ, and what is sent
/// does not. Patches are no such kinds: a server does something else with each.
fn leave_out_same<'s>(
    lowering: &mut Lowering<'_, 's>,
    contents: &mut Vec<&Content<'s>>,
    gaps: &mut Gaps,
) {
    let plain = contents
        .iter()
        .position(|content| content.name == "application/json");
    if let Some(plain) = plain {
        let plain = contents.remove(plain);
        contents.insert(0, plain);
    }
    // A media type before a range of XML.
    contents.sort_by_key(|content| is_xml(content) && content.name.contains('*'));
    let mut kept: Vec<&Content<'s>> = Vec::new();
    for content in contents.iter() {
        let mut same = kept.iter();
        let is_misnamed = is_patch_of_objects(lowering, content);
        let is_same = |first: &&&Content<'s>| {
            let is_patch = !is_misnamed && are_other_patches(first, content);
            is_same_json(lowering, first, content) && !is_patch
                || is_same_xml(lowering, first, content)
        };
        let Some(first) = same.find(is_same) else {
            kept.push(content);
            continue;
        };
        let report = lowering.report;
        let message = format!(
            "the body is sent as `{}`, not as `{}`",
            first.name, content.name
        );
        let found = report
            .at_key(Code::UnusedMedia, content.node, message)
            .softened();
        if is_misnamed && are_other_patches(first, content) {
            let label = "a JSON Patch is a list (RFC 6902), and the schema is of objects";
            let help = "describe it by a schema with `type: array`, here or in an overlay";
            let gap = gaps::in_media("the body as", content);
            gaps.add(lowering, gap, found.label(label).help(help).once());
            continue;
        }
        let kind = if is_xml(content) { "XML" } else { "JSON" };
        let label =
            format!("the same {kind}: the setter `header(\"content-type\", …)` names it otherwise");
        report.add(found.label(label).once());
    }
    *contents = kept;
}

/// What a server does with the members of a patch is told by its media type alone.
const PATCHES: [&str; 3] = [
    "application/json-patch+json",
    "application/merge-patch+json",
    "application/strategic-merge-patch+json",
];

fn are_other_patches(first: &Content<'_>, other: &Content<'_>) -> bool {
    let [first, other] = [first, other].map(Content::essence);
    first != other && PATCHES.contains(&&*first) && PATCHES.contains(&&*other)
}

/// Whether a body is called a JSON Patch, which is a list (RFC 6902 §3), and is an object.
fn is_patch_of_objects(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    let is_patch = content.essence() == PATCHES[0];
    let schema = content.schema.filter(|_| is_patch);
    schema.is_some_and(|schema| lowering.schemas.flat(schema).assertions.kinds == [Kind::Object])
}

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
        let targets = [first, other].map(|schema| schemas.target(schema));
        let is_component = targets.map(|target| schemas.component(target).is_some());
        let [one, two] = targets;
        is_patched(first) == is_patched(other)
            && (one == two
                || (is_component != [true; 2]
                    && schemas.schema(one).node == schemas.schema(two).node))
    };
    std::ptr::eq(first, other)
        || (is_same(first.schema, other.schema) && is_same(first.item_schema, other.item_schema))
}

/// Whether a header can hold the name of a media type.
fn is_header(name: &str) -> bool {
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
/// whatever its media type. Under a range that covers everything, bytes are bytes too.
pub(super) fn holds_json(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    let Some(media) = &content.media else {
        return false;
    };
    if media.is_json() {
        return !content.schema.is_some_and(|schema| {
            let assertions = &lowering.schemas.flat(schema).assertions;
            assertions.kinds == [Kind::String] && assertions.format == Some("binary")
        });
    }
    if !media.may_be_json() {
        return false;
    }
    content.schema.is_some_and(|schema| {
        let flat = lowering.schemas.flat(schema);
        let says_nothing = flat.assertions.is_only(|_| {});
        let is_bytes = flat.assertions.format == Some("binary") || says_nothing;
        let holds_bytes = fields::holds_bytes(&flat);
        if holds_bytes {
            fields::mark_content_type(lowering, schema);
        }
        !is_bytes && !holds_bytes
    })
}

/// Whether a body is a form.
pub(super) fn is_form(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_form)
}

/// Whether a body is XML.
fn is_xml(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_xml)
}

/// The element that a body is; where XML does not have its values, the caller gives a text.
fn element(
    lowering: &mut Lowering<'_, '_>,
    content: &Content<'_>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<XmlElementId> {
    match gaps::element(lowering, content, Direction::Sent, &hint.name())? {
        Ok(element) => Some(element),
        Err(why) => {
            let message = format!("the body is a text in `{}`", content.name);
            let found = lowering
                .report
                .at_key(Code::UnusedMedia, content.node, message);
            let found = found.label("its schema is not written: the caller gives its text");
            let gap = gaps::in_media("a type for the body as", content);
            gaps.add(lowering, gap, found.help(why).once());
            None
        }
    }
}
