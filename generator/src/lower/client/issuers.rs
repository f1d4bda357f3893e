//! Who gives out the tokens of a security scheme: for the documentation, and to fetch them.

use indexmap::IndexSet;

use super::super::context::Lowering;
use super::super::docs;
use crate::api::{Block, Docs};
use crate::diagnostic::Code;
use crate::openapi::{Flow, FlowKind, Issuer, PathItem, Requirement, SecurityScheme, is_template};
use crate::source::Node;

/// The documentation of the tokens of a credential.
pub(super) fn documented(scheme: &SecurityScheme<'_>, base: Option<&str>) -> Vec<Block> {
    let mut lines = Vec::new();
    match &scheme.issuer {
        Some(Issuer::OAuth2 {
            flows,
            metadata_url,
        }) => {
            lines.extend(flows.iter().map(flow));
            lines.extend(metadata_url.map(|url| format!("Its server describes itself at {url}.")));
            lines.extend(scopes(flows));
        }
        Some(Issuer::OpenIdConnect { url: Some(url) }) => {
            lines.push(format!("An access token of the OpenID provider at {url}."));
        }
        Some(Issuer::OpenIdConnect { url: None }) | None => {}
    }
    let format = scheme.bearer_format;
    lines.extend(format.map(|format| format!("Its format: {}.", docs::code(format))));
    if scheme.deprecated {
        lines.push("Deprecated: the API is about to give it up.".to_owned());
    }
    let lines = lines.iter().map(|line| docs::docs(line, base));
    lines.flat_map(|Docs { blocks }| blocks).collect()
}

/// Where a flow leads.
fn flow(flow: &Flow<'_>) -> String {
    let (grant, subject) = match flow.kind {
        FlowKind::Implicit | FlowKind::AuthorizationCode => ("Users grant access", "The token"),
        FlowKind::Password => ("The token is given out for the password of a user", "It"),
        FlowKind::ClientCredentials => ("The token is given out to a registered program", "It"),
        FlowKind::DeviceAuthorization => ("Users grant access to a device", "The token"),
    };
    let mut line = grant.to_owned();
    let at = |before: &str, url: &str| format!("{before} {url}");
    line.extend(flow.authorization_url.map(|url| at(" at", url)));
    let device = flow.device_authorization_url;
    line.extend(device.map(|url| at(". The device asks for it at", url)));
    let token_url = flow.token_url.filter(|url| !is_template(url));
    let fetched = format!(". {subject} is fetched at");
    line.extend(token_url.map(|url| at(&fetched, url)));
    let renewed = match token_url {
        Some(_) => " and renewed at",
        None => &format!(". {subject} is renewed at"),
    };
    line.extend(flow.refresh_url.map(|url| at(renewed, url)));
    line + "."
}

/// The scopes of all flows, each with what it allows.
fn scopes(flows: &[Flow<'_>]) -> Vec<String> {
    let all: IndexSet<(&str, &str)> = flows
        .iter()
        .flat_map(|flow| flow.scopes.iter().copied())
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let scope = |(name, allows): &(&str, &str)| match allows.trim() {
        "" => format!("- {}", docs::code(name)),
        allows => format!("- {}: {allows}", docs::code(name)),
    };
    let lines: Vec<String> = all.iter().map(scope).collect();
    vec!["Its scopes:".to_owned(), lines.join("\n")]
}

/// Where tokens are fetched by client credentials, if the scheme has that flow.
pub(super) fn token_url<'s>(scheme: &SecurityScheme<'s>) -> Option<&'s str> {
    of_programs(scheme)?.token_url
}

/// The flow `clientCredentials`.
fn of_programs<'a, 's>(scheme: &'a SecurityScheme<'s>) -> Option<&'a Flow<'s>> {
    let mut flows = flows(scheme);
    flows.find(|flow| flow.kind == FlowKind::ClientCredentials)
}

