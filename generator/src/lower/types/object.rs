//! The builder of structs.

use std::iter;

use super::form::{members_of, own_direction, values_of};
use super::reference::{reference, value_type};
use super::{convert, describe};
use crate::api::{Field, Given, Member, Presence, Rest, Shape, Struct, Type};
use crate::diagnostic::{Code, nearest};
use crate::lower::context::Lowering;
use crate::lower::drafts::{Mention, Typed};
use crate::lower::names;
use crate::lower::shown;
use crate::lower::spot::spot;
use crate::openapi::{Additional, SchemaId};
use crate::schemas::{Direction, Flat, constant};
use crate::source::Node;

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
    note_unknown_required(lowering, flat);
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
    rest: &'static str,
) -> Vec<Member> {
    let properties = members_of(lowering, mention.key, flat);
    let said = |property| lowering.property_names.of(&lowering.schemas, property);
    let keys = properties.iter();
    let keys = keys.map(|(key, property)| (*key, said(*property).cloned()));
    let keys: Vec<(&str, Option<names::Said>)> = keys.collect();
    let place = &lowering.types.get(mention.id).place;
    let names = lowering.names.fields(place, &keys, &["extra", rest, "new"]);
    let members = properties.iter().zip(names);
    let members = members.map(|((key, property), name)| {
        let required = flat.assertions.required.contains(key);
        member(lowering, mention, key, *property, required, name)
    });
    let members = members.collect::<Vec<Member>>();
    for (property, member) in properties.iter().zip(&members) {
        note_renamed(lowering, mention, property.1, member, &members);
    }
    members
}

/// Reports a field that is not called after its key, with what has that name.
fn note_renamed(
    lowering: &mut Lowering<'_, '_>,
    mention: &Mention,
    schema: SchemaId,
    member: &Member,
    members: &[Member],
) {
    let Some(Field { name, key, .. }) = member.field() else {
        return;
    };
    let said = lowering.property_names.of(&lowering.schemas, schema);
    let wanted = said.map_or_else(|| names::snake(key), |said| said.name.clone());
    let owner = &lowering.types.get(mention.id).place;
    if *name == wanted || lowering.names.had_field(owner, key, name) {
        return;
    }
    let mut others = members.iter().filter_map(Member::field);
    let holder = match wanted.as_str() {
        "new" => "the constructor".to_owned(),
        "extra" => "the field for what is not described".to_owned(),
        _ => match others.find(|other| other.name == wanted) {
            Some(other) => format!("the field for `{}`", other.key),
            None => "the field for the variant or for other keys".to_owned(),
        },
    };
    let node = lowering.schemas.flat(schema).node;
    let message = format!("the field for `{key}` is called `{name}`, since {holder} has its name");
    let report = lowering.report;
    report.add(report.at_key(Code::Renamed, node, message));
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
    let required = required
        && (own_direction(lowering, mention.key).is_some()
            || !may_be_missing(lowering, schema, &flat));
    if let (true, Some(value)) = (required, constant(&flat.assertions)) {
        return Member::Constant {
            key: key.to_owned(),
            value: convert::constant(value),
            spot,
        };
    }
    let Typed { ty, nullable } = reference(lowering, schema, mention.used, &mention.hint.then(key));
    let presence = match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredOrNull,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalOrNull,
    };
    let described = lowering.schemas.described(schema);
    Member::Field(Field {
        name,
        key: key.to_owned(),
        docs: describe::field(lowering, key, schema, &described),
        ty,
        presence,
        given: Given::default(),
        example: shown::of_flat(lowering, &described, key),
        spot,
    })
}

/// Reports required names that no property has, where the object says nothing of other members.
fn note_unknown_required(lowering: &Lowering<'_, '_>, flat: &Flat<'_>) {
    let assertions = &flat.assertions;
    let is_open = !matches!(
        assertions.additional,
        Additional::Absent | Additional::Forbidden
    );
    if is_open || assertions.properties.is_empty() || !assertions.pattern_properties.is_empty() {
        return;
    }
    let decides = |name: &str| {
        let discriminator = flat.annotations.discriminator.as_ref();
        discriminator.is_some_and(|found| found.property == name)
    };
    let unknown = assertions.required.iter();
    let unknown =
        unknown.filter(|name| !assertions.properties.contains_key(*name) && !decides(name));
    let unknown: Vec<&str> = unknown.copied().collect();
    let Some(first) = unknown.first() else {
        return;
    };
    let report = lowering.report;
    // What a reference was to lead to may have the property.
    if report.is_faulty_within(flat.node.place) {
        return;
    }
    let message = format!("`{first}` is required, and no property is called so");
    let found = match required_node(flat.node, first) {
        Some(node) => report.at(Code::UnknownRequired, node, message),
        None => report.at_key(Code::UnknownRequired, flat.node, message),
    };
    let known = assertions.properties.keys().copied();
    let near = nearest(
        first,
        known.filter(|key| !assertions.required.contains(key)),
    );
    let found = found.label("ignored").and("", unknown.len() - 1, "name");
    report.add(match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("describe the property, or take its name away"),
    });
}

/// The node of a name in the `required` of a schema or of a part of its `allOf`.
fn required_node<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let parts = node
        .get("allOf")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let mut lists = iter::once(node)
        .chain(parts)
        .filter_map(|part| part.get("required"));
    lists.find_map(|list| {
        list.as_array()?
            .iter()
            .find(|item| item.as_str() == Some(name))
    })
}

/// Whether a required member of one direction is missing in the other, where one type serves both.
fn may_be_missing(lowering: &Lowering<'_, '_>, schema: SchemaId, flat: &Flat<'_>) -> bool {
    let mut directions = [Direction::Sent, Direction::Received].into_iter();
    directions.any(|direction| {
        !direction.has(&flat.annotations) && lowering.schemas.is_used(schema, direction)
    })
}
