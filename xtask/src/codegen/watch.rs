//! `--watch`: waits until a file that the client depends on is saved, then writes the client
//! again. What is broken changes nothing; only Ctrl-C ends it, and never within a run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{Debouncer, new_debouncer};

use super::{Arguments, OUT};
use crate::description;
use crate::disk::Seen;
use crate::error::Error;
use crate::install::install;
use crate::names;
use crate::overlays;
use crate::place::Place;
use crate::plan::Plan;
use crate::report;

/// Editors save in several steps: what happens within this time is one save.
const PAUSE: Duration = Duration::from_millis(60);
/// How often files are looked at where the system tells nothing, as on some network drives.
const LOOK: Duration = Duration::from_secs(2);

enum Event {
    /// Something happened in one of the folders.
    Stirred,
    /// Ctrl-C.
    Stop,
}

/// Writes the client now and after each save, until Ctrl-C.
///
/// # Errors
///
/// When the system cannot tell of saved files or of Ctrl-C.
pub fn watch(arguments: &Arguments, here: &Path) -> Result<(), Error> {
    let (send, events) = mpsc::channel();
    let stop = send.clone();
    ctrlc::set_handler(move || drop(stop.send(Event::Stop)))
        .map_err(|error| Error::new(format!("cannot wait for Ctrl-C: {error}")))?;
    let watcher = new_debouncer(PAUSE, move |_| drop(send.send(Event::Stirred)))
        .map_err(|error| Error::new(format!("cannot watch files: {error}")))?;
    let mut folders = Folders {
        watcher,
        watched: BTreeSet::new(),
    };
    let mut broken = false;
    loop {
        let seen = write(arguments, here, &mut broken);
        folders.follow(&seen.files);
        report::print(&report::watching(seen.files.len()));
        if wait(&events, || seen.is_stale(arguments, here)) {
            report::print("stopped watching\n");
            return Ok(());
        }
    }
}

/// Waits for a save; true when it is Ctrl-C that came.
fn wait(events: &Receiver<Event>, stale: impl Fn() -> bool) -> bool {
    loop {
        match events.recv_timeout(LOOK) {
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return true,
            Ok(Event::Stirred) | Err(RecvTimeoutError::Timeout) if stale() => return false,
            _ => {}
        }
    }
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
fn write(arguments: &Arguments, here: &Path, broken: &mut bool) -> Dependencies {
    let chosen = chosen(arguments, here);
    let start = Instant::now();
    let mut files = Vec::new();
    let out = Place::new(arguments.out.as_deref(), OUT, here);
    match attempt(arguments, here, &out, &mut files) {
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
    here: &Path,
    out: &Place,
    files: &mut Vec<Seen>,
) -> Result<Plan, Error> {
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
    let generated = arguments.generate(&input.sources, &spec, names.as_ref())?;
    let plan = Plan::new(out, generated)?;
    install(&plan)?;
    Ok(plan)
}

/// The folders that the system tells of. Files alone would be lost from sight when an editor
/// saves by renaming.
struct Folders {
    watcher: Debouncer<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    fn follow(&mut self, files: &[Seen]) {
        let parents = files.iter().filter_map(|file| {
            let existing = file.path.ancestors().skip(1).find(|folder| folder.is_dir());
            existing.unwrap_or(Path::new(".")).canonicalize().ok()
        });
        let mut wanted: BTreeSet<PathBuf> = parents.collect();
        wanted.extend(Path::new(description::FOLDER).canonicalize());
        let watcher = self.watcher.watcher();
        for folder in self.watched.difference(&wanted) {
            let _ = watcher.unwatch(folder);
        }
        // What cannot be watched is looked at all the same, every now and then.
        let add = |folder: &PathBuf| {
            self.watched.contains(folder)
                || watcher.watch(folder, RecursiveMode::NonRecursive).is_ok()
        };
        self.watched = wanted.into_iter().filter(add).collect();
    }
}
