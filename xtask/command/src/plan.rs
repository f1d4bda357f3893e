//! Comparing: takes the files that the generator gave and the folder they belong in, gives what
//! would have to change there. Reads the disk and never writes it.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path};

use generator::Names;

use crate::error::{Error, reason};
use crate::manifest;
use crate::ownership::{self, is_generated};
use crate::place::{self, Place};

/// What would have to change in a folder.
#[derive(Debug)]
pub struct Plan {
    /// The crate's folder.
    pub out: Place,
    /// Whether the folder is there already.
    pub exists: bool,
    /// In alphabetical order of the paths.
    pub changes: Vec<Change>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// How many lines the files have that the generator gave.
    pub lines: usize,
}

/// One file that is not as it should be: its path inside the crate, with `/`, and its text.
#[derive(Debug)]
#[allow(missing_docs, reason = "a path and two texts")]
pub enum Change {
    /// The file does not exist yet.
    Create { path: String, new: String },
    /// The file has another text.
    Update {
        path: String,
        old: String,
        new: String,
    },
    /// The file was generated before and is no longer.
    Remove { path: String, old: String },
}

impl Change {
    /// The file, inside the crate.
    pub fn path(&self) -> &str {
        match self {
            Self::Create { path, .. } | Self::Update { path, .. } | Self::Remove { path, .. } => {
                path
            }
        }
    }
}

impl Plan {
    /// Compares generated files, path to text, with those in a folder.
    ///
    /// # Errors
    ///
    /// When the folder is not ours, when a file in it that has to be replaced is not, and when
    /// it cannot be read.
    pub fn new(out: &Place, files: BTreeMap<String, String>) -> Result<Self, Error> {
        check_generated(&files)?;
        let exists = check_folder(out)?;
        let mut plan = Self {
            out: out.clone(),
            exists,
            changes: Vec::new(),
            unchanged: 0,
            lines: files.values().map(|text| text.lines().count()).sum(),
        };
        let present = if exists {
            ownership::generated_files(&out.path)
                .map_err(|error| cannot_read(&out.shown, &error))?
        } else {
            Vec::new()
        };
        for path in present {
            if !files.contains_key(&path) {
                let old = read(out, &path)?;
                plan.changes.push(Change::Remove {
                    path,
                    old: lossy(old),
                });
            }
        }
        for (path, new) in files {
            match current(out, &path)? {
                None => plan.changes.push(Change::Create { path, new }),
                Some(old) if is_as_generated(&old, &new) => plan.unchanged += 1,
                Some(old) if is_ours(&path, &old) => {
                    plan.changes.push(Change::Update {
                        path,
                        old: lossy(old),
                        new,
                    });
                }
                Some(_) if stands_alone(&path) => plan.unchanged += 1,
                Some(_) => return Err(not_ours(out, &path, &new)),
            }
        }
        plan.changes
            .sort_by(|one, other| one.path().cmp(other.path()));
        Ok(plan)
    }
}

impl Plan {
    /// Whether the crate is not there yet; its folder may be.
    pub fn is_new(&self) -> bool {
        let is_manifest = |change: &Change| {
            matches!(change, Change::Create { .. }) && change.path() == manifest::FILE
        };
        self.changes.iter().any(is_manifest)
    }

    /// Adds the further files of a new crate, which its owner keeps: one that is there stays as it is, and a crate that
    /// is there already gets none.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn start_with(&mut self, starters: BTreeMap<String, String>) -> Result<(), Error> {
        let is_new = self.is_new();
        for (path, new) in starters {
            let is_there = current(&self.out, &path)?.is_some();
            if !is_there && !is_new {
                continue;
            }
            self.lines += new.lines().count();
            match is_there {
                true => self.unchanged += 1,
                false => self.changes.push(Change::Create { path, new }),
            }
        }
        self.changes
            .sort_by(|one, other| one.path().cmp(other.path()));
        Ok(())
    }
}

/// Whether a file is what was generated. Its line endings may be those that git gives it on Windows, and its first line
/// may call the command by another name.
fn is_as_generated(old: &[u8], new: &str) -> bool {
    if old == new.as_bytes() {
        return true;
    }
    let old = String::from_utf8_lossy(old).replace("\r\n", "\n");
    let [old, new] = [&old, new].map(|text| {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        (ownership::without_program(first), rest)
    });
    old == new
}

/// Whether `codegen` may write a file: it wrote all of it, or takes part in writing it.
fn is_ours(path: &str, text: &[u8]) -> bool {
    is_generated(text) || (path == manifest::FILE && manifest::is_shared(text))
}

/// Whether no other file needs this one to be as it was generated, so that its owner's may stay in its place.
fn stands_alone(path: &str) -> bool {
    path == "README.md" || path.starts_with("examples/")
}

/// Refuses what the next run could not recognise, replace or remove again. None of it can come
/// from a description, only from a fault of the generator's.
fn check_generated(files: &BTreeMap<String, String>) -> Result<(), Error> {
    for required in ["Cargo.toml", "src/lib.rs"] {
        if !files.contains_key(required) {
            return Err(Error::new(format!(
                "the generator gave no `{required}`: this is its fault"
            )));
        }
    }
    for (path, text) in files {
        let inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !inside || path.contains('\\') {
            let message = format!("the generator gave `{path}`, which leads out of the crate");
            return Err(Error::new(message));
        }
        if !is_ours(path, text.as_bytes()) {
            let message = format!("the generator gave `{path}` without its `@generated` line");
            return Err(Error::new(message));
        }
    }
    Ok(())
}

