//! Fields and parts that the description does not name: `additionalProperties` of a body. The caller
//! gives their names.

use super::part::is_binary;
use super::{Around, Makes};
use crate::api::{
    Argument, BodyPart, PartKey, PartKind, PartPlace, Shown, Style, Travels, Type, Written,
};
use crate::lower::building::taken;
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::lower::spot::spot;
use crate::openapi::{Additional, SchemaId};

/// What the documentation says of parts whose names are the caller's.
pub(in crate::lower::operation) const HOW_TEXTS: &str =
    "`Upload::from(\"…\").without_file_name()` is sent as a text.";

/// The argument for what is added to fields or parts that have names.
pub(super) fn beside(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    around: &Around,
    hint: &Hint,
) -> Option<Argument> {
    // A part that has parts itself would need names within names.
    if !around.within.is_empty() {
        return None;
    }
    let multipart = around.makes == Makes::Multipart;
    let ty = of(lowering, schema, multipart, hint)?;
    let what = match multipart {
        true => "Parts of other names.",
        false => "Fields of other names.",
    };
    let travels = match multipart {
        true => Travels::Part(BodyPart {
            place: PartPlace {
                within: Vec::new(),
                key: PartKey::Free,
            },
            kind: kind(&ty),
            many: true,
            media: Vec::new(),
            encoding: None,
            instead: false,
        }),
        false => Travels::Field(Written::Styled(Style::FORM)),
    };
    let mut docs = docs::docs("", None);
    docs.blocks.push(docs::sentence(what));
    if ty == Type::Parts {
        docs::add(&mut docs, HOW_TEXTS);
    }
    Some(Argument {
        name: String::new(),
        key: String::new(),
        docs,
        required: false,
        expected: false,
        taken: taken(&ty, &|id| lowering.types.kind(id)),
        travels,
        deprecated: false,
        example: Shown::default(),
        spot: spot(lowering.schemas.schema(schema).node),
        ty,
    })
}

/// The type of a multipart body whose parts have no names in the description.
pub(in crate::lower::operation) fn alone(
    lowering: &mut Lowering<'_, '_>,
    schema: Option<SchemaId>,
    hint: &Hint,
) -> Type {
    let found = schema.and_then(|schema| of(lowering, schema, true, hint));
    found.unwrap_or(Type::Parts)
}

/// What a part holds whose name is the caller's.
fn kind(ty: &Type) -> PartKind {
    match ty {
        Type::Parts => PartKind::File,
        _ => PartKind::Json,
    }
}

/// The type of all values without a name in the description; `None` where the schema allows none, or
/// does not mention them.
fn of(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    multipart: bool,
    hint: &Hint,
) -> Option<Type> {
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    let value = match assertions.additional {
        Additional::Schema(value) if assertions.pattern_properties.is_empty() => value,
        Additional::Schema(_) | Additional::Allowed => return Some(any(multipart)),
        Additional::Absent | Additional::Forbidden => {
            return (!assertions.pattern_properties.is_empty()).then(|| any(multipart));
        }
    };
    let flat = lowering.schemas.flat(value);
    let items = flat
        .assertions
        .items
        .map(|items| lowering.schemas.flat(items));
    if multipart && (is_binary(&flat, &[]) || items.is_some_and(|items| is_binary(&items, &[]))) {
        return Some(Type::Parts);
    }
    let ty = lowering.typed(value, Use::SENT, &hint.then("extra")).ty;
    Some(Type::Map(Box::new(ty)))
}

/// Of values that can be anything, parts may be files.
fn any(multipart: bool) -> Type {
    match multipart {
        true => Type::Parts,
        false => Type::Map(Box::new(Type::Json)),
    }
}
