//! Operations that have several servers of their own.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::sent_to::sent_to;
use crate::runtime::http::server_url::ServerUrl;

impl Call {
    /// Sends the call to the server that a setter of the client chose, else to this one.
    pub fn at_chosen(self, setter: &str, default: impl Into<ServerUrl>) -> Self {
        let client = &self.parts().client.inner;
        let chosen = client.configuration.server(setter);
        let chosen = chosen.map(|(url, env)| ServerUrl {
            url: url.to_owned().into(),
            env,
            fault: None,
        });
        let server = chosen.unwrap_or_else(|| default.into());
        sent_to(self, server)
    }
}
