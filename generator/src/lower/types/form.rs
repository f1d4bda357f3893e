//! Decides what a schema becomes: a plain type or a definition, and of which shape.

mod enumerated;
mod members;
mod merged;
mod scalar;

use std::rc::Rc;

pub(super) use self::members::{members_of, own_direction, values_of};
pub(super) use self::scalar::plain_string;
use crate::api::Type;
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::drafts::{Key, Use};
use crate::lower::outline::{Definition, Form, Outline};
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Direction, Flat, kinds, too_complex};
use crate::source::Node;

/// The most types that a union may have: each is told from each other.
const BRANCHES: usize = 2_000;

/// The most items of a tuple that have types of their own.
pub(super) const MOST_PLACES: usize = 12;

/// A form, and whether null is allowed as well.
type Decided<'s> = (Form<'s>, bool);

/// The key of a schema in a use. Only a schema that differs in requests and answers has a key for each
/// direction.
pub(super) fn key(lowering: &Lowering<'_, '_>, schema: SchemaId, used: Use) -> Key {
    let direction = if lowering.schemas.differs(schema) {
        used.direction
    } else {
        Direction::Received
    };
    Key { schema, direction }
}

/// What a schema becomes.
pub(super) fn outline<'s>(lowering: &mut Lowering<'_, 's>, key: Key) -> Rc<Outline<'s>> {
    if let Some(known) = lowering.types.outline(key) {
        return known;
    }
    let flat = lowering.schemas.flat(key.schema);
    for (keyword, node) in &flat.assertions.unchecked {
        let message = format!("`{keyword}` is not checked by the type");
        widened(lowering, node, &message);
    }
    let (form, nullable) = match lowering.schemas.stands_for(key.schema) {
        Some(target) => {
            let own = &lowering.schemas.schema(key.schema).assertions;
            (Form::Same(target), own.nullable)
        }
        None => decide(lowering, key, &flat),
    };
    let outline = Rc::new(Outline {
        flat,
        form,
        nullable,
    });
    lowering.types.remember_outline(key, outline.clone());
    outline
}

fn decide<'s>(lowering: &mut Lowering<'_, 's>, key: Key, flat: &Flat<'s>) -> Decided<'s> {
    let any_json = (Form::Plain(Type::Json), false);
    if flat.contradictory {
        return any_json;
    }
    if flat.assertions.boolean == Some(false) {
        let message = "the schema `false` matches nothing; the type takes any JSON";
        widened(lowering, flat.node, message);
        return any_json;
    }
    if let Some(decided) = enumerated::values(lowering, flat) {
        return decided;
    }
    if flat.assertions.branches().is_empty() {
        return by_kinds(lowering, key, flat);
    }
    if !flat.assertions.one_of.is_empty() && !flat.assertions.any_of.is_empty() {
        let message = "`anyOf` next to `oneOf` has no effect on the type; no value is lost";
        widened(lowering, flat.node, message);
    }
    by_branches(lowering, key, flat)
}

/// The form of a schema without branches and without enumerated values.
fn by_kinds<'s>(lowering: &mut Lowering<'_, 's>, key: Key, flat: &Flat<'s>) -> Decided<'s> {
    let form = match kinds(&flat.assertions)[..] {
        [] => Form::Plain(Type::Json),
        [kind] => single(lowering, key, kind, flat),
        // `type: [string, integer]` is a union of both.
        ref several => {
            let branches = lowering.schemas.branch_per_kind(key.schema, flat, several);
            match branches[..] {
                [only] => Form::Same(only),
                _ => several_types(lowering, flat, branches),
            }
        }
    };
    let nullable = flat.assertions.nullable && !matches!(form, Form::Plain(Type::Json));
    (form, nullable)
}

fn single<'s>(lowering: &mut Lowering<'_, 's>, key: Key, kind: Kind, flat: &Flat<'s>) -> Form<'s> {
    scalar::note_unknown_format(lowering, flat, kind);
    match kind {
        Kind::Null => Form::Plain(Type::Json),
        Kind::Boolean => Form::Plain(Type::Bool),
        Kind::Integer => {
            let ty = scalar::integer(&flat.assertions);
            if ty == Type::Json {
                note_big_integers(lowering, flat.node);
            }
            Form::Plain(ty)
        }
        Kind::Number if scalar::is_integer(flat.assertions.format) => {
            Form::Plain(scalar::integer(&flat.assertions))
        }
        Kind::Number => Form::Plain(Type::F64),
        Kind::String => {
            scalar::note_unknown_encoding(lowering.report, flat);
            scalar::note_content(lowering.report, flat);
            Form::Plain(scalar::string(lowering, &flat.assertions))
        }
        Kind::Array if flat.assertions.prefix_items.len() > MOST_PLACES => {
            let message = format!(
                "a tuple of more than {} places is a list of any JSON",
                MOST_PLACES
            );
            widened(lowering, flat.node, &message);
            Form::List(None)
        }
        Kind::Array if !flat.assertions.prefix_items.is_empty() => {
            Form::Definition(Definition::Tuple)
        }
        Kind::Array => Form::List(flat.assertions.items),
        Kind::Object if flat.assertions.properties.is_empty() => {
            Form::Map(values_of(&flat.assertions, true))
        }
        Kind::Object if members_of(lowering, key, flat).is_empty() => {
            Form::Plain(Type::Map(Box::new(Type::Json)))
        }
        Kind::Object => Form::Definition(Definition::Object),
    }
}

/// The form of a schema with branches.
fn by_branches<'s>(lowering: &mut Lowering<'_, 's>, key: Key, flat: &Flat<'s>) -> Decided<'s> {
    let own_null = flat.assertions.nullable;
    if lowering.schemas.has_separate_fields(flat) {
        return (Form::Definition(Definition::ObjectAndUnion), own_null);
    }
    let branches = lowering.schemas.branches(key.schema);
    let nullable = branches.nullable || own_null;
    match branches.list[..] {
        [] => {
            let (form, base_null) = by_kinds(lowering, key, &flat.without_branches());
            (form, nullable || base_null)
        }
        [only] => (Form::Same(only), nullable),
        _ => {
            let form = several_types(lowering, flat, branches.list.clone());
            let nullable = nullable && !matches!(form, Form::Plain(Type::Json));
            (form, nullable)
        }
    }
}

/// Branches that are all strings, or all numbers, are one type; others are variants.
fn several_types<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    branches: Vec<SchemaId>,
) -> Form<'s> {
    if let Some(form) = merged::one_type(lowering, &branches) {
        return form;
    }
    if branches.len() > BRANCHES {
        let message = format!("a union of more than {BRANCHES} types");
        too_complex(lowering.report, flat.node, &message);
        return Form::Plain(Type::Json);
    }
    Form::Definition(Definition::Union(branches))
}

/// Notes integers of more than 64 bits. serde_json keeps their digits, where the crate asks for that.
fn note_big_integers(lowering: &mut Lowering<'_, '_>, node: &Node) {
    lowering.has_big_integers = true;
    let message = "integers beyond 64 bits are kept as plain JSON, with all their digits";
    widened(lowering, node, message);
}

fn widened(lowering: &Lowering<'_, '_>, node: &Node, message: &str) {
    let report = lowering.report;
    report.add(report.at_key(Code::Widened, node, message));
}
