//! `cargo xtask diff`: takes two descriptions, tells what the second changes for the callers of
//! the first one's client, and the version that follows. Changes nothing on the disk.

mod few;
mod json;
mod markdown;
mod sides;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::{Code, Comparison, Diagnostic, Names, Options, Severity};

use self::sides::{Side, Sides};
use crate::cli::Session;
use crate::error::Error;
use crate::report;
use crate::targets::{self, Target};

/// Say what a change of the description does to the client's callers
///
/// Two descriptions are compared by the clients that are generated from them: what a caller meets, in the
/// words of Rust, with the place in both, by cargo's rules for versions and by the wire. A change
/// is breaking when code that compiled no longer does, or when a client that was built before
/// would fail against the new API.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The old description [default: the new one as it was committed last]
    ///
    /// A file, relative to the current folder, or a file of a commit as git writes it, from the root of the
    /// repository: `main:spec/fine-tuning.yaml`. `main:./fine-tuning.yaml` is one of the current folder.
    #[arg(value_name = "OLD")]
    pub old: Option<PathBuf>,

    /// The new description [default: the one in spec]
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,

    /// The client of Cargo.toml [default: the only one]
    ///
    /// Without NEW it is compared with its own description of the last commit. The settings are those of
    /// Cargo.toml; of a commit, those that it has.
    #[arg(long, value_name = "CLIENT")]
    pub client: Option<String>,

    /// The crate whose names count [default: that of the client]
    ///
    /// The old client has the names that the crate's names.yaml has in the commit of OLD, the new one those
    /// of the crate as it is now. Without a crate the old client is named anew, and the new one keeps its names.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Let references lead to every file below this folder, as `codegen --root` does
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// Go on after an error of this code that can be a warning, such as E0200; may be repeated
    #[arg(long, value_name = "CODE", value_parser = crate::codegen::allowed_code)]
    pub allow: Vec<Code>,

    /// Show each addition and each change of the documentation with its place, however many there are
    ///
    /// Otherwise more than twelve are only named: what is new as a whole first, then what came to what was there, then
    /// what is documented in other words. JSON and Markdown have all of them.
    #[arg(long)]
    pub all: bool,

    /// Compare what faults leave of the two descriptions, as `codegen --lenient` does
    #[arg(long)]
    pub lenient: bool,

    /// How the changes are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: one object, with every change, its class and its places
    Json,
    /// For a pull request or a release
    Markdown,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask diff
      what was changed in the description since the last commit
  cargo xtask diff main:spec/fine-tuning.yaml
      since it was on another branch
  cargo xtask diff old.yaml new.yaml --format markdown
      two files, to be pasted into a pull request";

const MORE: &str = "

Exit codes:
  0    nothing is breaking, or the new description's version says so already
  1    the two could not be compared
  2    the arguments are wrong
  100  something is breaking, and the new description's version does not say so";

/// Something is breaking and the version does not say so; cargo-semver-checks has this one too.
const UNANNOUNCED: u8 = 100;

/// Runs the command.
pub fn run(arguments: &Arguments, session: &Session) -> ExitCode {
    match diff(arguments, &session.here) {
        Ok(comparison) if comparison.unannounced.is_some() => ExitCode::from(UNANNOUNCED),
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            let format = match arguments.format {
                Format::Json => report::Format::Json,
                _ => report::Format::Text,
            };
            report::complain(&report::failure(&error, format));
            ExitCode::from(1)
        }
    }
}

fn diff(arguments: &Arguments, here: &Path) -> Result<Comparison, Error> {
    let target = targets::of_diff(arguments.client.as_deref(), arguments.new.is_some(), here)?;
    let sides = Sides::read(arguments, target.as_ref(), here)?;
    let names = sides.names()?;
    let (old, new) = (&sides.old, &sides.new);
    let [was, is] = [old, new].map(Side::own);
    let mut comparison = generator::compare_with(
        (
            &old.sources,
            &was.with(options(old, names.old.as_ref(), arguments)),
        ),
        (
            &new.sources,
            &is.with(options(new, names.new.as_ref(), arguments)),
        ),
    );
    for (side, found) in [(old, &mut comparison.old), (new, &mut comparison.new)] {
        if let Some(target) = &side.target {
            target.places.point(found);
        }
    }
    complain(arguments, &sides, &comparison)?;
    let text = match arguments.format {
        Format::Text => text::text(&sides, &comparison, arguments.all),
        Format::Json => json::json(&sides, &comparison),
        Format::Markdown => markdown::markdown(&sides, &comparison),
    };
    report::print(&text);
    Ok(comparison)
}

/// How the client of a side is generated.
fn options<'o>(side: &'o Side, names: Option<&'o Names>, arguments: &'o Arguments) -> Options<'o> {
    let set = side.target.as_ref().map(Target::options);
    let set = set.unwrap_or_default();
    Options {
        tolerated: &arguments.allow,
        lenient: arguments.lenient || set.lenient,
        names,
        ..set
    }
}

/// Prints the errors of both sides; one is enough to have nothing to compare.
fn complain(arguments: &Arguments, sides: &Sides, comparison: &Comparison) -> Result<(), Error> {
    let format = match arguments.format {
        Format::Json => report::Format::Json,
        _ => report::Format::Text,
    };
    let mut broken = Vec::new();
    for (side, found) in [(&sides.old, &comparison.old), (&sides.new, &comparison.new)] {
        let errors = found
            .iter()
            .filter(|found| found.severity == Severity::Error);
        let errors: Vec<&Diagnostic> = errors.collect();
        if errors.is_empty() {
            continue;
        }
        let count = report::plural(errors.len(), "error");
        broken.push(format!("{} has {count}", side.shown));
        if format == report::Format::Text {
            report::complain(&format!("in {}:\n", side.shown));
        }
        report::findings(&errors, &side.sources, format, arguments.all);
    }
    if broken.is_empty() {
        return Ok(());
    }
    let message = format!("{}; nothing was compared", broken.join(", and "));
    Err(Error::new(message))
}
