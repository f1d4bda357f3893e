//! The table: takes what came of each scenario, gives a text for people that is committed, and
//! tells what such a text says that is no longer so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::verdict::Verdict;

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub area: String,
    /// What came of it.
    pub verdict: Verdict,
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    passed: usize,
    failed: usize,
    refused: usize,
    left_out: usize,
}

const HEAD: &str = "\
<!-- Printed by `cargo xtask conformance`; `--write` writes it anew. -->

# Conformance

The scenarios of Microsoft's `@typespec/http-specs`, played through generated clients against its
mock server. A scenario passes when the server was content with every request and every answer came
back as the suite has it. It is refused when the server was content, but answered what the schema of
the answer does not allow, and the client said so: a client is as strict as its description. Every
scenario that does not pass is in one of the lists below.

";

/// The table and the lists of what does not pass.
pub fn text(rows: &[Row]) -> String {
    let mut areas: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in rows {
        areas.entry(&row.area).or_default().add(&row.verdict);
    }
    let mut all = Counts::default();
    rows.iter().for_each(|row| all.add(&row.verdict));
    let mut text = HEAD.to_owned();
    text += "| area | scenarios | passed | failed | refused | left out |\n|---|---:|---:|---:|---:|---:|\n";
    for (area, counts) in &areas {
        let _ = writeln!(text, "| {area} {} |", counts.cells());
    }
    let _ = writeln!(text, "| **all** {} |", all.cells());
    let failed = rows.iter().filter_map(|row| match &row.verdict {
        Verdict::Failed(why) => Some((row, why)),
        _ => None,
    });
    let refused = rows.iter().filter_map(|row| match &row.verdict {
        Verdict::Refused(why) => Some((row, why)),
        _ => None,
    });
    let left_out = rows.iter().filter_map(|row| match &row.verdict {
        Verdict::LeftOut(why) => Some((row, why)),
        _ => None,
    });
    list(&mut text, "Failed", failed);
    list(
        &mut text,
        "Refused: the answer is not as described",
        refused,
    );
    list(&mut text, "Left out", left_out);
    text
}

/// What a table says that is no longer so.
#[derive(Debug, PartialEq, Eq)]
pub enum Difference {
    /// Scenarios that passed do not pass now: for each, what came of it.
    FallBack(Vec<String>),
    /// The table is another one for a reason that is no loss.
    Stale,
}

/// Compares the results with a table that was written before.
pub fn difference(rows: &[Row], known: &str) -> Option<Difference> {
    let before: BTreeSet<&str> = known.lines().filter_map(name).collect();
    let lost = rows.iter().filter_map(|row| match &row.verdict {
        _ if before.contains(row.name.as_str()) => None,
        Verdict::Passed => None,
        Verdict::Failed(why) => Some(format!("{} failed: {why}", row.name)),
        Verdict::Refused(why) => Some(format!("{} is refused: {why}", row.name)),
        Verdict::LeftOut(why) => Some(format!("{} is left out: {why}", row.name)),
    });
    let lost: Vec<String> = lost.collect();
    match lost.is_empty() {
        false => Some(Difference::FallBack(lost)),
        true => (text(rows) != known).then_some(Difference::Stale),
    }
}

fn list<'r>(text: &mut String, title: &str, rows: impl Iterator<Item = (&'r Row, &'r String)>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = write!(text, "\n## {title}\n\n");
    for (row, why) in rows {
        let _ = writeln!(text, "- `{}`: {why}", row.name);
    }
}

/// The scenario of a line of a list.
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("- `")?.split_once('`')?;
    Some(name)
}

impl Counts {
    fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed(_) => self.failed += 1,
            Verdict::Refused(_) => self.refused += 1,
            Verdict::LeftOut(_) => self.left_out += 1,
        }
    }

    fn cells(self) -> String {
        let Self {
            passed,
            failed,
            refused,
            left_out,
        } = self;
        let all = passed + failed + refused + left_out;
        format!("| {all} | {passed} | {failed} | {refused} | {left_out}")
    }
}

#[cfg(test)]
mod tests;
