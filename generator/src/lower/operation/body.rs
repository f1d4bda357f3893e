//! The body that a call sends. Every media type of a body is sent: one call for each, since each
//! takes other arguments.

mod same;

use super::super::building::taken;
use super::super::context::Lowering;
use super::super::docs;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::names;
use super::super::shown;
use super::super::spot::spot;
use super::super::types::add_bounds;
use super::content::{
    docs_of_upload, holds_json, holds_text, is_form, is_multipart, is_xml, json_type, sent_as,
    typed_by,
};
use super::gaps::{self, Gaps, Reason};
use super::{fields, items, shared};
use crate::api::{Argument, Body, Codec, Docs, Fields, Gap, Payload, Type, XmlElementId};
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{self, Content, Kind, Operation, SchemaId, Status};
use crate::schemas::Direction;
use crate::source::Node;

/// A way to send a request: its body in one media type, and the arguments that make it.
#[derive(Default)]
pub(super) struct Sending {
    /// What tells it from the first way in the file of names: `vnd.example.sheet+json`.
    pub key: Option<String>,
    /// The word that tells it from the first way in names: `sheet`.
    pub variant: Option<String>,
    /// The schema of the body in this media type.
    pub schema: Option<SchemaId>,
    pub body: Option<Body>,
    pub fields: Option<Fields>,
    pub arguments: Vec<Argument>,
}

/// The ways to send an operation's request: what it sent before, JSON, then in the order of the document.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &str,
    operation: &Operation<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Result<Vec<Sending>, Reason> {
    let Some(body) = &operation.body else {
        return Ok(vec![Sending::default()]);
    };
    let mut contents: Vec<&Content<'s>> = body.content.iter().collect();
    same::leave_out_unprintable(lowering, &mut contents, gaps);
    contents.sort_by_cached_key(|content| {
        let is_last = same::is_patch_of_objects(lowering, content);
        (!holds_json(lowering, content), is_last)
    });
    let sent = lowering.names.sent(operation.method, path);
    let sent = sent.map(str::to_owned);
    same::leave_out_same(lowering, &mut contents, sent.as_deref(), gaps);
    if let Some(first) = contents.first() {
        lowering.names.note_sent(operation.method, path, first.name);
    }
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
    let keys = keys(lowering, path, operation, &contents);
    let mut ways: Vec<Sending> = Vec::new();
    for (content, key) in contents.into_iter().zip(keys) {
        let mut way = lower_one(lowering, body, content, hint, gaps);
        way.variant = key.is_some().then(|| variant(content, &ways));
        way.key = key;
        ways.push(way);
    }
    Ok(ways)
}

/// What tells the ways to send a body in the file of names; none for the first. A media type keeps what it was known by.
fn keys(
    lowering: &Lowering<'_, '_>,
    path: &str,
    operation: &Operation<'_>,
    contents: &[&Content<'_>],
) -> Vec<Option<String>> {
    let names = &lowering.names;
    let mut known = names.ways(operation.method, path);
    let mut keys = vec![None];
    for content in contents.iter().skip(1) {
        let own = known.iter().find(|(_, media)| *media == content.name);
        let key = match own {
            Some((key, _)) => key.clone(),
            None => key(content, |key| known.iter().any(|(known, _)| known == key)),
        };
        names.note_way(operation.method, path, &key, content.name);
        known.push((key.clone(), content.name));
        keys.push(Some(key));
    }
    keys
}

/// The body in one media type.
fn lower_one<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    content: &Content<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Sending {
    let shared = shared::hint_of_body(lowering, body);
    let of_fields = shared.as_ref().unwrap_or(hint);
    if let Some(way) = of_arguments(lowering, body, content, of_fields, gaps) {
        return way;
    }
    let hint = shared.unwrap_or_else(|| hint.then("request"));
    let (codec, ty) = value(lowering, body, content, &hint, gaps);
    let name = match &ty {
        Type::Named(_) => "request",
        _ => "body",
    };
    let media = sent(lowering, content, codec);
    note_other_than_range(lowering, content, &media);
    let example = match codec {
        Codec::Json | Codec::Text | Codec::Xml(_) => example(lowering, content),
        Codec::Bytes | Codec::Form | Codec::Parts | Codec::Items(_) => None,
    };
    let body = Body {
        name: name.to_owned(),
        docs: docs_of(lowering, body, content, codec, &ty),
        required: body.required,
        taken: taken(&ty, &|id| lowering.types.kind(id)),
        payload: Payload {
            described: content.name.to_owned(),
            media,
            codec,
            ty,
        },
        example,
        spot: spot(body.node),
    };
    Sending {
        schema: content.schema,
        body: Some(body),
        ..Sending::default()
    }
}

/// A form or a multipart body whose fields or parts are arguments; `None` of another body, and where they are not
/// described.
fn of_arguments<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    content: &Content<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<Sending> {
    let multipart = is_multipart(content);
    let codec = match multipart {
        true => Codec::Parts,
        false if is_form(content) => Codec::Form,
        false => return None,
    };
    let required = body.required;
    let mut arguments = fields::of_body(lowering, content, required, hint, gaps)?;
    for argument in &mut arguments {
        let nodes = content.examples.iter();
        let nodes = nodes.filter_map(|example| example.node.get(&argument.key));
        let example = &mut argument.example.text;
        *example = shown::first(nodes).or(example.take());
    }
    // Stripe's GETs declare a form without fields.
    if arguments.is_empty() && !required {
        let report = lowering.report;
        let message = "the body has no field and is not required: none is sent";
        report.add(report.at_key(Code::Inert, content.node, message).once());
        return Some(Sending::default());
    }
    Some(Sending {
        schema: content.schema,
        fields: Some(Fields {
            media: sent(lowering, content, codec),
            multipart,
            required,
            order: order(&arguments),
            spot: spot(body.node),
        }),
        arguments,
        ..Sending::default()
    })
}

/// The names of the parts that arguments make, each once.
fn order(arguments: &[Argument]) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for name in arguments.iter().filter_map(Argument::part_name) {
        if !order.iter().any(|known| known == name) {
            order.push(name.to_owned());
        }
    }
    order
}

