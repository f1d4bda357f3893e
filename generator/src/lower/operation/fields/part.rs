//! How a part of a multipart body is written: as text, as JSON, as a form or as bytes, and of which
//! media type (OpenAPI 3.1.1 §4.8.15.1.1).

use super::field::Field;
use crate::api::{
    BodyPart, Codec, Gap, PartKey, PartKind, PartPlace, Shape, TRANSFER_ENCODING, Type,
};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::lower::operation::content::sent_as;
use crate::lower::operation::gaps::Gaps;
use crate::media::MediaType;
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Flat, says_bytes};

const JSON: &str = "application/json";

impl<'s> Field<'_, 's> {
    /// The type of a part, and how it is written.
    pub fn part(
        &self,
        lowering: &mut Lowering<'_, 's>,
        place: PartPlace,
        hint: &Hint,
    ) -> (Type, BodyPart) {
        let is_named = matches!(self.key, PartKey::Name(_));
        let items = self.items(lowering).filter(|_| is_named);
        let many = self.many || items.is_some();
        let one = items.or_else(|| self.without_null(lowering));
        let flat = one.map(|schema| lowering.schemas.flat(schema));
        let mut part = BodyPart {
            place,
            kind: PartKind::File,
            many,
            media: self.described_media(lowering, one),
            encoding: None,
            instead: false,
        };
        let list = |ty: Type| match many {
            true => Type::List(Box::new(ty)),
            false => ty,
        };
        // An explicit style takes the place of a media type (OpenAPI 3.1.1 §4.8.15.1.2).
        let style = self.style(lowering).filter(|_| is_named);
        let media = match style {
            Some(_) => &[],
            None => self.media_types(),
        };
        let has_parts = media.first().is_some_and(MediaType::is_multipart);
        let is_file = match &flat {
            None => !is_json(media),
            Some(flat) if media.is_empty() && !lowering.untyped_parts_are_files => {
                says_bytes(&flat.assertions)
            }
            Some(flat) => says_bytes(&flat.assertions) || is_binary(flat, media) && !is_json(media),
        };
        if has_parts || is_file {
            self.note_file_with_style(lowering);
            return (list(Type::Upload), part);
        }
        let files = self.files_among(lowering);
        if let Some(files) = files {
            self.note_file_with_style(lowering);
            part.many = many || files.are_lists;
            let ty = match part.many {
                true => Type::List(Box::new(Type::Upload)),
                false => Type::Upload,
            };
            return (ty, part);
        }
        let says_nothing = |flat: &Flat<'_>| flat.assertions.is_only(|_| {});
        if media.first().is_some_and(MediaType::is_text) && flat.as_ref().is_none_or(says_nothing) {
            part.kind = PartKind::Text;
            return (list(Type::String), part);
        }
        let hint = match self.many {
            true => hint.then(&self.label).one("Item"),
            false => hint.then(&self.label),
        };
        let schema = self.without_null(lowering);
        let typed = schema.map(|schema| lowering.typed(schema, Use::SENT, &hint));
        let ty = typed.map_or(Type::Json, |typed| as_text(typed.ty));
        if let Some(style) = style {
            self.note_media_with_style(lowering);
            part.kind = PartKind::Styled(style);
            part.many = false;
            return (ty, part);
        }
        let item = match &ty {
            Type::List(item) if items.is_some() => item,
            ty => ty,
        };
        // A list that may be null is one part.
        part.many = self.many || matches!(ty, Type::List(_)) && items.is_some();
        part.kind = kind(lowering, item, media);
        if part.media.is_empty() && is_named && !self.many && holds_any_kind(lowering, item) {
            part.kind = PartKind::Value;
            part.many = false;
            return (ty, part);
        }
        let is_text = part.kind == PartKind::Text || is_number(item);
        // A part with a name is text by default (RFC 7578 §4.4).
        if part.media.is_empty() && is_text && (!is_named || part.kind == PartKind::Json) {
            part.media.push("text/plain".to_owned());
        }
        part.media = self.written_media(lowering, part.kind, part.media);
        if part.kind == PartKind::Text {
            part.encoding = flat.and_then(|flat| self.told_encoding(&flat));
        }
        let ty = match self.many {
            true => Type::List(Box::new(ty)),
            false => ty,
        };
        (ty, part)
    }

    /// The schema of what may stand in the place of a file. Texts alone are sent as one; a list, and a part of a media
    /// type that is no value's, has files alone.
    pub fn values_beside(
        &self,
        lowering: &mut Lowering<'_, 's>,
        gaps: &mut Gaps,
    ) -> Option<SchemaId> {
        let files = self.files_among(lowering)?;
        let is_text = |flat: &Flat<'_>| {
            let mut kinds = flat.assertions.kinds.iter();
            kinds.all(|kind| matches!(kind, Kind::String | Kind::Null))
        };
        let mut flats = files.others.iter();
        if flats.all(|other| is_text(&lowering.schemas.flat(*other))) {
            return None;
        }
        let media = self.media_types();
        let may_be_value = media.is_empty() || media.iter().any(MediaType::is_json);
        if !may_be_value || self.items(lowering).is_some() {
            self.note_values_beside(lowering, gaps);
            return None;
        }
        let union = self.without_null(lowering)?;
        Some(lowering.schemas.union_of(union, &files.others))
    }

    /// Notes files that may be values as well.
    fn note_values_beside(&self, lowering: &Lowering<'_, 's>, gaps: &mut Gaps) {
        let message = format!(
            "the part `{}` holds files, whatever else its schema describes",
            self.label
        );
        let found = lowering
            .report
            .at_key(Code::UnusedMedia, self.node, message);
        let label =
            "an `Upload` of the media type `application/json` without a file name sends a value";
        let gap = Gap::of("every type of the part", self.label.as_str());
        gaps.add(lowering, gap, found.label(label).once());
    }

    /// The files among the branches of the union that a part with a name is; `None` where there are none.
    fn files_among(&self, lowering: &mut Lowering<'_, 's>) -> Option<Files> {
        let one = self.items(lowering).or_else(|| self.without_null(lowering));
        let is_named = matches!(self.key, PartKey::Name(_));
        // A style takes the place of the media type.
        let is_json = self.style(lowering).is_none() && is_json(self.media_types());
        let may_be_file = is_named && !is_json;
        files_among(lowering, one.filter(|_| may_be_file)?)
    }

    /// Notes the style of a part that is a file.
    fn note_file_with_style(&self, lowering: &Lowering<'_, 's>) {
        let Some(encoding) = self.encoding.filter(|encoding| encoding.style.is_some()) else {
            return;
        };
        for key in ["style", "explode", "allowReserved"] {
            if let Some(node) = encoding.node.get(key) {
                let message = format!("`{key}` of the part `{}` has no effect", self.label);
                let report = lowering.report;
                let found = report.at_key(Code::Inert, node, message);
                report.add(found.label("a file is sent as it is").once());
            }
        }
    }

    /// The media type that a part is sent as: of several for JSON, one that is JSON.
    fn written_media(
        &self,
        lowering: &Lowering<'_, 's>,
        kind: PartKind,
        media: Vec<String>,
    ) -> Vec<String> {
        let codec = match kind {
            PartKind::Json => Codec::Json,
            PartKind::Text => Codec::Text,
            PartKind::Form => Codec::Form,
            PartKind::File | PartKind::Value | PartKind::Styled(_) => return media,
        };
        let parsed: Vec<MediaType> = media
            .iter()
            .filter_map(|media| MediaType::parse(media))
            .collect();
        let is_json = |media: &&MediaType| kind == PartKind::Json && media.is_json();
        let Some(first) = parsed.iter().find(is_json).or(parsed.first()) else {
            return match kind {
                PartKind::Json => vec![JSON.to_owned()],
                _ => media,
            };
        };
        if kind != PartKind::Json || !first.is_xml() {
            return vec![sent_as(first, codec)];
        }
        let node = self
            .encoding
            .and_then(|encoding| encoding.node.get("contentType"));
        if let Some(node) = node {
            let message = format!("the part `{}` is not written as `{first}`", self.label);
            let found = lowering.report.at(Code::UnusedMedia, node, message);
            let label = "XML is not written: the part is JSON";
            lowering.report.add(found.label(label).once());
        }
        vec![JSON.to_owned()]
    }

    /// The schema of an item, where the value is a list.
    pub fn items(&self, lowering: &mut Lowering<'_, 's>) -> Option<SchemaId> {
        let schema = self.without_null(lowering)?;
        let flat = lowering.schemas.flat(schema);
        match &flat.assertions.kinds[..] {
            [Kind::Array] | [Kind::Array, Kind::Null] => flat.assertions.items,
            _ => None,
        }
    }

    /// The schema, or the only branch of a union that is not null: a part that is not there says null.
    fn without_null(&self, lowering: &mut Lowering<'_, 's>) -> Option<SchemaId> {
        let schema = self.schema?;
        Some(lowering.schemas.only_branch(schema).unwrap_or(schema))
    }

    /// The `contentEncoding`, which is the header `Content-Transfer-Encoding` (OpenAPI 3.1.1 §4.8.15.1), unless the
    /// part has that header as an argument.
    fn told_encoding(&self, flat: &Flat<'_>) -> Option<String> {
        let mut headers = self.encoding.iter().flat_map(|found| &found.headers);
        let encoding = flat.assertions.content.0?;
        let is_given = headers.any(|(name, _)| name.eq_ignore_ascii_case(TRANSFER_ENCODING));
        let is_value = encoding.bytes().all(|byte| byte.is_ascii_graphic());
        (is_value && !is_given).then(|| encoding.to_owned())
    }

    /// The media types that the description has for a part: those of its encoding, else that of its
    /// schema (OpenAPI 3.1.1 §4.8.15.1.1).
    fn described_media(
        &self,
        lowering: &mut Lowering<'_, 's>,
        schema: Option<SchemaId>,
    ) -> Vec<String> {
        let media = self.media_types().iter();
        let media: Vec<String> = media.map(|media| media.as_str().to_owned()).collect();
        let Some(schema) = schema.filter(|_| media.is_empty()) else {
            return media;
        };
        mark_content_type(lowering, schema);
        let flat = lowering.schemas.flat(schema);
        let found = match flat.assertions.content {
            // It says no more than that they are bytes: the name of the file says which.
            (None, Some(media)) if is_any_bytes(media) => None,
            (_, Some(media)) => MediaType::parse(media).map(|media| media.to_string()),
            (Some(_), None) => Some("application/octet-stream".to_owned()),
            (None, None) => None,
        };
        found.into_iter().collect()
    }
}

