//! Parameters: the calls that put a value where it travels. One arm for each place and style; each
//! names the part of the runtime that writes it.

use super::imports::{Homes, Imports};
use super::layout::Link;
use super::part::{sent_header, sent_part};
use super::runtime::Part;
use super::tokens;
use super::types::named;
use crate::api::{Argument, Style, StyleName, Travels, Type, Written};

/// The calls that put an argument where it travels. `described` are the names of the other fields or parts.
pub(super) fn sent_argument(
    argument: &Argument,
    described: &[&str],
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Link> {
    let name = tokens::raw(&argument.name);
    let key = tokens::literal(&argument.key);
    let (part, method, written) = match &argument.travels {
        Travels::Path(Written::Plain) => {
            imports.part(Part::Path);
            return vec![link("path", vec![name], &argument.ty, homes, imports)];
        }
        Travels::Query(Written::Plain) => {
            return vec![link("query", vec![key, name], &argument.ty, homes, imports)];
        }
        Travels::Header(Written::Plain) => {
            return vec![link(
                "header",
                vec![key, name],
                &argument.ty,
                homes,
                imports,
            )];
        }
        Travels::Path(Written::Json) => (Part::JsonPath, "json_path", None),
        Travels::Path(Written::Styled(style)) => match style.reserved {
            false => (Part::StyledPath, "path_as", Some(*style)),
            true => (Part::ReservedPath, "reserved_path", Some(*style)),
        },
        Travels::Query(Written::Json) => (Part::JsonQuery, "json_query", None),
        Travels::Query(Written::Styled(style)) => match style.reserved {
            false => (Part::StyledQuery, "query_as", Some(*style)),
            true => (Part::ReservedQuery, "reserved_query", Some(*style)),
        },
        Travels::Header(Written::Json) => (Part::JsonHeader, "json_header", None),
        Travels::Header(Written::Styled(style)) => (Part::StyledHeader, "header_as", Some(*style)),
        Travels::Cookie(Written::Json) => (Part::JsonCookie, "json_cookie", None),
        Travels::Cookie(Written::Styled(style)) if style.name == StyleName::Cookie => {
            (Part::RawCookie, "raw_cookie", Some(*style))
        }
        Travels::Cookie(Written::Styled(style)) => (Part::Cookie, "cookie", Some(*style)),
        Travels::Cookie(Written::Plain) => (Part::Cookie, "cookie", Some(Style::FORM)),
        Travels::WholeQuery(Written::Json) => (Part::JsonWholeQuery, "json_whole_query", None),
        Travels::WholeQuery(_) => (Part::WholeQuery, "whole_query", None),
        Travels::Field(_) if argument.key.is_empty() => {
            let value = match &argument.ty {
                Type::Map(value) => value,
                ty => ty,
            };
            imports.part(Part::FormExtra);
            let arguments = vec![names(described), name];
            return vec![link("field_extra", arguments, value, homes, imports)];
        }
        Travels::Field(Written::Plain) => (Part::Field, "field", None),
        Travels::Field(Written::Json) => (Part::JsonField, "json_field", None),
        Travels::Field(Written::Styled(style)) => match style.reserved {
            false => (Part::StyledField, "field_as", Some(*style)),
            true => (Part::ReservedField, "reserved_field", Some(*style)),
        },
        Travels::Part(part) => return sent_part(argument, part, described, homes, imports),
        Travels::PartHeader(part, written) => {
            return vec![sent_header(argument, part, *written, homes, imports)];
        }
    };
    if matches!(argument.travels, Travels::Field(_)) {
        imports.part(Part::FormPairs);
    }
    imports.part(part);
    let mut arguments = vec![key.clone()];
    arguments.extend(written.map(|style| constant(style, imports)));
    arguments.push(name);
    let mut links = vec![link(method, arguments, &argument.ty, homes, imports)];
    if written.is_some_and(|style| style.empty) {
        imports.part(Part::EmptyQuery);
        links.push(Link {
            name: "or_empty".to_owned(),
            arguments: vec![key],
        });
    }
    links
}

/// A list of names, as that of those which are described.
pub(super) fn names(described: &[&str]) -> String {
    let names = described.iter().map(|name| tokens::literal(name));
    format!("&[{}]", names.collect::<Vec<_>>().join(", "))
}

/// A call that names the type of what it sends.
pub(super) fn link(
    method: &str,
    arguments: Vec<String>,
    ty: &Type,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Link {
    let ty = named(ty, homes, imports);
    Link {
        name: format!("{method}::<{ty}>"),
        arguments,
    }
}

/// The constant of the runtime for a style.
pub(super) fn constant(style: Style, imports: &mut Imports) -> String {
    let (part, name) = match (style.name, style.explode) {
        (StyleName::Simple, false) => (Part::Simple, "SIMPLE"),
        (StyleName::Simple, true) => (Part::SimpleExploded, "SIMPLE_EXPLODED"),
        (StyleName::Label, false) => (Part::Label, "LABEL"),
        (StyleName::Label, true) => (Part::LabelExploded, "LABEL_EXPLODED"),
        (StyleName::Matrix, false) => (Part::Matrix, "MATRIX"),
        (StyleName::Matrix, true) => (Part::MatrixExploded, "MATRIX_EXPLODED"),
        (StyleName::FormValue, _) => (Part::FormValue, "FORM_VALUE"),
        (StyleName::SpaceDelimited, false) => (Part::SpaceDelimited, "SPACE_DELIMITED"),
        (StyleName::PipeDelimited, false) => (Part::PipeDelimited, "PIPE_DELIMITED"),
        (StyleName::Form | StyleName::Cookie, false) => (Part::FormJoined, "FORM_JOINED"),
        // Exploded, the delimited styles are as the form is.
        (
            StyleName::Form
            | StyleName::Cookie
            | StyleName::SpaceDelimited
            | StyleName::PipeDelimited,
            true,
        ) => (Part::FormExploded, "FORM"),
        (StyleName::DeepObject, _) => (Part::DeepObject, "DEEP_OBJECT"),
        (StyleName::DeepObjectBrackets, _) => (Part::DeepObjectBrackets, "DEEP_OBJECT_BRACKETS"),
    };
    imports.runtime(part, name);
    name.to_owned()
}
