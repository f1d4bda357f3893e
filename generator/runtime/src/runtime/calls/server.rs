//! Operations that live at a server of their own.

use std::sync::Arc;

use crate::runtime::calls::call::Call;
use crate::runtime::http::base_url::BaseUrl;

impl Call {
    /// Sends the call to another server than that of the API. A client that was given a base URL
    /// sends everything there.
    pub fn at(self, server: &'static str) -> Self {
        if self.parts().client.inner.configuration.base_url.is_some() {
            return self;
        }
        let server = BaseUrl::new(server);
        self.set(|parts| match server {
            Ok(server) => parts.server = Some(Arc::new(server)),
            Err(fault) => parts.refuse(fault),
        })
    }
}
