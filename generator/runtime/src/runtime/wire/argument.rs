//! How a value is taken: as it is, as anything that becomes it, or as anything that gives what it holds.

// Optional: wire::each
// Optional: wire::keyed

/// The type of an argument, and the value that is made of it.
macro_rules! argument {
    (@value each $item:ty, $given:ident) => { $crate::runtime::wire::each::each::<$item>($given) };
    (@value keyed $value:ty, $given:ident) => { $crate::runtime::wire::keyed::keyed::<$value>($given) };
    (@value $taken:ident $value:ty, $given:ident) => { ::std::convert::Into::<$value>::into($given) };
    (into $value:ty) => { impl ::std::convert::Into<$value> };
    (each $item:ty) => { impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$item>> };
    (keyed $value:ty) => {
        impl ::std::iter::IntoIterator<
            Item = (impl ::std::convert::Into<::std::string::String>, impl ::std::convert::Into<$value>),
        >
    };
    ($taken:ident $value:ty) => { $value };
}

pub(crate) use argument;
