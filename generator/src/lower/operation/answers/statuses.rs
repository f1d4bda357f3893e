//! Answers by status: one type where all successes have the same, else an enum.

use super::super::super::context::Lowering;
use super::super::super::hint::Hint;
use super::super::super::{docs, names};
use super::Answered;
use crate::api::{Answer, Block, ByStatus, Docs, StatusVariant, Statuses, Success, Type};
use crate::openapi::{Response, Status};

/// The names of statuses (the registry of IANA). A few have the names of the crate `http`, which users know.
const NAMES: &[(u16, &str)] = &[
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
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "PayloadTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableEntity"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (510, "NotExtended"),
    (511, "NetworkAuthenticationRequired"),
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
    let all: Vec<Status> = group.iter().map(|answered| answered.status).collect();
    let name = group.first().map(|first| name_of_status(first.status));
    // Statuses of one description are told together.
    let mut told: Vec<(&Response<'_>, Vec<Status>)> = Vec::new();
    for answered in group {
        let response = answered.response;
        let is_same = |known: &Response<'_>| known.description == response.description;
        match told.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, statuses)) => statuses.push(answered.status),
            None => told.push((response, vec![answered.status])),
        }
    }
    let told = told
        .iter()
        .map(|(response, statuses)| described_as(lowering, statuses, "", response));
    let docs = told.reduce(|mut docs, more| {
        docs.blocks.extend(more.blocks);
        docs
    });
    StatusVariant {
        name: name.unwrap_or_default(),
        docs: docs.unwrap_or_default(),
        statuses: all.into_iter().map(statuses).collect(),
        answer: answer.map(|answer| boxed(lowering, answer)),
    }
}

/// The statuses of an answer.
pub(in super::super) fn statuses(status: Status) -> Statuses {
    match status {
        Status::Code(code) => Statuses::Code(code),
        Status::Range(first) => Statuses::Range(first),
        Status::Default => Statuses::Others,
    }
}

/// The documentation of a variant: its statuses, what `within` adds to them, and the description.
pub(in super::super) fn described_as(
    lowering: &Lowering<'_, '_>,
    statuses: &[Status],
    within: &str,
    response: &Response<'_>,
) -> Docs {
    let words = statuses.iter().map(|status| match status {
        Status::Default => "any other status".to_owned(),
        status => docs::code(&self::statuses(*status).to_string()),
    });
    let mut words = words.collect::<Vec<_>>().join(", ");
    if words.starts_with("any") {
        words.replace_range(..1, "A");
    }
    let base = lowering.link_base.as_deref();
    let mut found = docs::docs(response.description.unwrap_or(""), base);
    docs::first(&mut found);
    match found.blocks.first_mut() {
        Some(Block::Text(text, 0)) => *text = format!("{words}{within}: {text}"),
        _ => found
            .blocks
            .insert(0, docs::sentence(format!("{words}{within}."))),
    }
    found
}

/// An object is boxed, as in every union, so that the enum is not as large as its largest variant.
pub(in super::super) fn boxed(lowering: &Lowering<'_, '_>, answer: &Answer) -> Answer {
    match answer {
        Answer::Json(ty @ Type::Named(id)) if lowering.types.is_struct(*id) => {
            Answer::Json(Type::Boxed(Box::new(ty.clone())))
        }
        Answer::Xml(ty @ Type::Named(id), element) if lowering.types.is_struct(*id) => {
            Answer::Xml(Type::Boxed(Box::new(ty.clone())), *element)
        }
        answer => answer.clone(),
    }
}

/// The name of a variant.
pub(in super::super) fn name_of_status(status: Status) -> String {
    let known = |code: u16| NAMES.iter().find(|(known, _)| *known == code);
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
