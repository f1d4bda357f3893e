//! Takes two APIs, gives what a caller of the first meets in the second, in
//! the words of Rust and of the wire, and the version that follows. Never looks at a text.

mod answers;
mod arguments;
mod calls;
mod client;
mod errors;
mod features;
mod fits;
mod headers;
mod log;
mod members;
mod pair;
mod renames;
mod servers;
mod side;
mod statuses;
mod streams;
mod tuples;
mod types;
mod values;
mod version;
mod webhooks;
mod xml;

use std::thread;

use self::log::Log;
use self::pair::Pair;
pub use self::version::Versions;
use crate::api::Api;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::options::Options;
use crate::pipeline::lower_sources;
use crate::source::{Place, Sources};

/// What a new description changes for the callers of the client of an old one.
#[derive(Debug)]
pub struct Comparison {
    /// Of the client as a whole, then call by call, then type by type; none when one of the
    /// descriptions has an error.
    pub changes: Vec<Change>,
    /// Everything found in the old description.
    pub old: Vec<Diagnostic>,
    /// Everything found in the new description.
    pub new: Vec<Diagnostic>,
    /// The versions of the two, and the one to choose; `None` when one of the descriptions has an
    /// error.
    pub versions: Option<Versions>,
    /// That something is breaking and the new description's version does not say so.
    pub unannounced: Option<Diagnostic>,
}

/// One thing that is different for a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is part of.
    pub group: Group,
    /// The call or the type: `fine_tuning().jobs().list`, `FineTuningJob`; of the client itself
    /// `Client`.
    pub owner: String,
    /// What it is about, in full: `FineTuningJob.seed`, `fine_tuning().jobs().list(limit)`.
    pub subject: String,
    /// What happened, in the words of Rust: `required → optional: readers must handle `None``.
    pub text: String,
    /// What cargo's rules for versions say of it.
    pub rust: Level,
    /// What it means for a client that was built before.
    pub wire: Wire,
    /// Whether it is all of it and for all.
    pub class: Class,
    /// Where it stood.
    pub old: Option<Site>,
    /// Its place.
    pub new: Option<Site>,
}

/// The part of a client that a change belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Package, address, credentials, settings.
    Client,
    /// A call, what it takes and what it gives.
    Operation,
    /// A type.
    Type,
}

/// What a change is, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Callers must change something: their code, or the client that they use.
    Breaking,
    /// Callers may use something new, or are warned of something old.
    Addition,
    /// Callers may read something new.
    Documentation,
    /// Callers notice nothing.
    Invisible,
}

/// The part of a version that a change of the Rust API raises, by cargo's rules
/// (<https://doc.rust-lang.org/cargo/reference/semver.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The Rust API is the same.
    None,
    /// Code that compiled still does.
    Minor,
    /// Some code that compiled does not.
    Major,
}

/// Whether a client of the old description works with a server of the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// It does.
    Same,
    /// It sends what is not taken any more, or cannot read what it gets.
    Breaking,
}

/// A place in a description; line and column count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The file's name.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// The JSON pointer within the file (RFC 6901).
    pub pointer: String,
}

impl Class {
    /// The word a program reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Addition => "addition",
            Self::Documentation => "documentation",
            Self::Invisible => "invisible",
        }
    }
}

impl Level {
    /// The word a program reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Wire {
    /// The word a program reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Breaking => "breaking",
        }
    }
}

/// Compares the clients of two descriptions, both as the options say. The names of the old client are carried
/// forward to the new one.
///
/// ```
/// use generator::{Class, Options, Sources, compare};
///
/// let description = |paths: &str| {
///     let text = r#"{ "openapi": "3.1.0", "info": { "title": "Pets", "version": "1.0.0" }, "paths": PATHS }"#;
///     Sources::new("pets.json", text.replace("PATHS", paths))
/// };
/// let old = description("{}");
/// let new = description(r#"{ "/pets": { "get": { "operationId": "countPets", "responses": { "204": { "description": "" } } } } }"#);
/// let comparison = compare(&old, &new, &Options::default());
/// assert_eq!(comparison.changes[0].class, Class::Addition);
/// assert_eq!(comparison.changes[0].subject, "pets().retrieve");
/// ```
pub fn compare(old: &Sources, new: &Sources, options: &Options<'_>) -> Comparison {
    let carried = Options {
        names: None,
        ..*options
    };
    compare_with((old, options), (new, &carried))
}

