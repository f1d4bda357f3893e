//! Objects: what is required, what may be missing, what is kept beyond the description.

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::object::object;
use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::timestamp::Timestamp;
use crate::wire_sample::event::{Measured, Message};
use crate::wire_sample::job::{Job, Status};
use crate::wire_sample::{Checkpoint, CheckpointList, Metrics};

/// The message of the error, without line and column.
pub fn error<T: DeserializeOwned>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Ok(_) => panic!("{json} decodes"),
        Err(error) => {
            let text = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            text.strip_suffix(&place).unwrap_or(&text).to_owned()
        }
    }
}

/// The path and the message of the error, as the client shows them.
pub fn path_and_error<T: DeserializeOwned>(json: &str) -> String {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => panic!("{json} decodes"),
        Err(error) => error.to_string(),
    }
}

pub fn checkpoint() -> Value {
    json!({
        "object": "fine_tuning.job.checkpoint",
        "id": "ftckpt_1",
        "created_at": 1_519_129_973,
        "fine_tuned_model_checkpoint": "ft:model",
        "step_number": 88,
        "metrics": { "step": 88.5 },
        "fine_tuning_job_id": "ftjob-abc123",
    })
}

#[test]
fn a_checkpoint_decodes() {
    let found: Checkpoint = serde_json::from_value(checkpoint()).expect("a checkpoint");
    assert_eq!(found.id, "ftckpt_1");
    assert_eq!(found.created_at, Timestamp::from_second(1_519_129_973));
    assert_eq!(found.step_number, 88);
    assert_eq!(
        found.metrics,
        Metrics {
            step: Some(88.5),
            ..Metrics::default()
        }
    );
    assert!(found.extra.is_empty());
}

#[test]
fn keys_are_written_in_the_order_of_the_description_then_the_others() {
    let json = r#"{"y": [1, {"b": null, "a": 2.5}], "fine_tuning_job_id": "ftjob", "metrics": {"type": "supervised", "step": 1.5},
        "x": 18446744073709551615, "step_number": 3, "fine_tuned_model_checkpoint": "ft", "created_at": 5, "id": "a",
        "object": "fine_tuning.job.checkpoint"}"#;
    let found: Checkpoint = serde_json::from_str(json).expect("a checkpoint");
    assert_eq!(
        serde_json::to_string(&found).expect("JSON"),
        concat!(
            r#"{"object":"fine_tuning.job.checkpoint","id":"a","created_at":5,"#,
            r#""fine_tuned_model_checkpoint":"ft","step_number":3,"#,
            r#""metrics":{"step":1.5,"type":"supervised"},"fine_tuning_job_id":"ftjob","#,
            r#""y":[1,{"b":null,"a":2.5}],"x":18446744073709551615}"#
        )
    );
}

#[test]
fn every_required_key_is_missed() {
    for key in [
        "object",
        "id",
        "created_at",
        "step_number",
        "metrics",
        "fine_tuning_job_id",
    ] {
        let mut json = checkpoint();
        json.as_object_mut().expect("an object").remove(key);
        assert_eq!(
            error::<Checkpoint>(&json.to_string()),
            format!("expected the member `{key}`, found none")
        );
    }
    assert_eq!(
        error::<Checkpoint>("{}"),
        "expected the member `object`, found none"
    );
}

