//! Places that stay what they are when a description is rearranged: a JSON pointer in which the members
//! of arrays are known by what they say, not by their index.
//!
//! `#/components/schemas/Image/properties/model/anyOf/[titled Other; string]`

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::COMPONENTS;
use crate::names::{Names, TYPES, escaped};
use crate::openapi::{placeholders, shape};
use crate::source::{Node, Place, Sources, Step, Value};

/// How many keys and values of a schema are part of what it is known by.
const MOST_WORDS: usize = 8;
/// How many schemas within schemas are part of it.
const DEEPEST: usize = 3;

/// How many changed members are compared with how many known ones at most.
const MOST_PAIRS: usize = 100_000;

/// The words that a schema is known by.
#[derive(Debug, Clone, Copy)]
struct Words {
    /// How many characters of each.
    letters: usize,
    /// How many characters of all, but for the last.
    length: usize,
    /// How many schemas within schemas are looked at; `None`: of those within, the first by its name or its type alone.
    depth: Option<usize>,
}

impl Words {
    const WHOLE: Self = Self {
        letters: 200,
        length: 600,
        depth: Some(DEEPEST),
    };
    /// Those of earlier generators, for which schemas that begin alike were the same.
    const EARLIER: Self = Self {
        letters: 40,
        length: usize::MAX,
        depth: None,
    };
}

/// The places of one description.
pub(super) struct Places<'s> {
    sources: &'s Sources,
    /// What the members of an array were known by, by the place of the array.
    known: HashMap<String, BTreeSet<String>>,
    members: RefCell<HashMap<Place, Rc<[String]>>>,
}

impl<'s> Places<'s> {
    pub fn new(sources: &'s Sources, before: Option<&Names>) -> Self {
        let mut known: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (name, group) in before.into_iter().flat_map(Names::all) {
            let of_members = name.strip_prefix(super::MEMBERS);
            let keys = group
                .keys()
                .filter(|_| name == TYPES || of_members.is_some());
            for key in keys {
                match of_members {
                    Some(owner) if key.starts_with('/') => {
                        learn(&mut known, &(bare(owner).to_owned() + key))
                    }
                    Some(owner) => learn(&mut known, bare(owner)),
                    None => learn(&mut known, bare(key)),
                }
            }
        }
        Self {
            sources,
            known,
            members: RefCell::default(),
        }
    }

    /// The place of a node.
    pub fn of(&self, node: &Node) -> String {
        let mut place = String::new();
        let mut at = self.sources.root_of(node);
        let mut above = "";
        let mut template: Option<&str> = None;
        for step in self.sources.steps(node.place) {
            match step {
                Step::Root(0) => place.push('#'),
                Step::Root(file) => {
                    place.push_str(&escaped(self.sources.path_from_root(*file)));
                    place.push('#');
                }
                Step::Key(key) => {
                    // A path stays what it is when one of its parameters is renamed.
                    let known = match above == "paths" && place.ends_with("#/paths") {
                        true => shape(template.insert(key)),
                        false => key.clone(),
                    };
                    place.push('/');
                    place.push_str(&escaped(&known));
                    at = at.and_then(|node| node.get(key));
                    above = key;
                }
                Step::Index(index) => {
                    let member = at.and_then(|array| {
                        let members = self.members(array, &place, above, template);
                        members.get(*index).cloned()
                    });
                    place.push('/');
                    place.push_str(&member.unwrap_or_else(|| index.to_string()));
                    at = at.and_then(|node| node.as_array()?.get(*index));
                }
            }
        }
        place
    }

