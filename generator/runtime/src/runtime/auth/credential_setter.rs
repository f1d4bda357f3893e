//! How a builder is given a credential.

use crate::runtime::auth::credential::{Credential, Secret};
use crate::runtime::client_builder::ClientBuilder;

impl ClientBuilder {
    /// Sets the secret of a credential of the API.
    pub(crate) fn credential(
        mut self,
        credential: &dyn Credential,
        secret: impl Into<String>,
    ) -> Self {
        let index = self.api.index_of(credential);
        if let Some(slot) = index.and_then(|index| self.configuration.credentials.get_mut(index)) {
            *slot = Some(Secret::new(secret.into()));
        }
        self
    }
}
