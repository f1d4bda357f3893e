//! Further names of a type: the description says the same in several places, and each has its name.

/// Gives types further names, each with what documents it alone.
macro_rules! same {
    ($($(#[doc = $doc:literal])* $name:ident = $type:ident);+ $(;)?) => {
        $(
            $(#[doc = $doc])*
            #[doc = ""]
            #[doc = concat!("The same as [`", stringify!($type), "`].")]
            pub type $name = $type;
        )+
    };
}

pub(crate) use same;
