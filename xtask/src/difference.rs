//! The differences of two texts: counts of lines, and a unified diff.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

use crate::report::{BAD, DIM, GOOD, plural};

/// The most lines that are shown of one file's differences.
const MAX_LINES: usize = 60;

const PLACE: Style = AnsiColor::Cyan.on_default();

/// How many lines were added, and how many removed.
pub fn changed_lines(old: &str, new: &str) -> (usize, usize) {
    let diff = compare(&InternedInput::new(old, new));
    let count = |lines| usize::try_from(lines).unwrap_or(usize::MAX);
    (count(diff.count_additions()), count(diff.count_removals()))
}

/// The first lines of a unified diff, and how many more there are.
pub fn unified(old: &str, new: &str, from: &str, to: &str) -> String {
    let input = InternedInput::new(old, new);
    let printer = BasicLineDiffPrinter(&input.interner);
    let diff = compare(&input);
    let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input);
    let diff = format!("--- {from}\n+++ {to}\n{hunks}");
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

fn compare(input: &InternedInput<&str>) -> Diff {
    let mut diff = Diff::compute(Algorithm::Histogram, input);
    diff.postprocess_lines(input);
    diff
}
