//! Where the API is, and which operations are elsewhere.

use super::super::client;
use super::super::context::Lowering;
use super::super::servers::OwnServers;
use crate::api::OwnServer;
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

/// The server of an operation that does not simply go to the base URL. `all` are those of the API.
pub(super) fn own<'s>(
    lowering: &mut Lowering<'_, 's>,
    own: &[Server<'s>],
    all: &[Server<'s>],
    id: &str,
) -> Option<OwnServer> {
    let is_elsewhere = are_others(own, all);
    let of_api: Vec<String> = all.iter().map(key).collect();
    if own.iter().all(|server| of_api.contains(&key(server))) && !is_elsewhere {
        return None;
    }
    let mut choices: Vec<Server<'s>> = Vec::new();
    for server in own.iter().filter(|server| server.is_whole()) {
        if !choices.iter().any(|known| key(known) == key(server)) {
            choices.push(server.clone());
        }
    }
    let has_choice = |first: &Server<'_>| choices.len() > 1 || first.used().next().is_some();
    if !choices.first().is_some_and(has_choice) {
        // Without a value for each variable it is sent nowhere, until a caller says where.
        let only = choices.first().or(own.first()).filter(|_| is_elsewhere)?;
        let env = client::text(lowering, &only.extensions, "x-env");
        return Some(OwnServer::One {
            url: only.address(),
            env: env.map(str::to_owned),
        });
    }
    let keys = |servers: &[Server<'_>]| servers.iter().map(key).collect::<Vec<_>>();
    let mut known = lowering.servers.iter();
    let known = known.position(|known| keys(&known.servers) == keys(&choices));
    let set = known.unwrap_or_else(|| {
        lowering.servers.push(OwnServers {
            servers: choices,
            is_elsewhere,
            operation: id.to_owned(),
        });
        lowering.servers.len() - 1
    });
    Some(OwnServer::Chosen {
        set,
        option: String::new(),
    })
}

/// Whether an operation has servers of its own, and the first server of the API is not one of them.
pub(super) fn are_others(own: &[Server<'_>], all: &[Server<'_>]) -> bool {
    let address = |server: &Server<'_>| server.address().trim_end_matches('/').to_owned();
    let first = all.first().map(address);
    !own.is_empty() && !own.iter().any(|own| Some(address(own)) == first)
}

/// What tells a server from others: its URL, and which values its variables may have.
pub(in crate::lower) fn key(server: &Server<'_>) -> String {
    let mut key = server.url.trim_end_matches('/').to_owned();
    for variable in server.used() {
        let (name, default) = (variable.name, &variable.default);
        key.push_str(&format!(" {name}={default} {:?}", variable.values));
    }
    key
}
