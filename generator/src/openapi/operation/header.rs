//! Header Objects: the headers of responses and of parts.

use std::rc::Rc;

use super::content::{Content, Example, contents, examples};
use super::parameter::{ParameterForm, Style};
use crate::diagnostic::{Code, Diagnostic};
use crate::media;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::vocabulary;
use crate::source::Node;

/// The headers of a response or of a part, by their names. Many responses share a header.
pub(crate) type Headers<'s> = Vec<(&'s str, Rc<Header<'s>>)>;

/// A header that comes with a response or a part.
#[derive(Debug, Clone)]
pub(crate) struct Header<'s> {
    pub node: &'s Node,
    pub description: Option<&'s str>,
    pub required: bool,
    pub deprecated: bool,
    pub form: ParameterForm<'s>,
    pub examples: Vec<Example<'s>>,
}

/// The headers under the key `headers`.
pub(super) fn headers<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) -> Headers<'s> {
    let mut headers: Headers<'s> = Vec::new();
    for (name, node) in fields.members("headers") {
        let target = reader.follow(node, &vocabulary::HEADER);
        let found = target.and_then(|target| {
            let found = header(reader, name, target)?;
            let description = reader.described(node, found.description);
            Some(match description == found.description {
                true => found,
                false => Rc::new(Header {
                    description,
                    ..Header::clone(&found)
                }),
            })
        });
        check_header_name(reader, name, |code, message| {
            reader.report.at_key(code, node, message)
        });
        if headers
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
        {
            let message = format!("the header `{name}` is described twice");
            let found = reader
                .report
                .at_key(Code::DuplicateParameter, node, message);
            let help = "names of headers differ by more than their case";
            reader.report.add(found.softened().help(help));
            continue;
        }
        headers.extend(found.map(|found| (name, found)));
    }
    headers.retain(|(name, _)| !is_described_by_content(name));
    headers
}

/// Reads a header, each once however often it is referred to.
pub(in crate::openapi) fn header<'s>(
    reader: &Reader<'_, 's>,
    name: &str,
    node: &'s Node,
) -> Option<Rc<Header<'s>>> {
    if is_described_by_content(name) {
        let message = "the header `Content-Type` is described by `content`";
        let found = reader.report.at_key(Code::IgnoredParameter, node, message);
        reader.report.add(found.label("ignored").once());
    }
    reader.header(node, || read(reader, node))
}

fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Header<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::HEADER)?;
    if let Some(style) = fields.raw("style") {
        reader.word(style, "style of a header", &[("simple", ())]);
    }
    let examples = examples(reader, &fields);
    fields.exclude("schema", "content", "keep one of them");
    if fields.raw("schema").or(fields.raw("content")).is_none() {
        let message = "the header has neither `schema` nor `content`";
        let found = reader.report.at_key(Code::Untidy, node, message);
        reader.report.add(found.label("read as text"));
    }
    let schema = fields.raw("schema").map(|node| reader.schema(node));
    let content = fields.raw("content").map(|node| contents(reader, node));
    let form = match content.and_then(|all: Vec<Content<'s>>| all.into_iter().next()) {
        Some(content) if schema.is_none() => ParameterForm::Content(Box::new(content)),
        _ => ParameterForm::Styled {
            schema,
            style: Style::Simple,
            explode: fields.bool("explode").unwrap_or(false),
            allow_reserved: false,
        },
    };
    Some(Header {
        node,
        description: fields.string("description"),
        required: fields.bool("required").unwrap_or(false),
        deprecated: fields.bool("deprecated").unwrap_or(false),
        form,
        examples,
    })
}

/// RFC 9110 §5.1: a header's name is a token.
pub(in crate::openapi) fn check_header_name(
    reader: &Reader<'_, '_>,
    name: &str,
    found: impl Fn(Code, String) -> Diagnostic,
) {
    if !media::is_token(name) {
        let message = format!("`{}` cannot be the name of a header", name.escape_debug());
        let help = "a name is made of letters, digits and `!#$%&'*+-.^_`|~`";
        reader.report.add(found(Code::Invalid, message).help(help));
    }
}

/// OpenAPI 3.1 §4.8.17: the keys of `content` say which `Content-Type` there is.
fn is_described_by_content(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-type")
}
