//! The manifest of a crate, which its owner and `codegen` write together: takes what was generated and
//! the present text, gives the text that it should have.
//!
//! The rule: **an entry is ours when `keeps` of `[package.metadata.verbatim]` lists it.** Such an
//! entry is brought up to date and goes when it is no longer needed. Everything else is its owner's:
//! other entries, comments, the order. Whoever wants an entry to be theirs takes it off the list. Two
//! things are theirs without that: what is inherited from the workspace, and a version that is not
//! the one that was written last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use generator::{Derive, Options};
use toml_edit::{Array, Document, DocumentMut, Item, Key, Table, TableLike, Value};

use crate::error::{Error, Position};
use crate::git;
use crate::ownership::is_generated;
use crate::place::Place;

/// The manifest, within a crate.
pub const FILE: &str = "Cargo.toml";
/// The key of the list.
pub const KEEPS: &str = "keeps";
/// The key of the version that was written last.
pub const VERSION: &str = "version";
const OURS: [&str; 3] = ["package", "metadata", "verbatim"];
const PACKAGE_NAME: &str = "package.name";
const PACKAGE_VERSION: &str = "package.version";

/// Whether `codegen` takes part in writing a manifest.
pub fn is_shared(text: &[u8]) -> bool {
    let heading = format!("[{}]", OURS.join("."));
    text.split(|byte| *byte == b'\n')
        .any(|line| line.trim_ascii() == heading.as_bytes())
}

/// Whether a folder is a crate whose manifest `codegen` wrote or keeps.
pub fn is_of_ours(folder: &Path) -> bool {
    let Ok(text) = fs::read_to_string(folder.join(FILE)) else {
        return false;
    };
    is_generated(text.as_bytes()) || text.parse().is_ok_and(|document| has_keeps(&document))
}

/// Whether a manifest lists what is kept. Settings of clients stand in the same table.
fn has_keeps(document: &DocumentMut) -> bool {
    get(document, &OURS.join(".")).is_some_and(|ours| ours.get(KEEPS).is_some())
}

/// The manifest that a crate should have.
///
/// # Errors
///
/// When the present one cannot be read or is no TOML.
pub fn merged(out: &Place, generated: &str, command: &str) -> Result<String, Error> {
    let shown = out.inside(FILE);
    let current = match fs::read(out.path.join(FILE)) {
        Ok(text) => Some(text),
        // The plan reports what prevents a crate.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            None
        }
        Err(error) => return Err(Error::io(format!("cannot read `{shown}`"), &error)),
    };
    let current = current.filter(|text| !is_generated(text) && is_shared(text));
    let current = current.map(|text| String::from_utf8_lossy(&text).into_owned());
    merge(generated, current.as_deref(), command).map_err(|error| {
        let text = current.as_deref().unwrap_or_default();
        let place = error
            .span()
            .and_then(|span| Position::at(&shown, text, span.start));
        let message = match place {
            Some(_) => error.message().to_owned(),
            None => format!("{shown}: {}", error.message()),
        };
        Error::new(message)
            .at(place)
            .help("mend it, or restore it from the last commit; then run the command again")
    })
}

/// The crates that settings name and a manifest does not depend on yet, each with what is of it: `uuid` of the
/// type `uuid::Uuid`, `strum` of the derive `strum::EnumIs`.
pub fn missing_crates<'t>(
    out: &Place,
    types: &'t [(String, String)],
    derives: &'t [Derive],
) -> BTreeMap<&'t str, Wants> {
    let text = fs::read_to_string(out.path.join(FILE)).unwrap_or_default();
    let document: DocumentMut = text.parse().unwrap_or_default();
    let dependencies = get(&document, "dependencies").and_then(Item::as_table_like);
    let known = dependencies.into_iter().flat_map(TableLike::iter);
    let known: Vec<String> = known.map(|(name, _)| name.replace('-', "_")).collect();
    let of_types = types.iter().map(|(_, path)| (path.as_str(), Wants::Type));
    let of_derives = derives
        .iter()
        .map(|derive| (derive.path.as_str(), Wants::Derive));
    // A type is the last to be told of: it needs more.
    let crates = of_derives.chain(of_types);
    let crates = crates.filter_map(|(path, wants)| Some((generator::crate_of(path)?, wants)));
    let is_missing = |(name, _): &(&str, Wants)| known.iter().all(|known| known != name);
    crates.filter(is_missing).collect()
}

