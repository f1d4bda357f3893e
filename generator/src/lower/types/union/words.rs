//! The words for the variants of a union: the name of the component, else the title, else what only
//! this branch says, such as a constant. Types are not looked at, and the order of the branches decides
//! nothing.

use std::collections::HashMap;
use std::rc::Rc;

use crate::lower::names;
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Constant, Facts};

/// What a branch can be named by.
pub(super) struct Branch<'s> {
    pub id: SchemaId,
    /// The name of its type, if it is a component.
    pub named: Option<String>,
    pub title: Option<&'s str>,
    /// What tells it from the others in the direction of the union.
    pub facts: Rc<Facts<'s>>,
    /// What the document says of it whatever the direction, so that its name is the same in both.
    pub said: Rc<Facts<'s>>,
}

/// The word of each branch within the union.
pub(super) fn words(union: &str, branches: &[Branch<'_>]) -> Vec<Option<String>> {
    let all = Rivals::of(branches.iter());
    let plain: Vec<Option<String>> = branches
        .iter()
        .map(|branch| {
            let named = branch.named.as_ref().map(|name| within(union, name));
            let title = branch.title.map(names::upper_camel);
            let says_more = |title: &String| !contains(union, title);
            named
                .or_else(|| Some(within(union, &title.clone().filter(says_more)?)))
                .or_else(|| all.own_constant(&branch.said))
                .or_else(|| all.own_key(&branch.said, false))
                .or(title)
        })
        .collect();
    // A word that several branches would get is no help: add what they differ in.
    let mut groups: HashMap<Option<&str>, Vec<&Branch<'_>>> = HashMap::new();
    for (branch, word) in branches.iter().zip(&plain) {
        let is_object = branch.said.kinds == [Kind::Object];
        if branch.named.is_none() && (word.is_some() || is_object) {
            groups.entry(word.as_deref()).or_default().push(branch);
        }
    }
    let groups: HashMap<Option<&str>, Rivals<'_>> = groups
        .into_iter()
        .map(|(word, rivals)| (word, Rivals::of(rivals.into_iter())))
        .filter(|(_, rivals)| rivals.count > 1)
        .collect();
    branches
        .iter()
        .zip(&plain)
        .map(|(branch, word)| {
            let rivals = groups.get(&word.as_deref());
            let told = rivals
                .filter(|_| branch.named.is_none())
                .and_then(|rivals| {
                    let constant = rivals.own_constant(&branch.said);
                    constant.or_else(|| rivals.own_key(&branch.said, true))
                });
            match (word, told) {
                // Within another name `_1` is `1`.
                (Some(word), Some(told)) if told != *word => {
                    Some(names::with_end(word, told.trim_matches('_')))
                }
                (None, told) => told,
                (word, _) => word.clone(),
            }
        })
        .collect()
}

/// Branches that need different words: how many of them have each key and each constant.
struct Rivals<'a> {
    count: usize,
    keys: HashMap<&'a str, usize>,
    required: HashMap<&'a str, usize>,
    constants: HashMap<(&'a str, Constant<'a>), usize>,
}

impl<'a> Rivals<'a> {
    fn of<'s: 'a>(branches: impl Iterator<Item = &'a Branch<'s>>) -> Self {
        let mut rivals = Self {
            count: 0,
            keys: HashMap::new(),
            required: HashMap::new(),
            constants: HashMap::new(),
        };
        let mut seen = std::collections::HashSet::new();
        for branch in branches.filter(|branch| seen.insert(branch.id)) {
            rivals.count += 1;
            for key in &branch.said.keys {
                *rivals.keys.entry(key).or_default() += 1;
            }
            for key in &branch.said.required {
                *rivals.required.entry(key).or_default() += 1;
            }
            for constant in constants(&branch.said) {
                *rivals.constants.entry(constant).or_default() += 1;
            }
        }
        rivals
    }

    /// The constant that no other branch has, else one that not all have.
    fn own_constant(&self, facts: &Facts<'_>) -> Option<String> {
        let has = |most: usize| {
            constants(facts).find_map(|constant| {
                let common = self
                    .constants
                    .get(&constant)
                    .is_some_and(|count| *count > most);
                (!common).then(|| spoken(constant.0, constant.1)).flatten()
            })
        };
        has(1).or_else(|| has(self.count - 1))
    }

    /// The key that no other branch knows and this one requires. Among branches that nothing else tells
    /// apart any key will do, the rarest, as long as not all have it.
    fn own_key(&self, facts: &Facts<'_>, any: bool) -> Option<String> {
        let count = |key: &&&str| self.keys.get(**key).copied().unwrap_or(usize::MAX);
        let alone = |key: &&&str| count(key) == 1;
        let rare = |key: &&&str| any && count(key) < self.count;
        let required = || facts.required.iter();
        let key = required().find(alone);
        let key = key.or_else(|| facts.keys.iter().filter(|_| any).find(alone));
        let key = key.or_else(|| required().filter(rare).min_by_key(count));
        let key = key.or_else(|| facts.keys.iter().filter(rare).min_by_key(count));
        // All know the same keys, and ask for others.
        let asked = |key: &&&str| self.required.get(**key).copied().unwrap_or_default();
        let asked_by_few = |key: &&&str| any && asked(key) < self.count;
        let key = key.or_else(|| required().filter(asked_by_few).min_by_key(asked));
        key.map(|key| names::upper_camel(key))
    }
}

/// Members with one possible value, those that are always there first.
fn constants<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'f str, Constant<'f>)> {
    let tags = facts.tags.iter().chain(&facts.optional_tags);
    tags.filter_map(|(key, values)| match &values[..] {
        [only] => Some((*key, *only)),
        _ => None,
    })
}

/// A constant as a word. Of a sentence it is the subject: the words before the verb.
pub(super) fn spoken(key: &str, constant: Constant<'_>) -> Option<String> {
    const MOST_WORDS: usize = 4;
    const VERBS: &str = "is are was were has have does can cannot may must shall should will";
    let text = match constant {
        Constant::Text(text) => text,
        Constant::Integer(value) => return Some(names::upper_camel(&format!("{key} {value}"))),
        Constant::Bool(true) => return Some(names::upper_camel(key)),
        Constant::Bool(false) => return Some(names::upper_camel(&format!("not {key}"))),
    };
    let words = text.split_whitespace();
    let is_verb = |word: &str| VERBS.split(' ').any(|verb| verb == word);
    let subject: Vec<&str> = words
        .take_while(|word| !is_verb(word))
        .take(MOST_WORDS)
        .collect();
    (!subject.is_empty()).then(|| names::upper_camel(&subject.join(" ")))
}

/// Whether the name of the union has all words of a title.
fn contains(union: &str, title: &str) -> bool {
    let (outer, inner) = (names::split(union), names::split(title));
    outer.windows(inner.len()).any(|words| words == inner)
}

/// `ChatRequestUserMessage` within `ChatRequestMessage` is `User`.
fn within(union: &str, variant: &str) -> String {
    let (outer, inner) = (names::split(union), names::split(variant));
    let prefix = outer.iter().zip(&inner).take_while(|(a, b)| a == b).count();
    let suffix = outer
        .iter()
        .rev()
        .zip(inner.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let suffix = suffix.min(inner.len() - prefix);
    let kept = &inner[prefix..inner.len() - suffix];
    if kept.is_empty() || kept[0].starts_with(|c: char| c.is_ascii_digit()) {
        return variant.to_owned();
    }
    names::upper_camel(&kept.join(" "))
}
