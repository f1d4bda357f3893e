//! The arguments of `cargo xtask conformance`.

use std::path::PathBuf;

use clap::Args;

/// Play the scenarios of a conformance suite through generated clients
///
/// The suite is a folder with OpenAPI descriptions in `openapi` and with `scenarios.json`: the
/// arguments of each call and the answer that it must give. A client is generated from every
/// description and compiled in `conformance` in the target folder. The calls go to the suite's mock
/// server, which must be running. It checks every request and keeps its own ledger: a scenario
/// passes when the ledger says so and every answer came back as the suite has it.
/// Where an answer of the server does not fit the schema of its description, and the client refuses it
/// for that, the scenario is counted by itself.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The folder of the suite, relative to the current folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Where the mock server is, such as `http://127.0.0.1:3111`
    #[arg(long, value_name = "URL")]
    pub at: String,

    /// Only scenarios whose name holds this, where `*` matches anything; may be repeated
    #[arg(long, value_name = "PATTERN", conflicts_with_all = ["check", "write"])]
    pub only: Vec<String>,

    /// Write the table to this file
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub write: Option<PathBuf>,

    /// Fail when a scenario that passed in the table of this file does not pass now
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask conformance ../suite --at http://127.0.0.1:3111
      play all scenarios, and print the table and what failed
  cargo xtask conformance ../suite --at http://127.0.0.1:3111 --only Type_Array
      play a few of them
  cargo xtask conformance ../suite --at http://127.0.0.1:3111 --check generator/CONFORMANCE.md
      and fail when one of them passed before and does not pass now";

const MORE: &str = "

Exit codes:
  0  the scenarios were played; with `--check`, what passed before passes now
  1  with `--check`: a scenario that passed before does not pass now
  2  the command could not be carried out: arguments, files, cargo, or the server";
