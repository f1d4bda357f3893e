//! The arguments of `cargo xtask additions`.

use std::path::PathBuf;

use clap::Args;

/// Add to a description at random, and tell whether callers of its client still compile
///
/// Writes a program that names everything of the client: each type, field, variant, function and
/// argument. Then things are added to the description one after the other, or everything in it is
/// moved. After each addition the client is generated again with the names that it has, and the
/// program is compiled against it. What each name is on the wire must stay the same too.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The descriptions, each in one file, relative to the current folder
    #[arg(value_name = "DOCUMENT", required = true)]
    pub documents: Vec<PathBuf>,

    /// How many additions are made to each description
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub count: usize,

    /// Where the random numbers begin: the same seed makes the same additions
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,

    /// Compile after every Nth addition, and after the last
    ///
    /// Names and what they are on the wire are compared after each.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub every: u32,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask additions ../apis/pets.yaml
      a hundred additions to one description
  cargo xtask additions ../apis/pets.yaml ../apis/video.yaml --seed 7 --count 20
      twenty additions to each of two descriptions";

const MORE: &str = "

An addition with which the compilation fails is taken back, so that the next ones are tried without
it. The crates lie in `additions` in the target folder and are compiled offline, with the versions
of this project's Cargo.lock.

Exit codes:
  0  the program compiled after each addition
  1  it did not, or a name stands for something else
  2  a description could not be read, or no client was generated";