/// How a value is written under these media types.
fn kind(lowering: &Lowering<'_, '_>, ty: &Type, media: &[MediaType]) -> PartKind {
    let is_scalar = lowering.is_scalar(ty) || *ty == Type::Bytes;
    match ty {
        _ if is_json(media) => PartKind::Json,
        _ if !is_scalar && media.first().is_some_and(MediaType::is_form) => PartKind::Form,
        // JSON writes it as text would, and refuses NaN.
        ty if is_number(ty) => PartKind::Json,
        _ if is_scalar => PartKind::Text,
        _ => PartKind::Json,
    }
}

/// The files among the branches of a union.
struct Files {
    /// One of the branches is a list of them.
    are_lists: bool,
    /// The other branches.
    others: Vec<SchemaId>,
}

/// The files among the branches of a union; `None` where there are none.
fn files_among(lowering: &mut Lowering<'_, '_>, union: SchemaId) -> Option<Files> {
    let branches = lowering.schemas.branches(union);
    let mut has_file = false;
    let mut files = Files {
        are_lists: false,
        others: Vec::new(),
    };
    for branch in &branches.list {
        let flat = lowering.schemas.flat(*branch);
        let items = flat.assertions.items;
        let items = items.filter(|_| flat.assertions.kinds == [Kind::Array]);
        let is_file = says_bytes(&flat.assertions);
        let is_list =
            items.is_some_and(|items| says_bytes(&lowering.schemas.flat(items).assertions));
        has_file |= is_file || is_list;
        files.are_lists |= is_list;
        if !is_file && !is_list {
            files.others.push(*branch);
        }
    }
    has_file.then_some(files)
}

