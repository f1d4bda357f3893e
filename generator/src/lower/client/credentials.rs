//! Security schemes → credentials of the builder.

use indexmap::IndexMap;

use super::super::context::Lowering;
use super::super::operation::usable;
use super::super::spot::spot;
use super::super::{docs, names};
use super::{CLIENT, SETTERS, issuers, text};
use crate::api::{Constructors, Credential, CredentialId, Scheme, Tokens};
use crate::diagnostic::Code;
use crate::openapi::{PathItem, Requirement, SchemeKind, SecurityScheme, is_template};

/// The credentials that a client can apply. A scheme that it cannot apply yet is reported.
pub(super) fn credentials<'s>(
    lowering: &Lowering<'_, 's>,
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
    security: &[Requirement<'s>],
    paths: &[PathItem<'s>],
    scope: &mut names::Scope,
) -> Vec<Credential> {
    for (name, found) in schemes {
        report(lowering, name, found);
        issuers::note_other_flows(lowering, found);
    }
    let wishes = usable(schemes).map(|(key, found)| {
        let plain = names::snake(&setter(key, found.kind));
        names::Wish {
            keys: vec![format!("credential {key}")],
            exact: plain == key,
            candidates: vec![plain.clone(), names::with_end(&plain, "_credential")],
            said: lowering.names.said(found.node, names::snake),
            ..names::Wish::default()
        }
    });
    let wishes: Vec<names::Wish> = wishes.collect();
    let setters = lowering.names.settle(SETTERS, scope, &wishes);
    let sources = usable(schemes).zip(&setters).map(|((key, _), setter)| {
        let from = names::with_end(setter, "_from");
        let otherwise = names::with_end(setter, "_from_source");
        wish(format!("credential {key} from"), vec![from, otherwise])
    });
    let sources: Vec<names::Wish> = sources.collect();
    let sources = lowering.names.settle(SETTERS, scope, &sources);
    let fetched = usable(schemes).zip(&setters);
    let fetched = fetched.filter(|((_, found), _)| issuers::token_url(found).is_some());
    let fetched = fetched.map(|((key, _), setter)| {
        let longer = names::with_end(setter, "_client_credentials");
        let wanted = vec!["client_credentials".to_owned(), longer];
        wish(format!("credential {key} by client credentials"), wanted)
    });
    let fetched: Vec<names::Wish> = fetched.collect();
    let mut fetched = lowering.names.settle(SETTERS, scope, &fetched).into_iter();
    let base = lowering.link_base.as_deref();
    let mut arguments = names::Scope::default();
    let credentials = usable(schemes).zip(setters.into_iter().zip(sources));
    let credentials = credentials.filter_map(|((key, found), (name, source))| {
        let scheme = scheme(found.kind)?;
        let mut docs = docs::docs(found.description.unwrap_or(""), base);
        if docs.blocks.is_empty() {
            let text = format!("The credential {}.", docs::code(key));
            docs.blocks.push(docs::sentence(text));
        }
        docs.blocks.extend(issuers::documented(found, base));
        let tokens = issuers::token_url(found).and_then(|url| {
            Some(Tokens {
                setter: fetched.next()?,
                constant: String::new(),
                url: Some(url).filter(|url| !is_template(url)).map(str::to_owned),
                scopes: issuers::asked_scopes(key, found, security, paths),
                env: issuers::env(lowering, found),
                in_body: issuers::in_body(lowering, found),
            })
        });
        let taken = match scheme {
            Scheme::Basic => vec!["user", "password"],
            Scheme::Bearer | Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_) => {
                vec![name.as_str()]
            }
        };
        let taken = taken.into_iter().map(|wanted| arguments.take([wanted]));
        Some(Credential {
            key: key.to_owned(),
            arguments: taken.collect(),
            // Constants are named once everything else is.
            constant: String::new(),
            docs,
            env: text(lowering, &found.extensions, "x-env").map(str::to_owned),
            scheme,
            source,
            tokens,
            spot: spot(found.node),
            name,
        })
    });
    credentials.collect()
}

