//! Operations whose one server an environment variable replaces.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::sent_to::sent_to;
use crate::runtime::http::server_url::ServerUrl;

impl Call {
    /// Sends the call to a server that the description names for its operation, or to the URL that the
    /// environment has for it.
    pub fn at_env(self, server: &'static str, env: &'static str) -> Self {
        let server = ServerUrl {
            env: Some(env),
            ..server.into()
        };
        sent_to(self, server)
    }
}
