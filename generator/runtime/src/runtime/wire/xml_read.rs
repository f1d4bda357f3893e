//! XML → JSON.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{LocalName, Namespace, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use serde_json::{Map, Number, Value};

use crate::runtime::wire::stack::with_stack;
use crate::runtime::wire::xml::{Element, Holds, INSTANCE, Member, Name, Node};

/// How many elements may be within each other.
const MOST_LEVELS: usize = 1_000;

/// An element of a document.
#[derive(Debug, Default)]
struct Tag {
    label: Label,
    /// Those without a meaning of XML's own.
    attributes: Vec<(Label, String)>,
    /// Those of XML Schema, such as `xsi:type`: members where they are described, and else of no interest.
    instance: Vec<(Label, String)>,
    tags: Vec<Tag>,
    text: String,
    /// Whether it says that it is null.
    is_nil: bool,
}

/// What an element or an attribute is called in its document.
#[derive(Debug, Default)]
struct Label {
    /// Without the prefix.
    name: String,
    prefix: Option<String>,
    namespace: Option<String>,
    /// Whether it is of another namespace than the element around it.
    is_foreign: bool,
}

/// How well what is described and what is found have one name; the best is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Many servers leave namespaces out.
    WithoutNamespace,
    /// The description leaves it out.
    Undescribed,
    Exact,
}

/// How many levels any stack has room for.
const FEW_LEVELS: usize = 100;

/// The JSON that a document stands for. The name of its root is not looked at where it holds what is expected.
///
/// # Errors
///
/// The text is no XML, names an entity of its own, has over 1,000 elements within each other, or has another
/// root and nothing that is expected.
pub(crate) fn read(element: &Element, text: &str) -> Result<String, String> {
    let (root, levels) = tree(text)?;
    let read = || Ok(value(element, &root)?.to_string());
    match levels {
        ..=FEW_LEVELS => read(),
        _ => with_stack(levels, read),
    }
}

fn value(element: &Element, root: &Tag) -> Result<Value, String> {
    let Element { name, holds } = element;
    if let Holds::Members(members, _) = holds {
        let is_other = !name.written.is_empty() && root.label.name != name.local();
        let holds_none = members.iter().all(|member| !member.is_in(root, members));
        if is_other && holds_none && !root.is_empty() {
            let (expected, found) = (name.local(), &root.label.name);
            return Err(format!("expected <{expected}>, found <{found}>"));
        }
    }
    root.value(holds)
}

