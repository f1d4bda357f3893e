//! Arrays whose places have types of their own: exact on the wire, whatever their length.

use serde_json::{Value, json};

use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::spelling::AsWritten;
use crate::runtime::wire::value::Wire;
use crate::wire_sample::place::{Open, Pair, Point};

fn open(json: &str) -> Open {
    serde_json::from_str(json).expect("such a tuple")
}

#[test]
fn places_are_those_of_a_tuple() {
    let point: Point = serde_json::from_value(json!(["a", 1])).expect("a point");
    assert_eq!((point.0.as_str(), point.1), ("a", 1));
    assert_eq!(point, ("a".to_owned(), 1).into());
}

#[test]
fn nothing_is_lost() {
    for json in [
        r#"["a"]"#,
        r#"["a",1]"#,
        r#"["a",null,true]"#,
        r#"["a",null]"#,
        r#"["a",null,null]"#,
        r#"["a",1,true,"b","c"]"#,
    ] {
        assert_eq!(serde_json::to_string(&open(json)).expect("JSON"), json);
        let value: Value = serde_json::from_str(json).expect("JSON");
        let from_value: Open = serde_json::from_value(value).expect("such a tuple");
        assert_eq!(open(json), from_value);
        let stored = postcard::to_allocvec(&open(json)).expect("bytes");
        assert_eq!(postcard::from_bytes::<Open>(&stored), Ok(open(json)));
    }
}

#[test]
fn what_was_not_foreseen_is_kept() {
    let json = r#"["a",1,{"b":[2]}]"#;
    let point: Point = serde_json::from_str(json).expect("a longer array is a point too");
    assert_eq!(point.rest, [json!({ "b": [2] })]);
    assert_eq!(serde_json::to_string(&point).expect("JSON"), json);
}

#[test]
fn a_place_that_is_missing_before_another_is_null() {
    let mut tuple = open(r#"["a",1]"#);
    tuple.1 = Nullable::Absent;
    tuple.rest.push("b".to_owned());
    let json = serde_json::to_string(&tuple).expect("JSON");
    assert_eq!(json, r#"["a",null,null,"b"]"#);
}

#[test]
fn faults_name_their_place() {
    fn fault<T: for<'de> serde::Deserialize<'de> + std::fmt::Debug>(json: &str) -> String {
        let mut json = serde_json::Deserializer::from_str(json);
        let read: Result<Vec<T>, _> = serde_path_to_error::deserialize(&mut json);
        let fault = read.expect_err("no such tuple");
        format!("{}: {}", fault.path(), fault.inner())
    }
    let wrong = fault::<Point>(r#"[["a","b"]]"#);
    assert!(
        wrong.starts_with(r#"[0][1]: expected an integer, found "b""#),
        "{wrong}"
    );
    let short = fault::<Point>(r#"[["a"]]"#);
    assert!(
        short.starts_with("[0]: expected an item at [1], found the end of the array"),
        "{short}"
    );
    let other = fault::<Point>(r#"["a"]"#);
    assert!(
        other.starts_with(r#"[0]: expected an array, found "a""#),
        "{other}"
    );
}

#[test]
fn numbers_keep_their_spelling() {
    let json: Value = serde_json::from_str("[[1,2.5],[2,3.0,4,5.0]]").expect("JSON");
    let mut note = None;
    let points = Vec::<Pair>::decode_noting(&json, &mut note).expect("points");
    let written = serde_json::to_string(&AsWritten(&points, note.as_ref())).expect("JSON");
    assert_eq!(written, "[[1,2.5],[2,3.0,4,5.0]]");
}
