//! What is wrong or worth knowing about a description: a code, a severity, a place, a way out.
//! Knows nothing of OpenAPI; every stage before `emit` makes these and none decides to stop.

mod code;
mod mend;
mod operation;
mod setting;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::iter;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

pub use self::code::{Code, Severity};
pub(crate) use self::mend::{Mend, quoted};
use self::operation::Operation;
pub use self::setting::Setting;
use crate::source::{
    ACTION, Complaint, Lacking, Lost, LostKey, Node, Place, Problem, Sources, Span,
};

/// How many findings of one code come with an overlay.
const MAX_OVERLAYS: usize = 20;

/// One finding about a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in lower case and without a final stop.
    pub message: String,
    /// A few words under the place.
    pub label: String,
    /// Ways out.
    pub help: Vec<String>,
    /// An Overlay document, ready to save, with which the finding goes away.
    pub overlay: Option<String>,
    /// The item of a list that the overlay removes.
    removed: Option<Place>,
    /// What the finding is about, when that is no part of the description.
    pub setting: Option<Setting>,
    span: Option<Span>,
    place: Option<Place>,
    /// The operation that the place is in.
    operation: Option<Operation>,
    /// What says the same of many places is shown at the first of them.
    once: bool,
    /// It would be an error, had the description not been read leniently.
    overcome: bool,
    /// Whether it was an error that is a warning now, since a user allowed it or because it was overcome.
    tolerated: bool,
}

