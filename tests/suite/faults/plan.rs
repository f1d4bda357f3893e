//! What a faulty server does wrong, drawn from a seed.

use std::time::Duration;

use fastrand::Rng;

/// How many items a page has.
pub const PAGE: i64 = 10;

/// What a server does with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The page, as it should be.
    None,
    /// The page, in chunks.
    Chunked,
    /// The page, after a pause.
    Slow,
    /// The page, in pieces with pauses between them.
    Drip,
    /// Nothing, for longer than any client waits.
    Stall,
    /// A TCP reset before the answer.
    Reset,
    /// The end of the connection before the answer.
    Close,
    /// The end of the connection within the head.
    HeadCut,
    /// The end of the connection within the body.
    BodyCut,
    /// A TCP reset within the body.
    BodyReset,
    /// A `content-length` below that of the body.
    LengthShort,
    /// A `content-length` above that of the body, and then the end.
    LengthLong,
    /// A `content-length` that is no number.
    LengthGarbage,
    /// A chunk whose length is no number.
    ChunkGarbage,
    /// The end of the connection between two chunks.
    ChunkCut,
    /// Bytes that are not HTTP.
    Garbage,
    /// Status 200 with HTML.
    Html,
    /// Status 200 with JSON that is something else.
    OtherJson,
    /// The page, and a second answer that nobody asked for.
    Stray,
    /// Answers with 1xx statuses before the page.
    Early,
    /// 307 to the same server.
    Redirect,
    /// 307 to another server.
    RedirectElsewhere,
    /// 302 without a place, and 304.
    RedirectNowhere,
    /// 429 with a short wait.
    Busy,
    /// 429 with a wait that is too long.
    BusyForLong,
    /// 429 for a quota that is used up.
    Quota,
    /// A status of 500 and above, 408 or 409, with a short wait.
    Failing,
    /// The same with HTML.
    FailingHtml,
    /// A status that ends the call.
    Refused,
}

/// How often each happens, of 1,000 requests; what is left of them goes well.
const OFTEN: &[(usize, Fault)] = &[
    (20, Fault::Chunked),
    (50, Fault::Slow),
    (20, Fault::Drip),
    (2, Fault::Stall),
    (12, Fault::Reset),
    (12, Fault::Close),
    (8, Fault::HeadCut),
    (12, Fault::BodyCut),
    (8, Fault::BodyReset),
    (8, Fault::LengthShort),
    (5, Fault::LengthLong),
    (4, Fault::LengthGarbage),
    (4, Fault::ChunkGarbage),
    (5, Fault::ChunkCut),
    (5, Fault::Garbage),
    (5, Fault::Html),
    (5, Fault::OtherJson),
    (5, Fault::Stray),
    (30, Fault::Early),
    (20, Fault::Redirect),
    (5, Fault::RedirectElsewhere),
    (5, Fault::RedirectNowhere),
    (40, Fault::Busy),
    (3, Fault::BusyForLong),
    (3, Fault::Quota),
    (40, Fault::Failing),
    (10, Fault::FailingHtml),
    (5, Fault::Refused),
];

/// What happens to the request with this number of the list with this number.
///
/// Each list has a sequence of its own, so that it does not depend on which of them is faster.
pub fn draw(seed: u64, list: usize, number: usize) -> (Fault, Rng) {
    let mut rng = Rng::with_seed(seed);
    let mixed = rng.u64(..) ^ ((list as u64) << 32 | number as u64);
    let mut rng = Rng::with_seed(mixed);
    // Neighbouring seeds begin alike.
    rng = rng.fork();
    let mut left = rng.usize(..1_000);
    for &(often, fault) in OFTEN {
        match left.checked_sub(often) {
            Some(rest) => left = rest,
            None => return (fault, rng),
        }
    }
    (Fault::None, rng)
}

/// A pause that no client takes for a stall.
pub fn pause(rng: &mut Rng) -> Duration {
    Duration::from_millis(rng.u64(1..8))
}

#[test]
fn a_seed_draws_the_same_again() {
    let plan = |seed| -> Vec<Fault> { (0..500).map(|number| draw(seed, 7, number).0).collect() };
    assert_eq!(plan(1), plan(1));
    assert_ne!(plan(1), plan(2));
}

#[test]
fn every_fault_is_drawn_about_as_often_as_it_should() {
    let mut found = std::collections::HashMap::new();
    for list in 0..100 {
        for number in 0..1_000 {
            *found
                .entry(format!("{:?}", draw(3, list, number).0))
                .or_insert(0) += 1;
        }
    }
    for (often, fault) in OFTEN {
        let found = found.get(&format!("{fault:?}")).copied().unwrap_or(0);
        let expected = often * 100;
        assert!(
            (expected / 2..expected * 2).contains(&found),
            "{fault:?}: expected about {expected}, found {found}"
        );
    }
}
