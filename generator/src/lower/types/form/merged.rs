//! Branches that are all strings, all numbers or all booleans: one type, no variants.

use std::collections::HashSet;

use super::{enumerated, scalar};
use crate::api::{Integer, Type};
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::outline::{Definition, Entry, Form};
use crate::openapi::{Assertions, Kind, SchemaId};
use crate::schemas::{Constant, Flat, few_constants, kinds};
use crate::source::Node;

/// The one type of all branches, if they have one.
pub(super) fn one_type<'s>(
    lowering: &mut Lowering<'_, 's>,
    branches: &[SchemaId],
) -> Option<Form<'s>> {
    let flats = flats(lowering, branches);
    if flats.iter().any(has_branches) {
        let branch = the_enumeration(branches, &flats)?;
        return is_string_enumeration(lowering, branch).then_some(Form::Same(branch));
    }
    if flats
        .iter()
        .all(|flat| kinds(&flat.assertions) == [Kind::Boolean])
    {
        return Some(Form::Plain(Type::Bool));
    }
    if let Some(form) = integers(lowering, branches, &flats) {
        return Some(form);
    }
    if let Some(number) = number(&flats) {
        return Some(Form::Plain(number));
    }
    lists(branches, &items(lowering, &flats)).or_else(|| strings(lowering, branches, &flats))
}

/// The schemas of the items, where all branches are lists.
fn items<'s>(lowering: &mut Lowering<'_, 's>, lists: &[Flat<'s>]) -> Vec<Flat<'s>> {
    let items = lists.iter().map(|list| {
        let is_list = is_any(list, Kind::Array) && list.assertions.prefix_items.is_empty();
        list.assertions.items.filter(|_| is_list)
    });
    let items = items.collect::<Option<Vec<_>>>();
    flats(lowering, &items.unwrap_or_default())
}

/// Lists of numbers, or of texts, that differ in their lengths: a box of 4 coordinates or of 6.
fn lists<'s>(branches: &[SchemaId], items: &[Flat<'s>]) -> Option<Form<'s>> {
    let is_same = |kind: Kind| {
        let is_one = |item: &Flat<'_>| {
            is_any(item, kind) && !item.assertions.nullable && item.assertions.branches().is_empty()
        };
        let mut formats = items.iter().map(|item| item.assertions.format);
        let first = formats.next();
        items.iter().all(is_one) && formats.all(|format| Some(format) == first)
    };
    let is_scalar = [Kind::Number, Kind::Integer, Kind::String]
        .into_iter()
        .any(is_same);
    branches
        .first()
        .filter(|_| !items.is_empty() && is_scalar)
        .map(|first| Form::Same(*first))
}

fn flats<'s>(lowering: &mut Lowering<'_, 's>, branches: &[SchemaId]) -> Vec<Flat<'s>> {
    let branches = branches.iter();
    branches
        .map(|branch| lowering.schemas.flat(*branch))
        .collect()
}

fn has_branches(flat: &Flat<'_>) -> bool {
    !flat.assertions.branches().is_empty()
}

/// Branches that enumerate integers are one enumeration, which is open anyway: `anyOf: [{ const: 1 }, { type: integer }]`
/// too.
fn integers<'s>(
    lowering: &Lowering<'_, 's>,
    branches: &[SchemaId],
    flats: &[Flat<'s>],
) -> Option<Form<'s>> {
    let mut seen = HashSet::new();
    let mut entries: Vec<Entry<'s, i64>> = Vec::new();
    let mut enumerated = Vec::new();
    for (branch, flat) in branches.iter().zip(flats) {
        let Some(values) = few_integers(flat) else {
            match is_any_integer(flat) {
                true => continue,
                false => return None,
            }
        };
        enumerated.push(*branch);
        let single = values.len() == 1;
        let values = values.into_iter().filter(|value| seen.insert(*value));
        entries.extend(values.map(|value| entry(lowering, flat, value, single)));
    }
    let form = Form::Definition(Definition::IntegerEnum(entries));
    (!enumerated.is_empty()).then(|| the_component(lowering, &enumerated).unwrap_or(form))
}

