//! A server that breaks every promise at random, and 10,000 calls of paging through it.
//!
//! What a server does wrong is drawn from a seed, which is printed; `FAULTS_SEED=… cargo test -p
//! tests faults` draws the same again. A listing that ends with an error goes on from the last item
//! it gave out, as a user's program would. Then:
//!
//! - every item of every list was given out once and in order, or the caller had an error first;
//! - nothing hangs, no request goes to another host, no text shows the key;
//! - in the end there is no connection, no task and no memory left that was not there before.

mod plan;
mod server;

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use openai_fine_tuning::{Client, Error, ErrorKind};
use stats_alloc::{INSTRUMENTED_SYSTEM, Stats};
use tokio::runtime::Handle;
use tokio::task::JoinSet;

use crate::support::KEY;
use plan::PAGE;
use server::{Faulty, TOTAL, id};

/// The processes that share the calls: most of the time is waited.
const PROCESSES: usize = 2;

/// As many lists are read at once; together they have a page for each of the calls.
const LISTS: usize = 400;

/// The calls of a process.
const CALLS: usize = 10_000 / PROCESSES;

/// Longer than any answer takes on its way, shorter than a stall.
const TIMEOUT: Duration = Duration::from_secs(1);

const RETRIES: u32 = 2;

/// Several times what the run takes; only a hang is over it.
const BOUND: Duration = Duration::from_secs(180);

/// What may be allocated at the end and not at the beginning: 200 bytes for each call would be more.
const LEFT_OVER: i64 = 2 << 20;

/// What may be allocated late in the run on top of early in the run.
const GROWTH: i64 = 8 << 20;

/// Each client is alone in a process, so that the memory that is counted is the client's.
#[test]
fn ten_thousand_calls_through_a_faulty_server() {
    const ALONE: &str = "TESTS_FAULTS_ALONE";
    if std::env::var_os(ALONE).is_some() {
        return run();
    }
    let name = "faults::ten_thousand_calls_through_a_faulty_server";
    let start = || {
        Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", name, "--nocapture"])
            .env(ALONE, "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("this program")
    };
    let processes: Vec<Child> = std::iter::repeat_with(start).take(PROCESSES).collect();
    for process in processes {
        let output = process.wait_with_output().expect("this program");
        print!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "the run above failed");
    }
}

#[tokio::main(worker_threads = 2)]
async fn run() {
    let seed = std::env::var("FAULTS_SEED").ok();
    let seed: u64 = seed.map_or_else(
        || fastrand::u64(..),
        |seed| seed.parse().expect("a number as FAULTS_SEED"),
    );
    println!("to repeat this run: FAULTS_SEED={seed}");
    let server = Faulty::start(seed).expect("a server");
    let tasks = Handle::current().metrics().num_alive_tasks();
    let before = live();

    let (errors, memory) = tokio::time::timeout(BOUND, read_everything(&server))
        .await
        .expect("nothing hangs");
    println!(
        "{} calls, {} connections, errors: {errors:?}",
        server.requests(),
        server.connections()
    );
    assert!(server.requests() >= CALLS, "{} calls", server.requests());
    assert_eq!(server.elsewhere(), 0, "requests to another host");
    for kind in ["Connection", "Decode", "OtherStatus", "RateLimit"] {
        assert!(
            errors.contains_key(kind),
            "no error of kind {kind}: the plan does nothing"
        );
    }

    eventually("connections", || server.open()).await;
    eventually("tasks", || {
        Handle::current()
            .metrics()
            .num_alive_tasks()
            .saturating_sub(tasks)
    })
    .await;
    let (early, late) = memory.split_at(memory.len() / 2);
    let most = |samples: &[i64]| samples.iter().copied().max().unwrap_or_default();
    let (early, late, after) = (most(early), most(late), live());
    println!("bytes alive: {before} before, {early} early, {late} late, {after} after");
    assert!(late - early < GROWTH, "memory grows");
    assert!(after - before < LEFT_OVER, "memory is left over");
}

/// Reads every list to its end; how many errors of each kind there were, and samples of the bytes
/// that were allocated.
async fn read_everything(server: &Faulty) -> (BTreeMap<String, usize>, Vec<i64>) {
    let client = Client::builder()
        .api_key(KEY)
        .base_url(server.url())
        .timeout(TIMEOUT)
        .max_retries(RETRIES)
        .build()
        .expect("a client");
    let mut lists = JoinSet::new();
    for list in 0..LISTS {
        lists.spawn(read(client.clone(), list));
    }
    let mut errors = BTreeMap::new();
    let mut memory = Vec::new();
    let mut pause = tokio::time::interval(Duration::from_millis(50));
    loop {
        tokio::select! {
            list = lists.join_next() => match list {
                None => return (errors, memory),
                Some(found) => for kind in found.expect("no panic") {
                    *errors.entry(kind).or_default() += 1;
                }
            },
            _ = pause.tick() => memory.push(live()),
        }
    }
}

/// Reads one list to its end, from the last item on after each error; the kinds of the errors.
async fn read(client: Client, list: usize) -> Vec<String> {
    let mut errors = Vec::new();
    let mut given = 0;
    loop {
        let job = format!("ftjob-{list}");
        let mut request = client.fine_tuning().jobs().checkpoints().list(job);
        request = request.limit(PAGE);
        if given > 0 {
            request = request.after(id(list, given - 1));
        }
        let mut items = request.items();
        let error = loop {
            match items.try_next().await {
                Ok(Some(checkpoint)) => {
                    assert_eq!(checkpoint.id, id(list, given), "the next item, once");
                    assert_eq!(usize::try_from(checkpoint.step_number), Ok(given));
                    given += 1;
                }
                Ok(None) => {
                    assert_eq!(given, TOTAL, "list {list} ended early");
                    return errors;
                }
                Err(error) => break error,
            }
        };
        check(&error);
        errors.push(format!("{:?}", error.kind()));
    }
}

/// An error says what a caller needs, whatever the server did.
fn check(error: &Error) {
    assert_eq!(error.operation(), Some("listFineTuningJobCheckpoints"));
    assert!((1..=RETRIES + 1).contains(&error.attempts()), "{error:?}");
    let answered = error.status().is_some();
    match error.kind() {
        ErrorKind::Connection | ErrorKind::Timeout => {}
        ErrorKind::Decode => assert!(answered && error.body().is_some(), "{error:?}"),
        _ => assert!(
            answered && error.headers().is_some() && error.body().is_some(),
            "{error:?}"
        ),
    }
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(KEY), "{shown}");
}

/// Waits until nothing is left of what may take a moment to end.
async fn eventually(what: &str, left: impl Fn() -> usize) {
    let began = Instant::now();
    while left() > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(15),
            "{} {what} are left",
            left()
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The bytes that this process has allocated and not freed.
fn live() -> i64 {
    let Stats {
        bytes_allocated,
        bytes_deallocated,
        ..
    } = INSTRUMENTED_SYSTEM.stats();
    bytes_allocated.cast_signed() as i64 - bytes_deallocated.cast_signed() as i64
}
