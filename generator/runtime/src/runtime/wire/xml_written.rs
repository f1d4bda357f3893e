//! JSON → XML.

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use serde_json::Value;

use crate::runtime::wire::xml::{Element, Holds, INSTANCE, Member, Name, Node};

/// The document that stands for a value.
///
/// # Errors
///
/// A key is no name, or a text has a character that XML cannot hold.
pub(crate) fn written(element: &Element, value: &Value) -> Result<String, String> {
    let mut document = Document {
        writer: Writer::new(Vec::new()),
        scope: Vec::new(),
    };
    document.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    document.element(&element.name, value, element.holds)?;
    String::from_utf8(document.writer.into_inner()).map_err(|error| error.to_string())
}

/// The attribute of what is null.
const NIL: Name = Name::new("xsi:nil").of(INSTANCE);

/// A document while it is written.
struct Document {
    writer: Writer<Vec<u8>>,
    /// The prefixes that are declared, each with its namespace; the innermost last.
    scope: Vec<(&'static str, &'static str)>,
}

impl Document {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        self.writer
            .write_event(event)
            .map_err(|error| error.to_string())
    }

    fn element(&mut self, name: &Name, value: &Value, holds: &Holds) -> Result<(), String> {
        let before = self.scope.len();
        let mut start = BytesStart::new(self.name(name));
        self.declare(name, &mut start);
        // What the members need is declared once.
        if let Holds::Members(members, _) = holds {
            members
                .iter()
                .for_each(|member| self.declare(&member.name, &mut start));
        }
        self.filled(start, value, holds)?;
        self.scope.truncate(before);
        Ok(())
    }

    /// A name as it is written here: a prefix that nothing declares is left out.
    fn name(&self, name: &Name) -> &'static str {
        let is_known =
            |prefix| prefix == "xml" || self.scope.iter().any(|(known, _)| *known == prefix);
        match name.prefix() {
            Some(prefix) if name.namespace.is_none() && !is_known(prefix) => name.local(),
            _ => name.written,
        }
    }

    /// Declares the namespace of a name, unless it is known.
    fn declare(&mut self, name: &Name, start: &mut BytesStart<'_>) {
        let Some(namespace) = name.namespace else {
            return;
        };
        let prefix = name.prefix().unwrap_or_default();
        let mut known = self.scope.iter().rev();
        let known = known.find(|(known, _)| *known == prefix);
        if known.is_some_and(|(_, known)| *known == namespace) {
            return;
        }
        let attribute = match prefix {
            "" => "xmlns".to_owned(),
            prefix => format!("xmlns:{prefix}"),
        };
        start.push_attribute((attribute.as_str(), namespace));
        self.scope.push((prefix, namespace));
    }

    /// An element that is begun, with what it holds.
    fn filled(
        &mut self,
        mut start: BytesStart<'_>,
        value: &Value,
        holds: &Holds,
    ) -> Result<(), String> {
        let end = BytesEnd::new(start.name().as_ref().to_owned());
        match (value, holds) {
            (Value::Null, _) => {
                // A member may have declared it here.
                self.declare(&NIL, &mut start);
                start.push_attribute((NIL.written, "true"));
                return self.event(Event::Empty(start));
            }
            (Value::Object(members), Holds::Members(described, others)) => {
                for member in described
                    .iter()
                    .filter(|member| member.node == Node::Attribute)
                {
                    if let Some(text) = members.get(member.key).and_then(text_of) {
                        attribute(&mut start, self.name(&member.name), &text)?;
                    }
                }
                let is_other = |key: &String| described.iter().all(|member| member.key != key);
                let others_of_it = || members.iter().filter(|(key, _)| is_other(key));
                attributes(&mut start, others_of_it())?;
                self.event(Event::Start(start))?;
                for member in *described {
                    if let Some(value) = members.get(member.key) {
                        self.member(member, value)?;
                    }
                }
                self.others(others_of_it(), others)?;
            }
            (Value::Object(members), _) => {
                let holds = match holds {
                    Holds::Keys(holds) => holds,
                    _ => &Holds::Any,
                };
                attributes(&mut start, members.iter())?;
                self.event(Event::Start(start))?;
                self.others(members.iter(), holds)?;
            }
            (Value::Array(items), Holds::Items(name, holds)) => {
                self.event(Event::Start(start))?;
                for item in items {
                    self.element(name, item, holds)?;
                }
            }
            (Value::Array(items), _) => {
                self.event(Event::Start(start))?;
                for item in items {
                    self.other("item", item, &Holds::Any)?;
                }
            }
            (scalar, _) => {
                self.event(Event::Start(start))?;
                if let Some(text) = text_of(scalar) {
                    self.text(&text)?;
                }
            }
        }
        self.event(Event::End(end))
    }

    fn member(&mut self, member: &Member, value: &Value) -> Result<(), String> {
        match (member.node, value) {
            (Node::Attribute, _) => Ok(()),
            (Node::Text, value) => text_of(value).map_or(Ok(()), |text| self.text(&text)),
            (Node::Items | Node::AllItems, Value::Array(items)) => items
                .iter()
                .try_for_each(|item| self.element(&member.name, item, member.holds)),
            // A list that is null has no items.
            (Node::Items | Node::AllItems, Value::Null) => Ok(()),
            (Node::Element | Node::Items | Node::AllItems, value) => {
                self.element(&member.name, value, member.holds)
            }
        }
    }

    /// Members that are not described. What begins with `@` is an attribute, `#text` the text of the element itself.
    fn others<'m>(
        &mut self,
        members: impl Iterator<Item = (&'m String, &'m Value)>,
        holds: &Holds,
    ) -> Result<(), String> {
        for (key, value) in members.filter(|(key, _)| !key.starts_with('@')) {
            match (key.as_str(), value) {
                ("#text", value) => {
                    if let Some(text) = text_of(value) {
                        self.text(&text)?;
                    }
                }
                (key, Value::Array(items)) if !matches!(holds, Holds::Items(..)) => {
                    for item in items {
                        self.other(key, item, holds)?;
                    }
                }
                (key, value) => self.other(key, value, holds)?,
            }
        }
        Ok(())
    }

    fn other(&mut self, key: &str, value: &Value, holds: &Holds) -> Result<(), String> {
        let key = key
            .strip_prefix('<')
            .and_then(|key| key.strip_suffix('>'))
            .unwrap_or(key);
        check_name(key)?;
        let before = self.scope.len();
        self.filled(BytesStart::new(key.to_owned()), value, holds)?;
        self.scope.truncate(before);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        check_text(text)?;
        // A reader would take it for the end of a line.
        let text = escape(text).replace('\r', "&#13;");
        self.event(Event::Text(BytesText::from_escaped(text)))
    }
}

