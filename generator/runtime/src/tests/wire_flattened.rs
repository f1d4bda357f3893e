//! Objects whose fields stand beside a union.

use serde_json::{Value, json};

use crate::wire_sample::event::{Event, Measured, Numbered};

fn read(value: &Value) -> Result<Numbered, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

#[test]
fn the_fields_are_read_and_the_rest_is_the_variant() {
    for value in [
        json!({ "number": 1, "type": "message", "text": "hello", "more": [1] }),
        json!({ "type": "metrics", "step": 3, "number": 2, "loss": 0.5 }),
        json!({ "number": 3, "type": "unheard of", "whatever": null }),
        json!({ "number": 4 }),
    ] {
        let numbered = read(&value).expect("it can be read");
        assert_eq!(Some(numbered.number), value["number"].as_i64());
        assert_eq!(
            serde_json::to_value(&numbered).expect("it can be written"),
            value
        );
    }
    let numbered =
        read(&json!({ "number": 2, "type": "metrics", "step": 3 })).expect("it can be read");
    assert!(matches!(numbered.variant, Event::Metrics(measured) if measured.step == 3));
}

#[test]
fn what_cannot_be_read_says_why() {
    let missing =
        read(&json!({ "type": "message", "text": "hello" })).expect_err("there is no number");
    assert_eq!(missing, "expected the member `number`, found none");
    let wrong =
        read(&json!({ "number": 1, "type": "metrics", "step": "x" })).expect_err("a wrong step");
    assert!(
        wrong.contains(".step: expected an integer, found \"x\""),
        "{wrong}"
    );
}

#[test]
fn it_is_built_from_its_variant() {
    let measured: Measured =
        serde_json::from_value(json!({ "type": "metrics", "step": 1 })).expect("metrics");
    let numbered = Numbered::new(7, measured);
    let written = serde_json::to_value(&numbered).expect("it can be written");
    assert_eq!(
        written,
        json!({ "number": 7, "type": "metrics", "step": 1 })
    );
}

#[test]
fn a_variant_that_is_no_object_cannot_be_written() {
    let numbered = Numbered::new(7, Event::Unknown(json!("text")));
    let error = serde_json::to_value(&numbered).expect_err("a text has no members");
    assert_eq!(error.to_string(), "expected a variant that is an object");
}
