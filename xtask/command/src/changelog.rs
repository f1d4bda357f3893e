//! The entry that a changelog has for some changes: takes what changed and the changelog as it is,
//! gives it as it should be. What a person wrote or edited stays as it is.

use std::fmt::Write as _;
use std::ops::Range;

use generator::{Change, Class, Comparison, Versions};

/// What becomes of a changelog.
#[derive(Debug, PartialEq, Eq)]
pub enum Update {
    /// It says so already.
    Same,
    /// Somebody edited the entry of this version and took its comment out, or wrote about all changes in words of their
    /// own. So many of the changes are not in it as they would be written.
    Edited(usize),
    /// The whole text.
    Write(String),
}

/// The version that the changes belong to: the one chosen where it is right, else the one to
/// choose.
pub fn version(versions: &Versions) -> &str {
    if versions.follows {
        &versions.new
    } else {
        &versions.required
    }
}

/// The heading of changes whose version the owner of the crate decides.
pub const UNRELEASED: &str = "Unreleased";

/// The changelog with an entry for some changes since the last commit; `None` is a changelog that is not there
/// yet. What the `committed` changelog has under the same heading stays in the entry, where it is the newest. Entries of
/// other versions that the changes were to have go; `None` is the changelog of a crate that no commit has, whose entries
/// all stay.
pub fn update(
    changelog: Option<&str>,
    committed: Option<&str>,
    version: &str,
    comparison: &Comparison,
) -> Update {
    let restored = changelog
        .zip(committed)
        .and_then(|(text, committed)| restored(text, committed, Some(version)));
    let text = restored.as_deref().or(changelog);
    match (entered(text, committed, version, comparison), &restored) {
        (Update::Same | Update::Edited(_), Some(text)) => Update::Write(text.clone()),
        (update, _) => update,
    }
}

fn entered(
    changelog: Option<&str>,
    committed: Option<&str>,
    version: &str,
    comparison: &Comparison,
) -> Update {
    let committed = committed.and_then(|text| Some(&text[newest(text, version)?]));
    let committed = committed.unwrap_or_default();
    let before = Some(committed).filter(|entry| is_sealed(entry));
    let before = before.unwrap_or_default();
    let body = body(comparison.changes.iter(), before);
    let entry = format!("## {version}\n\n{}\n\n{body}", seal(&body));
    let Some(text) = changelog else {
        return Update::Write(format!("# Changelog\n\n{entry}"));
    };
    let Some(range) = newest(text, version) else {
        let first = text.find("\n## ").map(|at| at + 1);
        let at = if text.starts_with("## ") {
            Some(0)
        } else {
            first
        };
        return Update::Write(match at {
            Some(at) => format!("{}{entry}\n{}", &text[..at], &text[at..]),
            None => format!("{}\n\n{entry}", text.trim_end()),
        });
    };
    let known = &text[range.clone()];
    if known.trim_end() == entry.trim_end() {
        return Update::Same;
    }
    let entry = match is_sealed(known) {
        true => entry,
        false if known.contains(&seal(&body)) => return Update::Same,
        false => {
            let new = new(known, (committed, before), &comparison.changes);
            match appended(known, &new, &seal(&body)) {
                Some(entry) => entry,
                None => return Update::Edited(unsaid(known, &body)),
            }
        }
    };
    let after = &text[range.end..];
    let gap = if after.is_empty() { "" } else { "\n" };
    Update::Write(format!("{}{entry}{gap}{after}", &text[..range.start]))
}

/// A changelog without the entries that were written since the last commit, where nothing changed since; `None` where
/// it says so already, or somebody edited the entry.
pub fn without_undone(text: &str, committed: &str) -> Option<String> {
    restored(text, committed, None)
}

/// A changelog whose entries are as they were `committed`, or gone where the commit has none, but for those that
/// somebody edited and the one of the version `but`; `None` where they are so already.
fn restored(text: &str, committed: &str, but: Option<&str>) -> Option<String> {
    let sections = sections(text);
    let but = but.and_then(|version| newest(text, version));
    let start = sections
        .first()
        .map_or(text.len(), |(_, range)| range.start);
    let mut restored = text[..start].to_owned();
    let mut is_other = false;
    for (at, (version, range)) in sections.iter().enumerate() {
        // Several entries may have one version; the oldest of each is the last.
        let of_version = sections[at..].iter().filter(|(other, _)| other == version);
        let before = section(committed, version, of_version.count()).unwrap_or_default();
        let (before, entry) = (before.trim_end(), &text[range.clone()]);
        if but.as_ref() == Some(range) || !is_sealed(entry) || before == entry.trim_end() {
            restored.push_str(entry);
            continue;
        }
        is_other = true;
        if !before.is_empty() {
            restored.push_str(before);
            restored.push_str("\n\n");
        }
    }
    is_other.then(|| restored.trim_end().to_owned() + "\n")
}