/// Compares two clients, each by its description and its options. A new client that was not generated yet has no
/// names of its own: those of the old one are carried forward.
pub fn compare_with(
    (old, old_options): (&Sources, &Options<'_>),
    (new, new_options): (&Sources, &Options<'_>),
) -> Comparison {
    let (old_side, new_side) = sides((old, old_options), (new, new_options));
    let ((old_api, old_found), (new_api, new_found)) = (old_side, new_side);
    let mut comparison = Comparison {
        changes: Vec::new(),
        old: old_found,
        new: new_found,
        versions: None,
        unannounced: None,
    };
    if let (Some(old_api), Some(new_api)) = (old_api, new_api) {
        let pair = Pair::of(&old_api, &new_api);
        let mut log = Log::default();
        client::compare(&pair, &mut log);
        features::compare(&pair, &mut log);
        calls::compare(&pair, &mut log);
        types::compare(&pair, &mut log);
        headers::of_shared(&pair, &mut log);
        webhooks::compare(&pair, &mut log);
        comparison.changes = log.finish(old, new);
        let versions = version::follow(&old_api, &new_api, &comparison.changes);
        comparison.unannounced = unannounced(&versions, &comparison.changes, &new_api, new);
        comparison.versions = Some(versions);
    }
    comparison
}

type Side = (Option<Api>, Vec<Diagnostic>);

/// Both APIs. The names of the old one are carried forward unless the new one was generated already.
fn sides(
    (old, old_options): (&Sources, &Options<'_>),
    (new, new_options): (&Sources, &Options<'_>),
) -> (Side, Side) {
    if new_options.names.is_none() {
        let old_side = api_of(old, old_options);
        let carried = Options {
            names: old_side.0.as_ref().map(|api| &api.names),
            ..*new_options
        };
        let new_side = api_of(new, &carried);
        return (old_side, new_side);
    }
    let (old_side, new_side) = thread::scope(|scope| {
        let other = scope.spawn(|| api_of(old, old_options));
        let new_side = api_of(new, new_options);
        (other.join(), new_side)
    });
    match old_side {
        Ok(old_side) => (old_side, new_side),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn api_of(sources: &Sources, options: &Options<'_>) -> Side {
    let report = Report::new(sources, options.tolerance());
    let mut api = lower_sources(sources, &report, options);
    if let (Some(api), Some(version)) = (&mut api, options.version) {
        version.clone_into(&mut api.package.version);
        // The place in the description is that of another version.
        api.package.spot = None;
    }
    (api, report.finish())
}

fn unannounced(
    versions: &Versions,
    changes: &[Change],
    api: &Api,
    sources: &Sources,
) -> Option<Diagnostic> {
    let breaking = changes
        .iter()
        .filter(|change| change.class == Class::Breaking);
    let count = breaking.count();
    if count == 0 || versions.follows {
        return None;
    }
    let Versions { new, required, .. } = versions;
    let changes = if count == 1 { "change" } else { "changes" };
    let message = format!("{count} {changes} would break callers, and the version is {new}");
    let found = Diagnostic::new(Code::Unannounced, None, message);
    let found = match api.package.spot {
        Some(spot) => found
            .standing(Place::numbered(spot.0), sources)
            .label(format!("expected {required} or higher")),
        // It is the owner's, in the manifest of the crate.
        None => found
            .about("version", new)
            .help(format!("choose {required} or higher")),
    };
    Some(found.help("`diff` tells what they are"))
}
