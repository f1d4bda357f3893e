//! Parts of multipart bodies: the calls that set them.

use super::imports::{Homes, Imports};
use super::layout::Link;
use super::parameter::{constant, link, names};
use super::runtime::Part;
use super::tokens;
use crate::api::{
    Argument, BodyPart, PartKey, PartKind, PartPlace, TRANSFER_ENCODING, Type, Written,
};

/// The calls that set a part, or all parts of a list.
pub(super) fn sent_part(
    argument: &Argument,
    part: &BodyPart,
    described: &[&str],
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Link> {
    let mut links = vec![content(argument, part, described, homes, imports)];
    if let Some(encoding) = &part.encoding {
        imports.part(Part::MultipartHeader);
        let place = place(&part.place, imports);
        let arguments = [TRANSFER_ENCODING, encoding].map(tokens::literal);
        let arguments = [vec![place], arguments.to_vec()].concat();
        links.push(link(
            "part_header",
            arguments,
            &Type::String,
            homes,
            imports,
        ));
    }
    links
}

/// The call that sets what a part holds.
fn content(
    argument: &Argument,
    part: &BodyPart,
    described: &[&str],
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Link {
    let name = tokens::raw(&argument.name);
    if part.place.key == PartKey::Free {
        return sent_parts(&argument.ty, name, described, homes, imports);
    }
    let at = place(&part.place, imports);
    let item = match &argument.ty {
        Type::List(item) if part.many => item,
        ty => ty,
    };
    let media = part.media.first().map(|media| tokens::literal(media));
    match (part.kind, part.many) {
        (PartKind::Text, many) => {
            let (part, method) = match many {
                false => (Part::MultipartText, "part_text"),
                true => (Part::MultipartTexts, "part_texts"),
            };
            imports.part(part);
            let media = media.map_or("None".to_owned(), |media| format!("Some({media})"));
            link(method, vec![at, name, media], item, homes, imports)
        }
        (PartKind::Json, many) => {
            let (part, method) = match many {
                false => (Part::MultipartJson, "part_json"),
                true => (Part::MultipartJsons, "part_jsons"),
            };
            imports.part(part);
            let arguments = [at, name].into_iter().chain(media).collect();
            link(method, arguments, item, homes, imports)
        }
        (PartKind::Value, _) => {
            imports.part(Part::MultipartValue);
            link("part_value", vec![at, name], &argument.ty, homes, imports)
        }
        (PartKind::Form, many) => {
            let (part, method) = match many {
                false => (Part::MultipartForm, "part_form"),
                true => (Part::MultipartForms, "part_forms"),
            };
            imports.part(part);
            let arguments = [at, name].into_iter().chain(media).collect();
            link(method, arguments, item, homes, imports)
        }
        (PartKind::File, many) => {
            let media = part.media.iter().map(|media| tokens::literal(media));
            let media = format!("&[{}]", media.collect::<Vec<_>>().join(", "));
            let (part, method) = match many {
                false => (Part::MultipartFile, "part_file"),
                true => (Part::MultipartFiles, "part_files"),
            };
            imports.part(part);
            Link {
                name: method.to_owned(),
                arguments: vec![at, name, media],
            }
        }
        (PartKind::Styled(style), _) => {
            imports.part(Part::MultipartStyled);
            imports.part(Part::MultipartPairs);
            let style = constant(style, imports);
            let arguments = vec![at, style, name];
            link("part_as", arguments, &argument.ty, homes, imports)
        }
    }
}

/// The call that sets parts whose names are the caller's.
pub(super) fn sent_parts(
    ty: &Type,
    name: String,
    described: &[&str],
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Link {
    match ty {
        Type::Map(value) => {
            imports.part(Part::MultipartExtra);
            link(
                "part_extra",
                vec![names(described), name],
                value,
                homes,
                imports,
            )
        }
        _ => {
            imports.part(Part::MultipartUploads);
            Link {
                name: "part_uploads".to_owned(),
                arguments: vec![names(described), name],
            }
        }
    }
}

/// The call that sets a header of a part.
pub(super) fn sent_header(
    argument: &Argument,
    part: &PartPlace,
    written: Written,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Link {
    let mut arguments = vec![place(part, imports), tokens::literal(&argument.key)];
    let method = match written {
        Written::Styled(style) => {
            imports.part(Part::MultipartHeaderStyled);
            arguments.push(constant(style, imports));
            "part_header_as"
        }
        Written::Plain | Written::Json => {
            imports.part(Part::MultipartHeader);
            "part_header"
        }
    };
    arguments.push(tokens::raw(&argument.name));
    link(method, arguments, &argument.ty, homes, imports)
}

/// The place of a part, as an expression.
fn place(place: &PartPlace, imports: &mut Imports) -> String {
    let PartPlace { within, key } = place;
    let mut text = match (key, &within[..]) {
        (PartKey::Name(name), [_, ..]) => {
            imports.runtime(Part::Multipart, "PartPlace");
            format!("PartPlace::from({})", tokens::literal(name))
        }
        (key, _) => of_key(key, imports),
    };
    for (outer, media) in within.iter().rev() {
        imports.part(Part::MultipartWithin);
        let outer = of_key(outer, imports);
        text += &format!(".within({outer}, {})", tokens::literal(media));
    }
    text
}

fn of_key(key: &PartKey, imports: &mut Imports) -> String {
    match key {
        PartKey::Name(name) => tokens::literal(name),
        PartKey::At(position) => {
            imports.part(Part::MultipartPosition);
            imports.runtime(Part::Multipart, "PartPlace");
            format!("PartPlace::at({position})")
        }
        // It is at the top, where its calls need no path.
        PartKey::Free => tokens::literal(""),
    }
}
