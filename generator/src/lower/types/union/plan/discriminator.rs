//! The rule of the document's own `discriminator`.

use super::{Candidate, Undecided};
use crate::api::Rule;
use crate::lower::context::Lowering;
use crate::lower::types::convert;
use crate::openapi::{Discriminator, Kind, SchemaId};
use crate::schemas::{Constant, Flat, kinds};

/// A value of the discriminator's property, and the variant that it leads to.
type Decision<'s> = (Constant<'s>, usize);

/// The property of the discriminator decides. `cat` is the variant of `Cat` when `mapping` says so, when
/// `Cat` allows only `cat` there, or when neither is the case and the component's name is `cat`.
pub(super) fn by_discriminator<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    undecided: &mut Undecided<'_, 's>,
) -> Option<Rule> {
    let discriminator = flat.annotations.discriminator.as_ref()?;
    let values = values(lowering, discriminator, undecided.all);
    if values.is_empty() {
        return None;
    }
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
    undecided.decide(|candidate| {
        let variant = candidate.variant;
        let mut optional = candidate.facts.optional_tags.iter();
        let decided = values.iter().any(|(_, decided)| *decided == variant);
        // Where a value leads to several variants, other rules must choose among those, and also for a
        // value that may be missing.
        let left_open = is_shared(variant)
            || some_shared && optional.any(|(key, _)| *key == discriminator.property);
        decided && !left_open
    });
    let values = values.into_iter();
    Some(Rule::Tag {
        key: discriminator.property.to_owned(),
        values: values
            .map(|(value, variant)| (convert::constant(value), variant))
            .collect(),
    })
}

/// Mapped values, then the values that the branches themselves allow, then the names of the branches.
/// A value that several branches allow leads to the branch of its name; where there is none it leads to
/// each of them.
fn values<'s>(
    lowering: &mut Lowering<'_, 's>,
    discriminator: &Discriminator<'s>,
    candidates: &[Candidate<'s>],
) -> Vec<Decision<'s>> {
    let mut values = mapped(lowering, discriminator, candidates);
    let mapped = values.clone();
    let is_mapped = |value: &Constant<'_>| mapped.iter().any(|(known, _)| known == value);
    let names: Vec<Decision<'s>> = candidates
        .iter()
        .filter_map(|candidate| {
            let target = lowering.schemas.target(candidate.branch);
            let name = lowering.schemas.component(target)?;
            Some((Constant::Text(name), candidate.variant))
        })
        .collect();
    for Candidate { variant, facts, .. } in candidates {
        let has_mapping = mapped.iter().any(|(_, decided)| decided == variant);
        if let Some(constants) = facts.values(discriminator.property) {
            for constant in constants.iter().filter(|constant| !is_mapped(constant)) {
                let name = names.iter().find(|(name, _)| name == constant);
                if name.is_none_or(|(_, named)| named == variant) {
                    add(&mut values, (*constant, *variant));
                }
            }
        } else if !has_mapping {
            let own = names.iter().find(|(_, named)| named == variant);
            if let Some((name, _)) = own.filter(|(name, _)| !is_mapped(name)) {
                add(&mut values, (*name, *variant));
            }
        }
    }
    values
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
        let is_target =
            |candidate: &&Candidate<'_>| lowering.schemas.target(candidate.branch) == target;
        if let Some(candidate) = branches.find(is_target) {
            let kinds = kinds_of_property(lowering, candidate.branch, discriminator.property);
            add(&mut values, (as_property(value, &kinds), candidate.variant));
        }
    }
    values
}

fn add<'s>(values: &mut Vec<Decision<'s>>, decision: Decision<'s>) {
    if !values.contains(&decision) {
        values.push(decision);
    }
}

fn kinds_of_property(
    lowering: &mut Lowering<'_, '_>,
    object: SchemaId,
    property: &str,
) -> Vec<Kind> {
    let object = lowering.schemas.flat(object);
    let property = object.assertions.properties.get(property).copied();
    property.map_or_else(Vec::new, |id| kinds(&lowering.schemas.flat(id).assertions))
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
