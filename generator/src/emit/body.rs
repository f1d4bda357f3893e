//! Bodies: the calls that send one, as a value or as the arguments that make it.

use super::imports::{Homes, Imports};
use super::layout::Link;
use super::runtime::Part;
use super::tokens;
use super::types::named;
use crate::api::{Body, Codec, Fields};

/// The call that sends a body that is one value.
pub(super) fn sent_body(body: &Body, homes: &Homes<'_>, imports: &mut Imports) -> Link {
    let Body { name, payload, .. } = body;
    let ty = named(&payload.ty, homes, imports);
    let name = tokens::raw(name);
    let media = tokens::literal(&payload.media);
    let link = |method: String, arguments| Link {
        name: method,
        arguments,
    };
    match payload.codec {
        Codec::Json => {
            imports.part(Part::JsonBody);
            if payload.media == "application/json" || payload.media.contains('*') {
                return link(format!("json::<{ty}>"), vec![name]);
            }
            imports.part(Part::JsonMedia);
            link(format!("json_as::<{ty}>"), vec![media, name])
        }
        Codec::Text => {
            imports.part(Part::TextBody);
            link("text".to_owned(), vec![media, name])
        }
        Codec::Bytes => {
            imports.part(Part::BytesBody);
            link("bytes".to_owned(), vec![media, name])
        }
        Codec::Form => {
            imports.part(Part::FormBody);
            imports.part(Part::FormPairs);
            imports.part(Part::EmptyForm);
            link(format!("form_body::<{ty}>"), vec![name])
        }
        Codec::Parts => {
            imports.part(Part::MultipartUploads);
            imports.part(Part::MultipartFile);
            imports.part(Part::EmptyMultipart);
            link("part_uploads".to_owned(), vec![media, name])
        }
    }
}

/// The call that begins a body which is made of arguments; nothing where their calls do.
pub(super) fn begun(fields: &Fields, imports: &mut Imports) -> Option<Link> {
    if fields.multipart {
        if !fields.required && fields.media == "multipart/form-data" {
            return None;
        }
        imports.part(Part::EmptyMultipart);
        return Some(Link {
            name: "multipart".to_owned(),
            arguments: vec![tokens::literal(&fields.media)],
        });
    }
    if !fields.required {
        return None;
    }
    imports.part(Part::EmptyForm);
    Some(Link {
        name: "form".to_owned(),
        arguments: Vec::new(),
    })
}
