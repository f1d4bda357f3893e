//! The description as it was committed: takes the place of one in a working tree, gives the files
//! of its folder as the last commit has them, in a folder that goes away again. Changes nothing in
//! the repository.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::description::has_extension;
use crate::disk::{self, Input, Naming};
use crate::error::Error;
use crate::place::{self, Place};

/// The most files of a description's folder that are looked at.
const MAX_FILES: usize = 10_000;
/// The most files that are proposed for one that a commit does not have.
const PROPOSED: usize = 3;

/// A description as a commit has it.
#[derive(Debug)]
pub struct Committed {
    /// The description, in a folder that lives as long as this.
    pub place: Place,
    /// The folder that the files are relative to.
    pub folder: PathBuf,
    /// What is above it, as in the repository.
    pub root: TempDir,
    /// The files that were looked at, relative to that folder.
    pub files: Vec<String>,
    /// The commit.
    revision: String,
}

/// The description that a commit has where `spec` is now, with the files below `above`, or
/// without it below its own folder.
///
/// # Errors
///
/// When there is no `git`, no repository, no such commit, or no such file in it.
pub fn committed(spec: &Place, above: Option<&Place>, revision: &str) -> Result<Committed, Error> {
    let folder = spec.path.parent().unwrap_or(Path::new(""));
    let file = spec.path.file_name().unwrap_or_default().to_string_lossy();
    let below = above.and_then(|above| {
        let folder = place::or_here(folder).canonicalize().ok()?;
        let above = above.path.canonicalize().ok()?;
        let below = folder.strip_prefix(above).ok()?;
        Some(below.join(&*file).to_string_lossy().replace('\\', "/"))
    });
    let (folder, file) = match (above, below) {
        (Some(above), Some(file)) => (above.path.as_path(), file),
        _ => (folder, file.into_owned()),
    };
    let help = "name the old description: `diff OLD`";
    let (there, below) = standing(folder);
    let prefix = ask(there, &["rev-parse", "--show-prefix"]).map_err(|why| {
        let message = format!("cannot ask git for the committed `{}`: {why}", spec.shown);
        Error::new(message).help(help)
    })?;
    let prefix = prefix.trim_end_matches('\n').to_owned() + &below;
    let below = format!("./{below}");
    let listing = ["ls-tree", "-r", "-z", "--name-only", revision, &below];
    let names = ask(there, &listing).map_err(|why| {
        let message = format!("cannot read `{revision}` of the repository: {why}");
        Error::new(message).help(help)
    })?;
    let names = names
        .split_terminator('\0')
        .filter_map(|name| name.strip_prefix(&below[2..]))
        .filter(|name| has_extension(name));
    let names: Vec<&str> = names.take(MAX_FILES).collect();
    if !names.contains(&file.as_str()) {
        let message = format!("`{}` is not in `{revision}` of the repository", spec.shown);
        return Err(Error::new(message).help(help));
    }
    let cannot = |error: io::Error| {
        let message = format!("cannot read `{}` of `{revision}`", spec.shown);
        Error::io(message, &error).help(help)
    };
    let root = tempfile::tempdir().map_err(cannot)?;
    let within = root.path().join(&prefix);
    let commit = format!("{revision}:{below}");
    export(there, &commit, &names, &within).map_err(cannot)?;
    let place = Place {
        path: within.join(&file),
        shown: format!("{revision}:{prefix}{file}"),
    };
    let files = names.into_iter().map(str::to_owned).collect();
    Ok(Committed {
        place,
        folder: within,
        root,
        files,
        revision: revision.to_owned(),
    })
}