/// The attributes among members that are not described.
fn attributes<'m>(
    start: &mut BytesStart<'_>,
    members: impl Iterator<Item = (&'m String, &'m Value)>,
) -> Result<(), String> {
    // One that is described has its name here.
    let known: Vec<String> = start
        .attributes()
        .flatten()
        .map(|known| known.key.as_ref().to_owned())
        .collect();
    for (key, value) in members {
        if let (Some(name), Some(text)) = (key.strip_prefix('@'), text_of(value)) {
            check_name(name)?;
            if known.iter().any(|known| known == name) {
                return Err(format!("expected one attribute {name:?}, found two"));
            }
            attribute(start, name, &text)?;
        }
    }
    Ok(())
}

fn attribute(start: &mut BytesStart<'_>, name: &str, text: &str) -> Result<(), String> {
    check_text(text)?;
    let mut value = escape(text).into_owned();
    // A reader would take each for a space.
    for (character, reference) in [('\t', "&#9;"), ('\n', "&#10;"), ('\r', "&#13;")] {
        value = value.replace(character, reference);
    }
    start.push_attribute(Attribute {
        key: QName(name),
        value: value.into(),
    });
    Ok(())
}

/// The text of a value that is no list and no object; `None` of null.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Looks that a key of a map can be the name of an element (XML 1.0 §2.3, without the rarer letters).
fn check_name(name: &str) -> Result<(), String> {
    let is_first = |c: char| c.is_alphabetic() || c == '_';
    let is_next = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    match name.starts_with(is_first) && name.chars().all(is_next) {
        true => Ok(()),
        false => Err(format!(
            "expected a key that XML has as a name, found {name:?}"
        )),
    }
}

/// Looks that XML can hold a text (XML 1.0 §2.2).
fn check_text(text: &str) -> Result<(), String> {
    let is_none = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    match text.chars().find(|c| is_none(*c)) {
        None => Ok(()),
        Some(c) => Err(format!(
            "expected a text that XML can hold, found the character U+{:04X}",
            u32::from(c)
        )),
    }
}
