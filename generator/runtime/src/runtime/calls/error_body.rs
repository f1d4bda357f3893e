//! The decoded body of an error, for its caller.

use crate::runtime::error::Error;

impl Error {
    /// The body of the answer as the type that the description gives this error of the operation;
    /// `None` when it is another type, or when the body was something else.
    #[must_use]
    pub fn described<T: 'static>(&self) -> Option<&T> {
        self.inner.described.as_ref()?.downcast_ref()
    }
}
