//! The arguments of `cargo xtask serve`.

use std::path::PathBuf;

use clap::Args;

/// Stand in for an API on loopback, with recordings and the examples of its description
///
/// Any client in any language can be pointed at the address that is printed first. Requests are
/// held against the description; a wrong one is answered with all that is wrong with it, in the
/// shape of the API's own errors. A right one is answered from a recording, matched by method,
/// path, query and body; else by an example of the description, which is read page by page where
/// the client asks for pages; else by a value made of the schema.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The OpenAPI description [default: the one in spec]
    ///
    /// The overlays next to it (`NAME.overlay.yaml`) are applied, as `codegen` does.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,

    /// Read what faults leave of the description, as `codegen --lenient` does
    #[arg(long)]
    pub lenient: bool,

    /// A HAR file, or a folder of them; may be repeated
    ///
    /// What was recorded for the same request in one file, or in several that are named here, is
    /// played in order, and the last of it again and again. The files of a folder are
    /// alternatives: of those that know a request the one that ends best answers it, a success
    /// before an error and a whole answer before one that was cut short. The default, for the
    /// workspace's own description, is tests/recordings.
    #[arg(long, value_name = "PATH")]
    pub recordings: Vec<PathBuf>,

    /// The port to listen on [default: a free one]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask serve
      print an address, then a line for every request, until Ctrl-C
  cargo xtask serve --port 8080 --recordings tests/recordings/three-pages.har
      one recording, at http://127.0.0.1:8080/v1
  cargo xtask serve --spec api.yaml
      another API, by its examples alone";

const MORE: &str = "

Exit codes:
  0  it was ended by Ctrl-C
  1  the description has errors
  2  the command could not be carried out: arguments, files that cannot be read, a port in use";
