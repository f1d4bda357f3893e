//! The bodies of an operation's errors: one type where all have the same, else an enum by status. A
//! caller has the bytes of every other body.

use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::{docs, names};
use super::answers::{self, boxed, described_as};
use super::answers::{name_of_status, statuses};
use super::content::{
    has_same_schemas, holds_json, is_same_json, is_text, is_text_of_any_kind, json_type, typed_by,
};
use super::{gaps, shared};
use crate::api::{Answer, ErrorEnum, ErrorVariant, Errors, MediaBody, Type};
use crate::diagnostic::Code;
use crate::openapi::{Content, Operation, Response, Status};
use crate::schemas::Direction;

/// What a caller does with a body that has no type.
const BYTES: &str = "`Error::body` gives its bytes";

/// An error and the media types of its body that are read.
struct Described<'o, 's> {
    status: Status,
    response: &'o Response<'s>,
    contents: Vec<&'o Content<'s>>,
}

/// A body that is read in one way, whatever its status. JSON of one schema is one.
struct Kind<'o, 's> {
    form: Form,
    /// Whether it is named after a response that other operations may have too.
    is_shared: bool,
    /// The first content of it.
    content: &'o Content<'s>,
    hint: Hint,
}

/// What a body is, in the order in which the bodies of a status are tried.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Json,
    Xml,
    Text,
    Bytes,
}

impl Form {
    fn of(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> Self {
        if is_text_of_any_kind(lowering, content) {
            return Self::Text;
        }
        match holds_json(lowering, content) {
            true => Self::Json,
            false if gaps::is_element(lowering, content, Direction::Received) => Self::Xml,
            false if is_text(content) => Self::Text,
            false => Self::Bytes,
        }
    }
}

/// The errors of an operation.
pub(super) fn errors<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
) -> Errors {
    name_elements(lowering, operation, hint);
    let described = described(lowering, operation);
    let kinds = kinds(lowering, &described, hint);
    let answers: Vec<Answer> = kinds
        .iter()
        .map(|kind| match kind.form {
            Form::Text => Answer::Text,
            Form::Bytes => Answer::Download,
            Form::Json | Form::Xml => {
                let hint = match kinds.len() {
                    1 if !kind.is_shared => &hint.then("error"),
                    _ => &kind.hint,
                };
                let all = described.iter().flat_map(|error| {
                    error
                        .contents
                        .iter()
                        .map(|content| (error.status, *content))
                });
                let typed_by = typed_by(lowering, kind.content, all);
                let ty = json_type(lowering, typed_by, Use::RECEIVED, hint);
                let content = kind.content;
                match gaps::element(lowering, content, Direction::Received, &hint.name()) {
                    Some(Ok(element)) => Answer::Xml(ty, element),
                    _ => Answer::Json(ty),
                }
            }
        })
        .collect();
    let Some(first) = answers.first() else {
        return Errors::default();
    };
    let differ = answers.iter().any(|answer| answer != first);
    let mut variants = Vec::new();
    for error in &described {
        let bodies = error.contents.iter().map(|content| {
            let kind = kinds.iter().position(|kind| kind.is(lowering, content));
            (*content, answers[kind.unwrap_or(0)].clone())
        });
        let bodies: Vec<(&Content<'s>, Answer)> = bodies.collect();
        variants.extend(variants_of(lowering, error, bodies));
    }
    Errors {
        variants,
        // Named once the request is.
        by_status: differ.then(ErrorEnum::default),
    }
}

/// Calls the elements that errors are in XML after the operation: whoever asks for one first names it.
fn name_elements<'s>(lowering: &mut Lowering<'_, 's>, operation: &Operation<'s>, hint: &Hint) {
    let errors = operation.responses.iter();
    for (status, response) in errors.filter(|(status, _)| is_error(*status)) {
        let hint = hint.then(&names::snake(&name_of_status(*status)));
        let called = hint.then("error").name();
        for content in &response.content {
            gaps::element(lowering, content, Direction::Received, &called);
        }
    }
}

/// Whether a status is, or may be, an error.
pub(super) fn is_error(status: Status) -> bool {
    status.is_failure() || status == Status::Default
}

/// The answers that are errors, and the media types in which the body of each is read: JSON first, plain JSON
/// before its variants.
fn described<'o, 's>(
    lowering: &mut Lowering<'_, 's>,
    operation: &'o Operation<'s>,
) -> Vec<Described<'o, 's>> {
    let has_success = answers::has_success(operation);
    let errors = operation.responses.iter();
    let errors = errors.filter(|(status, _)| is_error(*status));
    let mut found = Vec::new();
    for (status, response) in errors {
        // Without another success, the default is one too, and its media types were reported.
        let is_reported = *status == Status::Default && !has_success;
        let mut contents: Vec<&Content<'s>> = Vec::new();
        for content in &response.content {
            if !is_reported {
                note_text(lowering, content);
            }
            let known = contents
                .iter()
                .find(|known| known.essence() == content.essence());
            let is_same = known.is_none_or(|known| is_same_json(lowering, known, content));
            if is_same {
                contents.push(content);
            } else if !is_reported {
                let message = format!("the body of an error has no type in `{}`", content.name);
                let report = lowering.report;
                let found = report.at_key(Code::UntypedError, content.node, message);
                report.add(found.label(BYTES).once());
            }
        }
        // Whatever the order of the document, so that the names of the variants do not depend on it.
        contents.sort_by_cached_key(|content| {
            let essence = content.essence();
            let form = Form::of(lowering, content);
            (form, essence != "application/json", essence)
        });
        found.push(Described {
            status: *status,
            response,
            contents,
        });
    }
    found
}

