//! The clients of a workspace: takes its root manifest, gives what
//! `[workspace.metadata.verbatim.clients.…]` says in it. Decides nothing and changes nothing.
//!
//! A setting is for what neither OpenAPI, nor its `x-…` keys, nor an overlay can say. Each is
//! checked: one that is not known, or has a value of another kind, is an error at its place.

mod places;
mod strays;

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use generator::{Derive, Selection};
use toml_edit::{Document, Item, TableLike};

pub use self::places::Places;
use crate::error::{Error, Position};
use crate::git;
use crate::place;

/// The manifest of the workspace, in its root.
const MANIFEST: &str = "Cargo.toml";
/// The tables that may have them, the second for a package without a workspace.
const TABLES: [[&str; 3]; 2] = [
    ["workspace", "metadata", "verbatim"],
    ["package", "metadata", "verbatim"],
];
/// What a table of those may have; the others are what `codegen` keeps in a generated manifest.
const KEYS: [&str; 3] = ["clients", crate::manifest::KEEPS, crate::manifest::VERSION];
/// What a client may have.
const CLIENT: [&str; 8] = [
    "spec", "out", "overlays", "only", "root", "lenient", "types", "derives",
];
/// What `only` may have.
const ONLY: [&str; 4] = ["tags", "paths", "ids", "webhooks"];

/// A client of the workspace. Its paths are relative to the workspace's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// How the command line calls it.
    pub name: String,
    /// The description.
    pub spec: String,
    /// The folder of the crate.
    pub out: String,
    /// Overlays in addition to those that lie next to the description.
    pub overlays: Vec<String>,
    /// The operations that it has, when those are not all.
    pub only: Option<Selection>,
    /// The folder that references may lead to, when it is not the description's own.
    pub root: Option<String>,
    /// Whether a fault of the description costs only what it touches.
    pub lenient: bool,
    /// The types of other crates that are used for strings with a `format`: a format and a path each.
    pub types: Vec<(String, String)>,
    /// What types derive beside what they derive anyway.
    pub derives: Vec<Derive>,
    /// Where the values stand that are held against the description.
    pub places: Places,
}

/// The clients that the manifest in the current folder names, in its order.
///
/// # Errors
///
/// When the manifest cannot be read, and for the first setting that is wrong.
pub fn clients() -> Result<Vec<Client>, Error> {
    match fs::read_to_string(Path::new(MANIFEST)) {
        Ok(text) => {
            let clients = read(&text)?;
            strays::check(&text)?;
            Ok(clients)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::io(format!("cannot read `{MANIFEST}`"), &error)),
    }
}

/// The clients that the manifest of a commit names. None where there is no such manifest, or none that can be read.
pub fn of_commit(revision: &str) -> Vec<Client> {
    let text = git::file(Path::new("."), MANIFEST, revision);
    text.and_then(|text| read(&text).ok()).unwrap_or_default()
}

/// The heading that a client's settings have in the manifest of the current folder.
pub fn heading(client: &str) -> String {
    heading_in(&fs::read_to_string(MANIFEST).unwrap_or_default(), client)
}

fn heading_in(text: &str, client: &str) -> String {
    let [workspace, package] = TABLES;
    let is_package = Document::parse(text).is_ok_and(|document| {
        document.get(workspace[0]).is_none() && document.get(package[0]).is_some()
    });
    let table = if is_package { package } else { workspace };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let client = match !client.is_empty() && client.chars().all(plain) {
        true => client.to_owned(),
        false => format!("{client:?}"),
    };
    format!("[{}.{}.{client}]", table.join("."), KEYS[0])
}

fn read(text: &str) -> Result<Vec<Client>, Error> {
    let file = File {
        name: MANIFEST,
        text,
    };
    let document = Document::parse(text)
        .map_err(|error| file.error(error.span(), error.message().to_owned()))?;
    let mut clients = Vec::new();
    for path in TABLES {
        file.spelt(&document, path)?;
        let Some(item) = get(document.as_item(), &path) else {
            continue;
        };
        let table = file.table(item, &path.join("."))?;
        file.known(table, &KEYS)?;
        let Some(item) = table.get("clients") else {
            continue;
        };
        for (name, item) in file.table(item, "clients")?.iter() {
            let client = file.client(name, item)?;
            file.apart(&client, item, &clients)?;
            clients.push(client);
        }
    }
    Ok(clients)
}

