//! The rule of the document's own `discriminator`.

use std::collections::HashSet;

use super::{Candidate, Undecided, by_tag};
use crate::api::{Otherwise, Rule};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::names;
use crate::lower::types::union::words::Branch;
use crate::openapi::{Discriminator, Kind, SchemaId};
use crate::schemas::{Constant, Direction, Facts, Flat, kinds_of_values};
use crate::source::Node;

/// A value of the discriminator's property, and the variant that it leads to.
type Decision<'s> = (Constant<'s>, usize);

/// The values of the discriminator's property that lead to a branch alone.
pub(in crate::lower::types::union) struct Tags<'s> {
    pub property: &'s str,
    pub values: Vec<Constant<'s>>,
    /// The branch is for objects without the property, and for values that lead to no branch.
    pub is_default: bool,
}

/// The tags of each branch that is an object: the values that `mapping` has for it, with those that it
/// allows itself; the name of a component that `mapping` does not know and that allows any value.
/// None of a union, whose branches have their own, and none where the branch alone allows several values and a mapping
/// adds none: then the property is a field that means something.
pub(in crate::lower::types::union) fn tags<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    branches: &[Branch<'s>],
) -> Vec<Tags<'s>> {
    let discriminator = flat.annotations.discriminator.as_ref();
    let of_branch = |branch: &Branch<'s>| match discriminator {
        Some(discriminator) => tags_of(lowering, discriminator, branch, branches),
        None => Tags {
            property: "",
            values: Vec::new(),
            is_default: false,
        },
    };
    branches.iter().map(of_branch).collect()
}

fn tags_of<'s>(
    lowering: &mut Lowering<'_, 's>,
    discriminator: &Discriminator<'s>,
    branch: &Branch<'s>,
    branches: &[Branch<'s>],
) -> Tags<'s> {
    let property = discriminator.property;
    let target = lowering.schemas.target_of_branch(branch.id);
    let leads_here = |id: SchemaId| lowering.schemas.target(id) == target;
    let is_default = discriminator.default.is_some_and(leads_here);
    let mapping = discriminator.mapping.iter();
    let mapped = mapping.filter(|(_, id)| leads_here(**id));
    let mapped: Vec<&str> = mapped.map(|(value, _)| *value).collect();
    let mut tags = Tags {
        property,
        values: Vec::new(),
        is_default,
    };
    let is_object = branch.facts.kinds == [Kind::Object];
    if !is_object
        || !lowering
            .schemas
            .flat(branch.id)
            .assertions
            .branches()
            .is_empty()
    {
        return tags;
    }
    let kinds = kinds_of_property(lowering, branch.id, property);
    let known = discriminator.mapping.keys();
    let known: Vec<Constant<'s>> = known.map(|value| as_property(value, &kinds)).collect();
    // Also where values of this direction are without it: that it decides is said of both.
    let own = branch.said.values(property);
    let mapped = mapped.into_iter().map(|value| as_property(value, &kinds));
    tags.values
        .extend(mapped.filter(|value| !excludes(own, value)));
    let is_shared = |value: &Constant<'_>| {
        let mut others = branches.iter().filter(|other| other.id != branch.id);
        others.any(|other| {
            let values = other.said.values(property);
            values.is_some_and(|values| values.contains(value))
        })
    };
    let is_field = own.is_some_and(|own| {
        let is_own = |value: &Constant<'_>| own.contains(value);
        own.len() > 1 && !own.iter().any(is_shared) && tags.values.iter().all(is_own)
    });
    if is_field {
        tags.values.clear();
        return tags;
    }
    let base = lowering.schemas.base_of(target);
    match (own, lowering.schemas.component(base.unwrap_or(target))) {
        (Some(own), _) if !tags.values.is_empty() => {
            let others = own.iter();
            let others = others.filter(|value| !known.contains(value) && !is_shared(value));
            tags.values.extend(others);
        }
        // A base enumerates the values of all: `dog` is that of `Dog`.
        (Some(own), Some(name)) if own.iter().all(is_shared) => {
            let is_own = |value: &&Constant<'s>| match value {
                Constant::Text(text) => names::split(text) == names::split(name),
                _ => false,
            };
            let mut named = own.iter().filter(|value| !known.contains(value));
            tags.values.extend(named.find(is_own));
        }
        (None, Some(name)) if tags.values.is_empty() && !is_default => {
            let name = Constant::Text(name);
            tags.values.extend((!known.contains(&name)).then_some(name));
        }
        _ => {}
    }
    tags
}

