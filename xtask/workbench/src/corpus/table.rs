//! A run as a person reads it: takes the records, gives a table, what went wrong, and the
//! totals.

use std::fmt::Write as _;

use anstyle::Style;
use cargo_verbatim::report::{BAD, DIM, GOOD, plural};
use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Table, TableStyle};
use generator::{Code, Severity};

use super::build::Build;
use super::faults::faults;
use super::generation::{Generated, Outcome};
use super::json::word;
use super::manifest::NEGATIVE;
use super::totals::{Record, Totals};

/// The most codes that a row names.
const MAX_CODES: usize = 4;
/// The most reasons that are named for operations that are not whole.
const MAX_REASONS: usize = 20;

const FRAME: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::new(' ', ' ', ' '))
    .header_separator(LineStyle::new(' ', '─', ' ', ' '))
    .content_lines(ContentLineStyle::new(' ', ' ', ' '));

/// The whole report.
pub fn report(records: &[Record]) -> String {
    let built = records.iter().any(|record| record.build.is_some());
    let mut text = documents(records, built);
    text += &faults(records);
    text += &totals(records, built);
    text
}

/// One row a document.
fn documents(records: &[Record], built: bool) -> String {
    let mut header = vec![
        "document",
        "operations",
        "whole",
        "without",
        "left out",
        "types",
        "lines",
        "ms",
        "diagnostics",
    ];
    if built {
        header.extend(["build s", "compiler"]);
    }
    let mut table = Table::new();
    table.load_style(FRAME).set_header(header);
    for record in records {
        let mut row = cells(record);
        if built {
            row.extend(build_cells(record.build.as_ref()));
        }
        table.add_row(row);
    }
    for column in [1, 2, 3, 4, 5, 6, 7, 9] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    // The header and the line below it, then a line a record.
    let styles = [Style::new(); 2]
        .into_iter()
        .chain(records.iter().map(style));
    let lines = table.lines().zip(styles);
    lines.fold(String::new(), |text, (line, style)| {
        text + &format!("{style}{}{style:#}\n", line.trim_end())
    })
}

fn style(record: &Record) -> Style {
    let failed = record.build.as_ref().is_some_and(|build| !build.compiled);
    match record.generated.outcome {
        Outcome::Panicked(_) => BAD,
        Outcome::Emitted if failed => BAD,
        Outcome::Emitted => Style::new(),
        Outcome::Refused | Outcome::Unreadable(_) => DIM,
    }
}

fn cells(record: &Record) -> Vec<String> {
    let Record {
        document,
        generated,
        ..
    } = record;
    let mut row = vec![document.name.clone()];
    if generated.outcome == Outcome::Emitted {
        let counts = [
            generated.coverage.operations(),
            generated.coverage.whole,
            generated.coverage.without,
            generated.coverage.left_out,
            generated.types,
            generated.lines,
        ];
        row.extend(counts.iter().map(ToString::to_string));
    } else {
        row.extend([word(&generated.outcome), "", "", "", "", ""].map(str::to_owned));
    }
    row.push(format!("{:.0}", generated.milliseconds));
    row.push(diagnostics(generated));
    row
}

/// The codes found, the gravest first, and of those the most frequent.
fn diagnostics(generated: &Generated) -> String {
    let mut codes: Vec<(&Code, &usize)> = generated.codes.iter().collect();
    codes.sort_by_key(|(code, count)| (std::cmp::Reverse((code.severity(), **count)), **code));
    let more = codes.len().saturating_sub(MAX_CODES);
    let mut words: Vec<String> = codes
        .iter()
        .filter(|(code, _)| code.severity() > Severity::Note || more == 0)
        .take(MAX_CODES)
        .map(|(code, count)| format!("{}×{count}", code.id()))
        .collect();
    let more = codes.len() - words.len();
    if more > 0 {
        words.push(format!("+{more}"));
    }
    words.join(" ")
}

