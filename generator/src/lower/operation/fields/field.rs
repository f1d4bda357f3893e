//! One field or one part: the arguments that set it.

use std::rc::Rc;

use super::{
    Around, Makes, Whole, headers, lower_whole, needs_names, note_unused, without_boundary,
};
use crate::api::{
    Argument, Docs, Gap, PartKey, PartKind, PartPlace, Shape, Shown, Style, Travels, Type, Written,
};
use crate::diagnostic::Code;
use crate::lower::building::taken;
use crate::lower::context::Lowering;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::lower::operation::content::docs_of_upload;
use crate::lower::operation::gaps::Gaps;
use crate::lower::operation::travels;
use crate::lower::spot::spot;
use crate::lower::types::add_bounds;
use crate::lower::{docs, shown};
use crate::media::MediaType;
use crate::openapi::{Encoding, SchemaId};
use crate::source::Node;

/// A field or a part that is about to become an argument.
pub(super) struct Field<'f, 's> {
    pub key: PartKey,
    /// What it is called by.
    pub label: String,
    /// Its schema, or the node that contains it.
    pub node: &'s Node,
    /// `None`: it can be anything.
    pub schema: Option<SchemaId>,
    pub encoding: Option<&'f Encoding<'s>>,
    pub required: bool,
    /// The body that requires it is not required itself.
    pub expected: bool,
    /// Whether it is all parts from its position on, each of its schema.
    pub many: bool,
}

