//! Further names of a type: the description says the same in several places, and each has its name.

/// Gives types further names, one line each.
macro_rules! same {
    ($($name:ident = $type:ident);+ $(;)?) => {
        $(
            #[doc = concat!("The same as [`", stringify!($type), "`].")]
            pub type $name = $type;
        )+
    };
}

pub(crate) use same;