/// The entry of a version, its heading included: the one with this number among those of the version, the oldest of which
/// is 1.
fn section<'t>(text: &'t str, version: &str, number: usize) -> Option<&'t str> {
    let sections = sections(text).into_iter().rev();
    let mut of_version = sections.filter(|(named, _)| *named == version);
    let (_, range) = of_version.nth(number.checked_sub(1)?)?;
    Some(&text[range])
}

/// Where the newest entry stands, if it is that of a version. New changes are no part of an older one.
fn newest(text: &str, version: &str) -> Option<Range<usize>> {
    let is_told = |named: &str| named == version || !named.eq_ignore_ascii_case(UNRELEASED);
    let mut sections = sections(text).into_iter();
    let (named, range) = sections.find(|(named, _)| is_told(named))?;
    (named == version).then_some(range)
}

/// The entries of a changelog, each with its version and where it stands.
fn sections(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut sections: Vec<(&str, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(heading) = line.strip_prefix("## ") {
            let version = heading.split_whitespace().next().unwrap_or_default();
            sections.push((version.trim_matches(['[', ']', 'v']), at..at));
        }
        at += line.len();
        if let Some((_, range)) = sections.last_mut() {
            range.end = at;
        }
    }
    sections
}

/// The lines of a title in an entry.
fn lines_below<'t>(entry: &'t str, title: &str) -> impl Iterator<Item = &'t str> {
    let heading = format!("### {title}");
    let lines = entry
        .lines()
        .skip_while(move |line| *line != heading)
        .skip(1);
    let lines = lines.take_while(|line| !line.starts_with('#'));
    lines.filter(|line| !line.is_empty())
}

/// The titles of an entry, in their order.
const TITLES: [(Class, &str); 3] = [
    (Class::Breaking, "Breaking"),
    (Class::Addition, "Added"),
    (Class::Documentation, "Documentation"),
];

/// The text of an entry about some changes, after its text `before`. What is added and removed in one entry, nobody had.
fn body<'c>(changes: impl Iterator<Item = &'c Change> + Clone, before: &str) -> String {
    let mut text = String::new();
    let added: Vec<&str> = lines_below(before, "Added").collect();
    let was_added = |change: &&Change| {
        let is = |line: &&str| line.starts_with(&format!("- `{}`: added", change.subject));
        // Of a call or an argument more is said: `removed: header `X-Id``. A field may be a constant by now.
        let is_of_call = change.subject.contains("()") && change.text.starts_with("removed: ");
        (change.text == "removed" || is_of_call) && added.iter().any(is)
    };
    let passed: Vec<&str> = changes
        .clone()
        .filter(was_added)
        .map(|c| &*c.subject)
        .collect();
    let changes = changes.filter(|change| !passed.contains(&&*change.subject));
    for (class, title) in TITLES {
        let new = lines(changes.clone(), class);
        let known = lines_below(before, title);
        let known = known.filter(|line| !passed.iter().any(|subject| is_about(line, subject)));
        let known: Vec<&str> = known.collect();
        if new.is_empty() && known.is_empty() {
            continue;
        }
        let gap = if text.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{gap}### {title}\n");
        let new = new.iter().map(String::as_str);
        let new = new.filter(|line| !known.contains(line));
        for line in new.chain(known.iter().copied()) {
            let _ = writeln!(text, "{line}");
        }
    }
    if text.is_empty() {
        text.push_str("Nothing that callers notice.\n");
    }
    text
}

/// Whether a line is about a thing or about a part of it.
fn is_about(line: &str, subject: &str) -> bool {
    let told = line
        .strip_prefix("- `")
        .and_then(|line| line.split_once("`: "));
    let part = told.and_then(|(told, _)| told.strip_prefix(subject));
    part.is_some_and(|part| !part.starts_with(|c: char| c == '_' || c.is_alphanumeric()))
}

/// The lines about the changes of a class.
fn lines<'c>(changes: impl Iterator<Item = &'c Change>, class: Class) -> Vec<String> {
    let changes = changes.filter(|change| change.class == class);
    // Of other words in the documentation there is no more to say than where they are.
    let (words, told): (Vec<_>, Vec<_>) = changes
        .partition(|change| change.class == Class::Documentation && change.text == "documentation");
    let line = |change: &Change| format!("- `{}`: {}", change.subject, change.text);
    let mut lines: Vec<String> = told.into_iter().map(line).collect();
    if !words.is_empty() {
        let names = words.iter().map(|change| format!("`{}`", change.subject));
        lines.push(format!("- {}", names.collect::<Vec<_>>().join(", ")));
    }
    lines
}

