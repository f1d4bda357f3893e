//! What was recorded: takes HAR files and the routes of a contract, plays the answers to a
//! request in the order they were recorded, the last of them again and again. Which recordings
//! could not be used is told once, at the start.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cargo_verbatim::error::{Error, reason};
use cargo_verbatim::place::Place;
use generator::Contract;
use tests::answer::Answer;
use tests::exchange::Exchange;
use tests::har::Har;
use tests::request::RecordedRequest;

use super::routes::{Found, Routes};

/// The recorded answers to each request.
#[derive(Debug)]
pub struct Recordings {
    tracks: BTreeMap<Key, Track>,
    /// How many exchanges there are to play.
    pub exchanges: usize,
    /// What was left out, and why.
    pub omissions: Vec<String>,
}

/// What makes two requests the same: the operation, the path below the server's, the query in any
/// order, and the body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    operation: usize,
    tail: Vec<String>,
    query: String,
    body: String,
}

/// Answers to one request, in order.
#[derive(Debug, Default)]
struct Track {
    takes: Vec<Take>,
    next: Mutex<usize>,
}

/// A recorded answer and how the log calls it.
#[derive(Debug, Clone)]
pub struct Take {
    /// What to send.
    pub answer: Answer,
    /// The file and the number of the exchange.
    pub name: String,
}

impl Key {
    fn new(contract: &Contract, found: &Found, request: &RecordedRequest) -> Self {
        // Recordings are often without the credential that went with the query.
        let secret = |name: &str| {
            contract.credentials.iter().any(|credential| {
                matches!(&credential.kind, generator::contract::CredentialKind::Query(key) if key == name)
            })
        };
        let mut request = request.clone();
        request.query.retain(|(name, _)| !secret(name));
        Self {
            operation: found.operation,
            tail: found.tail.clone(),
            query: request.canonical_query(),
            body: request.canonical_body(),
        }
    }
}

type Tracks = BTreeMap<Key, Vec<Take>>;

impl Recordings {
    /// Reads HAR files, and folders of them.
    ///
    /// # Errors
    ///
    /// When a file or folder cannot be read, or is not a recording.
    pub fn read(places: &[Place], contract: &Contract, routes: &Routes) -> Result<Self, Error> {
        let mut recordings = Self {
            tracks: BTreeMap::new(),
            exchanges: 0,
            omissions: Vec::new(),
        };
        for place in places {
            let mut best: Tracks = BTreeMap::new();
            for file in files(place)? {
                let tracks = recordings.file(&file, contract, routes)?;
                for (key, takes) in tracks {
                    match best.get(&key) {
                        Some(other) if ending(other) >= ending(&takes) => {}
                        _ => drop(best.insert(key, takes)),
                    }
                }
            }
            for (key, takes) in best {
                recordings.exchanges += takes.len();
                recordings
                    .tracks
                    .entry(key)
                    .or_default()
                    .takes
                    .extend(takes);
            }
        }
        Ok(recordings)
    }

    /// The next answer to a request, if it was recorded.
    pub fn play(
        &self,
        contract: &Contract,
        found: &Found,
        request: &RecordedRequest,
    ) -> Option<Take> {
        let track = self.tracks.get(&Key::new(contract, found, request))?;
        let mut next = track.next.lock().unwrap_or_else(PoisonError::into_inner);
        let take = track.takes.get(*next)?.clone();
        *next = (*next + 1).min(track.takes.len() - 1);
        Some(take)
    }

    fn file(
        &mut self,
        file: &Place,
        contract: &Contract,
        routes: &Routes,
    ) -> Result<Tracks, Error> {
        let shown = &file.shown;
        let text = fs::read(&file.path)
            .map_err(|error| Error::new(format!("cannot read `{shown}`: {}", reason(&error))))?;
        let har = Har::from_slice(&text).map_err(|error| {
            Error::new(format!("`{shown}` is not a HAR recording: {error}"))
                .help("export one from a browser, or write one with `cargo xtask record`")
        })?;
        let name = Path::new(shown)
            .file_name()
            .unwrap_or(file.path.as_os_str());
        let mut tracks: Tracks = BTreeMap::new();
        for (index, entry) in har.log.entries.iter().enumerate() {
            let number = index + 1;
            let exchange = match Exchange::new(entry) {
                Ok(exchange) => exchange,
                Err(error) => {
                    self.omit(shown, number, &format!("it cannot be replayed: {error}"));
                    continue;
                }
            };
            let request = &exchange.request;
            let Some(found) = routes.find_recorded(request.method.as_str(), &request.path) else {
                let what = format!("the description has no {} {}", request.method, request.path);
                self.omit(shown, number, &what);
                continue;
            };
            let take = Take {
                answer: local(exchange.answer, &entry.request.url),
                name: format!("{}, exchange {number}", name.display()),
            };
            let key = Key::new(contract, &found, request);
            tracks.entry(key).or_default().push(take);
        }
        Ok(tracks)
    }

    fn omit(&mut self, file: &str, number: usize, why: &str) {
        self.omissions
            .push(format!("exchange {number} of `{file}` is left out: {why}"));
    }
}

/// How well the answers to a request end: with a success, with an error, half-way.
fn ending(takes: &[Take]) -> u8 {
    match takes.last().map(|take| &take.answer) {
        Some(answer) if !answer.is_complete() => 0,
        Some(answer) if answer.code() < 400 => 2,
        _ => 1,
    }
}

/// An answer whose links stay on this server.
fn local(answer: Answer, url: &str) -> Answer {
    let Some((scheme, rest)) = url.split_once("://") else {
        return answer;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let origin = format!("{scheme}://{host}");
    let links = ["content-location", "link", "location"];
    answer.map_header(&links, |value| value.replace(&origin, ""))
}

/// The file itself, or the recordings in a folder by their names.
fn files(place: &Place) -> Result<Vec<Place>, Error> {
    if !place.path.is_dir() {
        return Ok(vec![place.clone()]);
    }
    let cannot = |error| Error::io(format!("cannot read the folder `{}`", place.shown), &error);
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&place.path).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "har") {
            paths.push(path);
        }
    }
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let shown = place.inside(&name);
        Place { path, shown }
    });
    Ok(named.collect())
}
