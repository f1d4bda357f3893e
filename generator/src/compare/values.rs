//! The values of an enumeration and the branches of a union.

use super::Group;
use super::log::{Effect, Log, Spots, Subject};
use super::members::literal;
use super::pair::written;
use super::types::Both;
use crate::api::{Constant, Docs, Rule, Spot, Type, Union, Value, Variant};

/// A variant as both kinds of enumerations have it.
struct Entry<'a> {
    name: &'a str,
    wire: Constant,
    docs: &'a Docs,
    spot: Spot,
}

pub(super) fn strings(
    both: &Both<'_, '_>,
    old: &[Value<String>],
    new: &[Value<String>],
    log: &mut Log,
) {
    let wire = |value: &String| Constant::String(value.clone());
    compare(both, &entries(old, wire), &entries(new, wire), log);
}

pub(super) fn integers(both: &Both<'_, '_>, old: &[Value<i64>], new: &[Value<i64>], log: &mut Log) {
    let wire = |value: &i64| Constant::Integer(*value);
    compare(both, &entries(old, wire), &entries(new, wire), log);
}

fn entries<T>(values: &[Value<T>], wire: impl Fn(&T) -> Constant) -> Vec<Entry<'_>> {
    let entries = values.iter().map(|value| Entry {
        name: &value.name,
        wire: wire(&value.value),
        docs: &value.docs,
        spot: value.spot,
    });
    entries.collect()
}

fn compare(both: &Both<'_, '_>, old: &[Entry<'_>], new: &[Entry<'_>], log: &mut Log) {
    let of = Subject::whole(Group::Type, &both.new.name);
    let named = |entry: &Entry<'_>| of.part(format!("::{}", entry.name));
    let same_wire = |entry: &Entry<'_>| new.iter().find(|other| other.wire == entry.wire);
    let known = |entry: &Entry<'_>| old.iter().any(|other| other.wire == entry.wire);
    let same_name = |entry: &Entry<'_>| {
        new.iter()
            .find(|other| other.name == entry.name && !known(other))
    };
    let mut kept: Vec<&Constant> = Vec::new();
    for was in old {
        if let Some(is) = same_wire(was) {
            kept.push(&is.wire);
            let at = Spots::both(was.spot, is.spot);
            if was.name != is.name {
                let text = format!("renamed: it was `{}`; on the wire it is the same", was.name);
                log.add(&named(is), text, Effect::MAJOR, at);
            }
            if was.docs != is.docs {
                log.add(&named(is), "documentation", Effect::DOCUMENTATION, at);
            }
        } else if let Some(is) = same_name(was) {
            kept.push(&is.wire);
            let text = format!("on the wire {} → {}", literal(&was.wire), literal(&is.wire));
            log.add(
                &named(is),
                text,
                Effect::WIRE,
                Spots::both(was.spot, is.spot),
            );
        } else {
            // What is not sent any more an old client does not miss.
            let effect = Effect::MAJOR.wire(both.sent);
            log.add(&named(was), "removed", effect, Spots::old(was.spot));
        }
    }
    for is in new.iter().filter(|is| !kept.contains(&&is.wire)) {
        let text = format!("added: {}", literal(&is.wire));
        log.add(&named(is), text, Effect::MINOR, Spots::new(is.spot));
    }
}

/// Branches by their name, then by their type.
pub(super) fn union(both: &Both<'_, '_>, old: &Union, new: &Union, log: &mut Log) {
    let pair = both.pair;
    let of = Subject::whole(Group::Type, &both.new.name);
    let named = |variant: &Variant| of.part(format!("::{}", variant.name));
    let held_now = |variant: &Variant| variant.ty.as_ref().map(|ty| pair.written_now(ty));
    let held = |variant: &Variant| variant.ty.as_ref().map(|ty| written(&pair.new, ty));
    let by_name = |was: &Variant| new.variants.iter().find(|is| is.name == was.name);
    let is_old = |is: &Variant| old.variants.iter().any(|was| was.name == is.name);
    let by_type = |was: &Variant| {
        let mut same = new.variants.iter().filter(|is| !is_old(is));
        same.find(|is| is.ty.is_some() && held(is) == held_now(was))
    };
    let mut kept: Vec<&str> = Vec::new();
    for was in &old.variants {
        let Some(is) = by_name(was).or_else(|| by_type(was)) else {
            let effect = Effect::MAJOR.wire(both.sent);
            log.add(&named(was), "removed", effect, Spots::old(was.spot));
            continue;
        };
        kept.push(&is.name);
        let at = Spots::both(was.spot, is.spot);
        if was.name != is.name {
            let text = format!("renamed: it was `{}`; on the wire it is the same", was.name);
            log.add(&named(is), text, Effect::MAJOR, at);
        }
        if held_now(was) != held(is) {
            let wire = match (&was.ty, &is.ty) {
                (Some(was), Some(is)) => {
                    (both.received && !pair.is_read(was, is))
                        || (both.sent && !pair.is_taken(was, is))
                }
                _ => true,
            };
            let shown = |ty: Option<String>| ty.unwrap_or_else(|| "nothing".to_owned());
            let was = was.ty.as_ref().map(|ty| written(&pair.old, ty));
            let text = format!("holds `{}` → `{}`", shown(was), shown(held(is)));
            log.add(&named(is), text, Effect::MAJOR.wire(wire), at);
        }
        conversion(both, (old, was), (new, is), at, log);
        if was.docs != is.docs {
            log.add(&named(is), "documentation", Effect::DOCUMENTATION, at);
        }
    }
    for is in new
        .variants
        .iter()
        .filter(|is| !kept.contains(&is.name.as_str()))
    {
        let text = match held(is) {
            Some(ty) => format!("added: holds `{ty}`"),
            None => "added".to_owned(),
        };
        log.add(&named(is), text, Effect::MINOR, Spots::new(is.spot));
    }
    by_plan(both, old, new, log);
    telling_apart(both, old, new, &of, log);
}

