//! Errors say what was expected, what was found and where.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::json;

use super::wire_objects::{checkpoint, error, path_and_error};
use crate::runtime::wire::from_json::from_json;
use crate::wire_sample::event::{Event, Measured, Message};
use crate::wire_sample::{CheckpointList, Metrics};

#[test]
fn errors_name_what_was_found() {
    let found = [
        ("null", "null"),
        ("true", "true"),
        (r#""x\"y\n""#, r#""x\"y\n""#),
        ("[1]", "an array"),
        (r#"{"a": 1}"#, "an object"),
    ];
    let check = |expected: &str, fits: &[&str], error: &dyn Fn(&str) -> String| {
        for (json, shown) in found {
            if !fits.contains(&json) {
                assert_eq!(error(json), format!("expected {expected}, found {shown}"));
            }
        }
    };
    check("an object", &[r#"{"a": 1}"#], &error::<Message>);
    check("an array", &["[1]"], &|json| {
        error::<CheckpointList>(&format!(r#"{{"data": {json}}}"#))
    });
    check("a string", &[r#""x\"y\n""#], &|json| {
        error::<Message>(&format!(r#"{{"text": {json}}}"#))
    });
    check("a number", &["null"], &|json| {
        error::<Metrics>(&format!(r#"{{"step": {json}}}"#))
    });
    check("an integer", &[], &|json| {
        error::<Measured>(&format!(r#"{{"step": {json}}}"#))
    });
    check("true or false", &["null", "true"], &|json| {
        error::<CheckpointList>(&format!(r#"{{"has_more": {json}}}"#))
    });
    for number in ["-5", "1.5", "18446744073709551615"] {
        let text = error::<Message>(&format!(r#"{{"text": {number}}}"#));
        assert_eq!(text, format!("expected a string, found {number}"));
        // serde_json does not tell which number with its feature `arbitrary_precision`.
        let text = error::<Message>(number);
        assert!(
            [number, "a number"]
                .iter()
                .any(|found| text == format!("expected an object, found {found}")),
            "{text}"
        );
    }
}

#[test]
fn errors_cut_long_text() {
    let long = "é".repeat(1000);
    let shown = format!("\"{}\"…", "é".repeat(60));
    assert_eq!(
        error::<Metrics>(&format!(r#"{{"step": "{long}"}}"#)),
        format!("expected a number, found {shown}")
    );
    assert_eq!(
        error::<Metrics>(&format!(r#""{long}""#)),
        format!("expected an object, found {shown}")
    );
    let just = "é".repeat(60);
    assert_eq!(
        error::<Metrics>(&format!(r#""{just}""#)),
        format!("expected an object, found \"{just}\"")
    );
}

#[test]
fn errors_keep_their_place_and_get_a_path() {
    let wrong = serde_json::from_str::<Metrics>("\n [1]").expect_err("no object");
    assert_eq!(
        wrong.to_string(),
        "expected an object, found an array at line 2 column 1"
    );
    assert!(wrong.is_data());

    let mut list = json!({ "object": "list", "data": [checkpoint(), checkpoint()] });
    list["data"][1]["metrics"]["step"] = json!("x");
    assert!(
        path_and_error::<CheckpointList>(&list.to_string())
            .starts_with(r#"data[1].metrics.step: expected a number, found "x""#)
    );
    list["data"][1]["metrics"] = json!([]);
    assert!(
        path_and_error::<CheckpointList>(&list.to_string())
            .starts_with("data[1].metrics: expected an object, found an array")
    );
    list["data"][1] = json!({ "object": "fine_tuning.job.checkpoint" });
    assert!(
        path_and_error::<CheckpointList>(&list.to_string())
            .starts_with("data[1]: expected the member `id`, found none")
    );
}

#[test]
fn text_that_ends_early_is_no_data() {
    let text =
        serde_json::to_string(&json!({ "object": "list", "data": [checkpoint()] })).expect("JSON");
    for end in 0..text.len() {
        let error = serde_json::from_str::<CheckpointList>(&text[..end]).expect_err("cut short");
        assert!(error.is_eof(), "{end}: {error}");
    }
}

fn body_error<T: DeserializeOwned + Debug + Send>(body: &str) -> String {
    from_json::<T>(body.as_bytes()).expect_err(body)
}

/// Lists, maps and scalars at the root are read by serde alone.
#[test]
fn errors_of_the_root_are_said_as_those_below() {
    let list = body_error::<Vec<String>>;
    assert_eq!(list("{}"), "expected an array, found an object");
    assert_eq!(list("null"), "expected an array, found null");
    assert_eq!(list(r#"["a", true]"#), "[1]: expected a string, found true");
    let map = body_error::<BTreeMap<String, f64>>;
    assert_eq!(map("[]"), "expected an object, found an array");
    assert_eq!(
        map(r#"{"a": "b, expected c"}"#),
        r#"a: expected a number, found "b, expected c""#
    );
    assert_eq!(
        body_error::<bool>(r#""a""#),
        r#"expected true or false, found "a""#
    );
    assert_eq!(
        body_error::<Vec<i64>>("[{}]"),
        "[0]: expected an integer, found an object"
    );
    assert_eq!(
        body_error::<Vec<u8>>("[300]"),
        "[0]: expected an integer of `u8`, found 300"
    );
    assert_eq!(
        body_error::<i64>("-9223372036854775809"),
        "expected an integer of `i64`, found -9.223372036854776e+18"
    );
}

#[test]
fn the_place_of_an_error_within_a_union_begins_with_its_member() {
    let event = body_error::<Event>;
    assert_eq!(
        event(r#"{"type": "message", "text": 1}"#),
        "text: expected a string, found 1"
    );
    assert_eq!(
        event(r#"{"type": 7, "events": ["a", {"type": "message", "text": []}]}"#),
        "events[1].text: expected a string, found an array"
    );
    assert_eq!(
        body_error::<Vec<Event>>(r#"[{"type": "message", "text": 1}]"#),
        "[0].text: expected a string, found 1"
    );
}
