//! Runs the program against a recording that is served over HTTP.

mod program;

use std::path::PathBuf;
use std::{env, fs};

use fine_tuning::Client;
use tests::replay::Replay;

const EXPECTED: &[&str] = &[
    "uploaded train.jsonl, 48 bytes",
    "Info: The job has completed",
    "Info: Step 20/20: training loss=0.21",
    "Info: Created fine-tuning job: ftjob-abc123",
    "asking the model of step 20",
    "It is on its way.",
    "saved results.csv, 30 bytes",
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let recording = arguments.next().expect("a recording");
    let folder = arguments.next().expect("a folder");
    fs::write(folder.join("train.jsonl"), "{\"messages\":[]}\n{\"messages\":[]}\n{\"messages\":[]}\n")
        .expect("a file");
    let replay = Replay::open(recording).expect("a recording");
    let client = Client::builder().api_key("REDACTED").base_url(replay.url("/v1"));
    let client = client.build().expect("a client");
    let log = program::run(&client, &folder).await.expect("no error");
    assert_eq!(log, EXPECTED);
    let saved = fs::read_to_string(folder.join("results.csv")).expect("the results");
    assert_eq!(saved, "step,train_loss\n1,0.4\n20,0.21\n");
    replay.finish().expect("every exchange");
}
