//! The security schemes that requirements name. No call would send the others, so the client has no setters for them.

use indexmap::{IndexMap, IndexSet};

use super::super::context::Lowering;
use super::scheme;
use crate::diagnostic::{Code, Mend, quoted};
use crate::openapi::{PathItem, Requirement, SecurityScheme};

/// Leaves the schemes that a requirement names. The others are told, unless the client has only some of the operations.
pub(in crate::lower) fn leave_needed<'s>(
    lowering: &Lowering<'_, 's>,
    schemes: &mut IndexMap<&'s str, SecurityScheme<'s>>,
    of_root: &[Requirement<'s>],
    paths: &[PathItem<'s>],
    webhooks: &[PathItem<'s>],
    only_used: bool,
) {
    let mut needed = required_by(paths);
    needed.extend(of_root.iter().flatten().map(|need| need.scheme));
    // What the API sends may need one of its receiver.
    let received = required_by(webhooks);
    let is_callable = paths.iter().any(|item| !item.operations.is_empty());
    match needed.is_empty() && received.is_empty() {
        _ if only_used || !is_callable => {}
        true => note_all(lowering, schemes),
        false => {
            let is_known = |name: &str| needed.contains(name) || received.contains(name);
            for (name, found) in schemes.iter().filter(|(name, _)| !is_known(name)) {
                let report = lowering.report;
                let message = format!("no operation needs the security scheme `{name}`");
                let found = report.at_key(Code::Inert, found.node, message);
                report.add(found.label("the client has no setter for it"));
            }
        }
    }
    schemes.retain(|name, _| needed.contains(name));
}

/// The schemes that operations require.
fn required_by<'s>(items: &[PathItem<'s>]) -> IndexSet<&'s str> {
    let operations = items.iter().flat_map(|item| &item.operations);
    let requirements = operations.filter_map(|operation| operation.security.as_ref());
    let needs = requirements.flatten().flatten();
    needs.map(|need| need.scheme).collect()
}

/// Tells that a description has schemes and nowhere says that they are needed: it may have forgotten to.
fn note_all(lowering: &Lowering<'_, '_>, schemes: &IndexMap<&str, SecurityScheme<'_>>) {
    let mut usable = schemes.iter();
    let usable = usable.find(|(_, found)| scheme(found.kind).is_some());
    let Some((name, first)) = usable.or(schemes.first()) else {
        return;
    };
    let report = lowering.report;
    let message = "no operation needs a security scheme: all are called without credentials";
    let found = report.at_key(Code::UnneededSchemes, first.node, message);
    let found = found.label("the client has no setter for it");
    let found = found.and("for ", schemes.len() - 1, "scheme");
    let found = found.help("if they need one, the description has forgotten `security`");
    let update = format!("{{ security: [{{ {}: [] }}] }}", quoted(name));
    report.add(report.mended(found, &Mend::Root(update)));
}
