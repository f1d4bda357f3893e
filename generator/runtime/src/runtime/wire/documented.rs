//! What variants of a table say of themselves where the description says nothing.

/// The lines that were written, else the value or the type in their place.
macro_rules! documented {
    ([$($line:literal)+] $($rest:tt)*) => {
        concat!($($line, "\n"),+)
    };
    ([]) => {
        "A value of its own."
    };
    ([] = $value:literal $($more:tt)*) => {
        concat!("`", $value, "`")
    };
    ([] $held:ty = $tag:literal) => {
        concat!("`", stringify!($held), "` with the tag `", $tag, "`")
    };
    ([] $held:ty) => {
        concat!("`", stringify!($held), "`")
    };
}

pub(crate) use documented;