impl Committed {
    /// Overlays that do not lie beside the description, as the commit has them. One that it does not have is taken as
    /// it is.
    pub fn overlays(&self, places: &[Place]) -> Vec<Place> {
        let old = |(index, place): (usize, &Place)| {
            let file = place.path.file_name()?.to_str()?;
            let folder = place.path.parent()?;
            let text = self::file(folder, file, &self.revision)?;
            // Several may have one name.
            let within = self.root.path().join(format!(".overlay-{index}"));
            fs::create_dir_all(&within).ok()?;
            let path = within.join(file);
            fs::write(&path, text).ok()?;
            let shown = format!("{}:{}", self.revision, place.shown);
            Some(Place { path, shown })
        };
        let places = places.iter().enumerate();
        places
            .map(|(index, place)| old((index, place)).unwrap_or_else(|| place.clone()))
            .collect()
    }

    /// Reads the description with these overlays; where there is an `above`, references may lead to
    /// all of its files.
    ///
    /// # Errors
    ///
    /// As [`disk::read_with`].
    pub fn read(&self, overlays: &[Place], above: Option<&Place>) -> Result<Input, Error> {
        let folder = Place {
            path: self.folder.clone(),
            shown: self.place.shown.clone(),
        };
        let above = above.map(|_| &folder);
        let root = self.root.path();
        disk::read_with(&self.place, overlays, root, above, Naming::Argument)
    }
}

/// The text of a file in a folder as a commit has it, if git knows one. The folder may be gone by now.
pub fn file(folder: &Path, name: &str, revision: &str) -> Option<String> {
    let (there, below) = standing(folder);
    ask(there, &["show", &format!("{revision}:./{below}{name}")]).ok()
}

/// Whether a folder has a file that is to be committed, and the last commit does not have it yet. A file that git ignores
/// is never committed.
pub fn is_uncommitted(folder: &Path, name: &str) -> bool {
    let (there, below) = standing(folder);
    let asked = |arguments: &[&str]| ask(there, arguments).is_ok();
    asked(&["rev-parse", "--verify", "--quiet", "HEAD"])
        && !asked(&["cat-file", "-e", &format!("HEAD:./{below}{name}")])
        && !asked(&["check-ignore", "-q", &format!("{below}{name}")])
}

/// The file of a commit that somebody in the folder `here` means by a path. Git reads it from the root of the repository,
/// and from `here` when it begins with `./` or `../`. So is one that the root does not have.
///
/// # Errors
///
/// When the commit has the file in neither folder.
pub fn named(revision: &str, path: &str, here: &Path) -> Result<Place, Error> {
    let from_here = Place::new(Some(Path::new(path)), "", here);
    let Ok(root) = ask(here, &["rev-parse", "--show-toplevel"]) else {
        return Ok(from_here);
    };
    if is_plain(path) && ask(here, &["cat-file", "-e", &format!("{revision}:{path}")]).is_ok() {
        let path = Path::new(root.trim_end_matches('\n')).join(path);
        let shown = from_here.shown;
        return Ok(Place { path, shown });
    }
    let name = from_here.path.file_name().unwrap_or_default();
    let folder = from_here.path.parent().unwrap_or(here);
    if file(folder, &name.to_string_lossy(), revision).is_some() {
        return Ok(from_here);
    }
    let listing = ["-r", "-z", "--name-only", "--full-tree", revision];
    match ask(here, &[&["ls-tree"], &listing[..]].concat()) {
        Ok(all) => Err(not_committed(revision, path, &all)),
        // Whoever reads the file says what is wrong with the commit.
        Err(_) => Ok(from_here),
    }
}

/// Whether a word names a commit of the repository of a folder.
pub fn is_commit(word: &str, folder: &Path) -> bool {
    let commit = format!("{word}^{{commit}}");
    ask(folder, &["rev-parse", "--verify", "--quiet", &commit]).is_ok()
}

/// The path of a file from the root of its repository, if it is in one.
pub fn from_root(file: &Path) -> Option<String> {
    let (there, below) = standing(file.parent()?);
    let prefix = ask(there, &["rev-parse", "--show-prefix"]).ok()?;
    let name = file.file_name()?.to_string_lossy();
    Some(format!("{}{below}{name}", prefix.trim_end_matches('\n')))
}

/// Whether git reads a path from the root of the repository.
fn is_plain(path: &str) -> bool {
    !path.starts_with("./") && !path.starts_with("../") && !path.starts_with('/')
}

