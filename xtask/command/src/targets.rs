//! What a run is about: takes the arguments and the settings, gives each client with its
//! description, its overlays and its folder. Reads no description.

use std::path::{Path, PathBuf};

use generator::{Derive, Names, Options, Output, Selection};

use crate::description;
use crate::disk::{self, Naming};
use crate::error::Error;
use crate::git;
use crate::manifest;
use crate::overlays;
use crate::place::{self, Place, shell_word};
use crate::plan::Plan;
use crate::settings::{self, Client, Places};

/// The folder of the client of a workspace without settings.
pub const OUT: &str = "generated-client";

/// A client to generate.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its name in the settings; none for what the arguments name, or for the workspace's own.
    pub name: Option<String>,
    /// The description.
    pub spec: Place,
    /// Overlays in addition to those that lie next to the description.
    pub overlays: Vec<Place>,
    /// The folder of the crate.
    pub out: Place,
    /// The operations that it has, when those are not all.
    pub only: Option<Selection>,
    /// The folder that references may lead to, when it is not the description's own.
    pub root: Option<Place>,
    /// Whether a fault of the description costs only what it touches.
    pub lenient: bool,
    /// The types of other crates that are used for strings with a `format`: a format and a path each.
    pub types: Vec<(String, String)>,
    /// What types derive beside what they derive anyway.
    pub derives: Vec<Derive>,
    /// Where the values of its settings stand that are held against the description or the disk.
    pub places: Places,
}

impl Target {
    /// The same client by the settings of a commit, for a user who stands in `here`: under its name or in its
    /// folder. A client that the commit has without settings has none of those that need them; one that it does
    /// not have at all is compared as it is.
    pub fn before(&self, revision: &str, here: &Path) -> Self {
        let clients = settings::of_commit(revision);
        let is_named = |client: &&Client| Some(&client.name) == self.name.as_ref();
        let is_there = |client: &&Client| Path::new(&client.out) == self.out.path;
        let client = clients.iter().find(is_named);
        if let Some(client) = client.or_else(|| clients.iter().find(is_there)) {
            return of_settings(client, here);
        }
        let mut before = self.clone();
        if git::file(&self.out.path, Names::FILE, revision).is_some() {
            before.only = None;
            before.types.clear();
            before.derives.clear();
        }
        before
    }

    /// Whether two clients have the same settings, apart from their names and their folders.
    pub fn is_set_as(&self, other: &Self) -> bool {
        let paths = |places: &[Place]| -> Vec<PathBuf> {
            places.iter().map(|place| place.path.clone()).collect()
        };
        let root = |target: &Self| target.root.as_ref().map(|root| root.path.clone());
        self.spec.path == other.spec.path
            && paths(&self.overlays) == paths(&other.overlays)
            && self.only == other.only
            && root(self) == root(other)
            && self.lenient == other.lenient
            && self.types == other.types
            && self.derives == other.derives
    }

    /// How its owner calls it: by its name in the settings, else by its folder.
    pub fn own_name(&self) -> String {
        let folder = place::plain(&self.out.path);
        let folder = folder.file_name().unwrap_or_default().to_string_lossy();
        self.name.clone().unwrap_or_else(|| folder.into_owned())
    }

