//! What is sent and what comes back: bodies, media types, responses, headers.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::openapi::Version;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::schema::{SchemaId, closed_properties};
use crate::openapi::{document, vocabulary};
use crate::source::{Node, Object};

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body<'s> {
    pub node: &'s Node,
    pub description: Option<&'s str>,
    pub required: bool,
    pub content: Vec<MediaType<'s>>,
}

/// A body in one media type.
#[derive(Debug, Clone)]
pub(crate) struct MediaType<'s> {
    pub node: &'s Node,
    /// As the document writes it: `application/json; charset=utf-8`.
    pub name: &'s str,
    pub schema: Option<SchemaId>,
    pub examples: Vec<Example<'s>>,
}

/// A value that shows what is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Example<'s> {
    /// Where there are several, each has one.
    pub name: Option<&'s str>,
    pub node: &'s Node,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Response<'s> {
    pub content: Vec<MediaType<'s>>,
}

/// The answers of an operation, in the document's order.
pub(crate) type Responses<'s> = Vec<(Status, Response<'s>)>;

/// Which statuses an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    /// `4XX` is 4.
    Range(u8),
    Default,
}

impl Status {
    /// Whether it only speaks of answers that are errors.
    fn is_failure(self) -> bool {
        matches!(self, Self::Code(400..) | Self::Range(4 | 5))
    }

    fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        if key.len() != 3 {
            return None;
        }
        let first = key
            .bytes()
            .next()
            .filter(|digit| (b'1'..=b'5').contains(digit))?;
        if key[1..].eq_ignore_ascii_case("xx") {
            return Some(Self::Range(first - b'0'));
        }
        key.parse().ok().map(Self::Code)
    }
}

pub(super) fn responses<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Responses<'s> {
    let Some(object) = node.as_object() else {
        // Another kind was reported with the operation.
        return Vec::new();
    };
    let mut responses: Responses<'s> = Vec::new();
    for (key, node) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
        if key == "$ref" {
            let message = "a reference cannot stand in the place of `responses`";
            let found = reader
                .report
                .at_key(Code::MisplacedReference, node, message);
            reader.report.add(found.help("write it below a status"));
            continue;
        }
        let Some(status) = Status::parse(key) else {
            let message = format!("`{key}` is not a status");
            let found = reader.report.at_key(Code::UnknownWord, node, message);
            reader.report.add(
                found.help("expected a status such as `200`, a range such as `4XX`, or `default`"),
            );
            continue;
        };
        if matches!(status, Status::Range(_)) && !key.ends_with("XX") {
            let message = format!("a range of statuses is written `{}`", key.to_uppercase());
            let found = reader.report.at_key(Code::Untidy, node, message);
            reader.report.add(found.label("read as if it were"));
        }
        if responses.iter().any(|(other, _)| *other == status) {
            let message = format!("the status `{key}` is described twice");
            let found = reader.report.at_key(Code::DuplicateKey, node, message);
            reader.report.add(found.help("remove one of the two"));
            continue;
        }
        if status.is_failure() && reader.leads_to(node, "schemas") {
            let message = "a schema cannot stand in the place of a response";
            let found = reader.report.at(Code::WrongTarget, node, message);
            let help = "put it into the `content` of a response";
            reader
                .report
                .add(found.softened().label("ignored").help(help));
            continue;
        }
        let target = reader.follow(node, &vocabulary::RESPONSE);
        let response = target.and_then(|node| response(reader, node));
        responses.extend(response.map(|response| (status, response)));
    }
    if object.is_empty() {
        let found = reader
            .report
            .at_key(Code::Untidy, node, "`responses` is empty");
        let label = "any answer with a 2xx status is a success";
        reader.report.add(found.label(label));
    }
    responses
}

pub(in crate::openapi) fn response<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
) -> Option<Response<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::RESPONSE)?;
    if fields.raw("description").is_none() && reader.version < Version::V32 {
        let message = "a response has no `description`";
        let found = reader.report.at_key(Code::Untidy, node, message);
        let label = "the specification requires one";
        reader.report.add(found.label(label));
    }
    let content = fields.raw("content").map(|node| content(reader, node));
    check_headers(reader, &fields);
    for (_, node) in fields.members("links") {
        if let Some(node) = reader.follow(node, &vocabulary::LINK) {
            check_link(reader, node);
        }
    }
    Some(Response {
        content: content.unwrap_or_default(),
    })
}

/// The headers of a response or of a part.
fn check_headers<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) {
    let mut seen: Vec<String> = Vec::new();
    for (name, node) in fields.members("headers") {
        if let Some(node) = reader.follow(node, &vocabulary::HEADER) {
            header(reader, name, node);
        }
        check_header_name(reader, name, |code, message| {
            reader.report.at_key(code, node, message)
        });
        let lower = name.to_ascii_lowercase();
        if seen.contains(&lower) {
            let message = format!("the header `{name}` is described twice");
            let found = reader
                .report
                .at_key(Code::DuplicateParameter, node, message);
            let help = "names of headers differ by more than their case";
            reader.report.add(found.softened().help(help));
        }
        seen.push(lower);
    }
}

