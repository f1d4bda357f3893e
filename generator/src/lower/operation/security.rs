//! Which credentials an operation needs.

use indexmap::IndexMap;

use super::super::client::scheme;
use super::super::context::Lowering;
use super::super::docs;
use super::gaps::Gaps;
use crate::api::{Block, CredentialId, Gap};
use crate::diagnostic::Code;
use crate::openapi::{self, Need, Requirement, SchemeKind, SecurityScheme};

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
    credentials: Vec<&'s str>,
    /// Those that are part of the connection: certificates.
    connections: Vec<&'s str>,
}

impl<'s> Known<'s> {
    pub fn new(schemes: &IndexMap<&'s str, SecurityScheme<'s>>) -> Self {
        let credentials = usable(schemes).map(|(name, _)| name);
        let connections = schemes.iter();
        let connections = connections.filter(|(_, found)| found.kind == SchemeKind::MutualTls);
        Self {
            credentials: credentials.collect(),
            connections: connections.map(|(name, _)| *name).collect(),
        }
    }

    /// The names of those that a client can apply.
    pub fn credentials(&self) -> &[&'s str] {
        &self.credentials
    }

    /// The alternatives that a client can satisfy. One with a scheme that no client can apply is dropped;
    /// a certificate is the matter of the caller's own HTTP client.
    pub fn alternatives(&self, security: &[Requirement<'_>]) -> Vec<Vec<CredentialId>> {
        let id = |need: &Need<'_>| {
            let mut known = self.credentials.iter();
            known
                .position(|known| *known == need.scheme)
                .map(CredentialId)
        };
        let is_sent = |need: &&Need<'_>| !self.connections.contains(&need.scheme);
        let usable = security
            .iter()
            .filter_map(|all| all.iter().filter(is_sent).map(id).collect());
        usable.collect()
    }
}

/// The same for an operation. One that needs what no client can apply is sent without it.
pub(super) fn needed(
    lowering: &Lowering<'_, '_>,
    operation: &openapi::Operation<'_>,
    security: &[Requirement<'_>],
    known: &Known<'_>,
    gaps: &mut Gaps,
) -> Vec<Vec<CredentialId>> {
    let usable = known.alternatives(security);
    if usable.is_empty() && !security.is_empty() {
        let named: Vec<&str> = security.iter().flatten().map(|need| need.scheme).collect();
        let named = named.join(" or ");
        let report = lowering.report;
        let message = format!("a client sends this without {named}, which it cannot apply");
        let found = report.at_key(Code::UnsupportedScheme, operation.node, message);
        let found = found.help("`Client::builder().intercept(…)` can add it to each request");
        gaps.add(lowering, Gap::of("authentication by", named), found);
    }
    usable
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
    (!sets.is_empty()).then(|| docs::sentence(format!("Needs the scopes {}.", sets.join(" or "))))
}
