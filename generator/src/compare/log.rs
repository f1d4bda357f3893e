//! The changes found so far, and how grave each is; at the end, their places in the two texts.

use super::{Change, Class, Group, Level, Site, Wire};
use crate::api::Spot;
use crate::source::{Place, Sources};

/// What a change does to Rust, to the wire, and to neither.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effect {
    rust: Level,
    wire: Wire,
    documentation: bool,
}

impl Effect {
    pub const MAJOR: Self = Self::rust(Level::Major);
    pub const MINOR: Self = Self::rust(Level::Minor);
    pub const NONE: Self = Self::rust(Level::None);
    pub const WIRE: Self = Self::NONE.wire(true);
    pub const DOCUMENTATION: Self = Self {
        documentation: true,
        ..Self::NONE
    };

    pub const fn rust(rust: Level) -> Self {
        Self {
            rust,
            wire: Wire::Same,
            documentation: false,
        }
    }

    /// The same, and on the wire breaking or not.
    pub const fn wire(self, breaking: bool) -> Self {
        let wire = if breaking { Wire::Breaking } else { Wire::Same };
        Self { wire, ..self }
    }

    fn class(self) -> Class {
        match self {
            Self {
                rust: Level::Major, ..
            }
            | Self {
                wire: Wire::Breaking,
                ..
            } => Class::Breaking,
            Self {
                rust: Level::Minor, ..
            } => Class::Addition,
            Self {
                documentation: true,
                ..
            } => Class::Documentation,
            _ => Class::Invisible,
        }
    }
}

/// What a change is about.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub group: Group,
    pub owner: String,
    pub name: String,
}

impl Subject {
    /// A call or a type as a whole.
    pub fn whole(group: Group, owner: impl Into<String>) -> Self {
        let owner = owner.into();
        let name = owner.clone();
        Self { group, owner, name }
    }

    /// Something of it that has a name of its own.
    pub fn named(&self, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..self.clone()
        }
    }

    /// A part of it: what follows its name.
    pub fn part(&self, rest: impl AsRef<str>) -> Self {
        Self {
            name: format!("{}{}", self.owner, rest.as_ref()),
            ..self.clone()
        }
    }
}

/// The places of something before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spots(pub Option<Spot>, pub Option<Spot>);

impl Spots {
    pub fn both(old: Spot, new: Spot) -> Self {
        Self(Some(old), Some(new))
    }

    pub fn old(old: Spot) -> Self {
        Self(Some(old), None)
    }

    pub fn new(new: Spot) -> Self {
        Self(None, Some(new))
    }
}

/// Collects what is found.
#[derive(Debug, Default)]
pub(super) struct Log {
    found: Vec<(Change, Spots)>,
}

impl Log {
    pub fn add(&mut self, subject: &Subject, text: impl Into<String>, effect: Effect, at: Spots) {
        let Subject { group, owner, name } = subject.clone();
        let change = Change {
            group,
            owner,
            subject: name,
            text: text.into(),
            rust: effect.rust,
            wire: effect.wire,
            class: effect.class(),
            old: None,
            new: None,
        };
        self.found.push((change, at));
    }

    /// Everything found, each with its places.
    pub fn finish(self, old: &Sources, new: &Sources) -> Vec<Change> {
        let (old, new) = (Lines::of(old), Lines::of(new));
        let placed = |(change, Spots(was, is)): (Change, Spots)| Change {
            old: was.map(|spot| old.site(spot)),
            new: is.map(|spot| new.site(spot)),
            ..change
        };
        self.found.into_iter().map(placed).collect()
    }
}

/// Where the lines of each file begin, so that many places are found in one reading.
struct Lines<'s> {
    sources: &'s Sources,
    starts: Vec<Vec<usize>>,
}

impl<'s> Lines<'s> {
    fn of(sources: &'s Sources) -> Self {
        let starts = |text: &str| {
            let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        };
        Self {
            sources,
            starts: sources.texts().map(starts).collect(),
        }
    }

    fn site(&self, Spot(number): Spot) -> Site {
        let place = Place::numbered(number);
        let span = self.sources.shown_span(place);
        let starts = &self.starts[span.file];
        let line = starts.partition_point(|start| *start <= span.range.start);
        let start = starts[line - 1];
        let text = &self.sources.text(span.file)[start..span.range.start];
        Site {
            file: self.sources.file_name(span.file).to_owned(),
            line,
            column: text.chars().count() + 1,
            pointer: self.sources.pointer(self.sources.written(place)),
        }
    }
}
