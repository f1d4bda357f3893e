//! The headers of answers: a struct, and the function that reads it.

use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented};
use super::lib_rs::{Declared, own_module};
use super::request::says;
use super::runtime::Part;
use super::types::{declare, named};
use super::{Content, File, Piece, tokens};
use crate::api::{
    Block, ComeWith, Docs, HeaderField, HeaderForm, Headers, HeadersHome, Operation, code,
};

/// The documentation of the headers of a method's answers.
pub(super) fn of_call(operation: &Operation) -> Option<Block> {
    let words = operation.headers.iter().map(|headers| {
        let name = &headers.name;
        let of = match headers.home {
            HeadersHome::Shared(_) => format!("[`{name}::of`](crate::{name}::of)"),
            HeadersHome::Here | HeadersHome::OtherCall => format!("[`{name}::of`]"),
        };
        match headers.come_with {
            ComeWith::Successes => format!("The headers of the answer: {of}."),
            ComeWith::All => format!("The headers of the answer, or of its error: {of}."),
            ComeWith::Errors => format!("The headers of its errors: {of}."),
        }
    });
    let words = words.collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(Block::Text(words, 0))
}

/// The structs of headers that the operation defines.
pub(super) fn structs(
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let headers = operation.headers.iter();
    for headers in headers.filter(|headers| headers.home == HeadersHome::Here) {
        let request = tokens::raw(&operation.request);
        let of = match headers.come_with {
            ComeWith::Successes => "the answers to",
            ComeWith::Errors => "the errors of",
            ComeWith::All => "the answers to, and of the errors of",
        };
        let about = format!("The headers of {of} [`{request}`].");
        pieces.extend(definition(&about, headers, &ANSWERS, homes, imports));
    }
    pieces
}

/// The module of the structs that operations share: private, and exported at the root.
pub(super) fn shared_module() -> Declared<'static> {
    own_module("answer_headers")
}

/// The file of the structs that operations share.
pub(super) fn file(homes: &Homes<'_>) -> Option<File> {
    let shared = homes.api.shared_headers();
    if shared.is_empty() {
        return None;
    }
    let name = shared_module().name;
    let mut imports = Imports::into_module(&format!("crate::{name}"));
    let mut items = Vec::new();
    for (headers, response) in shared.into_values() {
        let about = match response.is_response {
            true => format!("The headers of the response {}.", code(&response.name)),
            false => "Headers that the answers of several operations have.".to_owned(),
        };
        items.extend(definition(&about, headers, &ANSWERS, homes, &mut imports));
    }
    let parts = imports.parts();
    let mut pieces = vec![Piece::Uses(imports.uses())];
    pieces.extend(items);
    Some(File {
        path: format!("src/{name}.rs"),
        content: Content::Rust {
            docs: says("Headers that answers of several operations have."),
            pieces,
        },
        parts,
    })
}

/// How headers are read: the error, and the functions that read one.
pub(super) struct Reads {
    error: (Part, &'static str),
    /// The documentation of the error.
    kind: &'static str,
    optional: (Part, &'static str),
    required: (Part, &'static str),
}

const ANSWERS: Reads = Reads {
    error: (Part::Error, "Error"),
    kind: ": the kind is `Decode`.",
    optional: (Part::Header, "header"),
    required: (Part::RequiredHeader, "required_header"),
};

/// Those of webhooks.
pub(super) const WEBHOOKS: Reads = Reads {
    error: (Part::WebhookError, "WebhookError"),
    kind: ".",
    optional: (Part::WebhookHeader, "webhook_header"),
    required: (Part::RequiredWebhookHeader, "required_webhook_header"),
};

/// A struct of headers, and the function that reads them.
pub(super) fn definition(
    about: &str,
    headers: &Headers,
    reads: &Reads,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> [Piece; 2] {
    let mut lines = tokens::doc_lines(&says(about.to_owned()), 0);
    lines.push("#[derive(Debug, Clone, PartialEq)]".to_owned());
    lines.push("#[non_exhaustive]".to_owned());
    lines.push(format!("pub struct {} {{", headers.name));
    for field in &headers.fields {
        let ty = named(&field.ty, homes, imports);
        let ty = match field.required {
            true => ty,
            false => format!("Option<{ty}>"),
        };
        declare(&field.name, &ty, &field.docs, &mut lines);
    }
    lines.push("}".to_owned());
    [Piece::Lines(lines), of(headers, reads, imports)]
}

/// `impl` with the function that reads the headers.
fn of(headers: &Headers, reads: &Reads, imports: &mut Imports) -> Piece {
    let Reads { error, kind, .. } = reads;
    imports.add("http", "HeaderMap");
    imports.runtime(error.0, error.1);
    let mut lines = vec![format!("impl {} {{", headers.name)];
    let fault = match headers.fields.iter().any(|field| field.required) {
        true => "A header is not as it is described, or a required one is missing",
        false => "A header is not as it is described",
    };
    lines.extend(docs(&Docs {
        blocks: vec![
            Block::Text("Reads the headers.".to_owned(), 0),
            Block::Verbatim(vec!["# Errors".to_owned()]),
            Block::Text(format!("{fault}{kind}"), 0),
        ],
    }));
    let head = format!(
        "    pub fn of(headers: &HeaderMap) -> Result<Self, {}> {{",
        error.1
    );
    lines.push(head);
    lines.push("        Ok(Self {".to_owned());
    for field in &headers.fields {
        lines.extend(read(field, reads, imports));
    }
    lines.extend(["        })", "    }", "}"].map(str::to_owned));
    Piece::Lines(lines)
}

/// `name: header(headers, "Name", simple_value)?,`
fn read(field: &HeaderField, reads: &Reads, imports: &mut Imports) -> Vec<String> {
    let (part, function) = match field.required {
        true => reads.required,
        false => reads.optional,
    };
    imports.runtime(part, function);
    let (part, reader) = match field.form {
        HeaderForm::Simple => (Part::SimpleValue, "simple_value"),
        HeaderForm::Exploded => (Part::ExplodedValue, "exploded_value"),
        HeaderForm::Lines => (Part::LineValues, "line_values"),
        HeaderForm::Json => (Part::JsonValue, "json_value"),
    };
    imports.runtime(part, reader);
    let name = tokens::raw(&field.name);
    let key = tokens::literal(&field.key);
    let arguments = ["headers".to_owned(), key, reader.to_owned()];
    let mut lines = layout::call(12, &format!("{name}: {function}"), &arguments);
    if let Some(last) = lines.last_mut() {
        last.push_str("?,");
    }
    if let [only] = &lines[..]
        && only.chars().count() > tokens::WIDTH
    {
        let arguments = arguments.iter();
        let arguments = arguments.map(|argument| indented(16, &format!("{argument},")));
        let mut broken = vec![indented(12, &format!("{name}: {function}("))];
        broken.extend(arguments);
        broken.push(indented(12, ")?,"));
        return broken;
    }
    lines
}
