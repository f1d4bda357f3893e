//! The API as a whole, as constant data.

use std::sync::Arc;

use crate::runtime::auth::credential::{Credential, Keep, Security};

/// An API: its servers, its credentials, the headers a client of it can be configured with.
pub(crate) struct Api {
    /// What is sent as `User-Agent`: package and version.
    pub user_agent: &'static str,
    /// The URL of the description's first server; `None` when there is none. A client is built with it only where
    /// it is absolute and each of its variables has a value.
    pub base_url: Option<&'static str>,
    /// The environment variable that replaces it.
    pub base_url_env: Option<&'static str>,
    /// The environment variables that replace the servers of single operations.
    pub server_env: &'static [&'static str],
    /// Every credential of the API, each with a name of its own.
    pub credentials: &'static [&'static dyn Credential],
    /// What gives out the secrets of credentials to who is registered with the API.
    pub issuers: &'static [&'static dyn Issuer],
    /// What its operations need, in the form of
    /// [`Operation::security`](crate::runtime::calls::operation::Operation::security).
    pub security: Security,
    /// Whether an operation can be called without any of that.
    pub is_public: bool,
    /// Headers that are sent with every request once they are configured.
    pub settings: &'static [&'static dyn Setting],
    /// The statuses after which a call is sent again, such as `409` and `5XX`, where the description lists
    /// them.
    pub retry_on: Option<&'static [&'static str]>,
    /// Words that, as `type` or `code` of a 429, say that waiting does not help.
    pub no_retry: &'static [&'static str],
}

/// A header that is sent with every request once it is configured.
///
/// A trait, so that a client whose API has no such header carries no type for it.
pub(crate) trait Setting: Sync {
    /// The name of the header, in lower case.
    fn header(&self) -> &'static str;
    /// The environment variable that fills it.
    fn env(&self) -> Option<&'static str>;
}

/// What gives out the secrets of a credential.
///
/// A trait, so that a client whose API has none carries no type for it.
pub(crate) trait Issuer: Sync {
    /// The credential.
    fn credential(&self) -> &'static dyn Credential;
    /// The environment variables that together hold what it asks for; empty where there are none.
    fn env(&self) -> &'static [&'static str];
    /// Keeps the values of these variables, and fetches the secret with them when a call needs it.
    ///
    /// # Errors
    ///
    /// Says what is missing beside them.
    fn keep(&'static self, values: &[String]) -> Result<Arc<dyn Keep>, String>;
}

impl Api {
    /// The index of a credential in [`credentials`](Self::credentials).
    pub fn index_of(&self, credential: &dyn Credential) -> Option<usize> {
        let mut known = self.credentials.iter();
        known.position(|known| known.name() == credential.name())
    }
}

/// Says why the description alone does not tell where the API is, and what to do.
pub(crate) fn missing_base_url(api: &Api) -> String {
    let why = match api.base_url {
        None => "the description names no server".to_owned(),
        Some(url) if url.contains('{') => {
            format!("the description gives no value for the variables of `{url}`")
        }
        Some(path) => format!("the description gives the path `{path}` and no host"),
    };
    let path = api.base_url.filter(|url| url.starts_with('/'));
    let path = path.unwrap_or_default();
    let env = api
        .base_url_env
        .map(|env| format!(" or `{env}` in the environment"));
    let env = env.unwrap_or_default();
    format!("expected a base URL, found none: {why}; set `base_url` (\"https://…{path}\"){env}")
}

/// Says what would have been enough: the setters, and the variables that replace them. `is_there` tells
/// which of the credentials there are.
pub(crate) fn missing_credentials(
    api: &Api,
    security: Security,
    is_there: impl Fn(&&dyn Credential) -> bool,
) -> String {
    let one = |credential: &&dyn Credential| {
        let name = credential.name();
        let issuers = api.issuers.iter();
        let issuers = issuers.filter(|issuer| issuer.credential().name() == name);
        let issuers = issuers.map(|issuer| issuer.env().join(" with "));
        let variables = credential
            .env()
            .map(str::to_owned)
            .into_iter()
            .chain(issuers);
        let variables: Vec<String> = variables.filter(|names| !names.is_empty()).collect();
        match &variables[..] {
            [] => name.to_owned(),
            [names] => format!("{name} (or {names} in the environment)"),
            names => format!("{name} (or {}, in the environment)", names.join(", or ")),
        }
    };
    let all = |all: &&[&dyn Credential]| all.iter().map(one).collect::<Vec<_>>().join(" and ");
    let alternatives: Vec<String> = security.iter().map(all).collect();
    let alternatives = alternatives.join(", or ");
    let known = security.iter().copied().flatten().copied();
    let mut found: Vec<&str> = Vec::new();
    for credential in known.filter(is_there) {
        if !found.contains(&credential.name()) {
            found.push(credential.name());
        }
    }
    match &found[..] {
        [] => format!("expected {alternatives}, found no credential"),
        found => format!(
            "expected {alternatives}, found {} alone",
            found.join(" and ")
        ),
    }
}
