//! Descriptions of several files: their things keep their names wherever the command is called, and what a file is
//! called is a part of no name but its own.

use generator::{Code, Names, Options, Output, Sources, generate_with};

use super::{code, found, has};
use crate::features::names_of;

const ROOT: &str = r##"
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
servers: [{ url: "https://a.example" }]
paths:
  /pens:
    get:
      operationId: listPens
      parameters: [{ $ref: "parts/parameters.yaml#/sort-order" }, { $ref: "parts/ink_colour.yml" }]
      responses:
        "200": { $ref: "parts/answers/many_pens.yml" }
        "400": { $ref: "parts/answers/all.yaml#/Wrong" }
        "429": { $ref: "parts/answers/busy.yml" }
    post:
      operationId: createPen
      requestBody: { $ref: "parts/new_pen.yml" }
      responses: { "204": { description: Done. } }
"##;

const FILES: [(&str, &str); 7] = [
    (
        "parts/parameters.yaml",
        "sort-order: { name: order, in: query, schema: { type: string, enum: [up, down] } }",
    ),
    (
        "parts/ink_colour.yml",
        "{ name: ink, in: query, schema: { type: string, enum: [red, blue] } }",
    ),
    (
        "parts/answers/many_pens.yml",
        "{ description: d, content: { application/json: { schema: { type: object, properties: { \
         pens: { type: array, items: { $ref: ../Pen.json } }, \
         kind: { oneOf: [{ $ref: ../Pen.json }, { type: object, properties: { nib: {} }, required: [nib] }] } } } } } }",
    ),
    (
        "parts/answers/all.yaml",
        "Wrong: { description: d, content: { application/json: { schema: { type: object, properties: { why: { type: string } } } } } }",
    ),
    (
        "parts/answers/busy.yml",
        "{ description: d, headers: { Retry-After: { schema: { type: integer } }, \
         X-State: { $ref: ../pen_state.yml } } }",
    ),
    (
        "parts/pen_state.yml",
        "{ schema: { type: string, enum: [full, dry] } }",
    ),
    (
        "parts/Pen.json",
        r#"{ "type": "object", "properties": { "pen-name": { "type": "string" }, "cap": { "type": "object", "properties": { "on": { "type": "boolean" } } } } }"#,
    ),
];

/// The files of the description in a folder, as the command finds them that is called in another one: `shown` is the way
/// from there.
fn sources(folder: &str, shown: &str) -> Sources {
    let mut sources = Sources::new(format!("{folder}api.yaml"), ROOT);
    sources.show(format!("{shown}api.yaml"));
    loop {
        let missing = sources.missing();
        if missing.is_empty() {
            return sources;
        }
        for name in missing {
            let path = name.strip_prefix(folder).expect("a file in the folder");
            let text = match FILES.iter().find(|(known, _)| *known == path) {
                Some((_, text)) => text.as_bytes(),
                // A file of the body, which the test of its name needs alone.
                None => b"{ content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }",
            };
            sources.supply(name, Ok(text.to_vec()));
        }
    }
}

