//! Errors: how the body of an error is decoded, and the enums of errors by status.

use super::by_status::{joined, pattern, tuple, width};
use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented};
use super::request::says;
use super::runtime::Part;
use super::types::named;
use super::{Piece, tokens, xml};
use crate::api::{Answer, Api, Block, ErrorVariant, Operation, Statuses, Type};

/// The function that decodes the body of an error, as the constant of the operation names it.
pub(super) fn decoder(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> String {
    let errors = &operation.errors;
    match (&errors.by_status, errors.one()) {
        (Some(by_status), _) => format!("Some({}::decode)", by_status.name),
        (None, Some(answer)) => format!("Some({})", decoded(answer, homes, imports)),
        (None, None) => "None".to_owned(),
    }
}

/// The function that decodes a body.
fn decoded(answer: &Answer, homes: &Homes<'_>, imports: &mut Imports) -> String {
    imports.part(Part::ErrorBody);
    match answer {
        Answer::Json(ty) => {
            imports.runtime(Part::Described, "described");
            format!("described::<{}>", named(ty, homes, imports))
        }
        Answer::Xml(ty, element) => {
            imports.runtime(Part::DescribedXml, "described_xml");
            let ty = named(ty, homes, imports);
            let element = xml::element(*element, homes.api);
            format!(
                "{}described_xml::<{ty}>(head, body, {element})",
                xml::CLOSURE
            )
        }
        Answer::Download => {
            imports.runtime(Part::DescribedBytes, "described_bytes");
            "described_bytes".to_owned()
        }
        _ => {
            imports.runtime(Part::DescribedText, "described_text");
            "described_text".to_owned()
        }
    }
}

/// The documentation of the errors of a method's request.
pub(super) fn of_call(operation: &Operation, api: &Api) -> Option<Block> {
    let errors = &operation.errors;
    let text = match (&errors.by_status, errors.one()) {
        (Some(by_status), _) => format!("Its errors: [`{}::of`].", by_status.name),
        (None, Some(Answer::Json(Type::Named(id)))) => {
            let body = api.error.as_ref().map(|error| api.canonical(error.body));
            let name = &api.type_def(api.canonical(*id)).name;
            if body == Some(api.canonical(*id)) {
                return None;
            }
            format!("The body of its errors: `Error::described::<{name}>`.")
        }
        (None, _) => return None,
    };
    Some(Block::Text(text, 0))
}

/// The enum of errors that the operation defines.
pub(super) fn enums(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Vec<Piece> {
    let by_status = operation.errors.by_status.as_ref();
    let Some(by_status) = by_status.filter(|by_status| by_status.is_defined) else {
        return Vec::new();
    };
    let mut variants: Vec<&ErrorVariant> = operation.errors.variants.iter().collect();
    let definition = definition(operation, &by_status.name, &variants, homes, imports);
    // What is true of more statuses comes later.
    variants.sort_by_key(|variant| width(&variant.statuses));
    imports.runtime(Part::Error, "Error");
    imports.runtime(Part::Operation, "DescribedError");
    imports.runtime(Part::Response, "Head");
    imports.add("bytes", "Bytes");
    let mut lines = vec![format!("impl {} {{", by_status.name)];
    lines.extend(of(&operation.id, &variants));
    lines.push(String::new());
    lines.extend(decode(&variants, homes, imports));
    lines.push("}".to_owned());
    vec![definition, Piece::Lines(lines)]
}

fn definition(
    operation: &Operation,
    name: &str,
    variants: &[&ErrorVariant],
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    let request = tokens::raw(&operation.request);
    let about = says(format!("The errors of [`{request}`], by their status."));
    let mut lines = tokens::doc_lines(&about, 0);
    lines.push("#[derive(Debug, Clone, PartialEq)]".to_owned());
    lines.push("#[non_exhaustive]".to_owned());
    lines.push(format!("pub enum {name} {{"));
    for variant in variants {
        let mut values = Vec::new();
        if variant.keeps_status() {
            imports.add("http", "StatusCode");
            values.push("StatusCode".to_owned());
        }
        values.extend(variant.ty.as_ref().map(|ty| named(ty, homes, imports)));
        if variant.is_bytes() {
            imports.add("bytes", "Bytes");
            values.push("Bytes".to_owned());
        }
        lines.extend(docs(&variant.docs));
        lines.extend(layout::variant(&variant.name, &values));
    }
    lines.push("}".to_owned());
    Piece::Lines(lines)
}

/// The function that says which variant an error is.
fn of(operation: &str, all: &[&ErrorVariant]) -> Vec<String> {
    let operation = tokens::literal(operation);
    let about = says(
        "The error as it is described; `None` for an error of another operation, or with another body.",
    );
    let mut lines = docs(&about);
    lines.extend(
        [
            "    pub fn of(error: &Error) -> Option<Self> {",
            &format!("        if error.operation() != Some({operation}) {{"),
            "            return None;",
            "        }",
            "        let status = error.status().filter(|status| !status.is_success())?;",
        ]
        .map(str::to_owned),
    );
    let mut arms: Vec<Vec<String>> = Vec::new();
    for variants in all.chunk_by(|one, other| one.statuses == other.statuses) {
        let [first, ..] = variants else { continue };
        let pattern = pattern_among(&first.statuses, all);
        arms.push(arm(&pattern, made(variants)));
    }
    match all.last() {
        Some(last) if pattern(&last.statuses) == "_" && arms.len() == 1 => {
            let arm = arms.remove(0).into_iter().map(|line| indented(8, &line));
            let mut arm: Vec<String> = arm.collect();
            arm[0] = arm[0].replacen("_ => ", "Some(", 1);
            let end = arm.len() - 1;
            arm[end] = format!("{})", arm[end].trim_end_matches(','));
            lines.extend(arm);
        }
        last => {
            lines.push("        Some(match status.as_u16() {".to_owned());
            let all = arms.into_iter().flatten();
            lines.extend(all.map(|line| indented(12, &line)));
            if last.is_none_or(|last| pattern(&last.statuses) != "_") {
                lines.push("            _ => return None,".to_owned());
            }
            lines.push("        })".to_owned());
        }
    }
    lines.push("    }".to_owned());
    lines
}

/// The variant of an error: the first whose type the body has.
fn made(variants: &[&ErrorVariant]) -> Vec<String> {
    let [variant, rest @ ..] = variants else {
        return Vec::new();
    };
    let status = variant.keeps_status().then(|| "status".to_owned());
    let body = match &variant.ty {
        Some(Type::Boxed(_) | Type::Deep(_)) => Some("error.described().cloned().map(Box::new)"),
        Some(_) => Some("error.described().cloned()"),
        None => variant.is_bytes().then_some("error.described().cloned()"),
    };
    let value = |body: Option<String>| {
        let values: Vec<String> = status.iter().cloned().chain(body).collect();
        format!("Self::{}{}", variant.name, tuple(&values))
    };
    match (body, rest) {
        (None, _) => vec![value(None)],
        (Some(body), []) => vec![value(Some(format!("{body}?")))],
        (Some(body), rest) => {
            let mut lines = vec![
                format!("match {body} {{"),
                format!("    Some(body) => {},", value(Some("body".to_owned()))),
            ];
            let others = arm("None", made(rest));
            lines.extend(others.iter().map(|line| indented(4, line)));
            lines.push("}".to_owned());
            lines
        }
    }
}

/// An arm of that function: statuses, the condition on the media type, and what is done.
type DecodeArm = (Vec<String>, String, String);

/// The function that decodes the body of an error.
fn decode(all: &[&ErrorVariant], homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    let mut arms: Vec<DecodeArm> = Vec::new();
    for variants in all.chunk_by(|one, other| one.statuses == other.statuses) {
        let pattern = pattern_among(&variants[0].statuses, all);
        let bodies = variants.iter().flat_map(|variant| &variant.bodies);
        let mut own: Vec<DecodeArm> = Vec::new();
        for body in bodies {
            let function = decoded(&body.answer, homes, imports);
            let media = body.media.iter().map(|media| tokens::literal(media));
            let tests = media.map(|media| format!("is_media(head, {media})"));
            let condition = format!(" if {}", tests.collect::<Vec<_>>().join(" || "));
            own.push((
                vec![pattern.clone()],
                condition,
                xml::applied(&function, "head", "body"),
            ));
        }
        // Where the media type is another one or missing, the first is tried.
        match own.is_empty() {
            true => own.push((vec![pattern], String::new(), "None".to_owned())),
            false => {
                own.rotate_left(1);
                if own.len() > 1 {
                    imports.runtime(Part::IsMedia, "is_media");
                }
                if let Some((_, condition, _)) = own.last_mut() {
                    condition.clear();
                }
            }
        }
        add_arms(&mut arms, own);
    }
    let is_all = |arm: &DecodeArm| arm.0 == ["_"] && arm.1.is_empty();
    if !arms.iter().any(is_all) {
        let none = (vec!["_".to_owned()], String::new(), "None".to_owned());
        // Whatever comes later says the same.
        let has_ranges = arms
            .iter()
            .any(|(patterns, _, _)| patterns[0].contains(".."));
        arms.retain(|(_, _, action)| has_ranges || action != "None");
        arms.push(none);
    }
    let mut lines =
        vec!["    fn decode(head: &Head, body: &Bytes) -> Option<DescribedError> {".to_owned()];
    match &arms[..] {
        [(_, _, only)] => lines.push(indented(8, only)),
        arms => {
            lines.push("        match head.status.as_u16() {".to_owned());
            for (patterns, condition, action) in arms {
                let pattern = joined(patterns.iter().cloned()) + condition;
                lines.extend(layout::arm(12, &pattern, action));
            }
            lines.push("        }".to_owned());
        }
    }
    lines.push("    }".to_owned());
    lines
}

/// The arms of one status: those with a condition, and last the one without.
fn add_arms(arms: &mut Vec<DecodeArm>, mut own: Vec<DecodeArm>) {
    let Some((patterns, _, action)) = own.pop() else {
        return;
    };
    let is_code = |pattern: &String| pattern.parse::<u16>().is_ok();
    let same = arms.iter().position(|(known, condition, same)| {
        let are_codes = known.iter().chain(&patterns).all(is_code);
        are_codes && condition.is_empty() && *same == action
    });
    match same {
        Some(place) => {
            arms[place].0.extend(patterns);
            // The arm without a condition takes all that is left of its statuses.
            arms.splice(place..place, own);
        }
        None => {
            arms.extend(own);
            arms.push((patterns, String::new(), action));
        }
    }
}

/// The pattern of statuses in a match that has an arm for each of the variants. A range begins after the
/// first codes that have arms of their own, since Clippy refuses ranges that overlap at the start.
fn pattern_among(statuses: &Statuses, all: &[&ErrorVariant]) -> String {
    let Statuses::Range(first) = statuses else {
        return pattern(statuses);
    };
    let start = u16::from(*first) * 100;
    let is_own = |code: &u16| {
        let own = Statuses::Code(*code);
        all.iter().any(|variant| variant.statuses == own)
    };
    let start = (start..start + 99).find(|code| !is_own(code));
    format!("{}..={first}99", start.unwrap_or_default())
}

/// An arm of a match.
fn arm(pattern: &str, mut value: Vec<String>) -> Vec<String> {
    if let Some(first) = value.first_mut() {
        *first = format!("{pattern} => {first}");
    }
    if let Some(last) = value.last_mut() {
        last.push(',');
    }
    value
}
