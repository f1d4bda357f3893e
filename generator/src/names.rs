//! The file of names: what each thing of a client was called when it was generated last. It is a
//! plain value: [`Names::read`] takes its text, [`Names::text`] gives it.
//!
//! Each name has a line, `place: name`, unless it is the key of its thing, as `jobs` is for the property `jobs`:
//! every version gives that name. Such names of a group are in one line, so that nothing else gets one when
//! its thing is gone. Some groups have no names: which types are one, orders, how pages go on, which media types are
//! awaited and sent, what else a server is known by.

mod files;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub(crate) use self::files::Moved;
use crate::diagnostic::{self, Code, Diagnostic, Report, Tolerance};
use crate::source::{Node, Sources};

/// Key → name. The key says which thing of the group has the name.
pub(crate) type Group = BTreeMap<String, String>;

/// The names that the things of a client have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// By group: `types`, `members of …`, `methods of …`.
    groups: BTreeMap<String, Group>,
    /// Names of things that are no longer there, by group. Nothing else gets them.
    freed: BTreeMap<String, Group>,
    /// The names that are the keys of their things, by group: `jobs` for the property `jobs`.
    exact: BTreeMap<String, BTreeSet<String>>,
    /// Those of things that are no longer there.
    freed_exact: BTreeMap<String, BTreeSet<String>>,
    /// Group and key of the names that the last commit has; `None` where no commit is known.
    committed: Option<BTreeSet<(String, String)>>,
    /// Those of them that nothing has any more.
    freed_in_commit: BTreeSet<(String, String)>,
}

impl Names {
    /// The file's name within the crate.
    pub const FILE: &'static str = "names.yaml";

    /// Reads a file of names.
    ///
    /// # Errors
    ///
    /// What is wrong with it, each with its place.
    pub fn read(file: &Sources) -> Result<Self, Vec<Diagnostic>> {
        let report = Report::new(file, Tolerance::default());
        let names = match file.root() {
            _ if diagnostic::unreadable(&report) => Self::default(),
            Ok(root) => read(root, &report),
            Err(_) => Self::default(),
        };
        let found = report.finish();
        if found.is_empty() {
            return Ok(names);
        }
        let found = found.into_iter().map(|found| {
            found.help(
                "`codegen` writes this file: take back what was edited, or restore the \
                 file from the last commit; of a merge conflict keep both sides, of a line with \
                 several names one of them, and generate again",
            )
        });
        Err(found.collect())
    }

    /// The same names, some of which nobody relies on yet: those that the last commit does not have. They are
    /// forgotten once nothing has them. What has another name in the commit has that one, and what the commit says
    /// besides names holds: a second run before the next commit starts from the same as the first one.
    #[must_use]
    pub fn since(mut self, commit: &Self) -> Self {
        let commit = commit.with_files(self.files()).into_owned();
        self.restore_facts(&commit);
        let mut restored: HashSet<(String, String)> = HashSet::new();
        for (group, names) in &mut self.groups {
            for (key, name) in names.iter_mut() {
                if let Some(committed) = commit.in_use(group, key).filter(|known| known != name) {
                    let scope = scope(group).unwrap_or(group);
                    restored.insert((scope.to_owned(), committed.to_owned()));
                    committed.clone_into(name);
                }
            }
            // Keys that are names have no line of their own there.
            let own = |key: &str| key.rsplit(' ').next().unwrap_or(key).to_owned();
            names.retain(|key, _| {
                commit.in_use(group, key).is_some() || !commit.has_exact(group, &own(key))
            });
        }
        // A name is in use or free.
        for (group, names) in self.freed.iter_mut().filter(|_| !restored.is_empty()) {
            let scope = scope(group).unwrap_or(group);
            names.retain(|_, name| !restored.contains(&(scope.to_owned(), name.clone())));
        }
        let keys = commit.all().flat_map(|(group, names)| {
            let keys = names.keys();
            keys.map(|key| (group.to_owned(), key.clone()))
        });
        let exact = commit.exact.iter().flat_map(|(group, names)| {
            let names = names.iter();
            names.map(|name| (exact_key(group), name.clone()))
        });
        self.committed = Some(keys.chain(exact).collect());
        let freed = commit.freed.iter().flat_map(|(group, names)| {
            let keys = names.keys();
            keys.map(|key| (group.clone(), key.clone()))
        });
        self.freed_in_commit = freed.collect();
        self
    }

