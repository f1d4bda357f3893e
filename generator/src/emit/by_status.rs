//! The enums of answers by status.

use super::answer::read_by;
use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented};
use super::runtime::Part;
use super::{Piece, tokens, xml};
use crate::api::{Answer, Block, ByStatus, Docs, Operation, StatusVariant, Statuses, Success};

/// The enums of answers by status that the operation defines.
pub(super) fn pieces(
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Piece> {
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
        lines.extend(layout::variant(&variant.name, &values));
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
    let is_open = opens(by_status).next().is_some();
    let (head, body, arguments) = match is_open {
        false => {
            imports.runtime(Part::Response, "Head");
            imports.add("bytes", "Bytes");
            ("head", "body", "head: &Head, body: &Bytes")
        }
        true => {
            imports.runtime(Part::Open, "Opened");
            imports.add("http", "StatusCode");
            lines.extend(statuses_of_open(by_status));
            ("answer.head", "answer.body", "answer: &mut Opened")
        }
    };
    lines.push(format!(
        "    fn read({arguments}) -> Result<Self, String> {{"
    ));
    lines.push(format!("        Ok(match {head}.status.as_u16() {{"));
    let variants = by_width(by_status);
    for (index, variant) in variants.iter().enumerate() {
        let is_last = index + 1 == variants.len() && !by_status.has_others();
        let pattern = match is_last {
            true => "_".to_owned(),
            false => patterns([*variant]),
        };
        let mut values = Vec::new();
        if variant.keeps_status() {
            values.push(format!("{head}.status"));
        }
        if let Some(answer) = &variant.answer {
            let (_, function) = read_by(answer, operation, homes, imports);
            values.push(match (answer.is_open(), is_open) {
                (true, _) => format!("{function}(answer)?"),
                (false, false) => xml::applied(&function, "head", "body") + "?",
                (false, true) => xml::applied(&function, "&answer.head", "&answer.body") + "?",
            });
        }
        let made = format!("Self::{}{}", variant.name, tuple(&values));
        lines.extend(layout::arm(12, &pattern, &made));
    }
    if by_status.has_others() {
        let other = format!("_ => Self::Other({head}.status, {body}.clone()),");
        lines.push(indented(12, &other));
    }
    lines.extend(["        })", "    }", "}"].map(str::to_owned));
    Piece::Lines(lines)
}

/// The function that tells for which statuses a body is read as it arrives.
fn statuses_of_open(by_status: &ByStatus) -> Vec<String> {
    let statuses = opens(by_status).flat_map(|variant| &variant.statuses);
    let has_range = statuses.clone().any(|statuses| width(statuses) > 0);
    let test = match has_range {
        false => is_one_of(&patterns(opens(by_status))),
        // A code in the range may be of a variant that is read whole.
        true => {
            let variants = by_status.variants.iter();
            let whole = variants.filter(|variant| !is_open(variant));
            let whole: Vec<&StatusVariant> = whole.collect();
            match whole.is_empty() {
                true => "status.is_success()".to_owned(),
                false => format!("status.is_success() && {}", is_none_of(&patterns(whole))),
            }
        }
    };
    let head = "    fn is_open(status: StatusCode) -> bool {";
    [head, &indented(8, &test), "    }", ""]
        .map(str::to_owned)
        .into()
}

fn is_one_of(codes: &str) -> String {
    match codes.parse::<u16>() {
        Ok(only) => format!("status.as_u16() == {only}"),
        Err(_) => format!("matches!(status.as_u16(), {codes})"),
    }
}

fn is_none_of(codes: &str) -> String {
    match codes.parse::<u16>() {
        Ok(only) => format!("status.as_u16() != {only}"),
        Err(_) => format!("!matches!(status.as_u16(), {codes})"),
    }
}

/// The variants, those of more statuses later.
fn by_width(by_status: &ByStatus) -> Vec<&StatusVariant> {
    let mut variants: Vec<&StatusVariant> = by_status.variants.iter().collect();
    variants.sort_by_key(|variant| variant.statuses.iter().map(width).max());
    variants
}

/// `(a, b)`; nothing without values.
pub(super) fn tuple(values: &[String]) -> String {
    match values {
        [] => String::new(),
        values => format!("({})", values.join(", ")),
    }
}

/// `200 | 201`
fn patterns<'v>(variants: impl IntoIterator<Item = &'v StatusVariant>) -> String {
    let all = variants.into_iter().flat_map(|variant| &variant.statuses);
    let all: Vec<&Statuses> = all.collect();
    let is_in_range = |statuses: &&&Statuses| match statuses {
        Statuses::Code(code) => all.iter().any(|other| match other {
            Statuses::Range(first) => u16::from(*first) == code / 100,
            _ => false,
        }),
        _ => false,
    };
    let needed = all.iter().filter(|statuses| !is_in_range(statuses));
    joined(needed.map(|statuses| pattern(statuses)))
}

/// Patterns as one: `200 | 204`. Three codes that follow each other are a range, which Clippy asks for.
pub(super) fn joined(patterns: impl Iterator<Item = String>) -> String {
    let (mut codes, mut others) = (Vec::new(), Vec::new());
    for pattern in patterns {
        match pattern.parse::<u16>() {
            Ok(code) => codes.push(code),
            Err(_) => others.push(pattern),
        }
    }
    codes.sort_unstable();
    let runs = codes.chunk_by(|one, other| one + 1 == *other);
    let runs = runs.flat_map(|run| match run {
        [first, _, .., last] => vec![format!("{first}..={last}")],
        run => run.iter().map(u16::to_string).collect(),
    });
    runs.chain(others).collect::<Vec<_>>().join(" | ")
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

/// The variants whose bodies are read as they arrive.
fn opens(by_status: &ByStatus) -> impl Iterator<Item = &StatusVariant> + Clone {
    by_status.variants.iter().filter(|variant| is_open(variant))
}

/// Whether the body of a variant is read as it arrives.
fn is_open(variant: &StatusVariant) -> bool {
    variant.answer.as_ref().is_some_and(Answer::is_open)
}
