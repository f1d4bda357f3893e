//! Answers: what a successful call gives, by status and by media type.

use std::fmt;

use super::{Docs, Events, Items, Type, XmlElementId};

/// One way to read the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The media types that are asked for, as the header `Accept` has them.
    pub accept: String,
    pub success: Success,
}

impl Reading {
    /// Whether the answer may be a stream.
    pub fn is_stream(&self) -> bool {
        self.success.answers().any(Answer::is_stream)
    }
}

/// A way to read the answer that is a method of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OtherReading {
    /// The method.
    pub name: String,
    /// The method that gives the same together with the status and the headers of the answer; none of a download or
    /// a stream, which have them.
    pub with_response: Option<String>,
    pub docs: Docs,
    /// The media type that it is for.
    pub media: String,
    pub reading: Reading,
}

/// What a successful call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Success {
    /// Nothing worth decoding.
    Nothing,
    One(Answer),
    ByStatus(ByStatus),
}

impl Success {
    /// Every body that it may have.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        let (one, variants) = match self {
            Self::Nothing => (None, [].as_slice()),
            Self::One(answer) => (Some(answer), [].as_slice()),
            Self::ByStatus(by_status) => (None, by_status.variants.as_slice()),
        };
        let variants = variants
            .iter()
            .filter_map(|variant| variant.answer.as_ref());
        one.into_iter().chain(variants)
    }

    /// The body that comes with a status, as the description writes the status.
    pub fn answer_of(&self, status: Statuses) -> Option<&Answer> {
        match self {
            Self::Nothing => None,
            Self::One(answer) => Some(answer),
            Self::ByStatus(by_status) => {
                let mut variants = by_status.variants.iter();
                let found = variants.find(|variant| variant.statuses.contains(&status));
                found?.answer.as_ref()
            }
        }
    }

    /// Whether it may have a body that is read as it arrives.
    pub fn is_open(&self) -> bool {
        self.answers().any(Answer::is_open)
    }
}

/// A body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Json(Type),
    /// An element of XML.
    Xml(Type, XmlElementId),
    /// Text in the charset that it names.
    Text,
    /// Any bytes, read as they arrive.
    Download,
    /// Server-sent events, each an item.
    Events(Events),
    /// JSON texts, each an item.
    Items(Items),
}

impl Answer {
    /// The types that the description gives it, or its items.
    pub fn types(&self) -> Box<dyn Iterator<Item = &Type> + '_> {
        match self {
            Self::Json(ty) | Self::Xml(ty, _) | Self::Items(Items { ty, .. }) => {
                Box::new(std::iter::once(ty))
            }
            Self::Events(events) => Box::new(events.types()),
            Self::Text | Self::Download => Box::new(std::iter::empty()),
        }
    }

    /// The events that it arrives as.
    pub fn events(&self) -> Option<&Events> {
        match self {
            Self::Events(events) => Some(events),
            _ => None,
        }
    }

    /// Whether it arrives as items.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Events(_) | Self::Items(_))
    }

    /// Whether it is read as it arrives, not before the caller is given anything.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Json(_) | Self::Xml(..) | Self::Text => false,
            Self::Download | Self::Events(_) | Self::Items(_) => true,
        }
    }
}

/// An enum of the answers to one operation, with a variant for each status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ByStatus {
    pub name: String,
    /// Whether it is defined with this operation; else another call of the same operation does.
    pub is_defined: bool,
    pub variants: Vec<StatusVariant>,
}

impl ByStatus {
    /// Whether a success may have a status of none of the variants.
    pub fn has_others(&self) -> bool {
        let mut all = self.variants.iter().flat_map(|variant| &variant.statuses);
        all.all(|statuses| matches!(statuses, Statuses::Code(_)))
    }
}

/// An answer with some status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusVariant {
    pub name: String,
    pub docs: Docs,
    pub statuses: Vec<Statuses>,
    /// `None` for an answer without a body.
    pub answer: Option<Answer>,
}

impl StatusVariant {
    /// Whether the variant itself does not say which status it was.
    pub fn keeps_status(&self) -> bool {
        self.statuses
            .iter()
            .any(|statuses| !matches!(statuses, Statuses::Code(_)))
    }
}

/// Statuses of one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statuses {
    Code(u16),
    /// All that begin with this digit.
    Range(u8),
    /// All that are not named.
    Others,
}

impl fmt::Display for Statuses {
    /// As a description writes them: `200`, `2XX`, `default`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(first) => write!(f, "{first}XX"),
            Self::Others => f.write_str("default"),
        }
    }
}
