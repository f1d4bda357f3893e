//! What responses, bodies and parameters outside of the operations are called, and the types in them.

use super::super::context::Lowering;
use super::super::hint::Hint;
use super::super::spot::spot;
use crate::api::SharedHeaders;
use crate::openapi::{Body, Parameter, Response};
use crate::source::Node;

/// What the description calls a response that a `$ref` leads to: the end of its place.
pub(super) fn response(
    lowering: &Lowering<'_, '_>,
    response: &Response<'_>,
) -> Option<SharedHeaders> {
    let node = response.shared?;
    let place = lowering.names.place(node);
    let last = place.rsplit('/').next().unwrap_or_default();
    // A response may be a file of its own.
    let name = match last.strip_suffix('#') {
        Some(file) => file.rsplit_once('.').map_or(file, |(stem, _)| stem),
        None => last,
    };
    let name = name.to_owned();
    name.starts_with(char::is_alphabetic)
        .then(|| SharedHeaders {
            place,
            name,
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
    let name = component(lowering, body.node, "requestBodies")?;
    Some(named(&name, "request"))
}

/// What a type in a parameter that several operations may have is called.
pub(super) fn hint_of_parameter(
    lowering: &Lowering<'_, '_>,
    parameter: &Parameter<'_>,
) -> Option<Hint> {
    let name = component(lowering, parameter.node, "parameters")?;
    Some(Hint::new(&name))
}

/// The name of a component of some kind.
fn component(lowering: &Lowering<'_, '_>, node: &Node, kind: &str) -> Option<String> {
    let place = lowering.names.place(node);
    let (_, within) = place.split_once("#/components/")?;
    let name = within.strip_prefix(kind)?.strip_prefix('/')?;
    name.starts_with(char::is_alphabetic)
        .then(|| name.to_owned())
}

/// A name, and what it is the name of, unless it says so.
fn named(name: &str, word: &str) -> Hint {
    let hint = Hint::new(name);
    let ends = ["Body", "Error", "Request", "Response"];
    let says_so = ends.iter().any(|end| hint.name().ends_with(end));
    match says_so {
        true => hint,
        false => hint.then(word),
    }
}