fn run(sources: &Sources, names: Option<&Names>) -> Output {
    let options = Options {
        names,
        ..Options::default()
    };
    let output = generate_with(sources, &options);
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

/// The file of names without its first lines, which name the description.
fn file_of(output: &Output) -> String {
    let lines = output.files[Names::FILE].lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_folder_is_no_part_of_a_name() {
    let first = run(&sources("apis/v1/", "apis/v1/"), None);
    let file = file_of(&first);
    assert!(
        file.contains("\"types > parts~1Pen.json#\": \"Pen\""),
        "{file}"
    );
    for (folder, shown) in [
        ("apis/v1/", ""),
        ("apis/v1/", "../apis/v1/"),
        ("apis/v1/", "/home/me/apis/v1/"),
        ("", ""),
        ("other/", "../"),
    ] {
        for names in [None, Some(names_of(&first))] {
            let output = run(&sources(folder, shown), names.as_ref());
            assert_eq!(file_of(&output), file, "{folder} {shown}");
            // The first lines name the description.
            assert_eq!(
                code(&output).replace(&format!("{folder}api.yaml"), ""),
                code(&first).replace("apis/v1/api.yaml", ""),
            );
        }
    }
}

#[test]
fn names_of_earlier_files_of_names_stay() {
    let new = run(&sources("apis/", ""), None);
    let file = new.files[Names::FILE].clone();
    for start in ["apis~1", "..~1apis~1", "~1home~1me~1apis~1"] {
        // Each thing has a name that nothing would get by itself.
        let earlier = file
            .replace("parts~1", &format!("{start}parts~1"))
            .replace(": \"Pen", ": \"Quill")
            .replace(": \"Wrong", ": \"Flaw");
        let earlier = Names::read(&Sources::new(Names::FILE, earlier)).expect("a file of names");
        let output = run(&sources("apis/", "../apis/"), Some(&earlier));
        assert_eq!(found(&output, Code::FreedName), [""; 0]);
        has(
            &output,
            &[
                "pub struct Quill {",
                "pub enum QuillStateHeader {",
                "pub struct FlawError {",
            ],
        );
        assert!(!code(&output).contains("struct Pen {"));
        let after = names_of(&output);
        let again = run(&sources("apis/", ""), Some(&after));
        assert_eq!(again.files, output.files);
        assert!(!output.files[Names::FILE].contains("apis~1"));
    }
}

#[test]
fn what_is_in_a_file_is_called_after_the_file_alone() {
    let output = run(&sources("apis/v1/", "../apis/v1/"), None);
    has(
        &output,
        &[
            "pub enum SortOrder {",
            "pub enum InkColour {",
            "pub struct ManyPensResponse {",
            "pub struct WrongError {",
            "pub struct NewPenRequest {",
            "pub enum PenStateHeader {",
            "pub struct Pen {",
        ],
    );
    assert!(!code(&output).contains("Parts"), "{}", file_of(&output));
}

/// A component and a file. Its inline type stands for that of `Shelf`.
const BOOK: &str =
    "{ type: object, properties: { t: { type: string }, size: { type: string, enum: [a, b] } } }";

/// A description whose operation answers with the schema of a reference.
fn answering(reference: &str, schemas: &str) -> Sources {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://t.example' }}]\npaths:\n  \
         /a: {{ get: {{ responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: \
         '{reference}' }} }} }} }} }} }} }}\ncomponents:\n  schemas:\n    Shelf: {{ type: object, properties: {{ size: \
         {{ type: string, enum: [a, b] }} }} }}\n{schemas}"
    );
    let mut sources = Sources::new("api.yaml", text);
    for name in sources.missing() {
        sources.supply(name, Ok(BOOK.as_bytes().to_vec()));
    }
    sources
}

#[test]
fn a_component_that_goes_into_a_file_keeps_its_names() {
    let component = "#/components/schemas/Book";
    let first = run(&answering(component, &format!("    Book: {BOOK}\n")), None);
    let committed = names_of(&first);
    for (reference, schemas) in [
        (component, "    Book: { $ref: parts/book.yaml }\n"),
        ("parts/Book.yaml", ""),
    ] {
        let sources = answering(reference, schemas);
        let split = run(&sources, Some(&committed));
        has(
            &split,
            &[
                "pub struct Book {",
                "pub enum BookSize {",
                "same!(ShelfSize = BookSize);",
            ],
        );
        assert!(found(&split, Code::Renamed).is_empty());
        let again = run(&sources, Some(&names_of(&split).since(&committed)));
        assert_eq!(file_of(&again), file_of(&split));
        assert_eq!(code(&again), code(&split));
    }
}

#[test]
fn a_component_that_is_another_name_of_a_new_one_keeps_its_names() {
    let component = "#/components/schemas/Book";
    let first = run(&answering(component, &format!("    Book: {BOOK}\n")), None);
    let committed = names_of(&first);
    for alias in [
        "{ $ref: '#/components/schemas/Work' }",
        "{ allOf: [{ $ref: '#/components/schemas/Work' }], description: A book. }",
    ] {
        let schemas = format!("    Work: {BOOK}\n    Book: {alias}\n    Tome: {alias}\n");
        let renamed = run(&answering(component, &schemas), Some(&committed));
        assert_eq!(found(&renamed, Code::FreedName), [""; 0]);
        has(&renamed, &["pub struct Book {", "pub enum BookSize {"]);
        let after = names_of(&renamed);
        for names in [after.clone().since(&committed), after] {
            let again = run(&answering(component, &schemas), Some(&names));
            assert_eq!(again.files, renamed.files);
        }
        // Without the component that had the name.
        let schemas = format!("    Work: {BOOK}\n");
        let work = answering("#/components/schemas/Work", &schemas);
        let without = run(&work, Some(&names_of(&renamed)));
        has(&without, &["pub struct Book {", "pub enum BookSize {"]);
    }
}
