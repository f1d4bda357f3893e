//! The ways to read one answer: one for each media type, but JSON of one schema is one.

use super::super::super::context::Lowering;
use super::super::super::drafts::Use;
use super::super::super::hint::Hint;
use super::super::super::names;
use super::super::content::{
    has_same_schemas, holds_json, holds_text, is_header, is_same_json, is_same_xml,
    is_text_of_any_kind, json_type, typed_by,
};
use super::super::gaps::{self, Gaps};
use super::super::shared;
use super::super::streams::{self, Declared};
use crate::api::{Answer, XmlElementId};
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{Content, Response, Status};
use crate::schemas::Direction;

/// A way to read an answer.
pub(super) struct Way<'s> {
    /// What tells the media type from others: the essence, and parameters that name another form of it.
    pub media: String,
    /// The media types that are asked for, as the document writes them.
    pub accepted: Vec<&'s str>,
    pub answer: Answer,
}

impl Way<'_> {
    /// Awaiting a request gives the way of the lowest rank.
    pub fn rank(&self) -> u8 {
        match self.answer {
            Answer::Json(_) => 0,
            Answer::Xml(..) => 1,
            Answer::Text => 2,
            Answer::Download => 3,
            // Where an answer may be whole, a stream is asked for.
            Answer::Events(_) | Answer::Items(_) => 4,
        }
    }
}

/// The contents of an operation's answers, so that the same schema under a second status has the same type.
pub(super) struct Typed<'o, 's> {
    /// All of them.
    all: Vec<(Status, &'o Content<'s>)>,
    /// Those that have a type by now.
    known: Vec<(&'o Content<'s>, Answer)>,
}

impl<'o, 's> Typed<'o, 's> {
    pub fn new(responses: &[(Status, &'o Response<'s>)]) -> Self {
        let all = responses.iter().flat_map(|(status, response)| {
            let contents = response.content.iter();
            contents.map(|content| (*status, content))
        });
        Self {
            all: all.collect(),
            known: Vec::new(),
        }
    }
}

/// The ways to read an answer, in the order of the document.
pub(super) fn ways<'o, 's>(
    lowering: &mut Lowering<'_, 's>,
    response: &'o Response<'s>,
    hint: &Hint,
    declared: &Declared<'s>,
    typed: &mut Typed<'o, 's>,
    gaps: &mut Gaps,
) -> Vec<Way<'s>> {
    let mut ways: Vec<Way<'s>> = Vec::new();
    let mut json: Vec<(&Content<'s>, usize)> = Vec::new();
    let mut xml: Vec<(&Content<'s>, usize)> = Vec::new();
    for content in &response.content {
        let sequence = content.media.as_ref().and_then(MediaType::sequence);
        if sequence.is_none() {
            gaps::note_inert(lowering, content, "an answer");
        }
        let is_json = sequence.is_none()
            && !is_text_of_any_kind(lowering, content)
            && holds_json(lowering, content);
        let mut same = json.iter();
        let same = same.find(|(first, _)| is_one_way(lowering, first, content));
        if let (true, Some((first, way))) = (is_json, same) {
            if first.identity() != content.identity() {
                ways[*way].accepted.extend(accepted(content, true));
            }
            continue;
        }
        let media = content.identity();
        let mut same = xml.iter();
        if let Some((_, way)) = same.find(|(first, _)| is_same_xml(lowering, first, content)) {
            ways[*way].accepted.extend(accepted(content, false));
            continue;
        }
        if ways.iter().any(|way| way.media == media) {
            note_repeated(lowering, content);
            continue;
        }
        let known = typed.known.iter().find(|(first, answer)| {
            let is_same_kind = match answer {
                Answer::Json(_) => is_json,
                Answer::Xml(..) => first.identity() == media,
                answer => answer.is_stream() && first.identity() == media,
            };
            is_same_kind && has_same_schemas(lowering, first, content)
        });
        let answer = if let Some((_, answer)) = known {
            answer.clone()
        } else if is_json {
            let of_first = || {
                let own = shared::hint(lowering, response, "response");
                own.unwrap_or_else(|| hint.then("response"))
            };
            let hint = match json.is_empty() {
                true => of_first(),
                false => hint.then(&names::of_media(&media)).then("response"),
            };
            let typed_by = typed_by(lowering, content, typed.all.iter().copied());
            Answer::Json(json_type(lowering, typed_by, Use::RECEIVED, &hint))
        } else if let Some(sequence) = sequence {
            streams::answer(lowering, content, sequence, hint, declared)
        } else if let Some(Ok(element)) = element(lowering, content, hint) {
            let hint = match ways.is_empty() {
                true => hint.then("response"),
                false => hint.then(&names::of_media(&media)).then("response"),
            };
            xml.push((content, ways.len()));
            let typed_by = typed_by(lowering, content, typed.all.iter().copied());
            let ty = json_type(lowering, typed_by, Use::RECEIVED, &hint);
            Answer::Xml(ty, element)
        } else if holds_text(lowering, content) || is_text_of_any_kind(lowering, content) {
            note_text(lowering, content, hint, gaps);
            Answer::Text
        } else {
            let label = "it is not read: the caller is given its bytes";
            let words = ("the answer is bytes", "a type for the answer as", label);
            gaps::note_bytes(lowering, content, gaps, words);
            Answer::Download
        };
        if is_json {
            json.push((content, ways.len()));
        }
        typed.known.push((content, answer.clone()));
        ways.push(Way {
            media,
            accepted: accepted(content, is_json).into_iter().collect(),
            answer,
        });
    }
    ways
}

/// Whether JSON in two media types is read in one way. A parameter may name another form of the answer,
/// which is asked for by itself.
fn is_one_way(lowering: &Lowering<'_, '_>, first: &Content<'_>, other: &Content<'_>) -> bool {
    let is_plain = |content: &Content<'_>| content.identity() == content.essence();
    is_same_json(lowering, first, other)
        && (first.identity() == other.identity() || is_plain(first) && is_plain(other))
}

/// How `Accept` has a media type; `None` for one that no header can hold.
pub(super) fn accepted<'s>(content: &Content<'s>, is_json: bool) -> Option<&'s str> {
    let media = content.media.as_ref()?;
    if is_json && !media.is_json() {
        return Some("application/json");
    }
    Some(content.name.trim()).filter(|name| is_header(name))
}

/// The element that an answer in XML is.
fn element(
    lowering: &mut Lowering<'_, '_>,
    content: &Content<'_>,
    hint: &Hint,
) -> Option<Result<XmlElementId, String>> {
    gaps::element(lowering, content, Direction::Received, &hint.name())
}

fn note_text(lowering: &mut Lowering<'_, '_>, content: &Content<'_>, hint: &Hint, gaps: &mut Gaps) {
    gaps::note_typed_text(lowering, content);
    if let Some(Err(why)) = element(lowering, content, hint) {
        let message = format!("the answer is a text in `{}`", content.name);
        let report = lowering.report;
        let found = report.at_key(Code::UnusedMedia, content.node, message);
        let found = found.label("its schema is not read: the caller is given its text");
        let found = found.help(why);
        let gap = gaps::in_media("a type for the answer as", content);
        gaps.add(lowering, gap, found.once());
    }
}

/// Notes a media type that differs from one before in its parameters alone.
fn note_repeated(lowering: &Lowering<'_, '_>, content: &Content<'_>) {
    let message = format!("`{}` is asked for in another form alone", content.name);
    let report = lowering.report;
    let found = report.at_key(Code::UnusedMedia, content.node, message);
    report.add(found.label("the media type is described twice").once());
}
