//! The check that the examples of a client go through: what it accepts, and that it fails.

#[macro_use]
#[path = "examples/check.rs"]
mod check;

use std::panic;

use serde::{Deserialize, Serialize};

/// Loses what it does not know, makes a float of each number, and has a constant.
#[derive(Debug, Serialize, Deserialize)]
struct Lossy {
    number: f64,
    list: Vec<Option<i64>>,
    #[serde(default)]
    constant: String,
}

examples! {
    whole: Lossy;
}

/// What is said of this file.
#[track_caller]
fn complaint(example: &str) -> String {
    let file = format!(r#"{{ "example": {example} }}"#);
    let caught = panic::catch_unwind(|| check::check::<Lossy>(&file)).expect_err("a complaint");
    match caught.downcast::<String>() {
        Ok(text) => *text,
        Err(_) => "something else".to_owned(),
    }
}

#[test]
fn what_is_lost_is_named() {
    let text = complaint(r#"{ "number": 1, "list": [], "other": 3 }"#);
    assert_eq!(text, ".other is lost: 3");
    let text = complaint(r#"{ "number": 1.5, "list": [1, null, "x"] }"#);
    assert!(text.starts_with("the example cannot be read: "), "{text}");
    let text = complaint(r#"{ "list": [] }"#);
    assert!(text.contains("missing field `number`"), "{text}");
}
