//! A credential in a header of its own: OpenAPI's `apiKey` with `in: header`.

use crate::runtime::auth::credential::Credential;

/// A key in a header.
#[derive(Debug)]
pub(crate) struct HeaderKey {
    /// The name of the setter on the builder.
    pub name: &'static str,
    /// The environment variable that holds the key.
    pub env: Option<&'static str>,
    /// The name of the header, in lower case.
    pub header: &'static str,
}

impl Credential for HeaderKey {
    fn name(&self) -> &'static str {
        self.name
    }

    fn env(&self) -> Option<&'static str> {
        self.env
    }

    fn header(&self) -> Option<&'static str> {
        Some(self.header)
    }

    fn write(&self, secret: &str) -> String {
        secret.to_owned()
    }
}