/// The changes that are not in an entry which somebody edited. It may speak of one in words that do not name it, or its
/// line was deleted: then the seal still says that it was entered.
fn new<'c>(
    entry: &str,
    (committed, before): (&str, &str),
    changes: &'c [Change],
) -> Vec<&'c Change> {
    // What was committed is about other changes, also of the same items.
    let of_now = |line: &&str| !committed.lines().any(|before| before == *line);
    let of_now: Vec<&str> = entry.lines().filter(of_now).collect();
    let is_named = |change: &Change| {
        let name = format!("`{}`", change.subject);
        of_now.iter().any(|line| line.contains(&name))
    };
    let unnamed: Vec<&Change> = changes.iter().filter(|change| !is_named(change)).collect();
    if unnamed.len() > MOST_UNNAMED {
        return unnamed;
    }
    let chosen = |set: usize| {
        let all = unnamed.iter().enumerate();
        let chosen = all.filter(move |(at, _)| set >> at & 1 == 1);
        chosen.map(|(_, change)| *change).collect::<Vec<_>>()
    };
    let mut sets = (1..1_usize << unnamed.len()).map(chosen);
    let is_rest_sealed = |new: &Vec<&Change>| {
        let is_new = |change: &Change| new.iter().any(|new| std::ptr::eq(*new, change));
        let entered = changes.iter().filter(|change| !is_new(change));
        entry.contains(&seal(&body(entered, before)))
    };
    let new = sets.find(is_rest_sealed);
    new.unwrap_or(unnamed)
}

/// Of so many changes each choice is compared with a seal.
const MOST_UNNAMED: usize = 8;

/// An entry that somebody edited, with new changes at the ends of its lists; `None` where there are none, and where the
/// entry has no seal, without which nothing says what was entered before.
fn appended(entry: &str, new: &[&Change], seal: &str) -> Option<String> {
    let is_seal = |line: &String| line.starts_with(SEAL);
    let mut edited: Vec<String> = entry.trim_end().lines().map(str::to_owned).collect();
    let at = edited.iter().position(is_seal)?;
    seal.clone_into(&mut edited[at]);
    let before = edited.len();
    for (at, (class, _)) in TITLES.iter().enumerate() {
        for line in lines(new.iter().copied(), *class) {
            append(&mut edited, &TITLES[at..], line);
        }
    }
    (edited.len() > before).then(|| edited.join("\n") + "\n")
}

/// Puts a line at the end of the list under the first of the titles, which is made before those that follow it.
fn append(entry: &mut Vec<String>, titles: &[(Class, &str)], line: String) {
    let heading = |title: &str| format!("### {title}");
    let find = |(_, title): &(Class, &str)| entry.iter().position(|line| *line == heading(title));
    let Some(start) = find(&titles[0]) else {
        let at = titles.iter().find_map(find);
        let section = [heading(titles[0].1), String::new(), line];
        match at {
            Some(at) => drop(entry.splice(at..at, section.into_iter().chain([String::new()]))),
            None => entry.extend([String::new()].into_iter().chain(section)),
        }
        return;
    };
    let below = &entry[start + 1..];
    let end = below.iter().position(|line| line.starts_with('#'));
    let list = &below[..end.unwrap_or(below.len())];
    let last = list.iter().rposition(|line| !line.trim().is_empty());
    match last {
        Some(last) => entry.insert(start + 1 + last + 1, line),
        None => drop(entry.splice(start + 1..=start, [String::new(), line])),
    }
}

/// How many lines of a text an entry does not have.
fn unsaid(entry: &str, body: &str) -> usize {
    let entered = |line: &&str| entry.lines().any(|there| there == *line);
    let lines = body.lines().filter(|line| line.starts_with("- "));
    lines.filter(|line| !entered(line)).count()
}

const SEAL: &str = "<!-- written by codegen, yours once edited: ";

/// Says what the text below it was, so that an edit is noticed.
fn seal(body: &str) -> String {
    format!("{SEAL}{:016x} -->", fingerprint(body.trim()))
}

fn is_sealed(section: &str) -> bool {
    let Some((heading, rest)) = section.split_once(SEAL) else {
        return false;
    };
    let untouched = heading
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
        == 1;
    let mut lines = rest.splitn(2, '\n');
    let (seal, body) = (lines.next(), lines.next().unwrap_or_default());
    let wanted = format!("{:016x} -->", fingerprint(body.trim()));
    untouched && seal == Some(wanted.as_str())
}

/// FNV-1a, 64 bits: the same on every machine and for ever.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
