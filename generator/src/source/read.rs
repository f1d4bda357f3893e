//! Text → nodes, through serde's own deserializers: JSON by serde_json, YAML by serde_yaml.
//!
//! Both hand out strings borrowed from the text, so that a key's address tells its offset:
//! no second pass, and no second parser, is needed to find the line of a fault.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::faults::{self, explain_json, explain_yaml};
use super::tabs;
use super::{Entry, Lost, LostKey, Node, Object, Place, Step, Unreadable, Value};

/// How many nodes a description may have: a bound on what YAML aliases can multiply.
const MAX_NODES: usize = 8_000_000;

/// How many arrays and objects may nest. Flow style in YAML is refused beyond it before the parser
/// runs, because the parser's time grows with the square of the depth.
const MAX_DEPTH: usize = 1_000;

/// How many arrays and objects of YAML may nest: a limit of serde_yaml.
const MAX_YAML_DEPTH: usize = 128;

/// How many levels of JSON are read by recursion. What nests deeper is left for later as text and then
/// read from the bottom of the stack, so that the depth of a document costs no stack.
const LEVELS_AT_ONCE: usize = 64;

pub(super) fn read(
    name: &str,
    text: &str,
    file: usize,
    entries: &mut Vec<Entry>,
) -> (Result<Node, Unreadable>, Vec<LostKey>) {
    let known = entries.len();
    if name.ends_with(".md") {
        let place = Place(known as u32);
        entries.push(Entry {
            parent: None,
            step: Step::Root(file),
            mark: None,
        });
        let value = Value::String(text.to_owned());
        return (Ok(Node { place, value }), Vec::new());
    }
    if let Some(fault) = faults::whole(text) {
        return (Err(fault.into()), Vec::new());
    }
    let json = name.ends_with(".json") || text.trim_start().starts_with(['{', '[']);
    let (result, lost) = read_as(json, text, file, entries);
    if result.is_ok() {
        return (result, lost);
    }
    let again = match json {
        // `{a: b}` is YAML too.
        true => (!name.ends_with(".json")).then_some(Cow::Borrowed(text)),
        false => tabs::spaced(text).map(Cow::Owned),
    };
    let Some(text) = again else {
        return (result, lost);
    };
    entries.truncate(known);
    read_as(false, &text, file, entries)
}

/// Reads a text as JSON or as YAML.
fn read_as(
    json: bool,
    text: &str,
    file: usize,
    entries: &mut Vec<Entry>,
) -> (Result<Node, Unreadable>, Vec<LostKey>) {
    let mut reader = Reader {
        text,
        entries,
        lost: Vec::new(),
        later: Vec::new(),
        recursion: None,
    };
    let result = match json {
        true => reader.json(file),
        false => reader.yaml(file),
    };
    (result, reader.lost)
}

/// Where brackets of YAML nest too deep, which would take the library a time that grows with the square of the depth.
/// Counts those at the beginning of a value: in a text, as in `a number in [0, n)`, they need not balance.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = b':';
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' if b":-?,[{".contains(&before) => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

fn nested_too_deep() -> String {
    format!("expected at most {MAX_DEPTH} levels of nesting")
}

struct Reader<'t, 'e> {
    text: &'t str,
    entries: &'e mut Vec<Entry>,
    lost: Vec<LostKey>,
    /// JSON that nests too deep to be read by recursion.
    later: Vec<Later>,
    /// The level from which on JSON is left for later; none in YAML.
    recursion: Option<usize>,
}

/// JSON that is read later.
struct Later {
    place: Place,
    level: usize,
    /// Its offset in the text.
    range: Range<usize>,
}

impl Reader<'_, '_> {
    fn json(&mut self, file: usize) -> Result<Node, Unreadable> {
        let place = self.enter(None, Step::Root(file), None);
        let whole = Later {
            place,
            level: 0,
            range: 0..self.text.len(),
        };
        let mut root = self.json_part(&whole)?;
        while let Some(part) = self.later.pop() {
            let node = self.json_part(&part)?;
            match self.find(&mut root, part.place) {
                Ok(found) if found.place == part.place => *found = node,
                // A second member with the same key, which is reported as such.
                Ok(_) => {}
                Err(message) => return Err(unreadable(message, part.range.start)),
            }
        }
        Ok(root)
    }

