//! A finding as people and programs read it: as rustc prints one, on one line, as JSON.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::overlay::overlay_name;
use super::{Diagnostic, Setting, Severity};
use crate::source::{Sources, Span};

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
    /// findings, in [one document](crate::joined_overlay).
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
        // Without a text to stand below, the label is a line of its own.
        let label = Level::NOTE.message(&self.label);
        let label = Some(label).filter(|_| self.span.is_none() && !self.label.is_empty());
        let group = group.elements(label).elements(operation);
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
        let label = match (&self.span, &*self.label) {
            (Some(_), _) | (None, "") => String::new(),
            (None, label) => format!("; {label}"),
        };
        let place = place.unwrap_or_default();
        format!("{severity}[{code}]: {message}{label}{place}")
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

/// The line of a span, and the span within it. Of a very long line only the part around it.
fn window<'t>(text: &'t str, span: &Span) -> (&'t str, Range<usize>) {
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
