//! A schema in one form for all versions: that of JSON Schema 2020-12, with OpenAPI 3.0's
//! `nullable` and boolean bounds translated.

mod discriminator;
mod faults;
mod keywords;
mod kinds;
mod list;
mod loops;
mod patterns;
mod read;
mod references;
mod xml;

pub(crate) use self::discriminator::Discriminator;
pub(crate) use self::keywords::{Annotations, Assertions, Keys};
pub(crate) use self::kinds::Kind;
pub(crate) use self::list::{SchemaId, Schemas};
pub(super) use self::loops::report_loops;
pub(super) use self::patterns::fault as pattern_fault;
pub(super) use self::read::read;
pub(super) use self::references::is_ignored_sibling;
pub(crate) use self::xml::{Xml, XmlNode};
use crate::source::Node;

/// `additionalProperties`: the members of an object that are not among its properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Additional {
    /// The keyword is absent.
    #[default]
    Absent,
    /// `true`: any value.
    Allowed,
    /// `false`: no value.
    Forbidden,
    /// Values of a schema.
    Schema(SchemaId),
}

/// A schema. A keyword that the document leaves out has its default here.
#[derive(Debug, Clone)]
pub(crate) struct Schema<'s> {
    pub node: &'s Node,
    pub assertions: Assertions<'s>,
    pub annotations: Annotations<'s>,
    /// The schemas of assertions that shape no type: `not`, `if`, `contains` and others.
    pub conditions: Vec<(&'static str, SchemaId)>,
    /// `dependentSchemas`, by the property that brings each in.
    pub dependent: Vec<(&'s str, SchemaId)>,
    /// It combines schemas that contradict each other.
    pub contradictory: bool,
}

impl<'s> Schema<'s> {
    /// The schema that matches everything.
    pub fn any(node: &'s Node) -> Self {
        Self {
            node,
            assertions: Assertions::default(),
            annotations: Annotations::default(),
            conditions: Vec::new(),
            dependent: Vec::new(),
            contradictory: false,
        }
    }
}
