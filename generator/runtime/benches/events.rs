//! What it costs to read 100,000 server-sent events, against splitting their bytes by hand: in memory,
//! and over HTTP on loopback.
//!
//! Rounds of both alternate, so that a machine that changes its pace changes it for both, and the
//! medians are compared. `cargo bench -p client-runtime --bench events`

use std::alloc::System;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use client_runtime::Client;
use client_runtime::runtime::stream::event_parser::EventParser;
use client_runtime::runtime::stream::framing::Framing;
use memchr::memmem;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const EVENTS: usize = 100_000;

/// What a connection gives at once.
const CHUNK: usize = 16 << 10;

/// What reading events may cost, as a multiple of splitting by hand.
const LIMIT: f64 = 1.3;

const ROUNDS: usize = 30;

/// The first rounds open connections and fill caches.
const WARM_UP: usize = 3;

fn main() {
    let text = Bytes::from(stream());
    let ours = || {
        let mut parser = EventParser::new(usize::MAX);
        let mut found = 0;
        for mut chunk in chunks(&text) {
            while let Ok(Some(event)) = parser.read(&mut chunk) {
                found += black_box(event).data().len();
            }
        }
        found
    };
    let by_hand = || {
        let mut hand = ByHand::default();
        let found = chunks(&text).map(|chunk| hand.read(&chunk));
        found.sum()
    };
    println!("{EVENTS} events, runtime / by hand:");
    compare("in memory", ours, by_hand);

    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let address = runtime.block_on(serve(text.clone()));
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .api_key("k")
        .build();
    let client = client.expect("a client");
    let http = reqwest::Client::new();
    let ours = || {
        runtime.block_on(async {
            let events = client.changes().follow().await.expect("a stream");
            let mut events = events.raw();
            let mut found = 0;
            while let Some(event) = events.try_next().await.expect("an event") {
                found += black_box(event).data().len();
            }
            found
        })
    };
    let by_hand = || {
        runtime.block_on(async {
            let answer = http.get(format!("http://{address}/changes")).send().await;
            let mut answer = answer.expect("an answer");
            let mut hand = ByHand::default();
            let mut found = 0;
            while let Some(chunk) = answer.chunk().await.expect("a chunk") {
                found += hand.read(&chunk);
            }
            found
        })
    };
    compare("over HTTP", ours, by_hand);

    runtime.block_on(async {
        let events = client.changes().follow().await.expect("a stream");
        let mut events = events.raw();
        let mut most = 0;
        let live = || {
            let stats = ALLOCATOR.stats();
            stats.bytes_allocated as isize - stats.bytes_deallocated as isize
        };
        let before = live();
        while events.try_next().await.expect("an event").is_some() {
            most = most.max(live() - before);
        }
        println!(
            "  memory while reading {} bytes: at most {most}",
            text.len()
        );
    });
}

/// Events split by who needs them once: blocks at empty lines, lines at line feeds.
#[derive(Default)]
struct ByHand {
    buffer: Vec<u8>,
}

impl ByHand {
    fn read(&mut self, chunk: &[u8]) -> usize {
        self.buffer.extend_from_slice(chunk);
        let (mut at, mut found) = (0, 0);
        while let Some(end) = memmem::find(&self.buffer[at..], b"\n\n") {
            let (mut name, mut id, mut data) = (String::new(), String::new(), String::new());
            for line in self.buffer[at..at + end].split(|byte| *byte == b'\n') {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                if let Some(value) = line.strip_prefix(b"data: ") {
                    data = text(value);
                } else if let Some(value) = line.strip_prefix(b"event: ") {
                    name = text(value);
                } else if let Some(value) = line.strip_prefix(b"id: ") {
                    id = text(value);
                }
            }
            found += black_box((name, id, data)).2.len();
            at += end + 2;
        }
        self.buffer.drain(..at);
        found
    }
}

/// Events as an API of chat completions sends them; one in ten has a name and an id.
fn stream() -> String {
    let mut text = String::new();
    for index in 0..EVENTS {
        if index % 10 == 0 {
            text += &format!("event: chunk\nid: {index}\n");
        }
        text += &format!(
            "data: {{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":\
             [{{\"index\":0,\"delta\":{{\"content\":\"token {index}\"}}}}]}}\n\n"
        );
    }
    text
}

fn chunks(text: &Bytes) -> impl Iterator<Item = Bytes> + '_ {
    let starts = (0..text.len()).step_by(CHUNK);
    starts.map(|start| text.slice(start..text.len().min(start + CHUNK)))
}

/// A server that answers every request with these events.
async fn serve(text: Bytes) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let text = text.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while socket
                    .read_buf(&mut request)
                    .await
                    .is_ok_and(|bytes| bytes > 0)
                {
                    if !request.ends_with(b"\r\n\r\n") {
                        continue;
                    }
                    request.clear();
                    let head = format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {}\r\n\r\n",
                        text.len()
                    );
                    let sent = socket.write_all(head.as_bytes()).await;
                    if sent.is_err() || socket.write_all(&text).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    address
}

/// Lets two alternate, and reports.
fn compare(what: &str, mut ours: impl FnMut() -> usize, mut by_hand: impl FnMut() -> usize) {
    let (mut of_ours, mut of_hand) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM_UP {
        let (first, second) = (measure(&mut ours), measure(&mut by_hand));
        assert_eq!(first.1, second.1, "the same events");
        if round >= WARM_UP {
            of_ours.push(first.0);
            of_hand.push(second.0);
        }
    }
    let (ours, hand) = (median(of_ours), median(of_hand));
    println!(
        "  {what:10} {:5.1} ms / {:5.1} ms = {:.2}, at most {LIMIT} wanted",
        ours.as_secs_f64() * 1e3,
        hand.as_secs_f64() * 1e3,
        ours.as_secs_f64() / hand.as_secs_f64()
    );
}

fn measure(read: &mut impl FnMut() -> usize) -> (Duration, usize) {
    let began = Instant::now();
    let found = read();
    (began.elapsed(), found)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
