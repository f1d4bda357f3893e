//! What is sent and what comes back: bodies, media types, responses, headers.

use super::super::Version;
use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::schema::SchemaId;
use crate::diagnostic::Code;
use crate::source::Node;

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
        reader.wrong_kind(node, "responses", "an object");
        return Vec::new();
    };
    let mut responses = Vec::new();
    for (key, node) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = Status::parse(key) else {
            let message = format!("`{key}` is not a status");
            let found = reader.report.at_key(Code::UnknownWord, node, message);
            reader.report.add(
                found.help("expected a status such as `200`, a range such as `4XX`, or `default`"),
            );
            continue;
        };
        if matches!(status, Status::Range(_)) && !key.ends_with("XX") {
            let found = reader.report.at_key(
                Code::Untidy,
                node,
                format!("a range of statuses is written `{}`", key.to_uppercase()),
            );
            reader.report.add(found.label("read as if it were"));
        }
        let response = reader.follow(node).and_then(|node| response(reader, node));
        responses.extend(response.map(|response| (status, response)));
    }
    if object.is_empty() {
        let found = reader
            .report
            .at_key(Code::Untidy, node, "`responses` is empty");
        reader
            .report
            .add(found.label("any answer with a 2xx status is a success"));
    }
    responses
}

pub(in crate::openapi) fn response<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
) -> Option<Response<'s>> {
    let mut fields = Fields::of(reader, node, "a response")?;
    let description = fields.string("description");
    if description.is_none() && reader.version < Version::V32 {
        reader.report.add(
            reader
                .report
                .at_key(Code::Untidy, node, "a response has no `description`")
                .label("the specification requires one"),
        );
    }
    fields.since(Version::V32, "summary");
    let content = fields
        .raw("content")
        .map(|node| content(reader, node))
        .unwrap_or_default();
    for (name, node) in fields.members("headers") {
        if let Some(node) = reader.follow(node) {
            header(reader, name, node);
        }
    }
    for (_, node) in fields.members("links") {
        if let Some(node) = reader.follow(node) {
            link(reader, node)
        }
    }
    fields.close();
    Some(Response { content })
}

pub(in crate::openapi) fn body<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Body<'s>> {
    let mut fields = Fields::of(reader, node, "a request body")?;
    let description = fields.string("description");
    let required = fields.bool("required").unwrap_or(false);
    let content = fields
        .required("content")
        .map(|node| content(reader, node))
        .unwrap_or_default();
    fields.close();
    Some(Body {
        node,
        description,
        required,
        content,
    })
}

pub(super) fn content<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Vec<MediaType<'s>> {
    let Some(object) = node.as_object() else {
        reader.wrong_kind(node, "content", "an object");
        return Vec::new();
    };
    let members = object.iter().filter(|(name, _)| !name.starts_with("x-"));
    members
        .filter_map(|(name, node)| media_type(reader, name, node))
        .collect()
}

fn media_type<'s>(reader: &Reader<'_, 's>, name: &'s str, node: &'s Node) -> Option<MediaType<'s>> {
    if !is_media_type(name) {
        let message = format!("`{name}` is not a media type");
        let found = reader.report.at_key(Code::Invalid, node, message);
        reader.report.add(
            found
                .softened()
                .help("expected a type and a subtype, such as `application/json`"),
        );
    }
    let node = reader.follow(node)?;
    let mut fields = Fields::of(reader, node, "a media type")?;
    let schema = fields.raw("schema").map(|node| reader.schema(node));
    fields
        .since(Version::V32, "itemSchema")
        .map(|node| reader.schema(node));
    let mut examples: Vec<Example<'s>> = Vec::new();
    let alone = fields.raw("example");
    examples.extend(alone.map(|node| Example { name: None, node }));
    for (name, node) in fields.members("examples") {
        let value = reader.follow(node).and_then(|node| example(reader, node));
        examples.extend(value.map(|node| Example {
            name: Some(name),
            node,
        }));
    }
    let encoding = fields.raw("encoding");
    let prefix = fields.since(Version::V32, "prefixEncoding");
    let item = fields.since(Version::V32, "itemEncoding");
    if let (Some(encoding), true) = (encoding, prefix.is_some() || item.is_some()) {
        let message = "`encoding` cannot stand beside `prefixEncoding` or `itemEncoding`";
        reader
            .report
            .add(reader.report.at_key(Code::Invalid, encoding, message));
    }
    if let Some(encoding) = encoding {
        check_encoding(reader, encoding);
    }
    fields.close();
    Some(MediaType {
        node,
        name,
        schema,
        examples,
    })
}

