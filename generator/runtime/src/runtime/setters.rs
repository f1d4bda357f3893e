//! Setters for the optional fields of what is sent.

/// Gives a type a setter for each of these fields, which are `Option` or `Nullable`.
///
/// The word before a field tells what the setter takes: `plain` the value itself, `into` what can
/// become it, `boxed` the value that the field boxes.
macro_rules! setters {
    ($type:ident; $($kind:ident $field:ident: $value:ty;)*) => {
        impl $type {
            $($crate::runtime::setters::setters!(@$kind $field $value);)*
        }
    };
    (@plain $field:ident $value:ty) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = $field.into();
            self
        }
    };
    (@into $field:ident $value:ty) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$value>) -> Self {
            let value: $value = $field.into();
            self.$field = value.into();
            self
        }
    };
    (@boxed $field:ident $value:ty) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](field@Self::", stringify!($field), ").")]
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = Box::new($field).into();
            self
        }
    };
}

pub(crate) use setters;