fn flows<'a, 's>(scheme: &'a SecurityScheme<'s>) -> impl Iterator<Item = &'a Flow<'s>> {
    let flows = match &scheme.issuer {
        Some(Issuer::OAuth2 { flows, .. }) => flows.as_slice(),
        _ => &[],
    };
    flows.iter()
}

/// The environment variables that hold the id and the secret of a program.
const ENV: &str = "x-env";

/// How a program proves to the token endpoint who it is (RFC 7591 §2).
const METHOD: &str = "x-token-endpoint-auth-method";

fn value<'s>(flow: &Flow<'s>, name: &str) -> Option<&'s Node> {
    let mut extensions = flow.extensions.iter();
    let (_, node) = extensions.find(|(key, _)| *key == name)?;
    Some(node)
}

/// The environment variables that `x-env` of the flow names for the id and the secret of a program.
pub(super) fn env(lowering: &Lowering<'_, '_>, scheme: &SecurityScheme<'_>) -> Option<[String; 2]> {
    let node = value(of_programs(scheme)?, ENV)?;
    let name = |key: &str| Some(node.get(key)?.as_str()?.to_owned());
    let is_known = |key: &str| matches!(key, "client_id" | "client_secret");
    let mut keys = node.as_object().into_iter().flatten();
    let found = name("client_id").zip(name("client_secret"));
    let found = found.filter(|_| keys.all(|(key, _)| is_known(key)));
    if found.is_none() {
        let message = format!("expected two environment variables for `{ENV}` of a flow");
        let found = lowering.report.at(Code::Extension, node, message);
        let help = "such as `{ client_id: MY_ID, client_secret: MY_SECRET }`";
        lowering.report.add(found.help(help));
    }
    found.map(|(id, secret)| [id, secret])
}

/// Whether the token endpoint takes id and secret in the body of a request.
pub(super) fn in_body(lowering: &Lowering<'_, '_>, scheme: &SecurityScheme<'_>) -> bool {
    let Some(node) = of_programs(scheme).and_then(|flow| value(flow, METHOD)) else {
        return false;
    };
    let word = node.as_str();
    if !matches!(word, Some("client_secret_basic" | "client_secret_post")) {
        let message = format!("a client cannot do what `{METHOD}` says");
        let found = lowering.report.at(Code::Extension, node, message);
        let help = "it is `client_secret_basic` (a header) or `client_secret_post` (in the body)";
        lowering.report.add(found.help(help));
    }
    word == Some("client_secret_post")
}

/// Reports both keys in flows that a client does not go through by itself.
pub(super) fn note_other_flows(lowering: &Lowering<'_, '_>, scheme: &SecurityScheme<'_>) {
    for flow in flows(scheme).filter(|flow| flow.kind != FlowKind::ClientCredentials) {
        for key in [ENV, METHOD] {
            if let Some(node) = value(flow, key) {
                let message = format!("`{key}` has no effect: only `clientCredentials` has it");
                let report = lowering.report;
                report.add(report.at_key(Code::Inert, node, message));
            }
        }
    }
}

/// The scopes that a token is asked for by client credentials: those that some operation needs, in the order of the
/// document. A server refuses one that its flow does not have (RFC 6749 §5.2), so those of other flows are left out; a
/// flow that lists none is taken to have all.
pub(super) fn asked_scopes(
    name: &str,
    scheme: &SecurityScheme<'_>,
    of_root: &[Requirement<'_>],
    paths: &[PathItem<'_>],
) -> Vec<String> {
    let listed = of_programs(scheme).map_or(&[][..], |flow| &flow.scopes);
    let has = |scope: &&str| listed.is_empty() || listed.iter().any(|(known, _)| known == scope);
    let operations = paths.iter().flat_map(|item| &item.operations);
    let security =
        operations.flat_map(|operation| operation.security.as_deref().unwrap_or(of_root));
    let needs = security.flatten().filter(|need| need.scheme == name);
    let scopes: IndexSet<&str> = needs.flat_map(|need| need.scopes.iter().copied()).collect();
    let scopes = scopes.into_iter().filter(has);
    scopes.map(str::to_owned).collect()
}
