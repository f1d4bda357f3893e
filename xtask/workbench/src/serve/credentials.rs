//! Whether a request carries a credential as the description asks: takes the request, gives what
//! is missing. A value is only ever looked for; none leaves this module but to be made unreadable.

use generator::Contract;
use generator::contract::{Credential, CredentialKind, Need, Operation};
use tests::request::RecordedRequest;

/// What a request lacks, and the challenge that says so to a program (RFC 9110 §11.6.1).
#[derive(Debug, PartialEq, Eq)]
pub struct Lack {
    /// What was expected, in words.
    pub text: String,
    /// The value of `www-authenticate`.
    pub challenge: String,
}

/// What keeps a request from being allowed; any of the operation's alternatives will do.
pub fn lack(contract: &Contract, operation: &Operation, request: &RecordedRequest) -> Option<Lack> {
    let of = |need: &Need| contract.credentials.get(need.credential);
    let satisfied = |alternative: &Vec<Need>| {
        alternative
            .iter()
            .filter_map(of)
            .all(|credential| value(credential, request).is_some())
    };
    if operation.security.is_empty() || operation.security.iter().any(satisfied) {
        return None;
    }
    let wanted = operation.security.iter().map(|alternative| {
        let words = alternative.iter().filter_map(of).map(place);
        words.collect::<Vec<_>>().join(" and ")
    });
    let scheme = |credential: &Credential| match &credential.kind {
        CredentialKind::Authorization(scheme) => Some(scheme.clone()),
        _ => None,
    };
    let schemes = operation.security.iter().flatten().filter_map(of);
    let challenge = schemes.filter_map(scheme).next();
    Some(Lack {
        text: format!(
            "a credential is missing: expected {}{}",
            wanted.collect::<Vec<_>>().join(", or "),
            found(request)
        ),
        challenge: challenge.unwrap_or_else(|| "ApiKey".to_owned()),
    })
}

/// Replaces every credential of a request in a text that is shown to somebody.
pub fn hidden(contract: &Contract, request: &RecordedRequest, text: String) -> String {
    let mut secrets: Vec<String> = Vec::new();
    for name in ["authorization", "proxy-authorization", "cookie"] {
        for value in request.headers.get_all(name) {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            let parts = value.split([' ', ';', '=', ',']).map(str::to_owned);
            secrets.extend(parts.filter(|part| part.len() > SCHEME));
            secrets.push(value);
        }
    }
    let sent = |credential: &&Credential| credential.kind != CredentialKind::Connection;
    let sent = contract.credentials.iter().filter(sent);
    secrets.extend(sent.filter_map(|credential| value(credential, request)));
    // As a query writes it.
    let encoded = |secret: &String| {
        percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC)
            .to_string()
    };
    let encoded: Vec<String> = secrets.iter().map(encoded).collect();
    secrets.extend(encoded);
    secrets.retain(|secret| !secret.is_empty());
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.iter().fold(text, |text, secret| {
        text.replace(secret.as_str(), "REDACTED")
    })
}

/// The length of `Bearer`: what is not longer is a word of the protocol or no secret.
const SCHEME: usize = 6;

/// The value of a credential, when there is one.
fn value(credential: &Credential, request: &RecordedRequest) -> Option<String> {
    let value = match &credential.kind {
        CredentialKind::Authorization(wanted) => {
            let (scheme, value) = request.header("authorization")?.trim().split_once(' ')?;
            scheme
                .eq_ignore_ascii_case(wanted)
                .then(|| value.trim().to_owned())
        }
        CredentialKind::Header(name) => request.header(name).map(|value| value.trim().to_owned()),
        CredentialKind::Query(name) => request.query_value(name).map(str::to_owned),
        CredentialKind::Cookie(name) => cookie(request, name),
        // A certificate belongs to the connection, which is plain here.
        CredentialKind::Connection => Some("-".to_owned()),
    };
    value.filter(|value| !value.is_empty())
}

/// The value of a cookie.
pub fn cookie(request: &RecordedRequest, name: &str) -> Option<String> {
    let pairs = request.header("cookie")?.split(';');
    let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
    let found = pairs.find(|(key, _)| *key == name);
    found.map(|(_, value)| value.to_owned())
}

fn place(credential: &Credential) -> String {
    match &credential.kind {
        CredentialKind::Authorization(scheme) => format!("`Authorization: {scheme} …`"),
        CredentialKind::Header(name) => format!("the header `{name}`"),
        CredentialKind::Query(name) => format!("the query parameter `{name}`"),
        CredentialKind::Cookie(name) => format!("the cookie `{name}`"),
        CredentialKind::Connection => "a client certificate".to_owned(),
    }
}

/// What there is in place of a credential.
fn found(request: &RecordedRequest) -> &'static str {
    match request.headers.contains_key("authorization") {
        true => ", found another `Authorization`",
        false => "",
    }
}