/// What settings name of a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A type, which needs serde.
    Type,
    /// A derive.
    Derive,
}

/// What the manifest of a crate decides of its client.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// The name of the package, and whether its owner decides it.
    package: Option<(String, bool)>,
    /// The version, where its owner decides it.
    version: Option<String>,
}

impl Own {
    /// That of the crate in a folder, of a commit if one is named.
    pub fn of(out: &Place, revision: Option<&str>) -> Self {
        Self {
            package: package_name(out, revision),
            version: own_version(out, revision),
        }
    }

    /// Options that know it.
    pub fn with<'o>(&'o self, options: Options<'o>) -> Options<'o> {
        Options {
            package: self.package.as_ref().map(|(name, _)| name.as_str()),
            owns_package: self.package.as_ref().is_some_and(|(_, is_owned)| *is_owned),
            version: self.version.as_deref(),
            ..options
        }
    }
}

/// The name of the package in a folder, of a commit if one is named, and whether its owner decides it.
pub fn package_name(out: &Place, revision: Option<&str>) -> Option<(String, bool)> {
    let document = read(&out.path, revision)?;
    let name = get(&document, PACKAGE_NAME)?.as_str()?.to_owned();
    let is_kept = Known::of(&document)
        .keeps
        .iter()
        .any(|path| path == PACKAGE_NAME);
    Some((name, has_keeps(&document) && !is_kept))
}

/// Whether cargo takes a package from the folder that a user stands in; from the root of a workspace that is no package,
/// it asks for one.
pub fn is_in_package(here: &Path) -> bool {
    let document = here.ancestors().find_map(|folder| read(folder, None));
    document.is_none_or(|document| document.contains_key("package"))
}

/// The name of the package that a manifest is of.
pub fn name_in(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    Some(get(&document, PACKAGE_NAME)?.as_str()?.to_owned())
}

/// Whether the owner of a crate decides its version.
pub fn has_own_version(out: &Place) -> bool {
    read(&out.path, None).is_some_and(|document| is_own_version(&document))
}

/// The version of a crate, of a commit if one is named, where the owner decides it. One that is inherited is that
/// of the workspace.
fn own_version(out: &Place, revision: Option<&str>) -> Option<String> {
    let document = read(&out.path, revision).filter(is_own_version)?;
    let version = get(&document, PACKAGE_VERSION)?;
    if let Some(version) = version.as_str() {
        return Some(version.to_owned());
    }
    let above = out.path.ancestors().skip(1);
    let manifests: Vec<DocumentMut> = above.filter_map(|folder| read(folder, revision)).collect();
    manifests.iter().find_map(|document| {
        let version = get(document, "workspace.package.version")?;
        version.as_str().map(str::to_owned)
    })
}

/// Where the manifest of a crate has its version.
pub fn version_place(out: &Place) -> Option<Position> {
    let text = fs::read_to_string(out.path.join(FILE)).ok()?;
    let document = Document::parse(text.as_str()).ok()?;
    let version = document.get("package")?.get("version")?;
    Position::at(&out.inside(FILE), &text, version.span()?.start)
}

/// Whether a manifest has another version than the one that was written into it last.
fn is_own_version(document: &DocumentMut) -> bool {
    let known = Known::of(document).version;
    let version = get(document, PACKAGE_VERSION);
    version.is_some_and(|version| match version.as_str() {
        Some(version) => Some(version) != known.as_deref(),
        // It is inherited from the workspace.
        None => true,
    })
}

/// The manifest in a folder, as it is or as a commit has it.
fn read(folder: &Path, revision: Option<&str>) -> Option<DocumentMut> {
    let text = match revision {
        Some(revision) => git::file(folder, FILE, revision)?,
        None => fs::read_to_string(folder.join(FILE)).ok()?,
    };
    text.parse().ok()
}

