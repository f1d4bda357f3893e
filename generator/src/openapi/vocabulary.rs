//! Every key that OpenAPI and JSON Schema know, object by object: what it holds, which versions
//! know it, and what is done with it. The reader accepts keys by these tables, and the support
//! table that users read is printed from them.

mod document;
mod extensions;
mod operation;
mod schema;
mod security;

pub(super) use self::document::*;
pub(super) use self::extensions::{ExtensionFault, extension_fault, is_extension, of_each_use};
pub(super) use self::operation::*;
pub(super) use self::schema::*;
pub(super) use self::security::*;
use super::Version;
use crate::diagnostic::Code;

/// The keys of one kind of object.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// What messages call the object: "a server".
    pub what: &'static str,
    /// Where `components` has such objects; empty when it has none.
    pub component: &'static str,
    pub keys: &'static [Key],
}

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub name: &'static str,
    pub holds: Holds,
    pub since: Version,
    /// The last version that knows the key.
    pub until: Version,
    pub need: Need,
    pub treatment: Treatment,
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Any value, or one that its reader checks.
    Any,
    Text,
    Flag,
    Number,
    /// A whole number from zero.
    Count,
    List,
    Map,
    /// An object whose keys are names that the document chooses.
    Members,
}

/// Whether an object can do without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Optional,
    /// The specification requires it, and a client does not miss it.
    Expected,
    Required,
}

/// What is done with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It shapes the client, or is checked; in a few words, how.
    Honoured(&'static str),
    /// The client's documentation has it.
    Documented,
    /// It is answered with this code, which a later stage gives.
    Noted(Code, &'static str),
    /// It has no effect on the client, which a note says.
    Inert,
    /// It is answered with an error, which says what to write.
    Refused(Code, &'static str),
}

/// Every kind of object, from the document down.
pub(super) const ALL: &[&Vocabulary] = &[
    &DOCUMENT,
    &INFO,
    &CONTACT,
    &LICENSE,
    &SERVER,
    &SERVER_VARIABLE,
    &TAG,
    &EXTERNAL_DOCS,
    &COMPONENTS,
    &PATH_ITEM,
    &OPERATION,
    &PARAMETER,
    &REQUEST_BODY,
    &MEDIA_TYPE,
    &ENCODING,
    &RESPONSE,
    &HEADER,
    &EXAMPLE,
    &LINK,
    &SCHEMA,
    &DISCRIMINATOR,
    &XML,
    &SECURITY_SCHEME,
    &OAUTH_FLOWS,
    &OAUTH_FLOW,
];

impl Vocabulary {
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    const fn new(name: &'static str, holds: Holds, treatment: Treatment) -> Self {
        Self {
            name,
            holds,
            since: Version::V30,
            until: Version::V32,
            need: Need::Optional,
            treatment,
        }
    }

    const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }

    const fn until(self, until: Version) -> Self {
        Self { until, ..self }
    }

    const fn required(self) -> Self {
        let need = Need::Required;
        Self { need, ..self }
    }

    const fn expected(self) -> Self {
        let need = Need::Expected;
        Self { need, ..self }
    }
}

const fn any(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Any, treatment)
}

const fn text(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Text, treatment)
}

const fn flag(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Flag, treatment)
}

const fn number(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Number, treatment)
}

const fn count(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Count, treatment)
}

const fn list(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::List, treatment)
}

const fn map(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Map, treatment)
}

const fn members(name: &'static str, treatment: Treatment) -> Key {
    Key::new(name, Holds::Members, treatment)
}
