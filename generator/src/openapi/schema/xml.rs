//! The `xml` object of a schema (OpenAPI 3.2 §4.26, 3.1.1 §4.8.26).

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::vocabulary;
use crate::diagnostic::Code;
use crate::source::Node;

/// How XML has the values of a schema.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Xml<'s> {
    pub name: Option<&'s str>,
    pub namespace: Option<&'s str>,
    pub prefix: Option<&'s str>,
    /// What holds a value; `None` where the schema leaves it to its type.
    pub node: Option<XmlNode>,
}

/// What holds a value in XML: `nodeType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlNode {
    Element,
    Attribute,
    /// The text of the element around it, as a section or not.
    Text,
    /// Nothing of its own: what is in it stands in the element around it.
    None,
}

/// Reads the object at a node. Before OpenAPI 3.2 `attribute` and `wrapped` say what holds a value.
pub(super) fn read<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Xml<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::XML)?;
    fields.exclude("nodeType", "attribute", "keep `nodeType`");
    fields.exclude("nodeType", "wrapped", "keep `nodeType`");
    let is = |key| fields.bool(key).unwrap_or(false);
    let kind = match fields.string("nodeType") {
        Some("element") => Some(XmlNode::Element),
        Some("attribute") => Some(XmlNode::Attribute),
        Some("text" | "cdata") => Some(XmlNode::Text),
        Some("none") => Some(XmlNode::None),
        Some(other) => {
            let message = format!("`nodeType` cannot be `{other}`");
            let at = fields.raw("nodeType").unwrap_or(node);
            let found = reader.report.at(Code::Untidy, at, message);
            let help = "write `element`, `attribute`, `text`, `cdata` or `none`";
            reader
                .report
                .add(found.label("read as if it were not there").help(help));
            None
        }
        None if is("attribute") => Some(XmlNode::Attribute),
        None if is("wrapped") => Some(XmlNode::Element),
        None => None,
    };
    let text = |key| fields.string(key).filter(|text| !text.is_empty());
    let xml = Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        node: kind,
    };
    if let Some(prefix) = xml.prefix.filter(|prefix| *prefix != "xml")
        && xml.namespace.is_none()
    {
        let message = format!("the prefix `{prefix}` has no namespace");
        let at = fields.raw("prefix").unwrap_or(node);
        let found = reader.report.at(Code::Untidy, at, message);
        let label = "not written, unless an element around it declares the prefix";
        let help = "add the URI that it stands for, `namespace: https://…`";
        reader.report.add(found.label(label).help(help));
    }
    Some(xml)
}
