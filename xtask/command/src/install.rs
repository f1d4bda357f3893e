//! Carrying out a [`Plan`]: takes what has to change, changes all of it or nothing. Never
//! deletes a file before its successor is in place, and never touches one that is as it should
//! be.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, reason};
use crate::plan::{Change, Plan};
use crate::stage::Stage;

/// Carries out a plan.
///
/// Every new file is written to the side first; then each is renamed into place. When one
/// cannot be, those before it are put back. A new crate appears in one step. A process that is
/// killed between two renames leaves files that are whole each, a `Cargo.toml` that cargo can
/// load, and a crate that the next run completes.
///
/// # Errors
///
/// When a file cannot be written, renamed or removed; the crate is then as it was.
pub fn install(plan: &Plan) -> Result<(), Error> {
    if plan.changes.is_empty() {
        return Ok(());
    }
    let mut stage = Stage::of(&plan.out, plan.exists)?;
    for change in &plan.changes {
        if let Change::Create { path, new } | Change::Update { path, new, .. } = change {
            stage
                .write(path, new)
                .map_err(|error| cannot_write(plan, path, &error))?;
        }
    }
    if !plan.exists {
        return fs::rename(stage.new_files(), &plan.out.path)
            .map_err(|error| Error::io(format!("cannot create `{}`", plan.out.shown), &error));
    }

    let mut done = Vec::new();
    for change in in_order(&plan.changes) {
        if let Err(error) = apply(change, &plan.out.path, &stage, &mut done) {
            let failed = cannot_write(plan, change.path(), &error);
            return Err(match undo(done) {
                Ok(()) => failed.help("nothing was changed: the crate is as it was"),
                Err(error) => failed.help(format!(
                    "some files could not be put back ({}); they are in `{}`",
                    reason(&error),
                    stage.keep().display()
                )),
            });
        }
    }
    remove_empty_folders(plan);
    Ok(())
}

/// A change that was made, and how to take it back.
#[derive(Debug)]
enum Step {
    MadeFolder(PathBuf),
    Created(PathBuf),
    /// The file that stood at `path` waits at `saved`, whether or not a new one took its place.
    Saved {
        path: PathBuf,
        saved: PathBuf,
    },
}

/// New files before the files that name them, the manifest last of those, and removals when
/// nothing names the file any more.
fn in_order(changes: &[Change]) -> Vec<&Change> {
    let mut order: Vec<&Change> = changes.iter().collect();
    order.sort_by_key(|change| {
        let kind = match change {
            Change::Create { .. } => 0,
            Change::Update { .. } => 1,
            Change::Remove { .. } => 2,
        };
        let root = match change.path() {
            "Cargo.toml" => 2,
            "src/lib.rs" => 1,
            _ => 0,
        };
        (kind, root)
    });
    order
}

fn apply(change: &Change, out: &Path, stage: &Stage, done: &mut Vec<Step>) -> io::Result<()> {
    let path = out.join(change.path());
    let fresh = stage.new_files().join(change.path());
    let saved = stage.old_files().join(done.len().to_string());
    match change {
        Change::Create { .. } => {
            make_folder(path.parent().unwrap_or(out), done)?;
            // Unlike a rename, a link never replaces a file that appeared in the meantime.
            match fs::hard_link(&fresh, &path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) => fs::rename(fresh, &path)?,
                Ok(()) => {}
            }
            done.push(Step::Created(path));
        }
        Change::Update { .. } => {
            // A second name for the old file: its place is never empty.
            if fs::hard_link(&path, &saved).is_err() {
                fs::copy(&path, &saved)?;
            }
            fs::rename(fresh, &path)?;
            done.push(Step::Saved { path, saved });
        }
        Change::Remove { .. } => {
            fs::rename(&path, &saved)?;
            done.push(Step::Saved { path, saved });
        }
    }
    Ok(())
}

fn make_folder(folder: &Path, done: &mut Vec<Step>) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent, done)?;
    }
    fs::create_dir(folder)?;
    done.push(Step::MadeFolder(folder.to_owned()));
    Ok(())
}

/// Takes back what was done, the last first. Goes on after a failure; gives the first one.
fn undo(done: Vec<Step>) -> io::Result<()> {
    let mut result = Ok(());
    for step in done.into_iter().rev() {
        let undone = match step {
            Step::MadeFolder(path) => fs::remove_dir(path),
            Step::Created(path) => fs::remove_file(path),
            Step::Saved { path, saved } => fs::rename(saved, path),
        };
        result = result.and(undone);
    }
    result
}

/// Removes the folders that removals left empty; a folder that holds anything stays.
fn remove_empty_folders(plan: &Plan) {
    for change in &plan.changes {
        if let Change::Remove { path, .. } = change {
            let inside = Path::new(path).ancestors().skip(1);
            for folder in inside.filter(|folder| !folder.as_os_str().is_empty()) {
                if fs::remove_dir(plan.out.path.join(folder)).is_err() {
                    break;
                }
            }
        }
    }
}

fn cannot_write(plan: &Plan, path: &str, error: &io::Error) -> Error {
    Error::io(format!("cannot write `{}`", plan.out.inside(path)), error)
}

#[cfg(test)]
mod tests;
