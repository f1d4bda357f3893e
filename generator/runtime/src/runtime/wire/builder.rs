//! How what is sent is built: a constructor for what it must have, setters for the rest.

// Optional: wire::argument
// Optional: wire::each
// Optional: wire::keyed

/// Gives a type `new` and its setters, from the rows of its [`object`](crate::runtime::wire::object::object) table.
macro_rules! builder {
    (@initial required $field:ident) => { $field };
    (@initial $kind:ident $field:ident) => { ::std::default::Default::default() };
    // A setter may be called `into`, so no method of a trait is called. An arm for each way to take a value: macros
    // within them would cost a large client a twentieth of its check.
    (@plain $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = ::std::convert::Into::into($field);
            self
        }
    };
    (@into $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(mut self, $field: impl ::std::convert::Into<$value>) -> Self {
            let value: $value = ::std::convert::Into::into($field);
            self.$field = ::std::convert::Into::into(value);
            self
        }
    };
    (@each $field:ident $item:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(
            mut self,
            $field: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$item>>,
        ) -> Self {
            let value = $crate::runtime::wire::each::each::<$item>($field);
            self.$field = ::std::convert::Into::into(value);
            self
        }
    };
    (@keyed $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(
            mut self,
            $field: impl ::std::iter::IntoIterator<
                Item = (impl ::std::convert::Into<::std::string::String>, impl ::std::convert::Into<$value>),
            >,
        ) -> Self {
            let value = $crate::runtime::wire::keyed::keyed::<$value>($field);
            self.$field = ::std::convert::Into::into(value);
            self
        }
    };
    (@boxed $field:ident $value:ty) => {
        /// Sets the field of the same name.
        #[must_use]
        pub fn $field(mut self, $field: $value) -> Self {
            self.$field = ::std::convert::Into::into(::std::boxed::Box::new($field));
            self
        }
    };
    (@rest $rest:ident) => { ::std::default::Default::default() };
    (@rest $rest:ident $kept:ty) => { ::std::convert::Into::into($rest) };
    ($type:ident, $rest:ident $(: $kept:ty)?; $(
        $kind:ident $key:literal $(= $value:literal)?
        $($field:ident $(($by:ident $argument:ty))? $(: $taken:ident $set:ty)?)?;
    )*) => {
        impl $type {
            /// One with what is required; the rest is not set.
            #[must_use]
            pub fn new(
                $($($($field: $crate::runtime::wire::argument::argument!($by $argument),)?)?)*
                $($rest: impl ::std::convert::Into<$kept>,)?
            ) -> Self {
                $($($(let $field = $crate::runtime::wire::argument::argument!(@value $by $argument, $field);)?)?)*
                Self {
                    $($($field: $crate::runtime::wire::builder::builder!(@initial $kind $field),)?)*
                    $rest: $crate::runtime::wire::builder::builder!(@rest $rest $($kept)?),
                }
            }

            $($($($crate::runtime::wire::builder::builder!(@$taken $field $set);)?)?)*
        }
    };
}

pub(crate) use builder;
