//! Calls for an answer that is only sent when it is another one than before (RFC 9110 §13.1.2).

// Optional: calls::decode

use bytes::Bytes;
use http::StatusCode;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::http::exchange;
use crate::runtime::http::receive::Whole;
use crate::runtime::http::response::{Head, Response};

/// Sends a call when awaited, for the decoded body unless that is still the one that `etag` names.
pub(crate) fn if_changed<T: Send + 'static>(
    call: Call,
    etag: &str,
    decode: fn(&Head, &Bytes) -> Result<T, String>,
) -> Pending<Response<Option<T>>> {
    let call = call.header::<&str>("if-none-match", etag);
    Pending::new(async move {
        let ends = exchange::ends(&call);
        let decode = |head: &Head, body: &Bytes| match head.status {
            StatusCode::NOT_MODIFIED => Ok(None),
            _ => decode(head, body).map(Some),
        };
        let how = Whole {
            or_unchanged: true,
            is_read: true,
        };
        exchange::fetch(&call, ends, how, decode).await
    })
}

/// Gives a request, a tuple struct around a [`Call`], a method that asks for what has changed. `$checked` refuses
/// a call that asks for what is not read in this way.
macro_rules! if_changed_methods {
    ($request:ident -> $answer:ty) => {
        $crate::runtime::calls::if_changed::if_changed_methods!(
            $request -> $answer, $crate::runtime::calls::decode::json
        );
    };
    ($request:ident -> $answer:ty, $decode:expr) => {
        $crate::runtime::calls::if_changed::if_changed_methods!(
            $request -> $answer, $decode, |call| call
        );
    };
    ($request:ident -> $answer:ty, $decode:expr, $checked:expr) => {
        impl $request {
            /// Sends this for the answer unless it is still the one that `etag` names, the header `etag`
            /// of an earlier answer. Then there is no body: the status is 304.
            pub fn if_changed(
                self,
                etag: impl AsRef<str>,
            ) -> $crate::runtime::calls::pending::Pending<
                $crate::runtime::http::response::Response<::std::option::Option<$answer>>,
            > {
                $crate::runtime::calls::if_changed::if_changed(
                    ($checked)(self.0), etag.as_ref(), $decode
                )
            }
        }
    };
}
pub(crate) use if_changed_methods;
