//! The values of a document: one ordered tree.

use std::fmt;
use std::hash::BuildHasher;

use indexmap::IndexMap;

use super::Place;

/// An object of a document, in the document's order.
pub type Object = IndexMap<String, Node, foldhash::fast::RandomState>;

/// A value of a document and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its place in the document.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// A value of a document: JSON's data model, with integers as wide as real documents need.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number written without fraction or exponent.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Object),
}

/// Two nodes are equal when their values are; their places do not matter.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// The string, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The object, when it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The array, when it is one.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The member of this object with that key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// A number that equal values have in common, whatever the order of the members of objects; others hardly ever.
    pub fn digest(&self) -> u64 {
        let hasher = foldhash::fast::FixedState::default();
        match &self.value {
            Value::Null => 0,
            Value::Bool(value) => hasher.hash_one(value),
            Value::Integer(value) => hasher.hash_one(value),
            // Zero is equal to the negative zero.
            Value::Float(value) => hasher.hash_one((value + 0.0).to_bits()),
            Value::String(text) => hasher.hash_one(text),
            Value::Array(items) => {
                let items = items.iter().map(Self::digest);
                items.fold(1, |all, item| hasher.hash_one((all, item)))
            }
            Value::Object(members) => {
                let members = members.iter();
                let members = members.map(|(key, value)| hasher.hash_one((key, value.digest())));
                members.fold(2, u64::wrapping_add)
            }
        }
    }

    /// What a message calls this value: "a string", "an object".
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) => "an integer",
            Value::Float(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl Node {
    /// The value as JSON text, with a line for each member.
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        self.write_pretty(&mut text, 0);
        text
    }

    fn write_pretty(&self, text: &mut String, depth: usize) {
        let (brackets, count) = match &self.value {
            Value::Array(items) if !items.is_empty() => (["[", "]"], items.len()),
            Value::Object(members) if !members.is_empty() => (["{", "}"], members.len()),
            _ => return text.push_str(&self.to_string()),
        };
        let line = |text: &mut String, depth: usize| {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        };
        text.push_str(brackets[0]);
        let keys = self
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys());
        let values = self
            .as_object()
            .into_iter()
            .flat_map(|members| members.values());
        let values = values.chain(self.as_array().into_iter().flatten());
        let mut keys = keys.map(String::as_str);
        for (index, value) in values.enumerate() {
            line(text, depth + 1);
            if let Some(key) = keys.next() {
                text.push_str(&format!("{}: ", serde_json::Value::from(key)));
            }
            value.write_pretty(text, depth + 1);
            text.push_str(if index + 1 < count { "," } else { "" });
        }
        line(text, depth);
        text.push_str(brackets[1]);
    }
}

/// The value as JSON text on one line.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Integer(value) => write!(f, "{value}"),
            // `1.0`, as it may be meant as text.
            Value::Float(value) => write!(f, "{value:?}"),
            Value::String(text) => write!(f, "{}", serde_json::Value::from(text.as_str())),
            Value::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Value::Object(members) => {
                f.write_str("{")?;
                for (index, (key, member)) in members.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(
                        f,
                        "{comma}{}: {member}",
                        serde_json::Value::from(key.as_str())
                    )?;
                }
                f.write_str("}")
            }
        }
    }
}
