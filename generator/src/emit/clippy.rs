//! The settings of clippy.

use std::collections::BTreeSet;

use super::{Content, File};
use crate::api::{Api, Given, Member, Module, Rest, Shape, Type};

/// The settings of clippy, where the API asks for more than clippy's own measures allow.
pub(super) fn settings(api: &Api) -> Option<File> {
    let mut text = String::new();
    let most = calls(&api.root).chain(constructors(api)).max();
    if let Some(most) = most.filter(|most| *most > MOST_ARGUMENTS) {
        text.push_str(&format!(
            "# A path, or a constructor of what is sent, has as many values as the API asks for.\n\
             too-many-arguments-threshold = {most}\n"
        ));
    }
    let most = complexities(api).max();
    if let Some(most) = most.filter(|most| *most > MOST_COMPLEX) {
        text.push_str(&format!(
            "# A value of the API has as many lists and maps within each other.\n\
             type-complexity-threshold = {most}\n"
        ));
    }
    if has_placeholders(api) {
        text.push_str("# The API has these names.\ndisallowed-names = []\n");
    }
    (!text.is_empty()).then(|| File {
        path: "clippy.toml".to_owned(),
        content: Content::Plain(text),
        parts: BTreeSet::new(),
    })
}

/// The arguments that a function may take at most.
const MOST_ARGUMENTS: usize = 7;

/// How complex a type may be at most.
const MOST_COMPLEX: usize = 250;

/// How complex clippy takes each type to be. The type of a field is within an `Option`, that of an answer within a
/// `Pending<Response<…>>`.
fn complexities(api: &Api) -> impl Iterator<Item = usize> {
    let fields = api.types.iter().flat_map(|def| def.shape.types());
    let calls = || api.operations();
    let answers = calls().flat_map(|call| {
        let others = call.others.iter().map(|other| &other.reading);
        let readings = std::iter::once(&call.answer).chain(others);
        let answers = readings.flat_map(|reading| reading.success.answers());
        answers.flat_map(|answer| answer.types())
    });
    let given = fields.chain(calls().flat_map(|call| call.sent()));
    let given = given.map(|ty| 10 + complexity(ty, 2));
    given.chain(answers.map(|ty| 30 + complexity(ty, 3)))
}

/// Ten for each type, times its depth.
fn complexity(ty: &Type, depth: usize) -> usize {
    let inner = match ty {
        // A map has keys too.
        Type::Map(value) => 10 * (depth + 1) + complexity(value, depth + 1),
        Type::List(inner)
        | Type::Option(inner)
        | Type::Boxed(inner)
        | Type::Deep(inner)
        | Type::Items(inner) => complexity(inner, depth + 1),
        _ => 0,
    };
    10 * depth + inner
}

/// Whether a field or an argument has a name that clippy takes for one that was to be replaced.
fn has_placeholders(api: &Api) -> bool {
    let fields = api.types.iter().filter_map(|def| match &def.shape {
        Shape::Struct(object) => Some(object.members.iter().filter_map(Member::field)),
        _ => None,
    });
    let fields = fields.flatten().map(|field| &field.name);
    let arguments = api.operations().flat_map(|call| &call.arguments);
    let mut names = fields.chain(arguments.map(|argument| &argument.name));
    names.any(|name| matches!(name.as_str(), "foo" | "baz" | "quux"))
}

/// How many arguments each method takes, itself included.
fn calls(module: &Module) -> Box<dyn Iterator<Item = usize> + '_> {
    let operations = module.handle.iter().flat_map(|handle| &handle.operations);
    let own = operations.map(|operation| {
        let body = operation.body.as_ref().is_some_and(|body| body.required);
        1 + operation.required().count() + usize::from(body)
    });
    Box::new(own.chain(module.children.iter().flat_map(calls)))
}

/// How many arguments each `new` takes.
fn constructors(api: &Api) -> impl Iterator<Item = usize> {
    let sent = api.types.iter().filter(|def| def.sent);
    sent.filter_map(|def| match &def.shape {
        Shape::Struct(object) => {
            let fields = object.members.iter().filter_map(Member::field);
            let arguments = fields.filter(|field| matches!(field.given, Given::Argument(_)));
            Some(arguments.count() + usize::from(matches!(object.rest, Rest::Union(..))))
        }
        _ => None,
    })
}
