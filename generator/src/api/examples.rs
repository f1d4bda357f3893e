//! Examples: a call for the documentation, and values of the description that a test reads.

use super::Type;

/// A call to show in the documentation of the crate.
#[derive(Debug)]
pub(crate) struct Example {
    /// The operation that is called.
    pub id: String,
    /// The accessors, then the method.
    pub chain: Vec<String>,
    pub paged: bool,
    /// There is an answer to look at.
    pub answers: bool,
    /// The answer is there as a whole, so that it can be had together with its headers.
    pub whole: bool,
}

/// An example of the description, which a client reads and writes again.
#[derive(Debug)]
pub(crate) struct Sample {
    /// A name for a file and for a function, in lower case.
    pub name: String,
    pub ty: Type,
    /// The value as JSON, a member a line.
    pub json: String,
}
