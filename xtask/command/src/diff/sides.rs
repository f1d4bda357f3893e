//! The two descriptions: which are meant, and what they say.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use generator::{Names, Site, Sources};

use super::Arguments;
use crate::description;
use crate::disk::{self, Naming};
use crate::error::Error;
use crate::git;
use crate::manifest::Own;
use crate::names;
use crate::overlays;
use crate::place::{Place, shell_word};
use crate::report;
use crate::settings;
use crate::targets::Target;

/// The two descriptions.
#[derive(Debug)]
pub struct Sides {
    pub old: Side,
    pub new: Side,
}

/// One of them.
#[derive(Debug)]
pub struct Side {
    /// How messages call it.
    pub shown: String,
    pub sources: Sources,
    /// The commit that it is of; none in the working tree.
    revision: Option<String>,
    /// The client with the settings that it has there; none of a file without a client.
    pub target: Option<Target>,
    /// The crate whose names and version count.
    out: Option<Place>,
}

/// The names of the two clients, as far as there are files of names.
#[derive(Debug)]
pub struct Known {
    pub old: Option<Names>,
    pub new: Option<Names>,
}

impl Sides {
    /// Reads what the user named, standing in `here`.
    ///
    /// # Errors
    ///
    /// When one of the two cannot be found or read.
    pub fn read(
        arguments: &Arguments,
        target: Option<&Target>,
        here: &Path,
    ) -> Result<Self, Error> {
        let named = |folder: &Option<PathBuf>| {
            let folder = folder.as_deref();
            folder.map(|folder| Place::new(Some(folder), "", here))
        };
        let reader = Reader {
            target,
            above: named(&arguments.root),
            out: named(&arguments.out),
            here,
        };
        let (old, new) = thread::scope(|scope| {
            let old = scope.spawn(|| match &arguments.old {
                Some(named) => reader.named(named),
                None => reader.committed(None, "HEAD"),
            });
            let new = match &arguments.new {
                Some(named) => reader.named(named),
                None => reader.own().and_then(|own| reader.working(&own)),
            };
            (old.join().unwrap_or_else(|panic| resume_unwind(panic)), new)
        });
        Ok(Self {
            old: old?,
            new: new?,
        })
    }

    /// The names of the clients of both.
    ///
    /// # Errors
    ///
    /// When a file of names is not as it was written.
    pub fn names(&self) -> Result<Known, Error> {
        let format = report::Format::Text;
        let of = |side: &Side| match (&side.out, &side.revision) {
            (None, _) => Ok(None),
            (Some(out), Some(revision)) => names::of_commit(out, revision, format),
            (Some(out), None) => names::of_crate(out, format),
        };
        // A file in the working tree has no crate of its own.
        let old = match self.old.revision {
            Some(_) => of(&self.old)?,
            None => None,
        };
        match old {
            Some(old) => Ok(Known {
                old: Some(old),
                new: of(&self.new)?,
            }),
            None => Ok(Known {
                old: None,
                new: None,
            }),
        }
    }
}

impl Side {
    /// What the manifest of the crate decides.
    pub fn own(&self) -> Own {
        let own = self
            .out
            .as_ref()
            .map(|out| Own::of(out, self.revision.as_deref()));
        own.unwrap_or_default()
    }
}

/// How descriptions are read.
struct Reader<'a> {
    /// The client that is meant; none of two files.
    target: Option<&'a Target>,
    /// The folder that references may lead to, where the user names one.
    above: Option<Place>,
    /// The crate that the user names.
    out: Option<Place>,
    here: &'a Path,
}