/// Whether there is still a `From` of what a variant holds. One of another type came with the type.
fn conversion(
    both: &Both<'_, '_>,
    (old, was): (&Union, &Variant),
    (new, is): (&Union, &Variant),
    at: Spots,
    log: &mut Log,
) {
    let (Some(was_held), Some(is_held)) = (&was.ty, &is.ty) else {
        return;
    };
    if !both.pair.same(was_held.unboxed(), is_held.unboxed()) {
        return;
    }
    let of = Subject::whole(Group::Type, &both.new.name);
    let held = written(&both.pair.new, is_held.unboxed());
    match (old.has_from(was), new.has_from(is)) {
        (true, false) => {
            let text = format!("no longer `From<{held}>`: another variant holds it too");
            log.add(&of, text, Effect::MAJOR, at);
        }
        (false, true) => log.add(&of, format!("also `From<{held}>`"), Effect::MINOR, at),
        _ => {}
    }
}

/// Whether there is still a `From` of the plain values that no variant holds as its own, and of `&str`.
fn by_plan(both: &Both<'_, '_>, old: &Union, new: &Union, log: &mut Log) {
    let at = Spots::both(both.old.spot, both.new.spot);
    let of = Subject::whole(Group::Type, &both.new.name);
    let holds = |union: &Union, ty: &Type| {
        let mut variants = union.variants.iter();
        variants.any(|one| one.ty.as_ref() == Some(ty) && union.has_from(one))
    };
    let has = |union: &Union, ty: &Type| match ty {
        Type::String => union.from.contains(ty),
        ty => union.from.contains(ty) || holds(union, ty),
    };
    let word = |ty: &Type| match ty {
        Type::String => "&str".to_owned(),
        ty => written(&both.pair.new, ty),
    };
    for ty in old.from.iter().filter(|ty| !has(new, ty)) {
        let text = format!("no longer `From<{}>`", word(ty));
        log.add(&of, text, Effect::MAJOR, at);
    }
    for ty in new.from.iter().filter(|ty| !has(old, ty)) {
        let text = format!("also `From<{}>`", word(ty));
        log.add(&of, text, Effect::MINOR, at);
    }
}

/// How a value finds its branch.
fn telling_apart(both: &Both<'_, '_>, old: &Union, new: &Union, of: &Subject, log: &mut Log) {
    let at = Spots::both(both.old.spot, both.new.spot);
    let tags = |union: &Union| -> Vec<(String, String, String)> {
        let mut tags = Vec::new();
        for rule in &union.plan {
            if let Rule::Tag { key, values, .. } = rule {
                for (value, index) in values {
                    let variant = union.variants[*index].name.clone();
                    tags.push((key.clone(), literal(value), variant));
                }
            }
        }
        tags
    };
    let (was, is) = (tags(old), tags(new));
    let both_have = |variant: &str| {
        let has = |union: &Union| union.variants.iter().any(|other| other.name == variant);
        has(old) && has(new)
    };
    let mut changed: Vec<&str> = Vec::new();
    for (key, value, variant) in was.iter().filter(|tag| !is.contains(tag)) {
        if both_have(variant) {
            let subject = of.part(format!("::{variant}"));
            let text = format!("`{key}` no longer tells it by {value}");
            log.add(&subject, text, Effect::WIRE, at);
            changed.push(variant);
        }
    }
    let mut said = !changed.is_empty();
    for (key, value, variant) in is.iter().filter(|tag| !was.contains(tag)) {
        if both_have(variant) {
            let subject = of.part(format!("::{variant}"));
            let text = format!("`{key}` tells it by {value}");
            // What comes instead of another tag is the other half of that change.
            let effect = match changed.contains(&variant.as_str()) {
                true => Effect::WIRE,
                false => Effect::NONE,
            };
            log.add(&subject, text, effect, at);
            said = true;
        }
    }
    let others = |union: &Union| -> Vec<String> {
        let name = |index: &usize| union.variants[*index].name.clone();
        let rules = union.plan.iter().filter_map(|rule| match rule {
            Rule::Tag { otherwise, .. } => Some(format!(
                "otherwise {}",
                otherwise.variant().as_ref().map(name)?
            )),
            Rule::Equals(value, index) => Some(format!("{value:?} {}", name(index))),
            Rule::Kind(kind, index) => Some(format!("{kind:?} {}", name(index))),
            Rule::Keys(keys, index) => Some(format!("{keys:?} {}", name(index))),
            Rule::Nearest(_) => None,
            // Which keys they are is told of the members.
            Rule::Only(_, index) => Some(format!("only {}", name(index))),
            Rule::Try(index) => Some(format!("try {}", name(index))),
        });
        rules.collect()
    };
    let same_variants = old.variants.len() == new.variants.len();
    if !said && same_variants && others(old) != others(new) {
        log.add(
            of,
            "its branches are distinguished in another way",
            Effect::NONE,
            at,
        );
    }
}
