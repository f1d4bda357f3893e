//! For each kind of object a document with a gap for its members, written as `%`, the members it
//! usually has, and for each key a value. A value that begins with `=` replaces all members.

mod document;
mod operation;
mod schema;
mod security;

/// The object, the document, its usual members, and a value for each key.
pub type Samples = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// The samples of all objects.
pub fn objects() -> impl Iterator<Item = &'static Samples> {
    [
        document::OBJECTS,
        operation::OBJECTS,
        schema::OBJECTS,
        security::OBJECTS,
    ]
    .into_iter()
    .flatten()
}
