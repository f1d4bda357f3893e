//! `cargo xtask record`: takes an operation of the client, calls it through the real client, and
//! writes what went over the wire as a HAR file. Nothing is written in which a secret was left.

mod exchange;
mod har;
mod names;
mod program;
mod proxy;
mod scrub;
mod views;

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use generator::contract::Contract;

use self::exchange::Recorded;
use self::names::Names;
use self::program::Program;
use self::proxy::Proxy;
use self::scrub::Scrub;
use crate::description;
use crate::error::Error;
use crate::place::Place;
use crate::report::{self, plural};
use crate::serve;

/// Record a call of the client as a HAR file, without the secrets that went along
///
/// The operation is called by the generated client itself, with the credentials of the
/// environment, through a proxy on loopback that notes what was sent and what came back. Then keys,
/// cookies, organisations and projects are replaced by REDACTED wherever they stand, plainly or
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
    /// What is neither text, a number nor a boolean is JSON; so is a body, called `body`.
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
    /// its values are replaced there and, from 6 characters on, wherever else they stand. With `=`
    /// before it, it is the secret itself.
    #[arg(long, value_name = "NAME|=TEXT")]
    pub redact: Vec<String>,

    /// Of a list, this many pages at most [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub pages: Option<u32>,

    /// The OpenAPI description [default: the one in spec]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,

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
      two of them, and what is called x-team, or says acme, replaced too";

const MORE: &str = "

Exit codes:
  0  the recording is written; an error of the API is a recording, too
  1  the description has errors, nothing was answered, or a secret could not be removed
  2  the command could not be carried out: arguments, files, a client that does not build";

/// Runs the command for a user who stands in the folder `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    match record(arguments, here) {
        Ok(code) => code,
        Err(error) => report::fail(&error),
    }
}

fn record(arguments: &Arguments, here: &Path) -> Result<ExitCode, Error> {
    let out = Place::new(Some(&arguments.out), "", here);
    if out.path.exists() && !arguments.force {
        let message = format!("`{}` is there already", out.shown);
        return Err(Error::new(message).help("give `--out` another name, or `--force`"));
    }
    let spec = description::choose(arguments.spec.as_deref(), here)?;
    let Some(contract) = serve::contract(&spec, "nothing was recorded")? else {
        return Ok(ExitCode::from(1));
    };
    let Some(program) = Program::write(&spec, arguments)? else {
        return Ok(ExitCode::from(1));
    };
    let secrets = credentials(&contract);
    let variables: Vec<&str> = secrets.iter().map(|(name, _)| name.as_str()).collect();
    let binary = program.build(&variables)?;

    let proxy = Proxy::start(&arguments.base_url)?;
    let call = program::run(&binary, &proxy.url())?;
    let (recorded, failure) = proxy.finish();

    let names = Names::new(&contract, &arguments.redact);
    let secrets: Vec<String> = secrets.into_iter().map(|(_, value)| value).collect();
    let scrub = Scrub::new(&names, &secrets, &recorded);
    let said = |text: &str| scrub.text(text.trim());
    if recorded.is_empty() {
        let why = failure.unwrap_or(call.complaint);
        let error = Error::new(format!("nothing was recorded: {}", said(&why)));
        report::complain(&report::failure(&error, report::Format::Text));
        return Ok(ExitCode::from(1));
    }
    let text = har::text(&recorded, &names, &scrub)?;
    if scrub.finds_credential(text.as_bytes()) {
        let error = Error::new("a credential is still in the recording; nothing was written")
            .help("it may be too short or too common to be told from other text");
        report::complain(&report::failure(&error, report::Format::Text));
        return Ok(ExitCode::from(1));
    }
    write(&out, &text)?;
    if !call.succeeded {
        report::complain(&report::warning(&format!(
            "the call did not succeed: {}",
            said(&call.complaint)
        )));
    }
    report::print(&summary(&out, &recorded, &scrub));
    Ok(ExitCode::SUCCESS)
}

fn summary(out: &Place, recorded: &[Recorded], scrub: &Scrub) -> String {
    let mut text = String::new();
    for one in recorded {
        let target = scrub.text(&one.request.target);
        text += &format!("{} {target} {}\n", one.request.method, one.status);
    }
    text + &format!("{}: {}\n", out.shown, plural(recorded.len(), "exchange"))
}

/// The variables of the environment whose values no recording may hold: those of credentials, and
/// of the header fields that clients send once configured.
fn credentials(contract: &Contract) -> Vec<(String, String)> {
    let credentials = contract.credentials.iter().map(|found| found.env.clone());
    let headers = contract.client_headers.iter().map(|(_, env)| env.clone());
    let variables = credentials.chain(headers).flatten();
    variables
        .filter_map(|name| {
            let value = env::var_os(&name)?.to_string_lossy().trim().to_owned();
            (!value.is_empty()).then_some((name, value))
        })
        .collect()
}

/// Writes a file beside its place first, then moves it there.
fn write(out: &Place, text: &str) -> Result<(), Error> {
    let cannot = |error| Error::io(format!("cannot write `{}`", out.shown), &error);
    let folder = out
        .path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)?;
    let file = file
        .persist(&out.path)
        .map_err(|error| cannot(error.error))?;
    readable(&file).map_err(cannot)
}

/// Temporary files are for their owner alone; a recording is like any other file.
#[cfg(unix)]
fn readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "expected NAME=VALUE".to_owned())
}