fn merge(
    generated: &str,
    current: Option<&str>,
    command: &str,
) -> Result<String, toml_edit::TomlError> {
    let mut fresh: DocumentMut = generated.parse()?;
    let about = format!(
        "# `{command}` keeps the entries that are listed at the end up to date. All else is yours.\n\n"
    );
    if let Some((mut first, _)) = fresh.as_table_mut().iter_mut().next() {
        first.leaf_decor_mut().set_prefix("");
    }
    if let Some(package) = fresh.get_mut("package").and_then(Item::as_table_mut) {
        package.decor_mut().set_prefix(about);
    }
    let entries = Entry::of(&fresh);
    let version = get(&fresh, PACKAGE_VERSION)
        .and_then(Item::as_str)
        .unwrap_or_default()
        .to_owned();
    let Some(current) = current else {
        let all = entries.iter().map(|entry| entry.path.clone()).collect();
        sign(&mut fresh, &all, Some(&version));
        return Ok(fresh.to_string());
    };

    let mut document: DocumentMut = current.parse()?;
    let known = Known::of(&document);
    let mut keeps = Vec::new();
    let mut follows = None;
    for entry in &entries {
        let there = get(&document, &entry.path);
        let is_ours = there.is_none() || known.keeps.contains(&entry.path);
        let is_own_version = entry.path == PACKAGE_VERSION
            && there.is_some_and(|there| there.as_str() != known.version.as_deref());
        if !is_ours || is_own_version {
            continue;
        }
        keeps.push(entry.path.clone());
        if entry.path == PACKAGE_VERSION {
            follows = Some(version.as_str());
        }
        match there {
            Some(there) if is_inherited(there) || same(there, &entry.item) => {}
            _ => entry.put(&mut document),
        }
    }
    let wanted: BTreeSet<&str> = entries.iter().map(|entry| &*entry.path).collect();
    for path in known
        .keeps
        .iter()
        .filter(|path| !wanted.contains(path.as_str()))
    {
        remove(&mut document, path);
    }
    if keeps != known.keeps || follows != known.version.as_deref() {
        sign(&mut document, &keeps, follows);
    }
    Ok(with_endings(document.to_string(), current))
}

/// A manifest with the line endings of the one that was read, which are not kept with it.
pub fn with_endings(text: String, read: &str) -> String {
    match read.contains("\r\n") {
        true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => text,
    }
}

/// What the manifest of a client declares.
struct Known {
    keeps: Vec<String>,
    version: Option<String>,
}

impl Known {
    fn of(document: &DocumentMut) -> Self {
        let ours = get(document, &OURS.join("."));
        let text = |item: Option<&Item>| item.and_then(Item::as_str).map(str::to_owned);
        let list = ours.and_then(|ours| ours.get(KEEPS)?.as_array());
        let list = list.into_iter().flatten();
        Self {
            keeps: list
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect(),
            version: text(ours.and_then(|ours| ours.get(VERSION))),
        }
    }
}

/// An entry of a generated manifest.
struct Entry {
    /// `dependencies.reqwest`
    path: String,
    key: Key,
    item: Item,
}

impl Entry {
    fn of(fresh: &DocumentMut) -> Vec<Self> {
        let mut entries = Vec::new();
        for (table, item) in fresh.iter() {
            for (name, item) in item.as_table_like().into_iter().flat_map(TableLike::iter) {
                let path = format!("{table}.{name}");
                match item.as_table() {
                    // What other tools read: an entry each.
                    Some(tools) if name == OURS[1] => {
                        entries.extend(tools.iter().filter_map(|(tool, item)| {
                            Self::new(tools, format!("{path}.{tool}"), tool, item)
                        }));
                    }
                    _ => {
                        let table = fresh.get(table).and_then(Item::as_table);
                        entries.extend(table.and_then(|table| Self::new(table, path, name, item)));
                    }
                }
            }
        }
        entries
    }

    fn new(table: &Table, path: String, name: &str, item: &Item) -> Option<Self> {
        let key = table.key(name)?.clone();
        let item = item.clone();
        Some(Self { path, key, item })
    }

