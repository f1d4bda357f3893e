//! What a call sends as its body, and how it is given again for each attempt.

use std::any::Any;
use std::future::ready;
use std::pin::Pin;

use bytes::Bytes;

use crate::runtime::error::Error;
use crate::runtime::http::body::Body;

/// Gives the body of each attempt. Each kind of body is a type in a file of its own.
pub(crate) trait Source: Any + Send + Sync {
    /// Gives the body from its first byte on.
    fn open(&self) -> Opening;

    /// True for a body that is made of fields or parts where none is set, and that need not be sent.
    fn is_absent(&self) -> bool {
        false
    }

    /// True once the bytes were read and cannot be read again.
    fn is_spent(&self) -> bool {
        false
    }

    /// The arguments by which `curl` sends the same: option and value.
    fn arguments(&self) -> Vec<(&'static str, String)>;
}

/// A body that is being opened.
///
/// # Errors
///
/// The body cannot be sent: a file is missing, or a reader was sent already.
pub(crate) type Opening = Pin<Box<dyn Future<Output = Result<Body, Error>> + Send>>;

/// The option of `curl` whose value is sent as it is.
pub(crate) const TEXT: &str = "--data-raw";

/// The option of `curl` whose value names a file after an `@`.
pub(crate) const FILE: &str = "--data-binary";

/// What that option reads from the standard input.
pub(crate) const STANDARD_INPUT: &str = "@-";

impl Source for Bytes {
    fn open(&self) -> Opening {
        Box::pin(ready(Ok(Body::from(self.clone()))))
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        vec![match str::from_utf8(self) {
            Ok(text) if !text.contains('\0') => (TEXT, text.to_owned()),
            _ => (FILE, STANDARD_INPUT.to_owned()),
        }]
    }
}
