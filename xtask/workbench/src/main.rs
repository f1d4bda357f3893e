//! The commands of `cargo xtask` that need servers, TLS, JSON Schema or emitted crates that are
//! compiled. `cargo xtask` builds and runs this program when one of them is asked for.

mod additions;
mod conformance;
mod corpus;
mod features;
mod record;
#[cfg(test)]
mod sample;
mod serve;
mod suite;

use std::path::Path;
use std::process::ExitCode;

use cargo_verbatim::cli::{self, Session};
use xtask::workbench::Command;

/// `corpus` generates hundreds of clients, which takes a quarter less time with this allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Its commands are about this workspace, whatever the user's current folder is.
    let root = || Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    cli::run_in(
        root,
        xtask::PROGRAM,
        |command, Session { here, .. }| match command {
            Command::Additions(arguments) => additions::run(&arguments, here),
            Command::Conformance(arguments) => conformance::run(&arguments, here),
            Command::Corpus(arguments) => corpus::run(&arguments, here),
            Command::Record(arguments) => record::run(&arguments, here),
            Command::Serve(arguments) => serve::run(&arguments, here),
            Command::Suite(arguments) => suite::run(&arguments, here),
        },
    )
}
