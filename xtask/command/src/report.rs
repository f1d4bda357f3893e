//! The text that a person or a program reads of a run: diagnostics, tables, differences, errors. It
//! takes no decision and reads no file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use generator::{Diagnostic, Sources};

use crate::difference::{changed_lines, unified};
use crate::error::Error;
use crate::manifest::Wants;
use crate::place::{Place, shell_word};
use crate::plan::{Change, Plan};
use crate::targets::Unsaid;

mod coverage;
mod findings;
mod losses;

pub use self::coverage::coverage;
pub use self::findings::findings;
pub use self::losses::losses;

/// How diagnostics and errors are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: a JSON object a line, with code, severity, message, file, line, column, help
    Json,
}

/// The most rows of the table.
const MAX_ROWS: usize = 40;
/// The most files whose differences are shown; further ones are named.
const MAX_DIFFERENT_FILES: usize = 20;

/// The style of what is well.
pub const GOOD: Style = AnsiColor::Green.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default();
/// The style of what is wrong.
pub const BAD: Style = AnsiColor::Red.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();
/// The style of what matters less.
pub const DIM: Style = Style::new().dimmed();

/// Prints a report to standard output, in colour where that is wanted.
pub fn print(text: &str) {
    // A reader that has left, as `head` does, changes nothing about what was done.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Prints to standard error, in colour where that is wanted.
pub fn complain(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Prints why a command could not be carried out, as text.
pub fn fail(error: &Error) -> ExitCode {
    complain(&failure(error, Format::Text));
    ExitCode::from(2)
}

/// One diagnostic, with a blank line below it where people read.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &Sources, format: Format) -> String {
    match format {
        Format::Text => format!("{}\n\n", diagnostic.render(sources, colored())),
        Format::Json => format!("{}\n", diagnostic.json(sources)),
    }
}

/// Whether standard error is printed in colour.
fn colored() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// An error that is not about a place in a description.
pub fn failure(error: &Error, format: Format) -> String {
    apart(error, "error", ERROR, format)
}

/// Something that a run could not do, and went on without.
pub fn omission(error: &Error, format: Format) -> String {
    apart(error, "warning", CHANGED, format)
}

fn apart(error: &Error, severity: &str, style: Style, format: Format) -> String {
    if format == Format::Json {
        let place = error.place.as_ref();
        let object = serde_json::json!({
            "code": null, "severity": severity, "message": error.message, "label": "",
            "file": place.map(|place| &place.file), "line": place.map(|place| place.line),
            "column": place.map(|place| place.column), "help": error.help,
        });
        return format!("{object}\n");
    }
    let place = error.place.as_ref();
    let place = place.map_or_else(String::new, |place| format!("{place}: "));
    let mut text = format!("{style}{severity}{style:#}: {place}{}\n", error.message);
    for help in &error.help {
        let _ = writeln!(text, "{HELP} help{HELP:#}: {help}");
    }
    text
}

/// A line about something that was left out.
pub fn warning(text: &str) -> String {
    format!("{CHANGED}warning{CHANGED:#}: {text}\n")
}

/// What a run did: one row a changed file, and a summary.
pub fn table(plan: &Plan, spec: &str) -> String {
    // Of a new crate all is new.
    let rows: &[Change] = if plan.is_new() { &[] } else { &plan.changes };
    let shown = rows.len().min(MAX_ROWS);
    let more = rows.len() - shown;
    let rows: Vec<_> = rows[..shown].iter().map(row).collect();
    let width = rows
        .iter()
        .map(|row| row.path.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for Row {
        style,
        verb,
        path,
        added,
        removed,
    } in rows
    {
        let _ = write!(text, "  {style}{verb}{style:#}  {path:width$}  {added:>6}");
        let _ = writeln!(
            text,
            "{}{removed}",
            if removed.is_empty() { "" } else { "  " }
        );
    }
    if more > 0 {
        let _ = writeln!(text, "  {DIM}and {more} more files{DIM:#}");
    }
    let Counts {
        created,
        updated,
        removed,
    } = Counts::of(plan);
    let mut parts = Vec::new();
    for (count, verb) in [
        (created, "created"),
        (updated, "updated"),
        (removed, "removed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {verb}"));
        }
    }
    if plan.unchanged > 0 || parts.is_empty() {
        parts.push(format!("{} unchanged", plan.unchanged));
    }
    let files = created + updated + plan.unchanged;
    let _ = writeln!(
        text,
        "{GOOD}{}{GOOD:#} from {spec}: {} ({} and {} in all)",
        plan.out.shown,
        parts.join(", "),
        plural(files, "file"),
        plural(plan.lines, "line"),
    );
    text
}

/// What one run of `--watch` wrote, in a line.
pub fn written(plan: &Plan, time: Duration, was_broken: bool) -> String {
    const NAMED: usize = 4;
    let again = if was_broken { "good again: " } else { "" };
    let seconds = time.as_secs_f64();
    let count = plan.changes.len();
    if count == 0 {
        return format!("{GOOD}{again}up to date{GOOD:#} ({seconds:.2} s)\n");
    }
    let named = plan.changes.iter().take(NAMED).map(Change::path);
    let mut names = named.collect::<Vec<_>>().join(", ");
    if count > NAMED {
        let _ = write!(names, " and {} more", count - NAMED);
    }
    let files = plural(count, "file");
    format!("{GOOD}{again}wrote {files}{GOOD:#} in {seconds:.2} s: {names}\n")
}

