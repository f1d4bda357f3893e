//! Reads the members of one object by its vocabulary. Every fault that a member has by itself
//! (unknown, of the wrong kind, of another version, without effect) is reported when the object is
//! met, so that the readers need only ask for what they want.

use super::Version;
use super::reader::Reader;
use super::schema::is_ignored_sibling;
use super::vocabulary::{Holds, Key, Need, Treatment, Vocabulary, extension_fault};
use crate::diagnostic::{Code, Mend, nearest};
use crate::source::{Node, Object, Value};

pub(super) struct Fields<'r, 'x, 's> {
    reader: &'r Reader<'x, 's>,
    node: &'s Node,
    object: &'s Object,
    vocabulary: &'static Vocabulary,
}

impl<'r, 'x, 's> Fields<'r, 'x, 's> {
    pub fn of(
        reader: &'r Reader<'x, 's>,
        node: &'s Node,
        vocabulary: &'static Vocabulary,
    ) -> Option<Self> {
        let allows_references = !vocabulary.component.is_empty();
        let node = match allows_references {
            true => node,
            false => reader.follow_misplaced(node, vocabulary.what)?,
        };
        let Some(object) = node.as_object() else {
            reader.wrong_kind(node, vocabulary.what, "an object");
            return None;
        };
        let fields = Self {
            reader,
            node,
            object,
            vocabulary,
        };
        if reader.is_first_visit(node, vocabulary.what) {
            fields.check();
        }
        Some(fields)
    }

    /// The member's node, when it is of the kind that its key holds.
    pub fn raw(&self, key: &'static str) -> Option<&'s Node> {
        // Most keys are absent, so the object is asked before the vocabulary.
        let node = self.object.get(key)?;
        let known = self.vocabulary.key(key);
        assert!(
            known.is_some(),
            "{key} is not in the vocabulary of {}",
            self.vocabulary.what
        );
        let known = known?;
        let node = match known.holds_no_object() {
            true => self.reader.beyond(node).unwrap_or(node),
            false => node,
        };
        let fits = match known.holds {
            Holds::Text => matches!(node.value, Value::String(_)),
            Holds::List => match node.value {
                Value::Array(_) => true,
                // A reference to one element is a list of one.
                Value::Object(_) => !self.states(key, node),
                _ => false,
            },
            Holds::Map | Holds::Members => matches!(node.value, Value::Object(_)),
            Holds::Any => !known.means_none(node),
            Holds::Flag | Holds::Number | Holds::Count => true,
        };
        fits.then_some(node)
    }

    pub fn reader(&self) -> &'r Reader<'x, 's> {
        self.reader
    }

