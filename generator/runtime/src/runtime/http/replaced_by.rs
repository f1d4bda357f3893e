//! The environment variable that replaces the URL of a server.

use crate::runtime::http::server_url::ServerUrl;

impl ServerUrl {
    /// The same server, whose URL this environment variable replaces.
    pub fn replaced_by(self, env: &'static str) -> Self {
        Self {
            env: Some(env),
            ..self
        }
    }
}
