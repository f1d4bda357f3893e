//! How a builder is given a credential.

use crate::runtime::auth::credential::Secret;
use crate::runtime::client_builder::ClientBuilder;

impl ClientBuilder {
    /// Fills the credential with this index in [`Api::credentials`](crate::runtime::api::Api::credentials).
    pub(crate) fn credential(mut self, index: usize, secret: impl Into<String>) -> Self {
        if let Some(slot) = self.configuration.credentials.get_mut(index) {
            *slot = Some(Secret::new(secret.into()));
        }
        self
    }
}
