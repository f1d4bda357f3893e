//! The arguments of `cargo xtask record`.

use std::path::PathBuf;

use clap::Args;

/// Record a call of the client as a HAR file, without the secrets that went along
///
/// The operation is called by the generated client itself, with the credentials of the
/// environment, through a proxy on loopback that notes what was sent and what came back. Then keys,
/// cookies, organisations and projects are replaced by REDACTED wherever they are, plainly or
/// encoded: in URLs, headers and bodies. Compressed bodies are stored decompressed. A file in which
/// a credential is found even then is not written.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The operation: its `operationId`, or as the client calls it
    #[arg(value_name = "OPERATION")]
    pub operation: String,

    /// An argument of the call, by its name in the description; may be repeated
    ///
    /// What is neither text, a number nor a boolean is JSON; so is a body, called `body`. The fields of a form
    /// and the parts of a multipart body are arguments each; one that is a file is `@` and its path.
    #[arg(long = "arg", value_name = "NAME=VALUE", value_parser = pair)]
    pub arguments: Vec<(String, String)>,

    /// Where the API is, with its path prefix, such as `https://api.openai.com/v1`
    #[arg(long, value_name = "URL")]
    pub base_url: String,

    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,

    /// What else is a secret; may be repeated
    ///
    /// A name is that of a header, a query parameter or a JSON property at any depth, in any case:
    /// its values are replaced there and, from 6 characters on, wherever else they are. With `=`
    /// before it, it is the secret itself.
    #[arg(long, value_name = "NAME|=TEXT")]
    pub redact: Vec<String>,

    /// Of a list, this many pages at most [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub pages: Option<u32>,

    /// The OpenAPI description [default: the one in spec]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,

    /// Read what faults leave of the description, as `codegen --lenient` does
    #[arg(long)]
    pub lenient: bool,

    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask record fine_tuning.jobs.checkpoints.list --arg fine_tuning_job_id=ftjob-abc123 \\
      --base-url https://api.openai.com/v1 --out tests/recordings/mine.har
      all pages of a list, with the key in OPENAI_API_KEY
  cargo xtask record listFineTuningJobCheckpoints --arg fine_tuning_job_id=ftjob-1 --arg limit=5 \\
      --pages 2 --base-url http://127.0.0.1:8080/v1 --out two.har --redact x-team --redact =acme
      two of them, and what is called x-team, or says acme, replaced too
  cargo xtask record createJob --arg 'body={\"model\":\"m\"}' \\
      --base-url http://127.0.0.1:8080/v1 --out job.har
      a call with a body of JSON";

const MORE: &str = "

Exit codes:
  0  the recording is written; an error of the API is a recording, too
  1  the description has errors, nothing was answered, or a secret could not be removed
  2  the command could not be carried out: arguments, files, a client that does not build";

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "expected NAME=VALUE".to_owned())
}
