//! The key is in nothing that is printed: this suite runs once more with every log line, every span
//! and every message of a panic on its output, and the whole of it is searched.

use std::process::Command;

use openai_fine_tuning::{Client, Error};
use tests::answer::Answer;
use tests::scripted::Scripted;

use crate::support::{JOB, KEY, client, logs};

/// The key in base64, as it would stand in a dump of bytes.
const IN_BASE64: &str = "c2stdGVzd";

#[test]
fn no_test_prints_the_key_not_even_at_the_finest_log_level() {
    if std::env::var_os(logs::WANTED).is_some() {
        return;
    }
    let output = Command::new(std::env::current_exe().expect("this program"))
        .env(logs::WANTED, "1")
        // The one test that is long; the runtime's own tests look into the logs of faults.
        .args(["--skip", "faults::ten_thousand", "--nocapture"])
        .output()
        .expect("this program");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    for target in [
        "reqwest::",
        "hyper_util::",
        "attempt{",
        "call{",
        "panicked at",
    ] {
        assert!(text.contains(target), "expected {target} to be printed");
    }
    let lines = text.lines();
    let shows = |line: &&str| line.contains(KEY) || line.contains(IN_BASE64);
    assert_eq!(lines.filter(shows).collect::<Vec<_>>(), [""; 0]);
}

#[tokio::test]
async fn debug_of_everything_public_shows_none() -> Result<(), Error> {
    let echo =
        format!(r#"{{"error":{{"message":"No {KEY}","type":"t","param":null,"code":null}}}}"#);
    let page = r#"{"object":"list","data":[],"has_more":true,"last_id":"x"}"#;
    let server = Scripted::start(move |request| match request.query_value("limit") {
        Some("0") => Answer::json(&echo).status(401).header("x-echo", KEY),
        _ => Answer::json(page).header("x-echo", KEY),
    })
    .expect("a server");
    let builder = Client::builder().api_key(KEY).base_url(server.url("/v1"));
    let client = client(server.url("/v1"));
    let jobs = client.fine_tuning().jobs();
    let checkpoints = jobs.checkpoints();
    let list = checkpoints.list(JOB).header("authorization", KEY);
    let list = list.extra_query("k", KEY);
    let response = list.clone().with_response().await?;
    let error = checkpoints
        .list(JOB)
        .limit(0)
        .await
        .expect_err("status 401");
    let shown = [
        format!("{builder:?} {client:?} {:?} {jobs:?}", client.fine_tuning()),
        format!("{checkpoints:?} {list:?} {:?}", list.clone().into_future()),
        format!("{:?} {:?}", list.clone().items(), list.clone().pages()),
        format!(
            "{:?} {:?}",
            list.clone().items().wait(),
            list.clone().pages().wait()
        ),
        format!("{response:?} {:?}", response.rate_limits()),
        format!("{:?} {:?}", response.body, response.body.next_page()),
        format!(
            "{error} {error:?} {:?} {:?}",
            error.api_error(),
            error.headers()
        ),
        format!("{:?}", std::error::Error::source(&error)),
    ]
    .join("\n");
    assert!(!shown.contains(KEY), "{shown}");
    assert!(shown.contains("No [redacted]"), "{shown}");
    Ok(())
}
