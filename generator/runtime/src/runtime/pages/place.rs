//! Where a request says which page it wants. Each place is a type in a file of its own.

use crate::runtime::calls::call::Call;

/// A place of a request.
pub(crate) trait Place: Sync {
    /// What the caller set there.
    fn get(&self, call: &Call) -> Option<String>;

    /// The call with something set there.
    ///
    /// # Errors
    ///
    /// Says why nothing can be set there.
    fn set(&self, call: Call, value: &str) -> Result<Call, String>;
}
