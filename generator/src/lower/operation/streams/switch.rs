//! Booleans of a request that ask for a stream: `stream`, or what `x-stream` names.

use super::super::super::context::Lowering;
use super::super::body::Sending;
use super::super::unions::DEPTH;
use super::declared::{By, Declared};
use crate::api::{self, Answer, Argument, Codec, Switch, Travels, Type, Written};
use crate::diagnostic::Code;
use crate::openapi::{Kind, Operation, SchemaId};

/// The boolean by which a way to send an operation's request asks for a stream.
pub(in super::super) fn recognise(
    lowering: &mut Lowering<'_, '_>,
    operation: &Operation<'_>,
    way: &Sending,
    arguments: &[Argument],
    declared: &Declared<'_>,
) -> Option<Switch> {
    let key = match declared.by {
        By::None => return None,
        By::Shape => "stream",
        By::Named(name) => name,
    };
    let mut arguments = arguments.iter();
    let argument = arguments.find(|argument| argument.key == key && is_boolean(argument));
    let argument = argument.map(|argument| argument.travels.clone());
    (argument.is_some() || is_member(lowering, operation, way, key)).then(|| Switch {
        key: key.to_owned(),
        argument,
    })
}

/// Reports which boolean asks for a stream, or that what `x-stream` says has no effect.
pub(in super::super) fn report(
    lowering: &Lowering<'_, '_>,
    operation: &Operation<'_>,
    call: &api::Operation,
    declared: &Declared<'_>,
) {
    let report = lowering.report;
    let id = &call.id;
    let mut answers = call
        .readings()
        .flat_map(|reading| reading.success.answers());
    match (call.switch.as_ref(), declared.by, declared.node) {
        (_, _, Some(node)) if !answers.any(Answer::is_stream) => {
            let message = "`x-stream` has no effect: no answer is a stream";
            report.add(report.at(Code::Inert, node, message));
        }
        (Some(switch), ..) => {
            let key = &switch.key;
            let message = match call.awaited_switch() {
                None => format!("`{id}` answers with a stream when `{key}` is true"),
                Some(_) => format!("`{id}` answers with a stream, and `{key}` is sent as true"),
            };
            let found = report.at_key(Code::Streamed, operation.node, message);
            report.add(found.label("`x-stream` says otherwise"));
        }
        (None, By::Named(name), Some(node)) => {
            let message = format!(
                "expected a boolean of the request for `by`, found no `{}`",
                name.escape_debug()
            );
            report.add(report.at(Code::Extension, node, message));
        }
        _ => {}
    }
}

/// Whether an argument is a boolean that a setter takes.
fn is_boolean(argument: &Argument) -> bool {
    let is_plain = matches!(
        argument.travels,
        Travels::Query(Written::Plain) | Travels::Field(Written::Plain) | Travels::Part(_)
    );
    is_plain && !argument.required && argument.ty == Type::Bool
}

/// Whether the JSON body has a boolean of this name.
fn is_member(
    lowering: &mut Lowering<'_, '_>,
    operation: &Operation<'_>,
    way: &Sending,
    key: &str,
) -> bool {
    let Some(sent) = way.body.as_ref() else {
        return false;
    };
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let mut schemas = contents
        .filter(|content| content.name == sent.payload.media)
        .filter_map(|content| content.schema);
    sent.payload.codec == Codec::Json
        && schemas
            .next()
            .is_some_and(|schema| has_boolean(lowering, schema, key, DEPTH))
}

/// Whether all objects of a schema may have a boolean of this name.
fn has_boolean(lowering: &mut Lowering<'_, '_>, schema: SchemaId, key: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let flat = lowering.schemas.flat(schema);
    if let Some(member) = flat.assertions.properties.get(key) {
        return is_only_boolean(lowering, *member, depth) == Some(true);
    }
    let branches = flat.assertions.branches();
    !branches.is_empty()
        && branches
            .iter()
            .all(|branch| has_boolean(lowering, *branch, key, depth))
}

/// Whether booleans match a schema that nothing but booleans and null match; `None` where something else does.
fn is_only_boolean(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    depth: usize,
) -> Option<bool> {
    let depth = depth.checked_sub(1)?;
    let flat = lowering.schemas.flat(schema);
    if flat.assertions.kinds == [Kind::Null] {
        return Some(false);
    }
    let branches = flat.assertions.branches();
    if branches.is_empty() {
        let facts = lowering.schemas.facts(schema);
        return (facts.kinds == [Kind::Boolean]).then_some(true);
    }
    branches.iter().try_fold(false, |found, branch| {
        Some(found | is_only_boolean(lowering, *branch, depth)?)
    })
}
