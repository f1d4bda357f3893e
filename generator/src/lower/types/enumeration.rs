//! The builders of enumerations: strings and integers.

use crate::api::{Docs, Shape, Value};
use crate::lower::context::Lowering;
use crate::lower::outline::Entry;
use crate::lower::spot::spot;
use crate::lower::{docs, names};
use crate::schemas::Flat;
use crate::source::Node;

/// An enumeration of strings.
pub(super) fn strings<'s>(
    lowering: &Lowering<'_, 's>,
    place: &str,
    flat: &Flat<'s>,
    entries: &[Entry<'s, String>],
) -> Shape {
    let described = ValueDescriptions::of(flat);
    let wanted = entries.iter().map(|entry| {
        let named = entry.title.or_else(|| described.name(entry.node));
        names::Value {
            key: &entry.value,
            text: named.unwrap_or(&entry.value),
        }
    });
    let names = lowering.names.values(place, &wanted.collect::<Vec<_>>());
    let values = entries.iter().zip(names);
    let values = values.map(|(entry, name)| Value {
        name,
        value: entry.value.clone(),
        docs: value_docs(
            lowering,
            &entry.docs,
            &entry.value,
            described.of_value(&entry.value, entry.node),
        ),
        spot: spot(entry.node),
    });
    Shape::StringEnum(values.collect())
}

/// An enumeration of integers.
pub(super) fn integers<'s>(
    lowering: &Lowering<'_, 's>,
    place: &str,
    flat: &Flat<'s>,
    entries: &[Entry<'s, i64>],
) -> Shape {
    let described = ValueDescriptions::of(flat);
    let wishes = entries.iter().map(|entry| {
        let named = entry.title.or_else(|| described.name(entry.node));
        names::integer(&lowering.names, place, entry.value, named)
    });
    let names = lowering.names.variants(place, &wishes.collect::<Vec<_>>());
    let values = entries.iter().zip(names);
    let values = values.map(|(entry, name)| {
        let text = entry.value.to_string();
        Value {
            name,
            value: entry.value,
            docs: value_docs(
                lowering,
                &entry.docs,
                &text,
                described.of_value(&text, entry.node),
            ),
            spot: spot(entry.node),
        }
    });
    Shape::IntegerEnum(values.collect())
}

/// The documentation of a value: the description of its branch, else the text of an extension, else the
/// value itself.
fn value_docs(lowering: &Lowering<'_, '_>, own: &Docs, value: &str, text: Option<&str>) -> Docs {
    let mut docs = own.clone();
    if docs.blocks.is_empty()
        && let Some(text) = text
    {
        docs = docs::docs(text, lowering.link_base.as_deref());
    }
    if docs.blocks.is_empty() {
        docs.blocks.push(docs::sentence(docs::code(value)));
    }
    docs
}

/// The names and the descriptions of enumerated values, by the usual extensions.
struct ValueDescriptions<'s> {
    /// The values as they stand in the document, where some may stand twice or be null.
    values: &'s [Node],
    names: &'s [Node],
    texts: Option<&'s Node>,
}

impl<'s> ValueDescriptions<'s> {
    fn of(flat: &Flat<'s>) -> Self {
        let extension = |key: &str| {
            let mut extensions = flat.annotations.extensions.iter();
            let found = extensions.find(|(known, _)| *known == key);
            found.map(|(_, node)| *node)
        };
        let names = extension("x-enum-varnames").or_else(|| extension("x-enumNames"));
        let values = flat.node.get("enum").and_then(Node::as_array);
        Self {
            values: values.unwrap_or_default(),
            names: names.and_then(|node| node.as_array()).unwrap_or_default(),
            texts: extension("x-enum-descriptions").or_else(|| extension("x-enumDescriptions")),
        }
    }

    fn name(&self, value: &Node) -> Option<&'s str> {
        self.names.get(self.index(value)?).and_then(Node::as_str)
    }

    /// The texts are keyed by value, or are in the order of the values.
    fn of_value(&self, text: &str, value: &Node) -> Option<&'s str> {
        let texts = self.texts?;
        texts
            .get(text)
            .or_else(|| texts.as_array()?.get(self.index(value)?))
            .and_then(Node::as_str)
    }

    fn index(&self, value: &Node) -> Option<usize> {
        let mut values = self.values.iter();
        values.position(|other| std::ptr::eq(other, value))
    }
}
