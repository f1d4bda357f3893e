//! Derives that the settings of a client ask for.

use std::collections::BTreeMap;

use generator::{
    Code, Derive, Diagnostic, Options, Output, Severity, Sources, check_derive, compare_with,
    generate_with,
};

/// A description with a type of every kind.
const DESCRIPTION: &str = r"
openapi: 3.1.0
info: { title: Derived, version: 1.0.0, x-package: derived }
servers: [{ url: 'https://api.example/v1' }]
paths:
  /things:
    post:
      operationId: createThing
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Answer' } } } } }
components:
  schemas:
    Thing:
      type: object
      required: [id, at, tags, owner]
      properties:
        id: { type: integer }
        at: { type: string, format: date-time }
        tags: { type: array, items: { type: string } }
        size: { $ref: '#/components/schemas/Size' }
        owner: { $ref: '#/components/schemas/Owner' }
        parent: { $ref: '#/components/schemas/Thing' }
        either: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Owner' }] }
        pair: { type: array, prefixItems: [{ type: string }, { type: integer }], minItems: 2 }
    Size: { type: string, enum: [small, large] }
    Level: { type: integer, enum: [1, 2] }
    Owner: { type: object, required: [name], properties: { name: { type: string }, level: { $ref: '#/components/schemas/Level' } } }
    Price: { type: object, required: [amount], properties: { amount: { type: number } } }
    Labels: { type: object, properties: { a: { type: string } }, additionalProperties: { type: string } }
    Answer:
      type: object
      required: [thing, price, labels]
      properties:
        thing: { $ref: '#/components/schemas/Thing' }
        price: { $ref: '#/components/schemas/Price' }
        labels: { $ref: '#/components/schemas/Labels' }
";

pub const MARKS_MANIFEST: &str = "\
[package]
name = \"marks\"
version = \"0.0.0\"
edition = \"2024\"

[lib]
proc-macro = true
";

/// The crate of a derive that says what it was written at.
pub const MARKS: &str = r#"
//! Marks.

use proc_macro::{TokenStream, TokenTree};

/// Gives a type the constant `MARK`, which is its name.
#[proc_macro_derive(Mark)]
pub fn mark(item: TokenStream) -> TokenStream {
    let words: Vec<String> = item.into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    }).collect();
    let at = words.iter().position(|word| word == "struct" || word == "enum").expect("a type");
    let name = &words[at + 1];
    format!("impl {name} {{ /// Its name.\n pub const MARK: &'static str = {name:?}; }}").parse().expect("code")
}
"#;

pub const CALLER: &str = r##"
use std::collections::{BTreeSet, HashSet};

use derived::{Answer, Labels, Level, Owner, Size, Thing, ThingEither};

const THING: &str = r#"{"id":1,"at":"2026-01-02T03:04:05Z","tags":["a"],"owner":{"name":"x"},"either":"y","pair":["a",1],"b":2}"#;

#[test]
fn values_are_keys() {
    let thing: Thing = serde_json::from_str(THING).unwrap();
    let all: HashSet<Thing> = [thing.clone(), thing.clone()].into();
    assert!(all.contains(&thing) && all.len() == 1);
    let owners: HashSet<ThingEither> = [Owner::new("x").into(), "y".into(), "y".into()].into();
    assert_eq!(owners.len(), 2);
    let sizes: BTreeSet<Size> = [Size::Large, Size::Unknown("other".to_owned()), Size::Small].into();
    assert_eq!(sizes.first(), Some(&Size::Small));
    assert!(Level::Value1 < Level::Value2);
}

#[test]
fn defaults_are_empty() {
    assert_eq!(Owner::default(), Owner::new(""));
    assert_eq!(Labels::default().additional_properties.len(), 0);
}

#[test]
fn derives_of_other_crates_stand_at_the_types() {
    assert_eq!([Thing::MARK, Answer::MARK, Size::MARK, ThingEither::MARK], ["Thing", "Answer", "Size", "ThingEither"]);
}
"##;

fn derive(path: &str, on: Option<&[&str]>) -> Derive {
    Derive {
        path: path.to_owned(),
        on: on.map(|on| on.iter().map(|name| (*name).to_owned()).collect()),
    }
}

fn options(derives: &[Derive]) -> Options<'_> {
    Options {
        derives,
        ..Options::default()
    }
}

fn generated(derives: &[Derive]) -> Output {
    generate_with(
        &Sources::new("openapi.yaml", DESCRIPTION),
        &options(derives),
    )
}

/// The client with every derive for every type, and the dependency that its owner adds.
pub fn client() -> BTreeMap<String, String> {
    let derives = ["Default", "Eq", "Hash", "Ord", "marks::Mark"].map(|path| derive(path, None));
    let mut files = generated(&derives).files;
    let manifest = files.get_mut("Cargo.toml").expect("a manifest");
    *manifest = manifest.replace(
        "[dependencies]\n",
        "[dependencies]\nmarks = { path = \"../marks\" }\n",
    );
    files
}