    /// Reads JSON down to the levels that are left for later.
    fn json_part(&mut self, part: &Later) -> Result<Node, Unreadable> {
        let whole = self.text;
        let text = &whole[part.range.clone()];
        self.recursion = Some(part.level + LEVELS_AT_ONCE);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let seed = NodeSeed {
            reader: self,
            place: part.place,
            level: part.level,
        };
        let node = seed.deserialize(&mut deserializer);
        node.and_then(|node| deserializer.end().map(|()| node))
            .map_err(|error| {
                let column = error.column().saturating_sub(1);
                let offset = part.range.start + line_start(text, error.line()) + column;
                let message = without_place(&error.to_string());
                match explain_json(whole, &message, offset) {
                    Some(fault) => fault.into(),
                    None => unreadable(message, offset),
                }
            })
    }

    /// The node at a place below a root.
    fn find<'n>(&self, root: &'n mut Node, place: Place) -> Result<&'n mut Node, String> {
        let mut way = Vec::new();
        let mut next = Some(place);
        while let Some(place) = next {
            let entry = &self.entries[place.0 as usize];
            // The root is where the way begins.
            if entry.parent.is_some() {
                way.push(&entry.step);
            }
            next = entry.parent;
        }
        let mut node = root;
        for step in way.into_iter().rev() {
            let below = match (step, &mut node.value) {
                (Step::Key(key), Value::Object(object)) => object.get_mut(key),
                (Step::Index(index), Value::Array(items)) => items.get_mut(*index),
                _ => None,
            };
            // The members of `<<` have moved to the object around it.
            let message = || format!("expected at most {LEVELS_AT_ONCE} levels of nesting in `<<`");
            node = below.ok_or_else(message)?;
        }
        Ok(node)
    }

    fn yaml(&mut self, file: usize) -> Result<Node, Unreadable> {
        let text = self.text;
        if let Some(offset) = too_deep(text) {
            return Err(unreadable(nested_too_deep(), offset));
        }
        self.recursion = None;
        let seed = NodeSeed {
            place: self.enter(None, Step::Root(file), None),
            reader: self,
            level: 0,
        };
        let node = seed.deserialize(serde_yaml::Deserializer::from_str(text));
        if let (Ok(_), Some(fault)) = (&node, faults::swallowing(text)) {
            return Err(fault.into());
        }
        node.map_err(|error| {
            let place = error.location();
            let place = place.map(|at| offset(text, at.line(), at.column()));
            if let Some(at) = second_document(text).filter(|_| place.is_none()) {
                return unreadable("expected one document, found another below it".to_owned(), at);
            }
            let mut message = without_place(&error.to_string());
            if message.contains("recursion limit exceeded") {
                message = format!(
                    "expected at most {MAX_YAML_DEPTH} levels of nesting in YAML; JSON may have {MAX_DEPTH}"
                );
                if let Some((alias, at)) = endless_alias(text) {
                    message = format!(
                        "expected at most {MAX_YAML_DEPTH} levels of nesting in YAML; `{alias}` leads to more, \
                         as an alias within its own anchor does"
                    );
                    return unreadable(message, at);
                }
            }
            let offset = place.unwrap_or(0);
            match explain_yaml(text, &message, offset) {
                Some(fault) => fault.into(),
                None => unreadable(message, offset),
            }
        })
    }

    fn enter(&mut self, parent: Option<Place>, step: Step, mark: Option<u32>) -> Place {
        let place = Place(self.entries.len() as u32);
        self.entries.push(Entry { parent, step, mark });
        place
    }

    /// The offset of a string borrowed from the text.
    fn range(&self, borrowed: &str) -> Option<Range<usize>> {
        let start = (borrowed.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + borrowed.len();
        (end <= self.text.len()).then_some(start..end)
    }

    /// The offset of a string borrowed from the text, or that of its opening quote.
    fn mark(&self, borrowed: &str) -> Option<u32> {
        let offset = self.range(borrowed)?.start;
        let quoted = offset > 0 && matches!(self.text.as_bytes()[offset - 1], b'"' | b'\'');
        u32::try_from(if quoted { offset - 1 } else { offset }).ok()
    }

    /// Whether a key is a plain scalar of YAML. In quotes and in JSON, `<<` is a key like any other.
    fn is_plain(&self, mark: Option<u32>) -> bool {
        let first = mark.and_then(|mark| self.text.as_bytes().get(mark as usize));
        self.recursion.is_none() && first.is_some_and(|first| !b"\"'!&".contains(first))
    }
}

