//! The builder of unions: a variant for each branch, and the plan by which a value finds its variant.

mod plan;
mod words;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use self::plan::{Candidate, Tags, plan, tags};
use self::words::{Branch, spoken, words};
use super::describe;
use super::reference::reference;
use crate::api::{Docs, Shape, Type, Union, Variant};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::drafts::{Mention, Typed};
use crate::lower::names::{self, Wish};
use crate::lower::outline::{Definition, Form};
use crate::lower::spot::spot;
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Constant, Direction, Flat, kinds, texts};

/// A union of branches.
pub(super) fn union<'s>(
    lowering: &mut Lowering<'_, 's>,
    mention: &Mention,
    flat: &Flat<'s>,
    branches: &[SchemaId],
) -> Shape {
    let mut flat = flat.clone();
    if flat.annotations.discriminator.is_none()
        && let Some(inherited) = lowering.schemas.inherited_discriminator(branches)
    {
        Rc::make_mut(&mut flat.annotations).discriminator = Some(inherited);
    }
    let flat = &flat;
    let mut variants = Variants {
        list: Vec::new(),
        wishes: Vec::new(),
        values: Vec::new(),
        candidates: Vec::new(),
    };
    let union = mention.key.schema;
    let direction = lowering
        .schemas
        .only_direction(union, mention.key.direction);
    let branches = branches
        .iter()
        .map(|branch| branch_of(lowering, union, *branch, direction));
    let mut branches: Vec<Branch<'s>> = branches.collect();
    forget_shared_names(lowering, &mut branches);
    let words = words(&mention.hint.all().name(), &branches);
    let tags = tags(lowering, flat, &branches);
    for ((branch, word), tags) in branches.iter().zip(words).zip(tags) {
        let flat = lowering.schemas.flat(branch.id);
        match texts(&flat.assertions) {
            Some(texts) if branch.named.is_none() => variants.add_texts(&texts, &flat),
            _ => variants.add_tagged(lowering, mention, branch, word, tags),
        }
    }
    let Variants {
        mut list,
        mut wishes,
        values,
        candidates,
    } = variants;
    let place = &lowering.types.get(mention.id).place;
    for wish in &mut wishes {
        wish.keys = names::known_by(&lowering.names, place, std::mem::take(&mut wish.keys));
    }
    let names = lowering.names.variants(place, &wishes);
    for (variant, name) in list.iter_mut().zip(names) {
        variant.name = name;
    }
    let plan = plan(lowering, flat, direction, &values, &candidates, &list);
    Shape::Union(Union {
        variants: list,
        plan,
        from: Vec::new(),
    })
}

/// What the documentation of a variant says when its branch says nothing: the type. It is written once
/// the names of the types are settled.
pub(super) fn describe_type(ty: &Type, name: &dyn Fn(crate::api::TypeId) -> String) -> String {
    match ty {
        Type::Bool => "A boolean.".to_owned(),
        Type::Integer(_) => "An integer.".to_owned(),
        Type::F64 => "A number.".to_owned(),
        Type::String | Type::Foreign(_) => "A string.".to_owned(),
        Type::List(_) => "A list.".to_owned(),
        Type::Map(_) => "An object.".to_owned(),
        Type::Timestamp | Type::DateTime => "A point in time.".to_owned(),
        Type::Date => "A date.".to_owned(),
        Type::Bytes => "Bytes.".to_owned(),
        Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => describe_type(inner, name),
        Type::Named(id) => docs::code(&name(*id)),
        Type::Json | Type::Upload | Type::Parts | Type::Items(_) => "Any JSON.".to_owned(),
    }
}

fn branch_of<'s>(
    lowering: &mut Lowering<'_, 's>,
    union: SchemaId,
    id: SchemaId,
    direction: Option<Direction>,
) -> Branch<'s> {
    let target = lowering.schemas.target(id);
    // A child that is a base itself has the name of that base.
    let base = lowering
        .schemas
        .base_of(target)
        .filter(|base| *base != union);
    Branch {
        id,
        named: lowering.called.get(&base.unwrap_or(target)).cloned(),
        title: lowering.schemas.flat(id).annotations.title,
        facts: lowering.schemas.facts(id, direction),
        said: lowering.schemas.facts(id, None),
    }
}

