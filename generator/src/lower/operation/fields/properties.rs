//! The properties of a body that is a form or has parts: those of an object, and of the branches of a
//! union of objects.

use indexmap::IndexMap;

use crate::api::Gap;
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::operation::gaps::Gaps;
use crate::names::FIELDS;
use crate::openapi::{Additional, Kind, SchemaId};
use crate::schemas::{kinds, say_the_same, says_bytes};

/// The most schemas of one body that are looked at: branches of branches may refer to each other.
const MOST: usize = 200;

/// A property of the body, and whether every value of the body has it.
#[derive(Clone, Copy)]
pub(super) struct Property {
    pub schema: SchemaId,
    pub required: bool,
}

/// Properties by their keys.
pub(super) type Properties<'s> = IndexMap<&'s str, Property>;

/// The properties of a body; `None` when it is no object whose properties are known.
pub(super) fn of<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    gaps: &mut Gaps,
) -> Option<Properties<'s>> {
    let mut left = MOST;
    let flat = lowering.schemas.flat(schema);
    let properties = collect(lowering, schema, &mut left, gaps)?;
    let is_empty = matches!(flat.assertions.additional, Additional::Forbidden);
    (is_empty || !properties.is_empty()).then_some(properties)
}

fn collect<'s>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    left: &mut usize,
    gaps: &mut Gaps,
) -> Option<Properties<'s>> {
    *left = left.checked_sub(1)?;
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    if !assertions.kinds.is_empty() && !assertions.kinds.contains(&Kind::Object) {
        return None;
    }
    let mut properties = Properties::new();
    for (key, schema) in &assertions.properties {
        let property = lowering.schemas.flat(*schema);
        if !property.annotations.read_only {
            let schema = *schema;
            let required = assertions.required.contains(key);
            properties.insert(*key, Property { schema, required });
        }
    }
    let branches = lowering.schemas.branches(schema);
    let branches = branches.list.iter();
    let branches = branches.map(|branch| collect(lowering, *branch, left, gaps));
    let branches: Vec<Properties<'s>> = branches.collect::<Option<_>>()?;
    for (key, found) in branches.iter().flatten() {
        match properties.get(key) {
            None => {
                // What is sent is one of the branches: only what all of them need is needed.
                let mut own = branches.iter().map(|own| own.get(key));
                let required = own.all(|own| own.is_some_and(|own| own.required));
                let all = branches.iter().filter_map(|own| own.get(key).copied());
                let chosen = chosen(lowering, schema, key, &all.collect::<Vec<_>>());
                properties.insert(*key, Property { required, ..chosen });
            }
            Some(known) => note_other_schema(lowering, key, *known, *found, gaps),
        }
    }
    Some(properties)
}

/// The property of several branches that a field has: the one that it had in the last version, else the first.
fn chosen(lowering: &Lowering<'_, '_>, body: SchemaId, key: &str, all: &[Property]) -> Property {
    let node = |schema: SchemaId| lowering.schemas.schema(schema).node;
    let target = |property: &Property| node(lowering.schemas.plain_target(property.schema));
    let first = all[0];
    let is_first = |other: &Property| say_the_same(target(&first), target(other));
    if all.iter().all(is_first) {
        return first;
    }
    let names = &lowering.names;
    let field = format!("{} {key}", names.place(node(body)));
    let before = names.in_commit(FIELDS, &field);
    let mut known = all.iter();
    let known = known.find(|property| before == Some(&names.place(target(property))));
    let chosen = known.copied().unwrap_or(first);
    names.note(FIELDS, &field, &names.place(target(&chosen)));
    chosen
}

/// Notes a property that another branch describes otherwise; values of other types cannot be sent.
fn note_other_schema(
    lowering: &mut Lowering<'_, '_>,
    key: &str,
    known: Property,
    other: Property,
    gaps: &mut Gaps,
) {
    let target = |property: Property| lowering.schemas.plain_target(property.schema);
    let [known, other] = [known, other].map(target);
    let node = lowering.schemas.schema(other).node;
    if say_the_same(lowering.schemas.schema(known).node, node) {
        return;
    }
    let [known, other] = [known, other].map(|schema| lowering.schemas.flat(schema));
    let [first, rest] = [&known, &other].map(|flat| kinds(&flat.assertions));
    let covers = |kind: &Kind| {
        first.contains(kind) || *kind == Kind::Integer && first.contains(&Kind::Number)
    };
    let is_covered = first.is_empty() || !rest.is_empty() && rest.iter().all(covers);
    let report = lowering.report;
    let message = format!("`{key}` has another schema in another branch: the first is used");
    if is_covered && says_bytes(&known.assertions) == says_bytes(&other.assertions) {
        report.add(report.at_key(Code::Widened, node, message).once());
    } else {
        let found = report.at_key(Code::UnusedMedia, node, message);
        let found = found.label("values of its types cannot be sent");
        gaps.add(
            lowering,
            Gap::of("every type of the field", key),
            found.once(),
        );
    }
}