fn unreadable(message: String, offset: usize) -> Unreadable {
    Unreadable {
        message,
        label: String::new(),
        help: String::new(),
        range: Some(offset..offset),
        missing: false,
    }
}

/// The first alias without which the text does not nest too deep.
fn endless_alias(text: &str) -> Option<(&str, usize)> {
    const TRIED: usize = 20;
    let mut names = Vec::new();
    for (at, _) in text.match_indices('*') {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
        let name = &rest[..end.unwrap_or(rest.len())];
        let is_alias = !name.is_empty() && text.contains(&format!("&{name}"));
        if is_alias && !names.contains(&name) && names.len() < TRIED {
            names.push(name);
            let alias = &text[at..=at + name.len()];
            let without = text.replace(alias, "null");
            let read = serde_yaml::from_str::<serde_yaml::Value>(&without);
            let is_deep = |error: serde_yaml::Error| error.to_string().contains("recursion limit");
            if !read.err().is_some_and(is_deep) {
                return Some((alias, at));
            }
        }
    }
    None
}

/// Where a line ends the first of several YAML documents.
fn second_document(text: &str) -> Option<usize> {
    let mut begun = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let marker = line.starts_with("---");
        if marker && begun {
            return Some(at);
        }
        let trimmed = line.trim();
        begun |= marker || !(trimmed.is_empty() || trimmed.starts_with(['#', '%']));
        at += line.len();
    }
    None
}

/// Both libraries end a message with the place, which a diagnostic shows better.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// Where a line begins, counted from 1.
fn line_start(text: &str, line: usize) -> usize {
    match line {
        0 | 1 => 0,
        _ => text
            .match_indices('\n')
            .nth(line - 2)
            .map_or(text.len(), |(at, _)| at + 1),
    }
}

/// Lines and columns count from 1, and a column of YAML counts characters. That of JSON counts bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = line_start(text, line);
    let line = text[start..].lines().next().unwrap_or("");
    let column = column.saturating_sub(1);
    start
        + line
            .char_indices()
            .nth(column)
            .map_or(line.len(), |(at, _)| at)
}

struct NodeSeed<'r, R> {
    reader: &'r mut R,
    place: Place,
    /// How many arrays and objects are around it.
    level: usize,
}

impl<R> NodeSeed<'_, R> {
    /// The level of what an array or an object holds.
    fn level_below<E: de::Error>(&self) -> Result<usize, E> {
        if self.level < MAX_DEPTH {
            Ok(self.level + 1)
        } else {
            Err(E::custom(nested_too_deep()))
        }
    }
}

impl<'de, 't, 'e> DeserializeSeed<'de> for NodeSeed<'_, Reader<'t, 'e>> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        if self.reader.entries.len() > MAX_NODES {
            return Err(de::Error::custom(format!(
                "expected at most {MAX_NODES} values"
            )));
        }
        let Self { place, level, .. } = self;
        if self.reader.recursion == Some(level) {
            let text = <&RawValue>::deserialize(deserializer)?.get();
            let range = self.reader.range(text);
            let range = range.ok_or_else(|| de::Error::custom("text from elsewhere"))?;
            let value = Value::Null;
            self.reader.later.push(Later {
                place,
                level,
                range,
            });
            return Ok(Node { place, value });
        }
        let value = deserializer.deserialize_any(self)?;
        Ok(Node { place, value })
    }
}

