//! How values are given to the client: what `new`, the setters and `From` take. The decisions are
//! made once every type is known.

mod conversions;

use crate::api::{Field, Given, Member, Presence, Shape, Taken, Type, TypeDef, TypeId};

/// The methods of operators: a setter, which takes `self` and a value, would read as the operator.
const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// How a value of a type is taken: `impl Into<T>` where that spares a conversion, and `["a", "b"]` as a list of strings.
pub(super) fn taken(ty: &Type, is_struct: &dyn Fn(TypeId) -> bool) -> Taken {
    match ty {
        Type::Bool
        | Type::I32
        | Type::I64
        | Type::U32
        | Type::U64
        | Type::F64
        | Type::Foreign(_)
        | Type::Map(_) => Taken::Plain,
        Type::Named(id) if is_struct(*id) => Taken::Plain,
        Type::List(item) if **item == Type::String => Taken::Texts,
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
    let structs: Vec<bool> = types.iter().map(is_struct).collect();
    let is_struct = |id: TypeId| structs[id.0 as usize];
    for def in types.iter_mut() {
        let sent = def.sent;
        match &mut def.shape {
            Shape::Struct(object) => {
                for member in &mut object.members {
                    if let Member::Field(field) = member
                        && sent
                    {
                        field.given = given(field, &is_struct);
                    }
                }
            }
            Shape::Union(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Tuple(_) => {}
        }
    }
    conversions::settle(types);
}

fn given(field: &Field, is_struct: &dyn Fn(TypeId) -> bool) -> Given {
    match field.presence {
        Presence::Required => Given::Argument(taken(&field.ty, is_struct)),
        Presence::RequiredOrNull => Given::Argument(Taken::Into),
        Presence::Optional | Presence::OptionalOrNull => match &field.ty {
            _ if OPERATORS.contains(&field.name.as_str()) => Given::Assigned,
            Type::Boxed(_) => Given::Setter(Taken::Boxed),
            ty => Given::Setter(taken(ty, is_struct)),
        },
    }
}

fn is_struct(def: &TypeDef) -> bool {
    matches!(def.shape, Shape::Struct(_))
}