pub(in crate::openapi) fn body<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Body<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::REQUEST_BODY)?;
    if let Some(node) = fields.raw("content")
        && node.as_object().is_some_and(Object::is_empty)
    {
        let message = "`content` of a request body is empty";
        reader
            .report
            .add(reader.report.at_key(Code::Untidy, node, message));
    }
    let content = fields.raw("content").map(|node| content(reader, node));
    Some(Body {
        node,
        description: fields.string("description"),
        required: fields.bool("required").unwrap_or(false),
        content: content.unwrap_or_default(),
    })
}

pub(super) fn content<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Vec<MediaType<'s>> {
    let members = node.as_object().into_iter().flatten();
    let members = members.filter(|(name, _)| !name.starts_with("x-"));
    let members: Vec<(&'s str, &'s Node)> = members
        .map(|(name, node)| (first_media_type(reader, name, node), node))
        .collect();
    let (named, others): (Vec<_>, Vec<_>) = members
        .into_iter()
        .partition(|(name, _)| is_media_type(name));
    report_other_names(reader, &others, !named.is_empty());
    let kept = if named.is_empty() { others } else { named };
    let read = |(name, node)| media_type(reader, name, node);
    kept.into_iter().filter_map(read).collect()
}

pub(in crate::openapi) fn media_type<'s>(
    reader: &Reader<'_, 's>,
    name: &'s str,
    node: &'s Node,
) -> Option<MediaType<'s>> {
    let node = reader.follow(node, &vocabulary::MEDIA_TYPE)?;
    let fields = Fields::of(reader, node, &vocabulary::MEDIA_TYPE)?;
    let schema = fields.raw("schema");
    if let Some(node) = fields.raw("itemSchema") {
        reader.schema(node);
    }
    check_encodings(reader, &fields, schema);
    Some(MediaType {
        node,
        name,
        schema: schema.map(|node| reader.schema(node)),
        examples: examples(reader, &fields),
    })
}

/// What describes the parts of a body, also of the parts of a part (OpenAPI 3.2).
fn check_encodings<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: Option<&'s Node>,
) {
    for other in ["prefixEncoding", "itemEncoding"] {
        fields.exclude(other, "encoding", "keep the one that fits");
    }
    let properties = schema.and_then(|node| closed_properties(reader, node));
    for (name, node) in fields.members("encoding") {
        if let Some(properties) = &properties
            && !properties.contains(&name)
        {
            let message = format!("`{name}` is not a property of the body");
            let found = reader.report.at_key(Code::UnknownPart, node, message);
            let near = nearest(name, properties.iter().copied());
            let found = found.label("ignored");
            reader.report.add(match near {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found,
            });
        }
        check_encoding(reader, node);
    }
    for node in fields.array("prefixEncoding") {
        check_encoding(reader, node);
    }
    if let Some(node) = fields.raw("itemEncoding") {
        check_encoding(reader, node);
    }
}

fn check_encoding<'s>(reader: &Reader<'_, 's>, node: &'s Node) {
    const STYLES: &[(&str, ())] = &[
        ("form", ()),
        ("spaceDelimited", ()),
        ("pipeDelimited", ()),
        ("deepObject", ()),
    ];
    let Some(fields) = Fields::of(reader, node, &vocabulary::ENCODING) else {
        return;
    };
    if let Some(style) = fields.raw("style") {
        reader.word(style, "style of an encoding", STYLES);
    }
    check_headers(reader, &fields);
    check_encodings(reader, &fields, None);
}

/// RFC 9110 §8.3.1, with `*` allowed as OpenAPI does.
fn is_media_type(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or("").trim();
    match essence.split_once('/') {
        Some((kind, subtype)) => is_token(kind) && is_token(subtype),
        None => essence == "*",
    }
}

/// `application/json` of `application/json, charset=utf-8`.
fn first_media_type<'s>(reader: &Reader<'_, 's>, name: &'s str, node: &'s Node) -> &'s str {
    let first = name.split(',').next().unwrap_or("").trim();
    if is_media_type(name) || !is_media_type(first) {
        return name;
    }
    let message = format!("`{}` is not a media type", name.escape_debug());
    let found = reader.report.at_key(Code::MediaType, node, message);
    let label = format!("read as `{}`", first.escape_debug());
    reader.report.add(found.softened().label(label));
    first
}