/// Of the branches that refer to one component, the one without keywords of its own alone has the name of that.
fn forget_shared_names(lowering: &Lowering<'_, '_>, branches: &mut [Branch<'_>]) {
    let target = |branch: &Branch<'_>| lowering.schemas.target(branch.id);
    let mut counts: HashMap<SchemaId, usize> = HashMap::new();
    for branch in branches.iter() {
        *counts.entry(target(branch)).or_default() += 1;
    }
    for branch in branches {
        let target = target(branch);
        if counts[&target] > 1 && lowering.schemas.plain_target(branch.id) != target {
            branch.named = None;
        }
    }
}

/// The variants so far, and what the plan needs to know of them.
struct Variants<'s> {
    list: Vec<Variant>,
    /// What each wants to be called.
    wishes: Vec<Wish>,
    /// Variants that are a value by themselves.
    values: Vec<(Constant<'s>, usize)>,
    /// Variants with a type.
    candidates: Vec<Candidate<'s>>,
}

impl<'s> Variants<'s> {
    /// Adds a variant for each string that an inline branch enumerates, and no branch before it.
    fn add_texts(&mut self, texts: &[&'s str], flat: &Flat<'s>) {
        let known = self.values.iter().map(|(known, _)| *known);
        let known: HashSet<Constant<'_>> = known.collect();
        let is_new = |text: &&&str| !known.contains(&Constant::Text(text));
        for text in texts.iter().filter(is_new) {
            self.wishes.push(names::text_variant(text));
            self.values.push((Constant::Text(text), self.list.len()));
            self.list.push(Variant {
                name: String::new(),
                ty: None,
                from: false,
                docs: Docs {
                    blocks: vec![docs::sentence(docs::code(text))],
                },
                spot: spot(flat.node),
            });
        }
    }

    /// Adds a variant for each tag of a branch: which variant it is decides the tag that is sent. The
    /// variant for other tags keeps that of its value.
    fn add_tagged(
        &mut self,
        lowering: &mut Lowering<'_, 's>,
        mention: &Mention,
        branch: &Branch<'s>,
        word: Option<String>,
        tags: Tags<'s>,
    ) {
        let others = tags.is_default.then_some(None);
        let several = tags.values.len() > 1;
        let of_values = tags.values.iter().map(|value| Some(*value));
        let mut all: Vec<Option<Constant<'s>>> = of_values.chain(others).collect();
        if all.is_empty() {
            all.push(None);
        }
        let first = first_tag(lowering, mention, branch, &all);
        for (index, tag) in all.iter().enumerate() {
            let word = match tag {
                Some(tag) if several || tags.is_default || branch.named.is_none() => {
                    spoken(tags.property, *tag)
                }
                _ => word.clone(),
            };
            let is_first = index == first;
            self.add_type(lowering, mention, branch, word, (*tag, is_first));
            // Two tags may differ in their case alone.
            if let (Some(Constant::Text(tag)), true, Some(wish)) =
                (tag, several, self.wishes.last_mut())
            {
                wish.candidates.insert(1, names::cased(tag));
            }
            if let (None, true, Some(last)) = (tag, tags.is_default, self.candidates.last_mut()) {
                last.is_default = true;
            }
        }
    }

    /// Adds a variant with a type. Two branches of one type share a variant, unless each has its tag.
    fn add_type(
        &mut self,
        lowering: &mut Lowering<'_, 's>,
        mention: &Mention,
        branch: &Branch<'s>,
        word: Option<String>,
        (tag, is_first): (Option<Constant<'s>>, bool),
    ) {
        let flat = &lowering.schemas.flat(branch.id);
        let hint = mention
            .hint
            .then(word.as_deref().unwrap_or(kind_word(flat)));
        // Null is no value of the variant: where a branch may be null, the union may be, or it keeps null as unknown.
        let Typed { ty, .. } = reference(lowering, branch.id, mention.used, &hint);
        let by_type = type_word(lowering, &ty);
        // Everything but enumerations is boxed, so that no variant decides the size of a union.
        let ty = match ty {
            Type::Named(id) if !lowering.types.get(id).outline.is_enumeration() => {
                Type::Boxed(Box::new(ty))
            }
            ty => ty,
        };
        let mut known = self.list.iter();
        let same = known.position(|variant| variant.ty.as_ref() == Some(&ty));
        let same = same.filter(|_| tag.is_none() && is_first);
        self.candidates.push(Candidate {
            variant: same.unwrap_or(self.list.len()),
            branch: branch.id,
            facts: Rc::clone(&branch.facts),
            said: Rc::clone(&branch.said),
            tag,
            is_default: false,
        });
        let node = lowering.schemas.schema(branch.id).node;
        let key = match lowering.schemas.schema(mention.key.schema).node {
            whole if whole.place == node.place => format!("type {by_type}"),
            _ => {
                let place = &lowering.types.get(mention.id).place;
                lowering.names.place_within(place, node)
            }
        };
        if let Some(same) = same {
            self.wishes[same].keys.push(key);
            // What one branch says of itself is not true of the other.
            if self.list[same].docs != of_branch(lowering, flat) {
                self.list[same].docs.blocks.clear();
            }
            if branch.facts.kinds == [Kind::Object] {
                let message = "nothing tells this branch from another one; both are one variant";
                let report = lowering.report;
                report.add(report.at_key(Code::Ambiguous, node, message));
            }
            return;
        }
        let key = match (is_first, tag) {
            (true, _) => key,
            (false, Some(tag)) => tagged(&key, tag),
            (false, None) => format!("{key} of other tags"),
        };
        let word = word.unwrap_or_else(|| by_type.clone());
        let full = branch.named.clone().unwrap_or_else(|| by_type.clone());
        self.wishes.push(Wish {
            keys: vec![key],
            candidates: vec![word, full, by_type],
            ..Wish::default()
        });
        self.list.push(Variant {
            name: String::new(),
            ty: Some(ty),
            from: false,
            docs: of_branch(lowering, flat),
            spot: spot(flat.node),
        });
    }
}

/// The tag of a branch whose variant is known by the branch alone, as the only one is: the one that had no key of its own
/// in the last version, where the name tells which that was.
fn first_tag(
    lowering: &Lowering<'_, '_>,
    mention: &Mention,
    branch: &Branch<'_>,
    tags: &[Option<Constant<'_>>],
) -> usize {
    if tags.len() < 2 {
        return 0;
    }
    let names = &lowering.names;
    let owner = &lowering.types.get(mention.id).place;
    let node = lowering.schemas.schema(branch.id).node;
    let key = names.place_within(owner, node);
    let name = names.had_member(owner, &key);
    let is_new = |tag: &Option<Constant<'_>>| {
        let key = tag.map(|tag| tagged(&key, tag));
        key.is_none_or(|key| names.had_member(owner, &key).is_none())
    };
    let is_named = |tag: &Option<Constant<'_>>| match tag {
        Some(Constant::Text(text)) => name == Some(names::upper_camel(text).as_str()),
        _ => false,
    };
    let mut new = (0..tags.len()).filter(|index| is_new(&tags[*index]));
    let first = new.clone().find(|index| is_named(&tags[*index]));
    first.or_else(|| new.next()).unwrap_or_default()
}

/// What the variant of a further tag is known by.
fn tagged(key: &str, tag: Constant<'_>) -> String {
    format!("{key} tagged {tag}")
}

/// The documentation of a variant, from its branch.
fn of_branch(lowering: &mut Lowering<'_, '_>, flat: &Flat<'_>) -> Docs {
    let mut docs = describe::definition(lowering, flat);
    docs::first(&mut docs);
    docs
}

/// A word for a variant that nothing else names: its type.
fn type_word(lowering: &Lowering<'_, '_>, ty: &Type) -> String {
    let word = match ty {
        Type::Bool => "Boolean",
        Type::Integer(_) => "Integer",
        Type::F64 => "Number",
        Type::String => "String",
        Type::Bytes => "Bytes",
        Type::Timestamp => "Timestamp",
        Type::DateTime => "DateTime",
        Type::Date => "Date",
        Type::Foreign(path) => path.rsplit("::").next().unwrap_or(path),
        Type::Json => "Json",
        // Schemas have no such types.
        Type::Upload | Type::Parts | Type::Items(_) => "Bytes",
        Type::List(item) => return format!("{}List", type_word(lowering, item)),
        Type::Map(_) => "Map",
        Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
            return type_word(lowering, inner);
        }
        Type::Named(id) => {
            let draft = lowering.types.get(*id);
            match &draft.outline.form {
                _ if draft.named => return draft.wanted.clone(),
                Form::Definition(Definition::StringEnum(_)) => "String",
                Form::Definition(Definition::IntegerEnum(_)) => "Integer",
                Form::Definition(Definition::Tuple) => "Tuple",
                _ => "Object",
            }
        }
    };
    word.to_owned()
}

/// The word in the name of an inline type that nothing else names.
fn kind_word(flat: &Flat<'_>) -> &'static str {
    match kinds(&flat.assertions)[..] {
        [Kind::Array] => "items",
        [Kind::Object] => "object",
        _ => "value",
    }
}
