//! The time of a call on top of reqwest, on loopback. Rounds of both alternate, so that a machine that
//! changes its pace changes it for both; the medians are compared.
//!
//! `cargo bench -p client-runtime`

mod support;

use std::time::{Duration, Instant};

use support::{Bare, Ours, serve};

const ROUNDS: usize = 200;
const CALLS: u32 = 50;

async fn time<F: Future<Output = usize>>(call: impl Fn() -> F) -> Duration {
    let began = Instant::now();
    for _ in 0..CALLS {
        call().await;
    }
    began.elapsed() / CALLS
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let (bare, ours) = (Bare::new(&url), Ours::new(&url));
        let (mut of_bare, mut of_ours) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let (first, second) = (time(|| bare.list()).await, time(|| ours.list()).await);
            // The first rounds open connections and fill caches.
            if round >= ROUNDS / 10 {
                of_bare.push(first);
                of_ours.push(second);
            }
        }
        let (bare, ours) = (median(&mut of_bare), median(&mut of_ours));
        let more = (ours.as_secs_f64() / bare.as_secs_f64() - 1.0) * 100.0;
        println!("reqwest {bare:?}, runtime {ours:?} per call: {more:+.1} %");
    });
}
