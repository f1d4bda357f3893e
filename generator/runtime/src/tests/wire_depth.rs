//! Documents as deep as serde_json reads them by itself, and answers that are deeper, on a thread with
//! the usual stack.

use std::thread;

use serde_json::{Value, json};

use crate::runtime::wire::from_json::from_json;
use crate::wire_sample::event::{Event, Measurement};
use crate::wire_sample::job::{Job, Status};
use crate::wire_sample::shelf::Shelf;

/// What tokio and the standard library give a thread.
const STACK: usize = 2 << 20;

fn on_a_thread(run: fn()) {
    let thread = thread::Builder::new()
        .stack_size(STACK)
        .spawn(run)
        .expect("a thread");
    thread.join().expect("the stack is deep enough");
}

fn nested(depth: usize, open: &str, innermost: &str, close: &str) -> String {
    format!("{}{innermost}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn objects_in_objects() {
    on_a_thread(|| {
        let open =
            r#"{"version":2,"draft":false,"model":"m","parent":null,"status":"queued","next":"#;
        let last = r#"{"version":2,"draft":false,"model":"n","parent":null,"status":"queued"}"#;
        let text = nested(126, open, last, "}");
        let mut job: Job = serde_json::from_str(&text).expect("jobs");
        assert_eq!(job.status, Status::Queued);
        let encoded: Value = serde_json::to_value(&job).expect("JSON");
        assert_eq!(serde_json::from_value::<Job>(encoded).expect("jobs"), job);
        let mut depth = 0;
        while let Some(next) = job.next.take() {
            job = *next;
            depth += 1;
        }
        assert_eq!((depth, job.model.as_str()), (126, "n"));
        assert!(serde_json::from_str::<Job>(&nested(128, open, last, "}")).is_err());
    });
}

#[test]
fn unions_in_unions() {
    on_a_thread(|| {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
            let text = nested(127, open, "1.5", close);
            let measurement: Measurement = serde_json::from_str(&text).expect("measurements");
            assert_eq!(serde_json::to_string(&measurement).expect("JSON"), text);
            assert!(serde_json::from_str::<Measurement>(&nested(128, open, "1.5", close)).is_err());
        }
    });
}

#[test]
fn objects_and_unions_in_turn() {
    on_a_thread(|| {
        // A group is an object and holds an array: two levels each.
        let text = nested(63, r#"{"events":["#, r#""end""#, r#"],"type":7}"#);
        let event: Event = serde_json::from_str(&text).expect("events");
        assert_eq!(serde_json::to_string(&event).expect("JSON"), text);

        let wrong = nested(63, r#"{"events":["#, r#"{"type":"note"}"#, r#"],"type":7}"#);
        let error = serde_json::from_str::<Event>(&wrong).expect_err("an event without text");
        let path = ".events[0]".repeat(63);
        assert!(
            error
                .to_string()
                .starts_with(&format!("{path}: expected the member `text`, found none")),
            "{error}"
        );
    });
}

#[test]
fn what_is_not_described() {
    on_a_thread(|| {
        let text = format!(
            r#"{{"from":1,"to":2,"deep":{}}}"#,
            nested(126, "[", "null", "]")
        );
        let event: Event = serde_json::from_str(&text).expect("a range");
        assert_eq!(serde_json::to_string(&event).expect("JSON"), text);
        assert_eq!(serde_json::to_value(&event).expect("JSON")["to"], json!(2));
    });
}

/// The levels of an answer that can be read.
const MOST: usize = 1_000;

#[test]
fn answers_of_a_thousand_objects() {
    on_a_thread(|| {
        let open =
            r#"{"version":2,"draft":false,"model":"m","parent":null,"status":"queued","next":"#;
        let last = r#"{"version":2,"draft":false,"model":"n","parent":null,"status":"queued"}"#;
        let text = nested(MOST - 1, open, last, "}");
        let job: Job = from_json(text.as_bytes()).expect("jobs");
        let copy = job.clone();
        assert_eq!(job, copy);
        assert!(format!("{job:?}").len() > text.len());
        drop((job, copy));

        let error = from_json::<Job>(nested(MOST, open, last, "}").as_bytes());
        assert_eq!(
            error.expect_err("too deep"),
            "expected at most 1000 arrays and objects within each other, found 1001"
        );
        let wrong = nested(MOST - 1, open, r#"{"draft":true}"#, "}");
        let error = from_json::<Job>(wrong.as_bytes()).expect_err("a draft");
        let path = "next.".repeat(MOST - 1);
        assert!(error.starts_with(&format!("{path}draft: ")), "{error}");
    });
}

#[test]
fn answers_of_a_thousand_unions() {
    on_a_thread(|| {
        let text = nested(MOST / 2, r#"{"events":["#, r#""end""#, r#"],"type":7}"#);
        let event: Event = from_json(text.as_bytes()).expect("events");
        assert_eq!(event, event.clone());

        let wrong = nested(MOST / 2, r#"{"events":["#, "[]", r#"],"type":7}"#);
        let error = from_json::<Event>(wrong.as_bytes()).expect_err("a level too many");
        assert!(error.ends_with("found 1001"), "{error}");
    });
}

#[test]
fn answers_of_a_thousand_boxes_and_undescribed_arrays() {
    on_a_thread(|| {
        let text = nested(MOST - 1, r#"{"width":1.5,"above":"#, r#"{"width":2}"#, "}");
        let shelf: Shelf = from_json(text.as_bytes()).expect("shelves");
        assert_eq!(shelf, shelf.clone());

        let deep = nested(MOST - 1, "[", "null", "]");
        let text = format!(r#"{{"from":1,"to":2,"deep":{deep}}}"#);
        let event: Event = from_json(text.as_bytes()).expect("a range");
        assert_eq!(event, event.clone());
    });
}

#[test]
fn brackets_in_text_are_no_levels() {
    let text = nested(200, "[", r#""[[[\\\"[[[""#, "]");
    let value: Value = from_json(text.as_bytes()).expect("arrays");
    assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
}
