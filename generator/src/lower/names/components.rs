//! Names of components → the names that their types ask for. `io.k8s.api.core.v1.Pod` asks for `Pod`: the
//! words before the version say where a thing is kept, not what it is, and so do the modules of `servers.types.Kind`.

use std::collections::{HashMap, HashSet};

use super::{reserved, upper_camel};
use crate::lower::resources::versions;
use crate::openapi::SchemaId;

/// What the types of the components want to be called. Where two want the same, the earlier version
/// keeps it, and the other says where it is from.
pub(in crate::lower) fn called<'a>(
    named: impl IntoIterator<Item = (&'a &'a str, &'a SchemaId)>,
) -> HashMap<SchemaId, String> {
    let (spaced, plain): (Vec<_>, Vec<_>) = named
        .into_iter()
        .map(|(name, id)| (Spaced::of(name), *name, *id))
        .partition(|(spaced, ..)| spaced.is_some());
    let mut ends: HashMap<String, usize> = HashMap::new();
    for (_, name, _) in &plain {
        *ends.entry(end_of_path(name)).or_default() += 1;
    }
    let mut called: HashMap<SchemaId, String> = plain
        .into_iter()
        .map(|(_, name, id)| {
            let end = Some(end_of_path(name));
            let end = end.filter(|end| ends[end] == 1 && !reserved::is_type(end));
            (id, end.unwrap_or_else(|| upper_camel(name)))
        })
        .collect();
    let mut taken: HashSet<String> = called.values().cloned().collect();
    let mut spaced: Vec<(Spaced<'_>, &str, SchemaId)> = spaced
        .into_iter()
        .filter_map(|(spaced, name, id)| Some((spaced?, name, id)))
        .collect();
    spaced.sort_by_cached_key(|(spaced, name, _)| {
        (versions::order(spaced.version), (*name).to_owned())
    });
    let mut versioned: HashMap<String, usize> = HashMap::new();
    for (spaced, ..) in &spaced {
        *versioned.entry(spaced.with_version()).or_default() += 1;
    }
    for (spaced, name, id) in spaced {
        let with_version = spaced.with_version();
        let candidates = [
            Some(spaced.own()),
            Some(with_version.clone()).filter(|name| versioned[name] == 1),
            Some(upper_camel(&format!("{} {with_version}", spaced.space))),
        ];
        let free = candidates
            .into_iter()
            .flatten()
            .find(|name| !taken.contains(name) && !reserved::is_type(name));
        let name = free.unwrap_or_else(|| upper_camel(name));
        taken.insert(name.clone());
        called.insert(id, name);
    }
    called
}

/// `StatusError` of `salvo_core.http.errors.StatusError`, a path of modules as frameworks write it; else the whole name.
fn end_of_path(name: &str) -> String {
    let is_module = |word: &str| {
        let is_lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(is_lower)
    };
    let is_type = |word: &str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(is_plain)
    };
    upper_camel(match name.rsplit_once('.') {
        Some((path, end)) if path.split('.').all(is_module) && is_type(end) => end,
        _ => name,
    })
}

/// `io.k8s.api.core.v1.Pod`, taken apart.
struct Spaced<'a> {
    /// `core`
    space: &'a str,
    /// `v1`, or nothing in `com.example.api.Pod`.
    version: &'a str,
    /// `Pod`
    own: Vec<&'a str>,
}

impl<'a> Spaced<'a> {
    fn of(name: &'a str) -> Option<Self> {
        let words: Vec<&str> = name.split('.').collect();
        let plain = |word: &&str| {
            let letters = word.starts_with(|c: char| c.is_ascii_alphabetic());
            letters && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if words.len() < 3 || !words.iter().all(plain) {
            return None;
        }
        let before_last = &words[..words.len() - 1];
        let version = before_last
            .iter()
            .rposition(|word| versions::is_version(word))
            .filter(|at| *at > 0);
        let reversed_domain = matches!(words[0], "com" | "dev" | "io" | "net" | "org");
        match version {
            Some(at) => Some(Self {
                space: words[at - 1],
                version: words[at],
                own: words[at + 1..].to_vec(),
            }),
            None if reversed_domain => Some(Self {
                space: words[words.len() - 2],
                version: "",
                own: words[words.len() - 1..].to_vec(),
            }),
            None => None,
        }
    }

    /// `service.service_user` is `ServiceUser`.
    fn own(&self) -> String {
        let mut own = String::new();
        for word in &self.own {
            let word = upper_camel(word);
            if word.starts_with(&own) {
                own.clear();
            }
            own.push_str(&word);
        }
        own
    }

    fn with_version(&self) -> String {
        upper_camel(&format!("{} {}", self.version, self.own()))
    }
}