    /// What the members of an array are known by.
    fn members(
        &self,
        array: &Node,
        place: &str,
        key: &str,
        template: Option<&str>,
    ) -> Rc<[String]> {
        if let Some(members) = self.members.borrow().get(&array.place) {
            return members.clone();
        }
        let items = array.as_array().unwrap_or_default();
        let known = self.known.get(place);
        let mut members: Vec<String> = Vec::with_capacity(items.len());
        for item in items {
            let member = identity(item, key, template, Words::WHOLE);
            let earlier = known.filter(|known| !known.contains(&member));
            let earlier = earlier.and_then(|known| {
                let earlier = identity(item, key, template, Words::EARLIER);
                known.contains(&earlier).then_some(earlier)
            });
            members.push(earlier.unwrap_or(member));
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for member in &mut members {
            let count = counts.entry(member.clone()).or_default();
            *count += 1;
            if *count > 1 {
                *member = numbered(member, *count);
            }
        }
        if let Some(known) = known {
            recognise(&mut members, known);
        }
        let members: Rc<[String]> = members.into();
        self.members
            .borrow_mut()
            .insert(array.place, members.clone());
        members
    }
}

/// One of several members that say the same.
fn numbered(member: &str, number: usize) -> String {
    format!("[{}; no. {number}]", member.trim_matches(['[', ']']))
}

/// A place without the mark that tells several types of one place apart.
fn bare(place: &str) -> &str {
    match place.match_indices('#').nth(1) {
        Some((at, _)) => &place[..at],
        None => place,
    }
}

/// Notes what the members of arrays on the way to a place were known by.
fn learn(known: &mut HashMap<String, BTreeSet<String>>, place: &str) {
    for (at, _) in place.match_indices("/[") {
        let member = place[at + 1..].split('/').next().unwrap_or_default();
        let members = known.entry(place[..at].to_owned()).or_default();
        members.insert(member.to_owned());
    }
}

/// Gives members that have changed the name that they were known by: the one that says the same in another order, else
/// the one with most in common.
fn recognise(members: &mut [String], known: &BTreeSet<String>) {
    let present: HashSet<&String> = members.iter().collect();
    let is_gone = |name: &&String| !present.contains(name) && !is_reference(name);
    let mut gone: Vec<&String> = known.iter().filter(is_gone).collect();
    let is_new = |member: &String| !known.contains(member) && !is_reference(member);
    let mut changed: Vec<usize> = (0..members.len())
        .filter(|index| is_new(&members[*index]))
        .collect();
    let in_order: HashMap<String, &String> =
        gone.iter().map(|name| (sorted(name), *name)).collect();
    let mut given = HashSet::new();
    changed.retain(|index| {
        let name = in_order.get(&sorted(&members[*index])).copied();
        let name = name.filter(|name| given.insert(*name));
        if let Some(name) = name {
            members[*index].clone_from(name);
        }
        name.is_none()
    });
    gone.retain(|name| !given.contains(name));
    if gone.len().saturating_mul(changed.len()) > MOST_PAIRS {
        return;
    }
    let mut pairs: Vec<(usize, usize, &String)> = Vec::new();
    for index in changed {
        let alike = gone
            .iter()
            .map(|name| (likeness(&members[index], name), index, *name));
        pairs.extend(alike.filter(|(likeness, ..)| *likeness > 0));
    }
    pairs.sort_by_key(|(likeness, ..)| std::cmp::Reverse(*likeness));
    let mut recognised = HashSet::new();
    for (_, index, name) in pairs {
        if !recognised.contains(&index) && given.insert(name) {
            recognised.insert(index);
            members[index].clone_from(name);
        }
    }
}

fn is_reference(member: &str) -> bool {
    member.starts_with("[ref ")
}

/// How much two members have in common, in thousandths. Nothing when a title or a constant differs, or
/// when less than half of the shorter one is in the other. A property with a constant is known by its value, too: a
/// tag of another name is the same tag.
fn likeness(one: &str, other: &str) -> usize {
    let (one, other) = (words(one), words(other));
    let says = |subject: &str| {
        let mut theirs = other.iter();
        theirs.find(|word| subject_of(word) == Some(subject))
    };
    let contradicts = |word: &&str| {
        let theirs = subject_of(word).and_then(says);
        theirs.is_some_and(|theirs| theirs != word)
    };
    let ours = values_of(one.difference(&other));
    let theirs = values_of(other.difference(&one));
    let differ = !ours.is_subset(&theirs) && !theirs.is_subset(&ours);
    let common = one.intersection(&other).count() + ours.intersection(&theirs).count();
    if differ || one.iter().any(contradicts) || 2 * common < one.len().min(other.len()) {
        return 0;
    }
    common * 1000 / (one.len() + other.len() - common).max(1)
}

/// The constants that words give to properties.
fn values_of<'w>(words: impl Iterator<Item = &'w &'w str>) -> BTreeSet<&'w str> {
    let values = words.filter_map(|word| word.split_once(" = "));
    values.map(|(_, value)| value).collect()
}

/// The words of a member.
fn words(member: &str) -> BTreeSet<&str> {
    let member = member.trim_matches(['[', ']']);
    member.split("; ").collect()
}

/// A member with its words in the order of the alphabet.
fn sorted(member: &str) -> String {
    words(member).into_iter().collect::<Vec<_>>().join("; ")
}

/// What a word gives a value to: the title, the schema itself, or a property.
fn subject_of(word: &str) -> Option<&str> {
    if word.starts_with("titled ") {
        return Some("titled");
    }
    word.find("= ").map(|at| &word[..at])
}

/// What a member of an array is known by; `template` is the path that contains it.
fn identity(node: &Node, key: &str, template: Option<&str>, extent: Words) -> String {
    let word = |text: &str| word(text, extent.letters);
    if key == "parameters"
        && let (Some(location), Some(name)) = (text(node, "in"), text(node, "name"))
    {
        let mut in_path = template.into_iter().flat_map(placeholders);
        if location == "path"
            && let Some(index) = in_path.position(|known| known == name)
        {
            return format!("[path {}]", index + 1);
        }
        return format!("[{location} {}]", word(name));
    }
    if let Some(reference) = text(node, "$ref") {
        let component = reference.strip_prefix(COMPONENTS);
        return format!("[ref {}]", escaped(component.unwrap_or(reference)));
    }
    let mut words: Vec<String> = Vec::new();
    match &node.value {
        Value::Object(_) => schema_words(node, extent, &mut words),
        _ => words.push(word(&node.to_string())),
    }
    let mut length = 0;
    words.retain(|word| {
        let fits = length < extent.length;
        length += word.len();
        fits
    });
    format!("[{}]", words.join("; "))
}

/// Title, constants, types, values, keys: the words that a schema is known by.
fn schema_words(node: &Node, extent: Words, words: &mut Vec<String>) {
    let word = |text: &str| word(text, extent.letters);
    if let Some(title) = text(node, "title") {
        words.push(format!("titled {}", word(title)));
    }
    if let Some(constant) = constant(node) {
        words.push(format!("= {}", word(&constant.to_string())));
    }
    match node.get("type").map(|types| &types.value) {
        Some(Value::String(kind)) => words.push(word(kind)),
        Some(Value::Array(kinds)) => words.extend(kinds.iter().filter_map(Node::as_str).map(word)),
        _ => {}
    }
    words.extend(text(node, "format").map(|format| format!("format {}", word(format))));
    let values = node
        .get("enum")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let values = values.iter().map(|value| word(&value.to_string()));
    let properties = node.get("properties").and_then(Node::as_object);
    let mut tags = Vec::new();
    let mut keys = Vec::new();
    for (key, property) in properties.into_iter().flatten() {
        match constant(property) {
            Some(value) => tags.push(format!("{} = {}", word(key), word(&value.to_string()))),
            None => {
                keys.push(word(key));
                let within = property.get("properties").and_then(Node::as_object);
                let within = within.filter(|_| extent.depth.is_some());
                let constants = within
                    .into_iter()
                    .flatten()
                    .filter_map(|(inner, property)| {
                        let value = word(&constant(property)?.to_string());
                        Some(format!("{} {} = {value}", word(key), word(inner)))
                    });
                tags.extend(constants);
            }
        }
    }
    tags.sort();
    keys.sort();
    words.extend(values.take(MOST_WORDS));
    words.extend(tags.into_iter().take(MOST_WORDS));
    words.extend(keys.into_iter().take(MOST_WORDS));
    let earlier = ["items", "oneOf", "anyOf", "allOf"];
    let later = extent.depth.is_some().then_some("prefixItems");
    for key in earlier.into_iter().chain(later) {
        let Some(inner) = node.get(key) else {
            continue;
        };
        let all = inner.as_array().unwrap_or(std::slice::from_ref(inner));
        let Some(depth) = extent.depth else {
            let first = all.first().unwrap_or(inner);
            let says = text(first, "$ref")
                .or(text(first, "title"))
                .or(text(first, "type"));
            words.push(format!("{key} {}", word(says.unwrap_or_default())));
            continue;
        };
        for inner in all.iter().take(MOST_WORDS) {
            words_within(inner, key, extent, depth, words);
        }
    }
}

/// The words of a schema within another one. What `allOf` says is said of the whole.
fn words_within(node: &Node, key: &str, extent: Words, depth: usize, words: &mut Vec<String>) {
    if let Some(reference) = text(node, "$ref") {
        words.push(format!("{key} {}", word(reference, extent.letters)));
    }
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    let mut own = Vec::new();
    let extent = Words {
        depth: Some(depth),
        ..extent
    };
    schema_words(node, extent, &mut own);
    match key {
        "allOf" => words.extend(own),
        _ if own.is_empty() => {}
        _ => {
            own.sort();
            words.push(format!("{key} {}", own.join(" ")));
        }
    }
}

/// The one value that a schema allows.
fn constant(node: &Node) -> Option<&Node> {
    let only = || match node.get("enum")?.as_array()? {
        [only] => Some(only),
        _ => None,
    };
    node.get("const").or_else(only)
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key)?.as_str()
}

/// A word of a member: short, and without what separates words.
fn word(text: &str, letters: usize) -> String {
    let short: String = text.chars().take(letters).collect();
    escaped(&short).replace("; ", ";").replace(['[', ']'], "|")
}

#[cfg(test)]
mod tests;
