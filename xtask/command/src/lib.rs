//! The commands that generate a client in a workspace: `codegen` and `diff`.
//!
//! `cargo install` gives them as `cargo verbatim …`. A workspace with an `xtask` of its own has them
//! there with a main function of one line, so that everybody who works on it runs the same version:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     cargo_verbatim::run("cargo xtask")
//! }
//! ```
//!
//! For commands of its own next to them, [`cli::Command`] is flattened into its own enumeration:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! use cargo_verbatim::cli;
//!
//! #[derive(clap::Subcommand)]
//! enum Command {
//!     #[command(flatten)]
//!     Client(cli::Command),
//!     /// Say hello
//!     Hello,
//! }
//!
//! fn main() -> ExitCode {
//!     cli::run("cargo xtask", |command, session| match command {
//!         Command::Client(command) => command.run(session),
//!         Command::Hello => {
//!             println!("Hello!");
//!             ExitCode::SUCCESS
//!         }
//!     })
//! }
//! ```
//!
//! Of what users run, this is the only package that reads and writes the disk.

use std::process::ExitCode;

mod activity;
mod changelog;
pub mod cli;
pub mod codegen;
mod color;
pub mod description;
pub mod diff;
mod difference;
pub mod disk;
pub mod error;
mod git;
pub mod install;
mod interrupt;
mod manifest;
mod membership;
pub mod names;
mod overlays;
pub mod ownership;
pub mod place;
pub mod plan;
mod release;
pub mod report;
#[cfg(test)]
mod sample;
pub mod settings;
mod stage;
pub mod targets;

/// The program that has these commands alone; `program` is what its user types before a command,
/// such as `cargo xtask`.
pub fn run(program: &'static str) -> ExitCode {
    cli::run::<cli::Command>(program, |command, session| command.run(session))
}
