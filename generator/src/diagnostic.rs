//! What is wrong or worth knowing about a description: a code, a severity, a place, a way out.
//! Knows nothing of OpenAPI; every stage before `emit` makes these and none decides to stop.

mod code;
mod mend;
mod nearest;
mod operation;
mod overlay;
mod render;
mod report;
mod setting;
#[cfg(test)]
mod tests;
mod unreadable;

pub use self::code::{Code, Severity};
pub(crate) use self::mend::{Mend, quoted};
pub(crate) use self::nearest::distance;
pub use self::nearest::nearest;
use self::operation::Operation;
pub use self::overlay::joined_overlay;
pub use self::render::Location;
pub(crate) use self::report::{Report, Tolerance};
pub use self::setting::Setting;
pub(crate) use self::unreadable::unreadable;
use crate::source::{Node, Place, Sources, Span};

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
}
