//! Bodies in XML: which element or attribute holds which member.

use super::Api;

/// What the bodies of an API hold in XML.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    pub elements: Vec<XmlElement>,
    pub shapes: Vec<XmlShape>,
}

/// The position of an element among those that are bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct XmlElementId(pub usize);

/// An element that is a body.
#[derive(Debug)]
pub(crate) struct XmlElement {
    /// Its constant.
    pub constant: String,
    /// `None` where the description does not say it, and any is read.
    pub name: Option<XmlName>,
    pub holds: XmlHolds,
}

/// What an element or an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlHolds {
    Text,
    Number,
    Boolean,
    Any,
    Shape(XmlShapeId),
}

/// The position of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct XmlShapeId(pub usize);

/// What an element holds that is more than a text.
#[derive(Debug)]
pub(crate) struct XmlShape {
    /// Its constant.
    pub constant: String,
    pub kind: XmlKind,
}

#[derive(Debug)]
pub(crate) enum XmlKind {
    /// The members of an object, and what the others hold.
    Members(Vec<XmlMember>, XmlHolds),
    /// A list: the element of each item.
    Items(XmlName, XmlHolds),
    /// A map: an element for each key.
    Keys(XmlHolds),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct XmlMember {
    /// Its name in JSON.
    pub key: String,
    pub place: XmlPlace,
    pub name: XmlName,
    pub holds: XmlHolds,
}

/// Where a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlPlace {
    Attribute,
    Element,
    /// An element for each item of a list, without one around them.
    Items {
        required: bool,
    },
    /// The text of the object's own element.
    Text,
}

/// The name of an element or of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct XmlName {
    /// With its prefix.
    pub written: String,
    pub namespace: Option<String>,
}

impl Api {
    /// Everything about an element that is a body, in words that are the same for two APIs that write it in the same
    /// way.
    pub fn xml_text(&self, element: XmlElementId) -> String {
        let XmlElement { name, holds, .. } = &self.xml.elements[element.0];
        let mut shapes = Vec::new();
        let mut text = format!("{name:?} {}", spelled(*holds, &mut shapes));
        let mut at = 0;
        while let Some(shape) = shapes.get(at).copied() {
            at += 1;
            let XmlShapeId(index) = shape;
            text += &match &self.xml.shapes[index].kind {
                XmlKind::Members(members, others) => {
                    let members = members.iter().map(|member| {
                        let XmlMember {
                            key,
                            place,
                            name,
                            holds,
                        } = member;
                        let holds = spelled(*holds, &mut shapes);
                        format!("{key:?} {place:?} {name:?} {holds}")
                    });
                    let members: Vec<String> = members.collect();
                    format!("\n{members:?} {}", spelled(*others, &mut shapes))
                }
                XmlKind::Items(name, holds) => {
                    format!("\n{name:?} {}", spelled(*holds, &mut shapes))
                }
                XmlKind::Keys(holds) => format!("\n{}", spelled(*holds, &mut shapes)),
            };
        }
        text
    }
}

/// What is held; a shape by when it is met.
fn spelled(holds: XmlHolds, met: &mut Vec<XmlShapeId>) -> String {
    let XmlHolds::Shape(shape) = holds else {
        return format!("{holds:?}");
    };
    let at = met.iter().position(|known| *known == shape);
    let at = at.unwrap_or_else(|| {
        met.push(shape);
        met.len() - 1
    });
    at.to_string()
}
