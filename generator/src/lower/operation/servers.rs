//! Where the API is, and which operations are elsewhere.

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

/// Whether an operation has servers of its own, and the first server of the API is not one of them.
pub(super) fn are_others(own: &[Server<'_>], all: &[Server<'_>]) -> bool {
    let address = |server: &Server<'_>| server.address().trim_end_matches('/').to_owned();
    let first = all.first().map(address);
    !own.is_empty() && !own.iter().any(|own| Some(address(own)) == first)
}