fn wish(key: String, candidates: Vec<String>) -> names::Wish {
    names::Wish {
        keys: vec![key],
        candidates,
        ..names::Wish::default()
    }
}

/// Reports a scheme that a client cannot apply by itself.
fn report(lowering: &Lowering<'_, '_>, name: &str, found: &SecurityScheme<'_>) {
    let (message, help) = match found.kind {
        SchemeKind::OtherHttp(word) if scheme(found.kind).is_some() => (
            format!("a client does not compute `{word}` for the security scheme `{name}`"),
            "give the client the whole value of the header `Authorization`",
        ),
        SchemeKind::OtherHttp(word) => (
            format!(
                "a client does not answer the challenges of `{word}`, which the security scheme `{name}` needs"
            ),
            "requests are sent without it: `Client::builder().intercept(…)` can add it to each of them",
        ),
        SchemeKind::MutualTls => (
            format!("a client has no certificate for the security scheme `{name}`"),
            "give it an HTTP client that has one, by `Client::builder().http_client_builder(…)`",
        ),
        _ => return,
    };
    let found = lowering
        .report
        .at_key(Code::UnsupportedScheme, found.node, message);
    lowering.report.add(found.help(help));
}

/// Schemes of HTTP whose header depends on a challenge of the server, or on the request (IANA, "HTTP
/// Authentication Schemes").
const CHALLENGES: &[&str] = &[
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "ntlm",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

/// `Client::new` takes what the first alternative with a credential needs, or the alternative that it took in
/// the last version: nothing, if a credential is optional that it did not have. `Client::from_env` is there when the environment can hold all of that.
pub(super) fn constructors(
    credentials: &[Credential],
    security: &[Vec<CredentialId>],
    schemes: &[&str],
    names: &names::Naming<'_, '_>,
) -> Constructors {
    let keys = |all: &Vec<CredentialId>| all.iter().map(|id| schemes[id.0]).collect();
    let sets: Vec<Vec<&str>> = security.iter().map(keys).collect();
    let chosen = names.choice(CLIENT, &sets).into_iter();
    let id = |key| schemes.iter().position(|known| *known == key);
    let new: Vec<CredentialId> = chosen.filter_map(id).map(CredentialId).collect();
    let has_env = |id: &CredentialId| credentials[id.0].variables().next().is_some();
    Constructors {
        from_env: !new.is_empty() && new.iter().all(has_env),
        new,
    }
}

/// How a client applies a scheme; `None` when it cannot.
pub(in crate::lower) fn scheme(kind: SchemeKind<'_>) -> Option<Scheme> {
    Some(match kind {
        SchemeKind::Bearer => Scheme::Bearer,
        SchemeKind::Basic => Scheme::Basic,
        SchemeKind::Header(name) => Scheme::Header(name.to_ascii_lowercase()),
        SchemeKind::Query(name) => Scheme::Query(name.to_owned()),
        SchemeKind::OtherHttp(word) if CHALLENGES.contains(&&*word.to_ascii_lowercase()) => {
            return None;
        }
        SchemeKind::OtherHttp(_) => Scheme::Header("authorization".to_owned()),
        SchemeKind::Cookie(name) => Scheme::Cookie(name.to_owned()),
        SchemeKind::MutualTls => return None,
    })
}

/// `ApiKeyAuth` → `api_key`, `bearerAuth` → `bearer_token`.
fn setter(scheme: &str, kind: SchemeKind<'_>) -> String {
    let name = names::snake(scheme);
    let stem = name
        .strip_suffix("_auth")
        .filter(|stem| !stem.is_empty())
        .unwrap_or(&name);
    let is_oauth = ["oauth", "oauth2", "oauth20"].contains(&&*stem.replace('_', ""));
    match (stem, kind) {
        (_, SchemeKind::Bearer) if is_oauth => "access_token".to_owned(),
        ("bearer" | "http" | "token", SchemeKind::Bearer) => "bearer_token".to_owned(),
        ("basic", _) => "login".to_owned(),
        (stem, _) => stem.to_owned(),
    }
}
