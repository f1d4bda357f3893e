//! What a call allocates on top of reqwest. A process of its own, since the counter counts everything.

#[path = "../benches/support.rs"]
mod support;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use support::{Bare, Ours, serve};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CALLS: usize = 200;

/// The most bytes that a call may allocate on top of what reqwest does.
const MOST: usize = 2 * 1024;

/// Bytes and allocations per call, once connections and buffers are there.
async fn per_call<F: Future<Output = usize>>(call: impl Fn() -> F) -> (usize, usize) {
    for _ in 0..20 {
        assert_eq!(call().await, support::THINGS);
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..CALLS {
        call().await;
    }
    let change = region.change();
    (change.bytes_allocated / CALLS, change.allocations / CALLS)
}

#[test]
fn a_call_allocates_little_more_than_reqwest() {
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let bare = Bare::new(&url);
        let ours = Ours::new(&url);
        let (bare_bytes, bare_count) = per_call(|| bare.list()).await;
        let (our_bytes, our_count) = per_call(|| ours.list()).await;
        println!("reqwest: {bare_bytes} bytes in {bare_count} allocations per call");
        println!("runtime: {our_bytes} bytes in {our_count} allocations per call");
        assert!(
            our_bytes <= bare_bytes + MOST,
            "{our_bytes} bytes, reqwest {bare_bytes}"
        );
    });
}
