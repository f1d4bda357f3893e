//! The section *Not in this client* of the crate's documentation.

use crate::api::{Api, Block, Gap, Operation, code};

/// The most operations that are named; further ones are counted.
const MOST_NAMED: usize = 50;

/// What the client does not have; nothing where it has everything.
pub(super) fn section(api: &Api) -> Vec<Block> {
    let first = |operation: &&Operation| operation.variant.is_none();
    let operations = api.operations().filter(first).count() + api.left_out.len();
    let is_partial = |operation: &&Operation| first(operation) && !operation.without.is_empty();
    let mut partial: Vec<&Operation> = api.operations().filter(is_partial).collect();
    partial.sort_by_key(|operation| operation.spot.0);
    let count = partial.len() + api.left_out.len();
    if count == 0 {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::Verbatim(vec!["# Not in this client".to_owned()]),
        Block::Text(summary(operations, api.left_out.len(), partial.len()), 0),
    ];
    let left_out = api.left_out.iter().map(|operation| {
        let (method, path) = (operation.method.as_deref(), &operation.path);
        let name = name(method, path, operation.id.as_deref());
        format!("- {name} is left out: {}", words(&operation.why))
    });
    let partial = partial.into_iter().map(|operation| {
        let path = operation.path.to_string();
        let name = name(Some(&operation.method), &path, operation.alias.as_deref());
        let gaps: Vec<String> = operation.without.iter().map(words).collect();
        format!("- {name} is without {}", gaps.join(", "))
    });
    let named = left_out.chain(partial).take(MOST_NAMED);
    blocks.extend(named.map(|line| Block::Text(line, 2)));
    if count > MOST_NAMED {
        let more = count - MOST_NAMED;
        blocks.push(Block::Text(format!("- and {more} more"), 2));
    }
    blocks
}

fn summary(operations: usize, left_out: usize, partial: usize) -> String {
    let mut parts = Vec::new();
    if left_out > 0 {
        parts.push((left_out, "left out"));
    }
    if partial > 0 {
        parts.push((partial, "without something"));
    }
    if let (1, [(_, what), ..]) = (operations, &parts[..]) {
        return format!("The only operation of the description is {what}.");
    }
    let parts = parts.into_iter().map(|(count, what)| match count {
        1 => format!("1 is {what}"),
        _ => format!("{count} are {what}"),
    });
    let parts: Vec<String> = parts.collect();
    format!(
        "Of the {operations} operations of the description, {}.",
        parts.join(" and ")
    )
}

/// `GET /jobs` (`listJobs`)
fn name(method: Option<&str>, path: &str, id: Option<&str>) -> String {
    let call = method.map_or_else(|| path.to_owned(), |method| format!("{method} {path}"));
    let call = code(&call);
    match id {
        Some(id) => format!("{call} ({})", code(id)),
        None => call,
    }
}

fn words(gap: &Gap) -> String {
    match &gap.of {
        None => gap.what.to_owned(),
        Some(of) => format!("{} {}", gap.what, code(of)),
    }
}
