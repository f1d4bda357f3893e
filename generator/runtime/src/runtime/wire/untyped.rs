//! How a text without a type is asked for: by what reads values, of the text of a header for instance.

/// The name by which a deserializer is asked for a text without a type. One that has such texts gives the text, every
/// other one its value.
pub(crate) const UNTYPED: &str = "$untyped";
