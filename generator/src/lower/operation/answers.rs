//! What a call gives when it succeeds: a reading for awaiting it, and one for each further media type.

mod media;
mod statuses;

use self::media::Way;
pub(super) use self::media::is_text;
pub(super) use self::statuses::{boxed, described_as, name_of_status, statuses};
use super::super::context::Lowering;
use super::super::hint::Hint;
use super::super::{docs, names};
use super::gaps::Gaps;
use super::pages;
use super::streams::Declared;
use crate::api::{Answer, Docs, OtherReading, Reading, Success, Switch, Type};
use crate::diagnostic::Code;
use crate::openapi::{Location, Operation, Parameter, Response, Status};

/// The ways to read the answers of an operation.
pub(super) struct Read {
    /// What awaiting a request gives.
    pub answer: Reading,
    /// Whether the server may say that the answer is still the one that the caller has.
    pub conditional: bool,
    /// The others. Their names are those that they would take.
    pub others: Vec<OtherReading>,
}

/// An answer, its statuses, and the ways to read it; none for one without a body.
struct Answered<'o, 's> {
    status: Status,
    response: &'o Response<'s>,
    ways: Vec<Way<'s>>,
}

/// The answers of a success.
pub(super) fn read<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
    declared: &Declared<'s>,
    gaps: &mut Gaps,
) -> Read {
    note_others(lowering, operation);
    let mut answered = Vec::new();
    for (status, response) in successful(operation) {
        let ways = match operation.method {
            // RFC 9110 §9.3.2: an answer to HEAD has no body.
            "HEAD" => {
                note_head(lowering, response);
                Vec::new()
            }
            _ => {
                let hint = statuses::hint(hint, status, answered.is_empty());
                media::ways(lowering, response, &hint, declared, gaps)
            }
        };
        answered.push(Answered {
            status,
            response,
            ways,
        });
    }
    let answer = reading(lowering, &answered, None);
    let mut others: Vec<OtherReading> = Vec::new();
    let further = answered.iter().flat_map(|one| one.ways.iter().skip(1));
    for way in further {
        if others.iter().all(|other| other.media != way.essence) {
            let reading = reading(lowering, &answered, Some(&way.essence));
            others.push(OtherReading {
                name: names::snake(&way.essence),
                docs: docs_of(&way.essence, &reading),
                media: way.essence.clone(),
                reading,
            });
        }
    }
    Read {
        conditional: is_conditional(operation)
            && !answer.success.is_open()
            && answer.success != Success::Nothing,
        answer,
        others,
    }
}

/// Whether the description speaks of status 304, or of what leads to it.
fn is_conditional(operation: &Operation<'_>) -> bool {
    let is_unchanged = |(status, _): &(Status, Response<'_>)| *status == Status::Code(304);
    let takes_tag = |parameter: &Parameter<'_>| {
        parameter.location == Location::Header
            && parameter.name.eq_ignore_ascii_case("if-none-match")
    };
    operation.method == "GET"
        && (operation.responses.iter().any(is_unchanged)
            || operation.parameters.iter().any(takes_tag))
}

/// The answers of a success: those with a 2xx status, else the default.
pub(super) fn successful<'o, 's>(operation: &'o Operation<'s>) -> Vec<(Status, &'o Response<'s>)> {
    let of = |fits: &dyn Fn(&Status) -> bool| {
        let answers = operation.responses.iter();
        let fitting = answers.filter(|(status, _)| fits(status));
        let fitting = fitting.map(|(status, answer)| (*status, answer));
        fitting.collect::<Vec<_>>()
    };
    let answers = of(&|status| matches!(status, Status::Code(200..=299) | Status::Range(2)));
    match answers.is_empty() {
        true => of(&|status| *status == Status::Default),
        false => answers,
    }
}

/// A reading that takes each answer in the media type that is wanted, where it has that; else in the
/// first one.
fn reading(
    lowering: &Lowering<'_, '_>,
    answered: &[Answered<'_, '_>],
    wanted: Option<&str>,
) -> Reading {
    let mut accepted: Vec<&str> = Vec::new();
    let mut chosen = Vec::new();
    for one in answered {
        let is_wanted = |way: &&Way<'_>| Some(way.essence.as_str()) == wanted;
        let way = one.ways.iter().find(is_wanted);
        // What comes in another media type is not asked for, since a server could prefer it.
        let asked = way.or(one.ways.first().filter(|_| wanted.is_none()));
        for media in asked.iter().flat_map(|way| &way.accepted) {
            if !accepted.contains(media) {
                accepted.push(media);
            }
        }
        let way = way.or(one.ways.first());
        chosen.push((one, way.map(|way| way.answer.clone())));
    }
    let accept = match accepted.is_empty() {
        true => "*/*".to_owned(),
        false => accepted.join(", "),
    };
    let success = statuses::success(lowering, &chosen);
    Reading { accept, success }
}

/// What a method says of the media type that it asks for.
fn docs_of(media: &str, reading: &Reading) -> Docs {
    let media = docs::code(media);
    let text = match is_stream(reading) {
        false => format!("Sends this for the answer in {media}."),
        true => format!("Sends this for the answer in {media}, whose items come as they arrive."),
    };
    Docs {
        blocks: vec![docs::sentence(text)],
    }
}

/// Lets the methods whose answers are streams set the boolean that asks for one; whether there are any.
pub(super) fn set(others: &mut [OtherReading], switch: &Switch) -> bool {
    let streams = others.iter_mut().filter(|other| is_stream(&other.reading));
    let streams = streams.map(|other| {
        let (media, key) = (docs::code(&other.media), docs::code(&switch.key));
        let text = format!(
            "Sends this with {key} set to true, for the answer in {media}, whose items come as they arrive."
        );
        other.docs.blocks = vec![docs::sentence(text)];
    });
    streams.count() > 0
}

/// Whether an answer that is read so may be a stream.
fn is_stream(reading: &Reading) -> bool {
    reading.success.answers().any(Answer::is_stream)
}

/// Notes the bodies of answers that are neither a success nor an error.
fn note_others(lowering: &Lowering<'_, '_>, operation: &Operation<'_>) {
    let is_other = |status: &Status| {
        matches!(
            status,
            Status::Code(..200 | 300..400) | Status::Range(1 | 3)
        )
    };
    let others = operation.responses.iter();
    let others = others.filter(|(status, _)| is_other(status));
    for content in others.flat_map(|(_, answer)| &answer.content) {
        let report = lowering.report;
        let message = "the body of an answer that is neither a success nor an error has no type";
        report.add(report.at_key(Code::Inert, content.node, message).once());
    }
}

/// Notes the bodies of answers that have none.
fn note_head(lowering: &Lowering<'_, '_>, response: &Response<'_>) {
    for content in &response.content {
        let report = lowering.report;
        let message = "an answer to `HEAD` has no body";
        report.add(report.at_key(Code::Inert, content.node, message).once());
    }
}

/// Whether an answer is a list, or an object around the list that the path names.
pub(super) fn is_list(lowering: &Lowering<'_, '_>, path: &str, success: &Success) -> bool {
    let Success::One(Answer::Json(ty)) = success else {
        return false;
    };
    let mut ty = ty;
    while let Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) = ty {
        ty = inner;
    }
    match ty {
        Type::List(_) => true,
        Type::Named(id) => {
            let def = lowering.types.def(*id);
            pages::list_field(def).is_some() || pages::holds_list_of(def, path)
        }
        _ => false,
    }
}