    /// The same names while a commit is merged with the last one: what that commit has as well is no draft, and what it
    /// says besides names holds where the last one says nothing.
    #[must_use]
    pub fn and_of(mut self, merged: &Self) -> Self {
        let merged = merged.with_files(self.files()).into_owned();
        let mut committed = Vec::new();
        for (group, entries) in &merged.groups {
            for (key, said) in entries {
                if self.is_committed(group, key) {
                    continue;
                }
                if !has_names(group) {
                    self.insert(group, key, said);
                }
                // Who merges may have called it otherwise.
                if self.in_use(group, key) == Some(said) {
                    committed.push((group.clone(), key.clone()));
                }
            }
        }
        for (group, names) in &merged.exact {
            let names = names.iter();
            committed.extend(names.map(|name| (exact_key(group), name.clone())));
        }
        if let Some(keys) = &mut self.committed {
            keys.extend(committed);
        }
        self
    }

    /// Takes what a commit says besides names: orders, and which types are one. Lines about things that are gone
    /// are among them: when a type is gone that stood for others, these are still known to have been one.
    fn restore_facts(&mut self, commit: &Self) {
        // Whether a new type is one with others is found out in each run.
        self.groups.remove(SAME);
        for (group, facts) in commit.groups.iter().filter(|(group, _)| !has_names(group)) {
            let known = self.groups.entry(group.clone()).or_default();
            let facts = facts.iter();
            known.extend(facts.map(|(key, fact)| (key.clone(), fact.clone())));
        }
    }

    /// Whether a name was given since the last commit.
    pub(crate) fn is_draft(&self, group: &str, key: &str) -> bool {
        self.contains(group, key) && !self.is_committed(group, key)
    }

    /// Whether a name that is its thing's key was given since the last commit.
    pub(crate) fn is_exact_draft(&self, group: &str, name: &str) -> bool {
        self.has_exact(group, name) && !self.is_committed(&exact_key(group), name)
    }

    /// What the last commit says of a thing that is in use there.
    pub(crate) fn in_commit(&self, group: &str, key: &str) -> Option<&str> {
        let place = (group.to_owned(), key.to_owned());
        let name = self.in_use(group, key)?;
        let is_there = self.is_committed(group, key) && !self.freed_in_commit.contains(&place);
        is_there.then_some(name)
    }

    /// Whether the last commit has a name, if it is known.
    fn is_committed(&self, group: &str, key: &str) -> bool {
        let names = self.committed.as_ref();
        names.is_none_or(|names| names.contains(&(group.to_owned(), key.to_owned())))
    }

    /// The names of a group that are the keys of their things: names in use, then names that were freed.
    pub(crate) fn exact(&self, group: &str) -> impl Iterator<Item = &str> {
        let parts = [self.exact.get(group), self.freed_exact.get(group)];
        parts.into_iter().flatten().flatten().map(String::as_str)
    }

    /// The groups that have such names.
    pub(crate) fn exact_groups(&self) -> BTreeSet<&str> {
        let groups = self.exact.keys().chain(self.freed_exact.keys());
        groups.map(String::as_str).collect()
    }

    /// Whether a name is in use that is its thing's key.
    pub(crate) fn has_exact(&self, group: &str, name: &str) -> bool {
        let names = self.exact.get(group);
        names.is_some_and(|names| names.contains(name))
    }

    /// Whether a thing of a group has a name that is not its key.
    pub(crate) fn groups_name(&self, group: &str, name: &str) -> bool {
        let names = self.groups.get(group);
        names.is_some_and(|names| names.values().any(|known| known == name))
    }

