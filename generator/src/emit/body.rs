//! Bodies: the calls that send one, as a value or as the arguments that make it.

use super::imports::{Homes, Imports};
use super::layout::Link;
use super::parameter::names;
use super::part::sent_parts;
use super::runtime::Part;
use super::types::named;
use super::{tokens, xml};
use crate::api::{Argument, Body, Codec, Fields, Framing, Operation, Type};

/// The calls that send a body that is one value.
pub(super) fn sent_body(body: &Body, homes: &Homes<'_>, imports: &mut Imports) -> Vec<Link> {
    let Body { name, payload, .. } = body;
    let name = tokens::raw(name);
    let media = tokens::literal(&payload.media);
    let link = |method: String, arguments| Link {
        name: method,
        arguments,
    };
    let ty = |imports: &mut Imports| named(&payload.ty, homes, imports);
    vec![match payload.codec {
        Codec::Json if is_number(&payload.ty) => {
            imports.part(Part::JsonNumbers);
            link(
                format!("json_numbers::<{}>", ty(imports)),
                vec![media, name],
            )
        }
        Codec::Json => {
            imports.part(Part::JsonBody);
            if payload.media == "application/json" {
                link(format!("json::<{}>", ty(imports)), vec![name])
            } else {
                imports.part(Part::JsonMedia);
                link(format!("json_as::<{}>", ty(imports)), vec![media, name])
            }
        }
        Codec::Xml(element) => {
            imports.part(Part::XmlBody);
            let element = xml::element(element, homes.api);
            link(
                format!("xml::<{}>", ty(imports)),
                vec![media, element, name],
            )
        }
        Codec::Text => {
            imports.part(Part::TextBody);
            let text = match payload.ty {
                Type::Bytes => format!("{}::to_string(&{name}.into())", ty(imports)),
                _ => name,
            };
            link("text".to_owned(), vec![media, text])
        }
        Codec::Bytes => {
            imports.part(Part::BytesBody);
            link("bytes".to_owned(), vec![media, name])
        }
        Codec::Form => {
            imports.part(Part::FormBody);
            imports.part(Part::FormPairs);
            imports.part(Part::EmptyForm);
            let mut links = form_media(&payload.media, imports);
            links.push(link(format!("form_body::<{}>", ty(imports)), vec![name]));
            return links;
        }
        Codec::Items(framing) => {
            imports.part(Part::SentItems);
            let (part, constant) = match framing {
                Framing::Lines => (Part::ItemLines, "LINES"),
                Framing::Records => (Part::ItemRecords, "RECORDS"),
            };
            imports.runtime(part, constant);
            let item = match &payload.ty {
                Type::Items(item) => named(item, homes, imports),
                _ => ty(imports),
            };
            let arguments = vec![media, constant.to_owned(), name];
            link(format!("items::<{item}>"), arguments)
        }
        Codec::Parts => {
            imports.part(Part::EmptyMultipart);
            let begun = link("multipart".to_owned(), vec![media]);
            return vec![begun, sent_parts(&payload.ty, name, &[], homes, imports)];
        }
    }]
}

/// Whether a value is a number, or numbers in lists and maps: JSON has no NaN, which a type of the
/// client refuses itself.
fn is_number(ty: &Type) -> bool {
    match ty {
        Type::F64 => true,
        Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
            is_number(inner)
        }
        _ => false,
    }
}

/// The call that names the media type of a form, where that has parameters.
fn form_media(media: &str, imports: &mut Imports) -> Vec<Link> {
    if !media.contains(';') {
        return Vec::new();
    }
    imports.part(Part::FormMedia);
    vec![Link {
        name: "form_as".to_owned(),
        arguments: vec![tokens::literal(media)],
    }]
}

/// The call that keeps the parts in the order of the description; none where they cannot be set in another one.
fn in_order(fields: &Fields, operation: &Operation, imports: &mut Imports) -> Option<Link> {
    let required = operation.required().filter_map(Argument::part_name);
    let is_kept = fields.order.len() < 2 || required.eq(fields.order.iter().map(String::as_str));
    (!is_kept).then(|| {
        imports.part(Part::MultipartOrder);
        let order: Vec<&str> = fields.order.iter().map(String::as_str).collect();
        Link {
            name: "parts_in_order".to_owned(),
            arguments: vec![names(&order)],
        }
    })
}

/// The calls that begin a body which is made of arguments; none where their calls do.
pub(super) fn begun(fields: &Fields, operation: &Operation, imports: &mut Imports) -> Vec<Link> {
    if fields.multipart {
        let begins = match fields.required {
            true => Some((Part::EmptyMultipart, "multipart")),
            false if fields.media == "multipart/form-data" => None,
            false => Some((Part::MultipartMedia, "multipart_as")),
        };
        let begins = begins.map(|(part, name)| {
            imports.part(part);
            Link {
                name: name.to_owned(),
                arguments: vec![tokens::literal(&fields.media)],
            }
        });
        let ordered = in_order(fields, operation, imports);
        return begins.into_iter().chain(ordered).collect();
    }
    let mut links = form_media(&fields.media, imports);
    if fields.required {
        imports.part(Part::EmptyForm);
        links.push(Link {
            name: "form".to_owned(),
            arguments: Vec::new(),
        });
    }
    links
}
