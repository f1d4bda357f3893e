//! How values are given to the client: what `new`, the setters and `From` take. The decisions are
//! made once every type is known.

mod conversions;

use crate::api::{Field, Given, Member, Presence, Shape, Taken, Type, TypeDef, TypeId};

/// The methods of operators: a setter, which takes `self` and a value, would read as the operator.
const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// What a type is, as far as it decides how its values are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShapeKind {
    Struct,
    /// An enumeration of texts, which texts become.
    Texts,
    Other,
}

impl ShapeKind {
    pub fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Struct(_) => Self::Struct,
            Shape::StringEnum(_) => Self::Texts,
            Shape::Union(_) | Shape::IntegerEnum(_) | Shape::Tuple(_) => Self::Other,
        }
    }
}

/// How a value of a type is taken: `impl Into<T>` where that spares a conversion, `["a", "b"]` as a list of texts, and
/// `[("key", "value")]` as a map. A list of unions is taken as a whole, so that its items can be written with `.into()`.
pub(super) fn taken(ty: &Type, kind: &dyn Fn(TypeId) -> ShapeKind) -> Taken {
    match ty {
        Type::Bool | Type::Integer(_) | Type::F64 | Type::Foreign(_) => Taken::Plain,
        Type::Named(id) if kind(*id) == ShapeKind::Struct => Taken::Plain,
        Type::List(item) if is_text(item, kind) => Taken::Each,
        // An integer without a type is an `i32`, which becomes no `u64`.
        Type::Map(value) if is_number(value) => Taken::Plain,
        Type::Map(_) => Taken::Keyed,
        Type::String
        | Type::Bytes
        | Type::Timestamp
        | Type::DateTime
        | Type::Date
        | Type::Json
        | Type::Upload
        | Type::Parts
        | Type::Items(_)
        | Type::List(_)
        | Type::Option(_)
        | Type::Boxed(_)
        | Type::Deep(_)
        | Type::Named(_) => Taken::Into,
    }
}

/// Settles for each struct that is sent how its fields are given, and for each union which `From` it has.
pub(super) fn settle(types: &mut [TypeDef]) {
    let kinds: Vec<ShapeKind> = types.iter().map(|def| ShapeKind::of(&def.shape)).collect();
    let kind = |id: TypeId| kinds[id.0 as usize];
    for def in types.iter_mut() {
        let sent = def.sent;
        match &mut def.shape {
            Shape::Struct(object) => {
                for member in &mut object.members {
                    if let Member::Field(field) = member
                        && sent
                    {
                        field.given = given(field, &kind);
                    }
                }
            }
            Shape::Union(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Tuple(_) => {}
        }
    }
    conversions::settle(types);
}

fn given(field: &Field, kind: &dyn Fn(TypeId) -> ShapeKind) -> Given {
    match field.presence {
        Presence::Required => Given::Argument(taken(&field.ty, kind)),
        Presence::RequiredOrNull => Given::Argument(Taken::Into),
        Presence::Optional | Presence::OptionalOrNull => match &field.ty {
            _ if OPERATORS.contains(&field.name.as_str()) => Given::Assigned,
            Type::Boxed(_) => Given::Setter(Taken::Boxed),
            ty => Given::Setter(taken(ty, kind)),
        },
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::Integer(_) | Type::F64)
}

/// Whether texts become values of a type.
fn is_text(ty: &Type, kind: &dyn Fn(TypeId) -> ShapeKind) -> bool {
    match ty {
        Type::String => true,
        Type::Named(id) => kind(*id) == ShapeKind::Texts,
        _ => false,
    }
}
