//! The arguments of `cargo xtask suite`.

use std::path::PathBuf;

use clap::Args;

/// Send the values of JSON Schema's test suite through the types of its schemas
///
/// Every schema becomes a type, all of them in one crate. A value that the suite calls valid must
/// be decoded and come back equal; one that it calls invalid must be refused, unless there is a
/// reason why such values are taken. Refused schemas are listed with their codes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of the suite's files, relative to the current folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}
