//! The body of an operation's errors: its type, where all have the same. A caller has the bytes of
//! every other one.

use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::body;
use crate::api::{Type, TypeId};
use crate::diagnostic::Code;
use crate::openapi::{Content, Operation, Status};

/// What a caller does with a body that has no type.
const BYTES: &str = "`Error::body` gives its bytes";

/// The type of the body that all errors of the operation share.
pub(super) fn error<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
) -> Option<TypeId> {
    let is_error = |status: &Status| {
        matches!(
            status,
            Status::Code(400..) | Status::Range(4 | 5) | Status::Default
        )
    };
    let is_success = |status: &Status| matches!(status, Status::Code(200..300) | Status::Range(2));
    let has_success = operation
        .responses
        .iter()
        .any(|(status, _)| is_success(status));
    let errors = operation.responses.iter();
    let errors = errors.filter(|(status, _)| is_error(status));
    let mut found = Vec::new();
    for (status, answer) in errors {
        // Without another success, the default is one too, and its media types were reported.
        let is_reported = *status == Status::Default && !has_success;
        let json = answer.content.iter().find(|media| body::is_json(media));
        let json = json.filter(|media| media.schema.is_some());
        for content in answer.content.iter().filter(|_| !is_reported) {
            if !json.is_some_and(|json| body::is_same_json(lowering, json, content)) {
                let message = format!("the body of an error has no type in `{}`", content.name);
                note(lowering, content, message);
            }
        }
        if let Some((content, schema)) = json.and_then(|json| Some((json, json.schema?))) {
            let typed = lowering.typed(schema, Use::RECEIVED, &hint.then("error"));
            found.push(match typed.ty {
                Type::Named(id) => Some(id),
                _ => {
                    if !is_reported {
                        let message = "the body of an error has no type of its own".to_owned();
                        note(lowering, content, message);
                    }
                    None
                }
            });
        }
    }
    let first = *found.first()?;
    if found.iter().any(|other| *other != first) {
        let message = "the errors of the operation have several types, so none of them has a type";
        let report = lowering.report;
        let found = report.at_key(Code::UntypedError, operation.node, message);
        report.add(found.label(BYTES).once());
        return None;
    }
    first
}

fn note(lowering: &Lowering<'_, '_>, content: &Content<'_>, message: String) {
    let report = lowering.report;
    let found = report.at_key(Code::UntypedError, content.node, message);
    report.add(found.label(BYTES).once());
}
