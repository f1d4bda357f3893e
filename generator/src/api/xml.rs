//! Bodies in XML: which element or attribute holds which member.

use super::{Answer, Api, Codec, Operation};

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
    /// A text that is never empty and has no white space around it, such as a date. One that is not required is missing
    /// where it is empty.
    Word {
        required: bool,
    },
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

impl XmlMember {
    /// A list without an element around it may have no item, and then it is not there.
    pub fn may_be_missing(&mut self) {
        if let XmlPlace::Items { required } = &mut self.place {
            *required = false;
        }
    }
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

/// Which elements and shapes operations have: those of what is left out are no part of the client.
pub(crate) struct UsedXml {
    pub elements: Vec<bool>,
    pub shapes: Vec<bool>,
}

impl Api {
    pub fn used_xml(&self) -> UsedXml {
        let Xml { elements, shapes } = &self.xml;
        let mut used = UsedXml {
            elements: vec![false; elements.len()],
            shapes: vec![false; shapes.len()],
        };
        let mut open = Vec::new();
        for element in self.operations().flat_map(Operation::elements) {
            if !std::mem::replace(&mut used.elements[element.0], true) {
                open.push(elements[element.0].holds);
            }
        }
        while let Some(holds) = open.pop() {
            let XmlHolds::Shape(shape) = holds else {
                continue;
            };
            if std::mem::replace(&mut used.shapes[shape.0], true) {
                continue;
            }
            match &shapes[shape.0].kind {
                XmlKind::Members(members, others) => {
                    open.extend(members.iter().map(|member| member.holds));
                    open.push(*others);
                }
                XmlKind::Items(_, holds) | XmlKind::Keys(holds) => open.push(*holds),
            }
        }
        used
    }
}

impl Operation {
    /// The elements that its body, its answers and its errors are.
    fn elements(&self) -> Vec<XmlElementId> {
        let body = self.body.iter().map(|body| body.payload.codec);
        let body = body.filter_map(|codec| match codec {
            Codec::Xml(element) => Some(element),
            _ => None,
        });
        let others = self.others.iter().map(|other| &other.reading);
        let answers = std::iter::once(&self.answer).chain(others);
        let answers = answers.flat_map(|reading| reading.success.answers());
        let bodies = self
            .errors
            .variants
            .iter()
            .flat_map(|variant| &variant.bodies);
        let answers = answers.chain(bodies.map(|body| &body.answer));
        let answers = answers.filter_map(|answer| match answer {
            Answer::Xml(_, element) => Some(*element),
            _ => None,
        });
        body.chain(answers).collect()
    }
}
