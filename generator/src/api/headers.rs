//! The headers of answers.

use super::{Docs, Spot, Type};

/// The described headers of an operation's answers, as a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headers {
    pub name: String,
    pub home: HeadersHome,
    pub come_with: ComeWith,
    /// In the order of the document.
    pub fields: Vec<HeaderField>,
}

/// Where a struct of headers is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HeadersHome {
    /// With the operation.
    Here,
    /// With another call of the same operation.
    OtherCall,
    /// With those of all headers that operations share: of a response outside of the operations, which alone has
    /// headers, or those that several operations have alike.
    Shared(SharedHeaders),
}

/// What has the headers that operations share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SharedHeaders {
    /// The place of the response in the description, or the names of the headers.
    pub place: String,
    /// What the description calls the response, or what the names have in common.
    pub name: String,
    pub spot: Spot,
    /// Whether it is a response.
    pub is_response: bool,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum HeaderForm {
    /// In the style `simple`: a text, `a,b` or `key,value`.
    Simple,
    /// In the style `simple` with `explode`: `key=value`.
    Exploded,
    /// Each line of the header is an item of a list.
    Lines,
    Json,
}
