//! What went wrong in a run, in words: takes the records, gives the panics and what did not
//! compile. Of much of the same it shows a little and counts the rest.

use std::fmt::Write as _;

use cargo_verbatim::report::{BAD, DIM, plural};

use super::generation::Outcome;
use super::json::word;
use super::messages::Finding;
use super::totals::Record;
use super::values::Tried;

/// The most findings of the compiler's that are shown of one document.
const MAX_FINDINGS: usize = 3;
/// The most characters of the compiler's words that are shown.
const MAX_WORDS: usize = 160;

/// What the generator panicked with, and what did not compile.
pub fn faults(records: &[Record]) -> String {
    let mut text = String::new();
    for Record {
        document,
        generated,
        build,
        values,
    } in records
    {
        let name = &document.name;
        if let Outcome::Panicked(said) | Outcome::Unreadable(said) = &generated.outcome {
            let word = word(&generated.outcome);
            let _ = writeln!(text, "\n{BAD}{word}{BAD:#}: {name}\n  {}", shortened(said));
        }
        text += &values
            .as_ref()
            .map_or_else(String::new, |tried| lost(name, tried));
        if let Some(build) = build.as_ref().filter(|build| !build.compiled) {
            let _ = writeln!(text, "\n{BAD}failed{BAD:#}: {name}");
            let shown = build.findings.len().min(MAX_FINDINGS);
            for finding in &build.findings[..shown] {
                let _ = writeln!(text, "  {}", found(finding));
            }
            let more = build.codes.values().sum::<usize>() - shown;
            if more > 0 {
                let _ = writeln!(text, "  {DIM}and {more} more{DIM:#}");
            }
        }
    }
    text
}

/// The values of a document that did not come back.
fn lost(name: &str, tried: &Tried) -> String {
    let mut text = String::new();
    if let Some(why) = &tried.failed {
        let _ = writeln!(
            text,
            "\n{BAD}values not tried{BAD:#}: {name}\n  {}",
            shortened(why)
        );
    }
    if !tried.lost.is_empty() {
        let count = plural(tried.lost.len(), "value");
        let _ = writeln!(text, "\n{BAD}{count} lost{BAD:#}: {name}");
    }
    for case in tried.lost.iter().take(MAX_FINDINGS) {
        let came = case.came.as_deref().unwrap_or_else(|error| error);
        let (sent, came) = (shortened(&case.sent), shortened(came));
        let _ = writeln!(text, "  {}\n    {sent}\n    {came}", case.path);
    }
    let more = tried.lost.len().saturating_sub(MAX_FINDINGS);
    if more > 0 {
        let _ = writeln!(text, "  {DIM}and {more} more{DIM:#}");
    }
    text
}

fn found(finding: &Finding) -> String {
    let place = match (&finding.file, finding.line) {
        (Some(file), Some(line)) => format!("{file}:{line}: "),
        (Some(file), None) => format!("{file}: "),
        (None, _) => String::new(),
    };
    let code = finding.code.as_ref().unwrap_or(&finding.level);
    format!("{place}{code}: {}", shortened(&finding.message))
}

/// A few words, on one line.
fn shortened(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