/// The integers that a schema enumerates.
fn few_integers(flat: &Flat<'_>) -> Option<Vec<i64>> {
    let values = few_constants(&flat.assertions)?.into_iter();
    let integers = values.map(|value| match value {
        Constant::Integer(value) => Some(value),
        _ => None,
    });
    integers.collect()
}

/// Whether a schema is any integer that an enumeration can hold.
fn is_any_integer(flat: &Flat<'_>) -> bool {
    is_any(flat, Kind::Integer)
        && matches!(
            scalar::integer(&flat.assertions),
            Type::Integer(integer) if Integer::I64.holds(integer)
        )
}

/// Integers and numbers together are no one type: an `f64` would round large integers.
fn number(flats: &[Flat<'_>]) -> Option<Type> {
    let all = |kind: Kind| flats.iter().all(|flat| is_any(flat, kind));
    match () {
        () if all(Kind::Integer) => Some(Type::Integer(Integer::I64)),
        () if all(Kind::Number) => Some(Type::F64),
        () => None,
    }
}

/// `anyOf: [{ enum: [a] }, { enum: [b] }, { type: string }]` is one enumeration, which is open anyway.
fn strings<'s>(
    lowering: &Lowering<'_, 's>,
    branches: &[SchemaId],
    flats: &[Flat<'s>],
) -> Option<Form<'s>> {
    if !flats.iter().all(is_text) || has_other_type(lowering, flats) {
        return None;
    }
    let mut seen = HashSet::new();
    let mut entries: Vec<Entry<'s, String>> = Vec::new();
    let mut enumerated = Vec::new();
    for (branch, flat) in branches.iter().zip(flats) {
        let Some(values) = texts(&flat.assertions) else {
            continue;
        };
        enumerated.push(*branch);
        let single = values.len() == 1;
        let values = values.into_iter();
        let values = values.map(|value| lowering.report.sources.text_of(value).into_owned());
        let values = values.filter(|value| seen.insert(value.clone()));
        entries.extend(values.map(|value| entry(lowering, flat, value, single)));
    }
    if entries.is_empty() {
        return Some(Form::Strings(branches.to_vec()));
    }
    let form = Form::Definition(Definition::StringEnum(entries));
    Some(the_component(lowering, &enumerated).unwrap_or(form))
}

/// The type of the one enumeration that is a component: `anyOf: [string, $ref: Model]`.
fn the_component<'s>(lowering: &Lowering<'_, 's>, enumerated: &[SchemaId]) -> Option<Form<'s>> {
    let schemas = &lowering.schemas;
    match *enumerated {
        [only] if schemas.component(schemas.target(only)).is_some() => Some(Form::Same(only)),
        _ => None,
    }
}

/// Whether there are enumerated strings next to texts of a type of their own, such as dates, and no other text is taken:
/// an enumeration would lose that type.
fn has_other_type(lowering: &Lowering<'_, '_>, flats: &[Flat<'_>]) -> bool {
    let mut texts = flats
        .iter()
        .filter(|flat| !enumerates_texts(flat))
        .peekable();
    let is_plain = |flat: &Flat<'_>| scalar::string(lowering, &flat.assertions) == Type::String;
    texts.peek().is_some() && flats.iter().any(enumerates_texts) && !texts.any(is_plain)
}

/// The strings that a schema without branches enumerates, also where YAML has numbers for them.
fn texts<'s>(assertions: &Assertions<'s>) -> Option<Vec<&'s Node>> {
    let texts = enumerated::texts(assertions);
    texts.filter(|_| assertions.branches().is_empty())
}

fn enumerates_texts(flat: &Flat<'_>) -> bool {
    texts(&flat.assertions).is_some()
}

