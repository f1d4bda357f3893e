//! What responses, bodies and parameters outside of the operations are called, and the types in them.

use super::super::context::Lowering;
use super::super::hint::Hint;
use super::super::spot::spot;
use crate::api::SharedHeaders;
use crate::openapi::{self, Body, Header, Parameter, Response};

/// What the description calls a response that a `$ref` leads to: the end of its place.
pub(super) fn response(
    lowering: &Lowering<'_, '_>,
    response: &Response<'_>,
) -> Option<SharedHeaders> {
    let node = response.shared?;
    let name = openapi::called_at(lowering.report.sources, node)?;
    Some(SharedHeaders {
        place: lowering.names.place(node),
        name: name.to_owned(),
        spot: spot(node),
        is_response: true,
    })
}

/// What a type in such a response is called. It is not called after an operation, since others have it too.
pub(super) fn hint(lowering: &Lowering<'_, '_>, found: &Response<'_>, word: &str) -> Option<Hint> {
    Some(named(&response(lowering, found)?.name, word))
}

/// What a type in a body that several requests may have is called.
pub(super) fn hint_of_body(lowering: &Lowering<'_, '_>, body: &Body<'_>) -> Option<Hint> {
    let name = openapi::called(lowering.report.sources, body.node, "requestBodies")?;
    Some(named(name, "request"))
}

/// What a type in a parameter that several operations may have is called.
pub(super) fn hint_of_parameter(
    lowering: &Lowering<'_, '_>,
    parameter: &Parameter<'_>,
) -> Option<Hint> {
    let name = openapi::called(lowering.report.sources, parameter.node, "parameters")?;
    Some(Hint::new(name))
}

/// What a type in a header that several answers may have is called.
pub(super) fn hint_of_header(lowering: &Lowering<'_, '_>, header: &Header<'_>) -> Option<Hint> {
    let name = openapi::called(lowering.report.sources, header.node, "headers")?;
    Some(named(name, "header"))
}

/// A name, and what it is the name of, unless it says so.
fn named(name: &str, word: &str) -> Hint {
    let hint = Hint::new(name);
    let ends = ["Body", "Error", "Header", "Request", "Response"];
    let says_so = ends.iter().any(|end| hint.name().ends_with(end));
    match says_so {
        true => hint,
        false => hint.then(word),
    }
}
