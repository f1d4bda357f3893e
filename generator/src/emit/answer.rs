//! Answers: what awaiting a request gives, its other methods, and the enums of answers by status.

use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented, signature};
use super::runtime::Part;
use super::types::named;
use super::{Piece, stream, tokens};
use crate::api::{
    Answer, Block, ByStatus, Docs, Operation, OtherReading, StatusVariant, Statuses, Success,
};

/// How an answer is read.
struct Reader {
    /// What it gives.
    ty: String,
    /// The function that reads it.
    function: String,
    how: How,
}

/// When a body is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Before the caller is given anything.
    Whole,
    /// As the caller asks for it.
    AsItArrives,
    /// As the status says.
    ByStatus,
}

/// `request_methods!(Request -> Answer);`
pub(super) fn awaited(
    name: &str,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    let Some(Reader { ty, function, how }) =
        reader(&operation.answer.success, operation, homes, imports)
    else {
        imports.runtime(Part::Request, "request_methods");
        return layout::macro_call("request_methods", name, "()");
    };
    if let (How::Whole, Some((switch, method))) = (how, operation.stream()) {
        imports.runtime(Part::Request, "request_methods");
        if function == JSON {
            imports.runtime(Part::Decode, JSON);
        }
        let refusal = stream::refusal(switch, method, imports);
        let answer = format!("{ty}, {function}, {refusal}");
        return layout::macro_call("request_methods", name, &answer);
    }
    let (part, answer) = match how {
        How::Whole if function == JSON => (Part::Request, ty),
        How::Whole => (Part::Request, format!("{ty}, {function}")),
        How::AsItArrives => (Part::Open, format!("{ty}, {function}")),
        How::ByStatus => (Part::Open, format!("{ty}, {ty}::is_open, {function}")),
    };
    let methods = match part {
        Part::Open => "open_methods",
        _ => "request_methods",
    };
    imports.runtime(part, methods);
    let mut lines = layout::macro_call(methods, name, &answer);
    if operation.conditional {
        imports.runtime(Part::IfChanged, "if_changed_methods");
        lines.push(String::new());
        lines.extend(layout::macro_call("if_changed_methods", name, &answer));
    }
    lines
}

