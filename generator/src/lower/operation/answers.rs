//! What a call gives when it succeeds: a reading for awaiting it, and one for each further media type.

mod media;
mod statuses;

use self::media::{Typed, Way};
pub(super) use self::statuses::{boxed, described_as, name_of_status, statuses};
use super::super::context::Lowering;
use super::super::docs;
use super::super::hint::Hint;
use super::errors::is_error;
use super::gaps::Gaps;
use super::streams::Declared;
use super::{content, pages};
use crate::api::{self, Answer, Block, Docs, Gap, OtherReading, Reading, Success, Switch, Type};
use crate::diagnostic::Code;
use crate::media::MediaType;
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
    path: &str,
    operation: &Operation<'s>,
    hint: &Hint,
    declared: &Declared<'s>,
    gaps: &mut Gaps,
) -> Read {
    note_others(lowering, operation);
    note_undescribed(lowering, operation);
    if is_redirected(operation) && operation.method != "HEAD" {
        return redirected(lowering, operation);
    }
    let mut answered = Vec::new();
    let responses = successful(operation);
    let mut typed = Typed::new(&responses);
    for (status, response) in responses {
        if response.is_lost && !response.content.is_empty() {
            gaps.keep(Gap::of(
                "a type for the answer",
                statuses(status).to_string(),
            ));
        }
        let ways = match without_body(operation, status) {
            Some(what) => {
                note_no_body(lowering, response, &what);
                Vec::new()
            }
            None => {
                let hint = statuses::hint(hint, status, answered.is_empty());
                let mut ways = media::ways(lowering, response, &hint, declared, &mut typed, gaps);
                let names = &lowering.names;
                let (method, key) = (operation.method, statuses(status).to_string());
                let awaited = names.awaited(method, path, &key);
                ways.sort_by_key(Way::rank);
                // What callers ask for by its name is not what they await, also where an earlier generator wrote down no
                // more than the name.
                let first = (0..ways.len()).min_by_key(|index| {
                    let way = &ways[*index];
                    let is_named = names.had_reading(method, path, &way.media);
                    let is_other = awaited != Some(&*way.media);
                    (is_other || is_named, way.rank(), is_named)
                });
                if let Some(first) = first {
                    let way = ways.remove(first);
                    names.note_awaited(method, path, &key, &way.media);
                    ways.insert(0, way);
                }
                ways
            }
        };
        answered.push(Answered {
            status,
            response,
            ways,
        });
    }
    let errors = accepted_errors(lowering, operation, &answered);
    let answer = reading(lowering, &answered, None, &errors);
    let mut others: Vec<OtherReading> = Vec::new();
    let further = answered.iter().flat_map(|one| one.ways.iter().skip(1));
    for way in further {
        if others.iter().all(|other| other.media != way.media) {
            let reading = reading(lowering, &answered, Some(&way.media), &errors);
            let has_response = matches!(&reading.success, Success::One(answer) if answer.is_open());
            others.push(OtherReading {
                name: String::new(),
                with_response: (!has_response).then(String::new),
                docs: docs_of(&way.media, &reading),
                media: way.media.clone(),
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

/// Whether the description has status 304, or a parameter that leads to it.
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
    let has_success = has_success(operation);
    let answers = operation.responses.iter();
    let answers = answers.filter(|(status, _)| match has_success {
        true => status.is_success(),
        false => *status == Status::Default,
    });
    let answers = answers.map(|(status, answer)| (*status, answer));
    answers.collect()
}

/// Whether a success has a status of its own, so that the default is an error. A redirect leads to a
/// success.
pub(super) fn has_success(operation: &Operation<'_>) -> bool {
    let mut statuses = operation.responses.iter().map(|(status, _)| *status);
    statuses.any(|status| status.is_success() || status.is_redirect())
}

/// Whether an operation describes redirects and no other success.
fn is_redirected(operation: &Operation<'_>) -> bool {
    has_success(operation) && successful(operation).is_empty()
}

/// The documentation of an answer that is a redirect.
pub(super) fn docs_of_redirect(operation: &Operation<'_>) -> Option<Block> {
    let text = "It answers with a redirect, which is followed; to another host without credentials and \
                without headers of yours.";
    is_redirected(operation).then(|| docs::sentence(text))
}

/// Whether the body of a `GET` is not described, although its status has one: frameworks leave it out for files and
/// where a handler has no type.
fn is_undescribed(operation: &Operation<'_>) -> bool {
    let responses = successful(operation);
    let has_body = |status: &Status| matches!(status, Status::Code(200 | 203 | 206));
    operation.method == "GET"
        && responses.iter().any(|(status, _)| has_body(status))
        && responses
            .iter()
            .all(|(_, response)| response.content.is_empty())
}

fn note_undescribed(lowering: &Lowering<'_, '_>, operation: &Operation<'_>) {
    if is_undescribed(operation) {
        let report = lowering.report;
        let message = "the body of an answer is not described, and is not read";
        let found = report.at_key(Code::UndescribedAnswer, operation.node, message);
        let help = "`raw_response` gives its bytes; `content` describes it, here or in an overlay";
        report.add(found.help(help).once());
    }
}

/// The documentation of an answer whose body is not described.
pub(super) fn docs_of_undescribed(operation: &Operation<'_>) -> Option<Block> {
    let text = "The description has no body for its answer; `raw_response` gives the bytes of one.";
    is_undescribed(operation).then(|| docs::sentence(text))
}

/// What an operation gives that answers with a redirect, such as GitHub's archives: the client follows
/// one to the same host, and what comes is not described.
fn redirected(lowering: &Lowering<'_, '_>, operation: &Operation<'_>) -> Read {
    let report = lowering.report;
    let message = "the operation describes only redirects: what one to the same host leads to is read as bytes, any other is an error";
    report.add(report.at_key(Code::Redirected, operation.node, message));
    Read {
        answer: Reading {
            accept: ANYTHING.to_owned(),
            success: Success::One(Answer::Download),
        },
        conditional: false,
        others: Vec::new(),
    }
}

/// The header `Accept` where no media type is described.
const ANYTHING: &str = "*/*";

/// A reading that takes each answer in the media type that is wanted, where it has that; else in the
/// first one.
fn reading(
    lowering: &Lowering<'_, '_>,
    answered: &[Answered<'_, '_>],
    wanted: Option<&str>,
    errors: &[String],
) -> Reading {
    let mut accepted: Vec<&str> = Vec::new();
    let mut chosen = Vec::new();
    for one in answered {
        let is_wanted = |way: &&Way<'_>| Some(way.media.as_str()) == wanted;
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
    let is_json = |media: &str| MediaType::parse(media).is_some_and(|media| media.is_json());
    // What is asked for comes first, whichever status has it, and else JSON.
    accepted.sort_by_key(|media| match wanted {
        Some(wanted) => *media != wanted,
        None => !is_json(media),
    });
    let success = statuses::success(lowering, &chosen);
    Reading {
        accept: accept(&accepted, errors),
        success,
    }
}

/// The header `Accept`. A server that chooses takes what has no weight first (RFC 9110 §12.4.2).
fn accept(successes: &[&str], errors: &[String]) -> String {
    let weighed = |media: &str| format!("{media};q=0.9");
    match (successes, errors) {
        ([], []) => ANYTHING.to_owned(),
        // Errors alone have a body. A success that has one after all may be anything.
        ([], errors) => format!("{}, {}", errors.join(", "), weighed(ANYTHING)),
        (successes, errors) => {
            let successes = successes.iter().map(|media| (*media).to_owned());
            let errors = errors.iter().map(|media| weighed(media));
            successes.chain(errors).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The media types in which errors alone come, JSON first. One in which a success comes too is left out: where it is
/// not asked for, a server could prefer it.
fn accepted_errors(
    lowering: &mut Lowering<'_, '_>,
    operation: &Operation<'_>,
    answered: &[Answered<'_, '_>],
) -> Vec<String> {
    // Errors of `HEAD` have no body; a body that is not described may be anything.
    if operation.method == "HEAD" || is_undescribed(operation) {
        return Vec::new();
    }
    let ways = answered.iter().flat_map(|one| &one.ways);
    let successes = ways.flat_map(|way| &way.accepted);
    let successes: Vec<MediaType> = successes
        .filter_map(|media| MediaType::parse(media))
        .collect();
    let errors = operation.responses.iter();
    let errors = errors.filter(|(status, _)| is_error(*status));
    let mut accepted: Vec<MediaType> = Vec::new();
    for content in errors.flat_map(|(_, response)| &response.content) {
        let is_json = content::holds_json(lowering, content);
        let media = media::accepted(content, is_json).and_then(MediaType::parse);
        let is_new = |media: &MediaType| {
            let known = successes.iter().chain(&accepted);
            media.essence() != ANYTHING && !known.into_iter().any(|known| known.covers(media))
        };
        accepted.extend(media.filter(is_new));
    }
    accepted.sort_by_key(|media| !media.is_json());
    accepted.iter().map(MediaType::essence).collect()
}

/// The documentation of the media type that a method asks for.
fn docs_of(media: &str, reading: &Reading) -> Docs {
    let media = docs::code(media);
    let text = match reading.is_stream() {
        false => format!("Sends this for the answer in {media}."),
        true => format!("Sends this for the answer in {media}, whose items come as they arrive."),
    };
    Docs {
        blocks: vec![docs::sentence(text)],
    }
}

/// Says which ways to read the answer set the boolean that asks for a stream; whether any does.
pub(super) fn set(
    awaited: &Reading,
    others: &mut [OtherReading],
    docs: &mut Docs,
    switch: &Switch,
) -> bool {
    let key = docs::code(&switch.key);
    let is_awaited = api::gives_stream(awaited, others);
    if is_awaited {
        let text = format!("It is sent with {key} set to true, since the answer is a stream.");
        docs.blocks.push(docs::sentence(text));
    }
    let streams = others.iter_mut().filter(|other| other.reading.is_stream());
    let streams = streams.map(|other| {
        let media = docs::code(&other.media);
        let text = format!(
            "Sends this with {key} set to true, for the answer in {media}, whose items come as they arrive."
        );
        other.docs.blocks = vec![docs::sentence(text)];
    });
    streams.count() > 0 || is_awaited
}

/// Notes the bodies of answers that are neither a success nor an error.
fn note_others(lowering: &Lowering<'_, '_>, operation: &Operation<'_>) {
    let is_other =
        |status: Status| !status.is_success() && !status.is_failure() && status != Status::Default;
    let others = operation.responses.iter();
    let others = others.filter(|(status, _)| is_other(*status));
    for content in others.flat_map(|(_, answer)| &answer.content) {
        let report = lowering.report;
        let message = "the body of an answer that is neither a success nor an error has no type";
        report.add(report.at_key(Code::Inert, content.node, message).once());
    }
}

/// Which answer has no body, whatever the description says (RFC 9110 §9.3.2, §15.3.5 and §15.3.6).
fn without_body(operation: &Operation<'_>, status: Status) -> Option<String> {
    match status {
        _ if operation.method == "HEAD" => Some("an answer to `HEAD`".to_owned()),
        Status::Code(code @ (204 | 205)) => Some(format!("an answer with the status {code}")),
        _ => None,
    }
}

/// Notes the bodies of answers that have none.
fn note_no_body(lowering: &Lowering<'_, '_>, response: &Response<'_>, what: &str) {
    let described = response.content.iter().filter(|_| !response.is_lost);
    for content in described {
        let report = lowering.report;
        let message = format!("{what} has no body");
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