/// Notes the schema of a body that is read as a text or as bytes.
fn note_text<'s>(lowering: &mut Lowering<'_, 's>, content: &Content<'s>) {
    match Form::of(lowering, content) {
        Form::Json | Form::Xml => return,
        Form::Text => {}
        Form::Bytes => return note_bytes(lowering, content),
    }
    let Some(Err(why)) = gaps::element(lowering, content, Direction::Received, "") else {
        return gaps::note_typed_text(lowering, content);
    };
    let message = format!("the body of an error is a text in `{}`", content.name);
    let report = lowering.report;
    let found = report.at_key(Code::UntypedError, content.node, message);
    let label = "its schema is not read: the caller is given its text";
    report.add(found.label(label).help(why).once());
}

/// Notes the schema of a body that is read as bytes.
fn note_bytes<'s>(lowering: &mut Lowering<'_, 's>, content: &Content<'s>) {
    if gaps::is_value_in_bytes(lowering, content) {
        let message = format!("the body of an error has no type in `{}`", content.name);
        let report = lowering.report;
        let found = report.at_key(Code::UntypedError, content.node, message);
        report.add(found.label(BYTES).once());
    }
}

/// The ways to read the bodies. The types of each are named for the status that has it first.
fn kinds<'o, 's>(
    lowering: &mut Lowering<'_, 's>,
    described: &[Described<'o, 's>],
    hint: &Hint,
) -> Vec<Kind<'o, 's>> {
    let mut kinds: Vec<Kind<'o, 's>> = Vec::new();
    for error in described {
        let hint = hint.then(&names::snake(&name_of_status(error.status)));
        let own = shared::hint(lowering, error.response, "error");
        for (index, content) in error.contents.iter().enumerate() {
            let own = own.as_ref().filter(|_| index == 0);
            let is_shared = own.is_some();
            if kinds.iter().any(|kind| kind.is(lowering, content)) {
                continue;
            }
            let hint = match (index, own) {
                (_, Some(own)) => own.clone(),
                (0, None) => hint.then("error"),
                _ => hint
                    .then(&names::of_media(&content.essence()))
                    .then("error"),
            };
            kinds.push(Kind {
                form: Form::of(lowering, content),
                is_shared,
                content,
                hint,
            });
        }
    }
    kinds
}

impl Kind<'_, '_> {
    /// Whether a body is of this kind.
    fn is(&self, lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
        Form::of(lowering, content) == self.form
            && match self.form {
                Form::Json => is_same_json(lowering, self.content, content),
                Form::Xml => has_same_schemas(lowering, self.content, content),
                Form::Text | Form::Bytes => true,
            }
    }
}

/// The variants of one error: one for each type that its body has.
fn variants_of(
    lowering: &Lowering<'_, '_>,
    error: &Described<'_, '_>,
    bodies: Vec<(&Content<'_>, Answer)>,
) -> Vec<ErrorVariant> {
    let mut types: Vec<(Option<Type>, Vec<MediaBody>)> = Vec::new();
    for (content, answer) in bodies {
        let ty = match boxed(lowering, &answer) {
            Answer::Json(ty) | Answer::Xml(ty, _) => Some(ty),
            Answer::Download => None,
            _ => Some(Type::String),
        };
        let media = content.essence();
        let at = types.iter().position(|(known, _)| *known == ty);
        let at = at.unwrap_or_else(|| {
            types.push((ty, Vec::new()));
            types.len() - 1
        });
        let bodies = &mut types[at].1;
        match bodies.iter_mut().find(|body| body.answer == answer) {
            Some(body) if body.media.contains(&media) => {}
            Some(body) => body.media.push(media),
            None => bodies.push(MediaBody {
                media: vec![media],
                answer,
            }),
        }
    }
    let status = name_of_status(error.status);
    if types.is_empty() {
        return vec![ErrorVariant {
            name: status,
            docs: described_as(lowering, &[error.status], "", error.response),
            statuses: statuses(error.status),
            ty: None,
            bodies: Vec::new(),
        }];
    }
    let is_one = types.len() == 1;
    let variants = types.into_iter().map(|(ty, bodies)| {
        let media = bodies[0].media[0].as_str();
        let within = match is_one {
            true => String::new(),
            false => format!(" in {}", docs::code(media)),
        };
        ErrorVariant {
            name: status.clone(),
            docs: described_as(lowering, &[error.status], &within, error.response),
            statuses: statuses(error.status),
            ty,
            bodies,
        }
    });
    variants.collect()
}
