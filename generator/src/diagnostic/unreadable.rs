//! The findings about files that cannot be read, and about overlays that cannot be applied.

use super::{Code, Diagnostic, Report, nearest};
use crate::source::{ACTION, Complaint, Lacking, Lost, LostKey, Problem};

/// Reports what could not be read at all; true when the root document is among it.
pub(crate) fn unreadable(report: &Report<'_>) -> bool {
    for (file, unreadable, lost) in report.sources.faults() {
        let at =
            |offset: Option<usize>| offset.map(|offset| report.sources.offset_span(file, offset));
        if let Some(unreadable) = unreadable.filter(|unreadable| !unreadable.missing) {
            let range = unreadable.range.clone();
            let span = range.map(|range| report.sources.range_span(file, range));
            let found = Diagnostic::new(Code::Syntax, span, &unreadable.message);
            let found = found.label(&unreadable.label);
            report.add(match unreadable.help.as_str() {
                "" => found,
                help => found.help(help),
            });
        }
        for LostKey { offset, why } in lost {
            report.add(match why {
                Lost::Twice { key, first } => {
                    let first = first.map(|offset| {
                        let (line, _) = report.sources.line_and_column(file, offset);
                        format!(", first in line {line}")
                    });
                    let first = first.unwrap_or_default();
                    let message = format!("an object has the key `{key}` twice{first}");
                    let help =
                        "remove one of the two: the generator cannot know which one is right";
                    Diagnostic::new(Code::DuplicateKey, at(*offset), message).help(help)
                }
                Lost::Padded(key) => {
                    let key: String = key
                        .chars()
                        .map(|c| match c.is_alphanumeric() || c.is_ascii() {
                            true => c.to_string(),
                            false => c.escape_unicode().to_string(),
                        })
                        .collect();
                    let message =
                        format!("the key `{key}` begins or ends with a character that is not seen");
                    let found = Diagnostic::new(Code::Untidy, at(*offset), message);
                    found.label("read as it is").help("write it again without the character")
                }
                Lost::Unmerged => {
                    let message = "expected an object or an array of objects to merge";
                    let found = Diagnostic::new(Code::Untidy, at(*offset), message);
                    found.label("ignored").help(
                        "refer to an object by its anchor, or put the key in quotes if it is meant as such",
                    )
                }
            });
        }
    }
    for complaint in report.sources.complaints() {
        report.add(of_overlay(complaint, report));
    }
    report.sources.root().is_err()
}

/// What is wrong with an overlay.
fn of_overlay(Complaint { node, problem }: &Complaint, report: &Report<'_>) -> Diagnostic {
    match problem {
        Problem::Unusable(why) => report.at(Code::Overlay, node, why),
        Problem::UnknownKey(key) => {
            let known = ACTION.join("`, `");
            let message = format!("`{key}` is not a key of an action: expected `{known}`");
            let found = report.at_key(Code::Overlay, node, message);
            match nearest(key, ACTION) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found,
            }
        }
        Problem::NoMatch(lacking) => {
            let message = "the action matches nothing in the description";
            let found = report.at(Code::UnusedOverlay, node, message);
            let (found, near) = match lacking {
                Some(Lacking { name, known }) => (
                    found.label(format!("there is no `{name}`")),
                    nearest(name, known.iter().map(String::as_str)),
                ),
                None => (found, None),
            };
            found.help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the description may have changed: mend the path or remove the action"
                    .to_owned(),
            })
        }
    }
}
