//! The differences of two texts: counts of lines, and a unified diff.

use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};
use imara_diff::{
    Algorithm, BasicLineDiffPrinter, Diff, InternedInput, Token, UnifiedDiffConfig,
    UnifiedDiffPrinter,
};

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
    let printer = Printer(BasicLineDiffPrinter(&input.interner));
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

/// Prints lines as the library does, and ranges as `patch` reads them.
struct Printer<'i>(BasicLineDiffPrinter<'i, str>);

impl UnifiedDiffPrinter for Printer<'_> {
    fn display_header(
        &self,
        mut f: impl Write,
        old_start: u32,
        new_start: u32,
        old_length: u32,
        new_length: u32,
    ) -> fmt::Result {
        // An empty range is after the line that it names.
        let range = |start: u32, length: u32| match length {
            0 => format!("{start},0"),
            1 => format!("{}", start + 1),
            _ => format!("{},{length}", start + 1),
        };
        let (old, new) = (range(old_start, old_length), range(new_start, new_length));
        writeln!(f, "@@ -{old} +{new} @@")
    }

    fn display_context_token(&self, f: impl Write, token: Token) -> fmt::Result {
        self.0.display_context_token(f, token)
    }

    fn display_hunk(&self, f: impl Write, old: &[Token], new: &[Token]) -> fmt::Result {
        self.0.display_hunk(f, old, new)
    }
}
