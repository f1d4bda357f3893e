//! Names: the only room that knows Rust's rules for them and that gives them out.
//!
//! Other rooms say which things are in a scope, where each stands and which names it would take. They ask
//! once all things of the scope are known, so that the order of the description decides nothing: a thing
//! gets the name that it had before; a thing whose key is the name comes next; the others follow.

mod arguments;
mod components;
mod identifiers;
mod members;
mod places;
pub(super) mod reserved;
mod scope;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

pub(super) use self::arguments::Argument;
pub(super) use self::components::called;
pub(crate) use self::identifiers::is_keyword;
pub(super) use self::identifiers::{LONGEST, shorten, shouty, snake, spelled, split, upper_camel};
pub(super) use self::members::{Value, integer, text_variant};
use self::places::Places;
pub(super) use self::scope::{Scope, with_end};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::names::{HANDLES, Names, REQUESTS, SAME};
use crate::source::Node;

/// The groups of the members of a type: fields, values, variants.
const MEMBERS: &str = "members of ";
/// The groups of the methods of a resource.
const METHODS: &str = "methods of ";

/// A thing of a scope that wants a name.
pub(super) struct Wish {
    /// What the file of names knows it by. Something with no key has no name that a caller writes; something
    /// with several is several things that share a name.
    pub keys: Vec<String>,
    /// The names it would take, the best first.
    pub candidates: Vec<String>,
    /// Its key is the name. No second thing of the scope can say so.
    pub exact: bool,
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
        }
    }

    /// The place of a type. `of_document` says that the schema stands in the description; of those that were
    /// made from several, more than one may stand at a node.
    pub fn type_place(&self, node: &Node, of_document: bool, sent: bool, wanted: &str) -> String {
        let mut place = self.places.of(node);
        if sent {
            place.push_str("#sent");
        }
        let mut types = self.types.borrow_mut();
        if !of_document || types.contains(&place) {
            place = format!("{place}#{wanted}");
        }
        let mut number = 1;
        let mut unique = place.clone();
        while !types.insert(unique.clone()) {
            number += 1;
            unique = format!("{place}#{number}");
        }
        unique
    }

    /// The place of a node within that of a type, if it stands there.
    pub fn place_within(&self, owner: &str, node: &Node) -> String {
        let place = self.places.of(node);
        let inner = place.strip_prefix(owner).filter(|rest| !rest.is_empty());
        inner.map_or_else(|| place.clone(), str::to_owned)
    }

    /// The name that a thing had before.
    pub fn remembered(&self, group: &str, key: &str) -> Option<&'r str> {
        self.before?.get(group, key)
    }

    /// Whether an earlier version gave a name to something of a group.
    pub fn was_given(&self, group: &str, name: &str) -> bool {
        let before = self.before.into_iter();
        before
            .flat_map(|before| before.group(group))
            .any(|(_, known)| known == name)
    }

    /// Gives each thing of a scope a name, in the order of the wishes.
    pub fn settle(&self, group: &str, scope: &mut Scope, wishes: &[Wish]) -> Vec<String> {
        self.settled.borrow_mut().insert(group.to_owned());
        let before: HashMap<&str, &str> = self
            .before
            .map_or_else(HashMap::new, |before| before.group(group).collect());
        let released = before.iter().filter(|(key, _)| {
            let before = self.before;
            before.is_some_and(|before| !before.is_draft(group, key))
        });
        scope.hold(released.map(|(_, name)| *name));
        let mut names: Vec<Option<String>> = vec![None; wishes.len()];
        for (wish, name) in wishes.iter().zip(&mut names) {
            let known = wish.keys.iter().filter_map(|key| before.get(key.as_str()));
            for known in known {
                if name.is_some() {
                    break;
                }
                if scope.take_held(known) {
                    *name = Some((*known).to_owned());
                } else {
                    self.note_lost(group, wish, known);
                }
            }
        }
        // The first version keeps the order of the description.
        let by_key = self.before.is_some();
        for exact in [true, false] {
            for (wish, name) in wishes.iter().zip(&mut names) {
                if name.is_none() && (wish.exact == exact || !by_key) {
                    *name = Some(scope.take(wish.candidates.iter().map(String::as_str)));
                }
            }
        }
        let names: Vec<String> = names.into_iter().flatten().collect();
        let mut after = self.after.borrow_mut();
        for (wish, name) in wishes.iter().zip(&names) {
            let is_plain = wish.exact && wish.candidates.first() == Some(name);
            for key in &wish.keys {
                if !is_plain || before.contains_key(key.as_str()) {
                    after.insert(group, key, name);
                }
            }
        }
        names
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

    /// The names for the file: those that were given, and those that are free and stay so.
    pub fn finish(self) -> Names {
        let mut after = self.after.into_inner();
        let Some(before) = self.before else {
            return after;
        };
        let settled = self.settled.into_inner();
        for (group, names) in before.all().filter(|(group, _)| *group != SAME) {
            let gone: Vec<(&String, &String)> = names
                .iter()
                .filter(|(key, _)| !after.contains(group, key) && !before.is_draft(group, key))
                .collect();
            for (key, name) in gone {
                if before.contains(group, key)
                    && (settled.contains(group) || !group.starts_with(MEMBERS))
                {
                    let message = format!(
                        "`{name}` of the {group} is free: `{key}` is gone; nothing else gets the name"
                    );
                    self.report
                        .add(Diagnostic::new(Code::FreedName, None, message));
                }
                after.free(group, key, name);
            }
        }
        after
    }

    fn note_lost(&self, group: &str, wish: &Wish, name: &str) {
        let key = wish.keys.first().map_or("", String::as_str);
        let message = format!(
            "`{key}` of the {group} cannot stay `{name}`: the client needs that name itself"
        );
        self.report
            .add(Diagnostic::new(Code::LostName, None, message));
    }
}
