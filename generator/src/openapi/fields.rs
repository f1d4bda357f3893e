//! Reads the members of one object: each is asked for by name and kind, what was not asked for
//! is unknown. The list of known keys is the code that reads them.

use super::Version;
use super::reader::Reader;
use crate::diagnostic::{Code, Mend, nearest};
use crate::source::{Node, Object, Value};

pub(super) struct Fields<'r, 'x, 's> {
    reader: &'r Reader<'x, 's>,
    node: &'s Node,
    object: &'s Object,
    /// What messages call the object: "a server".
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'r, 'x, 's> Fields<'r, 'x, 's> {
    pub fn of(reader: &'r Reader<'x, 's>, node: &'s Node, what: &'static str) -> Option<Self> {
        let Some(object) = node.as_object() else {
            reader.wrong_kind(node, what, "an object");
            return None;
        };
        Some(Self {
            reader,
            node,
            object,
            what,
            known: Vec::new(),
        })
    }

    /// The member as it stands.
    pub fn raw(&mut self, key: &'static str) -> Option<&'s Node> {
        self.known.push(key);
        self.object.get(key)
    }

    /// A member that a later version of OpenAPI brought.
    pub fn since(&mut self, version: Version, key: &'static str) -> Option<&'s Node> {
        let node = self.raw(key)?;
        if self.reader.version < version {
            let number = if version == Version::V31 {
                "3.1"
            } else {
                "3.2"
            };
            let message = format!("`{key}` came with OpenAPI {number}");
            self.reader.report.add(
                self.reader
                    .report
                    .at_key(Code::NewerVersion, node, message)
                    .label("read all the same"),
            );
        }
        Some(node)
    }

    pub fn required(&mut self, key: &'static str) -> Option<&'s Node> {
        self.demand(key, Code::MissingKey)
    }

    /// A member that the specification requires, and that is not missed when it is not there.
    pub fn expected(&mut self, key: &'static str) -> Option<&'s Node> {
        self.demand(key, Code::Untidy)
    }

    fn demand(&mut self, key: &'static str, code: Code) -> Option<&'s Node> {
        let node = self.raw(key);
        if node.is_none() {
            let message = format!("{} lacks `{key}`", self.what);
            let found = self.reader.report.at_key(code, self.node, message);
            let typo = nearest(key, self.object.keys().map(String::as_str));
            self.reader.report.add(match typo {
                Some(typo) => found.help(format!("there is a `{typo}`: is that the key?")),
                None => found,
            });
        }
        node
    }

    pub fn string(&mut self, key: &'static str) -> Option<&'s str> {
        let node = self.raw(key)?;
        match &node.value {
            Value::String(text) => Some(text),
            _ => {
                self.reader.wrong_kind(node, key, "a string");
                None
            }
        }
    }

    pub fn required_string(&mut self, key: &'static str) -> Option<&'s str> {
        self.required(key)?;
        self.string(key)
    }

    /// A string that is easily written without its quotes, such as a number.
    pub fn required_text(&mut self, key: &'static str) -> Option<&'s str> {
        let node = self.required(key)?;
        if !matches!(node.value, Value::String(_)) {
            self.reader.wrong_kind(node, key, "a string");
        }
        node.as_str()
    }

    pub fn bool(&mut self, key: &'static str) -> Option<bool> {
        let node = self.raw(key)?;
        match &node.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) if text == "true" || text == "false" => {
                let message = format!("`{key}` is the string \"{text}\", not a boolean");
                self.reader.report.add(
                    self.reader
                        .report
                        .at(Code::Untidy, node, message)
                        .label("read as a boolean"),
                );
                Some(text == "true")
            }
            _ => {
                self.reader.wrong_kind(node, key, "a boolean");
                None
            }
        }
    }

    pub fn array(&mut self, key: &'static str) -> &'s [Node] {
        match self.raw(key) {
            None => &[],
            Some(Node {
                value: Value::Array(items),
                ..
            }) => items,
            Some(node) => {
                self.reader.wrong_kind(node, key, "an array");
                &[]
            }
        }
    }

    /// The members of the object under a key.
    pub fn members(
        &mut self,
        key: &'static str,
    ) -> impl Iterator<Item = (&'s str, &'s Node)> + use<'s> {
        let object = match self.raw(key) {
            None => None,
            Some(Node {
                value: Value::Object(object),
                ..
            }) => Some(object),
            Some(node) => {
                self.reader.wrong_kind(node, key, "an object");
                None
            }
        };
        object
            .into_iter()
            .flatten()
            .map(|(key, node)| (key.as_str(), node))
    }

    pub fn extensions(&self) -> Vec<(&'s str, &'s Node)> {
        let members = self.object.iter().map(|(key, node)| (key.as_str(), node));
        members.filter(|(key, _)| key.starts_with("x-")).collect()
    }

    /// Reports the keys that nobody asked for.
    pub fn close(self) {
        for (key, node) in self.object {
            if key.starts_with("x-") || key == "<<" || self.known.contains(&key.as_str()) {
                continue;
            }
            let report = self.reader.report;
            let message = format!("`{key}` is not a key of {}", self.what);
            let found = report.at_key(Code::UnknownKey, node, message);
            let cased = self.known.iter().find(|known| **known == camel_case(key));
            report.add(match nearest(key, self.known.iter().copied()) {
                // Wrong in its spelling only, and of no weight for the types.
                Some(word) if cased.is_some() => found
                    .softened()
                    .label("ignored")
                    .help(format!("did you mean `{word}`?")),
                Some(word) => {
                    let found = found.help(format!("did you mean `{word}`?"));
                    report.mended(found, &Mend::Rename(node, word))
                }
                None => found.softened().label("ignored"),
            });
        }
    }
}

/// `min_items` → `minItems`.
fn camel_case(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or("").to_owned();
    words.fold(first, |name, word| {
        let mut chars = word.chars();
        let capital = chars.next().map(|c| c.to_ascii_uppercase());
        name + &capital.into_iter().chain(chars).collect::<String>()
    })
}
