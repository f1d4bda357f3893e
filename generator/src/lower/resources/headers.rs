//! The names of the structs of headers, and of their fields. The calls of one operation share a struct, and so do
//! all operations whose headers come with one response of the description, or are alike; a header has one name in all of
//! them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::super::names::{Naming, Scope, Wish, snake, upper_camel, with_end};
use super::{Key, User, free, visit};
use crate::api::{ComeWith, HeaderField, Headers, HeadersHome, Module, SharedHeaders, Spot};
use crate::names::{HEADERS, REQUESTS, SHARED_HEADERS as SHARED};

/// So many operations with the same headers share a struct.
const MANY: usize = 3;

/// Headers that operations have alike.
struct Alike {
    fields: Vec<HeaderField>,
    /// What the file of names knows the structs by that the operations would have alone.
    members: BTreeSet<String>,
    operations: HashSet<String>,
    spot: Spot,
}

impl Alike {
    /// Whether headers are read alike, whatever the description says of them.
    fn has(&self, fields: &[HeaderField]) -> bool {
        let is_same = |(one, other): (&HeaderField, &HeaderField)| {
            let same_name = one.key.eq_ignore_ascii_case(&other.key);
            same_name
                && one.ty == other.ty
                && one.required == other.required
                && one.form == other.form
        };
        self.fields.len() == fields.len() && self.fields.iter().zip(fields).all(is_same)
    }

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
fn share(root: &mut Module, routes: &HashMap<Key, String>, names: &Naming<'_, '_>) {
    let mut groups: Vec<Alike> = Vec::new();
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
            let Some(member) = member(user, headers) else {
                continue;
            };
            let known = groups.iter().position(|group| group.has(&headers.fields));
            let known = known.unwrap_or_else(|| {
                groups.push(Alike {
                    fields: headers.fields.clone(),
                    members: BTreeSet::new(),
                    operations: HashSet::new(),
                    spot: operation.spot,
                });
                groups.len() - 1
            });
            groups[known].members.insert(member);
            groups[known].operations.insert(user.key.0.clone());
        }
    });
    groups
        .sort_by_cached_key(|group| (Reverse(group.members.len()), group.members.first().cloned()));
    let before: HashSet<String> = groups
        .iter()
        .flat_map(|group| group.before(names))
        .collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut shared: Vec<(Alike, SharedHeaders)> = Vec::new();
    for group in groups {
        let keys = group
            .fields
            .iter()
            .map(|field| field.key.to_ascii_lowercase());
        let keys: Vec<String> = keys.collect();
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
        shared.push((group, headers));
    }
    visit(root, &mut |user, operation| {
        for headers in &mut operation.headers {
            let mut shared = shared.iter();
            let found = shared.find(|(group, _)| group.has(&headers.fields));
            if let (Some((_, found)), Some(_)) = (found, member(user, headers)) {
                headers.home = HeadersHome::Shared(found.clone());
            }
        }
    });
}

/// The words that the names of headers begin with, else those of the first one: `ratelimit` of `x-ratelimit-limit` and
/// `x-ratelimit-reset`.
fn in_common(keys: &[String]) -> String {
    let words = |key: &String| -> Vec<String> {
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

/// Names the structs and their fields, and says which call defines each struct.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    share(root, routes, names);
    let mut known: HashMap<(String, Option<ComeWith>), usize> = HashMap::new();
    let (mut numbers, mut wishes) = (Vec::new(), Vec::new());
    let mut fields: IndexMap<String, String> = IndexMap::new();
    visit(root, &mut |user, operation| {
        for headers in &mut operation.headers {
            let mut wish = of_request(user, &routes[&user.key], headers.come_with);
            let mut of = (user.key.0.clone(), Some(headers.come_with));
            if let HeadersHome::Shared(response) = &headers.home {
                match names.remembered(REQUESTS, &wish.keys[0]) {
                    // The struct was the operation's own before: it stays so.
                    Some(_) => headers.home = HeadersHome::Here,
                    None => {
                        wish = of_response(response);
                        of = (response.place.clone(), None);
                    }
                }
            }
            let is_new = !known.contains_key(&of);
            if headers.home == HeadersHome::Here && !is_new {
                headers.home = HeadersHome::OtherCall;
            }
            numbers.push(*known.entry(of).or_insert(wishes.len()));
            wishes.extend(is_new.then_some(wish));
            for field in &headers.fields {
                let name = field.key.to_ascii_lowercase();
                let plain = snake(&name);
                fields.entry(name).or_insert(plain);
            }
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let wishes: Vec<Wish> = fields.iter().map(field_wish).collect();
    let field_names = names.settle(HEADERS, &mut Scope::default(), &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |_, operation| {
        for headers in &mut operation.headers {
            let number = numbers.next().unwrap_or_default();
            headers.name.clone_from(&given[number]);
            for field in &mut headers.fields {
                let index = fields.get_index_of(&field.key.to_ascii_lowercase());
                let name = &field_names[index.unwrap_or_default()];
                field.name.clone_from(name);
            }
        }
    });
}

/// What the struct of an operation wants to be called.
fn of_request(user: &User<'_>, route: &str, come_with: ComeWith) -> Wish {
    let (of, end) = match come_with {
        ComeWith::Successes | ComeWith::All => ("headers", "Headers"),
        ComeWith::Errors => ("error headers", "ErrorHeaders"),
    };
    Wish {
        keys: vec![format!("{route} {of}")],
        candidates: free(
            [end, &format!("{end}Struct")]
                .into_iter()
                .map(|end| with_end(&user.request, end)),
            user.handles,
        ),
        ..Wish::default()
    }
}

/// What the struct of a response wants to be called.
fn of_response(response: &SharedHeaders) -> Wish {
    let name = upper_camel(&response.name);
    Wish {
        keys: vec![of_place(&response.place)],
        candidates: ["Headers", "HeadersStruct"]
            .map(|end| with_end(&name, end))
            .to_vec(),
        ..Wish::default()
    }
}

/// What the file of names knows a shared struct by.
fn of_place(place: &str) -> String {
    format!("headers of {place}")
}

fn field_wish((key, plain): (&String, &String)) -> Wish {
    Wish {
        keys: vec![key.clone()],
        candidates: vec![plain.clone(), with_end(plain, "_header")],
        exact: key == plain,
        ..Wish::default()
    }
}
