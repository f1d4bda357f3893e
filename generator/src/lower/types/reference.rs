//! Schema, use and hint → the type of a field. A schema that needs a definition gets an
//! empty one, and whoever fills the definitions is told of it; so nothing here depends on how deep
//! the definitions of a document hold each other.

use std::collections::HashSet;

use super::form;
use crate::api::{Type, TypeId};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::drafts::{Key, Mention, Typed, Use};
use crate::lower::hint::Hint;
use crate::lower::names::upper_camel;
use crate::lower::outline::{Form, Outline, Values};
use crate::openapi::{SchemaId, defined_as};
use crate::schemas::{Flat, say_the_same, too_complex};
use crate::source::Node;

/// The most lists and maps that may hold each other without an object in between: compilers recurse
/// there.
const NESTING: usize = 32;

/// The type of a schema.
pub(super) fn reference(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    used: Use,
    hint: &Hint,
) -> Typed {
    let mut path = Path {
        used,
        open: HashSet::new(),
        depth: 0,
    };
    follow(lowering, schema, hint, &mut path)
}

/// The type of keys that are not properties: the one that fits all their schemas.
pub(super) fn value_type<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    values: &Values,
    used: Use,
    hint: &Hint,
) -> Type {
    let mut path = Path {
        used,
        open: HashSet::new(),
        depth: 0,
    };
    value_within(lowering, flat, values, hint, &mut path)
}

/// The way from a field to the schema that is looked at, without definitions on it.
struct Path {
    used: Use,
    open: HashSet<Key>,
    /// The lists and maps on the way.
    depth: usize,
}

fn follow(
    lowering: &mut Lowering<'_, '_>,
    mut schema: SchemaId,
    hint: &Hint,
    path: &mut Path,
) -> Typed {
    let mut hint = hint.clone();
    let mut passed: Vec<(Key, bool)> = Vec::new();
    let mut typed = loop {
        let key = form::key(lowering, schema, path.used);
        // A component gives its name to what it refers to.
        let node = lowering.schemas.schema(schema).node;
        let defined = || defined_as(lowering.report.sources, node).map(upper_camel);
        if let Some(name) = lowering.called.get(&schema).cloned().or_else(defined) {
            hint = Hint::new(&name);
        }
        if let Some(known) = lowering.types.known(key)
            && lowering.types.is_settled(&known.ty)
        {
            break known.clone();
        }
        if !path.open.insert(key) {
            break endless(lowering, schema);
        }
        let outline = form::outline(lowering, key);
        if let Form::Same(target) = outline.form {
            passed.push((key, outline.nullable));
            schema = target;
            continue;
        }
        let typed = Typed {
            ty: type_of(lowering, key, &outline, &hint, path),
            nullable: outline.nullable,
        };
        path.open.remove(&key);
        lowering.types.remember(key, typed.clone());
        break typed;
    };
    for (key, nullable) in passed.into_iter().rev() {
        typed.nullable |= nullable;
        path.open.remove(&key);
        lowering.types.remember(key, typed.clone());
    }
    typed
}

fn type_of<'s>(
    lowering: &mut Lowering<'_, 's>,
    key: Key,
    outline: &std::rc::Rc<Outline<'s>>,
    hint: &Hint,
    path: &mut Path,
) -> Type {
    let node = outline.flat.node;
    match &outline.form {
        Form::Plain(ty) => ty.clone(),
        Form::Strings(branches) => {
            let mut branches = branches.iter();
            let mut types = branches
                .by_ref()
                .map(|branch| follow(lowering, *branch, hint, path).ty);
            let first = types.next().unwrap_or(Type::String);
            let others: Vec<Type> = types.collect();
            if others.iter().all(|ty| *ty == first) {
                first
            } else {
                Type::String
            }
        }
        Form::List(items) => {
            let list = nested(lowering, node, path, |lowering, path| {
                items.map_or(Type::Json, |items| {
                    follow(lowering, items, &hint.one("Item"), path).inner()
                })
            });
            bounded(lowering, Type::List(Box::new(list)), node)
        }
        Form::Map(values) => {
            let value = nested(lowering, node, path, |lowering, path| {
                value_within(lowering, &outline.flat, values, &hint.one("Value"), path)
            });
            bounded(lowering, Type::Map(Box::new(value)), node)
        }
        Form::Definition(_) => Type::Named(definition(lowering, key, outline, hint, path.used)),
        // Followed before.
        Form::Same(_) => Type::Json,
    }
}

/// The definition of a schema, mentioned by these words.
fn definition<'s>(
    lowering: &mut Lowering<'_, 's>,
    key: Key,
    outline: &std::rc::Rc<Outline<'s>>,
    hint: &Hint,
    used: Use,
) -> TypeId {
    let named = lowering.schemas.component(key.schema).is_some();
    let id = lowering.types.define(key, named, outline);
    lowering.types.mention(Mention {
        id,
        key,
        used,
        hint: hint.clone(),
    });
    id
}

/// What a list or a map holds.
fn nested<'r, 's>(
    lowering: &mut Lowering<'r, 's>,
    node: &'s Node,
    path: &mut Path,
    held: impl FnOnce(&mut Lowering<'r, 's>, &mut Path) -> Type,
) -> Type {
    if path.depth >= NESTING {
        return too_deep(lowering, node);
    }
    path.depth += 1;
    let held = held(lowering, path);
    path.depth -= 1;
    held
}

/// The type, unless lists and maps hold each other too deep in it.
fn bounded(lowering: &Lowering<'_, '_>, ty: Type, node: &Node) -> Type {
    let mut depth = 0;
    let mut inner = &ty;
    while let Type::List(next) | Type::Map(next) | Type::Option(next) = inner {
        depth += 1;
        inner = next;
    }
    if depth < NESTING {
        ty
    } else {
        too_deep(lowering, node)
    }
}

fn too_deep(lowering: &Lowering<'_, '_>, node: &Node) -> Type {
    let message = format!("more than {NESTING} lists or maps within each other");
    too_complex(lowering.report, node, &message);
    Type::Json
}

fn value_within<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    values: &Values,
    hint: &Hint,
    path: &mut Path,
) -> Type {
    let mut schemas = values.schemas.iter().copied();
    let Some(first) = schemas.next() else {
        return Type::Json;
    };
    let ty = follow(lowering, first, hint, path).inner();
    // Inline schemas that say the same are two types until all are known.
    let node = lowering.schemas.schema(first).node;
    let same = schemas.all(|other| {
        say_the_same(lowering.schemas.schema(other).node, node)
            || follow(lowering, other, hint, path).inner() == ty
    });
    let message = if !same {
        "keys of `patternProperties` hold values of different types: all are kept as plain JSON"
    } else if values.open && ty != Type::Json {
        "other keys than those of `patternProperties` may hold anything: all are kept as plain JSON"
    } else {
        return ty;
    };
    widened(lowering, flat.node, message)
}

/// A list of itself: Rust has no such type without a name.
fn endless(lowering: &Lowering<'_, '_>, schema: SchemaId) -> Typed {
    let message =
        "the schema contains itself without an object in between; it is kept as plain JSON";
    let node = lowering.schemas.schema(schema).node;
    Typed::plain(widened(lowering, node, message))
}

fn widened(lowering: &Lowering<'_, '_>, node: &Node, message: &str) -> Type {
    let report = lowering.report;
    report.add(report.at_key(Code::Widened, node, message));
    Type::Json
}
