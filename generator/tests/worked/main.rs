//! Runs the program against a recording that is served over HTTP, and the receiver against webhooks that are
//! sent over HTTP.

mod program;
mod receiver;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{env, fs};

use fine_tuning::{Client, HeaderMap, Webhooks};
use receiver::Receiver;
use tests::replay::Replay;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

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
    fs::write(
        folder.join("train.jsonl"),
        "{\"messages\":[]}\n{\"messages\":[]}\n{\"messages\":[]}\n",
    )
    .expect("a file");
    let replay = Replay::open(recording).expect("a recording");
    let client = Client::builder()
        .api_key("REDACTED")
        .base_url(replay.url("/v1"));
    let client = client.build().expect("a client");
    let log = program::run(&client, &folder).await.expect("no error");
    assert_eq!(log, EXPECTED);
    let saved = fs::read_to_string(folder.join("results.csv")).expect("the results");
    assert_eq!(saved, "step,train_loss\n1,0.4\n20,0.21\n");
    replay.finish().expect("every exchange");
    webhooks().await.expect("answers");
}

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEW_SECRET: &str = "whsec_dGhlIG5ldyBzZWNyZXQgb2YgYSByb3RhdGlvbg==";
const OTHER_SECRET: &str = "whsec_dGhlIHNlY3JldCBvZiBhIGZvcmdlcg==";

/// Sends webhooks to the receiver, which has the old and the new secret.
async fn webhooks() -> io::Result<()> {
    let secrets = |secrets: &[&str]| Webhooks::new(secrets).expect("secrets");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let receiver = Arc::new(Receiver::new(secrets(&[NEW_SECRET, SECRET])));
    tokio::spawn(Arc::clone(&receiver).serve(listener));
    let event = |event: &str, job: &str| {
        format!(r#"{{"type": "fine_tuning.job.{event}", "data": {{"id": "{job}"}}}}"#)
    };
    let (succeeded, failed) = (event("succeeded", "ftjob-1"), event("failed", "ftjob-2"));
    let now = SystemTime::now();
    let signed = |secret: &str, id: &str, time, body: &str| {
        let headers = secrets(&[secret]).sign(id, time, body.as_bytes());
        headers.expect("headers")
    };
    let first = signed(SECRET, "msg_1", now, &succeeded);
    assert_eq!(send(address, &first, &succeeded).await?, "204");
    // It is sent again, as when the answer was lost.
    assert_eq!(send(address, &first, &succeeded).await?, "204");
    let second = signed(NEW_SECRET, "msg_2", now, &failed);
    assert_eq!(send(address, &second, &failed).await?, "204");
    let paused = event("paused", "ftjob-3");
    let third = signed(NEW_SECRET, "msg_3", now, &paused);
    assert_eq!(send(address, &third, &paused).await?, "204");
    let log = receiver.log();
    assert_eq!(log[..2], ["ftjob-1 succeeded", "ftjob-2 failed"]);
    assert!(log[2].starts_with("passed over: Unknown("), "{log:?}");
    // Another secret, another body, an hour old, no signature, no JSON.
    let forged = signed(OTHER_SECRET, "msg_4", now, &succeeded);
    assert_eq!(send(address, &forged, &succeeded).await?, "400");
    assert_eq!(send(address, &first, &failed).await?, "400");
    let hour = Duration::from_secs(3600);
    let old = signed(SECRET, "msg_5", now - hour, &succeeded);
    assert_eq!(send(address, &old, &succeeded).await?, "400");
    assert_eq!(send(address, &HeaderMap::new(), &succeeded).await?, "400");
    let broken = signed(SECRET, "msg_6", now, "{");
    assert_eq!(send(address, &broken, "{").await?, "400");
    assert_eq!(receiver.log().len(), 3);
    Ok(())
}

/// Sends a webhook; gives the status of the answer.
async fn send(address: SocketAddr, headers: &HeaderMap, body: &str) -> io::Result<String> {
    let mut request =
        format!("POST /webhooks HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        let value = value.to_str().expect("a text");
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("content-length: {}\r\n\r\n{body}", body.len());
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.split(' ').nth(1).unwrap_or_default().to_owned())
}
