//! Types of other crates that are used for strings with a `format`.

use std::collections::BTreeMap;

use generator::{Change, Class, Code, Options, Output, Sources, Wire, compare_with, generate_with};

/// A description with a format in every position.
pub const DESCRIPTION: &str = r"
openapi: 3.1.0
info: { title: Foreign, version: 1.0.0, x-package: foreign }
servers: [{ url: 'https://api.example/v1' }]
paths:
  /things:
    get:
      operationId: listThings
      parameters: [{ name: cursor, in: query, schema: { $ref: '#/components/schemas/Id' } }]
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                type: object
                required: [things]
                properties:
                  things: { type: array, items: { $ref: '#/components/schemas/Thing' } }
                  next_cursor: { oneOf: [{ $ref: '#/components/schemas/Id' }, { type: 'null' }] }
  /things/{id}:
    put:
      operationId: putThing
      parameters:
        - { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }
        - { name: ids, in: query, required: true, schema: { type: array, items: { $ref: '#/components/schemas/Id' } } }
        - { name: source, in: query, schema: { type: string, format: ipv4 } }
        - { name: x-id, in: header, schema: { $ref: '#/components/schemas/Id' } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses:
        '200':
          description: OK
          headers: { x-last: { schema: { $ref: '#/components/schemas/Id' } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
    post:
      operationId: sendThing
      parameters:
        - { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }
      requestBody:
        required: true
        content:
          multipart/form-data: { schema: { type: object, required: [at], properties: { at: { type: string, format: ipv4 } } } }
      responses:
        '200': { description: OK, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Id' } } } } }
components:
  schemas:
    Id: { type: string, format: id }
    Thing:
      type: object
      required: [id, at]
      properties:
        id: { $ref: '#/components/schemas/Id' }
        at: { type: string, format: ipv4 }
        parent: { oneOf: [{ $ref: '#/components/schemas/Id' }, { type: 'null' }] }
        all: { type: array, items: { $ref: '#/components/schemas/Id' } }
        by: { type: object, additionalProperties: { $ref: '#/components/schemas/Id' } }
        either: { oneOf: [{ $ref: '#/components/schemas/Id' }, { type: integer }] }
";

pub const IDS_MANIFEST: &str = "\
[package]
name = \"ids\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
serde = \"1\"
";

/// The crate of a type whose texts are `id-1` and the like.
pub const IDS: &str = r#"
//! Identifiers.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An identifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Id(pub u64);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("id-{}", self.0))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = text.strip_prefix("id-").and_then(|number| number.parse().ok());
        number.map(Self).ok_or_else(|| D::Error::custom("expected an identifier"))
    }
}
"#;

pub const CALLER: &str = r##"
use foreign::{Client, Thing, ThingEither};
use ids::Id;
use tests::answer::Answer;
use tests::scripted::Scripted;

const THING: &str = r#"{"id":"id-1","at":"127.0.0.1","parent":"id-2","all":["id-3"],"by":{"a":"id-4"},"either":"id-5"}"#;

#[test]
fn values_of_other_crates_make_the_round_trip() {
    let thing: Thing = serde_json::from_str(THING).unwrap();
    assert_eq!(thing.id, Id(1));
    assert!(thing.at.is_loopback());
    assert_eq!(thing.parent, Some(Id(2)).into());
    assert_eq!(thing.all, Some(vec![Id(3)]));
    assert_eq!(thing.by.as_ref().unwrap()["a"], Id(4));
    assert_eq!(thing.either, Some(ThingEither::Id(Id(5))));
    assert_eq!(serde_json::to_string(&thing).unwrap(), THING);
    let error = serde_json::from_str::<Thing>(&THING.replace("id-3", "x")).unwrap_err();
    assert!(error.to_string().starts_with("expected an identifier"), "{error}");
}

#[tokio::test]
async fn they_are_sent_as_serde_writes_them() {
    let client = Client::builder().build().unwrap();
    let thing = Thing::new(Id(1), [127, 0, 0, 1].into());
    let request = client.things().update(Id(7), vec![Id(8), Id(9)], thing);
    let request = request.source([10, 0, 0, 1].into()).x_id(Id(6));
    let request = request.build_request().await.unwrap().into_request();
    assert_eq!(
        request.uri().to_string(),
        "https://api.example/v1/things/id-7?ids=id-8&ids=id-9&source=10.0.0.1"
    );
    assert_eq!(request.headers()["x-id"], "id-6");
    drop(client.things().send(Id(7), "a text"));
}

#[tokio::test]
async fn pages_go_on_by_their_texts() {
    let server = Scripted::start(|request| {
        let (things, next) = match request.query_value("cursor") {
            None => (THING, r#""id-9""#),
            Some("id-9") => ("", "null"),
            Some(other) => panic!("an unknown cursor: {other}"),
        };
        Answer::json(format!(r#"{{"things":[{things}],"next_cursor":{next}}}"#))
    })
    .unwrap();
    let client = Client::builder().base_url(server.url("")).build().unwrap();
    let first = client.things().list().await.unwrap();
    assert_eq!((first.things.len(), first.cursor()), (1, Some("id-9")));
    let last = first.next_page().await.unwrap().unwrap();
    assert_eq!((last.things.len(), last.cursor()), (0, None));
}
"##;

const TYPES: [(&str, &str); 2] = [("id", "ids::Id"), ("ipv4", "std::net::Ipv4Addr")];

fn owned(types: &[(&str, &str)]) -> Vec<(String, String)> {
    let types = types.iter();
    types
        .map(|(format, path)| ((*format).to_owned(), (*path).to_owned()))
        .collect()
}

/// Clients that the compiler refuses, and the crate of their types: one has a type without a trait, the other does not
/// depend on the crate.
pub fn refused() -> [(&'static str, BTreeMap<String, String>); 3] {
    let client = |name: &str, dependency: &str| {
        let text = DESCRIPTION.replace("x-package: foreign", &format!("x-package: {name}"));
        let types = owned(&TYPES);
        let options = Options {
            types: &types,
            ..Options::default()
        };
        let mut files = generate_with(&Sources::new("openapi.yaml", text), &options).files;
        let manifest = files.get_mut("Cargo.toml").expect("a manifest");
        let dependencies = format!("[dependencies]\n{dependency}");
        *manifest = manifest.replace("[dependencies]\n", &dependencies);
        files
    };
    let (start, end) = (IDS.find("impl Serialize"), IDS.find("impl<'de>"));
    let mut ids = IDS.to_owned();
    ids.replace_range(start.expect("an impl")..end.expect("an impl"), "");
    let ids = ids.replace(", Serialize, Serializer", "");
    let files = [("Cargo.toml", IDS_MANIFEST), ("src/lib.rs", &ids)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    [
        (
            "lacking",
            client("lacking", "ids = { path = \"../poor-ids\" }\n"),
        ),
        ("unlinked", client("unlinked", "")),
        // Cargo knows a package by its path within its workspace: `ids` is that of another one.
        ("poor-ids", files.into()),
    ]
}

fn generated(types: &[(&str, &str)]) -> Output {
    let types = owned(types);
    let options = Options {
        types: &types,
        ..Options::default()
    };
    generate_with(&Sources::new("openapi.yaml", DESCRIPTION), &options)
}

/// The client, with the dependency that its owner adds.
pub fn client() -> BTreeMap<String, String> {
    let mut files = generated(&TYPES).files;
    let manifest = files.get_mut("Cargo.toml").expect("a manifest");
    *manifest = manifest.replace(
        "[dependencies]\n",
        "[dependencies]\nids = { path = \"../ids\" }\n",
    );
    files
}

#[test]
fn a_type_stands_wherever_its_format_does() {
    let output = generated(&TYPES);
    let messages = output
        .diagnostics
        .iter()
        .map(|found| found.message.as_str());
    assert_eq!(
        messages.collect::<Vec<_>>(),
        ["`listThings` is read page by page, by `next_cursor` in `cursor`"]
    );
    let things = &output.files["src/things.rs"];
    for line in [
        "id: ::ids::Id,",
        "ids: impl Into<Vec<::ids::Id>>,",
        "    pub all: Option<Vec<::ids::Id>>,",
        "    pub by: Option<IndexMap<String, ::ids::Id>>,",
        "    pub parent: Nullable<::ids::Id>,",
        "    pub x_last: Option<::ids::Id>,",
        // A part is a text.
        "at: impl Into<String>",
    ] {
        assert!(things.contains(line), "{line} is not in\n{things}");
    }
    let table = "foreign! {\n    ::ids::Id; // a dependency: `cargo add ids --features serde`\n    ::std::net::Ipv4Addr;\n}\n";
    assert!(output.files["src/lib.rs"].ends_with(table));
}

#[test]
fn a_format_that_no_schema_has_is_an_error() {
    let output = generated(&[("ipv4", "std::net::Ipv4Addr"), ("ids", "ids::Id")]);
    let found = output
        .diagnostics
        .iter()
        .find(|found| found.code == Code::NothingSelected);
    let found = found.expect("an error");
    assert_eq!(
        found.message,
        "no schema has the format `ids`, for which the settings name a type"
    );
    assert_eq!(found.help, ["did you mean `id`?"]);
    assert!(output.files.is_empty());
}

/// What changes for callers when the types of formats do, and the description with them.
fn changed(old: &[(&str, &str)], new: &[(&str, &str)], description: &str) -> Vec<Change> {
    let [old, new] = [old, new].map(owned);
    let [old, new] = [&old, &new].map(|types| Options {
        types,
        ..Options::default()
    });
    let before = Sources::new("openapi.yaml", DESCRIPTION);
    let after = Sources::new("openapi.yaml", description);
    compare_with((&before, &old), (&after, &new)).changes
}

#[test]
fn another_type_breaks_callers_and_not_the_wire() {
    let [id, address] = TYPES;
    for (old, new, subject, text) in [
        (&[][..], &[id][..], "Thing.id", "`String` → `::ids::Id`"),
        (&[id], &[], "Thing.id", "`::ids::Id` → `String`"),
        (
            &[id],
            &[("id", "ids::Other")],
            "Thing.id",
            "`::ids::Id` → `::ids::Other`",
        ),
        (
            &[address],
            &[],
            "things().update().source",
            "`::std::net::Ipv4Addr` → `impl Into<String>`",
        ),
    ] {
        let changes = changed(old, new, DESCRIPTION);
        let found = changes.iter().find(|change| change.subject == subject);
        let found = found.unwrap_or_else(|| panic!("{subject}: {changes:#?}"));
        assert_eq!((&*found.text, found.class), (text, Class::Breaking));
        assert!(
            changes.iter().all(|change| change.wire == Wire::Same),
            "{changes:#?}"
        );
    }
    assert_eq!(changed(&TYPES, &TYPES, DESCRIPTION), []);
}

#[test]
fn another_format_breaks_the_wire() {
    let description =
        DESCRIPTION.replace("Id: { type: string, format: id }", "Id: { type: string }");
    let changes = changed(&TYPES, &TYPES, &description);
    let id = changes.iter().find(|change| change.subject == "Thing.id");
    assert_eq!(
        id.map(|change| change.wire),
        Some(Wire::Breaking),
        "{changes:#?}"
    );
}

#[test]
fn paths_of_types_are_checked() {
    for path in [
        "uuid::Uuid",
        "chrono::DateTime<chrono::Utc>",
        "std::net::Ipv4Addr",
    ] {
        assert_eq!(generator::check_path(path), Ok(()), "{path}");
    }
    for path in [
        "",
        "Uuid",
        "crate::Uuid",
        "::uuid::Uuid",
        "&str",
        "a::b; struct C",
        "a<u8>::b",
        "a::b()",
    ] {
        assert!(generator::check_path(path).is_err(), "{path}");
    }
}
