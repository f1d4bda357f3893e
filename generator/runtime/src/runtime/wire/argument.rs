//! How a value is taken: as it is, or as anything that becomes it.

/// The type of an argument.
macro_rules! argument {
    (into $value:ty) => { impl ::std::convert::Into<$value> };
    ($taken:ident $value:ty) => { $value };
}

pub(crate) use argument;
