//! Differences of two texts: takes the old and the new one, gives counts and unified lines.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::report::{BAD, DIM, GOOD, plural};

/// The most lines that are shown of one file's differences.
const MAX_LINES: usize = 60;

const PLACE: Style = AnsiColor::Cyan.on_default();

/// How many lines are new, and how many are gone.
pub fn changed_lines(old: &str, new: &str) -> (usize, usize) {
    let diff = compare(old, new);
    let count = |tag| {
        diff.iter_all_changes()
            .filter(|change| change.tag() == tag)
            .count()
    };
    (count(ChangeTag::Insert), count(ChangeTag::Delete))
}

/// The first lines of a unified diff, and how many more there are.
pub fn unified(old: &str, new: &str, from: &str, to: &str) -> String {
    let diff = compare(old, new)
        .unified_diff()
        .header(from, to)
        .to_string();
    let mut text = String::new();
    for (index, line) in diff.lines().take(MAX_LINES).enumerate() {
        let style = match line.as_bytes().first() {
            // The two names; a line of the files may begin the same way.
            _ if index < 2 => DIM,
            Some(b'@') => PLACE,
            Some(b'+') => GOOD,
            Some(b'-') => BAD,
            _ => Style::new(),
        };
        let _ = writeln!(text, "{style}{line}{style:#}");
    }
    let lines = diff.lines().count();
    if lines > MAX_LINES {
        let more = plural(lines - MAX_LINES, "more line");
        let _ = writeln!(text, "{DIM}… and {more}{DIM:#}");
    }
    text
}

/// After the time given the differences are right still, but no longer the fewest.
fn compare<'t>(old: &'t str, new: &'t str) -> TextDiff<'t, 't, str> {
    TextDiff::configure()
        .timeout(Duration::from_millis(200))
        .diff_lines(old, new)
}