/// Whether the folder is there; an error when it may not be written to.
fn check_folder(out: &Place) -> Result<bool, Error> {
    let shown = &out.shown;
    match fs::metadata(&out.path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(&out.path).is_ok() {
                return Err(
                    Error::new(format!("`{shown}` is a link that leads nowhere"))
                        .help("remove it, or give `--out` another folder"),
                );
            }
            if out.path.file_name().is_none() {
                return Err(cannot_read(shown, &error));
            }
            return check_above(out).map(|()| false);
        }
        Err(error) => return Err(cannot_read(shown, &error)),
        Ok(found) if !found.is_dir() => {
            return Err(Error::new(format!(
                "expected a folder to write to, found the file `{shown}`"
            ))
            .help("give `--out` a folder; it is made when it is not there"));
        }
        Ok(_) => check_above(out)?,
    }
    let foreign = ownership::foreign_entry(&out.path);
    match foreign.map_err(|error| cannot_read(shown, &error))? {
        None => Ok(true),
        Some(entry) => Err(foreign_folder(out, &entry)),
    }
}

/// That a folder has files of somebody else's. What comes first in a crate of ours without its manifest is none.
fn foreign_folder(out: &Place, entry: &str) -> Error {
    let library = fs::read(out.path.join("src/lib.rs")).unwrap_or_default();
    if is_generated(&library) && ["CHANGELOG.md", manifest::FILE].contains(&entry) {
        let message = format!(
            "`{}` is missing, or not the one of a generated crate; the files beside it are",
            out.inside(manifest::FILE)
        );
        return Error::new(message).help("restore it from the last commit");
    }
    let message = format!(
        "the folder `{}` is not empty and not a generated crate: `{entry}` was not written by codegen",
        out.shown
    );
    Error::new(message).about(&out.path).help(
        "give the client a new or empty folder, or one that codegen wrote before: `--out`, or `out` in the settings",
    )
}

/// Refuses a folder within a crate of ours: one of the two would take the files of the other for its own. And one among
/// the sources of any package.
fn check_above(out: &Place) -> Result<(), Error> {
    let shown = &out.shown;
    if let Some(above) = folder_above(&out.path, manifest::is_of_ours) {
        let message = format!("`{shown}` lies within the crate `{above}`, which codegen wrote");
        return Err(Error::new(message).help("give `--out` that folder, or one outside of it"));
    }
    let is_sources = |folder: &Path| {
        let package = folder.parent().filter(|_| folder.ends_with("src"));
        package.is_some_and(|package| package.join(manifest::FILE).is_file())
    };
    if let Some(sources) = folder_above(&out.path, is_sources) {
        let message = format!("`{shown}` lies within `{sources}`, the sources of another package");
        let error = Error::new(message).about(&out.path);
        return Err(
            error.help("give the client a folder outside of it: it is a package of its own")
        );
    }
    Ok(())
}

/// The nearest folder of a kind that a folder lies in, which may not be there yet.
fn folder_above(folder: &Path, is_it: impl Fn(&Path) -> bool) -> Option<String> {
    let (there, below) = match folder.canonicalize() {
        Ok(folder) => (folder, 1),
        Err(_) => {
            let folder = place::plain(&std::path::absolute(folder).ok()?);
            let mut above = folder.ancestors().skip(1);
            (above.find_map(|above| above.canonicalize().ok())?, 0)
        }
    };
    let mut above = there.ancestors().skip(below);
    let found = above.find(|above| is_it(above))?;
    let here = Path::new(".").canonicalize().unwrap_or_default();
    let shown = found.strip_prefix(here).unwrap_or(found);
    Some(place::or_here(shown).display().to_string())
}

/// What is at a path inside the crate.
fn current(out: &Place, path: &str) -> Result<Option<Vec<u8>>, Error> {
    // A folder that is a link would take the file out of the crate.
    for (slash, _) in path.match_indices('/') {
        match found(out, &path[..slash])? {
            None => return Ok(None),
            Some(found) if found.is_dir() => {}
            Some(_) => return Err(in_the_way(out, &path[..slash], "a folder")),
        }
    }
    match found(out, path)? {
        None => Ok(None),
        Some(found) if found.is_file() => read(out, path).map(Some),
        Some(_) => Err(in_the_way(out, path, "a plain file")),
    }
}

/// What an entry of the crate is; links are not followed.
fn found(out: &Place, path: &str) -> Result<Option<Metadata>, Error> {
    match fs::symlink_metadata(out.path.join(path)) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot_read(&out.inside(path), &error)),
    }
}

fn read(out: &Place, path: &str) -> Result<Vec<u8>, Error> {
    fs::read(out.path.join(path)).map_err(|error| cannot_read(&out.inside(path), &error))
}

/// Text for counting and showing lines; bytes that are not UTF-8 never are what was generated.
fn lossy(text: Vec<u8>) -> String {
    String::from_utf8_lossy(&text).replace("\r\n", "\n")
}

fn cannot_read(shown: &str, error: &io::Error) -> Error {
    Error::new(format!("cannot read `{shown}`: {}", reason(error)))
}

fn in_the_way(out: &Place, path: &str, expected: &str) -> Error {
    Error::new(format!(
        "expected {expected} at `{}`, found something else",
        out.inside(path)
    ))
    .help("move it away, then run the command again")
}

fn not_ours(out: &Place, path: &str, new: &str) -> Error {
    let message = format!(
        "`{}` would be overwritten, and its first line does not say that codegen wrote it",
        out.inside(path)
    );
    let first = new.lines().next().unwrap_or_default();
    Error::new(message).help(match path {
        // Without it everything would be named anew.
        Names::FILE => format!(
            "it keeps the names of the client: restore it from the last commit, or put its first \
             line back: `{first}`"
        ),
        _ => {
            "if it is yours, move it away; if not, delete it; then run the command again".to_owned()
        }
    })
}

#[cfg(test)]
mod tests;
