//! The command line: reads the arguments of the process and enters the workspace's root.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::codegen;
use crate::color::Color;
use crate::diff;
use crate::error::Error;
use crate::report;
use crate::workbench;

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
pub struct Cli<C: Subcommand> {
    /// The command and its arguments.
    #[command(subcommand)]
    pub command: C,

    /// When to colour what is printed
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
}

/// Every command.
#[derive(Debug, Subcommand)]
#[allow(missing_docs, reason = "their help is that of their arguments")]
pub enum Command {
    Codegen(codegen::Arguments),
    Diff(diff::Arguments),
    #[command(flatten)]
    Workbench(workbench::Command),
}

/// Reads the arguments of the process as one of the commands `C`, and carries it out in the
/// workspace's root. The folder given with the command is the one that the user stands in: paths
/// in the arguments are relative to it.
pub fn run<C: Subcommand>(carry_out: impl FnOnce(C, &Path) -> ExitCode) -> ExitCode {
    let Cli { command, color } = Cli::<C>::try_parse().unwrap_or_else(|error| {
        // Help and complaints about arguments follow `--color` too.
        Color::among(env::args()).apply();
        error.exit()
    });
    color.apply();
    match move_to_the_root() {
        Ok(here) => carry_out(command, &here),
        Err(error) => report::fail(&error),
    }
}

/// Enters the workspace's root, so that a command works from any folder. Gives the folder that
/// the user stands in.
fn move_to_the_root() -> Result<PathBuf, Error> {
    let here =
        env::current_dir().map_err(|error| Error::io("cannot find the current folder", &error))?;
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    env::set_current_dir(root)
        .map_err(|error| Error::io(format!("cannot enter the workspace at `{root}`"), &error))?;
    Ok(here)
}
