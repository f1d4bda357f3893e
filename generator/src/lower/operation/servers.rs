//! Where the API is, and which operations are elsewhere.

use super::super::context::Lowering;
use super::gaps::Reason;
use crate::api::Gap;
use crate::diagnostic::Code;
use crate::openapi::{PathItem, Server};

/// The servers of the API: those of the document, unless every operation names the same others.
pub(in crate::lower) fn common<'d, 's>(
    paths: &'d [PathItem<'s>],
    document: &'d [Server<'s>],
) -> &'d [Server<'s>] {
    let operations = paths.iter().flat_map(|item| &item.operations);
    let mut own = operations.map(|operation| operation.servers.as_slice());
    let first = own.next().unwrap_or_default();
    let same = |own: &[Server<'_>]| !own.is_empty() && !are_others(own, first);
    if same(first) && own.all(same) {
        first
    } else {
        document
    }
}

/// The server of an operation that does not live at that of the API.
pub(super) fn own(own: &[Server<'_>], all: &[Server<'_>]) -> Result<Option<String>, Reason> {
    if !are_others(own, all) {
        return Ok(None);
    }
    let absolute = own.iter().map(Server::address).find(|address| {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        is_web && !address.contains(['{', '}'])
    });
    absolute.map(Some).ok_or_else(|| {
        Reason::new(
            Gap::plain("a server of its own"),
            format!("it lives at {}", own[0].url),
            "give its server an absolute address, or generate another client of a document whose first server is that one",
        )
    })
}

/// Whether an operation has servers of its own, and the first server of the API is not one of them.
pub(super) fn are_others(own: &[Server<'_>], all: &[Server<'_>]) -> bool {
    let address = |server: &Server<'_>| server.address().trim_end_matches('/').to_owned();
    let first = all.first().map(address);
    !own.is_empty() && !own.iter().any(|own| Some(address(own)) == first)
}

/// Notes the servers that are declared here and are not the address of the client.
pub(in crate::lower) fn note_unused(
    lowering: &Lowering<'_, '_>,
    declared: &[Server<'_>],
    all: &[Server<'_>],
) {
    let address = |server: &Server<'_>| server.address().trim_end_matches('/').to_owned();
    // One that lives elsewhere goes to the first of its own.
    let used = match are_others(declared, all) {
        true => own(declared, all)
            .ok()
            .flatten()
            .map(|own| own.trim_end_matches('/').to_owned()),
        false => all.first().map(address),
    };
    let mut seen = Vec::new();
    for server in declared {
        let own = address(server);
        if Some(&own) == used.as_ref() && !seen.contains(&own) {
            seen.push(own);
            continue;
        }
        let report = lowering.report;
        let message = format!("the client does not call the server `{}`", server.url);
        let found = report.at(Code::UnusedServer, server.node, message);
        let help = "`Client::builder().base_url(…)` sets the address of a client";
        report.add(found.help(help).once());
    }
}
