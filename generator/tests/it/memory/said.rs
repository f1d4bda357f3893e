//! `x-name` and `x-property-names`: the description says what a thing is called, whatever it was called before.

use generator::{Class, Code, Names, Options, Output, Sources, compare, generate_with};

use super::{found, has, versions};
use crate::features::names_of;

/// An album that is saved, where each `NAME` is replaced by a name or by nothing.
const ALBUMS: &str = r##"
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
paths:
  /me/albums/{id}:
    put:
      operationId: put-album
      OPERATION
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: q, in: query, schema: { type: string }, PARAMETER }
        - { name: other, in: query, schema: { type: string } }
      requestBody:
        BODY
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/alb" } } }
      responses: { "204": { description: Saved. } }
  /me/search:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { q: { type: string } }, FORM }
      responses: { "204": { description: d } }
components:
  schemas:
    alb:
      TYPE
      FIELDS
      type: object
      required: [n, id]
      properties:
        id: { type: string }
        n: { $ref: "#/components/schemas/count" }
        cover: { type: object, properties: { url: { type: string } }, INLINE }
    count: { type: integer }
"##;

const SAID: [(&str, &str); 7] = [
    ("OPERATION", "x-name: save"),
    ("PARAMETER", "x-name: query text"),
    ("BODY", "x-name: album"),
    ("FORM", "x-property-names: { q: searchText }"),
    ("TYPE", "x-name: album"),
    ("FIELDS", "x-property-names: { n: track_count }"),
    ("INLINE", "x-name: album-art"),
];

/// The description with these names.
fn said(names: &[(&str, &str)]) -> String {
    let mut text = ALBUMS.to_owned();
    for (place, _) in SAID {
        let name = names.iter().find(|(known, _)| *known == place);
        let none = format!("x-no-{}: true", place.to_lowercase());
        text = text.replacen(place, name.map_or(&none, |(_, name)| name), 1);
    }
    text
}

const WITHOUT: [&str; 7] = [
    "pub fn update(&self, id: impl Into<String>, request: Alb)",
    "pub fn q(self, q: impl Into<String>) -> Self {\n        Self(self.0.query",
    "pub fn q(self, q: impl Into<String>) -> Self {\n        Self(self.0.field",
    "pub struct Alb {",
    "pub n: i64",
    "pub cover: Option<AlbCover>",
    "pub id: String",
];

const WITH: [&str; 7] = [
    "pub fn save(&self, id: impl Into<String>, album: Album)",
    "pub fn query_text(self, query_text: impl Into<String>)",
    "pub fn search_text(self, search_text: impl Into<String>)",
    "pub struct Album {",
    "pub track_count: i64",
    "pub cover: Option<AlbumArt>",
    "pub id: String",
];

#[test]
fn a_name_that_is_said_comes_before_every_other() {
    let outputs = versions(&[&said(&[]), &said(&SAID), &said(&[])]);
    has(&outputs[0], &WITHOUT);
    has(&outputs[1], &WITH);
    // What it was called is told, and is the name of nothing else.
    let told = found(&outputs[1], Code::FreedName);
    for name in ["update", "q", "Alb", "n"] {
        let start = format!("`{name}` of the ");
        assert!(
            told.iter().any(|told| told.starts_with(&start)),
            "{name}: {told:#?}"
        );
    }
    // A name that callers use stays when the key is gone.
    has(&outputs[2], &WITH);
    let back = [
        ("OPERATION", "x-name: update"),
        ("PARAMETER", "x-name: q"),
        ("TYPE", "x-name: Alb"),
        ("FIELDS", "x-property-names: { n: n }"),
    ];
    let outputs = versions(&[&said(&[]), &said(&SAID), &said(&back), &said(&back)]);
    for output in &outputs[2..] {
        has(
            output,
            &[
                "pub fn update(&self, id",
                "pub fn q(self",
                "pub struct Alb {",
                "pub n: i64",
            ],
        );
    }
    assert_eq!(
        outputs[2].files["names.yaml"],
        outputs[3].files["names.yaml"]
    );
    assert_eq!(found(&outputs[3], Code::FreedName), [] as [&str; 0]);
}

