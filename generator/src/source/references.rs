//! References: the files that they name, and the nodes that they lead to.

use super::{Node, Place, Sources, Value};

/// How often a pointer may go through a reference.
const MAX_DETOURS: usize = 16;

/// Why a reference leads nowhere.
#[derive(Debug)]
pub(crate) enum Unresolved<'n> {
    /// It leaves the folder of the root document.
    Outside,
    /// The file could not be read.
    Unreadable(String),
    /// `parent`, to which the pointer leads, has no member `step`.
    Missing { step: String, parent: &'n Node },
    /// The fragment is not a JSON pointer.
    Fragment,
}

impl Sources {
    /// The files that references name and that were not supplied yet. The names are relative to the same
    /// folder as the name of the root document.
    pub fn missing(&self) -> Vec<String> {
        let mut names = Vec::new();
        for file in self.files.iter().filter(|file| file.overlay.is_none()) {
            if let Ok(root) = &file.content {
                references(root, &mut |reference| {
                    let Some((target, _)) = self.locate(&file.name, reference) else {
                        return;
                    };
                    if self.file(&target).is_none() && !names.contains(&target) {
                        names.push(target);
                    }
                });
            }
        }
        names
    }

    /// The node that a reference leads to. `from` is the place of the reference.
    pub(crate) fn resolve(&self, from: Place, reference: &str) -> Result<&Node, Unresolved<'_>> {
        self.resolve_bounded(from, reference, MAX_DETOURS)
    }

    fn resolve_bounded(
        &self,
        from: Place,
        reference: &str,
        detours: usize,
    ) -> Result<&Node, Unresolved<'_>> {
        let here = self.file_of(from);
        let (file, fragment) = match reference.split_once('#') {
            Some(("", fragment)) => (here, fragment),
            _ => {
                let (name, fragment) = self
                    .locate(&self.files[here].name, reference)
                    .ok_or(Unresolved::Outside)?;
                let file = self.file(&name).ok_or(Unresolved::Outside)?;
                (file, fragment)
            }
        };
        let root = match &self.files[file].content {
            Ok(root) => root,
            Err(unreadable) if unreadable.missing => {
                return Err(Unresolved::Unreadable(unreadable.message.clone()));
            }
            Err(_) => return Err(Unresolved::Unreadable("the file has a fault".to_owned())),
        };
        let (parent, step, rest) = match walk(root, fragment)? {
            Walk::There(node) => return Ok(node),
            Walk::Stuck { parent, step, rest } => (parent, step, rest),
        };
        // A pointer may go through another reference: other tools follow that one, then the rest of the pointer.
        let detour = parent.get("$ref").filter(|_| detours > 0);
        if let Some((reference, text)) = detour.and_then(|node| Some((node, node.as_str()?))) {
            let target = self.resolve_bounded(reference.place, text, detours - 1)?;
            let pointer = self.pointer(target.place) + &rest;
            let file = self.file_of(target.place);
            if let Some(Ok(root)) = self.files.get(file).map(|file| file.content.as_ref())
                && let Ok(node) = follow(root, &fragment_of(&pointer))
            {
                return Ok(node);
            }
        }
        Err(Unresolved::Missing { step, parent })
    }

    fn file(&self, name: &str) -> Option<usize> {
        self.files
            .iter()
            .position(|file| file.name == name && file.overlay.is_none())
    }

    /// The path from the root document to the file that a URI names, where it is beside `$self` of that document
    /// (OpenAPI 3.2 §4.1.2.2): `sch/b.yaml` of `https://a.example/sch/b.yaml` and `$self: https://a.example/a.yaml`.
    fn beside_self<'r>(&self, uri: &'r str) -> Option<&'r str> {
        if !uri.contains("://") {
            return None;
        }
        let own = self.root().ok()?.get("$self")?.as_str()?;
        let path = uri.strip_prefix(folder(own))?;
        let is_root = uri.split('#').next() == Some(own);
        Some(path).filter(|_| own.contains("://") && !is_root)
    }

    /// The file and the fragment that a reference in the file `from` names. `None` when the reference leads out of
    /// the folder that references may not leave, or onto the network.
    fn locate<'r>(&self, from: &str, reference: &'r str) -> Option<(String, &'r str)> {
        let (from, reference) = match self.beside_self(reference) {
            Some(path) => (self.name(), path),
            None => (from, reference),
        };
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let path = percent_decode(path);
        if path.contains("://") || path.starts_with('/') || path.contains('\\') {
            return None;
        }
        let base = self.root.as_str();
        let mut segments: Vec<&str> = folder(from).strip_prefix(base)?.split('/').collect();
        segments.retain(|segment| !segment.is_empty());
        for segment in path.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        Some((format!("{base}{}", segments.join("/")), fragment))
    }
}

