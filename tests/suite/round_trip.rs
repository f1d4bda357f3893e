//! What was decoded encodes again to the same JSON: nothing is lost, nothing is invented.

use openai_fine_tuning::{Error, ListFineTuningJobCheckpointsResponse};
use serde_json::{Number, Value, json};
use tests::har::Har;

use crate::support::{JOB, checkpoints, recording_path, replay};

#[test]
fn recorded_bodies_survive() {
    for name in ["published", "live", "three-pages", "empty"] {
        for text in bodies(name) {
            let list: ListFineTuningJobCheckpointsResponse =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let recorded: Value = serde_json::from_str(&text).expect("JSON");
            let encoded = serde_json::to_value(&list).expect("JSON");
            assert_eq!(difference(&recorded, &encoded), None, "{name}");

            let again: ListFineTuningJobCheckpointsResponse =
                serde_json::from_value(encoded).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(again, list, "{name}");
        }
    }
}

#[tokio::test]
async fn a_page_that_came_over_http_survives() -> Result<(), Error> {
    let server = replay("published");
    let page = checkpoints(server.url("/v1")).list(JOB).await?;
    let recorded: Value = serde_json::from_str(&bodies("published")[0]).expect("JSON");
    let encoded = serde_json::to_value(page.into_inner()).expect("JSON");
    assert_eq!(difference(&recorded, &encoded), None);
    Ok(())
}

#[test]
fn what_no_document_mentions_is_still_there() {
    let list: ListFineTuningJobCheckpointsResponse =
        serde_json::from_str(&bodies("live")[0]).expect("a list");
    let encoded = serde_json::to_value(&list).expect("JSON");
    for index in 0..3 {
        assert_eq!(
            encoded["data"][index]["metrics"]["type"], "supervised",
            "data[{index}]"
        );
    }
}

#[test]
fn additions_at_every_depth_survive() {
    let mut recorded: Value = serde_json::from_str(&bodies("published")[0]).expect("JSON");
    recorded["new"] = json!({ "deep": [1, null, 1.5e300] });
    recorded["data"][0]["new"] = json!(null);
    recorded["data"][1]["metrics"]["new"] = json!(18_446_744_073_709_551_615_u64);
    let list: ListFineTuningJobCheckpointsResponse =
        serde_json::from_value(recorded.clone()).expect("a list");
    assert_eq!(
        difference(&recorded, &serde_json::to_value(&list).expect("JSON")),
        None
    );
}

#[test]
fn the_comparison_sees_what_it_must() {
    for (expected, found, difference_at) in [
        (json!({ "a": 1 }), json!({ "a": 1.0 }), None),
        (
            json!([4.76837158203125e-06]),
            json!([4.76837158203125e-6]),
            None,
        ),
        (json!({ "a": 1, "b": 2 }), json!({ "b": 2, "a": 1 }), None),
        (
            json!({ "a": [1] }),
            json!({ "a": [2] }),
            Some("a[0]: expected 1, found 2"),
        ),
        (
            json!({ "a": null }),
            json!({}),
            Some("a: expected null, found nothing"),
        ),
        (
            json!({}),
            json!({ "a": null }),
            Some("a: expected nothing, found null"),
        ),
        (
            json!([1, 2]),
            json!([1]),
            Some("[1]: expected 2, found nothing"),
        ),
        (
            json!({ "a": "1" }),
            json!({ "a": 1 }),
            Some("a: expected \"1\", found 1"),
        ),
        (
            json!(9_007_199_254_740_993_u64),
            json!(9_007_199_254_740_992_u64),
            Some(": expected 9007199254740993, found 9007199254740992"),
        ),
    ] {
        assert_eq!(difference(&expected, &found).as_deref(), difference_at);
    }
}

/// The response bodies of a recording.
fn bodies(name: &str) -> Vec<String> {
    let text = std::fs::read(recording_path(name)).expect("a recording");
    let har = Har::from_slice(&text).expect("a HAR");
    har.log
        .entries
        .into_iter()
        .map(|entry| entry.response.content.text)
        .collect()
}

/// The first place where two JSON values differ. Numbers are JSON's, which has no integers: `1` is
/// `1.0`.
fn difference(expected: &Value, found: &Value) -> Option<String> {
    difference_at("", Some(expected), Some(found))
}

fn difference_at(path: &str, expected: Option<&Value>, found: Option<&Value>) -> Option<String> {
    match (expected, found) {
        (Some(Value::Object(expected)), Some(Value::Object(found))) => {
            let added = found.keys().filter(|key| !expected.contains_key(*key));
            expected.keys().chain(added).find_map(|key| {
                let dot = if path.is_empty() { "" } else { "." };
                difference_at(
                    &format!("{path}{dot}{key}"),
                    expected.get(key),
                    found.get(key),
                )
            })
        }
        (Some(Value::Array(expected)), Some(Value::Array(found))) => {
            (0..expected.len().max(found.len())).find_map(|index| {
                difference_at(
                    &format!("{path}[{index}]"),
                    expected.get(index),
                    found.get(index),
                )
            })
        }
        (Some(Value::Number(expected)), Some(Value::Number(found))) if same(expected, found) => {
            None
        }
        (expected, found) if expected == found => None,
        (expected, found) => {
            let text = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
            Some(format!(
                "{path}: expected {}, found {}",
                text(expected),
                text(found)
            ))
        }
    }
}

/// Whether two JSON numbers are the same number; integers are compared as such, since not all of
/// them fit a double.
fn same(a: &Number, b: &Number) -> bool {
    if a.is_f64() || b.is_f64() {
        a.as_f64() == b.as_f64()
    } else {
        a == b
    }
}
