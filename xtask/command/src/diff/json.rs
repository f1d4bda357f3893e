//! What a program reads: one object on one line.

use generator::{Change, Comparison, Group, Site};
use serde_json::{Value, json};

use super::sides::{Side, Sides};

/// The comparison as an object.
pub fn json(sides: &Sides, comparison: &Comparison) -> String {
    let versions = comparison.versions.as_ref().map(|versions| {
        json!({
            "old": versions.old,
            "new": versions.new,
            "required": versions.required,
            "follows": versions.follows,
        })
    });
    let changes: Vec<Value> = comparison
        .changes
        .iter()
        .map(|change| object(sides, change))
        .collect();
    let object = json!({
        "old": sides.old.shown,
        "new": sides.new.shown,
        "version": versions,
        "changes": changes,
    });
    format!("{object}\n")
}

fn object(sides: &Sides, change: &Change) -> Value {
    json!({
        "group": match change.group {
            Group::Client => "client",
            Group::Operation => "operation",
            Group::Type => "type",
        },
        "owner": change.owner,
        "subject": change.subject,
        "text": change.text,
        "class": change.class.name(),
        "rust": change.rust.name(),
        "wire": change.wire.name(),
        "old": change.old.as_ref().map(|site| place(&sides.old, site)),
        "new": change.new.as_ref().map(|site| place(&sides.new, site)),
    })
}

fn place(side: &Side, site: &Site) -> Value {
    json!({
        "file": side.file(site),
        "line": site.line,
        "column": site.column,
        "pointer": site.pointer,
    })
}
