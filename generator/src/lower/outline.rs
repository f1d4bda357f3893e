//! The form of a schema's type, known before the types of its members are.

use crate::api::{Docs, Type};
use crate::openapi::SchemaId;
use crate::schemas::Flat;
use crate::source::Node;

/// The form of a schema's type.
pub(super) struct Outline<'s> {
    pub flat: Flat<'s>,
    pub form: Form<'s>,
    /// Null is allowed as well.
    pub nullable: bool,
}

/// A plain type, or a definition.
pub(super) enum Form<'s> {
    /// It holds no other schema.
    Plain(Type),
    /// It has the type of another schema.
    Same(SchemaId),
    /// A union of strings without enumerated values, which may have formats.
    Strings(Vec<SchemaId>),
    /// A list; of any JSON without a schema of its items.
    List(Option<SchemaId>),
    /// An object without properties.
    Map(Values),
    Definition(Definition<'s>),
}

/// The shape of a definition, with what its builder needs in addition to the flat schema.
pub(super) enum Definition<'s> {
    Object,
    /// An object with one more field for the variant of a union.
    ObjectAndUnion,
    Tuple,
    StringEnum(Vec<Entry<'s, String>>),
    IntegerEnum(Vec<Entry<'s, i64>>),
    Union(Vec<SchemaId>),
}

/// A value of an enumeration.
pub(super) struct Entry<'s, T> {
    pub value: T,
    pub docs: Docs,
    pub title: Option<&'s str>,
    pub node: &'s Node,
}

impl<'s, T> Entry<'s, T> {
    pub fn new(value: T, node: &'s Node) -> Self {
        Self {
            value,
            docs: Docs::default(),
            title: None,
            node,
        }
    }
}

/// The schemas of the members of an object that are not among its properties.
pub(super) struct Values {
    /// Those of `patternProperties`, then that of `additionalProperties`.
    pub schemas: Vec<SchemaId>,
    /// A key that matches no pattern may hold any JSON.
    pub open: bool,
}

impl Outline<'_> {
    /// Whether the type is an enumeration: one word, never boxed.
    pub fn is_enumeration(&self) -> bool {
        matches!(
            self.form,
            Form::Definition(Definition::StringEnum(_) | Definition::IntegerEnum(_))
        )
    }
}
