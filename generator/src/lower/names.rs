//! Names: the only room that knows Rust's rules for them and that gives them out.
//!
//! The other stages say which things are in a scope, the place of each, and the names that it would take. They ask
//! once all things of the scope are known, so that the order of the description decides nothing: a thing
//! gets the name that the description gives it with `x-name`, else the one that it had before; a thing whose key is the
//! name comes next; the others follow.

mod arguments;
mod characters;
mod components;
mod gone;
mod identifiers;
mod known;
mod media;
mod members;
pub(super) mod orders;
mod places;
pub(super) mod reserved;
mod said;
mod scope;
mod settle;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

pub(super) use self::arguments::{Argument, of_media};
pub(super) use self::characters::{in_ascii, spelled};
pub(super) use self::components::called;
pub(super) use self::identifiers::{LONGEST, shorten, shouty, snake, split, upper_camel};
pub(super) use self::known::Words;
pub(super) use self::media::JSON;
pub(super) use self::members::{Value, cased, integer, known_by, text_variant};
use self::places::Places;
pub(super) use self::said::{OWN, Said};
pub(super) use self::scope::{Scope, as_variant, of_patch, with_end};
use crate::diagnostic::Report;
use crate::names::{HANDLES, MEMBERS, Moved, Names, REQUESTS, TYPES, escaped};
use crate::openapi::shape;
use crate::source::{Node, Sources};

/// What the places of components begin with.
pub(super) const COMPONENTS: &str = "#/components/schemas/";
/// The groups of the methods of a resource.
const METHODS: &str = "methods of ";

/// A thing of a scope that wants a name.
#[derive(Default)]
pub(super) struct Wish {
    /// What the file of names knows it by. Something with no key has no name that a caller writes; something
    /// with several is several things that share a name.
    pub keys: Vec<String>,
    /// The names it would take, the best first.
    pub candidates: Vec<String>,
    /// Its key is the name. No second thing of the scope can say so.
    pub exact: bool,
    /// The name that its key is, where the description has a better one: an earlier version that had none may have it by
    /// that.
    pub of_key: Option<String>,
    /// Whoever asks reports that it gets another name.
    pub reported: bool,
    /// The names of the members that a type has.
    pub members: Vec<String>,
    /// The name that the description gives it. It gets that one or none of its scope has it.
    pub said: Option<Said>,
}

/// The names of a client while they are given.
pub(super) struct Naming<'r, 's> {
    report: &'r Report<'s>,
    /// Those of the last time.
    before: Option<&'r Names>,
    /// Those that the file will have.
    after: RefCell<Names>,
    /// The groups that were looked at.
    settled: RefCell<HashSet<String>>,
    places: Places<'s>,
    /// The places of types so far.
    types: RefCell<HashSet<String>>,
    /// The places of operations so far.
    routes: RefCell<HashSet<String>>,
}

/// The names of the last time, with the files of this description, for what stands elsewhere in it by now.
pub(super) fn of_description<'n>(
    before: &'n Names,
    sources: &Sources,
    moved: &Moved,
) -> Cow<'n, Names> {
    let files = sources.paths_from_root().map(escaped);
    let files: Vec<String> = files.collect();
    match before.with_files(files.iter().map(String::as_str)) {
        Cow::Owned(names) => Cow::Owned(names.with_moved(moved).into_owned()),
        Cow::Borrowed(names) => names.with_moved(moved),
    }
}

/// The schemas with a name that could have been types of their own before: they are in another file, or another
/// component by now.
pub(super) fn moved_schemas<'d>(
    sources: &Sources,
    named: impl Iterator<Item = (&'d str, &'d Node)>,
) -> Vec<(String, String)> {
    let places = Places::new(sources, None);
    let moved = named.filter_map(|(name, node)| {
        let (was, is) = (format!("{COMPONENTS}{}", escaped(name)), places.of(node));
        (was != is).then_some((was, is))
    });
    moved.collect()
}

/// The paths that could have had a slash at their end before, or could have been without it.
pub(super) fn moved_paths<'d>(paths: impl Iterator<Item = &'d str>) -> Vec<(String, String)> {
    let here: BTreeSet<String> = paths.map(shape).collect();
    let moved = here.iter().filter_map(|is| {
        let was = match is.strip_suffix('/') {
            Some(without) => without.to_owned(),
            None => format!("{is}/"),
        };
        (!was.is_empty() && !here.contains(&was)).then(|| (was, is.clone()))
    });
    moved.collect()
}

impl<'r, 's> Naming<'r, 's> {
    pub fn new(report: &'r Report<'s>, before: Option<&'r Names>) -> Self {
        Self {
            report,
            before,
            after: RefCell::default(),
            settled: RefCell::default(),
            places: Places::new(report.sources, before),
            types: RefCell::default(),
            routes: RefCell::default(),
        }
    }

    /// The place of an operation: `GET /jobs/{}`. The names of the parameters are not part of it, so that they
    /// can change. Of two paths that differ in nothing else, which OpenAPI forbids, the second keeps them.
    pub fn route(&self, method: &str, path: &str) -> String {
        let plain = format!("{method} {}", shape(path));
        match self.routes.borrow_mut().insert(plain.clone()) {
            true => plain,
            false => format!("{method} {path}"),
        }
    }

