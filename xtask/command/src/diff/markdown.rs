//! A comparison as Markdown, for a pull request.

use std::fmt::Write as _;

use generator::{Change, Comparison, Group};

use super::sides::{Sides, place};
use super::text::{affected, counts, version, word};

/// The comparison as Markdown.
pub fn markdown(sides: &Sides, comparison: &Comparison) -> String {
    let (old, new) = (&sides.old.shown, &sides.new.shown);
    let mut text = format!("## From `{old}` to `{new}`\n\n");
    if comparison.changes.is_empty() {
        text.push_str("Nothing changes for callers.\n");
    } else {
        let _ = writeln!(text, "{}.", counts(&comparison.changes));
    }
    if let Some(versions) = &comparison.versions {
        let _ = writeln!(text, "\n{}.", version(versions, &comparison.changes));
    }
    for (group, title) in [
        (Group::Client, "The client"),
        (Group::Operation, "Operations"),
        (Group::Type, "Types"),
    ] {
        let of_group = |change: &&Change| change.group == group;
        let changes: Vec<_> = comparison.changes.iter().filter(of_group).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {title}");
        let mut owner = None;
        for change in changes {
            if group != Group::Client && owner != Some(&change.owner) {
                let _ = writeln!(text, "\n#### `{}`\n", change.owner);
            } else if owner.is_none() {
                text.push('\n');
            }
            owner = Some(&change.owner);
            line(&mut text, change);
        }
    }
    text
}

fn line(text: &mut String, change: &Change) {
    let old = change.old.as_ref().map(place);
    let new = change.new.as_ref().map(place);
    let places: Vec<String> = old.into_iter().chain(new).collect();
    let class = word(change.class);
    let _ = write!(
        text,
        "- **{class}**{} `{}`: {}",
        affected(change),
        change.subject,
        change.text
    );
    if !places.is_empty() {
        let _ = write!(text, " <sub>{}</sub>", places.join(" → "));
    }
    text.push('\n');
}