/// Reports the keys of `content` that are no media types, at the first of them.
fn report_other_names<'s>(
    reader: &Reader<'_, 's>,
    others: &[(&'s str, &'s Node)],
    beside_a_media_type: bool,
) {
    let Some((name, node)) = others.first() else {
        return;
    };
    let message = format!("`{}` is not a media type", name.escape_debug());
    let found = reader.report.at_key(Code::MediaType, node, message);
    let found = found.help("expected a type and a subtype, such as `application/json`");
    // Nothing, or a word alone, is what tools write that do not know better; it stands for nothing.
    let essence = name.split(';').next().unwrap_or("").trim();
    let stands_for_nothing = name.is_empty() || is_token(essence);
    let found = match (beside_a_media_type, stands_for_nothing) {
        (true, _) => found.softened().label("left out").once(),
        (false, true) => found.softened(),
        (false, false) => found,
    };
    reader.report.add(found.and("", others.len() - 1, "key"));
}

/// RFC 9110 §5.6.2.
pub(super) fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(fits)
}

/// RFC 9110 §5.1: a header's name is a token.
pub(in crate::openapi) fn check_header_name(
    reader: &Reader<'_, '_>,
    name: &str,
    found: impl Fn(Code, String) -> Diagnostic,
) {
    if !is_token(name) {
        let message = format!("`{}` cannot be the name of a header", name.escape_debug());
        let help = "a name is made of letters, digits and `!#$%&'*+-.^_`|~`";
        reader.report.add(found(Code::Invalid, message).help(help));
    }
}

pub(in crate::openapi) fn header<'s>(reader: &Reader<'_, 's>, name: &'s str, node: &'s Node) {
    let Some(fields) = Fields::of(reader, node, &vocabulary::HEADER) else {
        return;
    };
    if name.eq_ignore_ascii_case("content-type") {
        let message = "the header `Content-Type` is described by `content`";
        let found = reader.report.at_key(Code::IgnoredParameter, node, message);
        reader.report.add(found.label("ignored").once());
    }
    if let Some(style) = fields.raw("style") {
        reader.word(style, "style of a header", &[("simple", ())]);
    }
    examples(reader, &fields);
    fields.exclude("schema", "content", "keep one of them");
    if fields.raw("schema").or(fields.raw("content")).is_none() {
        let message = "the header has neither `schema` nor `content`";
        let found = reader.report.at_key(Code::Untidy, node, message);
        reader.report.add(found.label("read as text"));
    }
    fields.raw("schema").map(|node| reader.schema(node));
    // Its encodings may have headers, which may be this one.
    if let Some(node) = fields.raw("content")
        && reader.is_first_visit(node, "the content of a header")
    {
        content(reader, node);
    }
}

/// `example` and `examples`, which exclude each other.
pub(super) fn examples<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
) -> Vec<Example<'s>> {
    let alone = fields.raw("example");
    if let (Some(_), Some(node)) = (alone, fields.raw("examples")) {
        let message = "`example` and `examples` exclude each other";
        let found = reader.report.at_key(Code::Exclusive, node, message);
        reader.report.add(found.softened().label("both are read"));
    }
    let mut examples: Vec<Example<'s>> = Vec::new();
    examples.extend(alone.map(|node| Example { name: None, node }));
    for (name, node) in fields.members("examples") {
        let target = reader.follow(node, &vocabulary::EXAMPLE);
        let value = target.and_then(|node| example(reader, node));
        let name = Some(name);
        examples.extend(value.map(|node| Example { name, node }));
    }
    examples
}

/// The value of an example, when it is given in place.
pub(in crate::openapi) fn example<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<&'s Node> {
    let fields = Fields::of(reader, node, &vocabulary::EXAMPLE)?;
    for (one, other) in [
        ("externalValue", "value"),
        ("dataValue", "value"),
        ("serializedValue", "value"),
        ("serializedValue", "externalValue"),
    ] {
        fields.exclude(one, other, "keep one of them");
    }
    let value = fields.raw("value").or(fields.raw("dataValue"));
    if value.is_none() && fields.raw("externalValue").is_some() {
        let message = "the example lies outside the document and is not tested";
        let found = reader.report.at_key(Code::UntestedExample, node, message);
        reader.report.add(found);
    }
    value
}

pub(in crate::openapi) fn check_link<'s>(reader: &Reader<'_, 's>, node: &'s Node) {
    let Some(fields) = Fields::of(reader, node, &vocabulary::LINK) else {
        return;
    };
    fields.exclude("operationRef", "operationId", "keep one of them");
    match (fields.raw("operationRef"), fields.raw("operationId")) {
        (None, None) => {
            let message = "the link has neither `operationRef` nor `operationId`";
            reader
                .report
                .add(reader.report.at_key(Code::Untidy, node, message));
        }
        (_, Some(id)) => reader.linked(id),
        _ => {}
    }
    if let Some(node) = fields.raw("server") {
        document::server(reader, node);
    }
}
