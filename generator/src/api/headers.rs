//! The headers of answers.

use super::{Docs, Type};

/// The described headers of an operation's answers, as a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headers {
    pub name: String,
    /// Whether it is defined with this operation; else another call of the same operation does.
    pub is_defined: bool,
    pub come_with: ComeWith,
    /// In the order of the document.
    pub fields: Vec<HeaderField>,
}

/// Which answers the headers come with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ComeWith {
    Successes,
    Errors,
    /// Successes and errors, which have the same ones.
    All,
}

/// A header as a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderField {
    pub name: String,
    /// The name of the header.
    pub key: String,
    pub docs: Docs,
    pub ty: Type,
    /// Whether each of the answers has it.
    pub required: bool,
    pub form: HeaderForm,
}

/// How the text of a header is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderForm {
    /// In the style `simple`: a text, `a,b` or `key,value`.
    Simple,
    /// In the style `simple` with `explode`: `key=value`.
    Exploded,
    /// Each line of the header is an item of a list.
    Lines,
    Json,
}
