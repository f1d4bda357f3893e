//! Headers that many operations have alike share a struct.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::of_request;
use crate::api::{HeaderForm, Headers, HeadersHome, Module, SharedHeaders, Spot, Type};
use crate::lower::names::Naming;
use crate::lower::resources::{Key, User, visit};
use crate::names::{REQUESTS, SHARED_HEADERS as SHARED};

/// So many operations with the same headers share a struct.
const MANY: usize = 3;

/// How headers are read, whatever the description says of them and in whatever order.
type Read = Vec<(String, Type, bool, HeaderForm)>;

/// Headers that are read alike, and the place of the struct that they had before.
type Group<'n> = (Read, Option<&'n str>);

fn read(headers: &Headers) -> Read {
    let fields = headers.fields.iter();
    let read = fields
        .zip(keys(headers))
        .map(|(field, key)| (key, field.ty.clone(), field.required, field.form));
    let mut read: Read = read.collect();
    read.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    read
}

/// The names of headers, in their order.
fn keys(headers: &Headers) -> Vec<String> {
    let fields = headers.fields.iter();
    let keys = fields.map(|field| field.key.to_ascii_lowercase());
    keys.collect()
}

/// Headers that operations have alike.
struct Alike {
    /// What the file of names knows the structs by that the operations would have alone.
    members: BTreeSet<String>,
    operations: HashSet<String>,
    /// The names of the headers, in the order of the first operation.
    keys: Vec<String>,
    spot: Spot,
}

impl Alike {
    /// The groups that the members were in before, those of most members first.
    fn before(&self, names: &Naming<'_, '_>) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for place in self
            .members
            .iter()
            .filter_map(|member| names.remembered(SHARED, member))
        {
            *counts.entry(place).or_default() += 1;
        }
        let mut before: Vec<(&str, usize)> = counts.into_iter().collect();
        before.sort_by_key(|(_, count)| Reverse(*count));
        before
            .into_iter()
            .map(|(place, _)| place.to_owned())
            .collect()
    }
}

/// Finds the headers that many operations have alike. An operation whose struct was its own before keeps it, and a
/// group keeps its struct, whatever becomes of the headers.
pub(super) fn share(root: &mut Module, routes: &HashMap<Key, String>, names: &Naming<'_, '_>) {
    // Structs that were two before stay two, also where they are alike by now; a new operation has the first of them.
    let mut places: HashMap<Read, &str> = HashMap::new();
    let mut groups: IndexMap<Group<'_>, Alike> = IndexMap::new();
    // Where the headers could be a part of a group.
    let member = |user: &User<'_>, headers: &Headers| {
        let mut wish = of_request(user, &routes[&user.key], headers.come_with);
        // A type with a name may stand behind the features of the operations that use it.
        let is_named = headers.fields.iter().any(|field| field.ty.id().is_some());
        let key = wish
            .keys
            .pop()
            .filter(|_| !is_named && headers.home == HeadersHome::Here);
        key.filter(|key| names.remembered(REQUESTS, key).is_none())
    };
    visit(root, &mut |user, operation| {
        for headers in &operation.headers {
            let place = member(user, headers).and_then(|member| names.remembered(SHARED, &member));
            if let Some(place) = place {
                places.entry(read(headers)).or_insert(place);
            }
        }
    });
    let group = |member: &str, headers: &Headers| {
        let read = read(headers);
        let place = names.remembered(SHARED, member);
        let place = place.or_else(|| places.get(&read).copied());
        (read, place)
    };
    visit(root, &mut |user, operation| {
        for headers in &operation.headers {
            let Some(member) = member(user, headers) else {
                continue;
            };
            let group = group(&member, headers);
            let group = groups.entry(group).or_insert_with(|| Alike {
                members: BTreeSet::new(),
                operations: HashSet::new(),
                keys: keys(headers),
                spot: operation.spot,
            });
            group.members.insert(member);
            group.operations.insert(user.key.0.clone());
        }
    });
    groups.sort_by_cached_key(|_, group| {
        (Reverse(group.members.len()), group.members.first().cloned())
    });
    let before: HashSet<String> = groups
        .values()
        .flat_map(|group| group.before(names))
        .collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut shared: HashMap<Group<'_>, SharedHeaders> = HashMap::new();
    for (of, group) in groups {
        let keys: Vec<&str> = group.keys.iter().map(String::as_str).collect();
        let known = group
            .before(names)
            .into_iter()
            .find(|place| !taken.contains(place));
        let place = match known {
            Some(place) => place,
            None if group.operations.len() >= MANY => {
                let mut place = keys.join(", ");
                while taken.contains(&place) || before.contains(&place) {
                    place.push_str(" and others");
                }
                place
            }
            None => continue,
        };
        taken.insert(place.clone());
        for member in &group.members {
            names.note(SHARED, member, &place);
        }
        let headers = SharedHeaders {
            place,
            name: in_common(&keys),
            spot: group.spot,
            is_response: false,
        };
        shared.insert(of, headers);
    }
    visit(root, &mut |user, operation| {
        for headers in &mut operation.headers {
            let member = member(user, headers);
            if let Some(found) = member.and_then(|member| shared.get(&group(&member, headers))) {
                headers.home = HeadersHome::Shared(found.clone());
            }
        }
    });
}

/// The words that the names of headers begin with, else those of the first one: `ratelimit` of `x-ratelimit-limit` and
/// `x-ratelimit-reset`.
fn in_common(keys: &[&str]) -> String {
    let words = |key: &&str| -> Vec<String> {
        let words = key.split('-').map(str::to_owned);
        words
            .filter(|word| word != "x" && !word.is_empty())
            .collect()
    };
    let Some((first, others)) = keys.split_first() else {
        return String::new();
    };
    let first = words(first);
    let others: Vec<Vec<String>> = others.iter().map(words).collect();
    let common = first.iter().enumerate().take_while(|(at, word)| {
        let mut others = others.iter();
        others.all(|other| other.get(*at) == Some(word))
    });
    match common.count() {
        0 => first.join(" "),
        count => first[..count].join(" "),
    }
}