#[test]
fn constants_are_checked() {
    assert_eq!(
        error::<CheckpointList>(r#"{"object": "lisst", "data": []}"#),
        r#"expected "list", found "lisst""#
    );
    assert_eq!(
        error::<CheckpointList>(r#"{"object": null, "data": []}"#),
        r#"expected "list", found null"#
    );
    let job = |version: &str, draft: &str| {
        format!(
            r#"{{"version": {version}, "draft": {draft}, "model": "m", "parent": null, "status": "queued"}}"#
        )
    };
    assert_eq!(error::<Job>(&job("3", "false")), "expected 2, found 3");
    assert_eq!(
        error::<Job>(&job("\"2\"", "false")),
        r#"expected 2, found "2""#
    );
    assert_eq!(
        error::<Job>(&job("2", "true")),
        "expected false, found true"
    );
    assert_eq!(error::<Job>(&job("2", "0")), "expected false, found 0");
    let found: Job = serde_json::from_str(&job("2.0", "false")).expect("a job");
    assert_eq!(found, Job::new("m", None, Status::Queued));
}

#[test]
fn required_may_be_null_where_the_type_says_so() {
    let json = |parent: &str| {
        format!(r#"{{"version": 2, "draft": false, "model": "m", {parent} "status": "queued"}}"#)
    };
    let read = |parent: &str| serde_json::from_str::<Job>(&json(parent)).map(|job| job.parent);
    assert_eq!(read(r#""parent": null,"#).expect("a job"), None);
    assert_eq!(
        read(r#""parent": "p","#).expect("a job"),
        Some("p".to_owned())
    );
    assert_eq!(
        error::<Job>(&json("")),
        "expected the member `parent`, found none"
    );
    assert_eq!(
        error::<Message>(r#"{"type": "a", "text": null}"#),
        "expected a string, found null"
    );
}

#[test]
fn optional_is_none_when_missing_or_null() {
    let missing: Metrics = serde_json::from_str("{}").expect("metrics");
    let null: Metrics = serde_json::from_str(r#"{"step": null}"#).expect("metrics");
    assert_eq!(missing, Metrics::default());
    assert_eq!(null, missing);
    assert_eq!(serde_json::to_string(&missing).expect("JSON"), "{}");
    // What was read is written as it came.
    assert_eq!(
        serde_json::to_string(&null).expect("JSON"),
        r#"{"step":null}"#
    );
    let mut changed = null;
    changed.step = Some(1.5);
    assert_eq!(
        serde_json::to_string(&changed).expect("JSON"),
        r#"{"step":1.5}"#
    );
}

#[test]
fn nullable_tells_absent_from_null() {
    for (rest, first_id, last_id) in [
        ("", Nullable::Absent, Nullable::Absent),
        (r#","first_id":null"#, Nullable::Null, Nullable::Absent),
        (
            r#","first_id":"a","last_id":null"#,
            Nullable::Value("a".to_owned()),
            Nullable::Null,
        ),
    ] {
        let json = format!(r#"{{"object":"list","data":[]{rest}}}"#);
        let list: CheckpointList = serde_json::from_str(&json).expect("a list");
        assert_eq!((&list.first_id, &list.last_id), (&first_id, &last_id));
        assert_eq!(serde_json::to_string(&list).expect("JSON"), json);
    }
}

#[test]
fn the_last_of_duplicate_keys_counts() {
    let json = r#"{"step": 1, "type": "a", "step": 2, "step": 3, "other": 0, "type": {"b": 1}}"#;
    let metrics: Metrics = serde_json::from_str(json).expect("metrics");
    assert_eq!(metrics.step, Some(3.0));
    assert_eq!(
        serde_json::to_string(&metrics).expect("JSON"),
        r#"{"step":3,"type":{"b":1},"other":0}"#
    );
    let json = r#"{"step": 1, "step": null}"#;
    assert_eq!(
        serde_json::from_str::<Metrics>(json).expect("metrics").step,
        None
    );
    let json = r#"{"type": "a", "text": "b", "text": "c"}"#;
    assert_eq!(
        serde_json::from_str::<Message>(json)
            .expect("a message")
            .text,
        "c"
    );
}

#[test]
fn what_extra_says_of_a_field_is_not_written() {
    let mut metrics = Metrics {
        step: Some(1.0),
        valid_loss: Some(2.0),
        ..Metrics::default()
    };
    metrics.extra.insert("step", "first");
    metrics.extra.insert("more", true);
    assert_eq!(
        serde_json::to_string(&metrics).expect("JSON"),
        r#"{"step":1.0,"valid_loss":2.0,"more":true}"#
    );
    // A field that holds nothing is absent all the same.
    metrics.step = None;
    assert_eq!(
        serde_json::to_string(&metrics).expect("JSON"),
        r#"{"valid_loss":2.0,"more":true}"#
    );
    let mut list: CheckpointList =
        serde_json::from_str(r#"{"object": "list", "data": [], "last_id": "a"}"#).expect("a list");
    list.extra = Extra::from_iter([("object", "page"), ("data", ""), ("last_id", "b")]);
    assert_eq!(
        serde_json::to_string(&list).expect("JSON"),
        r#"{"object":"list","data":[],"last_id":"a"}"#
    );
    let mut measured: Measured =
        serde_json::from_str(r#"{"type":"metrics","step":3,"loss":0.5}"#).expect("metrics");
    let typed = [("step", 1.0), ("values", 2.0), ("type", 3.0), ("more", 4.5)];
    measured
        .additional_properties
        .extend(typed.map(|(key, value)| (key.to_owned(), value)));
    assert_eq!(
        serde_json::to_string(&measured).expect("JSON"),
        r#"{"type":"metrics","step":3,"loss":0.5,"more":4.5}"#
    );
}

#[test]
fn other_keys_can_have_a_type() {
    let json = r#"{"type":"metrics","step":3,"loss":0.5,"accuracy":1.0}"#;
    let measured: Measured = serde_json::from_str(json).expect("metrics");
    assert_eq!(
        measured.additional_properties.get_index(0),
        Some((&"loss".to_owned(), &0.5))
    );
    assert_eq!(serde_json::to_string(&measured).expect("JSON"), json);
    assert_eq!(
        path_and_error::<Measured>(r#"{"type": "metrics", "step": 3, "loss": "low"}"#),
        r#"loss: expected a number, found "low" at line 1 column 44"#
    );
}

#[test]
fn null_is_kept_where_any_json_is_allowed() {
    for json in [
        r#"{"version":2,"draft":false,"model":"m","parent":null,"status":"queued","notes":null}"#,
        r#"{"version":2,"draft":false,"model":"m","parent":null,"status":"queued"}"#,
    ] {
        let job: Job = serde_json::from_str(json).expect("a job");
        assert_eq!(job.notes.is_some(), json.contains("notes"));
        assert_eq!(serde_json::to_string(&job).expect("JSON"), json);
    }
}

#[test]
fn numbers_are_written_in_the_words_they_came_in() {
    let json = concat!(
        r#"{"version":2,"draft":false,"model":"m","parent":null,"status":"queued","#,
        r#""seed":88.0,"priority":2.0,"slots":3.0,"size":18446744073709551615,"temperature":-1}"#,
    );
    let mut job: Job = serde_json::from_str(json).expect("a job");
    assert_eq!((job.seed, job.slots), (Some(88), Some(3)));
    assert_eq!(serde_json::to_string(&job).expect("JSON"), json);
    assert!(job.extra.is_empty());
    // What has changed is written as its type has it.
    job.seed = Some(89);
    let changed = json.replace("88.0", "89");
    assert_eq!(serde_json::to_string(&job).expect("JSON"), changed);
    let value: Value = serde_json::from_str(json).expect("JSON");
    let job: Job = serde_json::from_value(value).expect("a job");
    assert_eq!(serde_json::to_string(&job).expect("JSON"), json);
}

#[test]
fn integers_among_floats_stay_integers() {
    for json in [
        r#"{"step":3,"loss":[1,2.5,-0.5],"by":{"a":1,"b":2.0}}"#,
        r#"{"step":9007199254740993,"loss":null,"by":{}}"#,
        r#"{"step":null,"loss":[],"by":{"a":18446744073709551615}}"#,
    ] {
        let floats: Floats = serde_json::from_str(json).expect("floats");
        assert_eq!(serde_json::to_string(&floats).expect("JSON"), json);
    }
    let mut floats: Floats =
        serde_json::from_str(r#"{"step":3,"loss":[1,2],"by":{"a":1}}"#).expect("floats");
    floats.loss = Some(vec![1.0, 7.0]);
    floats.by.clear();
    assert_eq!(
        serde_json::to_string(&floats).expect("JSON"),
        r#"{"step":3,"loss":[1,7.0],"by":{}}"#
    );
}

struct Floats {
    step: Option<f64>,
    loss: Option<Vec<f64>>,
    by: IndexMap<String, f64>,
    extra: Extra,
}

object! {
    Floats, extra;
    required "step" step(plain Option<f64>);
    required "loss" loss(plain Option<Vec<f64>>);
    required "by" by(plain IndexMap<String, f64>);
}
