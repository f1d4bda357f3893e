//! What a call gives when it succeeds.

use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::gaps::{self, Gaps, Reason};
use super::{body, pages};
use crate::api::{Answer, Codec, Gap, Success, Type};
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{Content, Operation, Response, Status};

/// What a call reads, and what it asks for.
pub(super) struct Read {
    pub success: Success,
    /// The media types that the client reads, in the order of the document.
    pub accept: String,
}

/// An answer and its status.
type Answered<'o, 's> = (Status, &'o Response<'s>);

/// The answers of a success: those with a 2xx status, else the default.
fn successful<'o, 's>(operation: &'o Operation<'s>) -> Vec<Answered<'o, 's>> {
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

/// The one body that the successful answers describe.
pub(super) fn success<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Result<Read, Reason> {
    note_others(lowering, operation);
    let answers = successful(operation);
    let has_body = |(_, answer): &Answered<'_, '_>| !answer.content.is_empty();
    let (with, without): (Vec<_>, Vec<_>) = answers.into_iter().partition(has_body);
    // Each answer has its types, whichever of them comes first.
    let mut given = Vec::new();
    let mut accepted: Vec<&str> = Vec::new();
    for (_, answer) in &with {
        let hint = hint.then("response");
        given.push(one(lowering, &answer.content, &hint, gaps, &mut accepted));
    }
    if given.iter().any(|answer| *answer != given[0]) {
        return Err(Reason::new(
            Gap::plain("successful answers with several bodies"),
            format!(
                "its successful answers have several bodies: {}",
                listed(&with)
            ),
            ONE_BODY,
        ));
    }
    let found = given.into_iter().next();
    if found.is_some() && !without.is_empty() {
        let (with, without) = (listed(&with), listed(&without));
        return Err(Reason::new(
            Gap::plain("successful answers with and without a body"),
            format!("its successful answers have a body, {with}, and none, {without}"),
            ONE_BODY,
        ));
    }
    let is_header = |name: &&str| name.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    accepted.retain(is_header);
    let accept = match accepted.is_empty() {
        true => "*/*".to_owned(),
        false => accepted.join(", "),
    };
    let success = found.map_or(Success::Nothing, Success::One);
    Ok(Read { success, accept })
}

/// A way out where the successful answers differ.
const ONE_BODY: &str = "describe one body for all statuses of success, in an overlay for instance";

/// `200` as `application/json`, for each answer.
fn listed(answers: &[Answered<'_, '_>]) -> String {
    let words = answers.iter().map(|(status, answer)| {
        let media = answer.content.iter();
        let media = media.map(|content| format!("`{}`", content.name.escape_debug()));
        match answer.content.is_empty() {
            true => format!("for `{status}`"),
            false => format!(
                "for `{status}` as {}",
                media.collect::<Vec<_>>().join(" or ")
            ),
        }
    });
    words.collect::<Vec<_>>().join(", ")
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

/// The answer in the first media type that is typed: JSON, else text, else any bytes. `accepted` are
/// the media types that the client asks for.
fn one<'s>(
    lowering: &mut Lowering<'_, 's>,
    contents: &[Content<'s>],
    hint: &Hint,
    gaps: &mut Gaps,
    accepted: &mut Vec<&'s str>,
) -> Answer {
    let mut all = contents.iter();
    let json = all.find(|content| body::holds_json(lowering, content));
    let answer = match json {
        Some(content) => Answer {
            codec: Codec::Json,
            ty: body::json_type(lowering, content, Use::RECEIVED, hint),
        },
        None if contents.iter().any(is_text) => Answer {
            codec: Codec::Text,
            ty: Type::String,
        },
        None => Answer {
            codec: Codec::Bytes,
            ty: Type::Binary,
        },
    };
    for content in contents {
        let is_read = match answer.codec {
            Codec::Json => json.is_some_and(|json| body::is_same_json(lowering, json, content)),
            Codec::Text => is_text(content),
            _ => true,
        };
        if is_read {
            let media = content.media.as_ref();
            let name = match media {
                Some(media) if answer.codec == Codec::Json && !media.is_json() => {
                    "application/json"
                }
                Some(_) => content.name.trim(),
                None => continue,
            };
            if !accepted.contains(&name) {
                accepted.push(name);
            }
        }
        note_unread(lowering, content, answer.codec, is_read, gaps);
        if is_read && answer.codec == Codec::Text {
            gaps::note_typed_text(lowering, content);
        }
        if let Some(node) = content.node.get("encoding") {
            let message = "`encoding` of an answer has no effect on the client";
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, node, message).once());
        }
    }
    answer
}

/// Whether a body is read as one text. A sequence has no end, so it is read as its bytes arrive.
fn is_text(content: &Content<'_>) -> bool {
    let is_text = |media: &MediaType| (media.is_text() && !media.is_sequence()) || media.is_xml();
    content.media.as_ref().is_some_and(is_text)
}

/// Reports a media type that the client does not read, or not as its schema says.
fn note_unread(
    lowering: &mut Lowering<'_, '_>,
    content: &Content<'_>,
    codec: Codec,
    is_read: bool,
    gaps: &mut Gaps,
) {
    let name = content.name;
    let is_sequence = content.media.as_ref().is_some_and(MediaType::is_sequence);
    let (message, label) = match codec {
        _ if !is_read => {
            let instead = match codec {
                Codec::Json => "the answer is read as JSON",
                _ => "the answer is read as a text",
            };
            (format!("the answer is not read as `{name}`"), instead)
        }
        Codec::Text if gaps::is_xml_object(lowering, content) => (
            format!("the answer is a text in `{name}`"),
            "XML is not read: the caller is given its text",
        ),
        Codec::Bytes if is_sequence => (
            format!("the items of `{name}` are not read one by one"),
            "the caller is given the bytes as they arrive",
        ),
        _ => return,
    };
    let what = match is_sequence {
        true => "the answer as a stream of",
        false => "the answer as",
    };
    let found = lowering
        .report
        .at_key(Code::UnusedMedia, content.node, message);
    let gap = gaps::in_media(what, content);
    gaps.add(lowering, gap, found.label(label).once());
}

/// Whether an answer is a list, or an object around the list that the path names.
pub(super) fn is_list(lowering: &Lowering<'_, '_>, path: &str, success: &Success) -> bool {
    let Success::One(Answer { ty, .. }) = success else {
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