/// The part of a file name up to and with its last slash.
pub(super) fn folder(name: &str) -> &str {
    &name[..name.rfind('/').map_or(0, |slash| slash + 1)]
}

/// The name of a file in messages, given that of the root document: `../x/b.yaml`, where the root document is
/// `../x/a.yaml`.
pub(super) fn shown_from(root: &str, shown: &str, name: &str) -> String {
    let mut base: Vec<&str> = folder(root)
        .split('/')
        .filter(|step| !step.is_empty())
        .collect();
    let mut way: Vec<&str> = name.split('/').collect();
    while !base.is_empty() && base.first() == way.first() && way.len() > 1 {
        base.remove(0);
        way.remove(0);
    }
    let mut folder = shown[..shown.rfind(['/', ':']).map_or(0, |at| at + 1)].to_owned();
    for _ in base {
        let above = folder.trim_end_matches('/');
        let last = above.rfind(['/', ':']).map_or(0, |at| at + 1);
        match &above[last..] {
            "" | "." | ".." => folder.push_str("../"),
            _ => folder.truncate(last),
        }
    }
    folder + &way.join("/")
}

/// Where a pointer leads.
enum Walk<'n> {
    There(&'n Node),
    /// `parent` has no member `step`; `rest` begins with that step.
    Stuck {
        parent: &'n Node,
        step: String,
        rest: String,
    },
}

/// Follows a JSON pointer that is written as a URI fragment, percent-encoded (RFC 6901 §6).
pub(crate) fn follow<'n>(root: &'n Node, fragment: &str) -> Result<&'n Node, Unresolved<'n>> {
    match walk(root, fragment)? {
        Walk::There(node) => Ok(node),
        Walk::Stuck { parent, step, .. } => Err(Unresolved::Missing { step, parent }),
    }
}

fn walk<'n>(root: &'n Node, fragment: &str) -> Result<Walk<'n>, Unresolved<'n>> {
    let pointer = percent_decode(fragment);
    let mut rest = pointer.as_str();
    let mut node = root;
    while !rest.is_empty() {
        let Some(steps) = rest.strip_prefix('/') else {
            return Err(Unresolved::Fragment);
        };
        let end = steps.find('/').unwrap_or(steps.len());
        let step = steps[..end].replace("~1", "/").replace("~0", "~");
        let next = match &node.value {
            Value::Object(members) => members.get(&step),
            Value::Array(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
            _ => None,
        };
        let Some(next) = next else {
            let (parent, rest) = (node, rest.to_owned());
            return Ok(Walk::Stuck { parent, step, rest });
        };
        node = next;
        rest = &steps[end..];
    }
    Ok(Walk::There(node))
}

/// A JSON pointer as a fragment that [`follow`] takes.
fn fragment_of(pointer: &str) -> String {
    pointer.replace('%', "%25")
}

fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// Calls back with every reference to another file below a node: `$ref`s, mappings of discriminators, and security
/// schemes that are named by their URIs.
fn references(node: &Node, found: &mut impl FnMut(&str)) {
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref").map(|node| &node.value)
                && !reference.starts_with('#')
            {
                found(reference);
            }
            let mapping = members
                .get("discriminator")
                .and_then(|node| node.get("mapping"));
            let mapped = mapping.and_then(Node::as_object).into_iter().flatten();
            let mapped = mapped.filter_map(|(_, target)| target.as_str());
            mapped
                .filter(|target| target.contains(['/', '.']) && !target.starts_with('#'))
                .for_each(&mut *found);
            let needs = members.get("security").and_then(Node::as_array);
            let needs = needs.into_iter().flatten().filter_map(Node::as_object);
            let schemes = needs.flatten().map(|(scheme, _)| scheme.as_str());
            schemes
                .filter(|scheme| scheme.contains('#') && !scheme.starts_with('#'))
                .for_each(&mut *found);
            members
                .values()
                .for_each(|member| references(member, found));
        }
        _ => {}
    }
}
