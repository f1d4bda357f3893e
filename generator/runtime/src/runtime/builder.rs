//! How what is sent is built: a constructor for what it must have, setters for the rest.

/// Gives a type `new`, which takes what is required, and a setter for each of the other fields,
/// which are `Option` or `Nullable`. After the type comes the field that keeps all other keys.
///
/// The word before a type tells how a value is taken: `plain` as it is, `into` as anything that
/// becomes it; for the setter of a boxed field `boxed` takes the value that the field boxes.
macro_rules! builder {
    (@argument plain $value:ty) => { $value };
    (@argument into $value:ty) => { impl ::std::convert::Into<$value> };
    (@value plain $value:ident) => { $value };
    (@value into $value:ident) => { $value.into() };
    (@plain $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = $field.into();
            self
        }
    };
    (@into $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(mut self, $field: impl ::std::convert::Into<$value>) -> Self {
            let value: $value = $field.into();
            self.$field = value.into();
            self
        }
    };
    (@boxed $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = ::std::boxed::Box::new($field).into();
            self
        }
    };
    (
        $type:ident, $rest:ident;
        new($($required:ident: $taken:ident $needed:ty),* $(,)?);
        $($field:ident: $kind:ident $value:ty;)*
    ) => {
        impl $type {
            /// One with what is required; the rest is not set.
            #[must_use]
            pub fn new(
                $($required: $crate::runtime::builder::builder!(@argument $taken $needed)),*
            ) -> Self {
                Self {
                    $($required: $crate::runtime::builder::builder!(@value $taken $required),)*
                    $($field: ::std::default::Default::default(),)*
                    $rest: ::std::default::Default::default(),
                }
            }

            $($crate::runtime::builder::builder!(@$kind $field $value);)*
        }
    };
}

pub(crate) use builder;
