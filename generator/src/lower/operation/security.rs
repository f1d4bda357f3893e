//! Which credentials an operation needs.

use indexmap::IndexMap;

use super::super::client::scheme;
use super::super::context::Lowering;
use super::super::docs;
use super::gaps::Gaps;
use crate::api::{Block, CredentialId, Gap};
use crate::diagnostic::Code;
use crate::openapi::{self, Location, Need, Requirement, SchemeKind, SecurityScheme};

/// The security schemes that a client can apply: the API's credentials, in their order.
pub(in crate::lower) fn usable<'a, 's>(
    schemes: &'a IndexMap<&'s str, SecurityScheme<'s>>,
) -> impl Iterator<Item = (&'s str, &'a SecurityScheme<'s>)> {
    let all = schemes.iter().map(|(name, found)| (*name, found));
    all.filter(|(_, found)| scheme(found.kind).is_some())
}

/// The security schemes of a document, as requirements name them.
pub(in crate::lower) struct Known<'s> {
    /// Those that a client can apply, in the order of the API's credentials.
    credentials: Vec<(&'s str, SchemeKind<'s>)>,
    /// Those that are part of the connection: certificates.
    connections: Vec<&'s str>,
    /// All of them. One that is not here has a fault, which was reported.
    all: Vec<&'s str>,
}

impl<'s> Known<'s> {
    pub fn new(schemes: &IndexMap<&'s str, SecurityScheme<'s>>) -> Self {
        let credentials = usable(schemes).map(|(name, found)| (name, found.kind));
        let connections = schemes.iter();
        let connections = connections.filter(|(_, found)| found.kind == SchemeKind::MutualTls);
        Self {
            credentials: credentials.collect(),
            connections: connections.map(|(name, _)| *name).collect(),
            all: schemes.keys().copied().collect(),
        }
    }

    /// The names of those that a client can apply.
    pub fn credentials(&self) -> Vec<&'s str> {
        self.credentials.iter().map(|(name, _)| *name).collect()
    }

    /// The alternatives that a client can satisfy. One with a scheme that no client can apply is dropped; a certificate
    /// is the matter of the caller's own HTTP client. Those that differ in scopes alone are one.
    pub fn alternatives(&self, security: &[Requirement<'_>]) -> Vec<Vec<CredentialId>> {
        let id = |need: &Need<'_>| {
            let mut known = self.credentials.iter();
            known
                .position(|(name, _)| *name == need.scheme)
                .map(CredentialId)
        };
        let is_sent = |need: &&Need<'_>| !self.connections.contains(&need.scheme);
        let mut alternatives: Vec<Vec<CredentialId>> = Vec::new();
        for all in security {
            let needed: Option<Vec<CredentialId>> = all.iter().filter(is_sent).map(id).collect();
            let Some(needed) = needed else {
                continue;
            };
            let is_same = |known: &Vec<CredentialId>| {
                known.len() == needed.len() && needed.iter().all(|id| known.contains(id))
            };
            if !alternatives.iter().any(is_same) {
                alternatives.push(needed);
            }
        }
        alternatives
    }

    /// Whether a required parameter of an operation is a credential: whoever calls gives it there.
    fn is_given(&self, id: CredentialId, operation: &openapi::Operation<'_>) -> bool {
        let (_, kind) = self.credentials[id.0];
        let mut required = operation.parameters.iter().filter(|one| one.required);
        required.any(|one| match (kind, one.location) {
            (SchemeKind::Header(name), Location::Header) => one.name.eq_ignore_ascii_case(name),
            (SchemeKind::Query(name), Location::Query)
            | (SchemeKind::Cookie(name), Location::Cookie) => one.name == name,
            _ => false,
        })
    }
}

/// The same for an operation. One that needs what no client can apply is sent without it.
pub(super) fn needed(
    lowering: &Lowering<'_, '_>,
    path: &str,
    operation: &openapi::Operation<'_>,
    security: &[Requirement<'_>],
    known: &Known<'_>,
    gaps: &mut Gaps,
) -> Vec<Vec<CredentialId>> {
    let mut usable = known.alternatives(security);
    for all in &mut usable {
        all.retain(|id| !known.is_given(*id, operation));
    }
    if usable.is_empty() && !security.is_empty() {
        let named = named(security);
        let gap = Gap::of("authentication by", &named);
        let mut needs = security.iter().flatten();
        if !needs.any(|need| known.all.contains(&need.scheme)) {
            gaps.keep(gap);
            return usable;
        }
        let report = lowering.report;
        let id = super::id(path, operation);
        let message = format!("`{id}` is sent without {named}, which a client cannot apply");
        let found = report.at_key(Code::UnsupportedScheme, operation.node, message);
        let found = found.help("`Client::builder().intercept(…)` can add it to each request");
        gaps.add(lowering, gap, found);
    }
    usable
}

/// The schemes of requirements, as people say them: `a and b, or c`.
fn named(security: &[Requirement<'_>]) -> String {
    let of_set = |all: &Requirement<'_>| {
        let names: Vec<&str> = all.iter().map(|need| need.scheme).collect();
        names.join(" and ")
    };
    let sets: Vec<String> = security.iter().map(of_set).collect();
    let is_plain = security.iter().all(|all| all.len() == 1);
    sets.join(if is_plain { " or " } else { ", or " })
}

/// The scopes and roles that an operation needs.
pub(super) fn documented(security: &[Requirement<'_>]) -> Option<Block> {
    let of_set = |all: &Requirement<'_>| {
        let scopes = all.iter().flat_map(|need| &need.scopes);
        let scopes: Vec<String> = scopes.map(|scope| docs::code(scope)).collect();
        scopes.join(", ")
    };
    let mut sets: Vec<String> = security
        .iter()
        .map(of_set)
        .filter(|set| !set.is_empty())
        .collect();
    sets.dedup();
    let word = match sets.iter().any(|set| set.contains(", ")) {
        true => "scopes",
        false => "scope",
    };
    let text = format!("Needs the {word} {}.", sets.join(" or "));
    (!sets.is_empty()).then(|| docs::sentence(text))
}
