//! `cargo xtask serve`: takes a description and recordings, answers on loopback as the API would.
//! A request is held against the description first; a right one is answered from a recording,
//! else by an example of the document. Never speaks to the API, never shows a credential.

mod credentials;
mod examples;
mod faults;
mod listing;
mod parameters;
mod recordings;
mod refusal;
mod request_body;
mod routes;
mod sample;
mod schemas;
mod service;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;

use clap::Args;
use generator::Contract;
use tests::server::Server;

use self::recordings::Recordings;
use self::routes::Routes;
pub use self::routes::decoded;
use self::service::Service;
use crate::description;
use crate::disk;
use crate::error::Error;
use crate::place::Place;
use crate::report::{self, Format, plural};

const RECORDINGS: &str = "tests/recordings";

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
    /// The overlays beside it (`NAME.overlay.yaml`) are applied, as `codegen` does.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,

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

/// Runs the command for a user who stands in the folder `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    match serve(arguments, here) {
        Ok(code) => code,
        Err(error) => report::fail(&error),
    }
}

fn serve(arguments: &Arguments, here: &Path) -> Result<ExitCode, Error> {
    let spec = description::choose(arguments.spec.as_deref(), here)?;
    let Some(contract) = contract(&spec, "nothing is served")? else {
        return Ok(ExitCode::from(1));
    };
    let routes = Routes::new(&contract);
    let recordings = arguments.recordings(here);
    let recordings = Recordings::read(&recordings, &contract, &routes)?;
    for omission in &recordings.omissions {
        report::complain(&report::warning(omission));
    }
    let summary = summary(&recordings, &contract);
    let base = routes.base().to_owned();
    let service = Service::new(contract, routes, recordings)?;

    let port = arguments.port.unwrap_or(0);
    let server = Server::start_on(port, move |request| {
        let (answer, line) = service.answer(&request);
        report::print(&format!("{line}\n"));
        answer
    });
    let server = server.map_err(|error| {
        Error::io(format!("cannot listen on port {port} of 127.0.0.1"), &error)
            .help("give `--port` another number, or leave it out for a free one")
    })?;
    let stopped = ctrl_c()?;
    report::print(&format!("{}\n{summary}\n", server.url(&base)));
    // The handler keeps the other end, so that this can only be a signal.
    let _ = stopped.recv();
    drop(server);
    Ok(ExitCode::SUCCESS)
}

/// Reads what a description asks for; `None` when it has errors, which are then printed.
pub fn contract(spec: &Place, consequence: &str) -> Result<Option<Contract>, Error> {
    let sources = disk::read(spec, Path::new("."))?;
    match generator::contract(&sources, &generator::Options::default()) {
        Ok(contract) => Ok(Some(contract)),
        Err(found) => {
            let errors = found
                .iter()
                .filter(|found| found.severity == generator::Severity::Error);
            let mut count = 0;
            for error in errors {
                report::complain(&report::diagnostic(error, &sources, Format::Text));
                count += 1;
            }
            let errors = plural(count, "error");
            let why = Error::new(format!("{} has {errors}; {consequence}", spec.shown));
            report::complain(&report::failure(&why, Format::Text));
            Ok(None)
        }
    }
}

fn summary(recordings: &Recordings, contract: &Contract) -> String {
    format!(
        "{}: {} with {} recorded; Ctrl-C ends it",
        contract.title,
        plural(contract.operations.len(), "operation"),
        plural(recordings.exchanges, "exchange"),
    )
}

/// What hears of Ctrl-C from now on.
fn ctrl_c() -> Result<mpsc::Receiver<()>, Error> {
    let (stop, stopped) = mpsc::channel();
    let tell = move || {
        // Nobody listens any more: the command ends already.
        let _ = stop.send(());
    };
    ctrlc::set_handler(tell)
        .map_err(|error| Error::new(format!("cannot wait for Ctrl-C: {error}")))?;
    Ok(stopped)
}

impl Arguments {
    fn recordings(&self, here: &Path) -> Vec<Place> {
        if self.recordings.is_empty() && self.spec.is_none() {
            return vec![Place::new(None, RECORDINGS, here)];
        }
        let named = self.recordings.iter();
        named
            .map(|path| Place::new(Some(path), RECORDINGS, here))
            .collect()
    }
}
