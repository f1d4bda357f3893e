//! Answers by status: one type where all successes have the same, else an enum.

use super::super::super::context::Lowering;
use super::super::super::hint::Hint;
use super::super::super::{docs, names};
use super::Answered;
use crate::api::{Answer, Block, ByStatus, StatusVariant, Statuses, Success, Type};
use crate::openapi::Status;

/// The names of the statuses of a success (RFC 9110 §15.3, and the registry of IANA).
const SUCCESSES: &[(u16, &str)] = &[
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritative"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
];

/// What a success gives, of answers that are read in one way each.
pub(super) fn success(
    lowering: &Lowering<'_, '_>,
    answers: &[(&Answered<'_, '_>, Option<Answer>)],
) -> Success {
    let mut groups: Vec<(Vec<&Answered<'_, '_>>, &Option<Answer>)> = Vec::new();
    for (answered, answer) in answers {
        match groups.iter_mut().find(|(_, known)| *known == answer) {
            Some((group, _)) => group.push(answered),
            None => groups.push((vec![answered], answer)),
        }
    }
    match groups.as_slice() {
        [] | [(_, None)] => Success::Nothing,
        [(_, Some(answer))] => Success::One(answer.clone()),
        groups => Success::ByStatus(ByStatus {
            // Named once the request is.
            name: String::new(),
            is_defined: true,
            variants: groups
                .iter()
                .map(|(group, answer)| variant(lowering, group, answer.as_ref()))
                .collect(),
        }),
    }
}

fn variant(
    lowering: &Lowering<'_, '_>,
    group: &[&Answered<'_, '_>],
    answer: Option<&Answer>,
) -> StatusVariant {
    let statuses = group.iter().map(|answered| match answered.status {
        Status::Code(code) => Statuses::Code(code),
        Status::Range(first) => Statuses::Range(first),
        Status::Default => Statuses::Others,
    });
    let words = group.iter().map(|answered| match answered.status {
        Status::Default => "any other status".to_owned(),
        status => docs::code(&status.to_string()),
    });
    let words = words.collect::<Vec<_>>().join(", ");
    let name = group.first().map(|first| name_of_status(first.status));
    let mut found = docs::docs(
        group
            .first()
            .and_then(|first| first.response.description)
            .unwrap_or(""),
        lowering.link_base.as_deref(),
    );
    found.blocks.truncate(1);
    match found.blocks.first_mut() {
        Some(Block::Text(text, _)) => *text = format!("{words}: {text}"),
        _ => found.blocks.insert(0, docs::sentence(format!("{words}."))),
    }
    StatusVariant {
        name: name.unwrap_or_default(),
        docs: found,
        statuses: statuses.collect(),
        answer: answer.map(|answer| boxed(lowering, answer)),
    }
}

/// An object is boxed, as in every union, so that the enum is not as large as its largest variant.
fn boxed(lowering: &Lowering<'_, '_>, answer: &Answer) -> Answer {
    match answer {
        Answer::Json(ty @ Type::Named(id)) if lowering.types.is_struct(*id) => {
            Answer::Json(Type::Boxed(Box::new(ty.clone())))
        }
        answer => answer.clone(),
    }
}

/// The name of a variant.
fn name_of_status(status: Status) -> String {
    let known = |code: u16| SUCCESSES.iter().find(|(known, _)| *known == code);
    match status {
        Status::Code(code) => match known(code) {
            Some((_, name)) => (*name).to_owned(),
            None => format!("Status{code}"),
        },
        Status::Range(first) => format!("Status{first}xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// What the types of an answer are named for: the first one for the operation alone, so that a second
/// status changes nothing.
pub(super) fn hint(hint: &Hint, status: Status, is_first: bool) -> Hint {
    match is_first {
        true => hint.clone(),
        false => hint.then(&names::snake(&name_of_status(status))),
    }
}
