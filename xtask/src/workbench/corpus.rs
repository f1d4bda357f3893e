//! The arguments of `cargo xtask corpus`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Generate the client of every description in a folder, and tell what came of each
///
/// Every YAML and JSON file directly in the folder that has an `openapi` or `swagger` key is a
/// document; other files are read when a document refers to them. A document that is refused is
/// no failure of the run, nor does a panic of the generator's end it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The folder of the descriptions, relative to the current folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Compile each crate, with clippy's default lints as errors
    ///
    /// The crates lie in `corpus` in the target folder and are compiled there, offline, with the
    /// versions of this project's Cargo.lock. After a run that compiled the same documents, a crate
    /// that has not changed is not compiled again.
    #[arg(long)]
    pub build: bool,

    /// Compile only so many crates, chosen evenly from the smallest document to the largest
    #[arg(long, value_name = "N", requires = "build")]
    pub sample: Option<usize>,

    /// Compile the crates with these features, such as blocking,tracing
    ///
    /// Without it the crates have no feature, not even the default one: that merely brings TLS.
    #[arg(
        long,
        value_name = "FEATURES",
        requires = "build",
        default_value = "",
        hide_default_value = true
    )]
    pub features: String,

    /// Send values through the types of each crate that was compiled
    ///
    /// Values are made from the schemas of the document, decoded by the emitted types, encoded
    /// again and compared. A value that does not come back is a failure.
    #[arg(long, requires = "build")]
    pub values: bool,

    /// Only documents whose name holds this, where `*` matches anything; may be repeated
    #[arg(long, value_name = "PATTERN")]
    pub only: Vec<String>,

    /// A table of what the documents are: tab-separated, with columns `file` and `kind`
    ///
    /// Files that it names are documents too, wherever in the folder they lie. Totals are then
    /// also given for each kind; those of kind `negative` are meant to be refused.
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,

    /// Let a fault refuse a document, as `codegen` does
    ///
    /// Otherwise documents are read as `codegen --lenient` reads them, and a crate may have types
    /// alone (E0412), so that the rest of each document is tried.
    #[arg(long)]
    pub strict: bool,

    /// How many documents to generate, and how many crates to compile, at a time
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// How the results are printed to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a table, what went wrong, and totals
    Text,
    /// For programs: one object with `documents` and `totals`, and every finding
    Json,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask corpus ../apis
      generate the client of each description in ../apis
  cargo xtask corpus ../apis --build --sample 6
      and compile six of them
  cargo xtask corpus ../apis --only stripe --build
      everything about the documents of one API
  cargo xtask corpus ../apis --manifest ../apis/manifest.tsv --format json > results.json
      results for a program to read";

const MORE: &str = "

Columns:
  operations   in the `paths` of the document
  whole        those of which every parameter, body and answer can be sent or read
  without      those that can be called and are without something (E0411)
  left out     those that cannot be called (E0400)
  types        structs and enums outside the runtime
  lines        in all files of the crate but those of its tests
  ms           the time of the generator, reading from the disk not included
  diagnostics  codes and how often each was found, the gravest first
  build s      the time from the end of the crate compiled before to the end of this one; all of
               them add up to the time of the build without that of the dependencies. With
               `--jobs 1` it is the time of the crate itself. – when it had not changed
  compiler     what the compiler and clippy found

Exit codes:
  0  all is well; documents may have been refused
  1  the generator panicked, or a crate did not compile
  2  the command could not be carried out: arguments, files that cannot be read or written, cargo";