/// What is at the end of a path of keys.
fn get<'d>(document: &'d Item, path: &[&str]) -> Option<&'d Item> {
    path.iter()
        .try_fold(document, |item, key| item.as_table_like()?.get(key))
}

/// A manifest, for messages.
#[derive(Clone, Copy)]
struct File<'t> {
    name: &'t str,
    text: &'t str,
}

impl File<'_> {
    fn client(self, name: &str, item: &Item) -> Result<Client, Error> {
        let table = self.table(item, name)?;
        self.known(table, &CLIENT)?;
        let path = |key: &str| match table.get(key) {
            Some(item) => self.text(item, key),
            None => {
                let message = format!("the client `{name}` does not say its `{key}`");
                Err(self.error(item.span(), message))
            }
        };
        Ok(Client {
            name: name.to_owned(),
            spec: path("spec")?,
            out: path("out")?,
            overlays: self.texts(table, "overlays")?,
            only: table
                .get("only")
                .map(|item| self.selection(item))
                .transpose()?,
            root: table
                .get("root")
                .map(|item| self.text(item, "root"))
                .transpose()?,
            lenient: table
                .get("lenient")
                .map(|item| self.flag(item, "lenient"))
                .transpose()?
                .unwrap_or(false),
            types: table
                .get("types")
                .map(|item| self.types(item))
                .transpose()?
                .unwrap_or_default(),
            derives: table
                .get("derives")
                .map(|item| self.derives(item))
                .transpose()?
                .unwrap_or_default(),
            places: Places::of(self, table),
        })
    }

    /// Refuses clients in a table whose name is nearly that of the settings.
    fn spelt(
        self,
        document: &Document<&str>,
        [above, metadata, ours]: [&str; 3],
    ) -> Result<(), Error> {
        let tables = get(document.as_item(), &[above, metadata]).and_then(Item::as_table_like);
        let Some(tables) = tables else { return Ok(()) };
        let is_meant = |(name, item): &(&str, &Item)| {
            *name != ours
                && generator::nearest(name, [ours]).is_some()
                && item.get(KEYS[0]).is_some()
        };
        let Some((name, _)) = tables.iter().find(is_meant) else {
            return Ok(());
        };
        let span = tables.key(name).and_then(|key| key.span());
        let message = format!("`{above}.{metadata}.{name}` is not read");
        let error = self.error(span, message);
        Err(error.help(format!("did you mean `{ours}`?")))
    }

    /// Refuses a client in the folder of another one, or within it: each run would remove files of the other.
    fn apart(self, client: &Client, item: &Item, others: &[Client]) -> Result<(), Error> {
        let folder = |client: &Client| place::plain(Path::new(&client.out));
        let is_within = |one: &Client, other: &Client| folder(one).starts_with(folder(other));
        let is_met = |other: &&Client| is_within(client, other) || is_within(other, client);
        let Some(other) = others.iter().find(is_met) else {
            return Ok(());
        };
        let relation = match (is_within(client, other), is_within(other, client)) {
            (true, true) => "is",
            (true, false) => "lies within",
            _ => "contains",
        };
        let message = format!(
            "the folder `{}` of the client `{}` {relation} that of `{}`, `{}`",
            client.out, client.name, other.name, other.out
        );
        let span = item.get("out").and_then(Item::span);
        Err(self
            .error(span, message)
            .help("give each client a folder of its own: `out`"))
    }

    /// A path for each format, in the order of the table.
    fn types(self, item: &Item) -> Result<Vec<(String, String)>, Error> {
        let table = self.table(item, "types")?;
        let types = table.iter().map(|(format, item)| {
            let path = self.text(item, format)?;
            generator::check_path(&path).map_err(|expected| {
                let message = format!("{expected}, found `{path}`");
                self.error(item.span(), message)
            })?;
            Ok((format.to_owned(), path))
        });
        types.collect()
    }

    /// An array of derives for all types, or a table with the types of each.
    fn derives(self, item: &Item) -> Result<Vec<Derive>, Error> {
        let checked = |path: &str, span| {
            let check = generator::check_derive(path);
            check.map_err(|why| {
                let error = self.error(span, format!("`{path}` is not a derive to ask for: {why}"));
                match nearest(path, &generator::STANDARD) {
                    Some(help) => error.help(help),
                    None => error,
                }
            })
        };
        let Some(table) = item.as_table_like() else {
            let wrong = || self.expected(item, "derives", "an array of strings or a table");
            let array = item.as_array().ok_or_else(wrong)?;
            let derives = array.iter().map(|value| {
                let path = value.as_str().ok_or_else(wrong)?;
                checked(path, value.span())?;
                let path = path.to_owned();
                Ok(Derive { path, on: None })
            });
            return derives.collect();
        };
        let derives = table.iter().map(|(path, _)| {
            checked(path, table.key(path).and_then(|key| key.span()))?;
            let on = Some(self.texts(table, path)?);
            let path = path.to_owned();
            Ok(Derive { path, on })
        });
        derives.collect()
    }

    fn selection(self, item: &Item) -> Result<Selection, Error> {
        let table = self.table(item, "only")?;
        self.known(table, &ONLY)?;
        let selection = Selection {
            tags: self.texts(table, "tags")?,
            paths: self.texts(table, "paths")?,
            ids: self.texts(table, "ids")?,
            webhooks: self.texts(table, "webhooks")?,
        };
        if selection == Selection::default() {
            let message = "`only` names no operation".to_owned();
            let error = self.error(item.span(), message);
            return Err(error.help("name some by `tags`, `paths`, `ids` or `webhooks`"));
        }
        Ok(selection)
    }

    fn table<'i>(self, item: &'i Item, name: &str) -> Result<&'i dyn TableLike, Error> {
        item.as_table_like()
            .ok_or_else(|| self.expected(item, name, "a table"))
    }

    fn text(self, item: &Item, name: &str) -> Result<String, Error> {
        let text = item
            .as_str()
            .ok_or_else(|| self.expected(item, name, "a string"))?;
        Ok(text.to_owned())
    }

    fn flag(self, item: &Item, name: &str) -> Result<bool, Error> {
        let flag = item.as_bool();
        flag.ok_or_else(|| self.expected(item, name, "true or false"))
    }

    fn texts(self, table: &dyn TableLike, name: &str) -> Result<Vec<String>, Error> {
        let Some(item) = table.get(name) else {
            return Ok(Vec::new());
        };
        let wrong = || self.expected(item, name, "an array of strings");
        let array = item.as_array().ok_or_else(wrong)?;
        let texts = array.iter().map(|value| value.as_str().map(str::to_owned));
        texts.collect::<Option<_>>().ok_or_else(wrong)
    }

    /// Refuses a key that means nothing.
    fn known(self, table: &dyn TableLike, known: &[&str]) -> Result<(), Error> {
        let Some((key, _)) = table.iter().find(|(key, _)| !known.contains(key)) else {
            return Ok(());
        };
        let span = table.key(key).and_then(|key| key.span());
        let error = self.error(span, format!("there is no setting `{key}`"));
        let all = || format!("the keys here are `{}`", known.join("`, `"));
        Err(error.help(nearest(key, known).unwrap_or_else(all)))
    }

    fn expected(self, item: &Item, name: &str, what: &str) -> Error {
        let found = item.type_name();
        let article = match found.starts_with(['a', 'i']) {
            true => "an",
            false => "a",
        };
        self.error(
            item.span(),
            format!("expected {what} as `{name}`, found {article} {found}"),
        )
    }

    /// An error at a place of the manifest.
    fn error(self, span: Option<Range<usize>>, message: String) -> Error {
        let place = span.and_then(|span| self.position(span.start));
        match place {
            Some(_) => Error::new(message).at(place),
            None => Error::new(format!("{}: {message}", self.name)),
        }
    }

    /// The place of a byte.
    fn position(self, at: usize) -> Option<Position> {
        Position::at(self.name, self.text, at)
    }
}