fn build_cells(build: Option<&Build>) -> [String; 2] {
    let Some(build) = build else {
        return [String::new(), String::new()];
    };
    let seconds = build
        .seconds
        .map_or_else(|| "–".to_owned(), |seconds| format!("{seconds:.1}"));
    let mut codes: Vec<(&String, &usize)> = build.codes.iter().collect();
    codes.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), *code));
    let more = codes.len().saturating_sub(MAX_CODES);
    let mut words: Vec<String> = codes
        .iter()
        .take(MAX_CODES)
        .map(|(code, count)| format!("{code}×{count}"))
        .collect();
    if more > 0 {
        words.push(format!("+{more}"));
    }
    if build.compiled {
        words.insert(0, "ok".to_owned());
    }
    [seconds, words.join(" ")]
}

/// One row a kind, a row over all, and the sums of codes.
fn totals(records: &[Record], built: bool) -> String {
    let mut header = vec![
        "kind",
        "documents",
        "emitted",
        "refused",
        "panicked",
        "operations",
        "whole",
        "without",
        "left out",
        "types",
        "lines",
        "files",
        "ms",
    ];
    if built {
        header.extend(["built", "failed", "build s"]);
    }
    let columns = header.len();
    let mut table = Table::new();
    table.load_style(FRAME).set_header(header);
    let kinds = Totals::by_kind(records);
    for (kind, totals) in &kinds {
        table.add_row(sums(kind, totals, built));
    }
    let all = Totals::of(records);
    table.add_row(sums("all", &all, built));
    for column in 1..columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = "\n".to_owned();
    for line in table.lines() {
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
    if let Some(negative) = kinds.get(NEGATIVE) {
        let (refused, documents) = (negative.refused, negative.documents);
        let _ = writeln!(text, "{refused} of {documents} negative documents refused");
    }
    text += &missing(&all);
    for (code, count) in &all.codes {
        let _ = writeln!(
            text,
            "{:>7} {}  {DIM}{}{DIM:#}",
            count,
            code.id(),
            code.meaning()
        );
    }
    let mut codes: Vec<_> = all.build_codes.iter().collect();
    codes.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), *code));
    for (code, count) in codes {
        let _ = writeln!(text, "{count:>7} {code}");
    }
    text += &verdict(&all);
    text
}

/// What operations are without, and why they are left out.
fn missing(all: &Totals) -> String {
    let missing = all.missing();
    let mut text = String::new();
    for (what, left_out, count) in missing.iter().take(MAX_REASONS) {
        let verb = if *left_out { "left out" } else { "without" };
        let _ = writeln!(text, "{count:>7} {verb}: {what}");
    }
    let more = missing.len().saturating_sub(MAX_REASONS);
    if more > 0 {
        let _ = writeln!(text, "        and {}", plural(more, "further reason"));
    }
    text
}

fn sums(kind: &str, totals: &Totals, built: bool) -> Vec<String> {
    let mut row = vec![kind.to_owned()];
    let counts = [
        totals.documents,
        totals.emitted,
        totals.refused,
        totals.panicked,
        totals.operations,
        totals.whole,
        totals.without,
        totals.left_out,
        totals.types,
        totals.lines,
        totals.files,
    ];
    row.extend(counts.iter().map(ToString::to_string));
    row.push(format!("{:.0}", totals.milliseconds));
    if built {
        row.extend(
            [totals.built, totals.failed]
                .iter()
                .map(ToString::to_string),
        );
        row.push(format!("{:.1}", totals.build_seconds));
    }
    row
}

fn verdict(all: &Totals) -> String {
    let mut parts = vec![format!("{} generated", plural(all.emitted, "crate"))];
    if all.built > 0 {
        parts.push(format!("{} compiled", all.built - all.failed));
    }
    if all.values > 0 {
        let (values, lost) = (plural(all.values, "value"), all.lost);
        let respelled = all.respelled;
        parts.push(format!(
            "{values} tried, {respelled} respelled, {lost} lost"
        ));
    }
    let style = if all.has_faults() { BAD } else { GOOD };
    for (count, word) in [
        (all.refused, "refused"),
        (all.panicked, "panicked"),
        (all.failed, "failed to compile"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    let documents = plural(all.documents, "document");
    format!("{style}{documents}{style:#}: {}\n", parts.join(", "))
}

#[cfg(test)]
mod tests;
