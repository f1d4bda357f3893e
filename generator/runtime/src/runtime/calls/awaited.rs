//! What every request can be awaited for.

/// Gives a request, a tuple struct around a `Call`, its options, and what sends it: `$response` gives the answer
/// together with its status and headers, `$answer` the answer alone. `$until` is what blocking waits for.
macro_rules! awaited {
    ($request:ident -> $answer:ty, $until:literal, $respond:expr, $send:expr) => {
        $crate::runtime::calls::request_options::request_options!($request);

        impl $request {
            /// Sends this, to be awaited for the answer together with its status and headers.
            pub fn with_response(
                self,
            ) -> $crate::runtime::calls::pending::Pending<
                $crate::runtime::http::response::Response<$answer>,
            > {
                ($respond)(self.0)
            }

            #[doc = concat!("Sends this and blocks this thread until ", $until, " is there.")]
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
                ($send)(self.0)
            }
        }
    };
}
pub(crate) use awaited;