/// Whether a schema has enumerated strings or is any string.
fn is_text(flat: &Flat<'_>) -> bool {
    enumerates_texts(flat) || is_any_text(flat)
}

fn is_any_text(flat: &Flat<'_>) -> bool {
    kinds(&flat.assertions) == [Kind::String] && flat.assertions.values.is_none()
}

/// Whether a schema is any value of a JSON type.
fn is_any(flat: &Flat<'_>, kind: Kind) -> bool {
    let Assertions {
        values, constant, ..
    } = &*flat.assertions;
    values.is_none() && constant.is_none() && kinds(&flat.assertions) == [kind]
}

/// A value; where it is the only one of its branch, with the title and the description of that.
fn entry<'s, T>(
    lowering: &Lowering<'_, 's>,
    flat: &Flat<'s>,
    value: T,
    is_single: bool,
) -> Entry<'s, T> {
    if !is_single {
        return Entry::new(value, flat.node);
    }
    let text = flat.annotations.description.unwrap_or("");
    Entry {
        docs: docs::docs(text, lowering.link_base.as_deref()),
        title: flat.annotations.title,
        ..Entry::new(value, flat.node)
    }
}

/// The one branch that is not simply a string.
fn the_enumeration(branches: &[SchemaId], flats: &[Flat<'_>]) -> Option<SchemaId> {
    let is_string = |flat: &Flat<'_>| {
        kinds(&flat.assertions) == [Kind::String] && texts(&flat.assertions).is_none()
    };
    let mut others = branches
        .iter()
        .zip(flats)
        .filter(|(_, flat)| !is_string(flat));
    match (others.next(), others.next()) {
        (Some((branch, _)), None) => Some(*branch),
        _ => None,
    }
}

/// Whether the type of a schema is an enumeration of strings. It follows references and branches
/// without asking for the forms on the way, because unions may hold each other as deep as the
/// document is long; all schemas on the way have the same answer.
fn is_string_enumeration(lowering: &mut Lowering<'_, '_>, mut id: SchemaId) -> bool {
    let mut way = HashSet::new();
    let answer = loop {
        if let Some(known) = lowering.string_enumerations.get(&id) {
            break *known;
        }
        if !way.insert(id) {
            break false;
        }
        match enumerates(lowering, id) {
            Enumerates::Itself(answer) => break answer,
            Enumerates::As(next) => id = next,
        }
    };
    let way = way.into_iter().map(|id| (id, answer));
    lowering.string_enumerations.extend(way);
    answer
}

/// What a schema alone says of whether it is an enumeration of strings.
enum Enumerates {
    Itself(bool),
    /// It is one if that schema is.
    As(SchemaId),
}

fn enumerates(lowering: &mut Lowering<'_, '_>, id: SchemaId) -> Enumerates {
    if let Some(target) = lowering.schemas.stands_for(id) {
        return Enumerates::As(target);
    }
    let flat = lowering.schemas.flat(id);
    if flat.contradictory || flat.assertions.boolean == Some(false) {
        return Enumerates::Itself(false);
    }
    let itself = enumerated::texts(&flat.assertions).is_some();
    if itself || !has_branches(&flat) {
        return Enumerates::Itself(itself);
    }
    if lowering.schemas.has_separate_fields(&flat) {
        return Enumerates::Itself(false);
    }
    let branches = lowering.schemas.branches(id);
    let flats = flats(lowering, &branches.list);
    match branches.list[..] {
        [only] => Enumerates::As(only),
        _ if flats.iter().any(has_branches) => match the_enumeration(&branches.list, &flats) {
            Some(branch) => Enumerates::As(branch),
            None => Enumerates::Itself(false),
        },
        _ => Enumerates::Itself(
            flats.iter().all(is_text)
                && flats.iter().any(enumerates_texts)
                && !has_other_type(lowering, &flats),
        ),
    }
}
