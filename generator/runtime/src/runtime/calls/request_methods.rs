//! What awaiting a request with one answer gives.

// Optional: calls::decode

/// Gives a request, a tuple struct around a `Call`, its options and what awaiting it gives. `()`
/// stands for an answer whose body does not matter. `$checked` refuses a call that asks for what is not
/// read in this way.
macro_rules! request_methods {
    ($request:ident -> ()) => {
        $crate::runtime::calls::request_methods::request_methods!($request -> (), |_, _| Ok(()));
    };
    ($request:ident -> $answer:ty) => {
        $crate::runtime::calls::request_methods::request_methods!(
            $request -> $answer, $crate::runtime::calls::decode::json
        );
    };
    ($request:ident -> $answer:ty, $decode:expr) => {
        $crate::runtime::calls::request_methods::request_methods!($request -> $answer, $decode, |call| call);
    };
    ($request:ident -> $answer:ty, $decode:expr, $checked:expr) => {
        $crate::runtime::calls::request_options::request_options!($request);

        impl $request {
            /// Sends this, to be awaited for the answer together with its status and headers.
            pub fn with_response(
                self,
            ) -> $crate::runtime::calls::pending::Pending<$crate::runtime::http::response::Response<$answer>>
            {
                $crate::runtime::calls::request::response(($checked)(self.0), $decode)
            }

            /// Sends this and blocks this thread until the answer is there.
            ///
            /// # Errors
            ///
            /// Those of awaiting it.
            #[cfg(feature = "blocking")]
            pub fn wait(self) -> ::std::result::Result<$answer, $crate::runtime::error::Error> {
                ::std::future::IntoFuture::into_future(self).wait()
            }
        }

        impl ::std::future::IntoFuture for $request {
            type Output = ::std::result::Result<$answer, $crate::runtime::error::Error>;
            type IntoFuture = $crate::runtime::calls::pending::Pending<$answer>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::runtime::calls::request::answer(($checked)(self.0), $decode)
            }
        }
    };
}
pub(crate) use request_methods;
