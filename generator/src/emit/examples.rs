//! `tests/examples.rs`: a test for each example of the description, whose values are files of
//! their own.

use std::collections::BTreeSet;

use quote::quote;

use super::imports::Homes;
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
    parts: BTreeSet<String>,
}

impl Types<'_, '_> {
    fn text(&mut self, ty: &Type) -> String {
        match ty {
            Type::Bool => "bool".to_owned(),
            Type::I32 => "i32".to_owned(),
            Type::I64 => "i64".to_owned(),
            Type::U32 => "u32".to_owned(),
            Type::U64 => "u64".to_owned(),
            Type::F64 => "f64".to_owned(),
            Type::String => "String".to_owned(),
            Type::Json => "serde_json::Value".to_owned(),
            Type::Bytes => self.runtime("base64", "Base64"),
            Type::Timestamp => self.runtime("timestamp", "Timestamp"),
            Type::DateTime => self.runtime("date_time", "DateTime"),
            Type::Date => self.runtime("date", "Date"),
            Type::List(item) => format!("Vec<{}>", self.text(item)),
            Type::Map(value) => {
                format!("std::collections::BTreeMap<String, {}>", self.text(value))
            }
            Type::Option(inner) => format!("Option<{}>", self.text(inner)),
            Type::Boxed(inner) => self.text(inner),
            Type::Named(id) => {
                let name = tokens::raw(&self.homes.def(*id).name);
                self.names.insert(name.clone());
                name
            }
        }
    }

    fn runtime(&mut self, part: &str, name: &str) -> String {
        self.parts.insert(part.to_owned());
        self.names.insert(name.to_owned());
        name.to_owned()
    }
}
