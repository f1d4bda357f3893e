//! A folder to the side of a crate, in the same file system: new files are written there before
//! any is moved into place, old ones wait there until all are. It is gone afterwards.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::place::Place;

/// The folder to the side. Only one run at a time has that of a crate.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    lock: Option<File>,
    kept: bool,
}

impl Stage {
    /// The stage of a crate: inside its folder when that exists, which may be a file system of
    /// its own, else next to where it will be.
    ///
    /// # Errors
    ///
    /// When another run has it, and when the folder cannot be written to.
    pub fn of(out: &Place, exists: bool) -> Result<Self, Error> {
        let cannot = |error: io::Error| {
            Error::io(format!("cannot write to `{}`", out.shown), &error)
                .help("give `--out` a folder that can be written to")
        };
        let folder = if exists {
            out.path.join(".codegen")
        } else {
            let name = out.path.file_name().unwrap_or_default().to_string_lossy();
            out.path.with_file_name(format!(".{name}.codegen"))
        };
        fs::create_dir_all(&folder).map_err(cannot)?;
        let lock = File::create(folder.join("lock")).map_err(cannot)?;
        // A file system without locks is no reason not to write to it.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let message = format!("another codegen is writing to `{}`", out.shown);
            return Err(Error::new(message).help("wait until it is done"));
        }
        let stage = Self {
            folder,
            lock: Some(lock),
            kept: false,
        };
        for part in [stage.new_files(), stage.old_files()] {
            // A run that was killed leaves its stage behind.
            if part.exists() {
                fs::remove_dir_all(&part).map_err(cannot)?;
            }
            fs::create_dir(&part).map_err(cannot)?;
        }
        Ok(stage)
    }

    /// Where the new files are, each at its path inside the crate.
    pub fn new_files(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Where the old files wait.
    pub fn old_files(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// Writes a new file, to the side.
    pub fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.new_files().join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    }

    /// Leaves the folder where it is, for what could not be put back.
    pub fn keep(&mut self) -> &Path {
        self.kept = true;
        &self.folder
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Some systems cannot remove a file that is open.
        self.lock = None;
        if !self.kept {
            // What is left behind is cleared away by the next run.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
