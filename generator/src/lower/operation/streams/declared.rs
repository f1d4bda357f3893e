//! `x-stream`: declares a stream whose schema alone does not show how it is read.

use super::super::super::context::Lowering;
use crate::diagnostic::Code;
use crate::openapi::Operation;
use crate::source::{Node, Value};

const KEY: &str = "x-stream";

const HELP: &str = "`x-stream` is `false` where no boolean of the request asks for the stream, or an \
                    object with some of `by` (that boolean), `end` and `error` (the data or the names \
                    of such events, one or a list)";

/// What `x-stream` says.
#[derive(Debug, Default)]
pub(in super::super) struct Declared<'s> {
    pub node: Option<&'s Node>,
    pub by: By<'s>,
    /// The data or the names of the events that end the stream.
    pub ends: Option<Vec<String>>,
    /// The names of the events that are errors.
    pub errors: Option<Vec<String>>,
}

/// Which boolean of the request asks for the stream.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum By<'s> {
    /// The one that is called `stream`, if there is one.
    #[default]
    Shape,
    None,
    Named(&'s str),
}

/// Reads `x-stream`.
pub(in super::super) fn declared<'s>(
    lowering: &Lowering<'_, 's>,
    operation: &Operation<'s>,
) -> Declared<'s> {
    let mut extensions = operation.extensions.iter();
    let Some((_, node)) = extensions.find(|(key, _)| *key == KEY) else {
        return Declared::default();
    };
    let mut found = Declared {
        node: Some(node),
        ..Declared::default()
    };
    let unusable = |node: &Node, message: String| {
        let report = lowering.report;
        report.add(report.at(Code::Extension, node, message).help(HELP));
    };
    match &node.value {
        Value::Bool(true) => {}
        Value::Bool(false) => found.by = By::None,
        Value::Object(members) => {
            for (key, node) in members {
                let wrong = |expected: &str| {
                    let message = format!("expected {expected} for `{key}`, found {}", node.kind());
                    unusable(node, message);
                };
                match (key.as_ref(), &node.value) {
                    ("by", Value::Bool(false)) => found.by = By::None,
                    ("by", Value::String(name)) => found.by = By::Named(name),
                    ("by", _) => wrong("the name of a boolean"),
                    ("end", _) => match texts(node) {
                        None => wrong("a text or a list of texts"),
                        ends => found.ends = ends,
                    },
                    ("error", _) => match texts(node) {
                        None => wrong("a text or a list of texts"),
                        errors => found.errors = errors,
                    },
                    _ => unusable(node, format!("`{KEY}` has no `{}`", key.escape_debug())),
                }
            }
        }
        _ => unusable(
            node,
            format!("expected an object or `false`, found {}", node.kind()),
        ),
    }
    found
}

fn texts(node: &Node) -> Option<Vec<String>> {
    match &node.value {
        Value::String(text) => Some(vec![text.to_string()]),
        Value::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect()
        }
        _ => None,
    }
}
