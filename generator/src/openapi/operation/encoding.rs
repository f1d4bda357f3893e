//! Encoding Objects: how the parts of a form or of a multipart body are written.

use super::header::{self, Headers};
use super::parameter::{STYLES, Style};
use crate::media::{self, MediaType};
use crate::openapi::Version;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::vocabulary;
use crate::source::Node;

/// The encodings of a body, or of a part that has parts itself (OpenAPI 3.2).
#[derive(Debug, Clone, Default)]
pub(crate) struct Encodings<'s> {
    /// By the name of the property.
    pub named: Vec<(&'s str, Encoding<'s>)>,
    /// By the place of the part.
    pub prefix: Vec<Encoding<'s>>,
    /// Of every part that has no place of its own.
    pub item: Option<Box<Encoding<'s>>>,
}

/// How one part is written.
#[derive(Debug, Clone)]
pub(crate) struct Encoding<'s> {
    pub node: &'s Node,
    /// The media types that the part may have; empty when its schema decides.
    pub media_types: Vec<MediaType>,
    pub headers: Headers<'s>,
    /// `None` when the media type decides.
    pub style: Option<PartStyle>,
    pub parts: Encodings<'s>,
}

/// The part is written as a query parameter is (OpenAPI 3.1 §4.8.15.1.2). One of `style`,
/// `explode` and `allowReserved` is enough for that; the others have their defaults then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartStyle {
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
}

/// The encodings of an object that has some; `media` is the media type of the whole body.
pub(super) fn encodings<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    media: Option<&MediaType>,
) -> Encodings<'s> {
    let has_styles = media.is_none_or(|media| has_styles(reader, media));
    for other in ["prefixEncoding", "itemEncoding"] {
        fields.exclude(other, "encoding", "keep the one that fits");
    }
    let mut encodings = Encodings::default();
    for (name, node) in fields.members("encoding") {
        let encoding = encoding(reader, node, has_styles);
        encodings.named.extend(encoding.map(|found| (name, found)));
    }
    let prefix = fields.array("prefixEncoding").iter();
    encodings.prefix = prefix
        .filter_map(|node| encoding(reader, node, has_styles))
        .collect();
    let item = fields.raw("itemEncoding");
    let item = item.and_then(|node| encoding(reader, node, has_styles));
    encodings.item = item.map(Box::new);
    encodings
}

impl Encodings<'_> {
    /// Whether some of them are those of positions.
    pub fn are_by_position(&self) -> bool {
        !self.prefix.is_empty() || self.item.is_some()
    }
}

/// Whether `style` and the keys beside it are read in a body of parts: in OpenAPI 3.0 they are for forms of the
/// media type `application/x-www-form-urlencoded` alone (3.0.4 §4.7.15.1), later for `multipart/form-data` too
/// (3.1.1 §4.8.15.1.2).
fn has_styles(reader: &Reader<'_, '_>, media: &MediaType) -> bool {
    let is_form_data = || media.essence() == "multipart/form-data";
    !media.is_multipart() || reader.version >= Version::V31 && is_form_data()
}

fn encoding<'s>(reader: &Reader<'_, 's>, node: &'s Node, has_styles: bool) -> Option<Encoding<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::ENCODING)?;
    let node = fields.node();
    let mut style = part_style(reader, &fields);
    if !has_styles {
        style = None;
        for key in ["style", "explode", "allowReserved"] {
            if let Some(node) = fields.raw(key) {
                reader.without_effect("an encoding", key, node);
            }
        }
    }
    let media_types = media::list(fields.string("contentType").unwrap_or(""));
    let has_parts = media_types.first().is_some_and(MediaType::is_multipart);
    for key in ["encoding", "prefixEncoding", "itemEncoding"] {
        if let (Some(node), false) = (fields.raw(key), has_parts) {
            reader.without_effect("an encoding", key, node);
        }
    }
    let parts = encodings(reader, &fields, media_types.first());
    Some(Encoding {
        node,
        media_types,
        headers: header::headers(reader, &fields),
        style,
        parts,
    })
}

fn part_style<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) -> Option<PartStyle> {
    let word = fields.raw("style");
    let styles: Vec<(&str, Style)> = STYLES
        .iter()
        .filter(|(_, style)| style.fits_query())
        .copied()
        .collect();
    let style = word.and_then(|node| reader.word(node, "style of an encoding", &styles));
    let explode = fields.bool("explode");
    let allow_reserved = fields.bool("allowReserved");
    if word.is_none() && explode.is_none() && allow_reserved.is_none() {
        return None;
    }
    let style = style.unwrap_or(Style::Form);
    Some(PartStyle {
        style,
        explode: explode.unwrap_or(style.explodes()),
        allow_reserved: allow_reserved.unwrap_or(false),
    })
}
