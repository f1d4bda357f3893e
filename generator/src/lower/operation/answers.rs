//! What a call gives when it succeeds, and the body of its errors.

use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::{body, pages};
use crate::api::{Answer, Codec, Success, Type, TypeId};
use crate::media::MediaType;
use crate::openapi::{Content, Operation, Response, Status};

/// The media types of the answer that the client reads, in the order of the document.
pub(super) fn accept(operation: &Operation<'_>, success: &Success) -> String {
    let anything = || "*/*".to_owned();
    let Success::One(answer) = success else {
        return anything();
    };
    let described = successful(operation)
        .into_iter()
        .flat_map(|answer| &answer.content);
    let mut names: Vec<&str> = Vec::new();
    for media in described.filter_map(|content| content.media.as_ref()) {
        let name = match answer.codec {
            Codec::Json if media.is_json() => media.as_str(),
            Codec::Json if media.may_be_json() => "application/json",
            Codec::Text if media.is_text() || media.is_xml() => media.as_str(),
            Codec::Bytes => media.as_str(),
            _ => continue,
        };
        let is_header = name.chars().all(|c| c.is_ascii_graphic() || c == ' ');
        if is_header && !names.contains(&name) {
            names.push(name);
        }
    }
    match names.is_empty() {
        true => anything(),
        false => names.join(", "),
    }
}

/// The answers of a success: those with a 2xx status, else the default.
fn successful<'o, 's>(operation: &'o Operation<'s>) -> Vec<&'o Response<'s>> {
    let of = |fits: &dyn Fn(&Status) -> bool| {
        let answers = operation.responses.iter();
        let fitting = answers.filter(|(status, _)| fits(status));
        fitting.map(|(_, answer)| answer).collect::<Vec<_>>()
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
) -> Result<Success, String> {
    let answers = successful(operation);
    // Each answer has its types, whichever of them comes first.
    let mut given = Vec::new();
    for answer in answers.iter().filter(|answer| !answer.content.is_empty()) {
        given.push(Success::One(one(
            lowering,
            &answer.content,
            &hint.then("response"),
        )));
    }
    if given.iter().any(|answer| *answer != given[0]) {
        return Err("its successful answers have several bodies".to_owned());
    }
    let found = given.into_iter().next();
    let without = answers.iter().any(|answer| answer.content.is_empty());
    if found.is_some() && without {
        return Err("some of its successful answers have a body and some have none".to_owned());
    }
    Ok(found.unwrap_or(Success::Nothing))
}

/// The answer in the first media type that is typed: JSON, else text, else any bytes.
fn one<'s>(lowering: &mut Lowering<'_, 's>, content: &[Content<'s>], hint: &Hint) -> Answer {
    if let Some(media) = content
        .iter()
        .find(|media| body::holds_json(lowering, media))
    {
        return Answer {
            codec: Codec::Json,
            ty: body::json_type(lowering, media, Use::RECEIVED, hint),
        };
    }
    let is_text = |media: &MediaType| media.is_text() || media.is_xml();
    let has_text = content
        .iter()
        .filter_map(|media| media.media.as_ref())
        .any(is_text);
    match has_text {
        true => Answer {
            codec: Codec::Text,
            ty: Type::String,
        },
        false => Answer {
            codec: Codec::Bytes,
            ty: Type::Binary,
        },
    }
}

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
    let errors = operation.responses.iter();
    let errors = errors.filter(|(status, _)| is_error(status));
    let mut found = Vec::new();
    for (_, answer) in errors {
        let media = answer.content.iter().find(|media| body::is_json(media));
        if let Some(schema) = media.and_then(|media| media.schema) {
            let typed = lowering.typed(schema, Use::RECEIVED, &hint.then("error"));
            found.push(match typed.ty {
                Type::Named(id) => Some(id),
                _ => None,
            });
        }
    }
    let first = *found.first()?;
    first.filter(|_| found.iter().all(|other| *other == first))
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
