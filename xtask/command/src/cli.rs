//! The command line: reads the arguments of the process, and enters the root of the workspace that
//! the user stands in.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

use clap::{CommandFactory, FromArgMatches as _, Parser, Subcommand};

use crate::codegen;
use crate::color::Color;
use crate::diff;
use crate::error::Error;
use crate::report;

/// What help and messages call the program until it is known.
const PLACEHOLDER: &str = "cargo xtask";
/// What the program is for that has no other commands.
const ABOUT: &str = "Rust clients from OpenAPI descriptions";

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(name = PLACEHOLDER, bin_name = PLACEHOLDER, version, arg_required_else_help = true)]
pub struct Cli<C: Subcommand> {
    /// The command and its arguments.
    #[command(subcommand)]
    pub command: C,

    /// When to colour what is printed
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
}

/// The commands that every workspace can have.
#[derive(Debug, Subcommand)]
#[allow(missing_docs, reason = "their help is that of their arguments")]
pub enum Command {
    Codegen(codegen::Arguments),
    Diff(diff::Arguments),
}

impl Command {
    /// Carries the command out.
    pub fn run(&self, session: &Session) -> ExitCode {
        match self {
            Self::Codegen(arguments) => codegen::run(arguments, session),
            Self::Diff(arguments) => diff::run(arguments, session),
        }
    }
}

/// Who runs a command, and where.
#[derive(Debug)]
pub struct Session {
    /// What the user types before the command, such as `cargo xtask`. Help, messages and the first
    /// line of each generated file name it.
    pub program: &'static str,
    /// The user's current folder: paths in the arguments are relative to it.
    pub here: PathBuf,
}

impl Session {
    /// What the user types to generate a client.
    pub(crate) fn codegen(&self) -> String {
        format!("{} codegen", self.program)
    }
}

/// Reads the arguments of the process as one of the commands `C`, and carries it out in the root
/// of the user's workspace; outside a workspace, in the folder itself.
///
/// `program` is what the user types before the command, such as `cargo xtask`. The second word may
/// come as the first argument, as cargo gives it to its subcommands.
pub fn run<C: Subcommand>(
    program: &'static str,
    carry_out: impl FnOnce(C, &Session) -> ExitCode,
) -> ExitCode {
    run_in(workspace_root, program, carry_out)
}

/// As [`run`], in the root of a workspace that is found in another way.
pub fn run_in<C: Subcommand>(
    find_root: impl FnOnce() -> Option<PathBuf>,
    program: &'static str,
    carry_out: impl FnOnce(C, &Session) -> ExitCode,
) -> ExitCode {
    let Cli { command, color } = parse::<C>(program, env::args_os()).unwrap_or_else(|error| {
        // Help and complaints about arguments follow `--color` too.
        Color::among(env::args()).apply();
        error.exit()
    });
    color.apply();
    match enter(find_root) {
        Ok(here) => carry_out(command, &Session { program, here }),
        Err(error) => report::fail(&error),
    }
}

fn parse<C: Subcommand>(
    program: &'static str,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Cli<C>, clap::Error> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let subcommand = program
        .strip_prefix("cargo ")
        .filter(|_| program != PLACEHOLDER);
    if let Some(subcommand) = subcommand
        && arguments.get(1).is_some_and(|word| word == subcommand)
    {
        arguments.remove(1);
    }
    let mut command = Cli::<C>::command();
    if program != PLACEHOLDER {
        command = name(command.bin_name(program), program).about(ABOUT);
    }
    let matches = command.name(program).try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// Calls the program by its name in every help.
fn name(mut command: clap::Command, program: &'static str) -> clap::Command {
    let named = |text: Option<&clap::builder::StyledStr>| {
        text.map(|text| text.to_string().replace(PLACEHOLDER, program))
    };
    if let Some(text) = named(command.get_after_help()) {
        command = command.after_help(text);
    }
    if let Some(text) = named(command.get_after_long_help()) {
        command = command.after_long_help(text);
    }
    let subcommands: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for subcommand in subcommands {
        command = command.mut_subcommand(subcommand, |sub| name(sub, program));
    }
    command
}

/// Enters the root of the workspace, so that a command works from any folder of it. Gives the
/// folder that the user stands in.
fn enter(find_root: impl FnOnce() -> Option<PathBuf>) -> Result<PathBuf, Error> {
    let here =
        env::current_dir().map_err(|error| Error::io("cannot find the current folder", &error))?;
    if let Some(root) = find_root() {
        let cannot = format!("cannot enter the workspace at `{}`", root.display());
        env::set_current_dir(root).map_err(|error| Error::io(cannot, &error))?;
    }
    Ok(here)
}

/// Where cargo finds the workspace of the current folder; `None` outside one.
fn workspace_root() -> Option<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = process::Command::new(cargo)
        .args(["locate-project", "--workspace", "--message-format", "plain"])
        .output()
        .ok()?;
    let manifest = String::from_utf8(output.stdout).ok()?;
    let root = Path::new(manifest.trim_end()).parent()?;
    (output.status.success() && !root.as_os_str().is_empty()).then(|| root.to_owned())
}
