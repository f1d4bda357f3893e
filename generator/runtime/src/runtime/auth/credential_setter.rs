//! How a builder is given a credential.

use std::sync::Arc;

use crate::runtime::auth::credential::{Credential, Held, Keep};
use crate::runtime::client_builder::ClientBuilder;

impl ClientBuilder {
    /// Sets the secret of a credential of the API.
    pub(crate) fn credential(self, credential: &dyn Credential, secret: impl Into<String>) -> Self {
        self.keep(credential, Held::kept(credential, secret))
    }

    /// Sets what is kept for a credential of the API, or what is wrong with it.
    pub(crate) fn keep(
        mut self,
        credential: &dyn Credential,
        kept: Result<Arc<dyn Keep>, String>,
    ) -> Self {
        let index = self.api.index_of(credential);
        if let Some(slot) = index.and_then(|index| self.configuration.credentials.get_mut(index)) {
            *slot = Some(kept);
        }
        self
    }
}
