//! The headers of an operation's answers: a struct for those of its successes, and one for those of its
//! errors where they differ.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::{docs, names};
use super::content::{holds_json, json_type};
use super::{answers, gaps, shared};
use crate::api::{
    Block, ComeWith, HeaderField, HeaderForm, Headers, HeadersHome, Shape, SharedHeaders, Type,
};
use crate::diagnostic::Code;
use crate::openapi::{Header, Location, Operation, ParameterForm, Response, Status};

/// The described headers of the answers.
pub(super) fn headers<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
) -> Vec<Headers> {
    note_others(lowering, operation);
    let successes = answers::successful(operation);
    let successes: Vec<_> = successes
        .into_iter()
        .map(|(_, response)| response)
        .collect();
    // An answer that is no success is an error, also a redirect that is not followed.
    let is_error = |status: &Status| !matches!(status, Status::Code(..300) | Status::Range(1 | 2));
    let errors = operation.responses.iter();
    let errors = errors.filter(|(status, _)| is_error(status));
    let errors: Vec<_> = errors.map(|(_, response)| response).collect();
    let of_successes = merged(lowering, &successes, hint);
    let of_errors = merged(lowering, &errors, hint);
    let structs = match of_successes == of_errors {
        true => vec![(ComeWith::All, of_successes, Vec::new())],
        false => vec![
            (ComeWith::Successes, of_successes, successes),
            (ComeWith::Errors, of_errors, errors),
        ],
    };
    let structs = structs
        .into_iter()
        .filter(|(_, fields, _)| !fields.is_empty());
    let structs = structs.map(|(come_with, fields, answers)| Headers {
        // Named once the request is.
        name: String::new(),
        home: match shared_by(lowering, &answers, &fields) {
            Some(response) => HeadersHome::Shared(response),
            None => HeadersHome::Here,
        },
        come_with,
        fields,
    });
    structs.collect()
}

/// The response outside of the operation that alone has these headers, and has them in every operation.
fn shared_by(
    lowering: &Lowering<'_, '_>,
    answers: &[&Response<'_>],
    fields: &[HeaderField],
) -> Option<SharedHeaders> {
    let mut with_headers = answers.iter().filter(|answer| !answer.headers.is_empty());
    let (Some(only), None) = (with_headers.next(), with_headers.next()) else {
        return None;
    };
    // A required header is not required where an operation has other answers too. A type with a name may stand
    // behind the features of the operations that use it.
    if fields
        .iter()
        .any(|field| field.required || field.ty.id().is_some())
    {
        return None;
    }
    shared::response(lowering, only)
}

/// The headers that come with a webhook: those of its parameters that are headers.
pub(in crate::lower) fn of_webhook<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    hint: &Hint,
) -> Vec<HeaderField> {
    let parameters = operation.parameters.iter();
    let headers = parameters.filter(|parameter| parameter.location == Location::Header);
    let fields = headers.map(|parameter| {
        let header = Rc::new(Header {
            node: parameter.node,
            description: parameter.description,
            required: parameter.required,
            deprecated: parameter.deprecated,
            form: parameter.form.clone(),
            examples: Vec::new(),
        });
        field(lowering, parameter.name, &[header], true, hint)
    });
    fields.collect()
}

/// The headers that some of the answers have, each once.
fn merged<'s>(
    lowering: &mut Lowering<'_, 's>,
    answers: &[&Response<'s>],
    hint: &Hint,
) -> Vec<HeaderField> {
    let mut headers: IndexMap<String, (&'s str, Vec<Rc<Header<'s>>>)> = IndexMap::new();
    for (name, header) in answers.iter().flat_map(|answer| &answer.headers) {
        let key = name.to_ascii_lowercase();
        let (_, same) = headers.entry(key).or_insert((*name, Vec::new()));
        same.push(Rc::clone(header));
    }
    let fields = headers.into_values().map(|(name, same)| {
        let is_everywhere = same.len() == answers.len();
        field(lowering, name, &same, is_everywhere, hint)
    });
    fields.collect()
}

