//! A credential in the query: OpenAPI's `apiKey` with `in: query`. No error or log shows the query.

use crate::runtime::auth::credential::Credential;

/// A key in the query.
#[derive(Debug)]
pub(crate) struct QueryKey {
    /// The name of the setter on the builder.
    pub name: &'static str,
    /// The environment variable that holds the key.
    pub env: Option<&'static str>,
    /// The name of the query parameter.
    pub query: &'static str,
}

impl Credential for QueryKey {
    fn name(&self) -> &'static str {
        self.name
    }

    fn env(&self) -> Option<&'static str> {
        self.env
    }

    fn query(&self) -> Option<&'static str> {
        Some(self.query)
    }

    fn write(&self, secret: &str) -> String {
        secret.to_owned()
    }
}
