//! Where a request says which page it wants: a parameter or a member, each a type in a file of its own, or the
//! URL as a whole.

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

    /// What a URL sets there: some APIs give the URL of the next page where a token is described.
    #[allow(dead_code)] // Only lists by a token ask for it.
    fn in_url(&self, _: &str) -> Option<String> {
        None
    }
}