/// How a body that is one value is written, and its type.
fn value<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    content: &Content<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> (Codec, Type) {
    let is_multipart = is_multipart(content);
    let has_no_members = (is_multipart || is_form(content)) && has_no_members(lowering, content);
    let typed = |lowering: &mut Lowering<'_, 's>| {
        let all = body.content.iter();
        let all = all.map(|content| (Status::Default, content));
        let content = typed_by(lowering, content, all);
        json_type(lowering, content, Use::SENT, hint)
    };
    if is_multipart {
        if has_no_members {
            let label = "it is not written: the caller gives the parts";
            let what = "the body is parts of any names";
            let words = (what, "a type for the body as", label);
            gaps::note_bytes(lowering, content, gaps, words);
        }
        let ty = fields::free_parts(lowering, content.schema, hint);
        (Codec::Parts, ty)
    } else if is_form(content) && !has_no_members {
        (Codec::Form, json_type(lowering, content, Use::SENT, hint))
    } else if let Some((framing, item)) = items::of(lowering, content, hint) {
        (Codec::Items(framing), Type::Items(Box::new(item)))
    } else if holds_json(lowering, content) {
        (Codec::Json, typed(lowering))
    } else if let Some(element) = element(lowering, content, hint, gaps) {
        (Codec::Xml(element), typed(lowering))
    } else if is_base64(lowering, content, hint) {
        (Codec::Text, Type::Bytes)
    } else if holds_text(lowering, content) {
        (Codec::Text, Type::String)
    } else {
        let label = "it is not written: the caller gives its bytes";
        let words = ("the body is bytes", "a type for the body as", label);
        gaps::note_bytes(lowering, content, gaps, words);
        (Codec::Bytes, Type::Upload)
    }
}

/// The media type as it is sent: what the document writes may be none.
fn sent(lowering: &Lowering<'_, '_>, content: &Content<'_>, codec: Codec) -> String {
    match &content.media {
        Some(media) if codec == Codec::Parts => {
            fields::without_boundary(lowering, media, content.node)
        }
        Some(media) => sent_as(media, codec),
        None => "application/octet-stream".to_owned(),
    }
}

/// The documentation of a body that is one value.
fn docs_of<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    content: &Content<'s>,
    codec: Codec,
    ty: &Type,
) -> Docs {
    // A type with a name has documentation of its own.
    let of_schema = || {
        let schema = content.schema.filter(|_| !matches!(ty, Type::Named(_)))?;
        lowering.schemas.described(schema).annotations.description
    };
    let about = body.description.or_else(of_schema);
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(about.unwrap_or(""), base);
    docs::first(&mut docs);
    if codec == Codec::Text {
        gaps::note_inert(lowering, content, "a text");
    }
    if codec == Codec::Bytes {
        let media = content.media.as_ref().map(MediaType::as_str);
        docs.blocks.extend(docs_of_upload(media));
    }
    if *ty == Type::Parts {
        docs::add(&mut docs, fields::HOW_TEXTS);
    } else if (codec, ty) == (Codec::Form, &Type::String) {
        docs::add(&mut docs, "The whole form, encoded already.");
    } else if *ty == Type::Bytes {
        docs::add(&mut docs, "Sent as base64.");
    } else if let (Codec::Text, Some(schema)) = (codec, content.schema) {
        gaps::note_typed_text(lowering, content);
        let flat = lowering.schemas.flat(schema);
        add_bounds(&mut docs, &flat);
    }
    docs
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

/// Notes a range in which the media type that is sent does not lie.
fn note_other_than_range(lowering: &Lowering<'_, '_>, content: &Content<'_>, sent: &str) {
    let (Some(range), Some(media)) = (&content.media, MediaType::parse(sent)) else {
        return;
    };
    if range.as_str().contains('*') && sent != range.as_str() && !range.covers(&media) {
        let report = lowering.report;
        let message = format!("the body is sent as `{media}`, which is not of the range `{range}`");
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

/// What the file of names knows the call by that sends another media type than the first.
fn key(content: &Content<'_>, is_known: impl Fn(&str) -> bool) -> String {
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
    unlike(word.to_owned(), content, |longer| longer, is_known)
}

/// The word for that call.
fn variant(content: &Content<'_>, known: &[Sending]) -> String {
    let word = match content.media {
        Some(_) => names::of_media(&content.essence()),
        None => "body".to_owned(),
    };
    unlike(
        word,
        content,
        |longer| names::snake(&longer),
        |word| known.iter().any(|way| way.variant.as_deref() == Some(word)),
    )
}

/// A word for a media type; a longer one where another media type has it.
fn unlike(
    word: String,
    content: &Content<'_>,
    named: impl Fn(String) -> String,
    is_known: impl Fn(&str) -> bool,
) -> String {
    let whole = content.name.to_owned();
    let longer = [content.essence(), content.identity(), whole].map(named);
    let mut words = std::iter::once(word).chain(longer);
    let last = words.clone().last();
    let found = words.find(|word| !is_known(word));
    found.or(last).unwrap_or_default()
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
