//! Many changes that break nothing, in few lines: their names, without their places.

use std::fmt::Write as _;

use generator::{Change, Group};

use super::text::HEADING;
use crate::report::{DIM, GOOD, plural};

/// So many are shown in full.
pub const FEW: usize = 12;

/// The most columns of a line.
const WIDTH: usize = 100;

/// What is new as a whole first, then what came to each call and type that was there.
pub fn additions(additions: &[&Change]) -> String {
    // In this order, whatever comes first.
    let whole = ["new calls", "new types", "new in the client"];
    let mut groups: Vec<(&str, Vec<&str>)> = whole.map(|title| (title, Vec::new())).into();
    for change in additions {
        let (title, name) = match (is_whole(change), change.group) {
            (true, Group::Operation) => (whole[0], change.owner.as_str()),
            (true, Group::Type) => (whole[1], change.owner.as_str()),
            (_, Group::Client) => (whole[2], own_name(change)),
            (false, _) => (change.owner.as_str(), own_name(change)),
        };
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, names)) => names.push(name),
            None => groups.push((title, vec![name])),
        }
    }
    let mut text = heading(&plural(additions.len(), "addition"));
    for (title, names) in groups.iter().filter(|(_, names)| !names.is_empty()) {
        let count = match names.len() {
            1 => String::new(),
            count => format!(" ({count})"),
        };
        let _ = writeln!(text, "  {GOOD}{title}{GOOD:#}{count}");
        text += &wrapped(names);
    }
    text
}

/// What is documented in other words.
pub fn words(words: &[&Change]) -> String {
    let names: Vec<&str> = words.iter().map(|change| change.subject.as_str()).collect();
    let text = heading(&format!("{} changes of documentation alone", words.len()));
    text + &wrapped(&names)
}

fn heading(count: &str) -> String {
    format!("{HEADING}{count}{HEADING:#} {DIM}(`--all` shows each with its place){DIM:#}\n")
}

/// Whether a call or a type came, not a part of it.
fn is_whole(change: &Change) -> bool {
    change.subject == change.owner && change.text.starts_with("added")
}

/// What came, without the name of what it came to.
fn own_name(change: &Change) -> &str {
    let name = change.subject.strip_prefix(change.owner.as_str());
    match name.unwrap_or(&change.subject) {
        "" => change.text.trim_start_matches("new: "),
        name => name.trim_start_matches("::").trim_start_matches('.'),
    }
}

/// Names with commas, in lines that are not long.
fn wrapped(names: &[&str]) -> String {
    let mut text = String::new();
    let mut line = String::new();
    for (index, name) in names.iter().enumerate() {
        let comma = if index + 1 < names.len() { "," } else { "" };
        if !line.is_empty() && line.chars().count() + name.chars().count() + 6 > WIDTH {
            let _ = writeln!(text, "    {line}");
            line.clear();
        }
        let space = if line.is_empty() { "" } else { " " };
        line += &format!("{space}{name}{comma}");
    }
    let _ = writeln!(text, "    {line}");
    text
}
