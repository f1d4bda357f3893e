//! Requests: a type for each operation, with the operation itself and a setter for each option.

// Optional: calls::described, wire::argument

/// Defines a request: the type around a [`Call`](crate::runtime::calls::call::Call), the handle and the method that
/// make it, the operation, and what can be set, one line each: where it travels, its key, the setter, and how its value is taken.
macro_rules! request_type {
    (@error) => {
        None
    };
    (@error $error:ty) => {
        Some($crate::runtime::calls::described::described::<$error>)
    };
    (@header) => {
        None
    };
    (@header $header:literal) => {
        Some($header)
    };
    (@query $call:expr, $value:ident, $key:literal) => {
        $call.query($key, $value)
    };
    (@list $call:expr, $value:ident, $key:literal) => {
        $call.query_list($key, $value)
    };
    (@header $call:expr, $value:ident, $key:literal) => {
        $call.header($key, $value)
    };
    (@json $call:expr, $value:ident,) => {
        $call.json(&$value)
    };
    (@json $call:expr, $value:ident, $media_type:literal) => {
        $call.json_as($media_type, &$value)
    };
    (
        pub struct $request:ident from $handle:ident::$method:ident;
        static $operation:ident = $verb:ident $path:literal, id $id:literal,
            security [$([$($credential:literal),*]),*]
            $(, idempotency $idempotency:literal)?
            $(, error $error:ty)?;
        $($(#[$about:meta])* $place:ident $($key:literal)? $setter:ident: $taken:ident $value:ty;)*
    ) => {
        static $operation: $crate::runtime::calls::operation::Operation = $crate::runtime::calls::operation::Operation {
            id: $id,
            method: $crate::runtime::calls::operation::Method::$verb,
            path: $path,
            security: &[$(&[$($credential),*]),*],
            idempotency_header: $crate::runtime::calls::request_type::request_type!(@header $($idempotency)?),
            error: $crate::runtime::calls::request_type::request_type!(@error $($error)?),
        };

        #[doc = concat!(
            "Made by [`", stringify!($handle), "::", stringify!($method),
            "`]; nothing is sent until it is awaited."
        )]
        #[derive(Debug, Clone)]
        #[must_use = "nothing is sent until the request is awaited"]
        pub struct $request($crate::runtime::calls::call::Call);

        impl $request {
            $(
                $(#[$about])*
                pub fn $setter(self, $setter: $crate::runtime::wire::argument::argument!($taken $value)) -> Self {
                    let value: $value = ::std::convert::Into::into($setter);
                    Self($crate::runtime::calls::request_type::request_type!(@$place self.0, value, $($key)?))
                }
            )*
        }

        $crate::runtime::calls::request_options::request_options!($request);
    };
}

pub(crate) use request_type;
