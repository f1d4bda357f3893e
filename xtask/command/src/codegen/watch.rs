//! `--watch`: waits until a file that the client depends on is saved, then writes the client
//! again. A broken description changes nothing. Only Ctrl-C ends the command, never during a write.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{Arguments, OUT};
use crate::cli::Session;
use crate::description;
use crate::disk::Seen;
use crate::error::Error;
use crate::install::install;
use crate::names;
use crate::overlays;
use crate::place::Place;
use crate::plan::Plan;
use crate::report;

/// How often the files are looked at. A look asks for the times of a few files, which works on
/// every drive and costs nothing.
const LOOK: Duration = Duration::from_millis(200);
/// The time between two looks is at least so many times that of a look.
const REST: u32 = 20;
/// Editors save in several steps: a save is over when nothing happens for this time.
const PAUSE: Duration = Duration::from_millis(60);

/// Writes the client now and after each save, until Ctrl-C.
///
/// # Errors
///
/// When the system cannot tell of Ctrl-C.
pub fn watch(arguments: &Arguments, session: &Session) -> Result<(), Error> {
    let (stop, stopped) = mpsc::channel();
    let tell = move || {
        // Nobody listens any more: the command ends already.
        let _ = stop.send(());
    };
    ctrlc::set_handler(tell)
        .map_err(|error| Error::new(format!("cannot wait for Ctrl-C: {error}")))?;
    let mut broken = false;
    loop {
        let seen = write(arguments, session, &mut broken);
        report::print(&report::watching(seen.files.len()));
        if wait(&stopped, || seen.is_stale(arguments, &session.here)) || settle(&stopped, &seen) {
            report::print("stopped watching\n");
            return Ok(());
        }
    }
}

/// Waits until a file has changed; true when Ctrl-C came first.
fn wait(stopped: &Receiver<()>, stale: impl Fn() -> bool) -> bool {
    let mut pause = LOOK;
    loop {
        if has_stopped(stopped, pause) {
            return true;
        }
        let start = Instant::now();
        if stale() {
            return false;
        }
        pause = LOOK.max(start.elapsed() * REST);
    }
}

/// Waits until the save is over; true when Ctrl-C came first.
fn settle(stopped: &Receiver<()>, seen: &Dependencies) -> bool {
    loop {
        let files = seen.files.iter().map(|file| Seen::now(&file.path));
        let files: Vec<Seen> = files.collect();
        if has_stopped(stopped, PAUSE) {
            return true;
        }
        if !files.iter().any(Seen::has_changed) {
            return false;
        }
    }
}

/// Waits for Ctrl-C, for a time.
fn has_stopped(stopped: &Receiver<()>, pause: Duration) -> bool {
    stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout)
}

/// What a run depended on.
struct Dependencies {
    files: Vec<Seen>,
    /// Which files there were to choose from.
    chosen: String,
}

impl Dependencies {
    fn is_stale(&self, arguments: &Arguments, here: &Path) -> bool {
        self.files.iter().any(Seen::has_changed) || chosen(arguments, here) != self.chosen
    }
}

/// Which description and which overlays are meant, as a text to compare.
fn chosen(arguments: &Arguments, here: &Path) -> String {
    let spec = description::choose(arguments.spec.as_deref(), here);
    let overlays = spec.as_ref().ok().map(overlays::beside);
    format!("{spec:?} {overlays:?}")
}

/// One run. Prints what came of it, and gives what it depended on.
fn write(arguments: &Arguments, session: &Session, broken: &mut bool) -> Dependencies {
    let here = &session.here;
    let chosen = chosen(arguments, here);
    let start = Instant::now();
    let mut files = Vec::new();
    let out = Place::new(arguments.out.as_deref(), OUT, here);
    match attempt(arguments, session, &out, &mut files) {
        Ok(plan) => {
            report::print(&report::written(&plan, start.elapsed(), *broken));
            *broken = false;
        }
        Err(error) => {
            report::complain(&report::failure(&error, arguments.format));
            report::print(&report::broken(&out));
            *broken = true;
        }
    }
    Dependencies { files, chosen }
}

fn attempt(
    arguments: &Arguments,
    session: &Session,
    out: &Place,
    files: &mut Vec<Seen>,
) -> Result<Plan, Error> {
    let here = &session.here;
    let spec = description::choose(arguments.spec.as_deref(), here)?;
    files.push(Seen::now(&spec.path));
    files.extend(
        arguments
            .overlay
            .iter()
            .map(|path| Seen::now(here.join(path))),
    );
    let input = arguments.read(&spec, here)?;
    *files = input.files;
    let names = names::of_crate(out, arguments.format)?;
    let generated =
        arguments.generate(&input.sources, &spec, names.as_ref(), &session.codegen())?;
    let plan = Plan::new(out, generated.files)?;
    install(&plan)?;
    Ok(plan)
}
