//! Credentials: where they travel, who gives them out, and what an operation needs of them.

use indexmap::IndexMap;

use super::owned;
use crate::openapi::{self, Description, SchemeKind, SecurityScheme};
use crate::source::Node;

/// A way to authenticate.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Its name in the document.
    pub name: String,
    /// Where it travels.
    pub kind: CredentialKind,
    /// Whether nobody should use it any more.
    pub deprecated: bool,
    /// Who gives out the tokens, where the document says so.
    pub issuer: Option<Issuer>,
    /// The environment variables that clients take it from (`x-env`), and those of what it is fetched with.
    pub env: Vec<String>,
}

/// Where a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialKind {
    /// In `Authorization`, after this scheme.
    Authorization(String),
    /// In this header field.
    Header(String),
    /// In this query parameter.
    Query(String),
    /// In this cookie.
    Cookie(String),
    /// In the connection.
    Connection,
}

/// Who gives out tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issuer {
    /// By OAuth 2.
    OAuth2 {
        /// The ways to a token.
        flows: Vec<Flow>,
        /// Where the server describes itself (RFC 8414).
        metadata_url: Option<String>,
    },
    /// By OpenID Connect.
    OpenIdConnect {
        /// Where the server describes itself.
        url: Option<String>,
    },
}

/// A way to a token by OAuth 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Which way it is.
    pub kind: FlowKind,
    /// Where a person allows it.
    pub authorization_url: Option<String>,
    /// Where a device asks to be allowed.
    pub device_authorization_url: Option<String>,
    /// Where tokens are given out.
    pub token_url: Option<String>,
    /// Where tokens are renewed.
    pub refresh_url: Option<String>,
    /// The scopes, each with what it allows.
    pub scopes: Vec<(String, String)>,
}

/// The ways of OAuth 2 (RFC 6749 §1.3, RFC 8628).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowKind {
    /// The browser is given the token.
    Implicit,
    /// By the name and password of a person.
    Password,
    /// By the credentials of the program.
    ClientCredentials,
    /// By a code that the browser is given.
    AuthorizationCode,
    /// By a code that a person enters on another device.
    DeviceAuthorization,
}

/// A credential that a request needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its index among [`super::Contract::credentials`].
    pub credential: usize,
    /// The scopes or roles that it must have.
    pub scopes: Vec<String>,
}

/// What one alternative needs; schemes that are not declared were reported.
pub(super) fn needs(
    found: &[openapi::Need<'_>],
    schemes: &IndexMap<&str, SecurityScheme<'_>>,
) -> Vec<Need> {
    let need = |found: &openapi::Need<'_>| {
        let scopes = found.scopes.iter();
        Some(Need {
            credential: schemes.get_index_of(found.scheme)?,
            scopes: scopes.map(|scope| (*scope).to_owned()).collect(),
        })
    };
    found.iter().filter_map(need).collect()
}

pub(super) fn credentials(description: &Description<'_>) -> Vec<Credential> {
    let credential = |(name, found): (&&str, &SecurityScheme<'_>)| Credential {
        name: (*name).to_owned(),
        kind: kind(found.kind),
        deprecated: found.deprecated,
        issuer: found.issuer.as_ref().map(issuer),
        env: env(found),
    };
    description.schemes.iter().map(credential).collect()
}

/// What `x-env` says in a scheme and in its flows.
fn env(found: &SecurityScheme<'_>) -> Vec<String> {
    let own = found.node.get("x-env");
    let flows = match &found.issuer {
        Some(openapi::Issuer::OAuth2 { flows, .. }) => flows.as_slice(),
        _ => &[],
    };
    let flows = flows.iter().flat_map(|flow| &flow.extensions);
    let flows = flows.filter(|(key, _)| *key == "x-env");
    let names = ["client_id", "client_secret"];
    let flows = flows.flat_map(|(_, node)| names.into_iter().filter_map(|name| node.get(name)));
    let all = own.into_iter().chain(flows).filter_map(Node::as_str);
    all.map(str::to_owned).collect()
}

fn kind(found: SchemeKind<'_>) -> CredentialKind {
    match found {
        SchemeKind::Bearer => CredentialKind::Authorization("Bearer".to_owned()),
        SchemeKind::Basic => CredentialKind::Authorization("Basic".to_owned()),
        SchemeKind::OtherHttp(scheme) => CredentialKind::Authorization(scheme.to_owned()),
        SchemeKind::Header(name) => CredentialKind::Header(name.to_owned()),
        SchemeKind::Query(name) => CredentialKind::Query(name.to_owned()),
        SchemeKind::Cookie(name) => CredentialKind::Cookie(name.to_owned()),
        SchemeKind::MutualTls => CredentialKind::Connection,
    }
}

fn issuer(found: &openapi::Issuer<'_>) -> Issuer {
    match found {
        openapi::Issuer::OAuth2 {
            flows,
            metadata_url,
        } => Issuer::OAuth2 {
            flows: flows.iter().map(flow).collect(),
            metadata_url: owned(*metadata_url),
        },
        openapi::Issuer::OpenIdConnect { url } => Issuer::OpenIdConnect { url: owned(*url) },
    }
}

fn flow(found: &openapi::Flow<'_>) -> Flow {
    let scopes = found.scopes.iter();
    Flow {
        kind: match found.kind {
            openapi::FlowKind::Implicit => FlowKind::Implicit,
            openapi::FlowKind::Password => FlowKind::Password,
            openapi::FlowKind::ClientCredentials => FlowKind::ClientCredentials,
            openapi::FlowKind::AuthorizationCode => FlowKind::AuthorizationCode,
            openapi::FlowKind::DeviceAuthorization => FlowKind::DeviceAuthorization,
        },
        authorization_url: owned(found.authorization_url),
        device_authorization_url: owned(found.device_authorization_url),
        token_url: owned(found.token_url),
        refresh_url: owned(found.refresh_url),
        scopes: scopes
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    }
}
