//! What a call costs on top of reqwest, on loopback: time and allocations of 10,000 small pages, asked
//! for one by one, and as the pages of one long list.
//!
//! Rounds of both alternate, so that a machine that changes its pace changes it for both, and the
//! medians are compared. `cargo bench -p client-runtime --bench overhead`

mod support;

use std::alloc::System;
use std::time::{Duration, Instant};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use support::{Bare, Ours, THINGS, next, serve};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 200;
const CALLS: usize = 50;

/// What a call may take on top of reqwest: a share of its time, and bytes that are allocated.
const LIMITS: (f64, isize) = (5.0, 2_048);

/// The first rounds open connections and fill caches.
const WARM_UP: usize = ROUNDS / 10;

/// What one call of a round cost.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    bytes: usize,
    allocations: usize,
}

/// What each of some calls costs.
async fn measure(mut call: impl AsyncFnMut() -> usize) -> Cost {
    let region = Region::new(ALLOCATOR);
    let began = Instant::now();
    for _ in 0..CALLS {
        assert_eq!(call().await, THINGS);
    }
    let (time, change) = (began.elapsed(), region.change());
    Cost {
        time: time.div_f64(CALLS as f64),
        bytes: change.bytes_allocated / CALLS,
        allocations: change.allocations / CALLS,
    }
}

/// Lets two alternate, and reports.
async fn compare(
    what: &str,
    mut bare: impl AsyncFnMut() -> usize,
    mut ours: impl AsyncFnMut() -> usize,
) {
    let (mut of_bare, mut of_ours) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM_UP {
        let (first, second) = (measure(&mut bare).await, measure(&mut ours).await);
        if round >= WARM_UP {
            of_bare.push(first);
            of_ours.push(second);
        }
    }
    report(what, median(&of_bare), median(&of_ours));
}

/// The medians, each for itself.
fn median(costs: &[Cost]) -> Cost {
    fn middle<T: Ord + Copy>(costs: &[Cost], part: impl Fn(&Cost) -> T) -> T {
        let mut parts: Vec<T> = costs.iter().map(part).collect();
        parts.sort();
        parts[parts.len() / 2]
    }
    Cost {
        time: middle(costs, |cost| cost.time),
        bytes: middle(costs, |cost| cost.bytes),
        allocations: middle(costs, |cost| cost.allocations),
    }
}

fn report(what: &str, bare: Cost, ours: Cost) {
    let ratio = ours.time.as_secs_f64() / bare.time.as_secs_f64();
    println!("{what}, per call:");
    for (name, cost) in [("reqwest", bare), ("runtime", ours)] {
        println!(
            "  {name}  {:6.1} µs  {:6} bytes in {:3} allocations",
            cost.time.as_secs_f64() * 1e6,
            cost.bytes,
            cost.allocations
        );
    }
    let (most_time, most_bytes) = LIMITS;
    println!(
        "  runtime / reqwest: {ratio:.3} in time ({:+.1} %, at most +{most_time} % wanted), {:+} bytes \
         (at most +{most_bytes} wanted)\n",
        (ratio - 1.0) * 100.0,
        ours.bytes.cast_signed() - bare.bytes.cast_signed()
    );
}

fn main() {
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let (bare, ours) = (Bare::new(&url), Ours::new(&url));
        let one_by_one = "10,000 pages, one by one";
        compare(
            one_by_one,
            async || bare.list().await,
            async || ours.list().await,
        )
        .await;

        let (mut at, mut pages) = (None, ours.pages());
        let of_one_list = "10,000 pages of one list";
        let bare = async || bare.next(&mut at).await;
        compare(of_one_list, bare, async || next(&mut pages).await).await;
    });
}
