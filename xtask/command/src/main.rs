//! `cargo verbatim …`: the commands, for any workspace.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_verbatim::run("cargo verbatim")
}
