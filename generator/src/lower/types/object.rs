//! The builder of structs.

use super::form::{is_split, members_of, values_of};
use super::reference::{reference, value_type};
use super::{convert, describe};
use crate::api::{Field, Given, Member, Presence, Rest, Shape, Struct, Type};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::drafts::{Mention, Typed};
use crate::lower::names;
use crate::lower::spot::spot;
use crate::openapi::SchemaId;
use crate::schemas::{Direction, Flat, constant};

/// The field for keys that are not properties, where they have a type.
const ADDITIONAL: &str = "additional_properties";

/// The field for the variant, where a schema has both properties and a union.
const VARIANT: &str = "variant";

/// A struct with a field for each property.
pub(super) fn object<'s>(
    lowering: &mut Lowering<'_, 's>,
    mention: &Mention,
    flat: &Flat<'s>,
) -> Shape {
    let members = members(lowering, mention, flat, ADDITIONAL);
    let values = values_of(&flat.assertions, false);
    let hint = mention.hint.then("value");
    let rest = match value_type(lowering, flat, &values, mention.used, &hint) {
        Type::Json => Rest::Extra,
        value => Rest::Typed(ADDITIONAL.to_owned(), value),
    };
    Shape::Struct(Struct { members, rest })
}

/// A struct with one more field, which holds the variant of a union.
pub(super) fn object_and_union<'s>(
    lowering: &mut Lowering<'_, 's>,
    mention: &Mention,
    flat: &Flat<'s>,
) -> Shape {
    let members = members(lowering, mention, flat, VARIANT);
    let union = lowering.schemas.union_part(mention.key.schema);
    let hint = mention.hint.then(VARIANT);
    let variant = reference(lowering, union, mention.used, &hint).ty;
    Shape::Struct(Struct {
        members,
        rest: Rest::Union(VARIANT.to_owned(), variant),
    })
}

/// The members, whose names leave `rest` to the field for all other keys.
fn members<'s>(
    lowering: &mut Lowering<'_, 's>,
    mention: &Mention,
    flat: &Flat<'s>,
    rest: &str,
) -> Vec<Member> {
    let properties = members_of(lowering, mention.key, flat);
    let keys: Vec<&str> = properties.iter().map(|(key, _)| *key).collect();
    let place = &lowering.types.get(mention.id).place;
    let names = lowering.names.fields(place, &keys, &["extra", rest, "new"]);
    let properties = properties.into_iter().zip(names);
    let members = properties.map(|((key, property), name)| {
        let required = flat.assertions.required.contains(&key);
        member(lowering, mention, key, property, required, name)
    });
    members.collect()
}

fn member(
    lowering: &mut Lowering<'_, '_>,
    mention: &Mention,
    key: &str,
    schema: SchemaId,
    required: bool,
    name: String,
) -> Member {
    let flat = lowering.schemas.flat(schema);
    let spot = spot(lowering.schemas.schema(schema).node);
    if flat.annotations.read_only || flat.annotations.write_only {
        let owner = lowering.types.get_mut(mention.id);
        owner.one_way.push(key.to_owned());
    }
    if let (true, Some(value)) = (required, constant(&flat.assertions)) {
        return Member::Constant {
            key: key.to_owned(),
            value: convert::constant(value),
            spot,
        };
    }
    let Typed { ty, nullable } = reference(lowering, schema, mention.used, &mention.hint.then(key));
    let required = required
        && (is_split(lowering, mention.key.schema) || !may_be_missing(lowering, schema, &flat));
    let presence = match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredOrNull,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalOrNull,
    };
    if name != names::snake(key) {
        let message =
            format!("the field for `{key}` is called `{name}`, since another has its name");
        let report = lowering.report;
        report.add(report.at_key(Code::Renamed, flat.node, message));
    }
    Member::Field(Field {
        name,
        key: key.to_owned(),
        docs: describe::field(lowering, key, schema, &flat),
        ty,
        presence,
        given: Given::default(),
        spot,
    })
}

/// Whether a required member of one direction is missing in the other, where one type serves both.
fn may_be_missing(lowering: &Lowering<'_, '_>, schema: SchemaId, flat: &Flat<'_>) -> bool {
    let is_used = |direction| lowering.schemas.is_used(schema, direction);
    flat.annotations.read_only && is_used(Direction::Sent)
        || flat.annotations.write_only && is_used(Direction::Received)
}
