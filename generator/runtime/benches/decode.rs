//! Decoding and encoding a page of 100 checkpoints, against structs that serde derives and that lose
//! what the description does not name; and 100 events, against an enum with a tag.

use client_runtime::wire_sample::CheckpointList;
use client_runtime::wire_sample::event::Event;
use divan::Bencher;
use divan::counter::BytesCount;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

fn main() {
    divan::main();
}

/// What stands in each checkpoint.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// The keys of the description in its order, all seven metrics.
    Described,
    /// As the live API sends them: another order, three metrics and an undescribed `metrics.type`.
    Live,
}

const SHAPES: [Shape; 2] = [Shape::Described, Shape::Live];

#[divan::bench(args = SHAPES)]
fn decode_runtime(bencher: Bencher<'_, '_>, shape: Shape) {
    decode::<CheckpointList>(bencher, shape);
}

#[divan::bench(args = SHAPES)]
fn decode_derive(bencher: Bencher<'_, '_>, shape: Shape) {
    decode::<Derived>(bencher, shape);
}

#[divan::bench(args = SHAPES)]
fn encode_runtime(bencher: Bencher<'_, '_>, shape: Shape) {
    encode::<CheckpointList>(bencher, shape);
}

#[divan::bench(args = SHAPES)]
fn encode_derive(bencher: Bencher<'_, '_>, shape: Shape) {
    encode::<Derived>(bencher, shape);
}

#[divan::bench]
fn events_runtime(bencher: Bencher<'_, '_>) {
    let text = events();
    bencher.bench(|| serde_json::from_slice::<Vec<Event>>(divan::black_box(text.as_bytes())));
}

#[divan::bench]
fn events_derive(bencher: Bencher<'_, '_>) {
    let text = events();
    bencher
        .bench(|| serde_json::from_slice::<Vec<DerivedEvent>>(divan::black_box(text.as_bytes())));
}

fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>, shape: Shape) {
    let text = page(shape);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_slice::<T>(divan::black_box(text.as_bytes())));
}

fn encode<T: Serialize + DeserializeOwned>(bencher: Bencher<'_, '_>, shape: Shape) {
    let list = serde_json::from_str::<T>(&page(shape)).expect("a page decodes");
    bencher.bench_local(|| serde_json::to_vec(divan::black_box(&list)));
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