/// The root of a document, with all below it, and how many elements are within each other.
fn tree(text: &str) -> Result<(Tag, usize), String> {
    let broken =
        |error: &dyn std::fmt::Display| format!("expected XML, found another text: {error}");
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Tag> = Vec::new();
    let mut root = None;
    let mut levels = 0;
    loop {
        let event = reader.read_event().map_err(|error| broken(&error))?;
        match event {
            Event::Start(_) if root.is_some() => {
                return Err("expected one root element, found several".to_owned());
            }
            Event::Start(start) => {
                if open.len() >= MOST_LEVELS {
                    return Err(format!(
                        "expected at most {MOST_LEVELS} elements within each other, found more"
                    ));
                }
                let mut tag = tag(&reader, &start).map_err(|error| broken(&error))?;
                let around = open.last().map(|around| &around.label.namespace);
                let namespace = &tag.label.namespace;
                tag.label.is_foreign =
                    namespace.is_some() && around.is_some_and(|around| around != namespace);
                open.push(tag);
                levels = levels.max(open.len());
            }
            Event::End(_) => {
                let Some(mut ended) = open.pop() else {
                    continue;
                };
                ended.tell_by_names_alone();
                match open.last_mut() {
                    Some(around) => around.tags.push(ended),
                    None => root = Some(ended),
                }
            }
            Event::Text(text) if root.is_some() && !text.trim().is_empty() => {
                return Err("expected one root element, found text after it".to_owned());
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(entity) => {
                let text = resolved(&entity)?;
                add(&mut open, &text);
            }
            Event::Eof if !open.is_empty() => {
                return Err("expected XML, found XML that is cut off".to_owned());
            }
            Event::Eof => {
                let root = root.map(|root| (root, levels));
                return root.ok_or_else(|| "expected XML, found no element".to_owned());
            }
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

fn add(open: &mut [Tag], text: &str) {
    if let Some(tag) = open.last_mut() {
        tag.text.push_str(text);
    }
}

fn tag(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Tag, quick_xml::Error> {
    let (namespace, name) = reader.resolver().resolve_element(start.name());
    let mut tag = Tag {
        label: label(start.name(), namespace, name),
        ..Tag::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)?
            .into_owned();
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        let mut label = label(attribute.key, namespace, name);
        label.is_foreign = label.namespace.is_some() && label.namespace != tag.label.namespace;
        match label.namespace.as_deref() == Some(INSTANCE) {
            false => tag.attributes.push((label, value)),
            true if label.name == "nil" => tag.is_nil |= matches!(value.trim(), "true" | "1"),
            true => tag.instance.push((label, value)),
        }
    }
    Ok(tag)
}

fn label(written: QName<'_>, namespace: ResolveResult<'_>, name: LocalName<'_>) -> Label {
    Label {
        name: name.as_ref().to_owned(),
        prefix: written.prefix().map(|prefix| prefix.as_ref().to_owned()),
        namespace: uri(namespace),
        is_foreign: false,
    }
}

fn uri(namespace: ResolveResult<'_>) -> Option<String> {
    match namespace {
        ResolveResult::Bound(Namespace(uri)) => Some(uri.to_owned()),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
    }
}

/// The text of a character reference or of an entity that every document has. Those that a document defines
/// itself are not read: they may stand for more than fits into memory.
fn resolved(entity: &BytesRef<'_>) -> Result<String, String> {
    let text = match &*entity.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        name => {
            let character = entity.resolve_char_ref().ok().flatten();
            let character = character.map(String::from);
            return character.ok_or_else(|| {
                format!("expected no entity of the document's own, found &{name};")
            });
        }
    };
    Ok(text.to_owned())
}

impl Tag {
    fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.attributes.is_empty() && self.text.trim().is_empty()
    }

    /// Where all elements within it are of other namespaces, as in the body of a SOAP message, none is foreign: their
    /// names alone tell them.
    fn tell_by_names_alone(&mut self) {
        if self.tags.iter().all(|tag| tag.label.is_foreign) {
            for tag in &mut self.tags {
                tag.label.is_foreign = false;
            }
        }
    }

    /// What JSON has in its place.
    fn value(&self, holds: &Holds) -> Result<Value, String> {
        if self.is_nil {
            return Ok(Value::Null);
        }
        match holds {
            Holds::Any => self.any(),
            Holds::Items(name, holds) => {
                let is_item = |tag: &Tag| name.fit(&tag.label).is_some();
                // A list often calls its items otherwise than the description does.
                let is_unnamed = !self.tags.iter().any(is_item);
                let items = self.tags.iter().filter(|tag| is_unnamed || is_item(tag));
                items.map(|tag| tag.value(holds)).collect()
            }
            Holds::Keys(holds) => {
                let mut members = Map::new();
                self.add_others(&mut members, holds, &[])?;
                Ok(members.into())
            }
            Holds::Members(described, others) => {
                let mut members = Map::new();
                for member in *described {
                    if let Some(value) = member.value(self, described)? {
                        members.insert(member.key.to_owned(), value);
                    }
                }
                self.add_others(&mut members, others, described)?;
                self.add_attributes(&mut members, described);
                if described.iter().all(|member| member.node != Node::Text) {
                    self.add_text(&mut members);
                }
                Ok(members.into())
            }
            // The decoder tells what was expected in its place.
            _ if !self.tags.is_empty() => self.any(),
            _ => Ok(scalar(&self.text, holds)),
        }
    }

    /// A text, or an object of all that the element has.
    fn any(&self) -> Result<Value, String> {
        if self.tags.is_empty() && self.attributes.is_empty() {
            return Ok(self.text.clone().into());
        }
        let mut members = Map::new();
        self.add_attributes(&mut members, &[]);
        self.add_others(&mut members, &Holds::Any, &[])?;
        self.add_text(&mut members);
        Ok(members.into())
    }

    /// Adds the elements that are no described members by their names; of several with one name a list.
    fn add_others(
        &self,
        members: &mut Map<String, Value>,
        holds: &Holds,
        described: &[Member],
    ) -> Result<(), String> {
        let is_other = |tag: &&Tag| !described.iter().any(|member| member.fit(tag).is_some());
        let mut others: Map<String, Value> = Map::new();
        let mut repeated: Vec<&str> = Vec::new();
        for tag in self.tags.iter().filter(is_other) {
            let value = tag.value(holds)?;
            let Some(known) = others.get_mut(&tag.label.name) else {
                others.insert(tag.label.name.clone(), value);
                continue;
            };
            match known {
                Value::Array(items) if repeated.contains(&&*tag.label.name) => items.push(value),
                known => {
                    *known = vec![known.take(), value].into();
                    repeated.push(&tag.label.name);
                }
            }
        }
        for (name, value) in others {
            // An element may be called as JSON calls a member that is held by something else, here or not.
            let name = match described.iter().any(|member| member.key == name) {
                true => format!("<{name}>"),
                false => name,
            };
            members.insert(name, value);
        }
        Ok(())
    }

    /// Adds the attributes that are no described members. Of a name that several have, the one without a prefix stays.
    fn add_attributes(&self, members: &mut Map<String, Value>, described: &[Member]) {
        let attributes = || described.iter().filter(|one| one.node == Node::Attribute);
        for (label, value) in &self.attributes {
            let is_xml = label.prefix.as_deref() == Some("xml");
            let name = match is_xml {
                true => format!("xml:{}", label.name),
                false => label.name.clone(),
            };
            let is_written = |one: &Member| one.name.written == name;
            if attributes().any(|one| one.name.fit(label).is_some() || is_written(one)) {
                continue;
            }
            let key = format!("@{name}");
            if label.prefix.is_none() || !members.contains_key(&key) {
                members.insert(key, value.clone().into());
            }
        }
    }

    fn add_text(&self, members: &mut Map<String, Value>) {
        if !self.text.trim().is_empty() {
            members.insert("#text".to_owned(), self.text.clone().into());
        }
    }
}

impl Member {
    /// How well an element has the name of this member.
    fn fit(&self, tag: &Tag) -> Option<Fit> {
        let is_element = matches!(self.node, Node::Element | Node::Items | Node::AllItems);
        self.name.fit(&tag.label).filter(|_| is_element)
    }

    /// Whether an element is this member, or an item of it: no other one has its name better.
    fn is_tag(&self, tag: &Tag, described: &[Member]) -> bool {
        let fit = self.fit(tag);
        fit.is_some() && described.iter().all(|other| other.fit(tag) <= fit)
    }

    /// Whether an object has this member.
    fn is_in(&self, tag: &Tag, described: &[Member]) -> bool {
        match self.node {
            Node::Attribute => self.attribute_of(tag).is_some(),
            Node::Element | Node::Items | Node::AllItems => {
                tag.tags.iter().any(|tag| self.is_tag(tag, described))
            }
            Node::Text => !tag.text.trim().is_empty(),
        }
    }

    /// The attribute that has the name of this member best.
    fn attribute_of<'t>(&self, tag: &'t Tag) -> Option<&'t str> {
        let attributes = tag.attributes.iter().chain(&tag.instance);
        let fitting = attributes.filter_map(|(label, value)| Some((self.name.fit(label)?, value)));
        let best = fitting.max_by_key(|(fit, _)| *fit);
        best.map(|(_, value)| value.as_str())
    }

    /// The value of this member; `None` where it is missing.
    fn value(&self, tag: &Tag, described: &[Member]) -> Result<Option<Value>, String> {
        let mut tags = tag.tags.iter().filter(|tag| self.is_tag(tag, described));
        // `<age/>` is no number, but no other text either.
        let has_none = matches!(
            self.holds,
            Holds::Number | Holds::Boolean | Holds::WordOrNone
        );
        let is_none = |text: &str| has_none && text.trim().is_empty();
        let scalar = |text: &str| (!is_none(text)).then(|| scalar(text, self.holds));
        match self.node {
            Node::Attribute => Ok(self.attribute_of(tag).and_then(scalar)),
            Node::Text => Ok(scalar(&tag.text)),
            Node::Items | Node::AllItems => {
                let items: Vec<Value> = tags
                    .map(|tag| tag.value(self.holds))
                    .collect::<Result<_, _>>()?;
                let required = self.node == Node::AllItems;
                Ok((required || !items.is_empty()).then(|| items.into()))
            }
            Node::Element => {
                let (first, second) = (tags.next(), tags.next());
                if second.is_some() {
                    return Err(format!(
                        "expected one <{}>, found several",
                        self.name.local()
                    ));
                }
                let first =
                    first.filter(|tag| tag.is_nil || !tag.tags.is_empty() || !is_none(&tag.text));
                first.map(|tag| tag.value(self.holds)).transpose()
            }
        }
    }
}

