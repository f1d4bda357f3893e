//! What a program reads: one object on one line.

use generator::{Change, Comparison, Group, Site};
use serde_json::{Value, json};

use super::sides::Sides;

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
    let changes: Vec<Value> = comparison.changes.iter().map(object).collect();
    let object = json!({
        "old": sides.old.shown,
        "new": sides.new.shown,
        "version": versions,
        "changes": changes,
    });
    format!("{object}\n")
}

fn object(change: &Change) -> Value {
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
        "old": change.old.as_ref().map(place),
        "new": change.new.as_ref().map(place),
    })
}

fn place(site: &Site) -> Value {
    json!({
        "file": site.file,
        "line": site.line,
        "column": site.column,
        "pointer": site.pointer,
    })
}