impl<'s> Field<'_, 's> {
    /// The argument and those for the headers of a part; of a part that has parts itself, theirs.
    pub fn lower(
        &self,
        lowering: &mut Lowering<'_, 's>,
        around: &Around,
        hint: &Hint,
        gaps: &mut Gaps,
    ) -> Vec<Argument> {
        let place = PartPlace {
            within: around.within.clone(),
            key: self.key.clone(),
        };
        if around.makes != Makes::Multipart {
            let (ty, written) = self.field(lowering, hint);
            self.note_encoding(lowering);
            let travels = match around.makes {
                Makes::Query => Travels::Query(written),
                Makes::Form | Makes::Multipart => Travels::Field(written),
            };
            return vec![self.argument(lowering, ty, travels)];
        }
        let mut arguments = match self.nested(lowering, around, hint, gaps) {
            Some(arguments) => arguments,
            None => {
                let (ty, part) = self.part(lowering, place.clone(), hint);
                let mut file = self.argument(lowering, ty, Travels::Part(part));
                match self.values_beside(lowering, gaps) {
                    Some(values) => {
                        let value = self.in_place_of(&mut file, lowering, values, &place, hint);
                        vec![file, value]
                    }
                    None => vec![file],
                }
            }
        };
        let is_many =
            |argument: &Argument| matches!(&argument.travels, Travels::Part(part) if part.many);
        let are_many = arguments.iter().any(is_many);
        let headers = headers::of(lowering, self, &place, are_many, hint);
        if let (true, Some(encoding), false) = (are_many, self.encoding, headers.is_empty()) {
            let message = format!("each part `{}` has the same headers", self.label);
            let node = encoding.node.get("headers").unwrap_or(encoding.node);
            let found = lowering.report.at_key(Code::UnusedMedia, node, message);
            let label = "their values are set once, for all parts of the list";
            let gap = Gap::of("headers of its own for each part", self.label.as_str());
            gaps.add(lowering, gap, found.label(label).once());
        }
        arguments.extend(headers);
        arguments
    }

    /// The argument that sends a value in the place of a file: whoever gives one gives not the other.
    fn in_place_of(
        &self,
        file: &mut Argument,
        lowering: &mut Lowering<'_, 's>,
        values: SchemaId,
        place: &PartPlace,
        hint: &Hint,
    ) -> Argument {
        let field = Field {
            key: self.key.clone(),
            label: self.label.clone(),
            node: lowering.schemas.schema(values).node,
            schema: Some(values),
            encoding: None,
            required: false,
            expected: false,
            many: false,
        };
        let (ty, mut part) = field.part(lowering, place.clone(), hint);
        part.instead = true;
        let mut value = field.argument(lowering, ty, Travels::Part(part));
        value.key = format!("{} value", self.label);
        docs::add(&mut value.docs, "Sent in the place of a file.");
        docs::add(
            &mut file.docs,
            match file.required {
                true => "Required, unless a value takes its place.",
                false => "A value may take its place.",
            },
        );
        file.expected |= file.required;
        file.required = false;
        value
    }

    /// The media types that its encoding gives it.
    pub fn media_types(&self) -> &[MediaType] {
        let media_types = self.encoding.map(|encoding| &encoding.media_types[..]);
        media_types.unwrap_or_default()
    }

    /// The style that the description gives it.
    pub fn style(&self, lowering: &Lowering<'_, '_>) -> Option<Style> {
        let encoding = self.encoding?;
        let lists = encoding.node.get(travels::LISTS);
        Some(travels::part_style(lowering, encoding.style?, lists))
    }

    fn argument(&self, lowering: &mut Lowering<'_, 's>, ty: Type, travels: Travels) -> Argument {
        let mut flat = self.schema.map(|schema| lowering.schemas.described(schema));
        if let (true, Some(flat)) = (holds_upload(&ty), &mut flat) {
            // The type says that it is binary.
            Rc::make_mut(&mut flat.assertions).format = None;
        }
        let about = flat.as_ref().map(|flat| &flat.annotations);
        let own = self
            .schema
            .and_then(|schema| lowering.schemas.own_description(schema));
        let text = own.or(about.and_then(|about| about.description.or(about.title)));
        let mut docs = docs::docs(text.unwrap_or(""), lowering.link_base.as_deref());
        if let Some(flat) = &flat {
            add_bounds(&mut docs, flat);
        }
        self.describe(lowering, &travels, &ty, &mut docs);
        if self.expected {
            let with = match travels {
                Travels::Query(_) => "Required when any other is sent.",
                _ => "Required when a body is sent.",
            };
            docs::add(&mut docs, with);
        }
        let said = self
            .schema
            .and_then(|schema| lowering.property_names.of(&lowering.schemas, schema));
        Argument {
            name: said.map(|said| said.name.clone()).unwrap_or_default(),
            key: self.label.clone(),
            docs,
            required: self.required,
            expected: self.expected,
            taken: taken(&ty, &|id| lowering.types.kind(id)),
            travels,
            deprecated: about.is_some_and(|about| about.deprecated),
            example: match &flat {
                Some(flat) => shown::of_flat(lowering, flat, &self.label),
                None => Shown::default(),
            },
            spot: spot(self.node),
            ty,
        }
    }

    /// Documents what its name does not tell: the part that contains it, and how it is written.
    fn describe(&self, lowering: &Lowering<'_, 's>, travels: &Travels, ty: &Type, docs: &mut Docs) {
        if let (PartKey::At(position), Travels::Part(part)) = (&self.key, travels) {
            let number = position + 1;
            let ordinal = match self.many {
                true if *position == 0 => "The parts of the body".to_owned(),
                true => format!("The parts of the body from number {number} on"),
                false => format!("Part {number} of the body"),
            };
            let media = part.media.iter().map(|media| docs::code(media));
            let media = media.collect::<Vec<_>>().join(" or ");
            docs.blocks.push(docs::sentence(match media.as_str() {
                "" => format!("{ordinal}."),
                media => format!("{ordinal}, as {media}."),
            }));
        }
        if docs.blocks.is_empty() && !self.required {
            let role = match travels {
                Travels::Query(_) => "parameter",
                _ => "field",
            };
            docs.blocks.push(docs::named(&self.label, role));
        }
        if let Travels::Part(part) = travels
            && part.kind == PartKind::File
        {
            let media = part.media.iter().map(String::as_str);
            docs.blocks.extend(docs_of_upload(media));
        }
        if let Travels::Field(written) | Travels::Query(written) = travels {
            docs.blocks
                .extend(travels::of_field(lowering, &self.label, *written, ty));
        }
    }

    /// The arguments of a part that is multipart itself; `None` for any other part, and for one whose
    /// parts are not described.
    fn nested(
        &self,
        lowering: &mut Lowering<'_, 's>,
        around: &Around,
        hint: &Hint,
        gaps: &mut Gaps,
    ) -> Option<Vec<Argument>> {
        let encoding = self.encoding?;
        let mut media = encoding.media_types.iter().take(1);
        let media = media.find(|media| media.is_multipart())?;
        // Each item of a list with a name is a part of its own, and how many there are is not known.
        let is_many = self.many
            || (matches!(self.key, PartKey::Name(_))
                && !encoding.parts.are_by_position()
                && self.items(lowering).is_some());
        if is_many {
            let keys = ["encoding", "prefixEncoding", "itemEncoding"];
            note_unused(lowering, encoding.node, &keys);
            return None;
        }
        let whole = Whole {
            node: encoding.node,
            schema: self.schema,
            item_schema: None,
            encodings: &encoding.parts,
            required: self.required,
        };
        let mut within = around.within.clone();
        let node = encoding.node.get("contentType").unwrap_or(encoding.node);
        within.push((self.key.clone(), without_boundary(lowering, media, node)));
        let inner = Around {
            makes: Makes::Multipart,
            needs_names: needs_names(media),
            within,
            label: self.label.clone(),
        };
        lower_whole(lowering, &whole, &inner, hint, gaps)
    }

    /// The type of a field of a form, and how it becomes text.
    fn field(&self, lowering: &mut Lowering<'_, 's>, hint: &Hint) -> (Type, Written) {
        let schema = self.schema;
        let hint = hint.then(&self.label);
        let typed = schema.map(|schema| lowering.typed(schema, Use::SENT, &hint));
        let ty = typed.map_or(Type::Json, |typed| typed.ty);
        if let Some(style) = self.style(lowering) {
            self.note_media_with_style(lowering);
            let written = travels::styled(lowering, &self.label, self.node, None, style, &ty);
            return (ty, written);
        }
        let is_json = self.media_types().first().is_some_and(MediaType::is_json);
        let written = match &ty {
            _ if is_json => Written::Json,
            ty if lowering.is_scalar(ty) && *ty != Type::F64 => Written::Plain,
            ty => style_of_values(lowering, ty),
        };
        (ty, written)
    }

    /// Notes the media type of a field or of a part that is written in a style.
    pub fn note_media_with_style(&self, lowering: &Lowering<'_, 's>) {
        let node = self
            .encoding
            .and_then(|encoding| encoding.node.get("contentType"));
        if let Some(node) = node {
            let message = format!("`contentType` of `{}` has no effect", self.label);
            let report = lowering.report;
            let found = report.at_key(Code::Inert, node, message);
            report.add(found.label("`style` says how it is written").once());
        }
    }

    /// Notes what an encoding says that a field of a form cannot have: it has no header, and a media
    /// type only chooses between text and JSON.
    fn note_encoding(&self, lowering: &Lowering<'_, 's>) {
        let Some(encoding) = self.encoding else {
            return;
        };
        let key = &self.label;
        let report = lowering.report;
        let is_known = |media: &MediaType| media.is_json() || media.essence() == "text/plain";
        let media = encoding.media_types.iter().find(|media| !is_known(media));
        let media = media.filter(|_| encoding.style.is_none());
        if let (Some(media), Some(node)) = (media, encoding.node.get("contentType")) {
            let message = format!("the field `{key}` is not written as `{media}`");
            let found = report.at(Code::UnusedMedia, node, message);
            report.add(found.label("a field of a form is a text or JSON").once());
        }
        if let Some(node) = encoding.node.get("headers") {
            let message = format!("the field `{key}` of a form has no headers");
            report.add(report.at_key(Code::Inert, node, message).once());
        }
        let keys = ["encoding", "prefixEncoding", "itemEncoding"];
        if encoding
            .media_types
            .first()
            .is_some_and(MediaType::is_multipart)
        {
            note_unused(lowering, encoding.node, &keys);
        }
    }
}

/// How the values of a type are fields: an object is JSON text, since its members would become fields beside its own.
fn style_of_values(lowering: &Lowering<'_, '_>, ty: &Type) -> Written {
    let is_object = |ty: &Type| {
        let is_list = matches!(ty, Type::List(_));
        *ty == Type::Json || lowering.is_nested(ty) && !is_list
    };
    let variants = match ty {
        Type::Option(inner) | Type::Boxed(inner) => return style_of_values(lowering, inner),
        Type::Named(id) => match &lowering.types.def(*id).shape {
            Shape::Union(union) => union.variants.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let mut held = variants
        .iter()
        .map(|variant| variant.ty.as_ref().is_some_and(is_object));
    match held.next() {
        None if is_object(ty) => Written::Json,
        Some(first) if held.any(|other| other != first) => Written::Styled(Style::FORM_VALUE),
        Some(true) => Written::Json,
        None | Some(false) => Written::Styled(Style::FORM),
    }
}

fn holds_upload(ty: &Type) -> bool {
    match ty {
        Type::List(item) => holds_upload(item),
        ty => *ty == Type::Upload,
    }
}
