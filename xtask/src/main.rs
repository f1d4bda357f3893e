//! `cargo xtask …`: the commands of this workspace, and the only place in it that reads and
//! writes the disk.

mod activity;
mod changelog;
mod codegen;
mod color;
mod corpus;
mod description;
mod diff;
mod difference;
mod disk;
mod error;
mod git;
mod install;
mod overlays;
mod ownership;
mod place;
mod plan;
mod record;
mod release;
mod report;
#[cfg(test)]
mod sample;
mod serve;
mod stage;
mod suite;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::color::Color;
use crate::error::Error;

/// A generation makes many small things and keeps them: this takes a quarter off its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The commands of this workspace.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to colour what is printed
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(codegen::Arguments),
    Corpus(corpus::Arguments),
    Diff(diff::Arguments),
    Record(record::Arguments),
    Serve(serve::Arguments),
    Suite(suite::Arguments),
}

fn main() -> ExitCode {
    let Cli { command, color } = Cli::try_parse().unwrap_or_else(|error| {
        // Help and complaints about the arguments are coloured as wished, too.
        Color::among(env::args()).apply();
        error.exit()
    });
    color.apply();
    let here = match move_to_the_root() {
        Ok(here) => here,
        Err(error) => return report::fail(&error),
    };
    match command {
        Command::Codegen(arguments) => codegen::run(&arguments, &here),
        Command::Corpus(arguments) => corpus::run(&arguments, &here),
        Command::Diff(arguments) => diff::run(&arguments, &here),
        Command::Record(arguments) => record::run(&arguments, &here),
        Command::Serve(arguments) => serve::run(&arguments, &here),
        Command::Suite(arguments) => suite::run(&arguments, &here),
    }
}

/// Moves to the workspace root, so that a command works from any folder, and gives the folder
/// that the user stands in: what they name is relative to that.
fn move_to_the_root() -> Result<PathBuf, Error> {
    let here = env::current_dir()
        .map_err(|error| Error::io("cannot tell which folder this is", &error))?;
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    env::set_current_dir(root)
        .map_err(|error| Error::io(format!("cannot enter the workspace at `{root}`"), &error))?;
    Ok(here)
}
