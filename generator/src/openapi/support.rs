//! What is done with each keyword, printed from the tables by which the reader accepts them.

use super::Version;
use super::vocabulary::{ALL, Key, Treatment, Vocabulary};
use crate::diagnostic::Code;

/// A keyword of OpenAPI or JSON Schema, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// What holds it: "a server".
    pub object: &'static str,
    /// The key itself.
    pub name: &'static str,
    /// The versions of OpenAPI that know it: "3.0", "3.1 on"; empty for all.
    pub versions: &'static str,
    /// What is done with it.
    pub support: Support,
    /// How, in a few words.
    pub how: &'static str,
}

/// What is done with a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// The client is another one for it.
    Honoured,
    /// The description is read, and each use is answered with a finding that stops nothing.
    Noted(Code),
    /// Nothing is generated; the finding says what to write.
    Refused(Code),
}

/// Every keyword that is known, object by object.
///
/// ```
/// let keywords = generator::keywords();
/// let pattern = keywords.iter().find(|known| known.object == "a schema" && known.name == "pattern");
/// assert_eq!(pattern.unwrap().support, generator::Support::Honoured);
/// ```
pub fn keywords() -> Vec<Keyword> {
    let of = |object: &'static Vocabulary| object.keys.iter().map(|key| keyword(object, key));
    ALL.iter().copied().flat_map(of).collect()
}

fn keyword(object: &Vocabulary, key: &Key) -> Keyword {
    let (support, how) = match key.treatment {
        Treatment::Honoured(how) => (Support::Honoured, how),
        Treatment::Documented => (Support::Honoured, "in the documentation"),
        Treatment::Noted(code, how) => (Support::Noted(code), how),
        Treatment::Inert => (Support::Noted(Code::Inert), "no effect"),
        Treatment::Refused(code, how) => (Support::Refused(code), how),
    };
    Keyword {
        object: object.what,
        name: key.name,
        versions: match (key.since, key.until) {
            (_, Version::V30) => "3.0",
            (Version::V31, _) => "3.1 on",
            (Version::V32, _) => "3.2",
            _ => "",
        },
        support,
        how,
    }
}