impl Name {
    /// How well something has this name. One that is described without a namespace is in the one around it; a prefix
    /// without a namespace is all that is known of another one.
    fn fit(&self, label: &Label) -> Option<Fit> {
        if self.local() != label.name {
            return None;
        }
        match (self.namespace, self.prefix(), label.namespace.as_deref()) {
            (Some(described), _, Some(found)) => (described == found).then_some(Fit::Exact),
            (Some(_), _, None) => Some(Fit::WithoutNamespace),
            (None, Some(prefix), _) if label.prefix.as_deref() == Some(prefix) => Some(Fit::Exact),
            (None, Some(_), _) => Some(Fit::WithoutNamespace),
            (None, None, None) => Some(Fit::Exact),
            (None, None, Some(_)) => (!label.is_foreign).then_some(Fit::Undescribed),
        }
    }
}

/// The value that a text stands for. What is no number stays a text, of which the decoder says that it is none.
fn scalar(text: &str, holds: &Holds) -> Value {
    let trimmed = text.trim();
    match (holds, trimmed) {
        (Holds::Boolean, "true" | "1") => true.into(),
        (Holds::Boolean, "false" | "0") => false.into(),
        (Holds::Word | Holds::WordOrNone, _) => trimmed.into(),
        (Holds::Number, _) => number(trimmed).map_or_else(|| text.into(), Value::Number),
        _ => text.into(),
    }
}

/// A number as XML Schema writes it: `+1`, `007` and `.5` too.
fn number(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') || digits == "." {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    let zero = match digits.starts_with(|c: char| c.is_ascii_digit()) {
        true => "",
        false => "0",
    };
    serde_json::from_str(&format!("{sign}{zero}{digits}")).ok()
}
