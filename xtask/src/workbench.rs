//! The commands of the package `workbench`: their arguments, and how the package is built and run.
//!
//! `additions`, `conformance`, `corpus`, `record`, `serve` and `suite` need servers, TLS and JSON
//! Schema, which take minutes to compile. `codegen` does not wait for that: the package is built
//! when one of its commands is asked for. Its arguments are here, so that `--help` and a wrong
//! argument are answered at once.

pub mod additions;
pub mod conformance;
pub mod corpus;
pub mod record;
pub mod serve;
pub mod suite;
#[cfg(test)]
mod tests;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::process::{self, ExitCode};

use clap::Subcommand;

use cargo_verbatim::cli::Session;
use cargo_verbatim::error::Error;
use cargo_verbatim::report;

/// A command of the package `workbench`.
#[derive(Debug, Subcommand)]
#[allow(missing_docs, reason = "their help is that of their arguments")]
pub enum Command {
    Additions(additions::Arguments),
    Conformance(conformance::Arguments),
    Corpus(corpus::Arguments),
    Record(record::Arguments),
    Serve(serve::Arguments),
    Suite(suite::Arguments),
}

/// Builds the package and runs it with the arguments of this process, in the user's current folder.
pub fn run(session: &Session) -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = process::Command::new(cargo);
    command.args(["run", "--quiet"]);
    if io::stderr().is_terminal() {
        // A quiet cargo shows its progress when it is told to, and removes it at the end.
        command.args(["--config", "term.progress.width=80"]);
        command.args(["--config", "term.progress.when='always'"]);
    }
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/workbench/Cargo.toml");
    command
        .args(["--manifest-path", manifest, "--"])
        .args(env::args_os().skip(1))
        .current_dir(&session.here);
    match replace(command) {
        Ok(code) => code,
        Err(error) => report::fail(&Error::io("cannot run cargo", &error)),
    }
}

/// Replaces this process, so that signals, standard input and the exit code are the command's.
#[cfg(unix)]
fn replace(mut command: process::Command) -> io::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec())
}

/// Runs the command and ends as it ends. Ctrl-C reaches both processes; this one waits.
#[cfg(not(unix))]
fn replace(mut command: process::Command) -> io::Result<ExitCode> {
    ctrlc::set_handler(|| {}).map_err(io::Error::other)?;
    let code = command.status()?.code().unwrap_or(1);
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}
