//! Operations that let a caller choose between servers of their own.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::sent_to::sent_to;
use crate::runtime::http::server_url::ServerUrl;

impl Call {
    /// Sends the call to this server of its operation. A client that was given a base URL sends it there.
    pub fn server<S: Into<ServerUrl>>(self, server: impl Into<S>) -> Self {
        let server: S = server.into();
        sent_to(self, server.into())
    }
}
