//! The fields of a form and the parts of a multipart body: each is an argument, so that a caller
//! sets it as any parameter (OpenAPI 3.1 §4.8.14 "Considerations for File Uploads" ff.).

mod properties;

use super::super::building::taken;
use super::super::context::Lowering;
use super::super::docs;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::spot::spot;
use super::super::types::add_bounds;
use super::travels;
use crate::api::{Argument, BodyPart, PartKind, Style, Travels, Type, Written};
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{Content, Encoding, Kind, ParameterForm, SchemaId};
use crate::schemas::Flat;

/// The arguments that make the body; `None` when it is no object whose members are known.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    required: bool,
    multipart: bool,
    hint: &Hint,
) -> Option<Vec<Argument>> {
    let schema = content.schema?;
    let properties = properties::of(lowering, schema)?;
    let mut arguments = Vec::new();
    for (key, property) in properties {
        let mut named = content.encodings.named.iter();
        let encoding = named.find(|(name, _)| *name == key).map(|(_, found)| found);
        let is_required = required && property.required;
        let field = Field {
            key,
            encoding,
            required: is_required,
            multipart,
        };
        arguments.extend(field.lower(lowering, property.schema, hint));
    }
    Some(arguments)
}

/// A field or a part that is about to become an argument.
struct Field<'f, 's> {
    key: &'s str,
    encoding: Option<&'f Encoding<'s>>,
    required: bool,
    multipart: bool,
}

