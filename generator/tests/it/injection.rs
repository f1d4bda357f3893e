//! Hostile text in every place that a document has for text: in what is emitted it is a literal or
//! a comment, never code, never a key of the manifest, never a path.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use generator::{Names, Output, Severity, Sources, generate};
use proc_macro2::{TokenStream, TokenTree};

/// What hostile text tries to make an identifier of the client. No name that is made from text can
/// be written so.
const MARKER: &str = "inJECTED__x9";

/// Texts that end a literal, a comment, an attribute, a block, a line, a string of TOML or a folder.
pub const PAYLOADS: &[&str] = &[
    "*/ fn inJECTED__x9() {} /*",
    "\"; const inJECTED__x9: () = compile_error!(\"inJECTED__x9\"); \"",
    "\"#; compile_error!(\"inJECTED__x9\"); r#\"",
    "\"##]] #![feature(inJECTED__x9)] //",
    "a\nfn inJECTED__x9() {}",
    "a\rfn inJECTED__x9() {}",
    "a\r\nfn inJECTED__x9() {}",
    "a\u{2028}fn inJECTED__x9() {}",
    "a\u{85}fn inJECTED__x9() {}",
    "\u{0}inJECTED__x9\u{1b}[31m\u{7f}",
    "\u{feff}inJECTED__x9",
    "\u{202e}}{ inJECTED__x9 \u{2066}",
    "\\",
    "\\\" inJECTED__x9",
    "{}{inJECTED__x9}{0}{{",
    "$inJECTED__x9 $($x:tt)* $crate",
    "a\n```\ncompile_error!(\"inJECTED__x9\");\n```\n",
    "a\n~~~rust\ncompile_error!(\"inJECTED__x9\");\n~~~\n",
    "a\n\n    compile_error!(\"inJECTED__x9\");\n",
    "> ```\n> compile_error!(\"inJECTED__x9\");\n> ```",
    "- a\n\n      compile_error!(\"inJECTED__x9\");",
    "<script>inJECTED__x9</script> [inJECTED__x9](javascript:inJECTED__x9) [`inJECTED__x9`]",
    "x\"\n[dependencies]\ninJECTED__x9 = \"1\"\n#",
    "'''\n[dependencies]\ninJECTED__x9 = \"1\"",
    "../../inJECTED__x9",
    "/etc/inJECTED__x9",
    "..\\..\\inJECTED__x9",
    "con",
    "r#fn",
    "Self::inJECTED__x9",
    "'a inJECTED__x9 'b",
];

/// Every `@place@` is a place for text.
const DOCUMENT: &str = r##"{
  "openapi": "3.1.0",
  "info": {
    "title": "@title@", "version": "@version@", "summary": "@summary@", "description": "@description@",
    "termsOfService": "@terms@", "contact": { "name": "@contact@", "url": "@contact-url@", "email": "@mail@" },
    "license": { "name": "@license@", "identifier": "@license-id@" }, "x-package": "@package@"
  },
  "externalDocs": { "url": "@docs-url@", "description": "@docs-text@" },
  "servers": [{ "url": "https://host.example/@server@/{@variable@}", "description": "@server-text@", "x-env": "@server-env@",
    "variables": { "@variable@": { "default": "@variable-default@", "description": "@variable-text@" } } }],
  "x-client-headers": [{ "header": "@setting@", "name": "@setting-name@", "env": "@setting-env@", "description": "@setting-text@" }],
  "x-no-retry": ["@no-retry@"],
  "security": [{ "@scheme@": [] }],
  "tags": [{ "name": "@tag@", "description": "@tag-text@" }],
  "paths": {
    "/things/@segment@/{@template@}": {
      "get": {
        "operationId": "@operation@", "tags": ["@tag@"], "summary": "@operation-summary@", "description": "@operation-text@",
        "externalDocs": { "url": "https://docs.example/@operation-url@" },
        "parameters": [
          { "name": "@template@", "in": "path", "required": true, "description": "@parameter-text@", "schema": { "type": "string" }, "example": "@parameter-example@" },
          { "name": "@query@", "in": "query", "schema": { "type": "string", "default": "@query-default@", "pattern": "@pattern@" } },
          { "name": "@header@", "in": "header", "schema": { "type": "string", "enum": ["a", "@header-value@"] } }
        ],
        "responses": {
          "200": { "description": "@response-text@", "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Thing" },
            "examples": { "@example-name@": { "summary": "@example-summary@", "value": { "@example-key@": "@example-value@", "kind": "@const@" } } } } } },
          "default": { "description": "@error-text@", "content": { "application/json": { "schema": { "type": "object", "properties": { "@error-key@": { "type": "string" } } } } } }
        }
      },
      "post": {
        "operationId": "sendThing",
        "requestBody": { "description": "@body-text@", "content": { "application/@media@+json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
        "responses": { "204": { "description": "Nothing." } },
        "callbacks": { "@callback@": { "@expression@": { "post": { "responses": { "200": { "description": "Nothing." } },
          "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": { "@callback-key@": { "type": "string" } } } } } } } } } }
      },
      "put": { "operationId": "leftOut", "requestBody": { "content": { "@left-out@/x": {} } }, "responses": { "200": { "description": "Nothing." } } }
    }
  },
  "webhooks": { "@webhook@": { "post": { "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": { "a": { "type": "integer" } } } } } }, "responses": { "200": { "description": "Nothing." } } } } },
  "components": {
    "securitySchemes": {
      "@scheme@": { "type": "http", "scheme": "bearer", "description": "@scheme-text@", "x-name": "key @scheme-name@", "x-env": "@scheme-env@" },
      "inHeader": { "type": "apiKey", "in": "header", "name": "@key-header@" },
      "inQuery": { "type": "apiKey", "in": "query", "name": "@key-query@" }
    },
    "schemas": {
      "@schema@": { "title": "@title-of-schema@", "type": "object", "properties": { "a": { "type": "string" } } },
      "Thing": {
        "description": "@schema-text@", "type": "object", "required": ["kind"],
        "properties": {
          "kind": { "const": "@const@" },
          "@key@": { "type": "string", "description": "@key-text@", "default": "@default@", "format": "@format@" },
          "choice": { "type": "string", "enum": ["x", "@enum@"], "x-enum-varnames": ["X", "@variant@"], "x-enum-descriptions": ["X.", "@variant-text@"] },
          "titled": { "oneOf": [{ "const": "@one@", "title": "@one-title@", "description": "@one-text@" }, { "const": "two" }] },
          "inline": { "type": "object", "properties": { "@inner-key@": { "type": "object", "properties": { "b": { "type": "integer" } } } } },
          "union": { "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
            "discriminator": { "propertyName": "@tag-key@", "mapping": { "@tag-value@": "#/components/schemas/A", "b": "#/components/schemas/B" } } }
        },
        "x-@extension@": "@extension-text@"
      },
      "A": { "type": "object", "required": ["@tag-key@", "@required-key@"], "properties": { "@tag-key@": { "type": "string" }, "@required-key@": { "type": "string" } } },
      "B": { "type": "object", "required": ["@tag-key@"], "properties": { "@tag-key@": { "type": "string" } } }
    }
  }
}"##;

