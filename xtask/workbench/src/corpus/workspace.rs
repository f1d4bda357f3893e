//! The workspace in which emitted crates are compiled: takes their files, gives a folder that
//! cargo can build offline. Each crate has a folder and a package name of its own, whatever the
//! document calls it, and what is as it should be is not touched, so that cargo need not
//! compile it again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use cargo_verbatim::error::Error;
use cargo_verbatim::install::install;
use cargo_verbatim::place::Place;
use cargo_verbatim::plan::Plan;

use super::generation::Generated;

/// A folder with one crate for each document that is compiled.
#[derive(Debug)]
pub struct Workspace {
    /// The folder.
    pub place: Place,
    /// The crates, in the order of the documents.
    pub members: Vec<Member>,
    /// Held as long as the folder is in use.
    _lock: File,
}

/// A crate of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The index of its document.
    pub document: usize,
    /// The name of its folder.
    pub folder: String,
    /// The name of its package, which no other member has.
    pub package: String,
    /// The name of its library, as its examples call it; others may have the same.
    pub library: String,
}

impl Member {
    /// The name of the program that tries its values. All programs end up in one folder, beside the examples
    /// that the crates have of their own, so no other may have it.
    pub fn values_program(&self) -> String {
        format!("values-{}", self.package)
    }
}

impl Workspace {
    /// Takes possession of a folder, which is made when it is not there.
    ///
    /// # Errors
    ///
    /// When it cannot be written to, and when another run has it.
    pub fn open(place: Place) -> Result<Self, Error> {
        let cannot = |error| {
            Error::io(
                format!("cannot write to the folder `{}`", place.shown),
                &error,
            )
        };
        fs::create_dir_all(&place.path).map_err(cannot)?;
        // Cargo calls files by their real paths.
        let path = fs::canonicalize(&place.path).map_err(cannot)?;
        let lock = File::create(path.join("lock")).map_err(cannot)?;
        // A file system without locks is no reason not to write to it.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let message = format!("another run is building in `{}`", place.shown);
            return Err(Error::new(message).help("wait until it is done"));
        }
        Ok(Self {
            place: Place { path, ..place },
            members: Vec::new(),
            _lock: lock,
        })
    }

    /// Adds the crate of a document, and what more files it is to have; gives why that cannot be, in words about the crate.
    pub fn add(
        &mut self,
        document: usize,
        name: &str,
        generated: &Generated,
        more: impl FnOnce(&Member) -> BTreeMap<String, String>,
    ) -> Result<(), String> {
        let manifest = generated.files.get("Cargo.toml");
        let (manifest, emitted) = manifest
            .and_then(|text| Some((text, package_name(text)?)))
            .ok_or("its `Cargo.toml` has no `name` line")?;
        let taken: BTreeSet<&str> = self
            .members
            .iter()
            .map(|member| member.package.as_str())
            .collect();
        let member = Member {
            document,
            folder: name.replace('/', "__"),
            package: unique(package_for(name), &taken),
            library: emitted.replace('-', "_"),
        };
        let manifest = rename(manifest, &member);
        let mut files = generated.files.clone();
        files.insert("Cargo.toml".to_owned(), manifest);
        files.extend(more(&member));
        let place = Place {
            path: self.place.path.join(&member.folder),
            shown: self.place.inside(&member.folder),
        };
        Plan::new(&place, files)
            .and_then(|plan| install(&plan))
            .map_err(|error| error.message)?;
        self.members.push(member);
        Ok(())
    }

    /// Writes the manifest over the members, and next to it the lock file of this project: no
    /// crate is built of which the project does not know the version.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write_manifest(&self, lock_file: &Path) -> Result<(), Error> {
        let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
        for member in &self.members {
            text += &format!("    {},\n", serde_json::Value::from(member.folder.as_str()));
        }
        text += "]\n\n[profile.dev]\ndebug = false\nincremental = false\n";
        let cannot = |what: &str| {
            let shown = self.place.inside(what);
            move |error| Error::io(format!("cannot write `{shown}`"), &error)
        };
        let manifest = self.place.path.join("Cargo.toml");
        // Clippy compiles everything again when this file is newer than what it compiled.
        if fs::read_to_string(&manifest).ok().as_ref() != Some(&text) {
            fs::write(manifest, text).map_err(cannot("Cargo.toml"))?;
        }
        if lock_file.exists() {
            fs::copy(lock_file, self.place.path.join("Cargo.lock"))
                .map_err(cannot("Cargo.lock"))?;
        }
        Ok(())
    }

    /// Where cargo is to put what it builds.
    pub fn build_folder(&self) -> PathBuf {
        self.place.path.join("build")
    }

    /// The members by their folders.
    pub fn by_folder(&self) -> BTreeMap<&str, &Member> {
        self.members
            .iter()
            .map(|member| (member.folder.as_str(), member))
            .collect()
    }

    /// Gives up a member, which stays on the disk.
    pub fn remove(&mut self, folder: &str) -> Option<Member> {
        let at = self
            .members
            .iter()
            .position(|member| member.folder == folder)?;
        Some(self.members.remove(at))
    }
}

/// The name that a manifest gives its package: the first line that sets one.
fn package_name(manifest: &str) -> Option<&str> {
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = \""))?;
    line.strip_suffix('"')
}

/// The manifest of a member: another package name, the library's as it was.
fn rename(manifest: &str, member: &Member) -> String {
    let emitted = package_name(manifest).unwrap_or_default();
    let line = |name: &str| format!("name = \"{name}\"");
    let renamed = manifest.replacen(&line(emitted), &line(&member.package), 1);
    format!("{renamed}\n[lib]\n{}\n", line(&member.library))
}

/// A package name that says which document it is of.
fn package_for(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    let name: String = name.chars().map(plain).collect();
    format!("corpus-{name}").to_lowercase()
}

fn unique(name: String, taken: &BTreeSet<&str>) -> String {
    let mut numbered = (2..).map(|number| format!("{name}-{number}"));
    if !taken.contains(name.as_str()) {
        return name;
    }
    numbered
        .find(|name| !taken.contains(name.as_str()))
        .unwrap_or(name)
}

#[cfg(test)]
pub mod tests;
