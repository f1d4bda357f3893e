//! `x-webhook-signature`: how webhooks are signed.

use super::super::context::Lowering;
use crate::diagnostic::Code;
use crate::source::{Node, Value};

pub(super) const KEY: &str = "x-webhook-signature";

/// The specification that the runtime verifies by.
const STANDARD: &str = "standard-webhooks";

const NONE: &str = "none";

const HELP: &str = "`x-webhook-signature` is `standard-webhooks`, `none`, or an object with `scheme` (one of \
                    these words) and `x-env` (the environment variable that holds the secrets)";

/// What `x-webhook-signature` says.
#[derive(Debug, Default, Clone)]
pub(super) struct Signature {
    pub is_signed: bool,
    /// The environment variable that holds the secrets.
    pub env: Option<String>,
}

/// The value of `x-webhook-signature` among some extensions.
pub(super) fn node<'s>(extensions: &[(&'s str, &'s Node)]) -> Option<&'s Node> {
    let mut extensions = extensions.iter();
    let (_, node) = extensions.find(|(key, _)| *key == KEY)?;
    Some(node)
}

/// Reads `x-webhook-signature`; `None` where the extensions do not have it.
pub(super) fn declared<'s>(
    lowering: &Lowering<'_, 's>,
    extensions: &[(&'s str, &'s Node)],
) -> Option<Signature> {
    let node = node(extensions)?;
    let mut found = Signature::default();
    match &node.value {
        Value::String(_) => found.is_signed = is_signed(lowering, node),
        Value::Object(members) => {
            if !members.contains_key("scheme") {
                unusable(lowering, node, format!("`{KEY}` has no `scheme`"));
            }
            for (key, node) in members {
                match (key.as_ref(), node.as_str()) {
                    ("scheme", Some(_)) => found.is_signed = is_signed(lowering, node),
                    ("x-env", Some(name)) => found.env = Some(name.to_owned()),
                    ("scheme" | "x-env", None) => {
                        let kind = node.kind();
                        let message = format!("expected a string for `{key}`, found {kind}");
                        unusable(lowering, node, message);
                    }
                    _ => {
                        let message = format!("`{KEY}` has no `{}`", key.escape_debug());
                        unusable(lowering, node, message);
                    }
                }
            }
        }
        _ => {
            let message = format!("expected a scheme for `{KEY}`, found {}", node.kind());
            unusable(lowering, node, message);
        }
    }
    Some(found)
}

/// Whether a word says that webhooks are signed.
fn is_signed(lowering: &Lowering<'_, '_>, node: &Node) -> bool {
    let word = node.as_str().unwrap_or_default();
    if ![STANDARD, NONE].contains(&word) {
        let word = word.escape_debug();
        let message = format!("webhooks cannot be verified by the scheme `{word}`");
        unusable(lowering, node, message);
    }
    word == STANDARD
}

fn unusable(lowering: &Lowering<'_, '_>, node: &Node, message: String) {
    let found = lowering.report.at(Code::Extension, node, message);
    lowering.report.add(found.help(HELP));
}