    /// The place of a further way to send the body of an operation. Earlier generators wrote the names of the parameters
    /// into it.
    pub fn route_of_way(&self, route: &str, method: &str, path: &str, key: &str) -> String {
        let earlier = format!("{method} {path} as {key}");
        match self.remembered(REQUESTS, &earlier) {
            Some(_) => earlier,
            None => format!("{route} as {key}"),
        }
    }

    /// The place of a type. A schema that is not written in the description was made of `parts`. Their places are its own,
    /// in the order of the alphabet: the order of `allOf` and that of the operations change nothing. Earlier
    /// generators began with the place of the last part, or added the name that the type wanted.
    pub fn type_place(&self, node: &Node, parts: &[&Node], sent: bool, wanted: &str) -> String {
        let sent = if sent { "#sent" } else { "" };
        let own = self.places.of(node);
        let mut place = format!("{own}{sent}");
        let mut types = self.types.borrow_mut();
        if !parts.is_empty() || types.contains(&place) {
            let by_name = format!("{place}#{wanted}");
            let places: BTreeSet<String> = parts.iter().map(|part| self.places.of(part)).collect();
            place = match places.first() {
                Some(first) if places.len() > 1 => {
                    let earlier = [by_name, joined(&own, sent, &places)];
                    let mut earlier = earlier.into_iter();
                    let known = earlier.find(|place| self.remembered(TYPES, place).is_some());
                    known.unwrap_or_else(|| joined(first, sent, &places))
                }
                _ => by_name,
            };
        }
        let mut number = 1;
        let mut unique = place.clone();
        while !types.insert(unique.clone()) {
            number += 1;
            unique = format!("{place}#{number}");
        }
        unique
    }

    /// The place of a node.
    pub fn place(&self, node: &Node) -> String {
        self.places.of(node)
    }

    /// The place of a node within that of a type, if it is there.
    pub fn place_within(&self, owner: &str, node: &Node) -> String {
        let place = self.places.of(node);
        let inner = place.strip_prefix(owner).filter(|rest| !rest.is_empty());
        inner.map_or_else(|| place.clone(), str::to_owned)
    }

    /// The name that a thing had before.
    pub fn remembered(&self, group: &str, key: &str) -> Option<&'r str> {
        self.before?.get(group, key)
    }

    /// What the last commit says of a thing that is there.
    pub fn in_commit(&self, group: &str, key: &str) -> Option<&'r str> {
        self.before?.in_commit(group, key)
    }

    /// Whether a thing had a name when the crate was committed last. Nobody relies on one that was given since.
    pub fn is_committed(&self, group: &str, key: &str) -> bool {
        let before = self.before;
        before
            .is_some_and(|before| before.get(group, key).is_some() && !before.is_draft(group, key))
    }

    /// Whether a type had a name before that was made of the schema at a node, or of one below it.
    pub fn knows_types_of(&self, node: &Node) -> bool {
        let within = |before: &Names| before.has_within(TYPES, &self.places.of(node));
        self.before.is_some_and(within)
    }

    /// Whether an earlier version gave a name to something of a group.
    pub fn was_given(&self, group: &str, name: &str) -> bool {
        self.before.is_some_and(|before| {
            let mut names = before.group(group).map(|(_, known)| known);
            names.any(|known| known == name) || before.exact(group).any(|known| known == name)
        })
    }

    /// Gives the methods of a resource their names.
    pub fn settle_methods(&self, chain: &str, scope: &mut Scope, wishes: &[Wish]) -> Vec<String> {
        self.settle(&format!("{METHODS}{chain}"), scope, wishes)
    }

    /// Names that belong to requests and resources: no new type gets one.
    pub fn hold_for_calls(&self, scope: &mut Scope) {
        let before = self.before.into_iter();
        let names = before.flat_map(|before| [REQUESTS, HANDLES].map(|group| before.group(group)));
        scope.hold(names.flatten().map(|(_, name)| name));
    }

    /// The group of methods that a call was in, and its method: `fine_tuning.jobs` and `list`.
    pub fn method_before(&self, call: &str) -> Option<(&'r str, &'r str)> {
        let groups = self.before?.all();
        let mut methods = groups.filter_map(|(group, names)| {
            let chain = group.strip_prefix(METHODS)?;
            Some((chain, names.get(call)?.as_str()))
        });
        methods.next()
    }

    /// Writes down a name that was given elsewhere.
    pub fn note(&self, group: &str, key: &str, name: &str) {
        self.after.borrow_mut().insert(group, key, name);
    }
}

/// The place of a type that was made of several schemas: the one that it begins with, then the others.
fn joined(first: &str, sent: &str, places: &BTreeSet<String>) -> String {
    let others = places.iter().filter(|place| *place != first);
    let others = others.map(|place| {
        let component = place.strip_prefix(COMPONENTS);
        component.or(place.strip_prefix('#')).unwrap_or(place)
    });
    let others: Vec<&str> = others.collect();
    format!("{first}{sent}#with {}", others.join(" and "))
}
