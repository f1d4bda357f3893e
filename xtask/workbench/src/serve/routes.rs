//! Finding the operation of a request: takes its method and path, gives the operation
//! and the texts of its path parameters, or what is there instead. A path that is written out
//! wins over a template (OpenAPI 3.1 §4.8.8).

use std::cmp::Reverse;

use generator::Contract;
use percent_encoding::percent_decode_str;

/// The paths of a contract.
#[derive(Debug)]
pub struct Routes {
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    operation: usize,
    method: String,
    /// The paths of its servers, each without a slash at the end.
    bases: Vec<String>,
    path: String,
    segments: Vec<Vec<Piece>>,
}

/// A piece of a segment of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder(String),
}

/// An operation that was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Its index.
    pub operation: usize,
    /// The path below the server's, decoded, segment by segment.
    pub tail: Vec<String>,
    /// The path parameters by name, still percent-encoded.
    pub parameters: Vec<(String, String)>,
}

/// Why there is no operation.
#[derive(Debug, PartialEq, Eq)]
pub enum Missing {
    /// The path has other methods.
    Method {
        /// Those of the path.
        allowed: Vec<String>,
    },
    /// There is no such path; these are like it.
    Path {
        /// With the server's path, the nearest first.
        near: Vec<String>,
    },
}

impl Routes {
    /// The routes to a contract's operations.
    pub fn new(contract: &Contract) -> Self {
        let operations = contract.operations.iter().enumerate();
        let mut routes: Vec<Route> = operations
            .map(|(operation, found)| {
                let mut bases: Vec<String> = found
                    .servers
                    .iter()
                    .map(|server| path_of(&server.address))
                    .collect();
                bases.dedup();
                if bases.is_empty() {
                    bases.push(String::new());
                }
                Route {
                    operation,
                    method: found.method.clone(),
                    bases,
                    path: found.path.clone(),
                    segments: found.path.split('/').skip(1).map(pieces).collect(),
                }
            })
            .collect();
        routes.sort_by_cached_key(Route::vagueness);
        Self { routes }
    }

    /// The path of the first server, to print with the address.
    pub fn base(&self) -> &str {
        let first = self.routes.iter().min_by_key(|route| route.operation);
        first.map_or("", |route| &route.bases[0])
    }

    /// The operation of a request.
    pub fn find(&self, method: &str, path: &str) -> Result<Found, Missing> {
        let mut allowed: Vec<String> = Vec::new();
        for route in &self.routes {
            for base in &route.bases {
                let tail = path.strip_prefix(base.as_str());
                let Some(found) = tail.and_then(|tail| route.matches(tail)) else {
                    continue;
                };
                if route.method == method {
                    return Ok(found);
                }
                if !allowed.contains(&route.method) {
                    allowed.push(route.method.clone());
                }
            }
        }
        if allowed.is_empty() {
            Err(Missing::Path {
                near: self.near(path),
            })
        } else {
            Err(Missing::Method { allowed })
        }
    }

    /// The operation of a recorded request, whose server may have had another path.
    pub fn find_recorded(&self, method: &str, path: &str) -> Option<Found> {
        if let Ok(found) = self.find(method, path) {
            return Some(found);
        }
        let starts = path.match_indices('/').map(|(start, _)| start);
        starts
            .flat_map(|start| self.routes.iter().map(move |route| (start, route)))
            .filter(|(_, route)| route.method == method)
            .find_map(|(start, route)| route.matches(&path[start..]))
    }

    fn near(&self, path: &str) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for route in &self.routes {
            let whole = format!("{}{}", route.bases[0], route.path);
            if !paths.contains(&whole) {
                paths.push(whole);
            }
        }
        paths.sort_by_cached_key(|known| (distance(known, path), strsim::levenshtein(known, path)));
        paths.truncate(3);
        paths
    }
}

impl Route {
    /// Segment by segment, whether anything is left open, and how much is written out.
    fn vagueness(&self) -> Vec<(bool, Reverse<usize>)> {
        let of_segment = |segment: &Vec<Piece>| {
            let open = segment
                .iter()
                .any(|piece| matches!(piece, Piece::Placeholder(_)));
            let written = segment.iter().map(|piece| match piece {
                Piece::Text(text) => text.len(),
                Piece::Placeholder(_) => 0,
            });
            (open, Reverse(written.sum()))
        };
        self.segments.iter().map(of_segment).collect()
    }

    fn matches(&self, tail: &str) -> Option<Found> {
        let texts: Vec<&str> = tail.strip_prefix('/')?.split('/').collect();
        if texts.len() != self.segments.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (segment, text) in self.segments.iter().zip(&texts) {
            if !capture(segment, text, &mut parameters) {
                return None;
            }
        }
        Some(Found {
            operation: self.operation,
            tail: texts.into_iter().map(decoded).collect(),
            parameters,
        })
    }
}

/// Whether a segment fits, and the values of its placeholders.
fn capture(segment: &[Piece], text: &str, found: &mut Vec<(String, String)>) -> bool {
    match segment {
        [] => text.is_empty(),
        [Piece::Text(literal)] => decoded(text) == *literal,
        [Piece::Text(literal), rest @ ..] => text
            .strip_prefix(literal.as_str())
            .is_some_and(|text| capture(rest, text, found)),
        [Piece::Placeholder(name), rest @ ..] => {
            // The longest text that leaves enough for the rest.
            let mut ends: Vec<usize> = text
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .collect();
            ends.reverse();
            let known = found.len();
            ends.into_iter().any(|end| {
                found.truncate(known);
                found.push((name.clone(), text[..end].to_owned()));
                capture(rest, &text[end..], found)
            })
        }
    }
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, name, after)) = rest.split_once('{').and_then(|(before, inside)| {
        inside
            .split_once('}')
            .map(|(name, after)| (before, name, after))
    }) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Placeholder(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// Percent-encoded text as it was meant.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The path of an address, without a slash at the end.
fn path_of(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or("");
    let path = path.trim_matches('/');
    if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    }
}

/// How much two paths differ: the segments that are not the same on either side.
fn distance(known: &str, path: &str) -> usize {
    let known: Vec<&str> = known.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    let missing = known
        .iter()
        .filter(|segment| !segment.contains('{') && !path.contains(segment));
    let further = path.iter().filter(|segment| !known.contains(segment));
    missing.count() + further.count() + known.len().abs_diff(path.len())
}

#[cfg(test)]
mod tests;
