//! Values in XML (OpenAPI 3.2 §4.26 "XML Object"): the elements and attributes that hold them. The tables are constants of the
//! client; a value passes through JSON on its way, so that one type serves both media types.

/// The namespace of `xsi:nil` (XML Schema 1.0, part 1, §2.6.2).
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The element that a body is.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: Name,
    pub(crate) holds: &'static Holds,
}

/// What an element or an attribute holds.
#[allow(dead_code)] // Each API has some of these.
#[derive(Debug)]
pub(crate) enum Holds {
    Text,
    /// A text without the white space around it, such as a date.
    Word,
    /// The same; an empty one is missing.
    WordOrNone,
    Number,
    Boolean,
    /// Anything: a text, or an object whose attributes are called `@name`.
    Any,
    /// The members of an object, and what the elements of those hold that are not described.
    Members(&'static [Member], &'static Holds),
    /// A list: the element that each item is.
    Items(Name, &'static Holds),
    /// A map: an element for each key.
    Keys(&'static Holds),
}

/// The name of an element or of an attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    /// As it is written, with a prefix where it has one.
    pub(crate) written: &'static str,
    pub(crate) namespace: Option<&'static str>,
}

/// Where a member of an object is.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its name in JSON.
    pub(crate) key: &'static str,
    pub(crate) node: Node,
    pub(crate) name: Name,
    pub(crate) holds: &'static Holds,
}

/// What holds a member.
#[allow(dead_code)] // Each API has some of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    Attribute,
    Element,
    /// An element for each item of a list, without one around them.
    Items,
    /// The same, of a list that is always there: it is empty where no element is.
    AllItems,
    /// The text of the object's own element.
    Text,
}

impl Element {
    pub(crate) const fn new(name: Name, holds: &'static Holds) -> Self {
        Self { name, holds }
    }
}

#[allow(dead_code)] // Not every API has a namespace.
impl Name {
    /// `name`, or `prefix:name`.
    pub(crate) const fn new(written: &'static str) -> Self {
        Self {
            written,
            namespace: None,
        }
    }

    /// The URI that the prefix stands for; without a prefix, the namespace of all that has none.
    pub(crate) const fn of(self, namespace: &'static str) -> Self {
        Self {
            namespace: Some(namespace),
            ..self
        }
    }

    pub(crate) fn prefix(self) -> Option<&'static str> {
        self.written.split_once(':').map(|(prefix, _)| prefix)
    }

    /// Without the prefix.
    pub(crate) fn local(self) -> &'static str {
        let local = self.written.split_once(':').map(|(_, local)| local);
        local.unwrap_or(self.written)
    }
}

#[allow(dead_code)] // Not every API has other names in XML.
impl Member {
    pub(crate) const fn new(node: Node, key: &'static str, holds: &'static Holds) -> Self {
        Self {
            key,
            node,
            name: Name::new(key),
            holds,
        }
    }

    /// Its name in XML, where that is another one than in JSON.
    pub(crate) const fn called(self, name: Name) -> Self {
        Self { name, ..self }
    }
}
