//! Requests whose answers are read as they arrive.

// Optional: http::open_response

/// Implements the options and `IntoFuture` of a request, a tuple struct around a `Call` whose answer is read
/// as it arrives. `$checked` refuses a call that asks for an answer that is not read in this way.
macro_rules! open_methods {
    ($request:ident -> $answer:ty, $read:expr) => {
        $crate::runtime::http::open_methods::open_methods!($request -> $answer, |_| true, $read);
    };
    ($request:ident -> $answer:ty, $is_open:expr, $read:expr) => {
        $crate::runtime::http::open_methods::open_methods!(
            $request -> $answer, $is_open, $read, |call| call
        );
    };
    ($request:ident -> $answer:ty, $is_open:expr, $read:expr, $checked:expr) => {
        $crate::runtime::calls::request_options::request_options!($request);

        impl $request {
            /// Sends this, to be awaited for the answer together with its status and headers.
            pub fn with_response(
                self,
            ) -> $crate::runtime::calls::pending::Pending<$crate::runtime::http::response::Response<$answer>>
            {
                $crate::runtime::http::open_response::open_response(
                    ($checked)(self.0), $is_open, $read
                )
            }

            /// Sends this and blocks this thread until the head of the answer is there.
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
                $crate::runtime::http::open::open(($checked)(self.0), $is_open, $read)
            }
        }
    };
}
pub(crate) use open_methods;