    /// The object, or the one that a misplaced reference leads to.
    pub fn node(&self) -> &'s Node {
        self.node
    }

    /// A member that this object needs, though not every object of its kind.
    pub fn required(&self, key: &'static str) -> Option<&'s Node> {
        if !self.object.contains_key(key) {
            self.missing(key, Code::MissingKey);
        }
        self.raw(key)
    }

    pub fn string(&self, key: &'static str) -> Option<&'s str> {
        self.raw(key)?.as_str()
    }

    pub fn required_string(&self, key: &'static str) -> Option<&'s str> {
        self.required(key)?.as_str()
    }

    pub fn bool(&self, key: &'static str) -> Option<bool> {
        match &self.raw(key)?.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub fn array(&self, key: &'static str) -> &'s [Node] {
        let node = self.raw(key);
        match node.map(|node| (node, &node.value)) {
            Some((_, Value::Array(items))) => items,
            Some((node, Value::Object(_))) if !self.states(key, node) => std::slice::from_ref(node),
            _ => &[],
        }
    }

    /// Whether more may be meant under a key than was read: its value is of another kind, or the key is misspelt.
    pub fn hides(&self, key: &'static str) -> bool {
        match self.object.contains_key(key) {
            true => self.raw(key).is_none(),
            false => self
                .object
                .keys()
                .any(|name| nearest(name, [key]).is_some()),
        }
    }

    /// Whether a node is what the object has under a key, and not what a reference there leads to.
    fn states(&self, key: &str, node: &Node) -> bool {
        let stated = self.object.get(key);
        stated.is_some_and(|stated| std::ptr::eq(stated, node))
    }

    /// The members of the object under a key, and those that a reference in its place leads to.
    pub fn members(
        &self,
        key: &'static str,
    ) -> impl Iterator<Item = (&'s str, &'s Node)> + use<'s> {
        let members = self.raw(key).map(|node| self.reader.members(node));
        members.into_iter().flatten()
    }

    pub fn extensions(&self) -> Vec<(&'s str, &'s Node)> {
        let members = self.object.iter().map(|(key, node)| (key.as_str(), node));
        members.filter(|(key, _)| key.starts_with("x-")).collect()
    }

    /// Reports two keys of which only one is allowed here, at the second of them.
    pub fn exclude(&self, one: &'static str, other: &'static str, help: &str) {
        if let (Some(_), Some(_)) = (self.raw(one), self.raw(other)) {
            let message = format!("`{one}` and `{other}` exclude each other");
            let last = self
                .object
                .iter()
                .rfind(|(key, _)| *key == one || *key == other);
            let node = last.map_or(self.node, |(_, node)| node);
            let report = self.reader.report;
            report.add(report.at_key(Code::Exclusive, node, message).help(help));
        }
    }

    fn check(&self) {
        // What its reader calls ignored is not looked into.
        let ignoring = self.reader.version == Version::V30
            && self.vocabulary.component == "schemas"
            && self.object.contains_key("$ref");
        for (name, node) in self.object {
            if name.starts_with("x-") {
                let what = self.vocabulary.what;
                if let Some(fault) = extension_fault(name, what, self.object) {
                    self.reader.report_extension(name, what, node, &fault);
                }
                continue;
            }
            if name == "<<" || ignoring && is_ignored_sibling(name) {
                continue;
            }
            match self.vocabulary.key(name) {
                Some(key) => self.check_member(key, node),
                None => self.unknown(name, node),
            }
        }
        for key in self.vocabulary.keys {
            let code = match key.need {
                Need::Optional => continue,
                Need::Expected => Code::Untidy,
                Need::Required => Code::MissingKey,
            };
            if !self.object.contains_key(key.name) {
                self.missing(key.name, code);
            }
        }
    }

    fn check_member(&self, key: &'static Key, node: &'s Node) {
        let Reader {
            report, version, ..
        } = *self.reader;
        let name = key.name;
        match key.treatment {
            Treatment::Refused(code, help) => {
                let message = format!("`{name}` is not a key of {}", self.vocabulary.what);
                report.add(report.at_key(code, node, message).help(help));
                return;
            }
            Treatment::Inert => self.reader.without_effect(self.vocabulary.what, name, node),
            _ => {}
        }
        if version < key.since {
            let message = format!("`{name}` came with OpenAPI {}", key.since.name());
            let found = report.at_key(Code::NewerVersion, node, message);
            report.add(found.once().label("read all the same"));
        }
        if version > key.until {
            let message = format!("`{name}` went after OpenAPI {}", key.until.name());
            let found = report.at_key(Code::OlderVersion, node, message);
            report.add(found.once().label("read all the same"));
        }
        self.check_kind(key, node);
    }

    fn check_kind(&self, key: &'static Key, stated: &'s Node) {
        let node = match key.holds {
            Holds::Members => {
                self.reader.report_misplaced(stated, key.name);
                stated
            }
            _ if key.holds_no_object() => match self.reader.follow_misplaced(stated, key.name) {
                Some(node) => node,
                None => return,
            },
            _ => stated,
        };
        let is_reference = !std::ptr::eq(node, stated);
        let expected = match key.holds {
            Holds::Any if key.means_none(node) => "an array",
            Holds::Any => return,
            Holds::Text => "a string",
            Holds::Flag => "a boolean",
            Holds::Number => "a number",
            Holds::Count => "a whole number",
            Holds::List => "an array",
            Holds::Map | Holds::Members => "an object",
        };
        let report = self.reader.report;
        let untidy = |label: &str| {
            let message = format!(
                "expected {expected} for `{}`, found {}",
                key.name,
                node.kind()
            );
            report.add(report.at(Code::Untidy, node, message).label(label));
        };
        let is_nothing = match &node.value {
            // `description:` with nothing after it.
            Value::Null => true,
            // PHP writes an object without members so.
            Value::Array(items) => items.is_empty() && key.holds == Holds::Members,
            _ => false,
        };
        match (key.holds, &node.value) {
            (Holds::Text, Value::String(_))
            | (Holds::Flag, Value::Bool(_))
            | (Holds::Number, Value::Integer(_) | Value::Float(_))
            | (Holds::Count, Value::Integer(0..))
            | (Holds::List, Value::Array(_))
            | (Holds::Map | Holds::Members, Value::Object(_)) => {}
            (Holds::List, Value::Object(_)) if is_reference => {}
            (Holds::Count, Value::Float(number)) if *number >= 0.0 && number.fract() == 0.0 => {}
            (Holds::Count, Value::Integer(_) | Value::Float(_)) => {
                let message = format!("`{}` cannot be {node}", key.name);
                let found = report.at(Code::Invalid, node, message);
                report.add(found.help("expected a whole number from zero"));
            }
            _ if is_nothing && key.need == Need::Optional && !key.is_vital() => {
                untidy("read as if it were not there");
            }
            (Holds::Flag, Value::String(text)) if text.parse::<bool>().is_ok() => {
                untidy("read as a boolean");
            }
            (Holds::Number | Holds::Count, Value::String(text)) if text.parse::<f64>().is_ok() => {
                untidy("read as a number");
            }
            (Holds::Text, Value::Integer(_) | Value::Float(_) | Value::Bool(_))
                if matches!(key.treatment, Treatment::Documented | Treatment::Inert) =>
            {
                untidy("left out: write it in quotes");
            }
            _ if key.is_telling() && key.need == Need::Optional => untidy("left out"),
            (Holds::Flag, Value::String(text)) if is_old_boolean(text) => {
                let message = format!("expected a boolean for `{}`, found `{text}`", key.name);
                let found = report.at(Code::WrongKind, node, message);
                let help =
                    "in YAML 1.2 `yes`, `no`, `on` and `off` are texts: write `true` or `false`";
                report.add(found.help(help));
            }
            _ => self.reader.wrong_kind(node, key.name, expected),
        }
    }

    /// Reports a key that the specification does not know.
    fn unknown(&self, name: &str, node: &'s Node) {
        let report = self.reader.report;
        let what = self.vocabulary.what;
        let message = format!("`{name}` is not a key of {what}");
        let found = report.at_key(Code::UnknownKey, node, message);
        let spelling = camel_case(name);
        let known = self.vocabulary.keys.iter();
        let known = known.filter(|key| !matches!(key.treatment, Treatment::Refused(..)));
        let known: Vec<&'static str> = known.map(|key| key.name).collect();
        report.add(match nearest(name, known.iter().copied()) {
            // Wrong in its spelling only, and of no weight for the types.
            Some(word) if known.contains(&spelling.as_str()) => found
                .softened()
                .label("ignored")
                .help(format!("did you mean `{word}`?")),
            Some(word) if self.object.contains_key(word) => {
                found.help(format!("`{word}` is there already: keep one of the two"))
            }
            Some(word) => {
                let found = found.help(format!("did you mean `{word}`?"));
                let tells = self.vocabulary.key(word).is_some_and(Key::is_telling);
                let found = if tells {
                    found.softened().label("ignored")
                } else {
                    found
                };
                report.mended(found, &Mend::Rename(node, word))
            }
            None => found.softened().label("ignored"),
        });
    }

    fn missing(&self, key: &str, code: Code) {
        let report = self.reader.report;
        let message = format!("{} lacks `{key}`", self.vocabulary.what);
        let found = report.at_key(code, self.node, message);
        let keys = self.object.keys().map(String::as_str);
        let unknown = keys.filter(|key| self.vocabulary.key(key).is_none());
        let typo = nearest(key, unknown);
        report.add(match typo {
            Some(typo) => found.help(format!("there is a `{typo}`: is that the key?")),
            None => found,
        });
    }
}

impl Key {
    /// Whether an object in its place can only be a reference to what belongs there.
    fn holds_no_object(&self) -> bool {
        match self.holds {
            Holds::Text | Holds::Flag | Holds::Number | Holds::Count | Holds::List => true,
            Holds::Any => matches!(self.name, "enum" | "required" | "in" | "style" | "version"),
            Holds::Map | Holds::Members => false,
        }
    }

    /// Whether it only tells people something: nothing on the wire depends on it.
    fn is_telling(&self) -> bool {
        matches!(self.treatment, Treatment::Documented | Treatment::Inert)
            || matches!(self.name, "title" | "example" | "examples")
    }

    /// Whether its value is a null for a list that it has not.
    fn means_none(&self, node: &Node) -> bool {
        matches!(self.name, "enum" | "required") && node.value == Value::Null
    }

    /// Whether a null in its place cannot mean that nothing is there.
    fn is_vital(&self) -> bool {
        matches!(self.name, "content" | "flows" | "paths")
    }
}

impl Version {
    fn name(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// Whether a text was a boolean in YAML 1.1.
fn is_old_boolean(text: &str) -> bool {
    ["yes", "no", "on", "off", "y", "n"].contains(&text.to_ascii_lowercase().as_str())
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