/// A place as people write it; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location<'s> {
    /// The file's name.
    pub file: &'s str,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Option<Span>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            label: String::new(),
            help: Vec::new(),
            overlay: None,
            removed: None,
            setting: None,
            span,
            place: None,
            operation: None,
            once: false,
            overcome: false,
            tolerated: false,
        }
    }

    /// The same finding at a place whose value is not at hand.
    pub(crate) fn standing(mut self, place: Place, sources: &Sources) -> Self {
        self.span = Some(sources.shown_span(place));
        self.place = Some(place);
        self
    }

    /// The same finding about a value of the options.
    pub(crate) fn about(mut self, key: &'static str, value: &str) -> Self {
        self.setting = Some(Setting::new(key, value));
        self
    }

    fn of(mut self, node: &Node) -> Self {
        self.place = Some(node.place);
        self
    }

    /// The place, unless it is about the description as a whole or about its text.
    pub(crate) fn place(&self) -> Option<Place> {
        self.place
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same finding as a warning.
    pub(crate) fn softened(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same finding, shown at the first of all places of which it says the same.
    pub(crate) fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The same finding, of so many more things: "and in 3 more places".
    pub(crate) fn and(mut self, before: &str, count: usize, thing: &str) -> Self {
        let more = match count {
            0 => return self,
            1 => format!("and {before}one more {thing}"),
            _ => format!("and {before}{count} more {thing}s"),
        };
        self.label = match self.label.as_str() {
            "" => more,
            label => format!("{label}, {more}"),
        };
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Whether the finding is an error that costs no more than the object that contains it, when the description
    /// is read [leniently](crate::Options::lenient).
    pub fn can_be_overcome(&self) -> bool {
        match self.code {
            // A file that a reference leads to, where it is not the description itself.
            Code::Syntax => self.span.as_ref().is_some_and(|span| span.file > 0),
            // What the user wrote, and a description with nothing to call.
            Code::Overlay
            | Code::NamesFile
            | Code::NothingSelected
            | Code::NotDerived
            | Code::NothingToCall => false,
            code => code.is_tolerable(),
        }
    }

    /// The place of the finding, unless it is about the description as a whole.
    pub fn location<'s>(&'s self, sources: &'s Sources) -> Option<Location<'s>> {
        if let Some(location) = self.setting.as_ref().and_then(Setting::location) {
            return Some(location);
        }
        let Span { file, range } = self.span.as_ref()?;
        let (line, column) = sources.line_and_column(*file, range.start);
        let file = sources.file_name(*file);
        Some(Location { file, line, column })
    }

    /// The finding as rustc would print it, then the overlay that mends it; without a final
    /// newline.
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        let file = overlay_name(sources);
        let text = self.render_with(
            sources,
            color,
            &format!("leave the document as it is, and save this as `{file}`:"),
        );
        match &self.overlay {
            Some(overlay) => text + "\n\n" + overlay.trim_end(),
            None => text,
        }
    }

    /// The finding as rustc would print it, without the overlay that mends it: that one is printed below all
    /// findings, in [one document](joined_overlay).
    pub fn render_apart(&self, sources: &Sources, color: bool) -> String {
        let to_save = "leave the document as it is, with the overlay at the end";
        self.render_with(sources, color, to_save)
    }

    fn render_with(&self, sources: &Sources, color: bool, to_save: &str) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut shown = 1;
        let mut group = Group::with_title(level.primary_title(&self.message).id(self.code.id()));
        if let (Some(span), Some(location)) = (&self.span, self.location(sources)) {
            let (window, range) = window(sources.text(span.file), span);
            let annotation = AnnotationKind::Primary
                .span(range.clone())
                .label(&self.label);
            shown = window[..range.start].chars().count() + 1;
            group = group.element(
                Snippet::source(window)
                    .path(location.file)
                    .line_start(location.line)
                    .annotation(annotation),
            );
        } else if let Some(Location { file, line, column }) = self.location(sources) {
            let origin = Origin::path(file).line(line).char_column(column);
            group = group.element(origin);
            shown = column;
        }
        // A finding about a call names the call; the text around it seldom does.
        let operation = self
            .operation
            .as_ref()
            .filter(|operation| self.code.is_of_calls() && !operation.is_named_in(&self.message));
        let operation = operation.map(|operation| Level::NOTE.message(operation.to_string()));
        let group = group.elements(operation);
        let group = group.elements(self.help.iter().map(|help| Level::HELP.message(help)));
        let to_save = match self.help.is_empty() {
            true => to_save.to_owned(),
            false => format!("or {to_save}"),
        };
        let to_save = self.overlay.iter().map(|_| Level::HELP.message(&to_save));
        let group = group.elements(to_save);
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut text = renderer.render(&[group]);
        // The library counts columns in what it is given, which may be a part of the line.
        if let (Some(location), Some(below)) = (self.location(sources), text.find('\n'))
            && location.column != shown
        {
            let place = |column| format!("{}:{}:{column}", location.file, location.line);
            let rest = text.split_off(below);
            text += &rest.replacen(&place(shown), &place(location.column), 1);
        }
        text
    }

    /// The finding on one line, without the text of the document and without help.
    pub fn line(&self, sources: &Sources) -> String {
        let (severity, code, message) = (self.severity.name(), self.code.id(), &self.message);
        let place = self.location(sources).map(|at| {
            let Location { file, line, column } = at;
            format!(" ({file}:{line}:{column})")
        });
        format!("{severity}[{code}]: {message}{}", place.unwrap_or_default())
    }

    /// The finding as an object for programs.
    pub fn json(&self, sources: &Sources) -> serde_json::Value {
        let location = self.location(sources);
        serde_json::json!({
            "code": self.code.id(),
            "severity": self.severity.name(),
            "message": self.message,
            "label": self.label,
            "file": location.map(|at| at.file),
            "line": location.map(|at| at.line),
            "column": location.map(|at| at.column),
            "operation": self.operation.as_ref().map(|operation| &operation.method_and_path),
            "pointer": self.place.map(|place| sources.pointer(sources.written(place))),
            "help": self.help,
            "overlay": self.overlay,
        })
    }
}

/// The file that an overlay of the description can be saved as: one that is not there.
fn overlay_name(sources: &Sources) -> String {
    let description = sources.file_name(0);
    let stem = description
        .rsplit_once('.')
        .map_or(description, |(stem, _)| stem);
    let free = |name: &String| !sources.overlays().any(|known| known == name);
    let numbered = (2..).map(|number| format!("{stem}.{number}.overlay.yaml"));
    let mut names = std::iter::once(format!("{stem}.overlay.yaml")).chain(numbered);
    names.find(free).unwrap_or_default()
}

