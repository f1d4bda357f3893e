//! Tags of unions: the variant writes its own, and an object without one is no variant.

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::wire_objects::path_and_error;
use crate::runtime::wire::presence::Nullable;
use crate::wire_sample::pet::{Bird, Cat, Dog, Fish, Owl, Pet, Plain, Snake};

fn written(pet: impl Into<Pet>) -> String {
    serde_json::to_string(&pet.into()).expect("JSON")
}

/// Reads a pet, and checks that it is written as it came.
fn read(json: &Value) -> Pet {
    let pet: Pet = serde_json::from_value(json.clone()).expect("a pet");
    assert_eq!(serde_json::to_value(&pet).expect("JSON"), *json);
    pet
}

#[test]
fn the_variant_decides_the_tag() {
    let dog = Dog::new("Rex", "cat");
    assert_eq!(
        serde_json::to_string(&dog).expect("JSON"),
        r#"{"name":"Rex","kind":"cat"}"#,
        "outside of a union the field counts"
    );
    assert_eq!(written(dog), r#"{"name":"Rex","kind":"dog"}"#);
    let cat = || Box::new(Cat::new().lives(7));
    assert_eq!(written(Pet::Cat(cat())), r#"{"kind":"cat","lives":7}"#);
    assert_eq!(
        written(Pet::Kitten(cat())),
        r#"{"kind":"kitten","lives":7}"#
    );
    assert_eq!(
        serde_json::to_string(&cat()).expect("JSON"),
        r#"{"lives":7}"#
    );
    let snake = |kind: Option<&str>| {
        let mut snake = Snake::new();
        snake.kind = kind.map(str::to_owned);
        Pet::Snake(Some(Box::new(snake)))
    };
    for kind in [None, Some("dog"), Some("snake")] {
        assert_eq!(written(snake(kind)), r#"{"kind":"snake"}"#);
    }
}

#[test]
fn a_tag_without_a_field_comes_first_and_once() {
    assert_eq!(written(Fish::new(5)), r#"{"kind":"fish","depth":5}"#);
    let mut fish = Fish::new(5);
    fish.extra.insert("kind", "dog");
    assert_eq!(written(fish), r#"{"kind":"fish","depth":5}"#);
    let other = [("a", json!(1)), ("kind", json!("dog"))];
    let other: IndexMap<String, Value> = other.map(|(key, value)| (key.to_owned(), value)).into();
    assert_eq!(written(Pet::Other(other)), r#"{"kind":"other","a":1}"#);
    let mut dog = Dog::new("Rex", "dog");
    dog.extra.insert("kind", "cat");
    assert_eq!(written(dog), r#"{"name":"Rex","kind":"dog"}"#);
}

#[test]
fn a_union_in_a_union_has_both_tags() {
    let mut owl = Owl::new(true);
    owl.kind = Nullable::Null;
    let owl = Bird::from(owl);
    assert_eq!(written(owl), r#"{"bird":"owl","awake":true,"kind":"bird"}"#);
    let plain = Bird::from(Plain::new().bird("crow"));
    assert_eq!(written(plain), r#"{"kind":"bird","bird":"crow"}"#);
}

#[test]
fn what_is_read_is_written_again() {
    for json in [
        json!({ "name": "Rex", "kind": "dog", "age": 3 }),
        json!({ "kind": "cat", "lives": 7 }),
        json!({ "kind": "kitten", "lives": 7.0 }),
        json!({ "kind": "fish", "depth": 5, "more": null }),
        json!({ "kind": "other", "any": [1.5] }),
        json!({ "kind": "snake", "length": null }),
        json!({ "kind": "bird", "bird": "owl", "awake": false }),
        json!({ "kind": "bird", "bird": "crow", "colour": "black" }),
        json!({ "kind": "bird" }),
    ] {
        assert!(!matches!(read(&json), Pet::Unknown(_)), "{json}");
    }
    let kitten = read(&json!({ "kind": "kitten" }));
    assert_eq!(kitten, Pet::Kitten(Box::new(Cat::new())));
}

#[test]
fn an_unknown_tag_is_kept() {
    for json in [
        json!({ "kind": "horse", "name": 5 }),
        json!("horse"),
        json!(null),
    ] {
        assert_eq!(read(&json), Pet::Unknown(json));
    }
}

#[test]
fn a_missing_tag_is_an_error() {
    for (pet, expected) in [
        (r#"{"name": "Rex"}"#, "missing field `kind`"),
        ("{}", "missing field `kind`"),
        (r#"{"kind": null}"#, ".kind: expected a string, found null"),
        (r#"{"kind": 5}"#, ".kind: expected a string, found 5"),
        (
            r#"{"kind": ["dog"]}"#,
            ".kind: expected a string, found an array",
        ),
    ] {
        let found =
            path_and_error::<Vec<Pet>>(&format!(r#"[{{"kind": "fish", "depth": 1}}, {pet}]"#));
        let place = format!("[1]: {expected} at line 1");
        assert!(found.starts_with(&place), "{found}");
    }
}

#[test]
fn a_default_takes_what_has_no_tag_or_an_unknown_one() {
    for (json, bird) in [(r#"{}"#, None), (r#"{"bird":"crow"}"#, Some("crow"))] {
        let found: Bird = serde_json::from_str(json).expect("a bird");
        assert!(matches!(&found, Bird::Plain(plain) if plain.bird.as_deref() == bird));
        assert_eq!(serde_json::to_string(&found).expect("JSON"), json);
    }
    let found = path_and_error::<Bird>(r#"{"bird": 5}"#);
    assert!(
        found.contains(".bird: expected a string, found 5"),
        "{found}"
    );
}
