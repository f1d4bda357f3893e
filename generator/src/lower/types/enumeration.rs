//! The builders of enumerations: strings and integers.

use crate::api::{self, Docs, Shape};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::outline::Entry;
use crate::lower::spot::spot;
use crate::lower::{docs, names};
use crate::schemas::Flat;
use crate::source::{Node, Value};

/// An enumeration of strings.
pub(super) fn strings<'s>(
    lowering: &Lowering<'_, 's>,
    place: &str,
    flat: &Flat<'s>,
    entries: &[Entry<'s, String>],
) -> Shape {
    let described = ValueDescriptions::of(lowering, flat);
    let wanted = entries.iter().map(|entry| {
        let named = entry
            .title
            .or_else(|| described.name(&entry.value, entry.node));
        names::Value {
            key: &entry.value,
            text: named.unwrap_or(&entry.value),
        }
    });
    let names = lowering.names.values(place, &wanted.collect::<Vec<_>>());
    let values = entries.iter().zip(names);
    let values = values.map(|(entry, name)| api::Value {
        name,
        value: entry.value.clone(),
        docs: value_docs(
            lowering,
            &entry.docs,
            &entry.value,
            described.text(&entry.value, entry.node),
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
    let described = ValueDescriptions::of(lowering, flat);
    let wishes = entries.iter().map(|entry| {
        let named = entry
            .title
            .or_else(|| described.name(&entry.value.to_string(), entry.node));
        names::integer(&lowering.names, place, entry.value, named)
    });
    let names = lowering.names.variants(place, &wishes.collect::<Vec<_>>());
    let values = entries.iter().zip(names);
    let values = values.map(|(entry, name)| {
        let text = entry.value.to_string();
        api::Value {
            name,
            value: entry.value,
            docs: value_docs(
                lowering,
                &entry.docs,
                &text,
                described.text(&text, entry.node),
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
    names: Option<&'s Node>,
    texts: Option<&'s Node>,
}

impl<'s> ValueDescriptions<'s> {
    fn of(lowering: &Lowering<'_, 's>, flat: &Flat<'s>) -> Self {
        let extension = |key: &str| {
            let mut extensions = flat.annotations.extensions.iter();
            let found = extensions.find(|(known, _)| *known == key);
            found.map(|(_, node)| *node)
        };
        let values = flat.node.get("enum").and_then(Node::as_array);
        let described = Self {
            values: values.unwrap_or_default(),
            names: extension("x-enum-varnames").or_else(|| extension("x-enumNames")),
            texts: extension("x-enum-descriptions").or_else(|| extension("x-enumDescriptions")),
        };
        for extension in [described.names, described.texts].into_iter().flatten() {
            described.check(lowering, extension);
        }
        described
    }

    /// Reports an extension that does not say something of each value.
    fn check(&self, lowering: &Lowering<'_, 's>, extension: &'s Node) {
        let message = match (extension.as_array(), extension.as_object()) {
            // Values of other schemas are described there.
            _ if self.values.is_empty() => return,
            (Some(all), _) if self.order(all.len()).count() != all.len() => {
                format!("{} texts for {} values", all.len(), self.values.len())
            }
            (None, None) => format!("expected a list of texts, found {}", extension.kind()),
            _ => return,
        };
        let found = lowering.report.at(Code::Extension, extension, message);
        let help = "write a text for each value in the order of `enum`, or an object with the values as keys";
        lowering.report.add(found.softened().help(help).once());
    }

    fn name(&self, text: &str, value: &Node) -> Option<&'s str> {
        self.said(self.names?, text, value)
    }

    fn text(&self, text: &str, value: &Node) -> Option<&'s str> {
        self.said(self.texts?, text, value)
    }

    /// What an extension says of a value: by its key, or in the order of the values.
    fn said(&self, extension: &'s Node, text: &str, value: &Node) -> Option<&'s str> {
        let by_key = extension.get(text);
        let said = by_key.or_else(|| {
            let all = extension.as_array()?;
            let mut order = self.order(all.len());
            all.get(order.position(|other| std::ptr::eq(other, value))?)
        });
        said.and_then(Node::as_str)
    }

    /// The values that so many texts are for: null has none where there are as many as other values.
    fn order(&self, texts: usize) -> impl Iterator<Item = &'s Node> {
        let values = self.values;
        let all = values.iter().filter(|value| value.value != Value::Null);
        let has_null = texts != all.count();
        let values = values.iter();
        values.filter(move |value| has_null || value.value != Value::Null)
    }
}
