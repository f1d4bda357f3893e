//! Lists that are read through random faults, in every shape of paging.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

use super::support::shelf::{PAGE, Shape, id, page, read, start};
use super::support::{Answer, Received, Server, builder};

/// What the server of one call does wrong.
fn faulty(shape: Shape, request: &Received, rng: &mut fastrand::Rng) -> Answer {
    let first = start(request);
    let good = page(shape, first, TOTAL, "/v1");
    let unavailable = || Answer::json(503, "{}");
    match rng.u8(..100) {
        0..3 => unavailable(),
        3..5 => good.cut(5),
        5 => good.reset(),
        6 => Answer::nothing(),
        7 => Answer::json(200, "{\"shelf\": 1"),
        // A gateway that has an answer of its own: the first page, the one before, or any other.
        8 => page(shape, 0, TOTAL, "/v1"),
        9 => page(shape, first.saturating_sub(PAGE), TOTAL, "/v1"),
        10 => page(shape, rng.usize(0..=first / PAGE) * PAGE, TOTAL, "/v1"),
        _ => good,
    }
}

const TOTAL: usize = 40;

const CALLS: usize = 10_000;

/// Over a list that does not change, every item is given exactly once, or there is an error.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_give_every_item_once_or_an_error() {
    let shapes: JoinSet<(usize, usize)> = Shape::ALL.iter().copied().map(ask).collect();
    let counts = shapes.join_all().await.into_iter();
    let (whole, broken) = counts
        .reduce(|all, some| (all.0 + some.0, all.1 + some.1))
        .expect("a shape");
    assert!(
        whole > 100 && broken > 100,
        "{whole} whole, {broken} broken"
    );
}

/// Reads a list in one shape of paging again and again; how often it was read to its end, and how often there was an
/// error.
async fn ask(shape: Shape) -> (usize, usize) {
    let rng = Mutex::new(fastrand::Rng::with_seed(shape as u64 + 7));
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let server = Server::new(move |request, _| {
        counted.fetch_add(1, Ordering::SeqCst);
        faulty(shape, request, &mut rng.lock().expect("no panic"))
    })
    .await;
    let client = builder(&server).max_retries(0).build().expect("a client");
    let (mut whole, mut broken) = (0, 0);
    while calls.load(Ordering::SeqCst) < CALLS / Shape::ALL.len() {
        let (seen, error) = read(&client, shape, None).await;
        let ids: Vec<String> = (0..seen.len()).map(id).collect();
        assert_eq!(seen, ids, "{shape:?}");
        match error {
            Some(_) => broken += 1,
            None => {
                assert_eq!(seen.len(), TOTAL, "{shape:?}");
                whole += 1;
            }
        }
    }
    (whole, broken)
}
