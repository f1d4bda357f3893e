//! What awaiting a request with one answer gives.

// Optional: calls::decode, calls::request, calls::unread

/// Gives a request, a tuple struct around a `Call`, its options and what awaiting it gives. `()`
/// is for an answer whose body does not matter and is not read. `$checked` refuses a call that asks for what is not
/// read in this way.
macro_rules! request_methods {
    ($request:ident -> ()) => {
        $crate::runtime::calls::awaited::awaited!(
            $request -> (),
            "the answer",
            $crate::runtime::calls::unread::response,
            $crate::runtime::calls::unread::answer
        );
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
        $crate::runtime::calls::awaited::awaited!(
            $request -> $answer,
            "the answer",
            |call| $crate::runtime::calls::request::response(($checked)(call), $decode),
            |call| $crate::runtime::calls::request::answer(($checked)(call), $decode)
        );
    };
}
pub(crate) use request_methods;