/// Reports values of `mapping` that lead to no branch, or to one that excludes them. A base that other schemas build on
/// may map more of them than a union has.
fn check_mapping<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    discriminator: &Discriminator<'s>,
    candidates: &[Candidate<'s>],
) {
    let own = |key: &str| flat.node.get(key);
    let mapping = own("discriminator").and_then(|node| node.get("mapping"));
    let branches = own("oneOf").or(own("anyOf")).and_then(Node::as_array);
    let (Some(mapping), Some(_)) = (mapping, branches) else {
        return;
    };
    let branches = flat.assertions.branches();
    let holds_others = |branch: &SchemaId| {
        let flat = lowering.schemas.flat(*branch);
        !flat.assertions.branches().is_empty()
    };
    if branches.iter().any(holds_others) {
        return;
    }
    let target = |id: &SchemaId| lowering.schemas.target_of_branch(*id);
    let targets: Vec<SchemaId> = branches.iter().map(target).collect();
    let property = discriminator.property;
    for (value, id) in &discriminator.mapping {
        let Some(node) = mapping.get(value) else {
            continue;
        };
        let target = lowering.schemas.target(*id);
        let shown = value.escape_debug();
        let (message, label, help) = if !targets.contains(&target) {
            (
                format!("`{shown}` leads to none of the branches"),
                "ignored",
                "add the schema to the branches, or remove the value",
            )
        } else if is_excluded(lowering, candidates, target, (property, value)) {
            (
                format!("`{shown}` leads to a branch that has another `{property}`"),
                "ignored",
                "map the value that the branch has, or let the branch have this one",
            )
        } else {
            continue;
        };
        let report = lowering.report;
        let found = report.at(Code::Discriminator, node, message);
        report.add(found.label(label).help(help).once());
    }
}

/// Whether a value of `mapping` leads to a branch that excludes it.
fn is_excluded<'s>(
    lowering: &mut Lowering<'_, 's>,
    candidates: &[Candidate<'s>],
    target: SchemaId,
    (property, value): (&'s str, &'s str),
) -> bool {
    let mut branches = candidates.iter();
    let branch =
        branches.find(|candidate| lowering.schemas.target_of_branch(candidate.branch) == target);
    branch.is_some_and(|branch| {
        let kinds = kinds_of_property(lowering, branch.branch, property);
        excludes(branch.said.values(property), &as_property(value, &kinds))
    })
}