/// The methods that give the answer in other media types.
pub(super) fn methods(
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Vec<String>> {
    let others = operation.others.iter();
    let methods = others.map(|other| method(operation, other, homes, imports));
    methods.collect()
}

fn method(
    operation: &Operation,
    other: &OtherReading,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    imports.runtime(Part::Pending, "Pending");
    imports.part(Part::Accept);
    let asked = operation
        .switch_of(other)
        .map(|switch| stream::asked(operation, switch, imports));
    let call = if asked.is_some() { "call" } else { "self.0" };
    let call = format!("{call}.accept({})", tokens::literal(&other.reading.accept));
    let reader = reader(&other.reading.success, operation, homes, imports);
    let (ty, function, arguments) = match reader {
        None => (
            "()".to_owned(),
            Part::Request,
            vec![call, "|_, _| Ok(())".to_owned()],
        ),
        Some(reader) => {
            if reader.function == JSON {
                imports.runtime(Part::Decode, JSON);
            }
            match reader.how {
                How::Whole => (reader.ty, Part::Request, vec![call, reader.function]),
                How::AsItArrives => {
                    let all = "|_| true".to_owned();
                    (reader.ty, Part::Open, vec![call, all, reader.function])
                }
                How::ByStatus => {
                    let is_open = format!("{}::is_open", reader.ty);
                    (reader.ty, Part::Open, vec![call, is_open, reader.function])
                }
            }
        }
    };
    let function = match function {
        Part::Open => {
            imports.runtime(Part::Open, "open");
            "open"
        }
        _ => {
            imports.runtime(Part::Request, "answer");
            "answer"
        }
    };
    let mut lines = docs(&other.docs);
    let gives = format!("Pending<{ty}>");
    lines.extend(signature(
        &tokens::raw(&other.name),
        &["self".to_owned()],
        &gives,
    ));
    lines.extend(asked.map(|asked| indented(8, &format!("let call = {asked};"))));
    lines.extend(layout::call(8, function, &arguments));
    lines.push("    }".to_owned());
    lines
}

/// The function that reads JSON.
const JSON: &str = "json";

fn reader(
    success: &Success,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Option<Reader> {
    match success {
        Success::Nothing => None,
        Success::One(Answer::Json(ty)) => {
            imports.part(Part::Decode);
            Some(Reader {
                ty: named(ty, homes, imports),
                function: JSON.to_owned(),
                how: How::Whole,
            })
        }
        Success::One(answer) => {
            let (ty, function) = read_by(answer, operation, homes, imports);
            let how = match answer.is_open() {
                true => How::AsItArrives,
                false => How::Whole,
            };
            Some(Reader { ty, function, how })
        }
        Success::ByStatus(by_status) => Some(Reader {
            ty: by_status.name.clone(),
            function: format!("{}::read", by_status.name),
            how: match opens(by_status).next() {
                Some(_) => How::ByStatus,
                None => How::Whole,
            },
        }),
    }
}

/// The type of a body, and the function that reads it.
fn read_by(
    answer: &Answer,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> (String, String) {
    match answer {
        Answer::Json(ty) => {
            imports.runtime(Part::Decode, JSON);
            (named(ty, homes, imports), JSON.to_owned())
        }
        Answer::Text => {
            imports.runtime(Part::DecodeText, "text");
            ("String".to_owned(), "text".to_owned())
        }
        Answer::Download => {
            imports.runtime(Part::Download, "Download");
            imports.runtime(Part::Download, "download");
            ("Download".to_owned(), "download".to_owned())
        }
        Answer::Events(events) => stream::events(events, operation, homes, imports),
        Answer::Items(items) => stream::items(items, homes, imports),
    }
}

/// The variants whose bodies are read as they arrive.
fn opens(by_status: &ByStatus) -> impl Iterator<Item = &StatusVariant> {
    let variants = by_status.variants.iter();
    variants.filter(|variant| variant.answer.as_ref().is_some_and(Answer::is_open))
}

/// The enums of answers by status that the operation defines.
pub(super) fn enums(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for reading in operation.readings() {
        if let Success::ByStatus(by_status) = &reading.success
            && by_status.is_defined
        {
            pieces.push(definition(operation, by_status, homes, imports));
            pieces.push(read(operation, by_status, homes, imports));
        }
    }
    pieces
}

fn definition(
    operation: &Operation,
    by_status: &ByStatus,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    let request = tokens::raw(&operation.request);
    let about = Docs {
        blocks: vec![Block::Text(
            format!("The answer to [`{request}`], by its status."),
            0,
        )],
    };
    let mut lines = tokens::doc_lines(&about, 0);
    // What is read as it arrives is there once.
    lines.push(match opens(by_status).next() {
        None => "#[derive(Debug, Clone, PartialEq)]".to_owned(),
        Some(_) => "#[derive(Debug)]".to_owned(),
    });
    lines.push("#[non_exhaustive]".to_owned());
    lines.push(format!("pub enum {} {{", by_status.name));
    for variant in &by_status.variants {
        let mut values = Vec::new();
        if variant.keeps_status() {
            imports.add("http", "StatusCode");
            values.push("StatusCode".to_owned());
        }
        if let Some(answer) = &variant.answer {
            values.push(read_by(answer, operation, homes, imports).0);
        }
        lines.extend(docs(&variant.docs));
        lines.push(format!("    {}{},", variant.name, tuple(&values)));
    }
    if by_status.has_others() {
        imports.add("http", "StatusCode");
        imports.add("bytes", "Bytes");
        lines.push(
            "    /// Another success, which the description does not have: its status and body."
                .to_owned(),
        );
        lines.push("    Other(StatusCode, Bytes),".to_owned());
    }
    lines.push("}".to_owned());
    Piece::Lines(lines)
}

/// `impl` with the function that reads an answer by its status.
fn read(
    operation: &Operation,
    by_status: &ByStatus,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    let mut lines = vec![format!("impl {} {{", by_status.name)];
    let open: Vec<&StatusVariant> = opens(by_status).collect();
    let (head, body) = match open.is_empty() {
        true => {
            imports.runtime(Part::Response, "Head");
            imports.add("bytes", "Bytes");
            lines.push(
                "    fn read(head: &Head, body: &Bytes) -> Result<Self, String> {".to_owned(),
            );
            ("head", "body")
        }
        false => {
            imports.runtime(Part::Open, "Opened");
            imports.add("http", "StatusCode");
            lines.push("    fn is_open(status: StatusCode) -> bool {".to_owned());
            let statuses: Vec<String> = open.iter().map(|variant| patterns(variant)).collect();
            let statuses = statuses.join(" | ");
            lines.push(match statuses.parse::<u16>() {
                Ok(only) => format!("        status.as_u16() == {only}"),
                Err(_) => format!("        matches!(status.as_u16(), {statuses})"),
            });
            lines.push("    }".to_owned());
            lines.push(String::new());
            lines.push("    fn read(answer: &mut Opened) -> Result<Self, String> {".to_owned());
            ("answer.head", "answer.body")
        }
    };
    lines.push(format!("        Ok(match {head}.status.as_u16() {{"));
    let mut variants: Vec<&StatusVariant> = by_status.variants.iter().collect();
    // What is true of more statuses comes later.
    variants.sort_by_key(|variant| variant.statuses.iter().map(width).max());
    for (index, variant) in variants.iter().enumerate() {
        let is_last = index + 1 == variants.len() && !by_status.has_others();
        let pattern = if is_last {
            "_".to_owned()
        } else {
            patterns(variant)
        };
        let mut values = Vec::new();
        if variant.keeps_status() {
            values.push(format!("{head}.status"));
        }
        if let Some(answer) = &variant.answer {
            let (_, function) = read_by(answer, operation, homes, imports);
            values.push(match (answer.is_open(), open.is_empty()) {
                (true, _) => format!("{function}(answer)?"),
                (false, true) => format!("{function}(head, body)?"),
                (false, false) => format!("{function}(&answer.head, &answer.body)?"),
            });
        }
        let made = format!("Self::{}{}", variant.name, tuple(&values));
        lines.push(indented(12, &format!("{pattern} => {made},")));
    }
    if by_status.has_others() {
        lines.push(indented(
            12,
            &format!("_ => Self::Other({head}.status, {body}.clone()),"),
        ));
    }
    lines.extend(["        })", "    }", "}"].map(str::to_owned));
    Piece::Lines(lines)
}

/// `(a, b)`; nothing without values.
pub(super) fn tuple(values: &[String]) -> String {
    match values {
        [] => String::new(),
        values => format!("({})", values.join(", ")),
    }
}

/// `200 | 201`
fn patterns(variant: &StatusVariant) -> String {
    let statuses = variant.statuses.iter().map(pattern);
    statuses.collect::<Vec<_>>().join(" | ")
}

/// `200`, `200..=299`, `_`
pub(super) fn pattern(statuses: &Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(first) => format!("{first}00..={first}99"),
        Statuses::Others => "_".to_owned(),
    }
}

/// How many statuses there are, roughly.
pub(super) fn width(statuses: &Statuses) -> u8 {
    match statuses {
        Statuses::Code(_) => 0,
        Statuses::Range(_) => 1,
        Statuses::Others => 2,
    }
}