/// That none of the files of a commit is at a path; those of its name may be meant.
fn not_committed(revision: &str, path: &str, all: &str) -> Error {
    let name = Path::new(path).file_name();
    let all = all.split_terminator('\0');
    let called_so = all.filter(|file| Path::new(file).file_name() == name);
    let called_so = called_so
        .take(PROPOSED)
        .map(|file| format!("`{revision}:{file}`"));
    let called_so: Vec<String> = called_so.collect();
    let whence = match is_plain(path) {
        true => "neither from the root of the repository nor from the current folder",
        false => "seen from the current folder",
    };
    let message = format!("`{path}` is not in `{revision}`, {whence}");
    Error::new(message).help(match called_so.is_empty() {
        true => format!("`git ls-tree -r --name-only {revision}` lists its files"),
        false => format!("did you mean {}?", called_so.join(" or ")),
    })
}

/// A folder to ask git in, and the way from there to a folder that may be gone by now: none, or `apis/`.
fn standing(folder: &Path) -> (&Path, String) {
    let mut above = folder.ancestors();
    let there = above.find(|folder| place::or_here(folder).is_dir());
    let there = there.unwrap_or(Path::new(""));
    let gone = place::plain(folder.strip_prefix(there).unwrap_or(Path::new("")));
    let below = gone.iter().map(|name| name.to_string_lossy() + "/");
    (place::or_here(there), below.collect())
}

/// That git does not answer, although the current folder lies in a repository. Outside of one there is nothing to ask.
pub fn silence() -> Option<Error> {
    let here = Path::new(".").canonicalize().ok()?;
    let mut above = here.ancestors();
    above.find(|folder| folder.join(".git").exists())?;
    let why = ask(&here, &["rev-parse", "--git-dir"]).err()?;
    let message = format!(
        "cannot ask git for the last commit: {why}; what would break callers (E0800) is not told, \
         and no changelog gets an entry"
    );
    let error = Error::new(message);
    Some(match why.contains("dubious ownership") {
        true => error.help("`git status` says how to trust the repository (`safe.directory`)"),
        false => error,
    })
}

/// What git answers, or why it does not.
fn ask(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if folder.is_dir() => "there is no `git` here".to_owned(),
        _ => crate::error::reason(&error),
    })?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|_| "a name is not UTF-8".to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("it gave no reason");
    Err(line.trim_start_matches("fatal: ").to_owned())
}

/// Writes files of a folder of a commit (`HEAD:./apis/`, seen from `folder`) below another folder.
fn export(folder: &Path, commit: &str, names: &[&str], to: &Path) -> io::Result<()> {
    let mut git = Command::new("git")
        .args(["cat-file", "--batch"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut questions), Some(answers)) = (git.stdin.take(), git.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let plain = |name: &&&str| !name.contains('\n');
    thread::scope(|scope| {
        let asking = scope.spawn(move || {
            for name in names.iter().filter(plain) {
                writeln!(questions, "{commit}{name}")?;
            }
            Ok::<_, io::Error>(())
        });
        let mut answers = BufReader::new(answers);
        for name in names.iter().filter(plain) {
            if let Some(text) = answer(&mut answers)? {
                let path = to.join(name);
                fs::create_dir_all(path.parent().unwrap_or(to))?;
                fs::write(path, text)?;
            }
        }
        asking
            .join()
            .unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))
    })?;
    git.wait()?;
    Ok(())
}

/// `<object> blob <size>`, the text, a line break; `None` for what is no file.
fn answer(answers: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let mut words = line.split_whitespace().skip(1);
    let (kind, size) = (words.next(), words.next());
    let Some(size) = size.and_then(|size| size.parse::<usize>().ok()) else {
        return Ok(None);
    };
    let mut text = Vec::new();
    answers.take(size as u64 + 1).read_to_end(&mut text)?;
    text.truncate(size);
    Ok((kind == Some("blob")).then_some(text))
}
