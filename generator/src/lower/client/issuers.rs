//! Who gives out the tokens of a security scheme: for the documentation, and to fetch them.

use indexmap::IndexSet;

use super::super::docs;
use crate::api::{Block, Docs};
use crate::openapi::{Flow, FlowKind, Issuer, PathItem, Requirement, SecurityScheme};

/// What the documentation of a credential says of its tokens.
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
    let mut line = match flow.kind {
        FlowKind::Implicit | FlowKind::AuthorizationCode => "Users grant it",
        FlowKind::Password => "It is given out for the password of a user",
        FlowKind::ClientCredentials => "It is given out to a registered program",
        FlowKind::DeviceAuthorization => "Users grant it to a device",
    }
    .to_owned();
    for (before, url) in [
        (" at", flow.authorization_url),
        (", asked for at", flow.device_authorization_url),
        (", fetched at", flow.token_url),
        (", renewed at", flow.refresh_url),
    ] {
        line.extend(url.map(|url| format!("{before} {url}")));
    }
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
    let Some(Issuer::OAuth2 { flows, .. }) = &scheme.issuer else {
        return None;
    };
    let mut flows = flows.iter();
    let flow = flows.find(|flow| flow.kind == FlowKind::ClientCredentials)?;
    flow.token_url
}

/// The scopes of a scheme that some operation needs, in the order of the document.
pub(super) fn needed_scopes(
    scheme: &str,
    of_root: &[Requirement<'_>],
    paths: &[PathItem<'_>],
) -> Vec<String> {
    let operations = paths.iter().flat_map(|item| &item.operations);
    let security =
        operations.flat_map(|operation| operation.security.as_deref().unwrap_or(of_root));
    let needs = security.flatten().filter(|need| need.scheme == scheme);
    let scopes: IndexSet<&str> = needs.flat_map(|need| need.scopes.iter().copied()).collect();
    scopes.into_iter().map(str::to_owned).collect()
}
