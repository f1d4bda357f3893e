//! The version of the crate: that of the description, as cargo takes it.

use semver::{BuildMetadata, Prerelease, Version};

use super::super::context::Lowering;
use crate::diagnostic::Code;
use crate::openapi::Info;

/// The version of a crate whose description has none that cargo takes.
const UNKNOWN: Version = Version::new(0, 1, 0);

/// The years of dates; other numbers of four digits are versions.
const YEARS: std::ops::Range<u64> = 1900..2200;

pub(super) fn version(lowering: &Lowering<'_, '_>, info: &Info<'_>) -> String {
    let version = of_text(&info.version).unwrap_or_else(|| {
        if let Some(node) = info.node.and_then(|node| node.get("version")) {
            let text = info.version.escape_debug();
            let message = format!("cargo takes no version `{text}`: the crate has {UNKNOWN}");
            let found = lowering.report.at(Code::UnknownVersion, node, message);
            lowering.report.add(found.help(
                "write numbers (`1.4.0`) or a date (`2024-06-15`); or write a version into the crate's `Cargo.toml`, \
                 where it is yours",
            ));
        }
        UNKNOWN
    });
    version.to_string()
}

/// `1`, `v1.4.0-rc.1`, `2.0 beta`, `1.0.0+b1`, `2024-06-15`: what is missing of three numbers is zero.
fn of_text(text: &str) -> Option<Version> {
    let text = text.trim().trim_start_matches('v');
    let (text, build) = text.split_once('+').unwrap_or((text, ""));
    let ([major, minor, patch], rest) = match date(text) {
        Some(date) => date,
        None => numbers(text)?,
    };
    let pre = match rest.strip_prefix('-') {
        Some(pre) => pre,
        None => rest.trim_start(),
    };
    Some(Version {
        pre: prerelease(pre),
        build: BuildMetadata::new(build).unwrap_or_default(),
        ..Version::new(major, minor, patch)
    })
}

/// The name of a version before a release, spelt as cargo takes it: without it the version would be that of the release.
fn prerelease(text: &str) -> Prerelease {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let words = text.split('.').map(|word| {
        let word = word.replace(|c| !is_letter(c), "-");
        let word = word.trim_matches('-');
        match word.chars().all(|c| c.is_ascii_digit()) {
            // A number has no zeros before it.
            true if word.len() > 1 => match word.trim_start_matches('0') {
                "" => "0".to_owned(),
                number => number.to_owned(),
            },
            _ => word.to_owned(),
        }
    });
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    Prerelease::new(&words.join(".")).unwrap_or_default()
}

/// A year, a month and perhaps a day, and what follows them as far as it tells versions of that day apart.
fn date(text: &str) -> Option<([u64; 3], &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let day = rest.strip_prefix('-').and_then(|rest| number(rest, 2));
    let (day, rest) = day.unwrap_or((0, rest));
    let is_date = YEARS.contains(&year) && (1..=12).contains(&month) && day <= 31;
    let rest = if rest.starts_with('-') { rest } else { "" };
    is_date.then_some(([year, month, day], rest))
}

/// The number that a text begins with, of so many digits at most, and what follows.
fn number(text: &str, digits: usize) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (number, rest) = text.split_at(end.unwrap_or(text.len()));
    (number.len() <= digits).then_some((number.parse().ok()?, rest))
}

/// Three numbers, and what follows. A fourth one has no place in a version.
fn numbers(text: &str) -> Option<([u64; 3], &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (numbers, rest) = text.split_at(end.unwrap_or(text.len()));
    let parts = numbers.split('.').map(|part| part.parse().ok());
    let parts: Vec<u64> = parts.collect::<Option<_>>()?;
    let number = |index: usize| parts.get(index).copied().unwrap_or(0);
    // One word is a name of the version: `2.0 beta`. More are a remark.
    let is_word = |rest: &str| Prerelease::new(rest.trim_start()).is_ok();
    let is_told = rest.is_empty()
        || rest.starts_with('-')
        || rest.starts_with(char::is_whitespace) && is_word(rest);
    is_told.then_some(([number(0), number(1), number(2)], rest))
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn versions_are_those_of_cargo() {
        for (text, expected) in [
            ("1", "1.0.0"),
            ("v1.4", "1.4.0"),
            (" 1.4.2 ", "1.4.2"),
            ("1.0.0-rc.1", "1.0.0-rc.1"),
            ("1.0-SNAPSHOT", "1.0.0-SNAPSHOT"),
            ("1.0.0-beta_1", "1.0.0-beta-1"),
            ("1.0.0-01", "1.0.0-1"),
            ("1.0.0-rc 2 (internal).00", "1.0.0-rc-2--internal.0"),
            ("1.0.0+b1", "1.0.0+b1"),
            ("1.0.0-rc.1+b.2", "1.0.0-rc.1+b.2"),
            ("2.0 beta", "2.0.0-beta"),
            ("1.2.3.4", "1.2.3"),
            ("2024-01-01", "2024.1.1"),
            ("2024-06-15", "2024.6.15"),
            ("2022-11-28", "2022.11.28"),
            ("2022-11-28-preview", "2022.11.28-preview"),
            ("2024-09-30.acacia", "2024.9.30"),
            ("2024-06-15T00:00:00Z", "2024.6.15"),
            ("2024-06", "2024.6.0"),
            ("2024.06.15", "2024.6.15"),
            ("2024-13", "2024.0.0-13"),
            ("20240615", "20240615.0.0"),
        ] {
            let version = of_text(text).map(|version| version.to_string());
            assert_eq!(version.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "latest",
            "1.x",
            "1.0.0.RELEASE",
            "1.0 and later",
            "1st",
            "99999999999999999999",
        ] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}
