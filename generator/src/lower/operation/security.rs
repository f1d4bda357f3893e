//! Which credentials an operation needs.

use indexmap::IndexMap;

use super::super::client::scheme;
use super::gaps::Reason;
use crate::api::{CredentialId, Gap};
use crate::openapi::{Need, Requirement, SecurityScheme};

/// The security schemes that a client can apply: the API's credentials, in their order.
pub(in crate::lower) fn usable<'a, 's>(
    schemes: &'a IndexMap<&'s str, SecurityScheme<'s>>,
) -> impl Iterator<Item = (&'s str, &'a SecurityScheme<'s>)> {
    let all = schemes.iter().map(|(name, found)| (*name, found));
    all.filter(|(_, found)| scheme(found.kind).is_some())
}

/// The alternatives that a client can satisfy. An alternative with a scheme that no client can
/// apply is dropped.
pub(in crate::lower) fn alternatives(
    security: &[Requirement<'_>],
    credentials: &[&str],
) -> Vec<Vec<CredentialId>> {
    let id = |need: &Need<'_>| {
        let index = credentials.iter().position(|known| *known == need.scheme);
        index.map(CredentialId)
    };
    let usable = security
        .iter()
        .filter_map(|all| all.iter().map(id).collect());
    usable.collect()
}

/// The same for an operation, which cannot be called when none is left.
pub(super) fn needed(
    security: &[Requirement<'_>],
    credentials: &[&str],
) -> Result<Vec<Vec<CredentialId>>, Reason> {
    let usable = alternatives(security, credentials);
    if usable.is_empty() && !security.is_empty() {
        let named: Vec<&str> = security.iter().flatten().map(|need| need.scheme).collect();
        let named = named.join(" or ");
        return Err(Reason::new(
            Gap::of("authentication by", named.as_str()),
            format!("a client cannot authenticate by {named}"),
            "require a scheme that a client can apply: bearer, basic, or a key in a header or the query",
        ));
    }
    Ok(usable)
}
