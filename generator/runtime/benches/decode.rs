//! What it costs to decode and encode a page of 100 checkpoints and lose nothing, against plain structs
//! that serde derives and that drop what they do not know; and 100 events, against an enum with a tag.
//!
//! Rounds of both alternate, so that a machine that changes its pace changes it for both, and the
//! medians are compared. `cargo bench -p client-runtime --bench decode`

use std::hint::black_box;
use std::time::{Duration, Instant};

use client_runtime::runtime::wire::from_json::from_json;
use client_runtime::wire_sample::CheckpointList;
use client_runtime::wire_sample::event::Event;
use serde::{Deserialize, Serialize};

/// What decoding a page may cost, as a multiple of the plain structs.
const LIMIT: f64 = 1.15;

const ROUNDS: usize = 1_000;
const TIMES: u32 = 5;

/// The first rounds fill caches.
const WARM_UP: usize = ROUNDS / 10;

/// What stands in each checkpoint.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// The keys of the description in its order, all seven metrics.
    Described,
    /// As the live API sends them: another order, three metrics and an undescribed `metrics.type`.
    Live,
}

fn main() {
    println!("a page of 100 checkpoints, runtime / plain structs:");
    for shape in [Shape::Described, Shape::Live] {
        let text = page(shape);
        let body = text.as_bytes();
        let plain = || serde_json::from_slice::<Derived>(black_box(body));
        let bodies = || from_json::<CheckpointList>(black_box(body));
        let types = || serde_json::from_slice::<CheckpointList>(black_box(body));
        compare(
            &format!("{shape:?}, a body decoded"),
            Some(LIMIT),
            bodies,
            plain,
        );
        compare(
            &format!("{shape:?}, the types alone"),
            Some(LIMIT),
            types,
            plain,
        );
        let (ours, derived) = (types().expect("a page"), plain().expect("a page"));
        let ours = || serde_json::to_vec(black_box(&ours));
        let derived = || serde_json::to_vec(black_box(&derived));
        compare(&format!("{shape:?}, encoded"), None, ours, derived);
    }
    println!("100 events, runtime / an enum with a tag:");
    let text = events();
    let ours = || serde_json::from_slice::<Vec<Event>>(black_box(text.as_bytes()));
    let derived = || serde_json::from_slice::<Vec<DerivedEvent>>(black_box(text.as_bytes()));
    compare("decoded", None, ours, derived);
}

/// Lets two alternate, and reports.
fn compare<T, U>(
    what: &str,
    limit: Option<f64>,
    mut ours: impl FnMut() -> T,
    mut plain: impl FnMut() -> U,
) {
    let (mut of_ours, mut of_plain) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM_UP {
        let (first, second) = (measure(&mut ours), measure(&mut plain));
        if round >= WARM_UP {
            of_ours.push(first);
            of_plain.push(second);
        }
    }
    let (ours, plain) = (median(of_ours), median(of_plain));
    let ratio = ours.as_secs_f64() / plain.as_secs_f64();
    let limit = limit.map(|limit| format!(", at most {limit} wanted"));
    println!(
        "  {what:28} {:6.1} µs / {:6.1} µs = {ratio:.3}{}",
        ours.as_secs_f64() * 1e6,
        plain.as_secs_f64() * 1e6,
        limit.unwrap_or_default()
    );
}

/// What each of some calls takes, until what it gave is dropped again.
fn measure<T>(call: &mut impl FnMut() -> T) -> Duration {
    let began = Instant::now();
    for _ in 0..TIMES {
        drop(black_box(call()));
    }
    began.elapsed() / TIMES
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn page(shape: Shape) -> String {
    let checkpoints: Vec<String> = (0..100).map(|index| checkpoint(shape, index)).collect();
    format!(
        r#"{{"object": "list", "data": [{}], "first_id": "ftckpt_zc4Q7MP6XxulcVzj4MZd0000",
        "last_id": "ftckpt_zc4Q7MP6XxulcVzj4MZd0099", "has_more": true}}"#,
        checkpoints.join(", ")
    )
}

/// Messages and groups of two messages, in turn.
fn events() -> String {
    let message = r#"{"type": "message", "text": "Step 10 of 900: training loss is 0.53"}"#;
    let pair = format!(r#"{message}, {{"type": "group", "events": [{message}, {message}]}}"#);
    format!("[{}]", vec![pair; 50].join(", "))
}

fn checkpoint(shape: Shape, index: u32) -> String {
    let step = index * 10;
    let loss = 1.0 / f64::from(index + 3);
    let job = r#""fine_tuning_job_id": "ftjob-JlHszAFOnjdLuFiGT3YBkl08""#;
    let rest = match shape {
        Shape::Described => format!(
            r#""step_number": {step}, "metrics": {{"step": {step}, "train_loss": {loss},
            "train_mean_token_accuracy": 0.874, "valid_loss": {loss}, "valid_mean_token_accuracy": 0.5,
            "full_valid_loss": 0.134, "full_valid_mean_token_accuracy": 0.781}}, {job}"#
        ),
        Shape::Live => format!(
            r#"{job}, "metrics": {{"step": {step}, "train_loss": {loss}, "train_mean_token_accuracy": 1.0,
            "type": "supervised"}}, "step_number": {step}"#
        ),
    };
    format!(
        r#"{{"object": "fine_tuning.job.checkpoint", "id": "ftckpt_zc4Q7MP6XxulcVzj4MZd{index:04}",
        "created_at": {created}, "fine_tuned_model_checkpoint":
        "ft:gpt-3.5-turbo-0125:my-org:custom-suffix:96olL566:ckpt-step-{step}", {rest}}}"#,
        created = 1_519_129_973 - index * 140,
    )
}

#[derive(Serialize, Deserialize)]
struct Derived {
    object: String,
    data: Vec<DerivedCheckpoint>,
    first_id: Option<String>,
    last_id: Option<String>,
    has_more: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct DerivedCheckpoint {
    object: String,
    id: String,
    created_at: i64,
    fine_tuned_model_checkpoint: String,
    step_number: i64,
    metrics: DerivedMetrics,
    fine_tuning_job_id: String,
}

#[derive(Serialize, Deserialize)]
struct DerivedMetrics {
    step: Option<f64>,
    train_loss: Option<f64>,
    train_mean_token_accuracy: Option<f64>,
    valid_loss: Option<f64>,
    valid_mean_token_accuracy: Option<f64>,
    full_valid_loss: Option<f64>,
    full_valid_mean_token_accuracy: Option<f64>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[expect(dead_code, reason = "it is decoded and dropped")]
enum DerivedEvent {
    Message { text: String },
    Group { events: Vec<DerivedEvent> },
}
