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
        $crate::runtime::calls::awaited::awaited!(
            $request -> $answer,
            "the head of the answer",
            |call| $crate::runtime::http::open_response::open_response(($checked)(call), $is_open, $read),
            |call| $crate::runtime::http::open::open(($checked)(call), $is_open, $read)
        );
    };
}
pub(crate) use open_methods;
