//! Where the time of a generation goes, stage by stage: `cargo bench -p generator`.
//!
//! Besides the project's own description, documents named by `BENCH_SPECS` (paths, separated by
//! spaces) are measured. Times depend on the machine; the last column, generation against reading
//! the document alone, does not.

use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use generator::{Options, Sources, generate_with};

/// The allocator of `xtask`, which is what users run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STAGES: [&str; 5] = ["source", "openapi", "lower", "emit", "render"];

fn main() {
    let mut specs =
        vec![concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/fine-tuning.yaml").to_owned()];
    let more = std::env::var("BENCH_SPECS").unwrap_or_default();
    specs.extend(more.split_whitespace().map(str::to_owned));
    print!("{:<32}", "milliseconds (median)");
    STAGES.iter().for_each(|stage| print!("{stage:>10}"));
    println!("{:>10}{:>12}", "all", "all/source");
    for spec in specs {
        match std::fs::read(&spec) {
            Ok(text) => measure(&spec, &text),
            Err(error) => println!("{spec}: {error}"),
        }
    }
}

fn measure(spec: &str, text: &[u8]) {
    let runs = (20_000_000 / text.len().max(1)).clamp(7, 300);
    let mut times: Vec<[Duration; 5]> = (0..runs).map(|_| once(text)).collect();
    let mut median = |stage: usize| {
        times.sort_by_key(|times| times[stage]);
        times[runs / 2][stage].as_secs_f64() * 1e3
    };
    let medians: Vec<f64> = (0..STAGES.len()).map(&mut median).collect();
    let all: f64 = medians.iter().sum();
    let name = spec.rsplit('/').next().unwrap_or(spec);
    print!("{name:<32}");
    medians.iter().for_each(|median| print!("{median:>10.2}"));
    println!("{all:>10.2}{:>11.1}x", all / medians[0]);
}

/// One generation, from text to text.
fn once(text: &[u8]) -> [Duration; 5] {
    let start = Instant::now();
    let sources = Sources::new("spec", text);
    let last = Mutex::new((
        Instant::now(),
        [
            start.elapsed(),
            Duration::ZERO,
            Duration::ZERO,
            Duration::ZERO,
            Duration::ZERO,
        ],
    ));
    let after_stage = |stage: &'static str| {
        let (since, times) = &mut *last.lock().expect("one thread");
        if let Some(index) = STAGES.iter().position(|name| *name == stage) {
            times[index] = since.elapsed();
        }
        *since = Instant::now();
    };
    black_box(generate_with(
        &sources,
        &Options {
            after_stage: &after_stage,
            ..Options::default()
        },
    ));
    last.into_inner().expect("one thread").1
}
