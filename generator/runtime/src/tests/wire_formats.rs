//! Described types are plain serde types: users store them in other formats and inside of types of
//! their own.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runtime::wire::presence::Nullable;
use crate::wire_sample::job::{Job, Priority, Status};
use crate::wire_sample::{Checkpoint, CheckpointList};

fn list() -> CheckpointList {
    let checkpoint = json!({
        "object": "fine_tuning.job.checkpoint", "id": "a", "created_at": 1.5, "step_number": -3,
        "fine_tuned_model_checkpoint": "ft", "metrics": { "step": 2, "valid_loss": 0.1 },
        "fine_tuning_job_id": "j",
    });
    let list =
        json!({ "object": "list", "data": [checkpoint], "first_id": null, "has_more": true });
    serde_json::from_value(list).expect("a list")
}

#[test]
fn formats_that_do_not_describe_themselves() {
    let list = list();
    let bytes = postcard::to_stdvec(&list).expect("bytes");
    assert_eq!(
        postcard::from_bytes::<CheckpointList>(&bytes).expect("a list"),
        list
    );

    let mut job = Job::new("m", None, Status::Unknown("x".to_owned()))
        .suffix("s")
        .seed(-1);
    job.labels = Some(
        [
            ("b".to_owned(), "1".to_owned()),
            ("a".to_owned(), "2".to_owned()),
        ]
        .into(),
    );
    job.priority = Some(Priority::_2);
    job.digest = Some(vec![1, 2].into());
    job.began = Some("2026-03-12T09:14:31Z".into());
    job.size = Some(u64::MAX);
    job.slots = Some(u32::MAX);
    job.temperature = Some(i32::MIN);
    let bytes = postcard::to_stdvec(&job).expect("bytes");
    assert_eq!(postcard::from_bytes::<Job>(&bytes).expect("a job"), job);
    job.suffix = Nullable::Null;
    let bytes = postcard::to_stdvec(&job).expect("bytes");
    assert_eq!(postcard::from_bytes::<Job>(&bytes).expect("a job"), job);
}

#[test]
fn types_around_them() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Stored {
        name: String,
        #[serde(flatten)]
        checkpoint: Checkpoint,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Either {
        List(CheckpointList),
        Checkpoint(Checkpoint),
    }

    let checkpoint = list().data.remove(0);
    let stored = Stored {
        name: "n".to_owned(),
        checkpoint: checkpoint.clone(),
    };
    let json = serde_json::to_string(&stored).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Stored>(&json).expect("what was stored"),
        stored
    );

    let either = Either::Checkpoint(checkpoint);
    let json = serde_json::to_string(&either).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Either>(&json).expect("a checkpoint"),
        either
    );
}