/// What a type derives in the files of a client, whether a table says some of it or not.
fn derived(output: &Output, name: &str) -> String {
    let text: String = output.files.values().map(String::as_str).collect();
    let heads = ["struct", "enum"].map(|word| format!("pub {word} {name}"));
    let at = heads.iter().find_map(|head| {
        let mut found = text.match_indices(head.as_str());
        found.find(|(at, _)| !text[at + head.len()..].starts_with(char::is_alphanumeric))
    });
    let (at, _) = at.expect(name);
    let before = text[..at].trim_end().trim_end_matches("#[non_exhaustive]");
    let attribute = before.trim_end().strip_suffix(")]");
    let Some((_, words)) = attribute.and_then(|text| text.rsplit_once("#[derive(")) else {
        return String::new();
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_derive_for_all_is_where_everything_within_has_it() {
    let output = generated(&[derive("Eq", None), derive("Hash", None)]);
    for (name, expected) in [
        ("Thing", "Debug, Clone, PartialEq, Eq, Hash"),
        ("ThingEither", "Eq, Hash"),
        ("ThingPair", "Eq, Hash"),
        ("Owner", "Debug, Clone, PartialEq, Eq, Hash"),
        // An `f64` has neither.
        ("Price", "Debug, Clone, PartialEq"),
        ("Answer", "Debug, Clone, PartialEq"),
        // A map has no `Hash`.
        ("Labels", "Debug, Clone, PartialEq, Eq"),
    ] {
        assert_eq!(derived(&output, name), expected, "{name}");
    }
    let notes = output
        .diagnostics
        .iter()
        .filter(|found| found.code == Code::LeftUnderived);
    let notes: Vec<(&str, &str)> = notes.map(|note| (&*note.message, &*note.label)).collect();
    assert_eq!(
        notes,
        [
            (
                "`Answer` does not have the derive `Eq`: its field `price` has no `Eq`",
                "and one more type"
            ),
            (
                "`Answer` does not have the derive `Hash`: its field `price` has no `Hash`",
                "and 2 more types"
            ),
        ]
    );
    assert!(
        output
            .diagnostics
            .iter()
            .all(|found| found.severity == Severity::Note)
    );
    // It is about the settings, so no text of the description is shown with its label.
    let sources = Sources::new("openapi.yaml", "");
    let of_settings = |found: &&Diagnostic| found.code == Code::LeftUnderived;
    for found in output.diagnostics.iter().filter(of_settings) {
        let (full, line) = (found.render(&sources, false), found.line(&sources));
        assert!(full.contains(&format!("= note: {}", found.label)), "{full}");
        assert!(line.ends_with(&format!("; {}", found.label)), "{line}");
    }
}

#[test]
fn a_derive_of_a_type_is_one_of_what_it_holds() {
    let output = generated(&[
        derive("Hash", Some(&["Owner"])),
        derive("Default", Some(&["Owner"])),
    ]);
    assert_eq!(
        derived(&output, "Owner"),
        "Debug, Clone, PartialEq, Hash, Default"
    );
    assert_eq!(derived(&output, "Thing"), "Debug, Clone, PartialEq");
    let output = generated(&[derive("Hash", Some(&["Thing"]))]);
    for name in ["Owner", "Thing"] {
        assert_eq!(derived(&output, name), "Debug, Clone, PartialEq, Hash");
    }
    assert_eq!(derived(&output, "ThingEither"), "Hash");
}

#[test]
fn a_list_has_a_default_whatever_its_items_are() {
    let list = "sizes: { type: array, items: { $ref: '#/components/schemas/Size' } }";
    let text = DESCRIPTION
        .replace("required: [name]", "required: [name, sizes]")
        .replace(
            "{ name: { type: string }",
            &format!("{{ {list}, name: {{ type: string }}"),
        );
    let default = [derive("Default", None)];
    let output = generate_with(&Sources::new("openapi.yaml", text), &options(&default));
    assert_eq!(
        derived(&output, "Owner"),
        "Debug, Clone, PartialEq, Default"
    );
    assert_eq!(derived(&output, "Size"), "");
}

#[test]
fn groups_are_named_together() {
    let enums = [
        derive("Ord", Some(&["enums"])),
        derive("marks::Mark", Some(&["unions", "Price"])),
    ];
    let output = generated(&enums);
    for (name, expected) in [
        ("Size", "PartialOrd, Ord"),
        ("Level", "PartialOrd, Ord"),
        ("ThingEither", "::marks::Mark"),
        ("Price", "Debug, Clone, PartialEq, ::marks::Mark"),
        ("Thing", "Debug, Clone, PartialEq"),
    ] {
        assert_eq!(derived(&output, name), expected, "{name}");
    }
    assert_eq!(output.diagnostics, []);
}

#[test]
fn what_cannot_be_derived_is_an_error_where_it_is_named() {
    for (derive, code, message, help) in [
        (
            derive("Eq", Some(&["Price"])),
            Code::NotDerived,
            "`Price` cannot have the derive `Eq`: its field `amount` has no `Eq`",
            "take `Price` out of `derives`",
        ),
        (
            derive("Ord", Some(&["Thing"])),
            Code::NotDerived,
            "`Thing` cannot have the derive `Ord`: only enums of strings and of integers have an order",
            "take `Thing` out of `derives`",
        ),
        (
            derive("Default", Some(&["Thing"])),
            Code::NotDerived,
            "`Thing` cannot have the derive `Default`: its field `at` has no `Default`",
            "take `Thing` out of `derives`",
        ),
        (
            derive("Eq", Some(&["Thnig"])),
            Code::NothingSelected,
            "no type is called `Thnig`, for which the settings name the derive `Eq`",
            "did you mean `Thing`?",
        ),
        (
            derive("marks::Mark", Some(&["enum"])),
            Code::NothingSelected,
            "no type is called `enum`, for which the settings name the derive `marks::Mark`",
            "did you mean `enums`?",
        ),
    ] {
        let output = generated(&[derive]);
        assert!(output.files.is_empty());
        let [found] = &output.diagnostics[..] else {
            panic!("{:?}", output.diagnostics);
        };
        assert_eq!(
            (found.code, &*found.message, &*found.help[0]),
            (code, message, help)
        );
    }
}

#[test]
fn a_long_list_is_broken_as_rustfmt_does() {
    let long = derive("marks::a_module_with_a_long_name::Mark", Some(&["Owner"]));
    let eq = derive("Eq", Some(&["Owner"]));
    let output = generated(&[long.clone(), eq.clone()]);
    let things = &output.files["src/things.rs"];
    let expected =
        "#[derive(Debug, Clone, PartialEq, Eq, ::marks::a_module_with_a_long_name::Mark)]\n";
    assert!(things.contains(expected), "{things}");
    let longer = derive("marks::AnotherMark", Some(&["Owner"]));
    let output = generated(&[long.clone(), eq.clone(), longer]);
    let expected = "#[derive(\n    Debug, Clone, PartialEq, Eq, ::marks::a_module_with_a_long_name::Mark, ::marks::AnotherMark,\n)]\n";
    assert!(output.files["src/things.rs"].contains(expected));
    let longer = derive("marks::YetAnotherMarkOfTheSameCrate", Some(&["Owner"]));
    let output = generated(&[long, eq, longer]);
    let expected = "#[derive(\n    Debug,\n    Clone,\n    PartialEq,\n    Eq,\n    ::marks::a_module_with_a_long_name::Mark,\n    ::marks::YetAnotherMarkOfTheSameCrate,\n)]\n";
    assert!(output.files["src/things.rs"].contains(expected));
}

#[test]
fn derives_are_checked() {
    for path in [
        "Eq",
        "Hash",
        "Ord",
        "PartialOrd",
        "Default",
        "strum::EnumIs",
        "a::b::C",
        "utoipa::ToSchema",
    ] {
        assert_eq!(check_derive(path), Ok(()), "{path}");
    }
    for path in [
        "",
        "Hsh",
        "EnumIs",
        "Copy",
        "Clone",
        "PartialEq",
        "Debug",
        "serde::Serialize",
        "serde_derive::Serialize",
        "std::clone::Clone",
        "std::hash::Hash",
        "core::marker::Copy",
        "alloc::vec::Vec",
        "crate::A",
        "::a::B",
        "a::B<C>",
        "a::B, c::D",
        "a::B)] struct C;",
    ] {
        assert!(check_derive(path).is_err(), "{path}");
    }
    assert_eq!(
        check_derive("std::hash::Hash"),
        Err("write `Hash`, which is of the standard library".to_owned())
    );
}

#[test]
fn a_comparison_sees_a_derive_that_is_lost() {
    let sources = Sources::new("openapi.yaml", DESCRIPTION);
    let derives = [
        derive("Eq", Some(&["Owner"])),
        derive("marks::Mark", Some(&["Size"])),
    ];
    let (with, without) = (options(&derives), options(&[]));
    let changes = |old, new| {
        let comparison = compare_with((&sources, old), (&sources, new));
        let changes = comparison.changes.into_iter();
        changes
            .map(|change| {
                format!(
                    "{} {}: {}",
                    change.class.name(),
                    change.subject,
                    change.text
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(changes(&with, &with), [""; 0]);
    assert_eq!(
        changes(&with, &without),
        [
            "breaking Size: no longer `marks::Mark`",
            "breaking Owner: no longer `Eq`"
        ]
    );
    assert_eq!(
        changes(&without, &with),
        [
            "addition Size: also `marks::Mark`",
            "addition Owner: also `Eq`"
        ]
    );

    // The description takes it away.
    let derives = [derive("Eq", None)];
    let with = options(&derives);
    let text = DESCRIPTION.replace(
        "name: { type: string }, level",
        "name: { type: number }, level",
    );
    let new = Sources::new("openapi.yaml", text);
    let comparison = compare_with((&sources, &with), (&new, &with));
    let lost = comparison
        .changes
        .iter()
        .filter(|change| change.text == "no longer `Eq`");
    let lost: Vec<&str> = lost.map(|change| change.subject.as_str()).collect();
    assert_eq!(lost, ["Thing", "Owner", "ThingEither"]);
}
