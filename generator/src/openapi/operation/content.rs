//! `content`: what is sent or comes back in one media type, and the examples of it.

use super::encoding::{self, Encodings};
use crate::diagnostic::Code;
use crate::media::{self, MediaType};
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::schema::SchemaId;
use crate::openapi::vocabulary;
use crate::source::Node;

/// A body in one media type.
#[derive(Debug, Clone)]
pub(crate) struct Content<'s> {
    pub node: &'s Node,
    /// As the document writes it.
    pub name: &'s str,
    /// `None` when the name is no media type, which was reported.
    pub media: Option<MediaType>,
    pub schema: Option<SchemaId>,
    /// The schema of one item, where the body is a sequence of them (OpenAPI 3.2).
    pub item_schema: Option<SchemaId>,
    pub encodings: Encodings<'s>,
    pub examples: Vec<Example<'s>>,
}

impl<'s> Content<'s> {
    /// A body of which no more is known than that it is JSON.
    pub fn any_json(node: &'s Node) -> Self {
        const NAME: &str = "application/json";
        Self {
            node,
            name: NAME,
            media: MediaType::parse(NAME),
            schema: None,
            item_schema: None,
            encodings: Encodings::default(),
            examples: Vec::new(),
        }
    }

    /// The media type without its parameters; what the document writes where that is no media type.
    pub fn essence(&self) -> String {
        let essence = self.media.as_ref().map(MediaType::essence);
        essence.unwrap_or_else(|| self.name.to_owned())
    }

    /// The media type with the parameters that name another form of it.
    pub fn identity(&self) -> String {
        let identity = self.media.as_ref().map(MediaType::identity);
        identity.unwrap_or_else(|| self.name.to_owned())
    }
}

/// A value that serves as an example.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Example<'s> {
    /// Where there are several, each has one.
    pub name: Option<&'s str>,
    pub node: &'s Node,
}

/// Every media type of a `content`, in the document's order. Keys that are no media types are left
/// out, unless there are no others.
pub(super) fn contents<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Vec<Content<'s>> {
    let members = reader.members(node);
    let members = members.filter(|(name, _)| !name.starts_with("x-"));
    let members: Vec<(&'s str, &'s Node)> = members
        .map(|(name, node)| (first_media_type(reader, name, node), node))
        .collect();
    let (named, others): (Vec<_>, Vec<_>) = members
        .into_iter()
        .partition(|(name, _)| MediaType::parse(name).is_some());
    report_other_names(reader, &others, !named.is_empty());
    let kept = if named.is_empty() { others } else { named };
    let read = |(name, node)| content(reader, name, node);
    kept.into_iter().filter_map(read).collect()
}

/// Reads a Media Type Object.
pub(in crate::openapi) fn content<'s>(
    reader: &Reader<'_, 's>,
    name: &'s str,
    node: &'s Node,
) -> Option<Content<'s>> {
    let node = reader.follow(node, &vocabulary::MEDIA_TYPE)?;
    let fields = Fields::of(reader, node, &vocabulary::MEDIA_TYPE)?;
    let schema = fields.raw("schema");
    let item_schema = fields.raw("itemSchema");
    let item_schema = item_schema.map(|node| reader.schema(node));
    let media = MediaType::parse(name);
    let encodings = encoding::encodings(reader, &fields, media.as_ref());
    let is_multipart = media.as_ref().is_some_and(MediaType::is_multipart);
    let is_form = media.as_ref().is_some_and(MediaType::is_form);
    let is_sequence = media.as_ref().is_some_and(MediaType::is_sequence);
    for (key, has_effect) in [
        ("encoding", is_form || is_multipart),
        ("prefixEncoding", is_multipart),
        ("itemEncoding", is_multipart),
        ("itemSchema", is_sequence || is_multipart),
    ] {
        if let (Some(node), false) = (fields.raw(key), has_effect) {
            reader.without_effect("a media type", key, node);
        }
    }
    Some(Content {
        node,
        name,
        media,
        schema: schema.map(|node| reader.schema(node)),
        item_schema,
        encodings,
        examples: examples(reader, &fields),
    })
}

/// `application/json` of `application/json, charset=utf-8`.
fn first_media_type<'s>(reader: &Reader<'_, 's>, name: &'s str, node: &'s Node) -> &'s str {
    let first = name.split(',').next().unwrap_or("").trim();
    if MediaType::parse(name).is_some() || MediaType::parse(first).is_none() {
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
    // Some tools write an empty text or one word when they do not know the media type.
    let word = name.split(';').next().unwrap_or("").trim();
    let is_unknown = name.is_empty() || media::is_token(word);
    let found = match (beside_a_media_type, is_unknown) {
        (true, _) => found.softened().label("left out").once(),
        (false, true) => found.softened(),
        (false, false) => found,
    };
    reader.report.add(found.and("", others.len() - 1, "key"));
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
    let alone = alone.map(|node| reader.example_value(node));
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
    value.map(|node| reader.example_value(node))
}