    /// How it is generated, apart from its names.
    pub fn options(&self) -> Options<'_> {
        Options {
            lenient: self.lenient,
            selection: self.only.as_ref(),
            types: &self.types,
            derives: &self.derives,
            ..Options::default()
        }
    }

    /// Reads the description, its overlays and what it refers to.
    ///
    /// # Errors
    ///
    /// When the description or an overlay cannot be read, or it cannot be told which are meant.
    pub fn read(&self) -> Result<disk::Input, Error> {
        let overlays = overlays::with(&self.spec, &self.overlays)?;
        let root = self.root.as_ref();
        let naming = match self.name {
            Some(_) => Naming::Setting,
            None => Naming::Option,
        };
        disk::read_with(&self.spec, &overlays, Path::new("."), root, naming)
            .map_err(|error| self.places.point_out(error))
    }

    /// The settings that it could have. None for a client that needs none, or that lies outside a workspace.
    pub fn settings(&self) -> Option<Unsaid> {
        let root = Path::new(".").canonicalize().ok()?;
        let within = |path: &Path| {
            let path = path.canonicalize().ok()?;
            let path = place::or_here(path.strip_prefix(&root).ok()?);
            Some(path.display().to_string().replace('\\', "/"))
        };
        let (spec, out) = (within(&self.spec.path)?, within(&self.out.path)?);
        let overlays = self.overlays.iter().map(|overlay| within(&overlay.path));
        let overlays = overlays.collect::<Option<Vec<_>>>()?;
        let root_of_references = match &self.root {
            Some(root) => Some(within(&root.path)?),
            None => None,
        };
        let is_default = out == OUT
            && Path::new(&spec).parent() == Some(Path::new(description::FOLDER))
            && (overlays.is_empty() && self.root.is_none() && !self.lenient);
        let has_place = self.name.is_none() && !is_default && Path::new(manifest::FILE).exists();
        has_place.then(|| {
            let name = Path::new(&out).file_name().unwrap_or_default();
            let heading = settings::heading(&name.to_string_lossy());
            Unsaid {
                heading,
                spec,
                out,
                overlays,
                root: root_of_references,
                lenient: self.lenient,
            }
        })
    }

    /// What has to change in the folder of the crate, whose files `command` generated.
    ///
    /// # Errors
    ///
    /// When the folder is somebody else's, and when it cannot be read.
    pub fn plan(&self, output: Output, command: &str) -> Result<Plan, Error> {
        let Output {
            mut files,
            starters,
            ..
        } = output;
        if let Some(manifest) = files.get_mut(manifest::FILE) {
            *manifest = manifest::merged(&self.out, manifest, command)?;
        }
        let plan = Plan::new(&self.out, files);
        let mut plan = plan.map_err(|error| self.places.point_out(error))?;
        plan.start_with(starters)?;
        Ok(plan)
    }
}

/// Settings that a client does not have, and that would say what its arguments say.
#[derive(Debug, Clone)]
pub struct Unsaid {
    /// The first line: `[workspace.metadata.verbatim.clients.pets]`.
    pub heading: String,
    /// The description.
    pub spec: String,
    /// The folder of the crate.
    pub out: String,
    /// Overlays in addition to those that lie next to the description.
    pub overlays: Vec<String>,
    /// The folder that references may lead to, when it is not the description's own.
    pub root: Option<String>,
    /// Whether a fault of the description costs only what it touches.
    pub lenient: bool,
}

impl Unsaid {
    /// As they are written in the manifest.
    pub fn text(&self) -> String {
        let Self {
            heading, spec, out, ..
        } = self;
        let mut text = format!("{heading}\nspec = {spec:?}\nout = {out:?}\n");
        if !self.overlays.is_empty() {
            text += &format!("overlays = {:?}\n", self.overlays);
        }
        if let Some(root) = &self.root {
            text += &format!("root = {root:?}\n");
        }
        if self.lenient {
            text += "lenient = true\n";
        }
        text
    }
}

/// What the arguments name.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Clients of the settings.
    pub clients: &'a [String],
    /// `--spec`
    pub spec: Option<&'a Path>,
    /// `--overlay`
    pub overlays: &'a [PathBuf],
    /// `--out`
    pub out: Option<&'a Path>,
    /// `--root`
    pub root: Option<&'a Path>,
    /// `--lenient`
    pub lenient: bool,
}

/// The clients that are meant by somebody in the folder `here`.
///
/// With a path among the arguments it is that one client; else those that are named of the settings,
/// or all of them; in a workspace without settings the description in `spec`.
///
/// # Errors
///
/// When the settings are wrong, when a client has no settings, or when it cannot be told which
/// description is meant.
pub fn targets(named: Named<'_>, here: &Path) -> Result<Vec<Target>, Error> {
    let clients = settings::clients()?;
    let lenient = |target: Target| Target {
        lenient: target.lenient || named.lenient,
        ..target
    };
    if !named.clients.is_empty() {
        let targets = named.clients.iter();
        let targets =
            targets.map(|name| one(name, &clients, here, "name its description: `--spec FILE`"));
        let targets = targets.map(|target| target.map(lenient));
        return targets.collect();
    }
    let by_path = named.spec.is_some()
        || named.out.is_some()
        || named.root.is_some()
        || !named.overlays.is_empty();
    if by_path || clients.is_empty() {
        let target = Target {
            name: None,
            spec: description::choose(named.spec, here)?,
            overlays: places(named.overlays, here),
            out: Place::new(named.out, OUT, here),
            only: None,
            root: named.root.map(|root| Place::new(Some(root), "", here)),
            lenient: named.lenient,
            types: Vec::new(),
            derives: Vec::new(),
            places: Places::default(),
        };
        // Without a folder, a description of the settings would give a second crate in the usual one.
        let is_set = |client: &&Client| {
            is_same(&client.out, &target.out)
                || named.out.is_none() && is_same(&client.spec, &target.spec)
        };
        return match clients.iter().find(is_set) {
            Some(client) => Err(settled(client)),
            None => Ok(vec![target]),
        };
    }
    let targets = clients.iter().map(|client| of_settings(client, here));
    Ok(targets.map(lenient).collect())
}

