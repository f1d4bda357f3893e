//! Setters for the optional fields of what is sent.

/// Gives a type a setter for each of these fields, which are `Option` or `Nullable`.
///
/// The word before a field tells what the setter takes: `plain` the value itself, `into` what can
/// become it, `boxed` the value that the field boxes. Documentation of a row goes to the setter.
macro_rules! setters {
    (@plain $field:ident $value:ty; $($attribute:tt)*) => {
        /// Sets the field of the same name.
        $($attribute)*
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = $field.into();
            self
        }
    };
    (@into $field:ident $value:ty; $($attribute:tt)*) => {
        /// Sets the field of the same name.
        $($attribute)*
        #[must_use]
        pub fn $field(mut self, $field: impl ::std::convert::Into<$value>) -> Self {
            let value: $value = $field.into();
            self.$field = value.into();
            self
        }
    };
    (@boxed $field:ident $value:ty; $($attribute:tt)*) => {
        /// Sets the field of the same name.
        $($attribute)*
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = ::std::boxed::Box::new($field).into();
            self
        }
    };
    ($type:ident; $($(#[$attribute:meta])* $kind:ident $field:ident: $value:ty;)*) => {
        impl $type {
            $($crate::runtime::setters::setters!(@$kind $field $value; $(#[$attribute])*);)*
        }
    };
}

pub(crate) use setters;
