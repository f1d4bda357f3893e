//! Who calls: credentials, and headers that identify the caller.

use super::{Docs, Spot};

/// The number of a credential in [`Api::credentials`](super::Api::credentials).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CredentialId(pub usize);

/// A way to authenticate.
#[derive(Debug)]
pub(crate) struct Credential {
    /// The name of its security scheme.
    pub key: String,
    /// The setter of the builder.
    pub name: String,
    /// What the setter takes; also `Client::new`, so that no two credentials have one name here.
    pub arguments: Vec<String>,
    /// The constant that describes it.
    pub constant: String,
    pub docs: Docs,
    /// The environment variable that holds the secret.
    pub env: Option<String>,
    pub scheme: Scheme,
    /// The setter that takes a source of it.
    pub source: String,
    /// How access tokens are fetched as its secrets, where the description says that.
    pub tokens: Option<Tokens>,
    pub spot: Spot,
}

/// How access tokens are fetched by client credentials.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// The setter that takes the client credentials.
    pub setter: String,
    /// The constant that describes it.
    pub constant: String,
    /// Where they are fetched; it may be relative to the base URL.
    pub url: String,
    /// The scopes that operations need.
    pub scopes: Vec<String>,
}

/// Where a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scheme {
    Bearer,
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
}

/// How a client is made without its builder.
#[derive(Debug, Default)]
pub(crate) struct Constructors {
    /// The credentials that `Client::new` takes.
    pub new: Vec<CredentialId>,
    /// Whether there is `Client::from_env`: the environment can hold all of them.
    pub from_env: bool,
}

/// A header that a client sends with every request once it is configured.
#[derive(Debug)]
pub(crate) struct Setting {
    /// The setter of the builder.
    pub name: String,
    /// The constant that describes it.
    pub constant: String,
    pub header: String,
    /// The environment variable that fills it.
    pub env: Option<String>,
    pub docs: Docs,
    pub spot: Spot,
}
