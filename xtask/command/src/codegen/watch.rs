//! `--watch`: waits until a file that the client depends on is saved, then writes the client
//! again. A broken description changes nothing. Only Ctrl-C ends the command, never during a write.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Arguments;
use crate::cli::Session;
use crate::disk::Seen;
use crate::error::Error;
use crate::install::install;
use crate::names;
use crate::overlays;
use crate::plan::Plan;
use crate::report;
use crate::targets::Target;

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
/// When the system cannot tell of Ctrl-C, and where the arguments or the settings name a description that is not there:
/// one that goes away later may come back.
pub fn watch(arguments: &Arguments, session: &Session) -> Result<(), Error> {
    let targets = arguments.targets(&session.here)?;
    let mut missing = targets.iter().filter(|target| !target.spec.path.exists());
    missing.try_for_each(|target| target.read().map(drop))?;
    let (stop, stopped) = mpsc::channel();
    let tell = move || {
        // Nobody listens any more: the command ends already.
        let _ = stop.send(());
    };
    ctrlc::set_handler(tell)
        .map_err(|error| Error::new(format!("cannot wait for Ctrl-C: {error}")))?;
    let mut broken = BTreeSet::new();
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

/// Which clients, descriptions and overlays are meant, as a text to compare.
fn chosen(arguments: &Arguments, here: &Path) -> String {
    let targets = arguments.targets(here);
    let specs = targets.iter().flatten().map(|target| &target.spec);
    let overlays: Vec<_> = specs.map(overlays::beside).collect();
    format!("{targets:?} {overlays:?}")
}

/// One run. Prints what came of it, and gives what it depended on. Of each client that is broken the
/// folder is in `broken`.
fn write(arguments: &Arguments, session: &Session, broken: &mut BTreeSet<PathBuf>) -> Dependencies {
    let chosen = chosen(arguments, &session.here);
    let mut files = Vec::new();
    let targets = arguments.targets(&session.here).unwrap_or_else(|error| {
        report::complain(&report::failure(&error, arguments.format));
        Vec::new()
    });
    for target in &targets {
        let start = Instant::now();
        let was_broken = broken.remove(&target.out.path);
        match attempt(arguments, session, target, &mut files) {
            Ok(plan) => report::print(&report::written(&plan, start.elapsed(), was_broken)),
            Err(error) => {
                report::complain(&report::failure(&error, arguments.format));
                report::print(&report::broken(&target.out));
                broken.insert(target.out.path.clone());
            }
        }
    }
    Dependencies { files, chosen }
}

fn attempt(
    arguments: &Arguments,
    session: &Session,
    target: &Target,
    files: &mut Vec<Seen>,
) -> Result<Plan, Error> {
    let read = files.len();
    files.push(Seen::now(&target.spec.path));
    files.extend(
        target
            .overlays
            .iter()
            .map(|overlay| Seen::now(&overlay.path)),
    );
    let input = target.read()?;
    files.truncate(read);
    files.extend(input.files);
    let command = session.codegen();
    let names = names::of_crate(&target.out, arguments.format)?;
    let generated = arguments.generate(&input.sources, target, names.as_ref(), &command)?;
    let plan = target.plan(generated, &command)?;
    install(&plan)?;
    Ok(plan)
}
