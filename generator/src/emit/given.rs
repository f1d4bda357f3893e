//! What a call is written from, and its text.

use serde_json::Value;

/// An argument of a call.
#[derive(Debug, Clone, Copy)]
pub struct Given<'g> {
    /// Where the argument is sent; `None` where the name alone says which one it is.
    pub part: Option<Part>,
    /// The name of the parameter, field or part in the description; of a body that is one value,
    /// its media type.
    pub name: &'g str,
    /// Its value.
    pub value: GivenValue<'g>,
}

/// The part of a request that holds an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
    /// The body, where it is one value.
    Body,
    /// The body, where it is made of fields or parts: one of them.
    Field,
}

/// The value of an argument, before any style or media type is applied.
#[derive(Debug, Clone, Copy)]
pub enum GivenValue<'g> {
    /// Text as a person types it: text, a number, a boolean, or else JSON.
    Text(&'g str),
    /// JSON.
    Json(&'g Value),
    /// Files: several for a list of files, otherwise one.
    Files(&'g [GivenFile<'g>]),
}

/// A file to upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenFile<'g> {
    /// The name of the file; `None` for bytes that are no file.
    pub name: Option<&'g str>,
    /// The media type that it is sent as.
    pub media: &'g str,
    /// What is in it.
    pub bytes: &'g [u8],
}

/// The text of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallText {
    /// An expression of the request, on a variable `client`; `?` in it is a failure to read an
    /// argument as its type.
    pub request: String,
    /// What the request gives when it is awaited.
    pub gives: Gives,
    /// Whether it has `with_response()`, which gives status and headers as well.
    pub has_response: bool,
    /// The variants of an answer by status.
    pub variants: Vec<GivenVariant>,
    /// The media types that it asks for, as the `Accept` header has them.
    pub accept: String,
    /// The struct that reads the headers of a success, where they are described: `my_api::ListJobsHeaders`.
    pub headers: Option<String>,
    /// An expression on a variable `error`: whether the error is one that is described, with a body as it is
    /// described. `None` where no error has a body with a type.
    pub is_described: Option<String>,
}

/// A variant of an answer by status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenVariant {
    /// As code names it.
    pub path: String,
    /// The status that it means; `None` where the variant itself holds it, before its value.
    pub status: Option<u16>,
    /// The value that it holds.
    pub gives: Gives,
}

/// What a request gives when it is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// `()`: nothing of the body is read.
    Nothing,
    /// A type that serde can write as JSON.
    Json,
    /// A `String`: the text of the body.
    Text,
    /// A download, whose `bytes()` gives the body.
    Download,
    /// An `EventStream`: `try_next()` gives its items, `last_event()` the event of each.
    Events,
    /// A `JsonStream`, whose `try_next()` gives types that serde can write as JSON.
    Items,
    /// An enum with a variant for each status.
    ByStatus,
    /// A type that serde can write as JSON, for the first page; `pages()` gives all of them.
    Pages,
}

/// The client has no such operation, argument or credential, or an argument has another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was asked for, and why it is not there.
    pub what: String,
    /// What there is instead.
    pub help: String,
    /// The argument that is missing, or that cannot be read as its type.
    pub argument: Option<String>,
}

impl Unknown {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
            argument: None,
        }
    }

    /// The same about an argument that the call needs in another way.
    pub(super) fn of(mut self, argument: &str) -> Self {
        self.argument = Some(argument.to_owned());
        self
    }
}