/// Whether a branch whose property can have these values is never of another one: an enumeration of several may grow,
/// a constant does not.
fn excludes(own: Option<&[Constant<'_>]>, value: &Constant<'_>) -> bool {
    matches!(own, Some([only]) if only != value)
}

/// The property of the discriminator decides. `cat` is the variant of `Cat` when `mapping` says so, when
/// `Cat` allows only `cat` there, or when neither is the case and the component's name is `cat`.
pub(super) fn by_discriminator<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    direction: Option<Direction>,
    undecided: &mut Undecided<'_, 's>,
) -> Option<Rule> {
    let discriminator = flat.annotations.discriminator.as_ref()?;
    check_mapping(lowering, flat, discriminator, undecided.all);
    let values = values(lowering, discriminator, undecided.all);
    let mut all = undecided.all.iter();
    let otherwise = all.find(|candidate| candidate.is_default);
    let otherwise = otherwise.map(|candidate| candidate.variant);
    if let (Some(_), None) = (discriminator.default, otherwise) {
        let message = "`defaultMapping` leads to none of the branches";
        let report = lowering.report;
        report.add(report.at_key(Code::Discriminator, flat.node, message));
    }
    if values.is_empty() {
        return None;
    }
    let is_needed = undecided.all_need(discriminator.property, &values);
    let leads_to_several = |value: &Constant<'_>| {
        let same = values.iter().filter(|(other, _)| other == value);
        same.count() > 1
    };
    let is_shared = |variant: usize| {
        let mut own = values.iter().filter(|(_, decided)| *decided == variant);
        own.any(|(value, _)| leads_to_several(value))
    };
    let some_shared = undecided
        .all
        .iter()
        .any(|candidate| is_shared(candidate.variant));
    let decided: HashSet<usize> = values.iter().map(|(_, variant)| *variant).collect();
    let may_be_untagged = |candidate: &&Candidate<'_>| {
        decided.contains(&candidate.variant)
            && !candidate.said.has_value(discriminator.property)
            && candidate.facts.kinds == [Kind::Object]
    };
    let is_told_otherwise = otherwise.is_none() && !undecided.any_json && !some_shared;
    let untagged = undecided.all.iter().filter(may_be_untagged);
    let untagged = untagged.filter(|_| is_told_otherwise);
    let untagged: HashSet<usize> = untagged.map(|candidate| candidate.variant).collect();
    undecided.decide(|candidate| {
        let variant = candidate.variant;
        let mut optional = candidate.said.optional_tags.iter();
        let needs = |facts: &Facts<'_>| facts.required.contains(discriminator.property);
        // Answers are without a property of requests, so the other rules decide. A request tells its variant by the tag.
        let is_of_requests = direction == Some(Direction::Received)
            && needs(&candidate.said)
            && !needs(&candidate.facts);
        // Where a value leads to several variants, other rules must choose among those, and also for a
        // value that may be missing.
        let left_open = is_shared(variant)
            || is_of_requests
            || untagged.contains(&variant)
            || some_shared && optional.any(|(key, _)| *key == discriminator.property);
        decided.contains(&variant) && !left_open || otherwise == Some(variant)
    });
    if !untagged.is_empty() {
        undecided.untagged = Some((discriminator.property, untagged));
    }
    let otherwise = match otherwise {
        Some(variant) => Otherwise::Default(variant),
        None if is_needed => Otherwise::Missing,
        None if undecided.untagged.is_some() => Otherwise::Untagged,
        None => Otherwise::Unknown,
    };
    Some(by_tag(discriminator.property, values, otherwise))
}

/// The tags of variants, mapped values, then the values that the branches themselves allow, then the names of the branches.
/// A value that several branches allow leads to the branch of its name; where there is none it leads to
/// each of them.
fn values<'s>(
    lowering: &mut Lowering<'_, 's>,
    discriminator: &Discriminator<'s>,
    candidates: &[Candidate<'s>],
) -> Vec<Decision<'s>> {
    let mut values = Vec::new();
    for candidate in candidates {
        if let Some(tag) = candidate.tag {
            add(&mut values, (tag, candidate.variant));
        }
    }
    values.extend(mapped(lowering, discriminator, candidates));
    let mapped = values.clone();
    let is_mapped = |value: &Constant<'_>| mapped.iter().any(|(known, _)| known == value);
    let names: Vec<Decision<'s>> = candidates
        .iter()
        .filter_map(|candidate| {
            let target = lowering.schemas.target_of_branch(candidate.branch);
            let name = lowering.schemas.component(target)?;
            Some((Constant::Text(name), candidate.variant))
        })
        .collect();
    let untagged = |candidate: &&Candidate<'_>| candidate.tag.is_none() && !candidate.is_default;
    for candidate in candidates.iter().filter(untagged) {
        let Candidate {
            variant,
            branch,
            said,
            ..
        } = candidate;
        let has_mapping = mapped.iter().any(|(_, decided)| decided == variant);
        if let Some(constants) = said.values(discriminator.property) {
            for constant in constants.iter().filter(|constant| !is_mapped(constant)) {
                let name = names.iter().find(|(name, _)| name == constant);
                if name.is_none_or(|(_, named)| named == variant) {
                    add(&mut values, (*constant, *variant));
                }
            }
        } else if !has_mapping {
            let mut own = tags_within(lowering, *branch, discriminator.property);
            if own.is_empty() {
                let name = names.iter().find(|(_, named)| named == variant);
                own.extend(name.map(|(name, _)| *name));
            }
            for value in own.into_iter().filter(|value| !is_mapped(value)) {
                add(&mut values, (value, *variant));
            }
        }
    }
    values
}