/// A client of the settings; `otherwise` is how a client without settings is named.
fn one(name: &str, clients: &[Client], here: &Path, otherwise: &str) -> Result<Target, Error> {
    let known = clients.iter().find(|client| client.name == name);
    known
        .map(|client| of_settings(client, here))
        .ok_or_else(|| {
            let message = format!("there is no client `{name}`");
            let names: Vec<&str> = clients.iter().map(|client| client.name.as_str()).collect();
            Error::new(message).help(if names.is_empty() {
                format!(
                    "{otherwise}; or give it settings in Cargo.toml: `{}`",
                    settings::heading(name)
                )
            } else {
                format!("Cargo.toml has `{}`", names.join("`, `"))
            })
        })
}

/// The client that a comparison is about; none when it is about two files.
///
/// # Errors
///
/// When the settings are wrong, or name no such client, or several where one is asked for.
pub fn of_diff(named: Option<&str>, has_new: bool, here: &Path) -> Result<Option<Target>, Error> {
    let clients = settings::clients()?;
    match (named, &clients[..]) {
        (Some(name), _) => one(
            name,
            &clients,
            here,
            "name both descriptions: `diff OLD NEW`",
        )
        .map(Some),
        (None, _) if has_new => Ok(None),
        (None, []) => {
            let (spec, out) = (
                description::choose(None, here).map_err(|error| {
                    let help =
                        "name both descriptions: `diff OLD NEW`, or the client in Cargo.toml";
                    Error::new(error.message).help(help)
                })?,
                Place::new(None, OUT, here),
            );
            let overlays = Vec::new();
            Ok(Some(Target {
                name: None,
                spec,
                overlays,
                out,
                only: None,
                root: None,
                lenient: false,
                types: Vec::new(),
                derives: Vec::new(),
                places: Places::default(),
            }))
        }
        (None, [only]) => Ok(Some(of_settings(only, here))),
        (None, [first, ..]) => {
            let message = "Cargo.toml has several clients".to_owned();
            let first = shell_word(&first.name);
            Err(Error::new(message).help(format!("name one: `--client {first}`")))
        }
    }
}

fn of_settings(client: &Client, here: &Path) -> Target {
    let place = |path: &String| Place {
        path: PathBuf::from(path),
        shown: place::from(here, path),
    };
    Target {
        name: Some(client.name.clone()),
        spec: place(&client.spec),
        overlays: client.overlays.iter().map(place).collect(),
        out: place(&client.out),
        only: client.only.clone(),
        root: client.root.as_ref().map(place),
        lenient: client.lenient,
        types: client.types.clone(),
        derives: client.derives.clone(),
        places: client.places.clone(),
    }
}

fn places(paths: &[PathBuf], here: &Path) -> Vec<Place> {
    paths
        .iter()
        .map(|path| Place::new(Some(path), "", here))
        .collect()
}

fn is_same(one: &str, other: &Place) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(Path::new(one)).is_some_and(|one| Some(one) == real(&other.path))
}

/// That a crate has settings, which a run by paths would not follow.
fn settled(client: &Client) -> Error {
    let Client {
        name, spec, out, ..
    } = client;
    let message = format!("Cargo.toml has the client `{name}`: `{spec}` gives `{out}`");
    Error::new(message).help(format!("name it: `codegen {}`", shell_word(name)))
}
