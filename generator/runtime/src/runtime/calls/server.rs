//! Operations that have a server of their own.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::sent_to::sent_to;

impl Call {
    /// Sends the call to the server that the description names for its operation.
    pub fn at(self, server: &'static str) -> Self {
        sent_to(self, server.into())
    }
}
