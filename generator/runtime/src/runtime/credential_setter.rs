//! How a builder is given a credential.

use super::client_builder::ClientBuilder;
use super::credential::Secret;

impl ClientBuilder {
    /// Fills the credential with this index in [`Api::credentials`](super::api::Api::credentials).
    pub(crate) fn credential(mut self, index: usize, secret: impl Into<String>) -> Self {
        if let Some(slot) = self.configuration.credentials.get_mut(index) {
            *slot = Some(Secret::new(secret.into()));
        }
        self
    }
}