    /// Writes the entry: in the place of the one there is, else at its place in the order of the
    /// alphabet where the table has that order, else at the end.
    fn put(&self, document: &mut DocumentMut) {
        let mut names: Vec<&str> = self.path.split('.').collect();
        let Some(name) = names.pop() else { return };
        let mut table = document.as_table_mut();
        for parent in names {
            let parent = table.entry(parent).or_insert_with(|| {
                let mut table = Table::new();
                table.set_implicit(parent == OURS[1]);
                Item::Table(table)
            });
            // Whoever wrote `dependencies = {…}` in a line has chosen what cannot be kept up to date.
            let Some(found) = parent.as_table_mut() else {
                return;
            };
            table = found;
        }
        let mut item = self.item.clone();
        match table.get_mut(name) {
            Some(there) => {
                if let (Some(old), Some(new)) = (there.as_value(), item.as_value_mut()) {
                    *new.decor_mut() = old.decor().clone();
                }
                *there = item;
            }
            None => {
                let was_sorted = table.iter().map(|(name, _)| name).is_sorted();
                table.insert_formatted(&self.key, item);
                if was_sorted && table.len() > 2 {
                    table.sort_values();
                }
            }
        }
    }
}

/// Says in a manifest what is ours in it.
fn sign(document: &mut DocumentMut, keeps: &Vec<String>, version: Option<&str>) {
    let mut list = Array::new();
    for path in keeps {
        let mut value = Value::from(path.as_str());
        value.decor_mut().set_prefix("\n    ");
        list.push_formatted(value);
    }
    list.set_trailing("\n");
    list.set_trailing_comma(true);
    let mut table = document.as_table_mut();
    for name in OURS {
        let parent = table.entry(name).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let Some(found) = parent.as_table_mut() else {
            return;
        };
        table = found;
    }
    if table.is_implicit() {
        table.set_implicit(false);
        table.decor_mut().set_prefix(ABOUT);
        table.set_position(Some(isize::MAX));
    }
    match version {
        Some(version) => {
            table.insert(VERSION, toml_edit::value(version));
        }
        None => {
            table.remove(VERSION);
        }
    }
    table.insert(KEEPS, Item::Value(Value::Array(list)));
}

const ABOUT: &str = "
# What is kept up to date. An entry that you take off the list is yours; so is the version, once it
# is another than the one that was written here last.
";

fn get<'d>(document: &'d DocumentMut, path: &str) -> Option<&'d Item> {
    path.split('.').try_fold(document.as_item(), |item, name| {
        item.as_table_like()?.get(name)
    })
}

/// Removes an entry, and its table when that holds nothing more.
fn remove(document: &mut DocumentMut, path: &str) {
    let mut names: Vec<&str> = path.split('.').collect();
    let Some(name) = names.pop() else { return };
    let table = names
        .iter()
        .try_fold(document.as_item_mut(), |item, name| item.get_mut(name));
    let Some(table) = table.and_then(Item::as_table_like_mut) else {
        return;
    };
    table.remove(name);
    if let ([only], true) = (&names[..], table.is_empty()) {
        document.remove(only);
    }
}

fn is_inherited(item: &Item) -> bool {
    let table = item.as_table_like();
    table.and_then(|table| table.get("workspace")?.as_bool()) == Some(true)
}

/// Whether two entries say the same, however they are written.
fn same(one: &Item, other: &Item) -> bool {
    match (one.as_table_like(), other.as_table_like()) {
        (Some(one), Some(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, item)| other.get(name).is_some_and(|other| same(item, other)))
        }
        (None, None) => match (one.as_value(), other.as_value()) {
            (Some(one), Some(other)) => same_value(one, other),
            _ => false,
        },
        _ => false,
    }
}

fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.value() == other.value(),
        (Value::Boolean(one), Value::Boolean(other)) => one.value() == other.value(),
        (Value::Integer(one), Value::Integer(other)) => one.value() == other.value(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other.iter())
                    .all(|(one, other)| same_value(one, other))
        }
        (Value::InlineTable(one), Value::InlineTable(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| {
                    other
                        .get(name)
                        .is_some_and(|other| same_value(value, other))
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
