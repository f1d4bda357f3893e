//! What a run of `codegen` reports about the next release: takes the description as it was committed and
//! as it is, warns where the version does not follow, enters the changes into the crate's
//! CHANGELOG.md. Outside of a repository, and for a description that is not committed, it says nothing.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use generator::{Comparison, Diagnostic, Names, Options, Sources};

use crate::changelog::{self, Update};
use crate::error::Error;
use crate::git::{self, Committed};
use crate::manifest;
use crate::overlays;
use crate::place::Place;
use crate::targets::Target;

/// The file in the crate that is its user's.
const CHANGELOG: &str = "CHANGELOG.md";

/// What changed since the last commit.
#[derive(Debug)]
pub enum Release {
    Nothing,
    Changes(Box<Comparison>),
}

impl Release {
    /// Compares a client, by its description and its settings, with the committed one.
    pub fn since_commit(
        (before, old_options): (&Target, &Options<'_>),
        (target, options): (&Target, &Options<'_>),
        sources: &Sources,
    ) -> Option<Self> {
        let above = before.root.as_ref();
        let committed = git::committed(&before.spec, above, "HEAD").ok()?;
        let others = committed.overlays(&before.overlays);
        if before.is_set_as(target)
            && is_unchanged(&committed, &target.spec, above)
            && are_unchanged(&others, &target.overlays)
        {
            return Some(Self::Nothing);
        }
        let all = overlays::with(&committed.place, &others).ok()?;
        let old = committed.read(&all, above).ok()?;
        let comparison = generator::compare_with((&old.sources, old_options), (sources, options));
        Some(match comparison.changes.is_empty() {
            true => Self::Nothing,
            false => Self::Changes(Box::new(comparison)),
        })
    }

    /// That the version does not say what changed.
    pub fn warning(&self) -> Option<&Diagnostic> {
        match self {
            Self::Nothing => None,
            Self::Changes(comparison) => comparison.unannounced.as_ref(),
        }
    }

    /// Enters the changes into the changelog of a crate, or takes out what it says of changes that were undone by
    /// the run that asks; gives what to tell of it.
    ///
    /// # Errors
    ///
    /// When the changelog cannot be read or written.
    pub fn enter(&self, out: &Place, has_written: bool) -> Result<Option<String>, Error> {
        let shown = out.inside(CHANGELOG);
        let known = match fs::read_to_string(out.path.join(CHANGELOG)) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(format!("cannot read `{shown}`"), &error)),
        };
        let of_commit = |name| git::file(&out.path, name, "HEAD");
        // A crate without changes yet is committed without a changelog.
        let committed =
            of_commit(CHANGELOG).or_else(|| of_commit(Names::FILE).map(|_| String::new()));
        let comparison = match self {
            Self::Changes(comparison) => comparison,
            Self::Nothing => {
                let undone = known.filter(|_| has_written).zip(committed);
                let undone = undone
                    .and_then(|(text, committed)| changelog::without_undone(&text, &committed));
                let Some(text) = undone else {
                    return Ok(None);
                };
                write(out, &text)?;
                return Ok(Some(format!(
                    "{shown} says nothing of what was undone since the last commit\n"
                )));
            }
        };
        let Some(versions) = &comparison.versions else {
            return Ok(None);
        };
        let version = match manifest::has_own_version(out) {
            true => changelog::UNRELEASED,
            false => changelog::version(versions),
        };
        match changelog::update(known.as_deref(), committed.as_deref(), version, comparison) {
            Update::Same | Update::Edited(0) => Ok(None),
            Update::Edited(missing) => {
                let missing = match missing {
                    1 => "1 change is".to_owned(),
                    count => format!("{count} changes are"),
                };
                Ok(Some(format!(
                    "{shown} keeps the entry {version} as you edited it; {missing} not in it, word by word: \
                     `diff` tells what changed\n"
                )))
            }
            Update::Write(text) => {
                write(out, &text)?;
                Ok(Some(format!(
                    "{shown} has an entry for {version}: edit it as you like\n"
                )))
            }
        }
    }
}

/// Writes the changelog of a crate.
fn write(out: &Place, text: &str) -> Result<(), Error> {
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(&out.path)?;
        file.write_all(text.as_bytes())?;
        let file = file.persist(out.path.join(CHANGELOG));
        file.map_err(|error| error.error)
    };
    let shown = out.inside(CHANGELOG);
    let written = write().map_err(|error| Error::io(format!("cannot write `{shown}`"), &error));
    written.map(|_| ())
}

/// Whether files say the same.
fn are_unchanged(before: &[Place], now: &[Place]) -> bool {
    let same =
        |(before, now): (&Place, &Place)| fs::read(&before.path).ok() == fs::read(&now.path).ok();
    before.len() == now.len() && before.iter().zip(now).all(same)
}

/// Whether the files of the description's folder are as they were committed.
fn is_unchanged(committed: &Committed, spec: &Place, above: Option<&Place>) -> bool {
    let before = &committed.folder;
    let own = || spec.path.parent().unwrap_or(Path::new(""));
    let now = above.map_or_else(own, |above| &above.path);
    let names = |place: &Place| {
        let overlays = overlays::beside(place).unwrap_or_default();
        let names = overlays.into_iter().map(|overlay| overlay.path);
        let names = names.map(|path| path.file_name().map(ToOwned::to_owned));
        names.collect::<Vec<_>>()
    };
    committed.files.iter().all(|name| {
        let text = fs::read(now.join(name));
        text.is_ok_and(|text| fs::read(before.join(name)).is_ok_and(|before| before == text))
    }) && names(&committed.place) == names(spec)
}