/// One overlay with the actions of all findings that have some, and the file that it can be saved as.
/// `None` where fewer than two have one.
pub fn joined_overlay(found: &[&Diagnostic], sources: &Sources) -> Option<(String, String)> {
    let mut found = found.to_vec();
    // Each action applies to the result of those before it, and an item that is removed moves the ones behind it: items
    // are removed at the end, the last of a list first.
    let removed = |found: &Diagnostic| found.removed.map(|place| Reverse(sources.steps(place)));
    found.sort_by_cached_key(|found| removed(found));
    let overlays = found.iter().filter_map(|found| found.overlay.as_deref());
    let actions: Vec<&str> = overlays
        .filter_map(|overlay| overlay.split_once(mend::ACTIONS))
        .map(|(_, actions)| actions)
        .collect();
    if actions.len() < 2 {
        return None;
    }
    let mut distinct: Vec<&str> = Vec::new();
    for actions in actions {
        if !distinct.contains(&actions) {
            distinct.push(actions);
        }
    }
    let title = quoted(&format!("Mends of {}", sources.name()));
    Some((
        mend::document(&title, &distinct.concat()),
        overlay_name(sources),
    ))
}

/// The line of a span, and the span within it. Of a very long line only the part around it.
fn window<'t>(text: &'t str, span: &Span) -> (&'t str, std::ops::Range<usize>) {
    const AROUND: usize = 120;
    let mut from = span.range.start.saturating_sub(AROUND);
    let mut to = text.len().min(span.range.start + 2 * AROUND);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    if let Some(at) = text[from..span.range.start].rfind('\n') {
        from += at + 1;
    }
    if let Some(at) = text[span.range.start..to].find('\n') {
        to = span.range.start + at;
    }
    let line = text[from..to].trim_end_matches('\r');
    let limit = |at: usize| at.clamp(from, from + line.len()) - from;
    (line, limit(span.range.start)..limit(span.range.end))
}

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

/// Which errors are to be warnings.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tolerance<'o> {
    pub codes: &'o [Code],
    /// Every error that can be overcome.
    pub lenient: bool,
}

/// Collects what the stages find.
#[derive(Debug)]
pub(crate) struct Report<'s> {
    pub sources: &'s Sources,
    tolerance: Tolerance<'s>,
    found: RefCell<Vec<Diagnostic>>,
    operations: RefCell<HashMap<Place, Operation>>,
}

impl<'s> Report<'s> {
    pub fn new(sources: &'s Sources, tolerance: Tolerance<'s>) -> Self {
        Self {
            sources,
            tolerance,
            found: RefCell::default(),
            operations: RefCell::default(),
        }
    }

