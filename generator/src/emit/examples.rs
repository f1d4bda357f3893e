//! `tests/examples.rs`: a test for each example of the description, whose values are files of
//! their own.

use std::collections::BTreeSet;

use quote::quote;

use super::imports::Homes;
use super::runtime::Part;
use super::type_text::{Name, type_text};
use super::{Content, File, Piece, Use, tokens};
use crate::api::{Api, Block, Docs, Type};

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
        names: BTreeSet::new(),
        parts: BTreeSet::new(),
    };
    let rows = api.samples.iter().map(|sample| {
        let ty = types.text(&sample.ty);
        format!("{}: {ty};", tokens::raw(&sample.name))
    });
    let rows = rows.collect();
    let Types { names, parts, .. } = types;
    let imports = Use {
        public: false,
        feature: None,
        path: api.package.name.replace('-', "_"),
        names: names.into_iter().collect(),
    };
    let text =
        "Every example of the description is read, written again, and nothing of it is lost.";
    let docs = Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    let pieces = vec![
        Piece::Modules(vec![quote! {
            #[macro_use]
            #[path = "examples/check.rs"]
            mod check;
        }]),
        Piece::Uses(vec![imports]),
        Piece::Table {
            name: "examples".to_owned(),
            rows,
        },
    ];
    File {
        path: "tests/examples.rs".to_owned(),
        content: Content::Rust { docs, pieces },
        parts,
    }
}

/// Types as a user of the crate writes them.
struct Types<'h, 'a> {
    homes: &'h Homes<'a>,
    /// What is named of the crate.
    names: BTreeSet<String>,
    /// The parts of the runtime that are named.
    parts: BTreeSet<Part>,
}

impl Types<'_, '_> {
    fn text(&mut self, ty: &Type) -> String {
        type_text(ty, &mut |named| match named {
            Name::Own(id) => {
                let name = tokens::raw(&self.homes.def(id).name);
                self.names.insert(name.clone());
                name
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
        self.names.insert(name.to_owned());
        name.to_owned()
    }
}
