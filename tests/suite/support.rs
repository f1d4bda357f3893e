//! A client for a server of the test, and a server that lists made-up checkpoints page by page.

pub mod logs;

use openai_fine_tuning::Client;
use openai_fine_tuning::fine_tuning::jobs::checkpoints::Checkpoints;
use serde_json::{Value, json};
use tests::answer::Answer;
use tests::replay::Replay;
use tests::request::RecordedRequest;

/// The key of every client here; no error and no `Debug` may show it.
pub const KEY: &str = "sk-test";

/// The job that most recordings speak of.
pub const JOB: &str = "ftjob-abc123";

/// A server that replays `recordings/<name>.har`.
pub fn replay(name: &str) -> Replay {
    logs::listen();
    Replay::open(recording_path(name)).expect("a recording")
}

/// The file of a recording.
pub fn recording_path(name: &str) -> String {
    format!("{}/recordings/{name}.har", env!("CARGO_MANIFEST_DIR"))
}

/// A client whose API is at `base_url`, with the default options.
pub fn client(base_url: String) -> Client {
    logs::listen();
    Client::builder()
        .api_key(KEY)
        .base_url(base_url)
        .build()
        .expect("a client")
}

/// The checkpoints resource of such a client.
pub fn checkpoints(base_url: String) -> Checkpoints {
    client(base_url).fine_tuning().jobs().checkpoints()
}

/// Answers a request for checkpoints as the API would if there were `total` of them, named by
/// [`id`] from 0 on.
pub fn list(request: &RecordedRequest, total: usize) -> Answer {
    let limit = request
        .query_value("limit")
        .map_or(10, |limit| limit.parse().expect("a limit"));
    let start = request
        .query_value("after")
        .map_or(0, |after| number(after) + 1);
    let end = total.min(start + limit);
    Answer::json(page(start..end, Some(end < total)))
}

/// The list object for a range of checkpoints.
pub fn page(numbers: std::ops::Range<usize>, has_more: Option<bool>) -> Value {
    let mut page = json!({
        "object": "list",
        "data": numbers.clone().map(checkpoint).collect::<Vec<_>>(),
        "first_id": numbers.clone().next().map(id),
        "last_id": numbers.clone().next_back().map(id),
    });
    if let Some(has_more) = has_more {
        page["has_more"] = json!(has_more);
    }
    page
}

/// The identifier of a made-up checkpoint.
pub fn id(number: usize) -> String {
    format!("ftckpt_{number}")
}

/// The number in an identifier.
fn number(id: &str) -> usize {
    id.strip_prefix("ftckpt_")
        .and_then(|number| number.parse().ok())
        .expect("one of our identifiers")
}

fn checkpoint(number: usize) -> Value {
    json!({
        "object": "fine_tuning.job.checkpoint",
        "id": id(number),
        "created_at": 1_773_302_400 - number,
        "fine_tuned_model_checkpoint": format!("ft:gpt-4o-mini:my-org::ckpt-step-{number}"),
        "fine_tuning_job_id": JOB,
        "metrics": { "step": number },
        "step_number": number,
    })
}
