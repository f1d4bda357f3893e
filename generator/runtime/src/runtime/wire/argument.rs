//! How a value is taken: as it is, as anything that becomes it, or as anything that gives texts.

/// The type of an argument, and the value that is made of it.
macro_rules! argument {
    (@value texts $given:ident) => {
        ::std::iter::IntoIterator::into_iter($given).map(::std::convert::Into::into).collect()
    };
    (@value $taken:ident $given:ident) => { ::std::convert::Into::into($given) };
    (into $value:ty) => { impl ::std::convert::Into<$value> };
    (texts $value:ty) => {
        impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>
    };
    ($taken:ident $value:ty) => { $value };
}

pub(crate) use argument;