/// The text for places where nothing hostile is.
fn harmless(place: &str) -> String {
    match place {
        "version" => "1.0.0".to_owned(),
        "docs-url" => "https://docs.example".to_owned(),
        "license-id" => "MIT".to_owned(),
        "media" => "vnd.thing".to_owned(),
        place => format!("p-{place}"),
    }
}

fn places() -> BTreeSet<&'static str> {
    let is_place =
        |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let words = DOCUMENT.split('@').skip(1).step_by(2).filter(is_place);
    words.collect()
}

/// The document with a text for each place.
fn document(text: impl Fn(&str) -> String) -> String {
    let mut document = String::new();
    for (index, part) in DOCUMENT.split('@').enumerate() {
        if index % 2 == 0 {
            document.push_str(part);
        } else {
            let quoted = serde_json::Value::from(text(part)).to_string();
            document.push_str(&quoted[1..quoted.len() - 1]);
        }
    }
    document
}

fn run(text: impl Fn(&str) -> String) -> Output {
    generate(&Sources::new("api.json", document(text)))
}

/// Places that take only what can be a header, a path, a media type or the name of a component;
/// other text there may be refused.
const PARTICULAR: &[&str] = &[
    "header",
    "key-header",
    "setting",
    "media",
    "left-out",
    "scheme",
    "segment",
    "template",
    "query",
    "server",
    "variable",
    "expression",
];

/// The hostile text in every place that takes any.
pub fn hostile_document(payload: &str) -> String {
    document(|at| {
        if PARTICULAR.contains(&at) {
            harmless(at)
        } else if at == "required-key" {
            // Two members of one object cannot have one key.
            format!("{payload}2")
        } else {
            payload.to_owned()
        }
    })
}

/// A document with another hostile text in each place, and the name `hostile` for its crate.
pub fn mixed_document() -> String {
    let order: Vec<&str> = places().into_iter().collect();
    document(|at| {
        let index = order.iter().position(|place| *place == at).unwrap_or(0);
        match at {
            "package" => "hostile".to_owned(),
            at if PARTICULAR.contains(&at) => harmless(at),
            _ => PAYLOADS[index * 7 % PAYLOADS.len()].to_owned(),
        }
    })
}

