//! What a call allocates on top of reqwest. A process of its own, since the counter counts everything.

#[path = "../benches/support.rs"]
mod support;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use support::{Bare, Ours, next, serve};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CALLS: usize = 200;

/// The most bytes that a call may allocate on top of what reqwest does: a call for a page holds what its listing has
/// read, and the way there.
const MOST: usize = 2 * 1024 + 128;

/// Bytes and allocations per call, once connections and buffers are there.
async fn per_call(mut call: impl AsyncFnMut() -> usize) -> (usize, usize) {
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
        let (mut at, mut pages) = (None, ours.pages());
        for (what, of_reqwest, of_runtime) in [
            (
                "one page",
                per_call(async || bare.list().await).await,
                per_call(async || ours.list().await).await,
            ),
            (
                "a page of a list",
                per_call(async || bare.next(&mut at).await).await,
                per_call(async || next(&mut pages).await).await,
            ),
        ] {
            println!("{what}: bytes and allocations {of_reqwest:?} of reqwest, {of_runtime:?} of the runtime");
            let (most, found) = (of_reqwest.0 + MOST, of_runtime.0);
            assert!(found <= most, "{what}: {found} bytes, at most {most}");
        }
    });
}
