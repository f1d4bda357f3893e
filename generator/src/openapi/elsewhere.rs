//! What stands in other files. A schema that a reference leads to has a name, as a component has: that of the component
//! which is only a reference to it, else its key there, or the name of a file that holds nothing else. A response, a
//! body, a parameter or a header has the name of its key or of its file.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{SchemaId, Schemas};
use crate::source::{Node, Sources, Step};

/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 8;

/// What holds schemas by their names.
const HOLDERS: &[&str] = &["schemas", "definitions", "$defs"];

/// Names the schemas of other files. Of two with one name, the first has it.
pub(super) fn name<'s>(
    sources: &'s Sources,
    schemas: &Schemas<'s>,
    named: &mut IndexMap<&'s str, SchemaId>,
) {
    if sources.roots().nth(1).is_none() {
        return;
    }
    let mut known: HashSet<SchemaId> = named.values().copied().collect();
    for id in named.values_mut() {
        let target = last(schemas, *id);
        if is_elsewhere(sources, schemas[target].node) && known.insert(target) {
            *id = target;
        }
    }
    let references = schemas.of_document();
    let references = references.filter_map(|(_, schema)| schema.assertions.reference);
    for target in references {
        let node = schemas[target].node;
        if is_elsewhere(sources, node)
            && last(schemas, target) == target
            && let Some(name) = name_of(sources, node)
            && !named.contains_key(name)
            && known.insert(target)
        {
            named.insert(name, target);
        }
    }
}

/// The schema that others stand for which are nothing but references.
fn last(schemas: &Schemas<'_>, mut id: SchemaId) -> SchemaId {
    for _ in 0..LONGEST_CHAIN {
        let assertions = &schemas[id].assertions;
        match assertions.reference {
            Some(next) if assertions.is_only(|rest| rest.reference = None) => id = next,
            _ => break,
        }
    }
    id
}

/// Whether a node stands in another file than the root of the description.
fn is_elsewhere(sources: &Sources, node: &Node) -> bool {
    !matches!(sources.steps(node.place)[..], [Step::Root(0), ..])
}

/// The name that a schema of another file asks for.
pub(crate) fn named_elsewhere<'s>(sources: &'s Sources, node: &Node) -> Option<&'s str> {
    name_of(sources, node).filter(|_| is_elsewhere(sources, node))
}

fn name_of<'s>(sources: &'s Sources, node: &Node) -> Option<&'s str> {
    let name = match sources.steps(node.place)[..] {
        [Step::Root(file)] => file_name(sources.path_from_root(*file)),
        [Step::Root(_), Step::Key(key)] => key,
        [.., Step::Key(holder), Step::Key(key)] if HOLDERS.contains(&holder.as_str()) => key,
        _ => return None,
    };
    (!name.is_empty()).then_some(name)
}

/// The key of a schema within the `$defs` of another one.
pub(crate) fn defined_as<'s>(sources: &'s Sources, node: &Node) -> Option<&'s str> {
    match sources.steps(node.place)[..] {
        [.., Step::Key(holder), Step::Key(key)] if holder == "$defs" => Some(key),
        _ => None,
    }
}

/// What the description calls what a reference leads to: its key, or the name of a file that holds nothing else.
pub(crate) fn called_at<'s>(sources: &'s Sources, node: &Node) -> Option<&'s str> {
    let name = match sources.steps(node.place)[..] {
        [Step::Root(file)] => file_name(sources.path_from_root(*file)),
        [.., Step::Key(key)] => key,
        _ => return None,
    };
    name.starts_with(char::is_alphabetic).then_some(name)
}

/// What the description calls a body, a parameter or a header to which a reference may lead: the name of the component,
/// its key in another file, or the name of a file that holds nothing else. `kind` is what `components` calls such
/// objects. `None` where it stands within the object that has it.
pub(crate) fn called<'s>(sources: &'s Sources, node: &Node, kind: &str) -> Option<&'s str> {
    let stands_alone = match sources.steps(node.place)[..] {
        [Step::Root(_)] => true,
        // The file may be an operation.
        [Step::Root(_), Step::Key(key)] => key != "requestBody",
        // The file may be a response.
        [Step::Root(_), Step::Key(holder), Step::Key(_)] => holder == kind && kind != "headers",
        [.., Step::Key(all), Step::Key(holder), Step::Key(_)] => {
            all == "components" && holder == kind
        }
        _ => false,
    };
    called_at(sources, node).filter(|_| stands_alone)
}

/// The name of a file without its folder and its endings; of an `index.yaml`, that of its folder.
fn file_name(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    match name.strip_suffix(".schema").unwrap_or(name) {
        "index" => folder.rsplit('/').next().unwrap_or(folder),
        name => name,
    }
}
