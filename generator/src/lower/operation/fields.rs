//! The fields of a form and the parts of a multipart body: each is an argument, so that a caller
//! sets it as any parameter (OpenAPI 3.2 §4.14.4 "Encoding Usage and Restrictions" ff.).
//!
//! Parts have names where the schema of the body is an object, and positions where it is a list. A
//! part that is multipart itself gives an argument for each of its own parts.

mod extra;
mod field;
mod headers;
mod part;
mod positions;
mod properties;

pub(super) use self::extra::{HOW_TEXTS, alone as free_parts};
use self::field::Field;
pub(super) use self::part::mark_content_type;
pub(in crate::lower) use self::part::note_content_types;
use self::properties::Properties;
use super::super::context::Lowering;
use super::super::hint::Hint;
use super::content::sent_as;
use super::gaps::Gaps;
use crate::api::{Argument, Codec, Gap, PartKey};
use crate::diagnostic::{Code, nearest};
use crate::media::MediaType;
use crate::openapi::{Content, Encodings, SchemaId};
use crate::source::Node;

/// The arguments that make the body; `None` when its fields or parts are not described.
pub(super) fn of_body<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    required: bool,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<Vec<Argument>> {
    let makes = match content.media.as_ref()?.is_multipart() {
        true => Makes::Multipart,
        false => Makes::Form,
    };
    lower(lowering, content, makes, required, hint, gaps)
}

/// The arguments that make a query that is described as a form; `None` when its fields are not described, or not all of
/// them.
pub(super) fn of_query<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    required: bool,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<Vec<Argument>> {
    let arguments = lower(lowering, content, Makes::Query, required, hint, gaps)?;
    let are_named = arguments.iter().all(|argument| !argument.key.is_empty());
    are_named.then_some(arguments)
}

fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    makes: Makes,
    required: bool,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<Vec<Argument>> {
    let media = content.media.as_ref()?;
    let whole = Whole {
        node: content.node,
        schema: content.schema,
        item_schema: content.item_schema,
        encodings: &content.encodings,
        required,
    };
    let around = Around {
        makes,
        needs_names: needs_names(media),
        within: Vec::new(),
        label: String::new(),
    };
    lower_whole(lowering, &whole, &around, hint, gaps)
}

/// A body of fields or parts, or a part that has parts itself.
struct Whole<'f, 's> {
    /// What has the encodings as members.
    node: &'s Node,
    schema: Option<SchemaId>,
    item_schema: Option<SchemaId>,
    encodings: &'f Encodings<'s>,
    required: bool,
}

/// What fields make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Makes {
    Form,
    Multipart,
    Query,
}

/// What surrounds fields or parts.
struct Around {
    makes: Makes,
    /// Whether a field without a name cannot be sent.
    needs_names: bool,
    /// The parts that contain the fields.
    within: Vec<(PartKey, String)>,
    /// What the fields of a part are called by: `file` of `file.name`. Empty for those of a body.
    label: String,
}

impl Around {
    /// What a field is called by.
    fn label(&self, key: &str) -> String {
        match self.label.as_str() {
            "" => key.to_owned(),
            outer => format!("{outer}.{key}"),
        }
    }
}

/// Whether the parts of a body of this media type are known by their names.
fn needs_names(media: &MediaType) -> bool {
    !media.is_multipart()
        || ["multipart/form-data", "multipart/*"].contains(&media.essence().as_str())
}

fn lower_whole<'s>(
    lowering: &mut Lowering<'_, 's>,
    whole: &Whole<'_, 's>,
    around: &Around,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<Vec<Argument>> {
    let schema = whole.schema;
    let named = schema.and_then(|schema| properties::of(lowering, schema, gaps));
    let by_position = around.makes == Makes::Multipart
        && named.is_none()
        && (!around.needs_names || whole.encodings.are_by_position());
    let positions = match by_position {
        true => positions::of(lowering, whole, around),
        false => None,
    };
    let unused: &[&str] = match (&named, &positions) {
        (Some(_), _) => &["prefixEncoding", "itemEncoding", "itemSchema"],
        (None, Some(_)) => &["encoding"],
        (None, None) => &["encoding", "prefixEncoding", "itemEncoding", "itemSchema"],
    };
    note_unused(lowering, whole.node, unused);
    if let Some(positions) = positions {
        let lowered = positions.into_iter();
        let lowered = lowered.map(|field| field.lower(lowering, around, hint, gaps));
        return Some(lowered.collect::<Vec<_>>().concat());
    }
    let named = named?;
    note_unknown(lowering, whole.encodings, &named);
    let mut arguments = Vec::new();
    for (key, property) in named {
        if key.is_empty() {
            note_nameless(lowering, property.schema, around, gaps);
            continue;
        }
        let mut encodings = whole.encodings.named.iter();
        let encoding = encodings.find(|(name, _)| *name == key);
        let field = Field {
            key: PartKey::Name(key.to_owned()),
            label: around.label(key),
            node: lowering.schemas.schema(property.schema).node,
            schema: Some(property.schema),
            encoding: encoding.map(|(_, found)| found),
            required: whole.required && property.required,
            expected: !whole.required && property.required,
            many: false,
        };
        arguments.extend(field.lower(lowering, around, hint, gaps));
    }
    arguments.extend(schema.and_then(|schema| extra::beside(lowering, schema, around, hint)));
    Some(arguments)
}

/// Reports encodings of what is none of the properties that are sent.
fn note_unknown(lowering: &Lowering<'_, '_>, encodings: &Encodings<'_>, named: &Properties<'_>) {
    let known = |name: &str| named.contains_key(name);
    for (name, encoding) in encodings.named.iter().filter(|(name, _)| !known(name)) {
        let report = lowering.report;
        let message = format!("`{name}` is not a property of the body that is sent");
        let found = report.at_key(Code::UnknownPart, encoding.node, message);
        let found = found.label("ignored").once();
        report.add(match nearest(name, named.keys().copied()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("describe the property, or take its encoding away"),
        });
    }
}

/// Reports a field or a part that has the empty text as its name.
fn note_nameless(lowering: &Lowering<'_, '_>, schema: SchemaId, around: &Around, gaps: &mut Gaps) {
    let (gap, what) = match around.makes {
        Makes::Form => ("a field without a name", "a field of the body"),
        Makes::Multipart => ("a part without a name", "a part of the body"),
        Makes::Query => ("a parameter without a name", "a parameter of the query"),
    };
    let message = format!("{what} has no name, and is not sent");
    let node = lowering.schemas.schema(schema).node;
    let found = lowering.report.at_key(Code::UnusedMedia, node, message);
    let found = found.help("give it the name that the server expects, here or in an overlay");
    gaps.add(lowering, Gap::plain(gap), found.once());
}

/// The media type that parts are sent as, without its `boundary`: each request has one of its own (RFC 2046 §5.1).
pub(super) fn without_boundary(
    lowering: &Lowering<'_, '_>,
    media: &MediaType,
    node: &Node,
) -> String {
    if media.parameter("boundary").is_none() {
        return sent_as(media, Codec::Parts);
    }
    let report = lowering.report;
    let message = format!("the `boundary` of `{}` has no effect", media.essence());
    let found = report.at_key(Code::Inert, node, message);
    report.add(found.label("each request has one of its own").once());
    media.without("boundary")
}

/// Notes members of a media type or of an encoding that its schema leaves no use for.
fn note_unused(lowering: &Lowering<'_, '_>, node: &Node, keys: &[&str]) {
    for key in keys {
        if let Some(node) = node.get(key) {
            let message = format!("`{key}` does not fit the schema of the body and has no effect");
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, node, message).once());
        }
    }
}
