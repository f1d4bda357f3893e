//! The entry that a changelog has for some changes: takes what changed and the changelog as it is,
//! gives it as it should be. What a person wrote or edited stays as it is.

use std::fmt::Write as _;

use generator::{Change, Class, Comparison, Versions};

/// What becomes of a changelog.
#[derive(Debug, PartialEq, Eq)]
pub enum Update {
    /// It says so already.
    Same,
    /// Somebody edited the entry of this version, so it is theirs. So many of the changes are not in it as they
    /// would be written.
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
/// yet. What the `committed` changelog has under the same heading stays in the entry.
pub fn update(
    changelog: Option<&str>,
    committed: Option<&str>,
    version: &str,
    comparison: &Comparison,
) -> Update {
    let before = committed.and_then(|text| {
        let section = &text[section(text, version)?];
        is_sealed(section).then_some(section)
    });
    let body = body(&comparison.changes, before.unwrap_or_default());
    let entry = format!("## {version}\n\n{}\n\n{body}", seal(&body));
    let Some(text) = changelog else {
        return Update::Write(format!("# Changelog\n\n{entry}"));
    };
    let Some(range) = section(text, version) else {
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
    if !is_sealed(known) {
        let entered = |line: &&str| known.lines().any(|there| there == *line);
        let lines = body.lines().filter(|line| line.starts_with("- "));
        return Update::Edited(lines.filter(|line| !entered(line)).count());
    }
    let after = &text[range.end..];
    let gap = if after.is_empty() { "" } else { "\n" };
    Update::Write(format!("{}{entry}{gap}{after}", &text[..range.start]))
}

/// A changelog without the first entry, or with that entry as it was `committed`, where nothing changed since the
/// last commit; `None` where it says so already, or somebody edited the entry.
pub fn without_undone(text: &str, committed: Option<&str>) -> Option<String> {
    let heading = text.lines().find_map(|line| line.strip_prefix("## "))?;
    let version = heading.split_whitespace().next()?;
    let range = section(text, version)?;
    let entry = &text[range.clone()];
    if !is_sealed(entry) {
        return None;
    }
    let before = committed.and_then(|text| Some(&text[section(text, version)?]));
    let before = before.unwrap_or_default().trim_end();
    let parts = [&text[..range.start], before, &text[range.end..]];
    let parts = parts.map(str::trim_end).into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    (before != entry.trim_end()).then(|| parts.join("\n\n") + "\n")
}

/// The entry of a version, its heading included.
fn section(text: &str, version: &str) -> Option<std::ops::Range<usize>> {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(heading) = line.strip_prefix("## ") {
            if let Some(start) = start {
                return Some(start..at);
            }
            let mut words = heading.split_whitespace();
            let named = words.next().map(|word| word.trim_matches(['[', ']', 'v']));
            if named == Some(version) {
                start = Some(at);
            }
        }
        at += line.len();
    }
    start.map(|start| start..at)
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

/// The text of an entry about some changes, after its text `before`.
fn body(changes: &[Change], before: &str) -> String {
    let mut text = String::new();
    for (class, title) in [
        (Class::Breaking, "Breaking"),
        (Class::Addition, "Added"),
        (Class::Documentation, "Documentation"),
    ] {
        let of_class: Vec<&Change> = changes
            .iter()
            .filter(|change| change.class == class)
            .collect();
        let known: Vec<&str> = lines_below(before, title).collect();
        if of_class.is_empty() && known.is_empty() {
            continue;
        }
        let gap = if text.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{gap}### {title}\n");
        let mut add = |line: String| {
            if !known.contains(&line.as_str()) {
                let _ = writeln!(text, "{line}");
            }
        };
        if class == Class::Documentation && !of_class.is_empty() {
            let names = of_class
                .iter()
                .map(|change| format!("`{}`", change.subject));
            add(format!("- {}", names.collect::<Vec<_>>().join(", ")));
        } else {
            for change in of_class {
                add(format!("- `{}`: {}", change.subject, change.text));
            }
        }
        for line in known {
            let _ = writeln!(text, "{line}");
        }
    }
    if text.is_empty() {
        text.push_str("Nothing that callers notice.\n");
    }
    text
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