fn field<'s>(
    lowering: &mut Lowering<'_, 's>,
    name: &'s str,
    same: &[Rc<Header<'s>>],
    is_everywhere: bool,
    hint: &Hint,
) -> HeaderField {
    let hint = hint.then(&names::snake(name)).then("header");
    let mut known: Vec<&Header<'s>> = Vec::new();
    let mut forms: Vec<(Type, HeaderForm)> = Vec::new();
    for header in same {
        if known.iter().all(|known| known.node != header.node) {
            known.push(header);
            let shared = shared::hint_of_header(lowering, header);
            let form = form(lowering, name, header, shared.as_ref().unwrap_or(&hint));
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    if let (true, Some(header)) = (forms.len() > 1, known.last()) {
        let message = format!("the header `{name}` has several types, so it is a text");
        let report = lowering.report;
        report.add(report.at_key(Code::Widened, header.node, message).once());
        forms = vec![(Type::String, HeaderForm::Simple)];
    }
    let (ty, form) = forms.pop().unwrap_or((Type::String, HeaderForm::Simple));
    let description = same.iter().find_map(|header| header.description);
    let mut found = docs::docs(description.unwrap_or(""), lowering.link_base.as_deref());
    let key = docs::code(name);
    match found.blocks.first_mut() {
        Some(Block::Text(text, 0)) => *text = format!("{key}: {text}"),
        _ => found.blocks.insert(0, docs::named(name, "header")),
    }
    if same.iter().any(|header| header.deprecated) {
        found.blocks.push(docs::sentence("Deprecated."));
    }
    HeaderField {
        name: String::new(),
        key: name.to_owned(),
        docs: found,
        ty,
        required: is_everywhere && same.iter().all(|header| header.required),
        form,
    }
}

/// The type of a header, and how its text is read.
fn form<'s>(
    lowering: &mut Lowering<'_, 's>,
    name: &str,
    header: &Header<'s>,
    hint: &Hint,
) -> (Type, HeaderForm) {
    let text = (Type::String, HeaderForm::Simple);
    let (ty, explode) = match &header.form {
        ParameterForm::Content(content) if holds_json(lowering, content) => {
            let ty = json_type(lowering, content, Use::RECEIVED, hint);
            return (ty, HeaderForm::Json);
        }
        ParameterForm::Content(content) => {
            gaps::note_typed_text(lowering, content);
            (Type::String, false)
        }
        ParameterForm::Styled { schema: None, .. } => (Type::String, false),
        ParameterForm::Styled {
            schema: Some(schema),
            explode,
            ..
        } => (lowering.typed(*schema, Use::RECEIVED, hint).ty, *explode),
    };
    if lowering.holds(&ty, &|lowering, inner| lowering.is_nested(inner)) {
        let message =
            format!("the style of the header `{name}` has no form for what lies within its items");
        let report = lowering.report;
        let found = report.at_key(Code::OpenStyle, header.node, message);
        report.add(found.label("read as one text").once());
        return text;
    }
    let is_object = match &ty {
        Type::Map(_) => true,
        Type::Named(id) => matches!(lowering.types.def(*id).shape, Shape::Struct(_)),
        _ => false,
    };
    // RFC 9110 §5.3: lines of `Set-Cookie` cannot be joined, since a cookie may hold a comma.
    match (ty, name.eq_ignore_ascii_case("set-cookie")) {
        (Type::Json, false) => text,
        (ty @ Type::List(_), true) => (ty, HeaderForm::Lines),
        (Type::Json, true) => (Type::List(Box::new(Type::String)), HeaderForm::Lines),
        (ty, true) => (Type::List(Box::new(ty)), HeaderForm::Lines),
        (ty, false) if is_object && explode => (ty, HeaderForm::Exploded),
        (ty, false) => (ty, HeaderForm::Simple),
    }
}

/// Notes the headers of answers that no caller is given.
fn note_others(lowering: &Lowering<'_, '_>, operation: &Operation<'_>) {
    let is_other = |status: &Status| matches!(status, Status::Code(..200) | Status::Range(1));
    let others = operation.responses.iter();
    let others = others.filter(|(status, _)| is_other(status));
    for (_, header) in others.flat_map(|(_, answer)| &answer.headers) {
        let report = lowering.report;
        let message = "the headers of an informational answer are not given to a caller";
        report.add(report.at_key(Code::Inert, header.node, message).once());
    }
}