/// Whether the values of a type may be texts as well as objects, so that each decides how it is written.
fn holds_any_kind(lowering: &Lowering<'_, '_>, ty: &Type) -> bool {
    match ty {
        Type::Json | Type::Timestamp => true,
        Type::Named(id) => matches!(lowering.types.def(*id).shape, Shape::Union(_)),
        Type::Option(inner) => holds_any_kind(lowering, inner),
        _ => false,
    }
}

/// A part is written by what people read of its value, which a type of another crate may lack.
fn as_text(ty: Type) -> Type {
    match ty {
        Type::Foreign(_) => Type::String,
        Type::List(item) => Type::List(Box::new(as_text(*item))),
        Type::Option(inner) => Type::Option(Box::new(as_text(*inner))),
        other => other,
    }
}

fn is_number(ty: &Type) -> bool {
    *ty == Type::F64
}

fn is_json(media: &[MediaType]) -> bool {
    media.first().is_some_and(MediaType::is_json)
}

/// Whether a part holds bytes: the description says so, its media type is neither text nor JSON, or
/// there is neither a type nor a media type (OpenAPI 3.1.1 §4.8.15.1: `application/octet-stream`).
pub(super) fn is_binary(flat: &Flat<'_>, media: &[MediaType]) -> bool {
    let assertions = &flat.assertions;
    let kinds = &assertions.kinds;
    let may_be_text = kinds.is_empty() || kinds.contains(&Kind::String);
    let says_nothing = assertions.is_only(|rest| rest.kinds.clear());
    let by_media = (kinds.is_empty() || *kinds == [Kind::String])
        && !media.is_empty()
        && media.iter().all(MediaType::is_bytes)
        && (says_nothing || assertions.format.is_none());
    let by_default = media.is_empty() && kinds.is_empty() && says_nothing;
    says_bytes(assertions) || may_be_text && (by_media || by_default)
}

fn is_any_bytes(media: &str) -> bool {
    let media = MediaType::parse(media);
    media.is_some_and(|media| media.essence() == "application/octet-stream")
}

/// Remembers that the `contentMediaType` of a schema has an effect.
pub(in crate::lower::operation) fn mark_content_type(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
) {
    let schema = lowering.schemas.target(schema);
    if lowering.content_types.insert(schema) {
        let all = lowering.schemas.schema(schema).assertions.all_of.clone();
        for schema in all {
            mark_content_type(lowering, schema);
        }
    }
}

/// Notes the `contentMediaType` of texts that are neither a body nor a part.
pub(in crate::lower) fn note_content_types(lowering: &Lowering<'_, '_>) {
    let nodes = lowering.schemas.of_document().filter_map(|(id, schema)| {
        let node = schema.node.get("contentMediaType")?;
        (!lowering.content_types.contains(&id)).then_some(node)
    });
    let nodes: Vec<_> = nodes.collect();
    if let Some(first) = nodes.first() {
        let message = "`contentMediaType` of a schema has no effect on the client";
        let report = lowering.report;
        let found = report.at_key(Code::Inert, first, message);
        report.add(found.and("in ", nodes.len() - 1, "place"));
    }
}
