//! `tests/examples.rs`: a test for each example of the description, whose values are files of
//! their own.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use super::behind::{attribute, behind, of_any};
use super::imports::Homes;
use super::runtime::Part;
use super::{Content, File, Piece, Use, tokens, usage};
use crate::api::{Api, Block, Docs, Type};
use crate::type_text::{Name, type_text};

/// What each test does; real Rust, tested where it lies.
const CHECK: &str = include_str!("../../runtime/tests/examples/check.rs");

/// The tests and their data; nothing where there is no example.
pub(super) fn files(api: &Api, homes: &Homes<'_>) -> Vec<File> {
    if api.samples.is_empty() {
        return Vec::new();
    }
    let file = |path: String, content| File {
        path,
        content,
        parts: BTreeSet::new(),
    };
    let mut files = vec![
        tests(api, homes),
        file(
            "tests/examples/check.rs".to_owned(),
            Content::Runtime(CHECK),
        ),
    ];
    for sample in &api.samples {
        files.push(file(
            format!("tests/examples/{}.json", sample.name),
            Content::Json(sample.json.clone()),
        ));
    }
    files
}

/// Whether a file is one of those.
pub(super) fn is_test(file: &File) -> bool {
    file.path.starts_with("tests/")
}

fn tests(api: &Api, homes: &Homes<'_>) -> File {
    let mut types = Types {
        homes,
        features: &[],
        names: BTreeMap::new(),
        parts: BTreeSet::new(),
    };
    let mut tables: BTreeMap<&[String], Vec<String>> = BTreeMap::new();
    for sample in &api.samples {
        types.features = homes.features_of(&sample.ty);
        let ty = types.text(&sample.ty);
        let rows = tables.entry(types.features).or_default();
        rows.push(format!("{}: {ty};", tokens::raw(&sample.name)));
    }
    let Types { names, parts, .. } = types;
    let mut imports: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for (name, users) in names {
        let features = of_any(users.into_iter());
        imports.entry(features).or_default().push(name);
    }
    let imports = imports.into_iter().map(|(features, names)| Use {
        public: false,
        features,
        path: usage::package(api),
        names,
    });
    let imports = imports.collect();
    let of_file = of_any(tables.keys().copied());
    let of_file = attribute(&of_file).into_iter();
    let of_file: Vec<String> = of_file.map(|line| line.replacen("#[", "#![", 1)).collect();
    let text =
        "Every example of the description is read, written again, and nothing of it is lost.";
    let docs = Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    let mut pieces = Vec::new();
    if !of_file.is_empty() {
        pieces.push(Piece::Lines(of_file));
    }
    pieces.push(Piece::Modules(vec![quote! {
        #[macro_use]
        #[path = "examples/check.rs"]
        mod check;
    }]));
    pieces.push(Piece::Uses(imports));
    pieces.extend(tables.into_iter().map(|(features, rows)| {
        let table = Piece::Table {
            name: "examples".to_owned(),
            rows,
        };
        behind(features, table)
    }));
    File {
        path: "tests/examples.rs".to_owned(),
        content: Content::Rust { docs, pieces },
        parts,
    }
}

/// Types as a user of the crate writes them.
struct Types<'h, 'a> {
    homes: &'h Homes<'a>,
    /// The features of which each brings the type that is written.
    features: &'a [String],
    /// What is named of the crate, with the features of each type that names it.
    names: BTreeMap<String, Vec<&'a [String]>>,
    /// The parts of the runtime that are named.
    parts: BTreeSet<Part>,
}

impl Types<'_, '_> {
    fn text(&mut self, ty: &Type) -> String {
        type_text(ty, &mut |named| match named {
            Name::Own(id) => {
                let name = tokens::raw(&self.homes.def(id).name);
                self.import(&name)
            }
            Name::Known("Value") => "serde_json::Value".to_owned(),
            Name::Known("IndexMap") => "std::collections::BTreeMap".to_owned(),
            Name::Known("Base64") => self.runtime(Part::Base64, "Base64"),
            Name::Known("Timestamp") => self.runtime(Part::Timestamp, "Timestamp"),
            Name::Known("DateTime") => self.runtime(Part::DateTime, "DateTime"),
            Name::Known("Date") => self.runtime(Part::Date, "Date"),
            Name::Known(known) => known.to_owned(),
        })
    }

    fn runtime(&mut self, part: Part, name: &str) -> String {
        self.parts.insert(part);
        self.import(name)
    }

    fn import(&mut self, name: &str) -> String {
        let users = self.names.entry(name.to_owned()).or_default();
        users.push(self.features);
        name.to_owned()
    }
}
