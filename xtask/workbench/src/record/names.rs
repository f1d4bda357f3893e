//! What is secret by its name: header fields, query parameters, JSON properties.

use generator::contract::{Contract, CredentialKind};

/// Names whose values are secret, and texts that are.
#[derive(Debug)]
pub struct Names {
    /// In lower case.
    names: Vec<String>,
    /// What the user gave as secrets themselves.
    pub texts: Vec<String>,
}

/// Header fields that are left out: an empty one would still say that there was one.
const LEFT_OUT: [&str; 2] = ["cookie", "key"];
/// Parts of the names of header fields and query parameters that hold secrets.
const TELLING: [&str; 11] = [
    "access_token",
    "access-token",
    "auth_token",
    "authoriz",
    "credential",
    "organisation",
    "organization",
    "passw",
    "project",
    "secret",
    "session",
];
/// How such names end. A `page_token` is none: pages could not be told apart without it.
const ENDINGS: [&str; 2] = ["key", "-token"];
/// JSON properties that hold secrets: whole names, since a count of tokens is none.
const PROPERTIES: [&str; 24] = [
    "access_token",
    "accesstoken",
    "api_key",
    "apikey",
    "api-key",
    "authorization",
    "client_secret",
    "clientsecret",
    "cookie",
    "id_token",
    "org_id",
    "organisation",
    "organisation_id",
    "organization",
    "organization_id",
    "organizationid",
    "passphrase",
    "password",
    "private_key",
    "project",
    "project_id",
    "projectid",
    "refresh_token",
    "secret",
];

impl Names {
    /// The names that a contract has and those that the user gave, texts apart.
    pub fn new(contract: &Contract, redact: &[String]) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut texts = Vec::new();
        for word in redact {
            match word.strip_prefix('=') {
                Some(text) => texts.push(text.to_owned()),
                None => names.push(word.to_lowercase()),
            }
        }
        names.extend(
            contract
                .client_headers
                .iter()
                .map(|(name, _)| name.to_lowercase()),
        );
        for credential in &contract.credentials {
            match &credential.kind {
                CredentialKind::Header(name) | CredentialKind::Query(name) => {
                    names.push(name.to_lowercase());
                }
                _ => {}
            }
        }
        Self { names, texts }
    }

    /// Whether a header field does not appear at all.
    pub fn leaves_out(&self, header: &str) -> bool {
        let header = header.to_lowercase();
        LEFT_OUT.iter().any(|part| header.contains(part))
    }

    /// Whether the value of a header field or of a query parameter is secret.
    pub fn hides(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.names.contains(&name)
            || TELLING.iter().any(|part| name.contains(part))
            || ENDINGS.iter().any(|end| name.ends_with(end))
            || name.contains("cookie")
    }

    /// Whether the value of a JSON property is secret.
    pub fn hides_property(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.names.contains(&name) || PROPERTIES.contains(&name.as_str())
    }
}