/// What `--watch` says when a run changed nothing since it could not.
pub fn broken(out: &Place) -> String {
    let kept = if out.path.exists() {
        format!("{} stays as it was", out.shown)
    } else {
        format!("{} is not there yet", out.shown)
    };
    format!("{BAD}broken{BAD:#}: {kept}\n")
}

/// What `--watch` says before it waits.
pub fn watching(files: usize) -> String {
    let files = plural(files, "file");
    format!("{DIM}watching {files}; Ctrl-C ends{DIM:#}\n")
}

/// How to use a new crate, from a package or from the root of a workspace that is none. `settings` are those that it
/// could have, where it has none yet.
pub fn usage(out: &Place, is_in_package: bool, settings: Option<&Unsaid>) -> String {
    let path = shell_word(&out.shown);
    let manifest = shell_word(&out.inside("Cargo.toml"));
    let mut text = "\n".to_owned();
    let to = if is_in_package {
        ""
    } else {
        " --package PACKAGE"
    };
    let _ = writeln!(text, "To use it in a package:  cargo add --path {path}{to}");
    let _ = writeln!(
        text,
        "To read how:             cargo doc --open --no-deps --manifest-path {manifest}"
    );
    if let Some(settings) = settings {
        let whose = match settings.heading.starts_with("[package") {
            true => "package",
            false => "workspace",
        };
        let _ = writeln!(
            text,
            "To leave out these options next time, say them in the {whose}'s Cargo.toml:\n\n{}",
            settings.text().trim_end()
        );
    }
    text
}

/// What has to be added to the manifest of a crate before it compiles: the crates of its types and derives.
pub fn missing_crates(out: &Place, crates: &BTreeMap<&str, Wants>) -> String {
    let manifest = shell_word(&out.inside("Cargo.toml"));
    let mut text = String::new();
    for (name, wants) in crates {
        let (setting, what, features, hint) = match wants {
            Wants::Type => ("types", "type", " --features serde", ""),
            Wants::Derive => (
                "derives",
                "derive",
                "",
                "\n\x20 (many crates have their derives behind a feature: `--features derive`)",
            ),
        };
        let _ = writeln!(
            text,
            "`{setting}` names a {what} of `{name}`, which the client does not depend on yet:\n\
             \x20 cargo add {name}{features} --manifest-path {manifest}{hint}"
        );
    }
    text
}

/// What `--check` found: each file by name, with its differences.
pub fn differences(plan: &Plan, spec: &str) -> String {
    let mut text = String::new();
    for (index, change) in plan.changes.iter().enumerate() {
        let name = plan.out.inside(change.path());
        let (word, style, old, new) = match change {
            Change::Create { new, .. } => ("missing", BAD, "", new.as_str()),
            Change::Update { old, new, .. } => ("stale", CHANGED, old.as_str(), new.as_str()),
            Change::Remove { old, .. } => ("superfluous", BAD, old.as_str(), ""),
        };
        let _ = writeln!(text, "{style}{word}{style:#}: {name}");
        if index < MAX_DIFFERENT_FILES {
            let from = if old.is_empty() { "/dev/null" } else { &name };
            let to = if new.is_empty() {
                "/dev/null"
            } else {
                &format!("{name} (from {spec})")
            };
            text += &unified(old, new, from, to);
            text.push('\n');
        }
    }
    text
}

/// What `--check` says at the end when something differs.
pub fn out_of_date(plan: &Plan, spec: &str, command: &str) -> Error {
    let Counts {
        created,
        updated,
        removed,
    } = Counts::of(plan);
    let counts = [
        (updated, "stale"),
        (created, "missing"),
        (removed, "superfluous"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let message = format!(
        "{} is not what {spec} gives: {}",
        plan.out.shown,
        counts.join(", ")
    );
    Error::new(message).help(format!("run `{command}`"))
}

/// What `--check` says when all is well.
pub fn up_to_date(plan: &Plan, spec: &str) -> String {
    let files = plural(plan.unchanged, "file");
    format!(
        "{GOOD}{}{GOOD:#} is what {spec} gives ({files})\n",
        plan.out.shown
    )
}

/// "1 file", "2 files".
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

struct Counts {
    created: usize,
    updated: usize,
    removed: usize,
}

impl Counts {
    fn of(plan: &Plan) -> Self {
        let mut counts = Self {
            created: 0,
            updated: 0,
            removed: 0,
        };
        for change in &plan.changes {
            match change {
                Change::Create { .. } => counts.created += 1,
                Change::Update { .. } => counts.updated += 1,
                Change::Remove { .. } => counts.removed += 1,
            }
        }
        counts
    }
}

struct Row<'p> {
    style: Style,
    verb: &'static str,
    path: &'p str,
    added: String,
    removed: String,
}

fn row(change: &Change) -> Row<'_> {
    let (style, verb, path, added, removed) = match change {
        Change::Create { path, new } => (GOOD, "created", path, new.lines().count(), 0),
        Change::Update { path, old, new } => {
            let (added, removed) = changed_lines(old, new);
            (CHANGED, "updated", path, added, removed)
        }
        Change::Remove { path, old } => (BAD, "removed", path, 0, old.lines().count()),
    };
    let count = |count: usize, sign: &str| match count {
        0 => String::new(),
        count => format!("{sign}{count}"),
    };
    Row {
        style,
        verb,
        path,
        added: count(added, "+"),
        removed: count(removed, "-"),
    }
}

#[cfg(test)]
mod tests;
