//! A credential in `Authorization: Bearer …` (RFC 6750); also OAuth 2 and OpenID access tokens.

use crate::runtime::auth::credential::Credential;

/// A bearer token.
#[derive(Debug)]
pub(crate) struct Bearer {
    /// The name of the setter on the builder.
    pub name: &'static str,
    /// The environment variable that holds the token.
    pub env: Option<&'static str>,
}

impl Credential for Bearer {
    fn name(&self) -> &'static str {
        self.name
    }

    fn env(&self) -> Option<&'static str> {
        self.env
    }

    fn header(&self) -> Option<&'static str> {
        Some("authorization")
    }

    fn write(&self, secret: &str) -> String {
        format!("Bearer {secret}")
    }
}