fn check_encoding<'s>(reader: &Reader<'_, 's>, node: &'s Node) {
    const STYLES: &[(&str, ())] = &[
        ("form", ()),
        ("spaceDelimited", ()),
        ("pipeDelimited", ()),
        ("deepObject", ()),
    ];
    let Some(object) = node.as_object() else {
        return reader.wrong_kind(node, "encoding", "an object");
    };
    for node in object.values() {
        let Some(mut fields) = Fields::of(reader, node, "an encoding") else {
            continue;
        };
        if let Some(style) = fields.raw("style") {
            reader.word(style, "style of an encoding", STYLES);
        }
        fields.string("contentType");
        fields.bool("explode");
        fields.bool("allowReserved");
        for (name, node) in fields.members("headers") {
            if let Some(node) = reader.follow(node) {
                header(reader, name, node)
            }
        }
        for key in ["encoding", "prefixEncoding", "itemEncoding"] {
            fields.since(Version::V32, key);
        }
        fields.close();
    }
}

/// RFC 9110 §8.3.1, with `*` allowed as OpenAPI does.
fn is_media_type(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or("").trim();
    let is_token = |text: &str| !text.is_empty() && text.chars().all(is_token_char);
    essence == "*"
        || essence
            .split_once('/')
            .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// RFC 9110 §5.1: a header's name is a token.
pub(super) fn check_header_name(reader: &Reader<'_, '_>, name: &str, node: &Node) {
    if name.is_empty() || !name.chars().all(is_token_char) {
        let message = format!("`{name}` cannot be the name of a header");
        reader
            .report
            .add(reader.report.at(Code::Invalid, node, message));
    }
}

pub(in crate::openapi) fn header<'s>(reader: &Reader<'_, 's>, name: &'s str, node: &'s Node) {
    let Some(mut fields) = Fields::of(reader, node, "a header") else {
        return;
    };
    if name.is_empty() || !name.chars().all(is_token_char) {
        let message = format!("`{name}` cannot be the name of a header");
        reader
            .report
            .add(reader.report.at_key(Code::Invalid, node, message));
    }
    if let Some(style) = fields.raw("style") {
        reader.word(style, "style of a header", &[("simple", ())]);
    }
    fields.string("description");
    for key in [
        "required",
        "deprecated",
        "explode",
        "allowEmptyValue",
        "allowReserved",
    ] {
        fields.bool(key);
    }
    fields.raw("example");
    fields.raw("examples");
    fields.raw("schema").map(|node| reader.schema(node));
    fields.raw("content").map(|node| content(reader, node));
    fields.close();
}

/// The value of an example, when it is given in place.
pub(in crate::openapi) fn example<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<&'s Node> {
    let mut fields = Fields::of(reader, node, "an example")?;
    fields.string("summary");
    fields.string("description");
    let value = fields.raw("value");
    let external = fields.string("externalValue");
    let data = fields.since(Version::V32, "dataValue");
    let serialized = fields.since(Version::V32, "serializedValue");
    fields.close();
    if external.is_some() && value.is_none() && data.is_none() {
        let message = "the example lies outside the document and is not tested";
        let found = reader.report.at_key(Code::UntestedExample, node, message);
        reader.report.add(found);
    }
    let both = match (value, external, data, serialized) {
        (Some(value), Some(_), ..)
        | (Some(value), _, Some(_), _)
        | (Some(value), _, _, Some(_)) => Some(value),
        _ => None,
    };
    if let Some(value) = both {
        let message = "an example has `value` beside another way to give it";
        reader.report.add(
            reader
                .report
                .at_key(Code::Invalid, value, message)
                .help("keep one of them"),
        );
    }
    value.or(data)
}

pub(in crate::openapi) fn link<'s>(reader: &Reader<'_, 's>, node: &'s Node) {
    let Some(mut fields) = Fields::of(reader, node, "a link") else {
        return;
    };
    for key in ["operationRef", "operationId", "description"] {
        fields.string(key);
    }
    for key in ["parameters", "requestBody", "server"] {
        fields.raw(key);
    }
    fields.close();
}