impl<'de, 't, 'e> Visitor<'de> for NodeSeed<'_, Reader<'t, 'e>> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(i128::try_from(value).map_or(Value::Float(value as f64), Value::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value, E> {
        let mark = self.reader.mark(text);
        let entry = &mut self.reader.entries[self.place.0 as usize];
        entry.mark = entry.mark.or(mark);
        Ok(Value::String(text.to_owned()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let level = self.level_below()?;
        let mut nodes = Vec::new();
        loop {
            let place = self
                .reader
                .enter(Some(self.place), Step::Index(nodes.len()), None);
            match items.next_element_seed(NodeSeed {
                reader: &mut *self.reader,
                place,
                level,
            })? {
                Some(node) => nodes.push(node),
                None => {
                    self.reader.entries.pop();
                    return Ok(Value::Array(nodes));
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let level = self.level_below()?;
        let reader = self.reader;
        let mut object = Object::default();
        let mut merged = Vec::new();
        while let Some((key, mark)) = members.next_key_seed(KeySeed {
            reader: &mut *reader,
        })? {
            let place = reader.enter(Some(self.place), Step::Key(key.clone()), mark);
            let node = members.next_value_seed(NodeSeed {
                reader: &mut *reader,
                place,
                level,
            })?;
            let offset = mark.map(|mark| mark as usize);
            if reader.is_plain(mark) && is_padded(&key) {
                let why = Lost::Padded(key.clone());
                reader.lost.push(LostKey { offset, why });
            }
            if key == "<<" && reader.is_plain(mark) {
                if !may_be_merged(&node) {
                    let why = Lost::Unmerged;
                    reader.lost.push(LostKey { offset, why });
                }
                merged.push(node);
            } else if object.contains_key(&key) {
                let first = object.get(&key).map(|node| node.place.0 as usize);
                let first = first.and_then(|place| reader.entries[place].mark);
                let first = first.map(|mark| mark as usize);
                let why = Lost::Twice { key, first };
                reader.lost.push(LostKey { offset, why });
            } else {
                object.insert(key, node);
            }
        }
        for node in merged {
            merge(&mut object, node);
        }
        Ok(Value::Object(object))
    }

    /// A YAML tag of somebody's own: the value counts, the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_tag, content): (de::IgnoredAny, _) = data.variant()?;
        let seed = NodeSeed {
            reader: self.reader,
            place: self.place,
            level: self.level,
        };
        de::VariantAccess::newtype_variant_seed(content, seed).map(|node| node.value)
    }
}

/// Whether a key without quotes begins or ends with a character that nobody sees and that is no space of YAML.
fn is_padded(key: &str) -> bool {
    let is_unseen = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            || c.is_whitespace() && !c.is_ascii()
    };
    key.starts_with(is_unseen) || key.ends_with(is_unseen)
}

/// Whether the value of `<<` is an object or an array of objects.
fn may_be_merged(node: &Node) -> bool {
    match &node.value {
        Value::Object(_) => true,
        Value::Array(items) => items
            .iter()
            .all(|item| matches!(item.value, Value::Object(_))),
        _ => false,
    }
}

/// YAML's merge key: what the object says itself wins.
fn merge(object: &mut Object, node: Node) {
    match node.value {
        Value::Object(members) => {
            for (key, member) in members {
                object.entry(key).or_insert(member);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(object, item)),
        _ => {}
    }
}

/// Reads a key as text, whatever it looks like: `200:` and `true:` are keys in YAML.
struct KeySeed<'r, R> {
    reader: &'r mut R,
}

impl<'de, 't, 'e> DeserializeSeed<'de> for KeySeed<'_, Reader<'t, 'e>> {
    type Value = (String, Option<u32>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, 't, 'e> Visitor<'de> for KeySeed<'_, Reader<'t, 'e>> {
    type Value = (String, Option<u32>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok((key.to_owned(), self.reader.mark(key)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key.to_owned(), None))
    }
}