/// A help that names the known word nearest to another one.
fn nearest(word: &str, known: &[&str]) -> Option<String> {
    let near = generator::nearest(word, known.iter().copied())?;
    Some(format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use generator::{Derive, Selection};

    use super::{Client, heading_in, read};

    #[test]
    fn a_package_without_a_workspace_has_settings_of_its_own() {
        for (manifest, client, expected) in [
            (
                "[workspace]",
                "a",
                "[workspace.metadata.verbatim.clients.a]",
            ),
            ("[package]", "a", "[package.metadata.verbatim.clients.a]"),
            (
                "[package]\n[workspace]",
                "a b",
                "[workspace.metadata.verbatim.clients.\"a b\"]",
            ),
            ("", "a", "[workspace.metadata.verbatim.clients.a]"),
        ] {
            assert_eq!(heading_in(manifest, client), expected, "{manifest}");
        }
    }

    fn refused(text: &str) -> String {
        let error = read(text).expect_err("an error");
        let place = error.place.expect("a place");
        let message = format!("{place}: {}", error.message);
        [&[message], &error.help[..]].concat().join("\n")
    }

    #[test]
    fn a_workspace_names_its_clients() {
        let text = r#"
            [workspace]
            members = ["crates/*"]

            [workspace.metadata.verbatim.clients.stripe]
            spec = "apis/stripe.yaml"
            out = "crates/stripe"
            overlays = ["apis/ours.yaml"]
            only = { tags = ["charges"], paths = ["/v1/refunds*"] }

            [workspace.metadata.verbatim.clients.pets]
            spec = "apis/pets.yaml"
            out = "crates/pets"
            root = "apis"
            lenient = true

            [workspace.metadata.verbatim.clients.pets.types]
            uuid = "uuid::Uuid"
            date-time = "chrono::DateTime<chrono::Utc>"

            [workspace.metadata.verbatim.clients.pets.derives]
            Hash = ["Pet", "enums"]
            "strum::EnumIs" = ["unions"]

            [workspace.metadata.verbatim.clients.cats]
            spec = "apis/pets.yaml"
            out = "crates/cats"
            derives = ["Eq"]
        "#;
        let only = Selection {
            tags: vec!["charges".to_owned()],
            paths: vec!["/v1/refunds*".to_owned()],
            ..Selection::default()
        };
        let [stripe, pets, cats] = <[Client; 3]>::try_from(read(text).expect("settings")).unwrap();
        assert_eq!((stripe.name.as_str(), stripe.only), ("stripe", Some(only)));
        assert_eq!(stripe.overlays, ["apis/ours.yaml"]);
        assert_eq!(
            (pets.name.as_str(), pets.out.as_str()),
            ("pets", "crates/pets")
        );
        assert_eq!(pets.only, None);
        let types = [
            ("uuid", "uuid::Uuid"),
            ("date-time", "chrono::DateTime<chrono::Utc>"),
        ];
        assert_eq!(
            pets.types,
            types.map(|(format, path)| (format.to_owned(), path.to_owned()))
        );
        let derive = |path: &str, on: Option<&[&str]>| Derive {
            path: path.to_owned(),
            on: on.map(|on| on.iter().map(|name| (*name).to_owned()).collect()),
        };
        let derives = [
            derive("Hash", Some(&["Pet", "enums"])),
            derive("strum::EnumIs", Some(&["unions"])),
        ];
        assert_eq!(pets.derives, derives);
        assert_eq!(cats.derives, [derive("Eq", None)]);
        assert_eq!(stripe.derives, []);
        assert_eq!((stripe.root, stripe.lenient), (None, false));
        assert_eq!((pets.root.as_deref(), pets.lenient), (Some("apis"), true));
    }

    #[test]
    fn the_guide_shows_settings_that_are_read() {
        let guide = include_str!("../../../generator/docs/workspace.md");
        let blocks = guide.split("```toml\n").skip(1);
        let blocks = blocks.filter_map(|rest| Some(rest.split_once("```")?.0));
        let clients: Vec<Client> = blocks
            .flat_map(|block| read(block).expect("settings"))
            .collect();
        let names: Vec<&str> = clients.iter().map(|client| client.name.as_str()).collect();
        assert_eq!(names, ["bookshop", "stripe", "bookshop", "bookshop"]);
        assert!(clients[1].only.is_some());
    }

    /// As far as they are about the description that the guide shows.
    #[test]
    fn the_settings_of_the_guide_fit_its_description() {
        let text = include_str!("../../../generator/tests/guide/openapi.yaml");
        let sources = generator::Sources::new("bookshop.yaml", text);
        let guide = include_str!("../../../generator/docs/workspace.md");
        let blocks = guide.split("```toml\n").skip(1);
        let blocks = blocks.filter_map(|rest| Some(rest.split_once("```")?.0));
        let clients = blocks.flat_map(|block| read(block).expect("settings"));
        let of_guide = clients.filter(|client| client.name == "bookshop");
        let count = of_guide.map(|client| {
            let options = generator::Options {
                types: &client.types,
                derives: &client.derives,
                ..generator::Options::default()
            };
            let output = generator::generate_with(&sources, &options);
            let errors = output.diagnostics.iter();
            let mut errors = errors.filter(|found| found.severity == generator::Severity::Error);
            assert_eq!(
                errors.next().map(|found| &found.message),
                None,
                "{client:?}"
            );
        });
        assert_eq!(count.count(), 3);
    }

    #[test]
    fn other_tables_are_nothing_to_do_with_it() {
        assert_eq!(
            read("[workspace]\n[workspace.metadata.other]\nclients = 1").expect("settings"),
            []
        );
        assert_eq!(
            read("[workspace.metadata.verbatins]\nof = 'others'").expect("settings"),
            []
        );
        assert_eq!(
            read("[package.metadata.verbatim]\nkeeps = []\nversion = \"1.0.0\"").expect("settings"),
            []
        );
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        let client = "[workspace.metadata.verbatim.clients.a]\n";
        for (text, expected) in [
            (
                format!("{client}spec = 'a.yaml'\nuot = 'a'"),
                "Cargo.toml:3:1: there is no setting `uot`\ndid you mean `out`?",
            ),
            (
                format!("{client}spec = 1\nout = 'a'"),
                "Cargo.toml:2:8: expected a string as `spec`, found an integer",
            ),
            (
                format!("{client}spec = 'a'"),
                "Cargo.toml:1:1: the client `a` does not say its `out`",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nonly.tags = [1]"),
                "Cargo.toml:4:13: expected an array of strings as `tags`, found an array",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nlenient = 1"),
                "Cargo.toml:4:11: expected true or false as `lenient`, found an integer",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nonly = {{}}"),
                "Cargo.toml:4:8: `only` names no operation\n\
                 name some by `tags`, `paths`, `ids` or `webhooks`",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\ntypes.uuid = 'Uuid'"),
                "Cargo.toml:4:14: expected the path of a type, such as `uuid::Uuid`, found `Uuid`",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\ntypes.uuid = 1"),
                "Cargo.toml:4:14: expected a string as `uuid`, found an integer",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\ntypes = 'uuid'"),
                "Cargo.toml:4:9: expected a table as `types`, found a string",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\ntypes.id = 'crate::Id'"),
                "Cargo.toml:4:12: expected a type of another crate: the files of the client are \
                 generated, found `crate::Id`",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nderives = ['Hsh']"),
                "Cargo.toml:4:12: `Hsh` is not a derive to ask for: expected `Default`, `Eq`, `Hash`, `Ord`, \
                 `PartialOrd` or the path of a derive, such as `strum::EnumIs`\ndid you mean `Hash`?",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nderives = {{ Clone = ['A'] }}"),
                "Cargo.toml:4:13: `Clone` is not a derive to ask for: every type has `Clone` without it",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nderives = {{ Eq = 'A' }}"),
                "Cargo.toml:4:18: expected an array of strings as `Eq`, found a string",
            ),
            (
                format!("{client}spec = 'a'\nout = 'b'\nderives = 'Eq'"),
                "Cargo.toml:4:11: expected an array of strings or a table as `derives`, found a string",
            ),
            (
                format!(
                    "{client}spec = 'a'\nout = 'a'\n{}spec = 'b'\nout = './b/../a/'",
                    client.replace(".a]", ".b]")
                ),
                "Cargo.toml:6:7: the folder `./b/../a/` of the client `b` is that of `a`, `a`\n\
                 give each client a folder of its own: `out`",
            ),
            (
                format!(
                    "{client}spec = 'a'\nout = 'c'\n{}spec = 'b'\nout = 'c/src'",
                    client.replace(".a]", ".b]")
                ),
                "Cargo.toml:6:7: the folder `c/src` of the client `b` lies within that of `a`, `c`\n\
                 give each client a folder of its own: `out`",
            ),
            (
                format!(
                    "{client}spec = 'a'\nout = 'c/a'\n{}spec = 'b'\nout = 'c'",
                    client.replace(".a]", ".b]")
                ),
                "Cargo.toml:6:7: the folder `c` of the client `b` contains that of `a`, `c/a`\n\
                 give each client a folder of its own: `out`",
            ),
            (
                "[workspace.metadata.verbatm.clients.a]\nspec = 'a'".to_owned(),
                "Cargo.toml:1:21: `workspace.metadata.verbatm` is not read\ndid you mean `verbatim`?",
            ),
            (
                "[workspace.metadata.verbatim]\nclient = {}".to_owned(),
                "Cargo.toml:2:1: there is no setting `client`\ndid you mean `clients`?",
            ),
        ] {
            assert_eq!(refused(&text), expected);
        }
        assert!(refused("[workspace").starts_with("Cargo.toml:1:11: "));
    }
}
