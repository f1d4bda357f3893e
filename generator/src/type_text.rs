//! Types as Rust writes them.

use crate::api::{Integer, Taken, Type, TypeId};

/// A name within a written type; who writes it knows how it is reached.
pub(crate) enum Name {
    /// A type of the description.
    Own(TypeId),
    /// A type of the runtime or of a library.
    Known(&'static str),
}

/// A type as Rust writes it, each name in it as `spell` gives it.
pub(crate) fn type_text(ty: &Type, spell: &mut dyn FnMut(Name) -> String) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Integer(integer) => integer_text(*integer).to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bytes => spell(Name::Known("Base64")),
        Type::Timestamp => spell(Name::Known("Timestamp")),
        Type::DateTime => spell(Name::Known("DateTime")),
        Type::Date => spell(Name::Known("Date")),
        // A module of the client may have the name of the crate.
        Type::Foreign(path) => format!("::{path}"),
        Type::Json => spell(Name::Known("Value")),
        Type::Upload => spell(Name::Known("Upload")),
        Type::Parts => format!("Vec<(String, {})>", spell(Name::Known("Upload"))),
        Type::Items(item) => {
            let items = spell(Name::Known("SentItems"));
            format!("{items}<{}>", type_text(item, spell))
        }
        Type::List(item) => format!("Vec<{}>", type_text(item, spell)),
        Type::Map(value) => {
            let map = spell(Name::Known("IndexMap"));
            format!("{map}<String, {}>", type_text(value, spell))
        }
        Type::Option(inner) => format!("Option<{}>", type_text(inner, spell)),
        Type::Boxed(inner) => format!("Box<{}>", type_text(inner, spell)),
        Type::Deep(inner) => {
            let deep = spell(Name::Known("DeepBox"));
            format!("{deep}<{}>", type_text(inner, spell))
        }
        Type::Named(id) => spell(Name::Own(*id)),
    }
}

fn integer_text(integer: Integer) -> &'static str {
    match integer {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}

/// The type of an argument, around the type of the value as it is written.
pub(crate) fn taken_text(
    taken: Taken,
    ty: &Type,
    write: &mut dyn FnMut(&Type) -> String,
) -> String {
    let given = write(taken.given(ty));
    match taken {
        Taken::Plain | Taken::Boxed => given,
        Taken::Into => format!("impl Into<{given}>"),
        Taken::Each => format!("impl IntoIterator<Item = impl Into<{given}>>"),
        Taken::Keyed => {
            format!("impl IntoIterator<Item = (impl Into<String>, impl Into<{given}>)>")
        }
    }
}
