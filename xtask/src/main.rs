//! `cargo xtask …`: the commands of this workspace.

use std::process::ExitCode;

use xtask::cli::{self, Command};
use xtask::{codegen, diff, workbench};

fn main() -> ExitCode {
    cli::run(|command, here| match command {
        Command::Codegen(arguments) => codegen::run(&arguments, here),
        Command::Diff(arguments) => diff::run(&arguments, here),
        Command::Workbench(_) => workbench::run(here),
    })
}
