//! `cargo xtask serve`: answers requests on loopback as the API of a description would. A request
//! is checked against the description first; a valid one is answered from a recording, else by an
//! example of the document. It never calls the API and never shows a credential.

mod credentials;
mod examples;
mod faults;
mod fields;
mod headers;
mod items;
mod listing;
mod parameters;
mod recordings;
mod refusal;
mod request_body;
mod routes;
mod sample;
pub mod schemas;
mod service;

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;

use cargo_verbatim::description;
use cargo_verbatim::disk;
use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use cargo_verbatim::report::{self, Format, plural};
use generator::Contract;
use tests::server::Server;
use xtask::workbench::serve::Arguments;

use self::recordings::Recordings;
use self::routes::Routes;
pub use self::routes::decoded;
use self::service::Service;

const RECORDINGS: &str = "tests/recordings";

/// Runs the command for a user whose current folder is `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    match serve(arguments, here) {
        Ok(code) => code,
        Err(error) => report::fail(&error),
    }
}

fn serve(arguments: &Arguments, here: &Path) -> Result<ExitCode, Error> {
    let spec = description::choose(arguments.spec.as_deref(), here)?;
    let Some(contract) = contract(&spec, arguments.lenient, "nothing is served")? else {
        return Ok(ExitCode::from(1));
    };
    let routes = Routes::new(&contract);
    let recordings = recordings(arguments, here);
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
pub fn contract(spec: &Place, lenient: bool, consequence: &str) -> Result<Option<Contract>, Error> {
    let sources = disk::read(spec, Path::new("."))?;
    let options = generator::Options {
        lenient,
        ..generator::Options::default()
    };
    match generator::contract(&sources, &options) {
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

/// The files and folders to read recordings from.
fn recordings(arguments: &Arguments, here: &Path) -> Vec<Place> {
    if arguments.recordings.is_empty() && arguments.spec.is_none() {
        return vec![Place::new(None, RECORDINGS, here)];
    }
    let named = arguments.recordings.iter();
    named
        .map(|path| Place::new(Some(path), RECORDINGS, here))
        .collect()
}
