//! Reads a description, its overlays and every file that its `$ref`s name, as [`Sources`]. A `$ref`
//! is followed neither out of the description's folder nor onto the network.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use generator::Sources;

use crate::description::has_extension;
use crate::error::{Error, reason};
use crate::overlays;
use crate::place::{Place, shell_word};

/// The most bytes that are read from one file; the largest published descriptions have a tenth.
const MAX_BYTES: u64 = 256 << 20;
/// The most files that one description may refer to.
const MAX_FILES: usize = 10_000;

/// How a user names a description, for what messages propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By `--spec`.
    Option,
    /// By an argument alone.
    Argument,
    /// By `spec` of the settings of a client.
    Setting,
}

impl Naming {
    /// What to write for the description at a path.
    fn of(self, path: &str) -> String {
        match self {
            Self::Option => format!("`--spec {}`", shell_word(path)),
            Self::Argument => format!("`{}`", shell_word(path)),
            Self::Setting => format!("`spec = {path:?}`"),
        }
    }
}

/// A description as it was read, and where from.
#[derive(Debug)]
pub struct Input {
    /// The texts.
    pub sources: Sources,
    /// Every file that was read or looked for, the description first.
    pub files: Vec<Seen>,
}

/// A file as it was before it was read.
#[derive(Debug)]
pub struct Seen {
    /// Where it is.
    pub path: PathBuf,
    /// When it was last written, and its length; `None` when it was not there.
    stamp: Option<(SystemTime, u64)>,
}

impl Seen {
    /// What is there now.
    pub fn now(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let stamp = stamp(&path);
        Self { path, stamp }
    }

    /// Whether it was written, made or removed since.
    pub fn has_changed(&self) -> bool {
        stamp(&self.path) != self.stamp
    }
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}

/// Reads a description, the overlays next to it and what it refers to.
///
/// # Errors
///
/// As [`read_with`], and when it cannot be told which overlays are meant.
pub fn read(spec: &Place, root: &Path) -> Result<Sources, Error> {
    let overlays = overlays::beside(spec)?;
    Ok(read_with(spec, &overlays, root, None, Naming::Option)?.sources)
}

/// Reads a description and what it refers to, with overlays applied in the order given.
///
/// Diagnostics and generated headers name it by its path within the workspace at `root`, or by
/// its file name alone when it lies elsewhere, so that the current folder
/// never shows in generated text. References may lead to every file below `above`; without it, below
/// the description's own folder.
///
/// # Errors
///
/// When the description or an overlay cannot be read. A file that a `$ref` names and that
/// cannot be read is a diagnostic of the generator's.
pub fn read_with(
    spec: &Place,
    overlays: &[Place],
    root: &Path,
    above: Option<&Place>,
    naming: Naming,
) -> Result<Input, Error> {
    let cannot = |error| cannot_read(spec, &error, naming);
    let seen = Seen::now(&spec.path);
    let text = read_bounded(&spec.path).map_err(cannot)?;
    let folder = fs::canonicalize(parent(&spec.path)).map_err(cannot)?;
    let root = fs::canonicalize(root).map_err(cannot)?;

    let limit = match above {
        Some(above) => limit(above, &folder, spec, naming)?,
        None => folder.clone(),
    };
    // Every file needs a name: those above the workspace have it from the limit.
    let named_from = match limit.starts_with(&root) {
        true => root.as_path(),
        false => limit.as_path(),
    };
    let within = |path: &Path| slashed(path.strip_prefix(named_from).unwrap_or(Path::new("")));
    let file = spec.path.file_name().map_or(spec.path.as_path(), Path::new);
    let name = match above {
        Some(_) => within(&folder.join(file)),
        None => name_within(&root, &folder, &spec.path),
    };
    let prefix = match above {
        Some(_) => within(&limit) + "/",
        None => name[..name.rfind('/').map_or(0, |at| at + 1)].to_owned(),
    };
    let prefix = prefix.trim_start_matches('/');
    let mut input = Input {
        sources: Sources::new(name.as_str(), text),
        files: vec![seen],
    };
    input.sources.show(spec.shown.as_str());
    input.sources.allow_below(prefix);
    for overlay in overlays {
        let cannot = |error| {
            let message = format!("cannot read the overlay `{}`", overlay.shown);
            let error = Error::io(message, &error).about(&overlay.path);
            match is_address(&overlay.shown) {
                true => error.help("nothing is fetched: load it first, and name the file"),
                false => error,
            }
        };
        input.files.push(Seen::now(&overlay.path));
        let text = read_bounded(&overlay.path).map_err(cannot)?;
        let folder = fs::canonicalize(parent(&overlay.path)).map_err(cannot)?;
        let name = name_within(&root, &folder, &overlay.path);
        input.sources.overlay(name, text);
        input.sources.show(overlay.shown.as_str());
    }
    supply(&mut input, &limit, prefix);
    Ok(input)
}

/// The folder that references may not leave, as the user gave it.
fn limit(above: &Place, folder: &Path, spec: &Place, naming: Naming) -> Result<PathBuf, Error> {
    let shown = &above.shown;
    let limit = fs::canonicalize(&above.path).map_err(|error| {
        let message = format!("cannot read the folder `{shown}`");
        Error::io(message, &error).about(&above.path)
    })?;
    if folder.starts_with(&limit) {
        return Ok(limit);
    }
    let option = match naming {
        Naming::Setting => "root",
        Naming::Option | Naming::Argument => "--root",
    };
    let message = format!("`{}` does not lie below `{shown}`", spec.shown);
    let help = format!("give `{option}` a folder above the description");
    Err(Error::new(message).help(help).about(&above.path))
}

