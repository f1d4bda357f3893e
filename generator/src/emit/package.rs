//! The files of a package that are not code: a README, a first program, and, for its owner to go on
//! with, a changelog and the texts of its licence.

use std::collections::{BTreeMap, BTreeSet};

use super::behind::attribute;
use super::imports::Homes;
use super::tokens::lines;
use super::{Content, File, Piece, client, features, missing, usage};
use crate::api::{Api, Block, Docs};

/// How wide a line of a README may get.
const WIDTH: usize = 100;
/// Licences with a text of their own: the identifier of SPDX, the name of the file, the text.
const LICENCES: &[(&str, &str, &str)] = &[
    ("MIT", "MIT", include_str!("package/mit.txt")),
    (
        "Apache-2.0",
        "APACHE",
        include_str!("package/apache-2.0.txt"),
    ),
];

/// The README and the first program.
pub(super) fn files(homes: &Homes<'_>) -> Vec<File> {
    let mut files = vec![readme(homes)];
    files.extend(first_call(homes));
    files
}

/// What a new crate has and its owner keeps.
pub(super) fn starters(api: &Api) -> BTreeMap<String, String> {
    let version = &api.package.version;
    let changelog = format!("# Changelog\n\n## {version}\n\nThe first version.\n");
    let mut starters = BTreeMap::from([("CHANGELOG.md".to_owned(), changelog)]);
    let identifiers = api
        .package
        .license
        .iter()
        .flat_map(|license| license.split(' '));
    let known: Vec<_> = identifiers
        .filter_map(|identifier| LICENCES.iter().find(|(known, ..)| *known == identifier))
        .collect();
    for (_, name, text) in &known {
        let path = match known.len() {
            1 => "LICENSE".to_owned(),
            _ => format!("LICENSE-{name}"),
        };
        let holder = format!("the authors of {}", api.package.name);
        starters.insert(path, text.replace("{holder}", &holder));
    }
    starters
}

/// From nothing to the first answer, as a program.
fn first_call(homes: &Homes<'_>) -> Option<File> {
    Some(File {
        path: "examples/first_call.rs".to_owned(),
        content: Content::Rust {
            docs: Docs {
                blocks: vec![Block::Text(
                    "The first call: `cargo run --example first_call`.".to_owned(),
                    0,
                )],
            },
            pieces: vec![Piece::Lines(behind_feature(homes.api, program(homes)?))],
        },
        parts: BTreeSet::new(),
    })
}

/// The program, which does nothing where the feature is off that brings its call.
fn behind_feature(api: &Api, program: Vec<String>) -> Vec<String> {
    let feature = api
        .example
        .as_ref()
        .and_then(|shown| usage::feature(api, shown));
    let Some(feature) = feature else {
        return program;
    };
    let attribute = attribute(std::slice::from_ref(feature));
    let mut lines = Vec::new();
    for item in program.split(String::is_empty) {
        lines.extend(attribute.iter().cloned());
        lines.extend(item.iter().cloned());
        lines.push(String::new());
    }
    lines.push(format!("#[cfg(not(feature = {feature:?}))]"));
    lines.push("fn main() {".to_owned());
    lines.push(format!(
        "    eprintln!(\"The feature `{feature}` brings what this program calls.\");"
    ));
    lines.push("}".to_owned());
    lines
}

fn program(homes: &Homes<'_>) -> Option<Vec<String>> {
    let api = homes.api;
    let mut call = usage::first_call(homes, &client::constructor(api))?;
    call.names.insert("Error".to_owned());
    let names: Vec<String> = call.names.into_iter().collect();
    let mut program = usage::imported(&usage::package(api), &names);
    program.extend([
        String::new(),
        "#[tokio::main]".to_owned(),
        "async fn main() -> Result<(), Error> {".to_owned(),
    ]);
    program.extend(
        call.lines
            .iter()
            .map(|line| format!("    {line}").trim_end().to_owned()),
    );
    program.extend(["    Ok(())", "}"].map(str::to_owned));
    Some(program)
}

fn readme(homes: &Homes<'_>) -> File {
    let api = homes.api;
    let name = &api.package.name;
    let mut blocks = vec![Block::Verbatim(vec![format!("# {name}")])];
    match &api.docs.blocks[..] {
        // A title alone would be the name again; a summary is a sentence.
        [Block::Text(title, 0)] if api.package.description.ends_with(title) => {
            let text = api.package.description.trim_end_matches('.');
            blocks.push(Block::Text(format!("{text}."), 0));
        }
        _ => blocks.extend(api.docs.below_title().blocks),
    }
    let verbatim = |lines: Vec<String>| Block::Verbatim(lines);
    if api.docs.has_headings() {
        blocks.push(verbatim(vec!["## Usage".to_owned()]));
    }
    let is_client = api.has_operations();
    let tokio = "cargo add tokio --features macros,rt-multi-thread".to_owned();
    let mut install = vec![
        "```sh".to_owned(),
        format!("cargo add {name} # once it is published; `--path` or `--git` before"),
    ];
    install.extend(is_client.then_some(tokio));
    install.push("```".to_owned());
    blocks.push(verbatim(install));
    if let Some(program) = program(homes).or_else(|| usage::of_arrival(api)) {
        let mut block = vec!["```rust,no_run".to_owned()];
        block.extend(program);
        block.push("```".to_owned());
        blocks.push(verbatim(block));
    }
    if is_client {
        blocks.push(verbatim(vec!["## Features".to_owned()]));
        blocks.push(verbatim(table_of_features(api)));
    }
    let mut gaps = missing::section(api);
    if let Some(Block::Verbatim(heading)) = gaps.first_mut() {
        *heading = vec!["## Not in this client".to_owned()];
    }
    blocks.extend(gaps);
    if let Some(license) = &api.package.license {
        blocks.push(verbatim(vec!["## License".to_owned()]));
        blocks.push(Block::Text(format!("`{license}`"), 0));
    }
    let text = lines(&Docs { blocks }, WIDTH).join("\n") + "\n";
    File {
        path: "README.md".to_owned(),
        content: Content::Markdown(text),
        parts: BTreeSet::new(),
    }
}

/// The features of the crate and what each adds.
fn table_of_features(api: &Api) -> Vec<String> {
    let rows = features::all(api).into_iter();
    let rows = rows.map(|(feature, adds)| format!("| `{feature}` | {adds} |"));
    let mut table = vec![
        "| feature | what it adds |".to_owned(),
        "|---|---|".to_owned(),
    ];
    table.extend(rows);
    table
}
