//! The decoding plan of a union: the rules by which a value finds its variant. A client asks them in
//! their order, and the first one that applies decides. Each function here finds the rules of one kind
//! and takes the variants that they decide out of the list of those that are still undecided.

mod discriminator;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use self::discriminator::by_discriminator;
pub(super) use self::discriminator::{Tags, tags};
use crate::api::{self, Otherwise, Rule, Type, Variant};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::types::convert;
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Constant, Direction, Facts, Flat, few_constants, overlaps};

/// A branch with a type, and what tells it from the others.
pub(super) struct Candidate<'s> {
    /// The index of its variant. Branches of one type share it.
    pub variant: usize,
    pub branch: SchemaId,
    /// What tells it from the others in the direction of the union.
    pub facts: Rc<Facts<'s>>,
    /// What the document says of it whatever the direction.
    pub said: Rc<Facts<'s>>,
    /// The one value of the discriminator's property that leads to the variant, where it has such a one.
    pub tag: Option<Constant<'s>>,
    /// The variant is for objects without that property, and for values that lead to no other.
    pub is_default: bool,
}

/// The plan of a union. `values` are the variants that are a value by themselves.
pub(super) fn plan<'s>(
    lowering: &mut Lowering<'_, 's>,
    flat: &Flat<'s>,
    direction: Option<Direction>,
    values: &[(Constant<'s>, usize)],
    candidates: &[Candidate<'s>],
    variants: &[Variant],
) -> Vec<Rule> {
    let mut undecided = Undecided {
        all: candidates,
        open: candidates.iter().collect(),
        closed: HashSet::new(),
        last: HashSet::new(),
        untagged: None,
        any_json: candidates.iter().any(Candidate::takes_any),
    };
    let mut plan = by_value(values);
    plan.extend(by_known_value(lowering, variants, &mut undecided));
    plan.extend(by_format(variants, &mut undecided));
    plan.extend(by_discriminator(lowering, flat, direction, &mut undecided));
    let kinds = by_kind(&mut undecided);
    plan.extend(by_constant_tag(&mut undecided));
    plan.extend(kinds);
    plan.extend(by_constant_of_some(&plan, &mut undecided));
    plan.extend(by_own_keys(&mut undecided));
    let partial = by_partial_tag(&plan, &mut undecided);
    plan.extend(partial);
    undecided.leave_untold();
    let tried = in_order(&mut undecided);
    let objects = undecided.objects().into_iter();
    let objects = objects.map(|candidate| (candidate.variant, candidate.facts.clone()));
    let objects: Vec<_> = objects.collect();
    let items = items(lowering, direction, &undecided);
    // Another key may be one that a branch describes, as a pattern or a map does.
    let mut all = objects.iter().chain(&items);
    let are_listed = all.all(|(_, facts)| !facts.has_others && !facts.keys.is_empty());
    let mut only = by_only_keys(objects, undecided.any_json);
    only.extend(by_only_keys(items, undecided.any_json));
    plan.extend(only.iter().cloned());
    plan.extend(nearest(only).filter(|_| are_listed));
    let mut told = told(&plan);
    told.extend(lists_apart(lowering, direction, &undecided));
    told.extend(constants_apart(&undecided));
    if tried
        .iter()
        .filter(|variant| !told.contains(variant))
        .count()
        > 1 + usize::from(undecided.any_json)
    {
        report_ambiguous(lowering, flat, variants, &tried);
    }
    plan.extend(tried.into_iter().map(Rule::Try));
    plan
}

/// The variants that a tag tells, or keys that no other variant has.
fn told(plan: &[Rule]) -> HashSet<usize> {
    let mut told = HashSet::new();
    let mut by_keys: HashMap<&[String], Vec<usize>> = HashMap::new();
    for rule in plan {
        match rule {
            Rule::Tag { values, .. } => told.extend(values.iter().map(|(_, variant)| *variant)),
            Rule::Only(keys, variant) => by_keys.entry(keys).or_default().push(*variant),
            _ => {}
        }
    }
    told.extend(
        by_keys
            .into_values()
            .filter(|same| same.len() == 1)
            .flatten(),
    );
    told
}

/// The branches that no rule has decided yet.
struct Undecided<'c, 's> {
    all: &'c [Candidate<'s>],
    open: Vec<&'c Candidate<'s>>,
    /// The variants that take no other values than those that they list.
    closed: HashSet<usize>,
    /// The enumerations that take what no other branch does.
    last: HashSet<usize>,
    /// The property of the discriminator, where objects may be without it, and the variants of those.
    untagged: Option<(&'c str, HashSet<usize>)>,
    /// A branch takes any JSON. Then only values and a discriminator can decide; all other branches
    /// are tried before that one.
    any_json: bool,
}

impl<'c, 's> Undecided<'c, 's> {
    /// The open branches that are objects and nothing else.
    fn objects(&self) -> Vec<&'c Candidate<'s>> {
        let open = self.open.iter().copied();
        open.filter(|candidate| candidate.facts.kinds == [Kind::Object])
            .collect()
    }

    /// Whether every object that is one of the branches has a member that is not null, and its variant is among these.
    fn all_need(&self, key: &str, decided: &[(Constant<'s>, usize)]) -> bool {
        let is_object =
            |facts: &Facts<'_>| facts.kinds.is_empty() || facts.kinds.contains(&Kind::Object);
        let mut objects = self
            .all
            .iter()
            .filter(|candidate| is_object(&candidate.facts));
        objects.all(|candidate| {
            let is_decided = decided
                .iter()
                .any(|(_, variant)| *variant == candidate.variant);
            is_decided && candidate.facts.has_value(key)
        })
    }

    /// Whether the discriminator has this property and leaves only objects that are without it.
    fn is_discriminator(&self, key: &str) -> bool {
        self.untagged
            .as_ref()
            .is_some_and(|(property, _)| *property == key)
    }

    /// Of the objects without the discriminator's property that nothing tells, one variant is what no other is. Of
    /// several none is tried: it would be written with a tag that was a guess.
    fn leave_untold(&mut self) {
        let Some((_, untagged)) = self.untagged.take() else {
            return;
        };
        let left = self.open.iter();
        let left = left.filter(|candidate| untagged.contains(&candidate.variant));
        let takes_all = left.clone().any(|candidate| candidate.facts.takes_all);
        let left: HashSet<usize> = left.map(|candidate| candidate.variant).collect();
        if left.len() > 1 || takes_all {
            self.decide(|candidate| left.contains(&candidate.variant));
        }
    }

    /// Takes out the branches that a tag tells. An object that may be without it stays.
    fn decide_by_tag(&mut self, key: &str, values: &[(Constant<'s>, usize)]) {
        let told: HashSet<usize> = values.iter().map(|(_, variant)| *variant).collect();
        self.decide(|candidate| {
            candidate.facts.required.contains(key) && told.contains(&candidate.variant)
        });
    }

    fn decide(&mut self, is_decided: impl Fn(&Candidate<'s>) -> bool) {
        self.open.retain(|candidate| !is_decided(candidate));
    }
}

impl Candidate<'_> {
    /// Whether it is an object or something else, or a union that has objects.
    fn is_object_too(&self) -> bool {
        self.facts.kinds.len() > 1 && self.facts.kinds.contains(&Kind::Object)
    }

    fn takes_any(&self) -> bool {
        self.facts.kinds.is_empty()
    }
}

/// The value itself decides: `"auto"` is the variant `Auto` of `oneOf: [{ enum: [auto] }, …]`.
fn by_value(values: &[(Constant<'_>, usize)]) -> Vec<Rule> {
    let rule = |(value, variant): &(Constant<'_>, usize)| {
        Rule::Equals(convert::constant(*value), *variant)
    };
    values.iter().map(rule).collect()
}

/// A value decides that an enumeration lists, where other branches have values of its JSON type: the enumeration would
/// take theirs too. What none lists is for the branch that takes any text or any integer, else for the first enumeration.
fn by_known_value<'s>(
    lowering: &mut Lowering<'_, 's>,
    variants: &[Variant],
    undecided: &mut Undecided<'_, 's>,
) -> Vec<Rule> {
    let mut rules = Vec::new();
    for kind in [Kind::String, Kind::Integer] {
        let has_kind = |candidate: &&&Candidate<'_>| candidate.facts.kinds.contains(&kind);
        let rivals: Vec<&Candidate<'_>> = undecided.open.iter().filter(has_kind).copied().collect();
        let first = rivals.first().map(|first| first.variant);
        if rivals.iter().all(|rival| Some(rival.variant) == first) {
            continue;
        }
        let known = rivals.iter().map(|rival| {
            let flat = lowering.schemas.flat(rival.branch);
            let values = few_constants(&flat.assertions);
            values.filter(|_| rival.facts.kinds == [kind])
        });
        let known: Vec<Option<Vec<Constant<'s>>>> = known.collect();
        let mut seen = HashSet::new();
        for (rival, values) in rivals.iter().zip(&known) {
            let values = values.iter().flatten().filter(|value| seen.insert(**value));
            let rule =
                |value: &Constant<'s>| Rule::Equals(convert::constant(*value), rival.variant);
            rules.extend(values.map(rule));
        }
        let is_any = |variant: usize| variants[variant].ty.as_ref().is_some_and(takes_any_of_kind);
        let mut others = rivals
            .iter()
            .zip(&known)
            .filter(|(_, values)| values.is_none());
        let has_other = others.any(|(other, _)| is_any(other.variant));
        let enumerations = rivals
            .iter()
            .zip(&known)
            .filter(|(_, values)| values.is_some());
        let mut enumerations = enumerations.map(|(enumeration, _)| enumeration.variant);
        // A text that is no base64 is a value that the enumeration does not know yet.
        undecided
            .last
            .extend((!has_other).then(|| enumerations.next()).flatten());
        let open = &undecided.last;
        let closed: HashSet<usize> = enumerations
            .filter(|variant| !open.contains(variant))
            .collect();
        undecided.decide(|candidate| closed.contains(&candidate.variant));
        undecided.closed.extend(closed);
    }
    rules
}

/// The format of a text decides for a date, where other branches have texts too. A text of no format is for the branch
/// that takes any, else for the first date, which keeps it.
fn by_format(variants: &[Variant], undecided: &mut Undecided<'_, '_>) -> Vec<Rule> {
    if undecided.any_json {
        return Vec::new();
    }
    let ty = |variant: usize| variants[variant].ty.as_ref();
    let has_text = |candidate: &&&Candidate<'_>| candidate.facts.kinds.contains(&Kind::String);
    let texts = undecided.open.iter().filter(has_text);
    let mut texts: Vec<usize> = texts.map(|candidate| candidate.variant).collect();
    texts.dedup();
    let format = |variant: &usize| match ty(*variant) {
        Some(Type::Date) => Some((api::Kind::Date, *variant)),
        Some(Type::DateTime) => Some((api::Kind::DateTime, *variant)),
        _ => None,
    };
    let mut dates: Vec<(api::Kind, usize)> = texts.iter().filter_map(format).collect();
    if texts.len() < 2 || dates.is_empty() {
        return Vec::new();
    }
    let takes_any = |variant: &&usize| {
        format(variant).is_none() && ty(**variant).is_some_and(takes_any_of_kind)
    };
    if !texts.iter().any(|variant| takes_any(&variant)) {
        let (_, first) = dates.remove(0);
        undecided.last.insert(first);
    }
    let decided = |variant: usize| dates.iter().any(|(_, date)| *date == variant);
    undecided.decide(|candidate| decided(candidate.variant));
    undecided.closed.extend(dates.iter().map(|(_, date)| *date));
    let rule = |(kind, variant)| Rule::Kind(kind, variant);
    dates.into_iter().map(rule).collect()
}

/// Whether a type that is no enumeration takes every text or every integer: dates are kept as any text, bytes are not.
fn takes_any_of_kind(ty: &Type) -> bool {
    !matches!(ty, Type::Bytes | Type::Foreign(_))
}

/// The JSON type decides where only one variant has it: a string is the variant of `{ type: string }`
/// when the other branch is `{ type: object }`. Where one variant has the integers and another one the numbers, the
/// numbers are those with a fraction and those that are too large for the integers.
fn by_kind(undecided: &mut Undecided<'_, '_>) -> Vec<Rule> {
    if undecided.any_json {
        return Vec::new();
    }
    let mut rules: Vec<Rule> = Vec::new();
    let open = |other: &&Candidate<'_>| !undecided.closed.contains(&other.variant);
    let others: Vec<&Candidate<'_>> = undecided.all.iter().filter(open).collect();
    for candidate in &undecided.open {
        for kind in &candidate.facts.kinds {
            let is_rival = |other: &&Candidate<'_>| {
                let mut kinds = other.facts.kinds.iter();
                other.variant != candidate.variant && kinds.any(|other| other == kind)
            };
            let rule = convert::kind(*kind).map(|kind| Rule::Kind(kind, candidate.variant));
            // Integers are numbers too, and several variants may want them.
            let integers = others.iter().filter(|other| {
                *kind == Kind::Number
                    && other.variant != candidate.variant
                    && other.facts.kinds.contains(&Kind::Integer)
            });
            let integers: HashSet<usize> = integers.map(|other| other.variant).collect();
            if let Some(rule) = rule.filter(|rule| !rules.contains(rule))
                && !others.iter().any(is_rival)
                && integers.len() < 2
            {
                rules.push(rule);
            }
        }
    }
    rules.sort_by_key(|rule| matches!(rule, Rule::Kind(api::Kind::Number, _)));
    undecided.decide(|candidate| {
        candidate.facts.kinds.iter().all(|kind| {
            let rule = convert::kind(*kind).map(|kind| Rule::Kind(kind, candidate.variant));
            rule.is_some_and(|rule| rules.contains(&rule))
        })
    });
    rules
}

/// A member decides that has other constants in every branch: `type: a` is the first variant
/// of `[{ type: { const: a } }, { type: { enum: [b, c] } }]`. An object that may be without it stays undecided.
fn by_constant_tag(undecided: &mut Undecided<'_, '_>) -> Option<Rule> {
    let objects = undecided.objects();
    let first = objects.first()?;
    if objects.len() < 2 || undecided.any_json {
        return None;
    }
    let tags = first.facts.tags.iter().chain(&first.facts.optional_tags);
    let mut tags = tags
        .map(|(key, _)| *key)
        .filter(|key| !undecided.is_discriminator(key));
    let (key, values) = tags.find_map(|key| Some((key, tag_values(&objects, key)?)))?;
    let is_told = |variant: usize| values.iter().any(|(_, told)| *told == variant);
    let mut open = undecided.open.iter();
    // Without the tag of the discriminator, an object of no variant is kept as it came.
    let is_needed = undecided.untagged.is_none() && undecided.all_need(key, &values);
    let otherwise = match is_needed {
        true => Otherwise::Missing,
        false if open.any(|other| other.is_object_too() && !is_told(other.variant)) => {
            Otherwise::Below
        }
        false => Otherwise::Unknown,
    };
    undecided.decide_by_tag(key, &values);
    Some(by_tag(key, values, otherwise))
}

/// A member decides that has one constant in each of several branches, and that no other branch has: one that is without
/// it takes nothing from those that it tells. Of several such members the one that tells most.
fn by_constant_of_some(plan: &[Rule], undecided: &mut Undecided<'_, '_>) -> Option<Rule> {
    let objects = undecided.objects();
    if undecided.any_json {
        return None;
    }
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for key in objects.iter().flat_map(|candidate| &candidate.facts.keys) {
        *owners.entry(key).or_default() += 1;
    }
    let count = |key: &&str| owners.get(key).copied().unwrap_or_default();
    let mut keys = tag_keys(&objects, undecided);
    keys.retain(|key| !has_tag(plan, key) && (2..objects.len()).contains(&count(key)));
    keys.sort_by_key(|key| Reverse(count(key)));
    let (key, values) = keys.into_iter().find_map(|key| {
        let has_it = |candidate: &&&Candidate<'_>| candidate.facts.keys.contains(key);
        let (told, others): (Vec<&Candidate<'_>>, Vec<_>) = objects.iter().partition(has_it);
        let mut constants = told.iter().map(|told| told.facts.values(key));
        let are_single = constants.all(|values| values.is_some_and(|values| values.len() == 1));
        let describe_no_others = others.iter().all(|other| !other.facts.has_others);
        let values = tag_values(&told, key).filter(|_| are_single && describe_no_others)?;
        Some((key, values))
    })?;
    undecided.decide_by_tag(key, &values);
    Some(by_tag(key, values, Otherwise::Below))
}

/// The members that have constants in some of the objects, each once, without that of the discriminator.
fn tag_keys<'s>(objects: &[&Candidate<'s>], undecided: &Undecided<'_, 's>) -> Vec<&'s str> {
    let tags = objects.iter().flat_map(|candidate| {
        let facts = &candidate.facts;
        facts.tags.iter().chain(&facts.optional_tags)
    });
    let mut seen = HashSet::new();
    let keys = tags.map(|(key, _)| *key);
    keys.filter(|key| !undecided.is_discriminator(key) && seen.insert(*key))
        .collect()
}

/// Whether a rule decides by the value of a member.
fn has_tag(plan: &[Rule], key: &str) -> bool {
    let mut rules = plan.iter();
    rules.any(|rule| matches!(rule, Rule::Tag { key: known, .. } if known == key))
}

/// A rule by the value of a member.
fn by_tag(key: &str, values: Vec<(Constant<'_>, usize)>, otherwise: Otherwise) -> Rule {
    let values = values.into_iter();
    Rule::Tag {
        key: key.to_owned(),
        values: values
            .map(|(value, variant)| (convert::constant(value), variant))
            .collect(),
        otherwise,
    }
}

/// The values that a member has in each branch; `None` when a branch has none, or two variants share
/// one.
fn tag_values<'s>(objects: &[&Candidate<'s>], key: &str) -> Option<Vec<(Constant<'s>, usize)>> {
    let mut values: Vec<(Constant<'s>, usize)> = Vec::new();
    for Candidate { variant, facts, .. } in objects {
        for constant in facts.values(key)? {
            let mut known = values.iter();
            if known.any(|(known, other)| known == constant && other != variant) {
                return None;
            }
            values.push((*constant, *variant));
        }
    }
    Some(values)
}

/// A member decides that one branch requires and no other branch has: `url` when one branch is
/// `{ required: [url] }` and the other has only `path`.
fn by_own_keys(undecided: &mut Undecided<'_, '_>) -> Vec<Rule> {
    if undecided.any_json {
        return Vec::new();
    }
    let objects = undecided.objects();
    // The variant that alone has a key.
    let mut owners: HashMap<&str, Option<usize>> = HashMap::new();
    for Candidate { variant, facts, .. } in &objects {
        for key in &facts.keys {
            let owner = owners.entry(key).or_insert(Some(*variant));
            *owner = owner.filter(|owner| owner == variant);
        }
    }
    let mut rules = Vec::new();
    for Candidate { variant, facts, .. } in &objects {
        let is_own = |key: &&&str| {
            owners
                .get(**key)
                .is_none_or(|owner| *owner == Some(*variant))
        };
        let own = facts.required.iter().filter(is_own);
        let own: Vec<String> = own.map(|key| (*key).to_owned()).collect();
        if !own.is_empty() {
            rules.push(Rule::Keys(own, *variant));
        }
    }
    undecided.decide(|candidate| {
        let decided =
            |rule: &Rule| matches!(rule, Rule::Keys(_, variant) if *variant == candidate.variant);
        rules.iter().any(decided)
    });
    rules
}

/// A member decides that has constants in all branches that are left, or in all but one: `s: z` is the first variant of
/// `[{ s: { const: z } }, { s: { type: string } }]`. Any other value is the branch's that may have it; where that does not
/// describe the member, the rules below decide.
fn by_partial_tag(plan: &[Rule], undecided: &mut Undecided<'_, '_>) -> Vec<Rule> {
    let objects = undecided.objects();
    if objects.len() < 2 || undecided.any_json {
        return Vec::new();
    }
    let keys = tag_keys(&objects, undecided);
    let mut keys = keys.into_iter().filter(|key| !has_tag(plan, key));
    let found = keys.find_map(|key| {
        let has_values = |candidate: &&&Candidate<'_>| candidate.facts.values(key).is_some();
        let (told, open): (Vec<_>, Vec<_>) = objects.iter().partition(has_values);
        match open[..] {
            [] => Some((key, None, tag_values(&told, key)?)),
            [open] => Some((key, Some(open), tag_values(&told, key)?)),
            _ => None,
        }
    });
    let Some((key, open, values)) = found else {
        return Vec::new();
    };
    let Some(open) = open.filter(|open| open.facts.keys.contains(key)) else {
        return vec![by_tag(key, values, Otherwise::Below)];
    };
    undecided.decide(|candidate| candidate.facts.kinds == [Kind::Object]);
    // What has a value of another branch and is not of it can still be of this one.
    let tag = by_tag(key, values, Otherwise::Variant(open.variant));
    vec![tag, Rule::Try(open.variant)]
}

/// The objects that open branches are lists of.
fn items<'s>(
    lowering: &mut Lowering<'_, 's>,
    direction: Option<Direction>,
    undecided: &Undecided<'_, 's>,
) -> Vec<(usize, Rc<Facts<'s>>)> {
    let open = undecided.open.iter();
    let lists = open.filter(|candidate| candidate.facts.kinds == [Kind::Array]);
    let facts = lists.filter_map(|candidate| {
        let items = lowering.schemas.flat(candidate.branch).assertions.items?;
        let facts = lowering.schemas.facts(items, direction);
        (facts.kinds == [Kind::Object]).then_some((candidate.variant, facts))
    });
    facts.collect()
}

/// The lists whose items are of other JSON types than those of the other lists, `[1]` and `[[1]]`: whichever is tried
/// first, a list that has items fits one alone.
fn lists_apart(
    lowering: &mut Lowering<'_, '_>,
    direction: Option<Direction>,
    undecided: &Undecided<'_, '_>,
) -> Vec<usize> {
    let open = undecided.open.iter();
    let lists = open.filter(|candidate| candidate.facts.kinds.contains(&Kind::Array));
    let items = lists.map(|list| {
        let items = lowering.schemas.flat(list.branch).assertions.items;
        let items = items.filter(|_| list.facts.kinds == [Kind::Array]);
        let facts = items.map(|items| lowering.schemas.facts(items, direction));
        (list.variant, facts)
    });
    apart(&items.collect::<Vec<_>>(), |one, other| {
        let both = one.as_ref().zip(other.as_ref());
        both.is_some_and(|(one, other)| are_disjoint(one, other))
    })
}

/// The objects that require another constant than each of the others: whichever is tried first, reading one checks the
/// constant. Null, where the other is never null, is told by the order.
fn constants_apart(undecided: &Undecided<'_, '_>) -> Vec<usize> {
    let objects = undecided.objects().into_iter();
    let objects = objects.map(|object| (object.variant, &object.facts));
    let is_null = |one: &Facts<'_>, other: &Facts<'_>| !one.nulls.is_disjoint(&other.never_null);
    apart(&objects.collect::<Vec<_>>(), |one, other| {
        let (tags, others) = (one.tags.iter(), &other.tags);
        let mut both = tags.flat_map(|one| others.iter().map(move |other| (one, other)));
        let has_constants = both.any(|((key, value), (other_key, other))| {
            key == other_key && value.len() == 1 && other.len() == 1 && value != other
        });
        has_constants || is_null(one, other) || is_null(other, one)
    })
}

/// The variants of which no value is of another one.
fn apart<T>(all: &[(usize, T)], are_apart: impl Fn(&T, &T) -> bool) -> Vec<usize> {
    let is_apart = |(variant, one): &&(usize, T)| {
        let mut others = all.iter().filter(|(other, _)| other != variant);
        others.all(|(_, other)| are_apart(one, other))
    };
    let apart = all.iter().filter(is_apart);
    apart.map(|(variant, _)| *variant).collect()
}

/// Whether no value is of a JSON type that both have. What keeps whatever it gets has all.
fn are_disjoint(one: &Facts<'_>, other: &Facts<'_>) -> bool {
    let has_known = |facts: &Facts<'_>| !facts.kinds.is_empty() && !facts.takes_all;
    let fits = |kind: &Kind| other.kinds.iter().any(|other| overlaps(*kind, *other));
    has_known(one) && has_known(other) && !one.kinds.iter().any(fits)
}

/// An object without other keys than those of a branch is rather of that branch than of one that would keep some as
/// unknown, and so is a list whose first item is such an object. What is tried has such a rule, in the same order, where
/// the keys differ.
fn by_only_keys(mut objects: Vec<(usize, Rc<Facts<'_>>)>, any_json: bool) -> Vec<Rule> {
    let mut seen = HashSet::new();
    objects.retain(|(variant, _)| seen.insert(*variant));
    let keys = |facts: &Facts<'_>| -> Vec<String> {
        let mut keys: Vec<&str> = facts.keys.iter().copied().collect();
        keys.sort_unstable();
        keys.into_iter().map(str::to_owned).collect()
    };
    let all: Vec<(Vec<String>, usize)> = objects
        .iter()
        .map(|(variant, facts)| (keys(facts), *variant))
        .collect();
    if any_json || all.iter().all(|(keys, _)| *keys == all[0].0) {
        return Vec::new();
    }
    // An object without keys is rather of a branch that describes some than of a map.
    let all = all.into_iter().filter(|(keys, _)| !keys.is_empty());
    all.map(|(keys, variant)| Rule::Only(keys, variant))
        .collect()
}

/// An object with keys of no branch, which the API may add, is rather of the branch that describes most of its members.
fn nearest(only: Vec<Rule>) -> Option<Rule> {
    let keys = only.into_iter().filter_map(|rule| match rule {
        Rule::Only(keys, variant) => Some((keys, variant)),
        _ => None,
    });
    let keys: Vec<(Vec<String>, usize)> = keys.collect();
    (!keys.is_empty()).then_some(Rule::Nearest(keys))
}

/// What is still open is tried: the branch with most required members first, because what fits it fits
/// for a reason, and of several one whose other keys have a type, which few objects fit; then enumerations and unions,
/// which keep whatever they get; last what takes any JSON. Integers come before numbers. Where a member is null in one
/// branch and never in another one, that other comes first: it does not fit null, and the type of null takes any JSON.
fn in_order(undecided: &mut Undecided<'_, '_>) -> Vec<usize> {
    let is_last = |candidate: &Candidate<'_>| undecided.last.contains(&candidate.variant);
    undecided.open.sort_by_key(|candidate| {
        let required = Reverse(candidate.facts.required.len());
        let is_number = candidate.facts.kinds.contains(&Kind::Number);
        let takes_all = candidate.facts.takes_all;
        let last = (
            candidate.takes_any(),
            takes_all,
            is_last(candidate),
            is_number,
        );
        let is_loose = !candidate.facts.has_others;
        (last, required, is_loose, candidate.variant)
    });
    let open = &mut undecided.open;
    for index in (0..open.len()).rev() {
        let nulls = &open[index].facts.nulls;
        let mut after = open[index + 1..].iter();
        if let Some(last) = after.rposition(|other| !nulls.is_disjoint(&other.facts.never_null)) {
            open[index..=index + 1 + last].rotate_left(1);
        }
    }
    let mut tried: Vec<usize> = Vec::new();
    for candidate in &undecided.open {
        if !tried.contains(&candidate.variant) {
            tried.push(candidate.variant);
        }
    }
    tried
}

fn report_ambiguous(
    lowering: &Lowering<'_, '_>,
    flat: &Flat<'_>,
    variants: &[Variant],
    tried: &[usize],
) {
    let names: Vec<&str> = tried
        .iter()
        .map(|variant| variants[*variant].name.as_str())
        .collect();
    let message = format!(
        "nothing tells the branches {} apart; they are tried in this order",
        names.join(", ")
    );
    let report = lowering.report;
    let found = report.at_key(Code::Ambiguous, flat.node, message);
    report.add(
        found.help(
            "a discriminator, or a property with a constant value in each branch, would decide",
        ),
    );
}