fn parent(path: &Path) -> &Path {
    let parent = path.parent();
    parent
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// How messages and headers call a file of a folder.
fn name_within(root: &Path, folder: &Path, path: &Path) -> String {
    let file = path.file_name().map_or(path, Path::new);
    let within = folder.strip_prefix(root).unwrap_or(Path::new(""));
    slashed(&within.join(file))
}

/// Answers every question for further files, until there is none.
fn supply(input: &mut Input, folder: &Path, prefix: &str) {
    let mut answered = BTreeSet::new();
    loop {
        let mut missing = input.sources.missing();
        missing.retain(|name| !answered.contains(name));
        if missing.is_empty() {
            return;
        }
        for name in missing {
            let text = if answered.len() < MAX_FILES {
                let within = name.strip_prefix(prefix).unwrap_or(&name);
                input.files.push(Seen::now(folder.join(within)));
                read_referenced(folder, prefix, &name)
            } else {
                Err(format!(
                    "the description refers to more than {MAX_FILES} files"
                ))
            };
            input.sources.supply(name.as_str(), text);
            answered.insert(name);
        }
    }
}

/// A file that a `$ref` names. Its name begins as the description's does.
fn read_referenced(folder: &Path, prefix: &str, name: &str) -> Result<Vec<u8>, String> {
    let outside =
        || "it lies outside the folder that references may lead to (`--root DIR`)".to_owned();
    let path = Path::new(name.strip_prefix(prefix).ok_or_else(outside)?);
    if !path
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return Err(outside());
    }
    let words = |error: io::Error| reason(&error);
    // Links are followed first: one inside the folder may lead out of it.
    let real = fs::canonicalize(folder.join(path)).map_err(words)?;
    if !real.starts_with(folder) {
        return Err(outside());
    }
    match fs::metadata(&real).map_err(words)? {
        kind if kind.is_dir() => Err("expected a file, found a folder".to_owned()),
        // A pipe would wait for ever, a device never end.
        kind if !kind.is_file() => Err("expected a plain file".to_owned()),
        _ => read_bounded(&real).map_err(words),
    }
}

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        let message = format!("it is larger than {} MiB", MAX_BYTES >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(text)
}

fn cannot_read(spec: &Place, error: &io::Error, naming: Naming) -> Error {
    with_proposals(spec, error, naming).about(&spec.path)
}

fn with_proposals(spec: &Place, error: &io::Error, naming: Naming) -> Error {
    let shown = &spec.shown;
    if let Some(error) = no_file(shown, naming) {
        return error;
    }
    let cannot = Error::io(format!("cannot read the description `{shown}`"), error);
    let (error, folder) = if spec.path.is_dir() {
        let message = format!("expected an OpenAPI document, found the folder `{shown}`");
        (Error::new(message), spec.path.as_path())
    } else if error.kind() == io::ErrorKind::NotFound {
        (cannot, parent(&spec.path))
    } else {
        // The user means this file.
        let other = naming.of("FILE");
        return cannot.help(format!("let it be read, or name another one: {other}"));
    };
    match documents(folder).as_slice() {
        [] => error.help(format!(
            "name an OpenAPI document in YAML or JSON: {}",
            naming.of("FILE")
        )),
        [one] => error.help(format!(
            "did you mean {}?",
            naming.of(&beside(spec, one, naming))
        )),
        several => {
            let several = several
                .iter()
                .map(|one| naming.of(&beside(spec, one, naming)));
            let several: Vec<String> = several.collect();
            error.help(format!(
                "name one of the documents there: {}",
                several.join(", ")
            ))
        }
    }
}

/// That a description is named by its address, or as standard input.
fn no_file(shown: &str, naming: Naming) -> Option<Error> {
    if is_address(shown) {
        let message = format!("expected a file, found the address `{shown}`: nothing is fetched");
        let load = shell_word(shown);
        return Some(Error::new(message).help(format!(
            "load it first: `curl -L -o api.yaml {load}`, then name the file: {}",
            naming.of("api.yaml")
        )));
    }
    let error = (shown == "-").then(|| Error::new("expected a file, found `-`"))?;
    Some(match cfg!(unix) {
        true => error.help(format!(
            "standard input has a name where the system gives it one: {}",
            naming.of("/dev/stdin")
        )),
        false => error.help("save standard input as a file first"),
    })
}

/// Whether a path is an address of the network.
pub fn is_address(path: &str) -> bool {
    path.starts_with("https://") || path.starts_with("http://")
}

/// How the user would call a document found in the folder they named, or next to a missing file.
fn beside(spec: &Place, document: &str, naming: Naming) -> String {
    let shown = match naming {
        // Settings have paths from the root of the workspace, wherever the user stands.
        Naming::Setting => spec.path.as_path(),
        Naming::Option | Naming::Argument => Path::new(&spec.shown),
    };
    let folder = if spec.path.is_dir() {
        Some(shown)
    } else {
        shown.parent()
    };
    slashed(&folder.map_or_else(|| PathBuf::from(document), |folder| folder.join(document)))
}

/// A few files of a folder that may be descriptions. A link that leads nowhere is none.
fn documents(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| has_extension(name))
        .collect();
    names.sort();
    names.truncate(5);
    names
}

fn slashed(path: &Path) -> String {
    path.display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests;
