//! A credential in `Authorization: Basic …` (RFC 7617): `user:password` in base64.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::runtime::auth::credential::Credential;
use crate::runtime::client_builder::ClientBuilder;

/// A user name and a password.
#[derive(Debug)]
pub(crate) struct Basic {
    /// The name of the setter on the builder.
    pub name: &'static str,
    /// The environment variable that holds `user:password`.
    pub env: Option<&'static str>,
}

impl Credential for Basic {
    fn name(&self) -> &'static str {
        self.name
    }

    fn env(&self) -> Option<&'static str> {
        self.env
    }

    fn header(&self) -> Option<&'static str> {
        Some("authorization")
    }

    fn is_trimmed(&self) -> bool {
        // A password may begin and end with any character.
        false
    }

    fn expected_form(&self, secret: &str) -> Option<&'static str> {
        // A variable of the environment, or a source, gives both in one text.
        (!secret.contains(':')).then_some("`user:password`")
    }

    fn inner<'s>(&self, secret: &'s str) -> &'s str {
        secret
            .split_once(':')
            .map_or(secret, |(_, password)| password)
    }

    fn write(&self, secret: &str) -> String {
        format!("Basic {}", BASE64_STANDARD.encode(secret))
    }

    fn read(&self, word: &str) -> Option<String> {
        let secret = String::from_utf8(BASE64_STANDARD.decode(word).ok()?).ok()?;
        secret.contains(':').then_some(secret)
    }
}

impl ClientBuilder {
    /// Sets the user and the password of a basic credential.
    pub(crate) fn basic(self, credential: &Basic, user: &str, password: &str) -> Self {
        // RFC 7617 §2: the first colon ends the user name, so that it cannot hold one.
        if user.contains(':') {
            return self.refuse("expected a user name without a colon, found one".to_owned());
        }
        self.credential(credential, format!("{user}:{password}"))
    }
}