impl<'s> Field<'_, 's> {
    /// The argument, and those for the headers of a part.
    fn lower(
        &self,
        lowering: &mut Lowering<'_, 's>,
        schema: SchemaId,
        hint: &Hint,
    ) -> Vec<Argument> {
        let key = self.key;
        let flat = lowering.schemas.flat(schema);
        let node = lowering.schemas.schema(schema).node;
        let (ty, travels) = match self.multipart {
            true => self.part(lowering, schema, &flat, hint),
            false => {
                let ty = lowering.typed(schema, Use::SENT, &hint.then(key)).ty;
                let written = self.written(lowering, &ty, node);
                (ty, Travels::Field(written))
            }
        };
        let own = lowering.schemas.schema(schema).annotations.description;
        let text = own
            .or(flat.annotations.description)
            .or(flat.annotations.title);
        let mut docs = docs::docs(text.unwrap_or(""), lowering.link_base.as_deref());
        add_bounds(&mut docs, &flat);
        if docs.blocks.is_empty() {
            docs.blocks.push(docs::sentence(docs::code(key)));
        }
        if let Travels::Field(written) = &travels {
            docs.blocks.extend(travels::of_field(key, *written, &ty));
        }
        let mut arguments = vec![Argument {
            name: String::new(),
            key: key.to_owned(),
            docs,
            required: self.required,
            taken: taken(&ty, &|id| lowering.types.is_struct(id)),
            travels,
            deprecated: flat.annotations.deprecated,
            example: None,
            spot: spot(node),
            ty,
        }];
        match self.multipart {
            true => arguments.extend(self.headers(lowering, hint)),
            false => self.note_encoding(lowering),
        }
        arguments
    }

    /// Notes what an encoding says that a field of a form cannot have: it has no header, and a media
    /// type only chooses between text and JSON.
    fn note_encoding(&self, lowering: &Lowering<'_, 's>) {
        let Some(encoding) = self.encoding else {
            return;
        };
        let key = self.key;
        let report = lowering.report;
        let is_known = |media: &MediaType| media.is_json() || media.essence() == "text/plain";
        let media = encoding.media_types.iter().find(|media| !is_known(media));
        if let (Some(media), Some(node)) = (media, encoding.node.get("contentType")) {
            let message = format!("the field `{key}` is not written as `{media}`");
            let found = report.at(Code::UnusedMedia, node, message);
            report.add(found.label("a field of a form is a text or JSON").once());
        }
        if let Some(node) = encoding.node.get("headers") {
            let message = format!("the field `{key}` of a form has no headers");
            report.add(report.at_key(Code::Inert, node, message).once());
        }
    }

    /// How a field of a form becomes text.
    fn written(
        &self,
        lowering: &Lowering<'_, 's>,
        ty: &Type,
        node: &'s crate::source::Node,
    ) -> Written {
        if let Some(style) = self.style(lowering) {
            return travels::styled(lowering, self.key, node, false, style, ty);
        }
        let media = self
            .encoding
            .and_then(|encoding| encoding.media_types.first());
        let is_json = media.is_some_and(MediaType::is_json);
        match ty {
            _ if is_json => Written::Json,
            ty if lowering.is_scalar(ty) && *ty != Type::F64 => Written::Plain,
            // Each item is a field of its own; what is no text is JSON.
            Type::List(_) => Written::Styled(Style::FORM),
            ty if lowering.is_nested(ty) => Written::Json,
            _ => Written::Styled(Style::FORM),
        }
    }

    /// The style that the description gives it.
    fn style(&self, lowering: &Lowering<'_, 's>) -> Option<Style> {
        let encoding = self.encoding?;
        let lists = encoding.node.get(travels::LISTS);
        Some(travels::part_style(lowering, encoding.style?, lists))
    }

    /// The type of a part, and how it is written.
    fn part(
        &self,
        lowering: &mut Lowering<'_, 's>,
        schema: SchemaId,
        flat: &Flat<'s>,
        hint: &Hint,
    ) -> (Type, Travels) {
        let media = self
            .encoding
            .map(|encoding| &encoding.media_types[..])
            .unwrap_or_default();
        let names: Vec<String> = media
            .iter()
            .map(|media| media.as_str().to_owned())
            .collect();
        let part = |kind, many| {
            Travels::Part(BodyPart {
                kind,
                many,
                media: names.clone(),
            })
        };
        let items = match &flat.assertions.kinds[..] {
            [Kind::Array] | [Kind::Array, Kind::Null] => flat.assertions.items,
            _ => None,
        };
        if is_binary(flat, media) && items.is_none() {
            return (Type::Upload, part(PartKind::File, false));
        }
        if let Some(items) = items {
            let item = lowering.schemas.flat(items);
            if is_binary(&item, media) {
                return (
                    Type::List(Box::new(Type::Upload)),
                    part(PartKind::File, true),
                );
            }
        }
        let ty = lowering.typed(schema, Use::SENT, &hint.then(self.key)).ty;
        if media.is_empty()
            && let Some(style) = self.style(lowering)
        {
            return (ty, part(PartKind::Styled(style), false));
        }
        let is_json = media.first().is_some_and(MediaType::is_json);
        let is_text = |ty: &Type| !is_json && (lowering.is_scalar(ty) || *ty == Type::Bytes);
        let kind = |ty: &Type| match is_text(ty) {
            true => PartKind::Text,
            false => PartKind::Json,
        };
        let travels = match &ty {
            Type::List(item) => part(kind(item), true),
            one => part(kind(one), false),
        };
        (ty, travels)
    }

    /// The headers that the description gives a part.
    fn headers(&self, lowering: &mut Lowering<'_, 's>, hint: &Hint) -> Vec<Argument> {
        let headers = self
            .encoding
            .map(|encoding| &encoding.headers[..])
            .unwrap_or_default();
        let mut arguments = Vec::new();
        for (name, header) in headers {
            // OpenAPI 3.1 §4.8.15.1: the type of the part says what it holds.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let hint = hint.then(self.key).then(name);
            let schema = match &header.form {
                ParameterForm::Styled { schema, .. } => *schema,
                ParameterForm::Content(_) => None,
            };
            let ty = schema.map(|schema| lowering.typed(schema, Use::SENT, &hint).ty);
            let ty = ty.filter(|ty| lowering.is_scalar(ty) && *ty != Type::F64);
            let ty = ty.unwrap_or(Type::String);
            let about = header.description.unwrap_or("");
            let mut docs = docs::docs(about, lowering.link_base.as_deref());
            let sent = format!(
                "Sent as the header {} of the part {}.",
                docs::code(name),
                docs::code(self.key)
            );
            docs.blocks.push(docs::sentence(sent));
            arguments.push(Argument {
                name: String::new(),
                key: (*name).to_owned(),
                docs,
                required: false,
                taken: taken(&ty, &|_| false),
                travels: Travels::PartHeader {
                    part: self.key.to_owned(),
                },
                deprecated: header.deprecated,
                example: None,
                spot: spot(header.node),
                ty,
            });
        }
        arguments
    }
}

/// Whether a `contentMediaType` without a `contentEncoding` says that the values are bytes.
pub(super) fn holds_bytes(flat: &Flat<'_>) -> bool {
    match flat.assertions.content {
        (None, Some(media)) => MediaType::parse(media).as_ref().is_some_and(is_bytes),
        _ => false,
    }
}

/// Whether a part holds bytes: the description says so, its media type is neither text nor JSON, or
/// there is neither a type nor a media type (OpenAPI 3.1.1 §4.8.15.1: `application/octet-stream`).
fn is_binary(flat: &Flat<'_>, media: &[MediaType]) -> bool {
    let assertions = &flat.assertions;
    let kinds = &assertions.kinds;
    let may_be_text = kinds.is_empty() || kinds.contains(&Kind::String);
    let says_nothing = assertions.is_only(|rest| rest.kinds.clear());
    let by_media = (kinds.is_empty() || *kinds == [Kind::String])
        && !media.is_empty()
        && media.iter().all(is_bytes)
        && (says_nothing || assertions.format.is_none());
    let by_default = media.is_empty() && kinds.is_empty() && says_nothing;
    let by_format = matches!(assertions.format, Some("binary"));
    may_be_text && (by_format || holds_bytes(flat) || by_media || by_default)
}

fn is_bytes(media: &MediaType) -> bool {
    !media.is_text() && !media.is_json() && !media.is_xml()
}
