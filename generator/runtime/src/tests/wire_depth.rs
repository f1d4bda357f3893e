//! Documents as deep as serde_json lets them be, on a thread with the usual stack.

use std::thread;

use serde_json::{Value, json};

use crate::wire_sample::event::{Event, Measurement};
use crate::wire_sample::job::{Job, Status};

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
                .starts_with(&format!("{path}: missing field `text`")),
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
