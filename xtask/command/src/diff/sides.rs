//! The two descriptions: which are meant, and what they say.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use generator::{Names, Site, Sources};

use super::Arguments;
use crate::description;
use crate::disk;
use crate::error::Error;
use crate::git;
use crate::names;
use crate::overlays;
use crate::place::Place;
use crate::report;
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
}

/// The names of the two clients, as far as there are files of names.
#[derive(Debug)]
pub struct Known {
    pub old: Option<Names>,
    pub new: Option<Names>,
}

/// What is read with a description.
#[derive(Clone, Copy)]
struct Reading<'a> {
    /// Overlays in addition to those that lie next to it.
    overlays: &'a [Place],
    /// The folder that references may lead to, when it is not its own.
    above: Option<&'a Place>,
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
        let named = arguments.root.as_deref();
        let named = named.map(|root| Place::new(Some(root), "", here));
        let read = Reading {
            overlays: target.map_or(&[][..], |target| &target.overlays),
            above: named
                .as_ref()
                .or(target.and_then(|target| target.root.as_ref())),
        };
        let own = || {
            let target = target.map(|target| target.spec.clone());
            target.map_or_else(|| description::choose(None, here), Ok)
        };
        let read_new = || match &arguments.new {
            Some(named) => Side::named(named, read, here),
            None => Side::of(&own()?, read),
        };
        let read_old = || match &arguments.old {
            Some(named) => Side::named(named, read, here),
            None => Side::committed(&own()?, read, "HEAD"),
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

    /// The names of the clients of both, for a user in the folder `here`.
    ///
    /// # Errors
    ///
    /// When a file of names is not as it was written.
    pub fn names(
        &self,
        arguments: &Arguments,
        target: Option<&Target>,
        here: &Path,
    ) -> Result<Known, Error> {
        let none = Known {
            old: None,
            new: None,
        };
        let named = arguments.out.as_deref();
        let named = named.map(|out| Place::new(Some(out), "", here));
        let Some(out) = named.or_else(|| target.map(|target| target.out.clone())) else {
            return Ok(none);
        };
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
    fn of(place: &Place, read: Reading<'_>) -> Result<Self, Error> {
        let overlays = overlays::with(place, read.overlays)?;
        let input = disk::read_with(place, &overlays, Path::new("."), read.above)?;
        Ok(Self {
            shown: place.shown.clone(),
            sources: input.sources,
            revision: None,
        })
    }

    /// A description as a commit has it.
    fn committed(spec: &Place, read: Reading<'_>, revision: &str) -> Result<Self, Error> {
        let committed = git::committed(spec, read.above, revision)?;
        let overlays = overlays::with(&committed.place, read.overlays)?;
        Ok(Self {
            shown: committed.place.shown.clone(),
            sources: committed.read(&overlays, read.above)?.sources,
            revision: Some(revision.to_owned()),
        })
    }

    /// A file, or `REVISION:FILE` where there is no such file.
    fn named(named: &Path, read: Reading<'_>, here: &Path) -> Result<Self, Error> {
        let place = Place::new(Some(named), "", here);
        let commit = named.to_str().and_then(|name| name.split_once(':'));
        match commit {
            Some((revision, file)) if !place.path.exists() && !revision.is_empty() => {
                let spec = Place::new(Some(Path::new(file)), "", here);
                Self::committed(&spec, read, revision)
            }
            _ => Self::of(&place, read),
        }
    }
}

/// A place as a user finds it: `spec/fine-tuning.yaml:12:5`.
pub fn place(site: &Site) -> String {
    format!("{}:{}:{}", site.file, site.line, site.column)
}