#[test]
fn a_client_is_the_same_whether_a_name_is_said_at_once_or_later() {
    let at_once = versions(&[&said(&SAID), &said(&SAID)]);
    assert_eq!(at_once[0].files, at_once[1].files);
    let later = versions(&[&said(&[]), &said(&SAID)]);
    let rust = |output: &Output| {
        let mut files = output.files.clone();
        files.retain(|path, _| path.ends_with(".rs") && !path.starts_with("src/runtime"));
        files
    };
    assert_eq!(rust(&at_once[0]), rust(&later[1]));
}

#[test]
fn a_name_that_is_said_and_was_not_committed_can_be_taken_back() {
    let outputs = versions(&[&said(&[]), &said(&SAID)]);
    let committed = names_of(&outputs[0]);
    let names = names_of(&outputs[1]).since(&committed);
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.yaml", said(&[])), &options);
    has(&output, &WITHOUT);
    assert_eq!(output.files[Names::FILE], outputs[0].files[Names::FILE]);
}

#[test]
fn a_name_that_another_thing_has_is_an_error() {
    let refused = |names: &[(&str, &str)]| {
        let output = generate_with(&Sources::new("api.yaml", said(names)), &Options::default());
        assert!(output.files.is_empty());
        found(&output, Code::SaidName)
            .iter()
            .map(|found| (*found).to_owned())
            .collect::<Vec<_>>()
    };
    let of_runtime = refused(&[("PARAMETER", "x-name: with_response")]);
    assert_eq!(
        of_runtime,
        [
            "`with_response` is the name of something else beside `query q`, or was it in an earlier version"
        ]
    );
    assert_eq!(refused(&[("TYPE", "x-name: Error")]).len(), 1);
    assert_eq!(
        refused(&[("TYPE", "x-name: Same"), ("INLINE", "x-name: Same")]).len(),
        1
    );
    let wrong = |names: &[(&str, &str)], code: Code| {
        let output = generate_with(&Sources::new("api.yaml", said(names)), &Options::default());
        found(&output, code).len()
    };
    assert_eq!(wrong(&[("OPERATION", "x-name: 1.5")], Code::Extension), 1);
    assert_eq!(wrong(&[("TYPE", "x-name: '-'")], Code::Extension), 1);
    assert_eq!(
        wrong(&[("FIELDS", "x-property-names: [n]")], Code::Extension),
        1
    );
    assert_eq!(
        wrong(&[("FIELDS", "x-property-names: { m: o }")], Code::Extension),
        1
    );
}

#[test]
fn the_name_of_a_type_that_is_gone_can_be_said() {
    let style = |of: &str, more: &str| {
        super::schemas(&format!(
            "Style: {{ type: object, properties: {{ {of}: {{ type: string, enum: [{of}]{more} }} }} }}"
        ))
    };
    let outputs = versions(&[
        &style("case", ""),
        &style("form", ""),
        &style("form", ", x-name: StyleCase"),
    ]);
    has(&outputs[1], &["pub enum StyleForm {"]);
    has(&outputs[2], &["pub enum StyleCase {"]);
}

#[test]
fn another_name_breaks_callers() {
    let (old, new) = (said(&[]), said(&SAID));
    let (old, new) = (Sources::new("old.yaml", old), Sources::new("new.yaml", new));
    let changes = compare(&old, &new, &Options::default()).changes;
    let breaking = changes
        .iter()
        .filter(|change| change.class == Class::Breaking);
    let breaking: Vec<&str> = breaking.map(|change| change.subject.as_str()).collect();
    for subject in [
        "Alb",
        "me().albums().save",
        "me().albums().save().query_text",
        "me().search().search_text",
    ] {
        assert!(
            breaking.iter().any(|found| found.contains(subject)),
            "{subject}: {breaking:#?}"
        );
    }
}

#[test]
fn a_name_of_what_has_none_is_told() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths:\n  /f: { post: { requestBody: { x-name: fields, content: { \
                application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } } } } }, \
                responses: { '204': { description: d } } } }\nwebhooks:\n  ping: { post: { x-name: pinged, requestBody: { content: { \
                application/json: { schema: { type: object } } } }, responses: { '204': { description: d } } } }\n\
                components: { schemas: { Plain: { type: string, x-name: Other } } }\n";
    let output = generate_with(&Sources::new("api.yaml", text), &Options::default());
    assert_eq!(
        found(&output, Code::UnknownKey),
        [
            "`x-name` has no effect here: the body is made of fields, which are arguments",
            "`x-name` has no effect here: it is that of a webhook",
            "`x-name` has no effect here: the schema needs no type of its own",
        ]
    );
}
