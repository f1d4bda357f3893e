//! `cargo xtask …`: the commands of this workspace.

use std::process::ExitCode;

use cargo_verbatim::cli;
use clap::Subcommand;
use xtask::workbench;

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Everybody(cli::Command),
    #[command(flatten)]
    Workbench(workbench::Command),
}

fn main() -> ExitCode {
    cli::run(xtask::PROGRAM, |command, session| match command {
        Command::Everybody(command) => command.run(session),
        Command::Workbench(_) => workbench::run(session),
    })
}
