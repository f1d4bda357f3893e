//! What of the description's operations is not in the client.

use std::fmt;

/// Something that the client cannot send, read or call, in a few words: "a type for the answer as
/// `text/event-stream`".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gap {
    pub what: &'static str,
    /// The media type or the name that completes the words.
    pub of: Option<String>,
}

/// An operation that the client does not have, or a path that cannot be read.
#[derive(Debug)]
pub(crate) struct LeftOut {
    /// In capitals; none of a path, whose operations are not known.
    pub method: Option<String>,
    /// As the document writes it.
    pub path: String,
    /// The operationId.
    pub id: Option<String>,
    pub why: Gap,
}

impl Gap {
    /// A gap that needs no name.
    pub fn plain(what: &'static str) -> Self {
        Self { what, of: None }
    }

    /// A gap in one media type, for instance.
    pub fn of(what: &'static str, of: impl Into<String>) -> Self {
        let of = Some(of.into());
        Self { what, of }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            None => f.write_str(self.what),
            Some(of) if of.is_empty() => write!(f, "{} \"\"", self.what),
            Some(of) => write!(f, "{} {of}", self.what),
        }
    }
}