#[test]
fn the_document_is_accepted_when_nothing_is_hostile() {
    let output = run(harmless);
    let errors = output
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    assert_eq!(
        errors.map(|found| &found.message).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    assert!(places().len() > 60, "{:?}", places());
    // One that would not appear in the client proves nothing by being harmless.
    let all = output.files.values().cloned().collect::<String>();
    for place in [
        "title",
        "query",
        "enum",
        "const",
        "scheme-env",
        "tag-value",
        "example-value",
        "pattern",
    ] {
        assert!(
            all.contains(&harmless(place)),
            "{place} is not in the client"
        );
    }
}

#[test]
fn hostile_text_is_a_literal_or_a_comment_wherever_it_stands() {
    let plain = run(harmless);
    inspect(&plain, &BTreeMap::new(), "nothing hostile");
    for payload in PAYLOADS {
        let everywhere = generate(&Sources::new("api.json", hostile_document(payload)));
        let refused: Vec<&str> = everywhere
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.message.as_str())
            .collect();
        assert_eq!(refused, Vec::<&str>::new(), "{payload:?}");
        inspect(
            &everywhere,
            &plain.files,
            &format!("{payload:?} everywhere"),
        );
        for place in PARTICULAR {
            let text = |at: &str| {
                if at == *place {
                    (*payload).to_owned()
                } else {
                    harmless(at)
                }
            };
            inspect(&run(text), &plain.files, &format!("{payload:?} at {place}"));
        }
    }
}

/// The name of the file itself comes from a disk, which takes almost any.
#[test]
fn hostile_names_of_files_stay_in_their_comment() {
    let plain = run(harmless);
    for payload in PAYLOADS {
        let output = generate(&Sources::new(format!("{payload}.json"), document(harmless)));
        inspect(&output, &plain.files, &format!("{payload:?} as a name"));
    }
}

/// Every file is what it seems, and none is code of the document's making. Code that was inspected is not read again.
#[track_caller]
fn inspect(output: &Output, inspected: &BTreeMap<String, String>, what: &str) {
    for (path, text) in &output.files {
        let inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
        assert!(
            inside && path.chars().all(plain),
            "{what}: the path {path:?}"
        );
        if path.starts_with("src/runtime/") || path == "tests/examples/check.rs" {
            continue;
        }
        let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if path.ends_with(".rs") {
            // The compiler refuses them even in comments.
            assert!(
                !text.contains(bidi),
                "{what}: {path} has text of another direction"
            );
            assert!(
                !text.contains(['\r', '\u{0}']),
                "{what}: {path} has control characters"
            );
            if inspected.get(path) == Some(text) {
                continue;
            }
            let tokens: TokenStream = match text.parse() {
                Ok(tokens) => tokens,
                Err(error) => panic!("{what}: {path} has no tokens: {error}\n{text}"),
            };
            if let Err(error) = syn::parse2::<syn::File>(tokens.clone()) {
                panic!("{what}: {path} is not Rust: {error}\n{text}");
            }
            if let Some(found) = foreign(tokens) {
                panic!("{what}: {path} has the identifier `{found}`\n{text}");
            }
        } else if path.ends_with(".json") {
            let value: serde_json::Value = serde_json::from_str(text).expect(what);
            let keys = value
                .as_object()
                .map(|object| object.keys().collect::<Vec<_>>());
            assert_eq!(keys.expect(what), ["//", "example"], "{what}");
            assert!(
                text.lines()
                    .next()
                    .is_some_and(|line| line.contains("@generated")),
                "{what}"
            );
        } else if path == "README.md" {
            let first = text.lines().next().expect(what);
            let comment = first
                .strip_prefix("<!-- @generated ")
                .and_then(|rest| rest.strip_suffix(" -->"));
            assert!(
                comment.is_some_and(|comment| !comment.contains("--")),
                "{what}: {first}"
            );
            assert!(
                !text.contains(bidi) && !text.contains(['\r', '\u{0}']),
                "{what}"
            );
        } else if path == Names::FILE {
            let names = Sources::new(path.clone(), text.clone());
            assert!(Names::read(&names).is_ok(), "{what}:\n{text}");
        } else {
            assert_eq!(path, "Cargo.toml", "{what}");
            manifest(text, what);
        }
    }
}

/// An identifier that only hostile text can have made.
fn foreign(tokens: TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) => foreign(group.stream()),
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            [MARKER, "compile_error", "feature_inJECTED__x9"]
                .contains(&name.as_str())
                .then_some(name)
        }
        _ => None,
    })
}

/// The manifest has the keys that every manifest has, and dependencies of ours alone.
#[track_caller]
fn manifest(text: &str, what: &str) {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => panic!("{what}: {error}\n{text}"),
    };
    for (key, value) in &table {
        let known: &[&str] = match key.as_str() {
            "package" => &[
                "name",
                "version",
                "edition",
                "rust-version",
                "description",
                "license",
                "homepage",
                "exclude",
                "metadata",
            ],
            "features" | "dependencies" | "dev-dependencies" => &[],
            other => panic!("{what}: the manifest has `{other}`\n{text}"),
        };
        for (key, value) in value.as_table().into_iter().flatten() {
            assert!(
                known.is_empty() || known.contains(&key.as_str()),
                "{what}: `{key}`\n{text}"
            );
            assert!(
                !known.is_empty() || !format!("{key}{value}").contains(MARKER),
                "{what}: `{key}`\n{text}"
            );
        }
    }
}