impl Reader<'_> {
    /// The description that is meant where none is named.
    fn own(&self) -> Result<Place, Error> {
        let own = self.target.map(|target| target.spec.clone());
        own.map_or_else(|| description::choose(None, self.here), Ok)
    }

    /// The folder that references may lead to.
    fn above<'p>(&'p self, target: Option<&'p Target>) -> Option<&'p Place> {
        let above = self.above.as_ref();
        above.or(target.and_then(|target| target.root.as_ref()))
    }

    /// The crate of a side.
    fn out(&self, target: Option<&Target>) -> Option<Place> {
        let own = || target.map(|target| target.out.clone());
        self.out.clone().or_else(own)
    }

    /// A description in the working tree, with the settings that the client has.
    fn working(&self, place: &Place) -> Result<Side, Error> {
        let others = self.target.map_or(&[][..], |target| &target.overlays);
        let overlays = overlays::with(place, others)?;
        let above = self.above(self.target);
        let set = self.target.filter(|target| target.name.is_some());
        let naming = match set.is_some_and(|set| set.spec.path == place.path) {
            true => Naming::Setting,
            false => Naming::Argument,
        };
        let input = disk::read_with(place, &overlays, Path::new("."), above, naming);
        let input = input.map_err(|error| match set {
            Some(set) => set.places.point_out(error),
            None => error,
        })?;
        Ok(Side {
            shown: place.shown.clone(),
            sources: input.sources,
            revision: None,
            target: self.target.cloned(),
            out: self.out(self.target),
        })
    }

    /// A description as a commit has it, with the settings that the client has there. Without a name it is the
    /// client's own.
    fn committed(&self, named: Option<&Place>, revision: &str) -> Result<Side, Error> {
        let before = self.target.map(|target| target.before(revision, self.here));
        let own = match (&before, named) {
            (_, Some(named)) => named.clone(),
            (Some(before), None) => before.spec.clone(),
            (None, None) => self.own()?,
        };
        let above = self.above(before.as_ref());
        let committed = git::committed(&own, above, revision).map_err(|error| match named {
            // The old description is named.
            Some(_) => Error {
                help: vec!["name a file, or one of a commit: `REVISION:FILE`".to_owned()],
                ..error
            },
            None => error,
        })?;
        let others = before.as_ref().map_or(&[][..], |target| &target.overlays);
        let overlays = overlays::with(&committed.place, &committed.overlays(others))?;
        Ok(Side {
            shown: committed.place.shown.clone(),
            sources: committed.read(&overlays, above)?.sources,
            revision: Some(revision.to_owned()),
            out: self.out(before.as_ref()),
            target: before,
        })
    }

    /// A file, or `REVISION:FILE` where there is no such file.
    fn named(&self, named: &Path) -> Result<Side, Error> {
        let place = Place::new(Some(named), "", self.here);
        let name = named.to_str().filter(|name| !disk::is_address(name));
        let commit = name.and_then(|name| name.split_once(':'));
        match commit {
            Some((revision, file)) if !place.path.exists() && !revision.is_empty() => {
                let spec = git::named(revision, file, self.here)?;
                self.committed(Some(&spec), revision)
            }
            _ if place.path.exists() => self.working(&place),
            _ => self
                .other_than_a_file(&place.shown)
                .map_or_else(|| self.working(&place), Err),
        }
    }

    /// That a word which is no file is a commit or a client, and how each is named.
    fn other_than_a_file(&self, word: &str) -> Option<Error> {
        let clients = settings::clients().unwrap_or_default();
        if clients.iter().any(|client| client.name == word) {
            let message = format!("`{word}` is a client and not a file");
            return Some(
                Error::new(message).help(format!("name it: `--client {}`", shell_word(word))),
            );
        }
        if !git::is_commit(word, self.here) {
            return None;
        }
        let own = self.own().ok();
        let own = own.and_then(|own| git::from_root(&own.path));
        let error = Error::new(format!("`{word}` is a commit and not a file"));
        Some(error.help(match own {
            Some(own) => format!("name the description in it: `{word}:{own}`"),
            None => format!("name a description in it, such as `{word}:apis/api.yaml`"),
        }))
    }
}

/// A place as a user finds it: `spec/fine-tuning.yaml:12:5`.
pub fn place(site: &Site) -> String {
    format!("{}:{}:{}", site.file, site.line, site.column)
}
