//! What a person reads in a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use generator::{Change, Class, Comparison, Group, Level, Versions, Wire};

use super::few;
use super::sides::{Sides, place};
use crate::report::{BAD, DIM, GOOD, plural};

pub const HEADING: Style = Style::new().bold();
const NOTE: Style = AnsiColor::Cyan.on_default();

/// Each call and each type with its changes, then the version. Many additions, and many changes of the documentation, are
/// only named, unless `all` are to be shown.
pub fn text(sides: &Sides, comparison: &Comparison, all: bool) -> String {
    let mut text = String::new();
    let mut heading: Option<(Group, &str)> = None;
    let mut shown: Vec<&Change> = comparison.changes.iter().collect();
    let mut named = |is_one: &dyn Fn(&Change) -> bool| -> Vec<&Change> {
        let (named, others): (Vec<_>, Vec<_>) = shown.iter().partition(|change| is_one(change));
        match all || named.len() <= few::FEW {
            true => Vec::new(),
            false => {
                shown = others;
                named
            }
        }
    };
    let additions = named(&|change| change.class == Class::Addition);
    // Of other words in the documentation there is no more to say than where they are.
    let words =
        named(&|change| change.class == Class::Documentation && change.text == "documentation");
    for change in shown {
        let own = (change.group, change.owner.as_str());
        if heading != Some(own) {
            let blank = if heading.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{blank}{HEADING}{}{HEADING:#}", change.owner);
            heading = Some(own);
        }
        write(&mut text, change);
    }
    let additions = (!additions.is_empty()).then(|| few::additions(&additions));
    let words = (!words.is_empty()).then(|| few::words(&words));
    for named in additions.into_iter().chain(words) {
        let blank = if text.is_empty() { "" } else { "\n" };
        let _ = write!(text, "{blank}{named}");
    }
    if comparison.changes.is_empty() {
        let (old, new) = (&sides.old.shown, &sides.new.shown);
        let _ = writeln!(
            text,
            "{GOOD}nothing changes for callers{GOOD:#} from {old} to {new}"
        );
    } else {
        let _ = writeln!(text, "\n{}", counts(&comparison.changes));
    }
    if let Some(versions) = &comparison.versions {
        let _ = writeln!(text, "{}", version(versions, &comparison.changes));
    }
    text
}

fn write(text: &mut String, change: &Change) {
    let style = match change.class {
        Class::Breaking => BAD,
        Class::Addition => GOOD,
        Class::Documentation => NOTE,
        Class::Invisible => DIM,
    };
    let class = word(change.class);
    let _ = writeln!(
        text,
        "  {style}{class:<9}{style:#}  {}: {}{}",
        change.subject,
        change.text,
        affected(change)
    );
    let old = change.old.as_ref().map(place);
    let new = change.new.as_ref().map(place);
    let place = match (old, new) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => return,
    };
    let _ = writeln!(text, "             {DIM}{place}{DIM:#}");
}

/// A short word for a class, so that the subjects are aligned.
pub fn word(class: Class) -> &'static str {
    match class {
        Class::Breaking => "breaking",
        Class::Addition => "addition",
        Class::Documentation => "docs",
        Class::Invisible => "invisible",
    }
}

/// Whom a breaking change meets: who compiles, whose client was built before, or both.
pub fn affected(change: &Change) -> &'static str {
    match (change.class, change.rust, change.wire) {
        (Class::Breaking, Level::Major, Wire::Breaking) => " (Rust and wire)",
        (Class::Breaking, Level::Major, _) => " (Rust)",
        (Class::Breaking, _, _) => " (wire)",
        _ => "",
    }
}

/// "2 breaking changes, 1 addition".
pub fn counts(changes: &[Change]) -> String {
    let count = |class| {
        changes
            .iter()
            .filter(|change| change.class == class)
            .count()
    };
    let parts = [
        (count(Class::Breaking), "breaking change"),
        (count(Class::Addition), "addition"),
        (count(Class::Documentation), "change of documentation alone"),
        (count(Class::Invisible), "invisible change"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, word)| match *word {
            "change of documentation alone" if *count > 1 => {
                format!("{count} changes of documentation alone")
            }
            word => plural(*count, word),
        })
        .collect();
    parts.join(", ")
}

/// The version to choose, and whether it was chosen.
pub fn version(versions: &Versions, changes: &[Change]) -> String {
    let Versions {
        old,
        new,
        required,
        follows,
    } = versions;
    if changes.is_empty() {
        return format!("version: {new}");
    }
    if *follows {
        format!("version: {old} → {new} says so: {required} or higher is right")
    } else {
        format!("version: choose {required} after {old}, the new one is {new}")
    }
}
