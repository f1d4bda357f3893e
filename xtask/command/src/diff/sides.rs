//! The two descriptions: which are meant, and what they say.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use generator::{Names, Site, Sources};

use super::Arguments;
use crate::codegen;
use crate::description;
use crate::disk;
use crate::error::Error;
use crate::git;
use crate::names;
use crate::place::Place;
use crate::report;

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
    pub fn read(old: Option<&Path>, new: Option<&Path>, here: &Path) -> Result<Self, Error> {
        let read_new = || match new {
            Some(named) => Side::named(named, here),
            None => Side::of(&description::choose(None, here)?),
        };
        let read_old = || match old {
            Some(named) => Side::named(named, here),
            None => Side::committed(&description::choose(None, here)?, "HEAD"),
        };
        let (old, new) = thread::scope(|scope| {
            let old = scope.spawn(read_old);
            let new = read_new();
            (old.join().unwrap_or_else(|panic| resume_unwind(panic)), new)
        });
        Ok(Self {
            old: old?,
            new: new?,
        })
    }

    /// The names of the clients of both, for a user who stands in `here`.
    ///
    /// # Errors
    ///
    /// When a file of names is not as it was written.
    pub fn names(&self, arguments: &Arguments, here: &Path) -> Result<Known, Error> {
        let none = Known {
            old: None,
            new: None,
        };
        if arguments.out.is_none() && arguments.new.is_some() {
            return Ok(none);
        }
        let out = Place::new(arguments.out.as_deref(), codegen::OUT, here);
        let format = report::Format::Text;
        let of = |side: &Side| match &side.revision {
            Some(revision) => names::of_commit(&out, revision, format),
            None => names::of_crate(&out, format),
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
            None => Ok(none),
        }
    }
}

impl Side {
    /// A description in the working tree.
    pub fn of(place: &Place) -> Result<Self, Error> {
        Ok(Self {
            shown: place.shown.clone(),
            sources: disk::read(place, Path::new("."))?,
            revision: None,
        })
    }

    /// A description as a commit has it.
    pub fn committed(spec: &Place, revision: &str) -> Result<Self, Error> {
        let committed = git::committed(spec, revision)?;
        Ok(Self {
            shown: committed.place.shown.clone(),
            sources: disk::read(&committed.place, committed.root.path())?,
            revision: Some(revision.to_owned()),
        })
    }

    /// A file, or `REVISION:FILE` where there is no such file.
    fn named(named: &Path, here: &Path) -> Result<Self, Error> {
        let place = Place::new(Some(named), "", here);
        let commit = named.to_str().and_then(|name| name.split_once(':'));
        match commit {
            Some((revision, file)) if !place.path.exists() && !revision.is_empty() => {
                Self::committed(&Place::new(Some(Path::new(file)), "", here), revision)
            }
            _ => Self::of(&place),
        }
    }

    /// A place as a user finds it: `spec/fine-tuning.yaml:12:5`.
    pub fn place(&self, site: &Site) -> String {
        format!("{}:{}:{}", self.file(site), site.line, site.column)
    }

    /// The file of a place, as the user calls the description.
    pub fn file(&self, site: &Site) -> String {
        let folder = |name: &str| name.rfind(['/', ':']).map_or(0, |at| at + 1);
        let name = self.sources.name();
        match site.file.strip_prefix(&name[..folder(name)]) {
            Some(file) => format!("{}{file}", &self.shown[..folder(&self.shown)]),
            None => site.file.clone(),
        }
    }
}
