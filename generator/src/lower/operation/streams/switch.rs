//! Booleans of a request that ask for a stream: `stream`, or what `x-stream` names.

use super::super::super::context::Lowering;
use super::super::body::Sending;
use super::super::unions::DEPTH;
use super::declared::{By, Declared};
use crate::api::{self, Answer, Argument, Codec, Switch, Travels, Type, Written};
use crate::diagnostic::Code;
use crate::openapi::{Kind, Location, Operation, Parameter, ParameterForm, SchemaId};
use crate::source::Value;

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
    let schema = match &argument {
        None => Some(member(lowering, way, key)?),
        Some(Travels::Query(_)) => parameter(operation, key),
        Some(_) => {
            let schema = way.schema.filter(|_| way.fields.is_some());
            schema.and_then(|schema| boolean(lowering, schema, key, DEPTH))
        }
    };
    Some(Switch {
        key: key.to_owned(),
        argument,
        is_default: schema.is_some_and(|schema| is_true_by_default(lowering, schema)),
    })
}

/// Whether a boolean counts as true where it is not sent.
fn is_true_by_default(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> bool {
    let default = lowering.schemas.described(schema).annotations.default;
    default.is_some_and(|default| default.value == Value::Bool(true))
}

/// The schema of a parameter of the query.
fn parameter(operation: &Operation<'_>, key: &str) -> Option<SchemaId> {
    let mut parameters = operation.parameters.iter();
    let is_it =
        |parameter: &&Parameter<'_>| parameter.name == key && parameter.location == Location::Query;
    match parameters.find(is_it)?.form {
        ParameterForm::Styled { schema, .. } => schema,
        ParameterForm::Content(_) => None,
    }
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
                None if switch.is_default => format!(
                    "`{id}` answers with a stream unless `{key}` is false, which is sent where a stream is not read"
                ),
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

/// The boolean of this name that the JSON body has.
fn member(lowering: &mut Lowering<'_, '_>, way: &Sending, key: &str) -> Option<SchemaId> {
    let sent = &way.body.as_ref()?.payload;
    let schema = way.schema.filter(|_| sent.codec == Codec::Json);
    boolean(lowering, schema?, key, DEPTH)
}

/// The boolean of this name that all objects of a schema may have: of a union, that of the first branch.
fn boolean(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    key: &str,
    depth: usize,
) -> Option<SchemaId> {
    let depth = depth.checked_sub(1)?;
    let flat = lowering.schemas.flat(schema);
    if let Some(member) = flat.assertions.properties.get(key) {
        let schemas = &mut lowering.schemas;
        let unless_null = schemas.only_branch(*member).unwrap_or(*member);
        let is_boolean = schemas.facts(unless_null, None).kinds == [Kind::Boolean];
        return is_boolean.then_some(*member);
    }
    let branches = flat.assertions.branches().iter();
    let members = branches.map(|branch| boolean(lowering, *branch, key, depth));
    members.collect::<Option<Vec<_>>>()?.first().copied()
}