/// The values of a property that lead to the branches of a union which is a branch itself: those that it maps, and the
/// names of the branches that it does not. None of a branch that is told apart otherwise.
fn tags_within<'s>(
    lowering: &mut Lowering<'_, 's>,
    branch: SchemaId,
    property: &str,
) -> Vec<Constant<'s>> {
    let mut tags = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![lowering.schemas.target_of_branch(branch)];
    while let Some(union) = open.pop() {
        let flat = lowering.schemas.flat(union);
        let discriminator = flat.annotations.discriminator.as_ref();
        let Some(own) = discriminator.filter(|own| own.property == property) else {
            continue;
        };
        if !seen.insert(union) {
            continue;
        }
        let mut mapped = HashSet::new();
        for (value, target) in &own.mapping {
            let kinds = kinds_of_property(lowering, *target, property);
            tags.push(as_property(value, &kinds));
            mapped.insert(lowering.schemas.target(*target));
        }
        for branch in lowering.schemas.branches(union).list.clone() {
            let target = lowering.schemas.target_of_branch(branch);
            if mapped.contains(&target) {
                continue;
            }
            let is_union = !lowering
                .schemas
                .flat(target)
                .assertions
                .branches()
                .is_empty();
            let name = lowering.schemas.component(target);
            match is_union {
                true => open.push(target),
                false => tags.extend(name.map(Constant::Text)),
            }
        }
    }
    tags
}

/// The values of `mapping`.
fn mapped<'s>(
    lowering: &mut Lowering<'_, 's>,
    discriminator: &Discriminator<'s>,
    candidates: &[Candidate<'s>],
) -> Vec<Decision<'s>> {
    let mut values = Vec::new();
    for (value, target) in &discriminator.mapping {
        let target = lowering.schemas.target(*target);
        let mut branches = candidates.iter();
        let is_target = |candidate: &&Candidate<'_>| {
            lowering.schemas.target_of_branch(candidate.branch) == target
        };
        let is_open = |candidate: &&Candidate<'_>| candidate.tag.is_none() && !candidate.is_default;
        let is_target = |candidate: &&Candidate<'_>| is_open(candidate) && is_target(candidate);
        if let Some(candidate) = branches.find(is_target) {
            let kinds = kinds_of_property(lowering, candidate.branch, discriminator.property);
            let value = as_property(value, &kinds);
            if !excludes(candidate.said.values(discriminator.property), &value) {
                add(&mut values, (value, candidate.variant));
            }
        }
    }
    values
}

fn add<'s>(values: &mut Vec<Decision<'s>>, decision: Decision<'s>) {
    if !values.contains(&decision) {
        values.push(decision);
    }
}

/// The types of the discriminator's property, which `const: 1` without `type` has too.
fn kinds_of_property(
    lowering: &mut Lowering<'_, '_>,
    object: SchemaId,
    property: &str,
) -> Vec<Kind> {
    let object = lowering.schemas.flat(object);
    let property = object.assertions.properties.get(property).copied();
    property.map_or_else(Vec::new, |id| {
        kinds_of_values(&lowering.schemas.flat(id).assertions)
    })
}

/// A value of `mapping`, which is always text in the document, as the property has it: `"1"` is the
/// integer 1 where the property is an integer.
fn as_property<'s>(text: &'s str, kinds: &[Kind]) -> Constant<'s> {
    let constant = match kinds {
        [Kind::Integer | Kind::Number] => text.parse().ok().map(Constant::Integer),
        [Kind::Boolean] => text.parse().ok().map(Constant::Bool),
        _ => None,
    };
    constant.unwrap_or(Constant::Text(text))
}
