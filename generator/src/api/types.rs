//! Types, and what every definition of a type has.

use super::{Derives, Docs, Integer, Member, Rest, Spot, Struct, Tuple, Union, Value};

/// The number of a type's definition in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub u32);

/// The type of a field or an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    Bool,
    Integer(Integer),
    F64,
    String,
    /// Bytes, base64 in JSON.
    Bytes,
    /// Seconds since 1970.
    Timestamp,
    DateTime,
    Date,
    /// A type of another crate that is used for strings with a `format`, by its path.
    Foreign(String),
    /// Any JSON.
    Json,
    /// Bytes that are sent, read as they are sent.
    Upload,
    /// Named uploads.
    Parts,
    /// Items that are sent one after the other.
    Items(Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
    /// A value or null.
    Option(Box<Type>),
    Boxed(Box<Type>),
    /// Boxed so that the compiler does not walk into it: see `lower::finish::boxes`.
    Deep(Box<Type>),
    Named(TypeId),
}

impl Type {
    /// Whether its values are texts of any kind.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::String | Self::Foreign(_))
    }

    /// The same type with other definitions in it.
    pub fn map_ids(&self, other: &dyn Fn(TypeId) -> TypeId) -> Self {
        let mut ty = self.clone();
        if let Self::Named(id) = ty.innermost_mut() {
            *id = other(*id);
        }
        ty
    }

    /// What it holds where it is a list, a map, an option or a box.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Items(inner)
            | Self::Option(inner)
            | Self::Boxed(inner)
            | Self::Deep(inner) => Some(inner),
            _ => None,
        }
    }

    /// The type within all lists, maps, options and boxes.
    pub fn innermost(&self) -> &Self {
        self.inner().map_or(self, Self::innermost)
    }

    /// The type within all lists, maps, options and boxes, to be changed.
    pub fn innermost_mut(&mut self) -> &mut Self {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Items(inner)
            | Self::Option(inner)
            | Self::Boxed(inner)
            | Self::Deep(inner) => inner.innermost_mut(),
            plain => plain,
        }
    }

    /// The definition that it names, as itself or as what lists, maps and boxes hold.
    pub fn id(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// The type without its box.
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Boxed(inner) | Self::Deep(inner) => inner,
            other => other,
        }
    }

    /// Whether a value of it is plain JSON, or holds plain JSON in a list or a map.
    fn holds_json(&self) -> bool {
        *self.innermost() == Self::Json
    }
}

/// A type with a name.
#[derive(Debug)]
pub(crate) struct TypeDef {
    pub name: String,
    pub docs: Docs,
    pub derives: Derives,
    /// A component: its name is the document's own.
    pub named: bool,
    /// Part of a request: it can be built.
    pub sent: bool,
    /// Part of an answer, an error, a webhook or a callback.
    pub received: bool,
    /// An inline schema that nothing leads to any more: the client does not have it.
    pub left_out: bool,
    pub shape: Shape,
    /// The type that this one is another name of; both have the same shape.
    pub same_as: Option<TypeId>,
    pub spot: Spot,
}

impl TypeDef {
    /// Whether a user of the type meets plain JSON.
    pub fn holds_json(&self) -> bool {
        match &self.shape {
            Shape::Struct(object) => {
                let mut types = object.members.iter().filter_map(Member::ty);
                types.any(Type::holds_json)
            }
            // A union keeps an unknown value as JSON, a tuple what follows its elements.
            Shape::Union(_) | Shape::Tuple(_) => true,
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => false,
        }
    }
}

/// The kinds of named types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Struct(Struct),
    /// One of some strings, or another string.
    StringEnum(Vec<Value<String>>),
    /// One of some integers, or another integer.
    IntegerEnum(Vec<Value<i64>>),
    Union(Union),
    Tuple(Tuple),
}

impl Shape {
    /// The names of its fields, values or variants.
    pub fn member_names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Struct(object) => {
                let fields = object.members.iter().filter_map(Member::field);
                Box::new(fields.map(|field| field.name.as_str()))
            }
            Self::StringEnum(values) => Box::new(values.iter().map(|value| value.name.as_str())),
            Self::IntegerEnum(values) => Box::new(values.iter().map(|value| value.name.as_str())),
            Self::Union(union) => Box::new(union.variants.iter().map(|one| one.name.as_str())),
            Self::Tuple(_) => Box::new(std::iter::empty()),
        }
    }

    /// Every type that it names.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let rest = match self {
            Self::Struct(object) => match &object.rest {
                Rest::Typed(_, ty) | Rest::Union(_, ty) => Some(ty),
                Rest::Extra => None,
            },
            Self::Tuple(tuple) => Some(&tuple.rest),
            _ => None,
        };
        self.held().into_iter().chain(rest)
    }

    /// The types of its fields, variants or elements: of what it holds by value.
    pub fn held(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => object.members.iter().filter_map(Member::ty).collect(),
            Self::Union(union) => {
                let variants = union.variants.iter();
                variants.filter_map(|variant| variant.ty.as_ref()).collect()
            }
            Self::Tuple(tuple) => tuple.places.iter().collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }

    /// The types of its fields, variants or elements, to be changed.
    pub fn held_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let members = object.members.iter_mut();
                members.filter_map(Member::ty_mut).collect()
            }
            Self::Union(union) => {
                let variants = union.variants.iter_mut();
                variants.filter_map(|variant| variant.ty.as_mut()).collect()
            }
            Self::Tuple(tuple) => tuple.places.iter_mut().collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }

    /// The type of members without a field, or of elements after the last described one.
    pub fn rest_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Struct(object) => match &mut object.rest {
                Rest::Typed(_, ty) | Rest::Union(_, ty) => Some(ty),
                Rest::Extra => None,
            },
            Self::Tuple(tuple) => Some(&mut tuple.rest),
            _ => None,
        }
    }

    /// The same shape with its members, values or variants sorted.
    pub fn sorted(mut self) -> Self {
        match &mut self {
            Self::Struct(object) => {
                let key = |member: &Member| member.key().to_owned();
                object.members.sort_by_cached_key(key);
            }
            Self::StringEnum(values) => values.sort_by(|one, other| one.value.cmp(&other.value)),
            Self::IntegerEnum(values) => values.sort_by_key(|value| value.value),
            Self::Union(union) => union.sort(),
            Self::Tuple(_) => {}
        }
        self
    }

    /// The same shape without its places in the description and its examples: two schemas that say the same have
    /// equal shapes, wherever they are.
    pub fn without_spots(mut self) -> Self {
        match &mut self {
            Self::Struct(object) => object.members.iter_mut().for_each(Member::forget_spot),
            Self::StringEnum(values) => values.iter_mut().for_each(Value::forget_spot),
            Self::IntegerEnum(values) => values.iter_mut().for_each(Value::forget_spot),
            Self::Union(union) => union.variants.iter_mut().for_each(|variant| {
                variant.spot = Spot::default();
            }),
            Self::Tuple(_) => {}
        }
        self
    }
}