    /// Adds a name that is its thing's key.
    pub(crate) fn insert_exact(&mut self, group: &str, name: &str) {
        let names = self.exact.entry(group.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// Adds a name that was the key of a thing.
    pub(crate) fn free_exact(&mut self, group: &str, name: &str) {
        let names = self.freed_exact.entry(group.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// The group of that name: names in use, then names that were freed.
    pub(crate) fn group(&self, group: &str) -> impl Iterator<Item = (&str, &str)> {
        let parts = [self.groups.get(group), self.freed.get(group)];
        let entries = parts.into_iter().flatten().flatten();
        entries.map(|(key, name)| (key.as_str(), name.as_str()))
    }

    /// The names in use of a group whose keys begin so, each with its key.
    pub(crate) fn beginning(&self, group: &str, start: &str) -> impl Iterator<Item = (&str, &str)> {
        let group = self.groups.get(group).into_iter();
        let entries = group.flat_map(move |group| group.range(start.to_owned()..));
        let entries = entries.take_while(move |(key, _)| key.starts_with(start));
        entries.map(|(key, name)| (key.as_str(), name.as_str()))
    }

    /// Each group in use with its name.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (&str, &Group)> {
        self.groups
            .iter()
            .map(|(name, group)| (name.as_str(), group))
    }

    /// Each group in use or freed with its name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Group)> {
        let freed = self.freed.iter();
        self.groups()
            .chain(freed.map(|(name, group)| (name.as_str(), group)))
    }

    pub(crate) fn insert(&mut self, group: &str, key: &str, name: &str) {
        let group = self.groups.entry(group.to_owned()).or_default();
        group.insert(key.to_owned(), name.to_owned());
    }

    /// The name of one thing.
    pub(crate) fn get(&self, group: &str, key: &str) -> Option<&str> {
        let parts = [self.groups.get(group), self.freed.get(group)];
        let mut names = parts
            .into_iter()
            .flatten()
            .filter_map(|group| group.get(key));
        names.next().map(String::as_str)
    }

    /// The name of one thing, if it is in use.
    fn in_use(&self, group: &str, key: &str) -> Option<&str> {
        self.groups.get(group)?.get(key).map(String::as_str)
    }

    /// Whether a name is in use.
    pub(crate) fn contains(&self, group: &str, key: &str) -> bool {
        self.in_use(group, key).is_some()
    }

    /// Whether a name is in use at a place or below it.
    pub(crate) fn has_within(&self, group: &str, place: &str) -> bool {
        let group = self.groups.get(group).into_iter();
        let keys = group.flat_map(|group| group.range(place.to_owned()..));
        has_within(keys.map(|(key, _)| key.as_str()), place)
    }

    /// Whether the last commit has a type at a place or below it, if it is known.
    fn was_committed_within(&self, place: &str) -> bool {
        let from = (TYPES.to_owned(), place.to_owned());
        let keys = self
            .committed
            .iter()
            .flat_map(|keys| keys.range(from.clone()..));
        let types = keys.take_while(|(group, _)| group == TYPES);
        has_within(types.map(|(_, key)| key.as_str()), place)
    }

    /// Adds a name that nothing has any more.
    pub(crate) fn free(&mut self, group: &str, key: &str, name: &str) {
        let group = self.freed.entry(group.to_owned()).or_default();
        group.insert(key.to_owned(), name.to_owned());
    }

    /// The text of the file: one line for each name, sorted.
    pub(crate) fn text(&self) -> String {
        let mut lines: Vec<(String, String)> = Vec::new();
        for (mark, groups) in [("", &self.groups), (FREED, &self.freed)] {
            for (group, names) in groups {
                let line = |key: &String| format!("{mark}{group}{APART}{key}");
                lines.extend(names.iter().map(|(key, name)| (line(key), name.clone())));
            }
        }
        for (mark, groups) in [("", &self.exact), (FREED, &self.freed_exact)] {
            for (group, names) in groups {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                lines.push((format!("{mark}{EXACT}{APART}{group}"), names.join(AND)));
            }
        }
        if lines.is_empty() {
            return "{}\n".to_owned();
        }
        lines.sort();
        let line = |(key, name): (String, String)| match quoted(&key) {
            // YAML finds the colon after a key of at most 1,024 characters.
            key if key.len() > 1000 => format!("? {key}\n: {}\n", quoted(&name)),
            key => format!("{key}: {}\n", quoted(&name)),
        };
        lines.into_iter().map(line).collect()
    }
}

/// Whether sorted keys, of which the first is not before a place, have that place or one below it.
fn has_within<'k>(keys: impl Iterator<Item = &'k str>, place: &str) -> bool {
    let mut rest = keys.map_while(|key| key.strip_prefix(place));
    rest.any(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
}

/// What a line begins with whose name is free.
const FREED: &str = "freed ";
/// The group of names that are the keys of their things: one line for all names of a group.
const EXACT: &str = "exact";
/// The separator between two such names.
const AND: &str = ", ";
/// The separator between a group and a key. No group has it.
const APART: &str = " > ";

/// How a group of names that are keys is known among the drafts.
fn exact_key(group: &str) -> String {
    format!("{EXACT}{APART}{group}")
}

/// A text as YAML writes it, without characters that an editor would not show.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    let plain = text.bytes().position(|byte| !is_plain(byte));
    let (plain, rest) = text.split_at(plain.unwrap_or(text.len()));
    quoted.push_str(plain);
    for c in rest.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric() => quoted.push(c),
            c => quoted.push_str(&match u32::from(c) {
                code @ ..=0xffff => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    quoted.push('"');
    quoted
}

fn read(root: &Node, report: &Report<'_>) -> Names {
    let mut names = Names::default();
    let wrong =
        |node: &Node, message: String| report.add(report.at(Code::NamesFile, node, message));
    let Some(lines) = root.as_object() else {
        wrong(
            root,
            format!(
                "expected lines of the form `\"place\": \"name\"`, found {}",
                root.kind()
            ),
        );
        return names;
    };
    let mut owners: HashMap<(&str, &str), &str> = HashMap::new();
    for (line, node) in lines {
        let (freed, place) = match line.strip_prefix(FREED) {
            Some(place) => (true, place),
            None => (false, line.as_str()),
        };
        let Some((group, key)) = place.split_once(APART) else {
            wrong(
                node,
                format!("expected a place of the form `group > key`, found `{line}`"),
            );
            continue;
        };
        // A key of the description may be empty.
        let is_text = |name: &&str| !name.is_empty() || !has_names(group);
        let Some(name) = node.as_str().filter(is_text) else {
            wrong(
                node,
                format!("expected the name of `{key}`, found {}", node.kind()),
            );
            continue;
        };
        if group == EXACT {
            let all = name.split(AND);
            if let Some(wrong_name) = all.clone().find(|name| !is_identifier(name)) {
                wrong(
                    node,
                    format!("expected names that Rust allows in `{key}`, found `{wrong_name}`"),
                );
                continue;
            }
            match freed {
                true => all.for_each(|name| names.free_exact(key, name)),
                false => all.for_each(|name| names.insert_exact(key, name)),
            }
            continue;
        }
        if has_names(group) && !is_identifier(name) {
            wrong(
                node,
                format!("expected a name that Rust allows for `{key}`, found `{name}`"),
            );
            continue;
        }
        if let Some(scope) = scope(group)
            && let Some(other) = owners.insert((scope, name), key)
        {
            wrong(node, format!("`{name}` is the name of `{other}` already"));
            continue;
        }
        match freed {
            true => names.free(group, key, name),
            false => names.insert(group, key, name),
        }
    }
    names
}

/// What the groups of the members of a type begin with: fields, values, variants.
pub(crate) const MEMBERS: &str = "members of ";
/// What the keys of headers begin with that come with a response.
pub(crate) const HEADERS_OF: &str = "headers of ";
/// The group that says which types are one type: key and value are places.
pub(crate) const SAME: &str = "same types";
/// The group that says in which order arguments and members come: the value has their keys.
pub(crate) const ORDER: &str = "order";
/// The group that says how operations go from page to page: the value has what they go by.
pub(crate) const PAGES: &str = "pages";
/// The key for the operations without a line: each gives its answer whole.
pub(crate) const OTHERS: &str = "every other operation";
/// The group that says in which media type an answer is awaited: the key is an operation and a status. JSON has no line.
pub(crate) const AWAITED: &str = "awaited";
/// The group that says in which media type a call sends its body: the key is an operation, or one of its further ways.
/// Where the call that is not named after a media type sends JSON, it has no line.
pub(crate) const SENT: &str = "sent";
/// The group that says which member of an answer has the items of its pages: the key is the place of the answer's type.
pub(crate) const ITEMS: &str = "items of pages";
/// The group that says which schema a field has that the branches of a body describe otherwise: key and value are places.
pub(crate) const FIELDS: &str = "fields of several branches";
/// The group that says which type `Error::api_error` gives: the value is its place.
pub(crate) const ERROR: &str = "body of errors";
/// The handles of resources. Two modules may each have one of the same name.
pub(crate) const HANDLES: &str = "resources";
/// The fields of the structs of headers, by the name of the header.
pub(crate) const HEADERS: &str = "headers of answers";
/// The group that says which headers share a struct: the value says with which others.
pub(crate) const SHARED_HEADERS: &str = "shared headers";
/// The group that says what else a thing is known by, such as the URL of a server that its description names: the key is
/// a group and a word, the value the key of the thing in that group.
pub(crate) const KNOWN: &str = "known by";
/// The types of the module of servers.
pub(crate) const SERVERS: &str = "servers";
/// The name of that module.
pub(crate) const SERVERS_MODULE: &str = "module of servers";
/// The group that says whether the client is divided into features of cargo.
pub(crate) const FEATURES: &str = "features";
/// Its only key: what the features are for.
pub(crate) const FEATURES_OF: &str = "one for each of";
pub(crate) const TYPES: &str = "types";
pub(crate) const REQUESTS: &str = "requests";

/// The groups that have no names.
const FACTS: [&str; 10] = [
    SAME,
    ORDER,
    ERROR,
    SHARED_HEADERS,
    KNOWN,
    PAGES,
    ITEMS,
    AWAITED,
    SENT,
    FIELDS,
];

/// Whether the values of a group are names of Rust.
pub(crate) fn has_names(group: &str) -> bool {
    !FACTS.contains(&group)
}

/// The scope in which the names of a group are given once; none for groups that may repeat one.
fn scope(group: &str) -> Option<&str> {
    match group {
        HANDLES => None,
        group if !has_names(group) => None,
        TYPES | REQUESTS => Some(TYPES),
        group => Some(group),
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let start = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    start && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// A key as a part of a place: without what separates parts, types at one node, and groups.
pub(crate) fn escaped(key: &str) -> String {
    let is_plain = |byte: u8| !matches!(byte, b'~' | b'/' | b'#' | b'>');
    if key.bytes().all(is_plain) {
        return key.to_owned();
    }
    let key = key.replace('~', "~0").replace('/', "~1");
    key.replace('#', "~2").replace('>', "~3")
}
