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

impl Credential {
    /// What the environment can hold for it: alternatives, each the names of variables that are needed together.
    pub fn variables(&self) -> impl Iterator<Item = Vec<&str>> {
        let own = self.env.iter().map(|env| vec![env.as_str()]);
        let of_program = self.tokens.iter().filter_map(|tokens| tokens.env.as_ref());
        own.chain(of_program.map(|names| names.iter().map(String::as_str).collect()))
    }

    /// The same in words: `` `A`, or `B` with `C` ``. Empty where there are none.
    pub fn variables_in_words(&self) -> String {
        let all = self.variables().map(|names| {
            let names: Vec<String> = names.iter().map(|name| super::code(name)).collect();
            names.join(" with ")
        });
        all.collect::<Vec<_>>().join(", or ")
    }
}

/// How access tokens are fetched by client credentials.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// The setter that takes the client credentials.
    pub setter: String,
    /// The constant that describes it.
    pub constant: String,
    /// Where they are fetched; it may be relative to the base URL. `None` where only the program knows.
    pub url: Option<String>,
    /// The scopes that operations need.
    pub scopes: Vec<String>,
    /// The environment variables that hold the id and the secret of a program.
    pub env: Option<[String; 2]>,
    /// Whether id and secret are sent in the body.
    pub in_body: bool,
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