    pub fn add(&self, mut diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            diagnostic.overcome = self.tolerance.lenient && diagnostic.can_be_overcome();
            if self.tolerates(&diagnostic) {
                diagnostic.severity = Severity::Warning;
                diagnostic.tolerated = true;
            }
        }
        // Whoever breaks a rule without harm does so everywhere.
        diagnostic.once |= diagnostic.code == Code::Untidy;
        self.found.borrow_mut().push(diagnostic);
    }

    /// Keeps where an operation is, for the findings in it. Of those at one place it is the first.
    pub fn operation(&self, node: &Node, method: &str, path: &str, id: Option<&str>) {
        let mut operations = self.operations.borrow_mut();
        let operation = operations.entry(node.place);
        operation.or_insert_with(|| Operation::new(method, path, id));
    }

    /// Whether an error becomes a warning.
    pub fn tolerates(&self, error: &Diagnostic) -> bool {
        let Tolerance { codes, lenient } = self.tolerance;
        lenient && error.can_be_overcome() || codes.contains(&error.code)
    }

    /// How many findings there are, for [`withdraw`](Self::withdraw).
    pub fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Takes back the findings of these codes that were added since there were so many.
    pub fn withdraw(&self, since: usize, codes: &[Code]) {
        let mut found = self.found.borrow_mut();
        let recent = found.split_off(since);
        let kept = |found: &Diagnostic| !codes.contains(&found.code);
        found.extend(recent.into_iter().filter(kept));
    }

    /// A finding at a value.
    pub fn at(&self, code: Code, node: &Node, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Some(self.sources.span(node)), message).of(node)
    }

    /// A finding at the key that holds a value.
    pub fn at_key(&self, code: Code, node: &Node, message: impl Into<String>) -> Diagnostic {
        let span = self.sources.key_span(node.place);
        let span = span.unwrap_or_else(|| self.sources.span(node));
        Diagnostic::new(code, Some(span), message).of(node)
    }

    /// The finding, with the overlay that would make it go away.
    pub fn mended(&self, mut found: Diagnostic, mend: &Mend<'_>) -> Diagnostic {
        found.overlay = mend.overlay(&found.message, self.sources);
        found.removed = mend.removed_item(self.sources);
        found
    }

    /// Whether the description is read leniently.
    pub fn is_lenient(&self) -> bool {
        self.tolerance.lenient
    }

    /// Whether a value contains an error, tolerated or not.
    pub fn is_faulty_within(&self, place: Place) -> bool {
        let found = self.found.borrow();
        let mut errors = found
            .iter()
            .filter(|found| found.code.severity() == Severity::Error);
        errors.any(|found| {
            found
                .place
                .is_some_and(|at| self.sources.is_within(at, place))
        })
    }

    /// Whether there is an error that was overcome.
    pub fn has_overcome(&self) -> bool {
        self.found.borrow().iter().any(|found| found.overcome)
    }

    /// Calls back with each error that was overcome.
    pub fn each_overcome(&self, with: impl FnMut(&Diagnostic)) {
        let found = self.found.borrow();
        found.iter().filter(|found| found.overcome).for_each(with);
    }

    /// The places of the tolerated errors that cost a part of the object that contains them.
    pub fn losses(&self) -> Vec<Place> {
        let found = self.found.borrow();
        let losses = found
            .iter()
            .filter(|found| found.tolerated && found.code.costs());
        losses.filter_map(|found| found.place).collect()
    }

    /// Whether nothing may be generated.
    pub fn has_errors(&self) -> bool {
        self.found
            .borrow()
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// Everything found, in the order of the files and of their text.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        let place = |found: &Diagnostic| {
            let span = found.span.as_ref();
            span.map(|span| (span.file, span.range.start))
        };
        found.sort_by_key(place);
        // One construct that many places refer to is one finding.
        let mut distinct: Vec<Diagnostic> = Vec::with_capacity(found.len());
        for diagnostic in found {
            let mut here = distinct
                .iter()
                .rev()
                .take_while(|known| place(known) == place(&diagnostic));
            if !here.any(|known| *known == diagnostic) {
                distinct.push(diagnostic);
            }
        }
        let mut found = gather(distinct);
        let operations = self.operations.into_inner();
        for diagnostic in &mut found {
            let mut ways = iter::successors(diagnostic.place, |at| self.sources.parent(*at));
            diagnostic.operation = ways.find_map(|at| operations.get(&at).cloned());
        }
        // Who has seen a few knows how to write the others.
        let mut overlays: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in &mut found {
            if diagnostic.overlay.is_some() {
                let count = overlays.entry(diagnostic.code).or_default();
                *count += 1;
                if *count > MAX_OVERLAYS {
                    diagnostic.overlay = None;
                }
            }
        }
        found
    }
}

/// Of findings that are shown once, the first remains and says how many there are.
fn gather(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places: HashMap<(Code, String), usize> = HashMap::new();
    for found in found.iter().filter(|found| found.once) {
        *places
            .entry((found.code, found.message.clone()))
            .or_default() += 1;
    }
    let mut first = |found: Diagnostic| {
        let places = match found.once {
            true => places.remove(&(found.code, found.message.clone()))?,
            false => 1,
        };
        Some(found.and("in ", places - 1, "place"))
    };
    found.into_iter().filter_map(&mut first).collect()
}

/// " (did you mean `x`?)"-style help: the nearest known word, when one is near.
pub(crate) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let limit = (word.chars().count() / 3).max(1);
    let near = known
        .into_iter()
        // A character is four bytes at most: what differs more in length is not near.
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * limit)
        .map(|candidate| (distance(word, candidate), candidate));
    near.filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// How many letters to change, add, remove or swap make one word the other; case does not count.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase())
}

#[cfg(test)]
mod tests;
