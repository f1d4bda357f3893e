//! A credential in a cookie: OpenAPI's `apiKey` with `in: cookie`.

use crate::runtime::auth::credential::Credential;

/// A key in a cookie.
#[derive(Debug)]
pub(crate) struct CookieKey {
    /// The name of the setter on the builder.
    pub name: &'static str,
    /// The environment variable that holds the key.
    pub env: Option<&'static str>,
    /// The name of the cookie.
    pub cookie: &'static str,
}

impl Credential for CookieKey {
    fn name(&self) -> &'static str {
        self.name
    }

    fn env(&self) -> Option<&'static str> {
        self.env
    }

    fn cookie(&self) -> Option<&'static str> {
        Some(self.cookie)
    }

    fn write(&self, secret: &str) -> String {
        secret.to_owned()
    }
}
