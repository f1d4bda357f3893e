//! The findings of a run: those that come first in full, further ones of their kind in short, and the
//! overlays that mend them as one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use generator::{Code, Diagnostic, Severity, Sources};

use super::{Format, colored, complain, diagnostic, plural};

/// How many findings of one code are shown with the text that they are about.
const IN_FULL: usize = 10;
/// How many more are shown on a line each.
const IN_SHORT: usize = 10;
/// How many places of further ones are named.
const NAMED: usize = 30;

/// Prints findings to standard error; programs, and people who ask for it, get all of them in full.
pub fn findings(found: &[&Diagnostic], sources: &Sources, format: Format, all: bool) {
    if format == Format::Json {
        for found in found {
            complain(&diagnostic(found, sources, format));
        }
        return;
    }
    complain(&text(found, sources, all, colored()));
}

fn text(found: &[&Diagnostic], sources: &Sources, all: bool, color: bool) -> String {
    let mut text = String::new();
    let mut kinds: BTreeMap<(Code, Severity), Vec<&Diagnostic>> = BTreeMap::new();
    let joined = generator::joined_overlay(found, sources);
    for found in found {
        let kind = kinds.entry((found.code, found.severity)).or_default();
        kind.push(found);
        let full = all || kind.len() <= IN_FULL;
        if full && joined.is_some() {
            let _ = write!(text, "{}\n\n", found.render_apart(sources, color));
        } else if full {
            let _ = write!(text, "{}\n\n", found.render(sources, color));
        } else if kind.len() <= IN_FULL + IN_SHORT {
            let _ = writeln!(text, "{}", found.line(sources));
        }
    }
    let mut is_short = false;
    for ((code, severity), kind) in kinds.iter().filter(|_| !all) {
        let Some(rest) = kind
            .get(IN_FULL + IN_SHORT..)
            .filter(|rest| !rest.is_empty())
        else {
            continue;
        };
        is_short = true;
        let count = rest.len();
        let _ = writeln!(
            text,
            "{}[{}]: {count} more: {}",
            severity.name(),
            code.id(),
            code.meaning().trim_end_matches('.')
        );
        let _ = writeln!(text, "  {}", places(rest, sources));
    }
    if is_short {
        text.push_str("`--all` shows each of them in full\n\n");
    }
    if let Some((overlay, file)) = joined {
        let count = overlay.matches("  - target:").count();
        let actions = plural(count, "action");
        let _ = write!(
            text,
            "To leave the document as it is, save this overlay of {actions} as `{file}`:\n\n{overlay}\n"
        );
    }
    text
}

/// `api.yaml:3, 7, 9 and 12 more`
fn places(found: &[&Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    let mut last = "";
    let places = found.iter().filter_map(|found| found.location(sources));
    for (index, place) in places.take(NAMED).enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        if place.file != last {
            let _ = write!(text, "{}:", place.file);
            last = place.file;
        }
        let _ = write!(text, "{}", place.line);
    }
    if found.len() > NAMED {
        let _ = write!(text, " and {} more", found.len() - NAMED);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use generator::{Diagnostic, Sources, generate};

    use super::text;

    /// What is printed of a description with so many schemas that refer to nothing.
    fn printed(count: usize, near: &str, all: bool) -> String {
        let mut description =
            "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        let _ = writeln!(description, "    Known: {{ type: string }}");
        for number in 0..count {
            let _ = writeln!(
                description,
                "    S{number}: {{ $ref: \"#/components/schemas/{near}\" }}"
            );
        }
        let mut sources = Sources::new("spec/api.yaml", description);
        sources.show("../spec/api.yaml");
        let output = generate(&sources);
        let found: Vec<&Diagnostic> = output.diagnostics.iter().collect();
        text(&found, &sources, all, false)
    }

    #[test]
    fn many_findings_of_a_kind_are_counted_with_their_places() {
        let text = printed(1000, "Nowhere", false);
        assert!(text.lines().count() < 150, "{text}");
        let more =
            "error[E0200]: 980 more: A reference leads to nothing\n  ../spec/api.yaml:27, 28, ";
        assert!(text.contains(more), "{text}");
        assert!(
            text.contains(" and 950 more\n`--all` shows each of them in full\n"),
            "{text}"
        );
        let all = printed(1000, "Nowhere", true);
        assert_eq!(all.matches("--> ../spec/api.yaml:").count(), 1000);
    }

    #[test]
    fn several_overlays_are_one() {
        let text = printed(3, "Knwon", false);
        assert_eq!(text.matches("overlay: 1.1.0").count(), 1, "{text}");
        assert_eq!(text.matches("  - target:").count(), 3, "{text}");
        assert_eq!(
            text.matches("with the overlay at the end").count(),
            3,
            "{text}"
        );
        assert!(
            text.contains("as `../spec/api.overlay.yaml`:\n\noverlay: 1.1.0"),
            "{text}"
        );
        let one = printed(1, "Knwon", false);
        assert!(
            one.contains("save this as `../spec/api.overlay.yaml`:"),
            "{one}"
        );
    }
}
