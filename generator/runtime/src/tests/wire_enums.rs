//! Enumerations of strings and of integers.

use serde_json::json;

use crate::wire_sample::job::{Priority, Status};

#[test]
fn strings_are_known_or_kept() {
    for (text, status) in [
        ("queued", Status::Queued),
        ("running", Status::Running),
        ("Running", Status::Unknown("Running".to_owned())),
        ("", Status::Unknown(String::new())),
    ] {
        assert_eq!(status.as_str(), text);
        assert_eq!(Status::from(text), status);
        assert_eq!(Status::from(text.to_owned()), status);
        assert_eq!(text.parse(), Ok(status.clone()));
        assert_eq!(status.to_string(), text);
        assert_eq!(
            serde_json::from_value::<Status>(json!(text)).expect("a status"),
            status
        );
        assert_eq!(serde_json::to_value(&status).expect("JSON"), json!(text));
    }
    assert_eq!(format!("{:>8}|", Status::Queued), "  queued|");
    let text = "paused".to_owned();
    let place = text.as_ptr();
    assert_eq!(Status::from(text).as_str().as_ptr(), place, "not copied");
}

#[test]
fn integers_are_known_or_kept() {
    for (value, priority) in [
        (-1, Priority::Minus1),
        (1, Priority::_1),
        (2, Priority::_2),
        (i64::MAX, Priority::Unknown(i64::MAX)),
    ] {
        assert_eq!(priority.value(), value);
        assert_eq!(Priority::from(value), priority);
        assert_eq!(priority.to_string(), value.to_string());
        assert_eq!(
            serde_json::from_value::<Priority>(json!(value)).expect("a priority"),
            priority
        );
        assert_eq!(serde_json::to_value(priority).expect("JSON"), json!(value));
    }
    assert_eq!(
        serde_json::from_str::<Priority>("2.0").expect("a priority"),
        Priority::_2
    );
}

#[test]
fn other_types_are_errors() {
    let error = serde_json::from_str::<Status>("[1]").expect_err("no string");
    assert_eq!(
        error.to_string(),
        "expected a string, found an array at line 1 column 1"
    );
    let error = serde_json::from_str::<Priority>("1.5").expect_err("no integer");
    assert_eq!(
        error.to_string(),
        "expected an integer, found 1.5 at line 1 column 3"
    );
    let error = serde_json::from_str::<Priority>("\"1\"").expect_err("no integer");
    assert_eq!(
        error.to_string(),
        "expected an integer, found \"1\" at line 1 column 3"
    );
}
