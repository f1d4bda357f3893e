//! How an operation may be sent again: `x-retry-on`, `x-idempotency`, a parameter for the key.

use super::super::context::Lowering;
use super::super::docs;
use crate::api::{Argument, Block, Repeats, Travels};
use crate::diagnostic::Code;
use crate::media;
use crate::source::{Node, Value};

/// The header that takes the key of a request where a description does not name another one.
const USUAL: &str = "idempotency-key";

/// The names of parameters that take such a key.
const KEYS: &[&str] = &[USUAL, "x-idempotency-key"];

/// What `x-retry-on` and `x-idempotency` say in an object.
#[derive(Debug, Default)]
pub(in crate::lower) struct Declared {
    pub retry_on: Option<Vec<String>>,
    /// The header that takes the key; `Some(None)` where there is none by the author's word.
    key: Option<Option<String>>,
}

/// Reads both keys.
pub(in crate::lower) fn declared(
    lowering: &Lowering<'_, '_>,
    extensions: &[(&str, &Node)],
) -> Declared {
    let found = |name: &str| {
        let mut extensions = extensions.iter();
        extensions
            .find(|(key, _)| *key == name)
            .map(|(_, node)| *node)
    };
    let unusable = |node: &Node, help: &'static str, message: String| {
        let report = lowering.report;
        report.add(report.at(Code::Extension, node, message).help(help));
    };
    let mut declared = Declared::default();
    if let Some(node) = found("x-retry-on") {
        declared.retry_on = statuses(node);
        if declared.retry_on.is_none() {
            let message = "expected a list of statuses of failures for `x-retry-on`".to_owned();
            unusable(node, "such as `[408, 409, 429, 5XX]`", message);
        }
    }
    if let Some(node) = found("x-idempotency") {
        declared.key = match &node.value {
            Value::Bool(true) => Some(Some(USUAL.to_owned())),
            Value::Bool(false) => Some(None),
            Value::String(name) if media::is_token(name) && !is_boolean(name) => {
                Some(Some(name.to_ascii_lowercase()))
            }
            _ => {
                let message = "expected the name of a header for `x-idempotency`".to_owned();
                let help = "or `true` for `Idempotency-Key`, `false` for none";
                unusable(node, help, message);
                None
            }
        };
    }
    declared
}

/// What holds for an operation: what it says itself, what a parameter of it says, what the API says.
pub(super) fn of(
    lowering: &Lowering<'_, '_>,
    operation: &crate::openapi::Operation<'_>,
    arguments: &[Argument],
    of_api: &Declared,
) -> Repeats {
    let own = declared(lowering, &operation.extensions);
    let is_unsafe = is_unsafe(operation.method);
    let parameter = arguments.iter().find_map(|argument| {
        let is_key = matches!(argument.travels, Travels::Header(_))
            && KEYS.contains(&&*argument.key.to_ascii_lowercase());
        is_key.then(|| argument.key.to_ascii_lowercase())
    });
    let of_api = of_api.key.clone().filter(|_| is_unsafe);
    Repeats {
        key: own.key.or(parameter.map(Some)).or(of_api).flatten(),
        retry_on: own.retry_on,
    }
}

/// What a caller has to know of a call that may do the same thing twice.
pub(super) fn documented(method: &str, repeats: &Repeats) -> Option<Block> {
    if let Some(key) = &repeats.key {
        let key = docs::code(key);
        return Some(docs::sentence(format!(
            "Sent with a key in {key} that is the same in every attempt, so that the API does it once."
        )));
    }
    is_unsafe(method).then(|| {
        docs::sentence(
            "[Sent again](crate::Retries::unsafe_methods) after a failure that may pass."
                .to_owned(),
        )
    })
}

/// Whether a method may do the same thing twice (RFC 9110 §9.2.2).
fn is_unsafe(method: &str) -> bool {
    let methods = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"];
    !methods.contains(&method)
}

/// Whether a text was meant as a boolean, and not as the name of a header.
fn is_boolean(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off"].contains(&text.to_ascii_lowercase().as_str())
}

/// `[409, "5XX"]`
fn statuses(node: &Node) -> Option<Vec<String>> {
    let status = |node: &Node| {
        let word = match &node.value {
            Value::String(word) => word.to_ascii_uppercase(),
            Value::Integer(number) => number.to_string(),
            _ => return None,
        };
        let digits = word.strip_suffix("XX").unwrap_or(&word);
        let number: u16 = digits.parse().ok()?;
        let fits = match digits.len() == word.len() {
            true => (300..600).contains(&number),
            false => (3..6).contains(&number),
        };
        fits.then_some(word)
    };
    node.as_array()?.iter().map(status).collect()
}
