//! `oneOf` and `anyOf` → a union with a plan by which a value finds its variant.

mod words;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;

use self::words::{Branch, words};
use super::bounds::Flat;
use super::types::{Entry, Hint, Typed, constant, kinds};
use super::{Lowering, bounds, docs, names, spot};
use crate::api::{Constant, Docs, Kind as WireKind, Rule, Shape, Type, Union, Variant};
use crate::diagnostic::Code;
use crate::openapi::{Kind, Schema, SchemaId};
use crate::source::{self, Node};

/// A branch as far as it helps to tell it from the others.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub kinds: Vec<Kind>,
    /// Required members with only a few possible values.
    tags: Vec<(String, Vec<Constant>)>,
    /// Members with only a few possible values that may be missing.
    optional_tags: Vec<(String, Vec<Constant>)>,
    required: IndexSet<String>,
    pub keys: IndexSet<String>,
    /// It is a union itself: whatever is read as one is one.
    takes_all: bool,
}

impl Facts {
    /// The values that a member can have, be it required or not.
    fn values(&self, key: &str) -> Option<&[Constant]> {
        let mut all = self.tags.iter().chain(&self.optional_tags);
        all.find(|(other, _)| other == key)
            .map(|(_, values)| &values[..])
    }
}

impl<'s> Lowering<'_, 's> {
    pub(super) fn union(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        branches: Vec<SchemaId>,
        hint: &Hint,
    ) -> Typed {
        if let Some(ty) = self.beside_fields(id, schema, &branches, hint) {
            return Typed {
                nullable: schema.assertions.nullable,
                ty,
            };
        }
        let (branches, nullable) = self.branches(schema, branches);
        let nullable = nullable || schema.assertions.nullable;
        let ty = match branches[..] {
            [] => {
                let mut base = schema.clone();
                base.assertions.one_of.clear();
                base.assertions.any_of.clear();
                let typed = self.shape(id, &base, hint);
                return Typed {
                    nullable: nullable || typed.nullable,
                    ty: typed.ty,
                };
            }
            [only] => {
                let typed = self.typed(only, hint);
                return Typed {
                    nullable: nullable || typed.nullable,
                    ty: typed.ty,
                };
            }
            _ => match self.texts(id, schema, &branches, hint) {
                Some(ty) => ty,
                None => self.variants(id, schema, &branches, hint),
            },
        };
        Typed {
            nullable: nullable && ty != Type::Json,
            ty,
        }
    }

    /// The branches that say what none before them said.
    fn distinct(&mut self, branches: Vec<SchemaId>) -> Vec<SchemaId> {
        let mut targets = HashSet::new();
        let mut inline: HashMap<_, Vec<&Node>> = HashMap::new();
        let mut distinct = Vec::new();
        for branch in branches {
            let target = self.target(branch);
            let flat = self.flatten(target);
            let said = if self.named.contains_key(&target) {
                false
            } else {
                // The kinds too: what is made of `type: [string, integer]` has one node.
                let keys: Vec<&str> = flat.assertions.properties.keys().copied().collect();
                let shape = (flat.annotations.title, flat.assertions.kinds.clone(), keys);
                let alike = inline.entry(shape).or_default();
                let said = alike.contains(&flat.node);
                alike.push(flat.node);
                said
            };
            if targets.insert(target) && !said {
                distinct.push(branch);
            }
        }
        distinct
    }

    /// The branches that say something of their own, each with what stands beside them; and
    /// whether one of them was null.
    fn branches(&mut self, schema: &Schema<'s>, branches: Vec<SchemaId>) -> (Vec<SchemaId>, bool) {
        let mut base = schema.clone();
        base.assertions.one_of.clear();
        base.assertions.any_of.clear();
        base.annotations.discriminator = None;
        let base_says = !base.assertions.properties.is_empty() || !kinds(&base).is_empty();
        base.annotations.title = None;
        base.annotations.description = None;
        base.assertions.nullable = false;
        // Properties alone rule out no value of another type.
        let base_kinds = base.assertions.kinds.clone();
        let mut base_id = None;
        let (mut kept, mut impossible) = (Vec::new(), Vec::new());
        let mut nullable = false;
        for branch in self.distinct(branches) {
            let flat = self.flatten(branch);
            if is_null(&flat) {
                nullable = true;
                continue;
            }
            if flat.assertions.boolean == Some(false) {
                continue;
            }
            if is_condition(&flat) && base_says {
                let message = "a branch that only constrains is not checked by the type";
                self.report
                    .add(self.report.at_key(Code::Widened, flat.node, message));
                continue;
            }
            // What only says a type again adds nothing to a branch that says its own.
            let adds =
                base_says && (!base.assertions.properties.is_empty() || kinds(&flat).is_empty());
            let of_branch = &flat.assertions.kinds;
            let fits = |kind: &Kind| of_branch.iter().any(|other| overlaps(*kind, *other));
            if adds
                && !of_branch.is_empty()
                && !base_kinds.is_empty()
                && !base_kinds.iter().any(fits)
            {
                impossible.push(branch);
                continue;
            }
            let branch = if adds {
                let base_id = *base_id.get_or_insert_with(|| self.make(base.clone()));
                self.both(base_id, branch)
            } else {
                branch
            };
            kept.push(branch);
        }
        // No value is an object, as the fields beside say, and a string: the branch is none.
        if kept.is_empty() && !impossible.is_empty() {
            let base = self.make(base);
            kept.extend(impossible.into_iter().map(|branch| self.both(base, branch)));
        }
        (kept, nullable)
    }

    /// The schema at the end of a chain of plain references.
    fn target(&self, mut id: SchemaId) -> SchemaId {
        for _ in 0..64 {
            match self.schemas[id].assertions.reference {
                Some(next) if !self.named.contains_key(&id) => id = next,
                _ => break,
            }
        }
        id
    }

    /// Branches that are all strings, or all numbers, are one type.
    fn texts(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        branches: &[SchemaId],
        hint: &Hint,
    ) -> Option<Type> {
        let flats: Vec<Flat<'s>> = branches
            .iter()
            .map(|branch| self.flatten(*branch))
            .collect();
        if flats
            .iter()
            .any(|flat| !flat.assertions.one_of.is_empty() || !flat.assertions.any_of.is_empty())
        {
            return self.nested_texts(branches, hint);
        }
        if flats.iter().all(|flat| kinds(flat) == [Kind::Boolean]) {
            return Some(Type::Bool);
        }
        if let Some(entries) = self.integers(&flats) {
            return Some(Type::Named(self.integer_enum(id, schema, entries, hint)));
        }
        if flats.iter().all(|flat| {
            flat.assertions.values.is_none()
                && flat.assertions.constant.is_none()
                && matches!(kinds(flat)[..], [Kind::Integer | Kind::Number])
        }) {
            let number = flats.iter().any(|flat| kinds(flat) == [Kind::Number]);
            return Some(if number { Type::F64 } else { Type::I64 });
        }
        let mut seen = HashSet::new();
        let mut entries: Vec<Entry<'s, String>> = Vec::new();
        let mut enumerated = Vec::new();
        for (index, flat) in flats.iter().enumerate() {
            match text_values(flat) {
                Some(values) => {
                    enumerated.push(index);
                    let single = values.len() == 1;
                    for value in values {
                        if seen.insert(value.clone()) {
                            let text = flat
                                .annotations
                                .description
                                .filter(|_| single)
                                .unwrap_or("");
                            entries.push(Entry {
                                docs: docs::docs(text, self.link_base.as_deref()),
                                title: flat.annotations.title.filter(|_| single),
                                ..Entry::new(value, flat.node)
                            });
                        }
                    }
                }
                None if kinds(flat) == [Kind::String] && flat.assertions.values.is_none() => {}
                None => return None,
            }
        }
        if entries.is_empty() {
            let types: Vec<Type> = branches
                .iter()
                .map(|branch| self.typed(*branch, hint).ty)
                .collect();
            let same = types.iter().all(|ty| *ty == types[0]);
            return Some(if same { types[0].clone() } else { Type::String });
        }
        if let [only] = enumerated[..] {
            // `anyOf: [string, $ref: Model]`: an enumeration is open anyway.
            if self.named.contains_key(&self.target(branches[only])) {
                return Some(self.typed(branches[only], hint).ty);
            }
        }
        Some(Type::Named(self.string_enum(id, schema, entries, hint)))
    }

    /// The integers that branches of one value each stand for.
    fn integers(&self, flats: &[Flat<'s>]) -> Option<Vec<Entry<'s, i64>>> {
        let mut entries: Vec<Entry<'s, i64>> = Vec::new();
        for flat in flats {
            let Some(Constant::Integer(value)) = constant(flat) else {
                return None;
            };
            if !entries.iter().any(|entry| entry.value == value) {
                entries.push(Entry {
                    docs: docs::docs(
                        flat.annotations.description.unwrap_or(""),
                        self.link_base.as_deref(),
                    ),
                    title: flat.annotations.title,
                    ..Entry::new(value, flat.node)
                });
            }
        }
        Some(entries)
    }

    /// A string beside an open enumeration that is itself such a union.
    fn nested_texts(&mut self, branches: &[SchemaId], hint: &Hint) -> Option<Type> {
        let mut found = None;
        for branch in branches {
            let flat = self.flatten(*branch);
            if kinds(&flat) == [Kind::String] && text_values(&flat).is_none() {
                continue;
            }
            let Typed { ty, .. } = self.typed(*branch, hint);
            let Type::Named(id) = ty else { return None };
            if found.is_some()
                || !matches!(self.types[id.0 as usize].def.shape, Shape::StringEnum(_))
            {
                return None;
            }
            found = Some(Type::Named(id));
        }
        found
    }

    fn variants(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        branches: &[SchemaId],
        hint: &Hint,
    ) -> Type {
        if self.are_too_many(branches, schema.node) {
            return Type::Json;
        }
        let type_id = self.define(id, schema, hint);
        let mut scope = names::Scope::with(&["Unknown"]);
        let mut variants: Vec<Variant> = Vec::new();
        let mut values: Vec<Rule> = Vec::new();
        let mut typed: Vec<(usize, SchemaId, Rc<Facts>)> = Vec::new();
        let all: Vec<Branch<'s>> = branches
            .iter()
            .map(|branch| Branch {
                id: *branch,
                named: self.called.get(&self.target(*branch)).cloned(),
                title: self.flatten(*branch).annotations.title,
                facts: self.facts(*branch),
            })
            .collect();
        let words = words(&hint.all().name(), &all);
        for (
            Branch {
                id: branch, named, ..
            },
            word,
        ) in all.into_iter().zip(words)
        {
            let flat = self.flatten(branch);
            if let (Some(texts), None) = (text_values(&flat), &named) {
                for text in texts {
                    let name = scope.take([
                        names::upper_camel(&text).as_str(),
                        names::upper_camel(&names::spelled(&text)).as_str(),
                    ]);
                    values.push(Rule::Equals(Constant::String(text.clone()), variants.len()));
                    let blocks = vec![docs::sentence(docs::code(&text))];
                    variants.push(Variant {
                        name,
                        ty: None,
                        docs: Docs { blocks },
                        spot: spot(flat.node),
                    });
                }
                continue;
            }
            let inner_hint = hint.then(word.as_deref().unwrap_or(kind_word(&flat)));
            let Typed { ty, nullable } = self.typed(branch, &inner_hint);
            let by_type = self.type_word(&ty);
            let described = self.described_type(&ty);
            let ty = match ty {
                Type::Named(inner) if self.is_large(inner) => Type::Boxed(Box::new(ty)),
                ty => ty,
            };
            let ty = if nullable && ty != Type::Json {
                Type::Option(Box::new(ty))
            } else {
                ty
            };
            if let Some(same) = variants
                .iter()
                .position(|variant| variant.ty.as_ref() == Some(&ty))
            {
                // Two branches of one type need one variant.
                typed.push((same, branch, self.facts(branch)));
                continue;
            }
            let word = word.unwrap_or_else(|| by_type.clone());
            let full = named.unwrap_or_else(|| by_type.clone());
            let name = scope.take([word.as_str(), full.as_str(), by_type.as_str()]);
            let mut docs = self.type_docs(&flat);
            docs.blocks.truncate(1);
            if docs.blocks.is_empty() {
                docs.blocks.push(docs::sentence(described));
            }
            typed.push((variants.len(), branch, self.facts(branch)));
            variants.push(Variant {
                name,
                ty: Some(ty),
                docs,
                spot: spot(flat.node),
            });
        }
        let plan = self.plan(schema, values, &typed, &variants);
        self.types[type_id.0 as usize].def.shape = Shape::Union(Union { variants, plan });
        Type::Named(type_id)
    }

    /// Everything but enumerations is boxed, so that a union's size never depends on a variant.
    fn is_large(&self, id: crate::api::TypeId) -> bool {
        !matches!(
            self.types[id.0 as usize].def.shape,
            Shape::StringEnum(_) | Shape::IntegerEnum(_)
        )
    }

    fn type_word(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "Boolean".to_owned(),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => "Integer".to_owned(),
            Type::F64 => "Number".to_owned(),
            Type::String => "String".to_owned(),
            Type::Bytes => "Bytes".to_owned(),
            Type::Timestamp => "Timestamp".to_owned(),
            Type::DateTime => "DateTime".to_owned(),
            Type::Date => "Date".to_owned(),
            Type::Json => "Json".to_owned(),
            Type::List(item) => format!("{}List", self.type_word(item)),
            Type::Map(_) => "Map".to_owned(),
            Type::Option(inner) | Type::Boxed(inner) => self.type_word(inner),
            Type::Named(id) => match &self.types[id.0 as usize] {
                draft if draft.named => draft.wanted.clone(),
                draft => match draft.def.shape {
                    Shape::StringEnum(_) => "String".to_owned(),
                    Shape::IntegerEnum(_) => "Integer".to_owned(),
                    Shape::Tuple(_) => "Tuple".to_owned(),
                    _ => "Object".to_owned(),
                },
            },
        }
    }

    fn described_type(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "A boolean.".to_owned(),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => "An integer.".to_owned(),
            Type::F64 => "A number.".to_owned(),
            Type::String => "A string.".to_owned(),
            Type::List(_) => "A list.".to_owned(),
            Type::Map(_) => "An object.".to_owned(),
            Type::Option(inner) | Type::Boxed(inner) => self.described_type(inner),
            Type::Named(id) => docs::code(&self.types[id.0 as usize].wanted),
            _ => "Any JSON.".to_owned(),
        }
    }

    /// What tells a branch from others; of a union, what its branches have in common.
    pub(super) fn facts(&mut self, id: SchemaId) -> Rc<Facts> {
        if let Some(known) = self.facts.get(&id) {
            return known.clone();
        }
        // A union that is a branch of itself: what its other branches are is said by those.
        self.facts.insert(id, Rc::default());
        let facts = Rc::new(bounds::deep(|| self.new_facts(id)));
        self.facts.insert(id, facts.clone());
        facts
    }

    fn new_facts(&mut self, id: SchemaId) -> Facts {
        let flat = self.flatten(id);
        let inner = if flat.assertions.one_of.is_empty() {
            flat.assertions.any_of.clone()
        } else {
            flat.assertions.one_of.clone()
        };
        let mut own = Facts {
            kinds: wire_kinds(&flat),
            ..Facts::default()
        };
        for (key, property) in &flat.assertions.properties {
            own.keys.insert((*key).to_owned());
            let value = self.flatten(*property);
            let tag = |values| ((*key).to_owned(), values);
            if !flat.assertions.required.contains(key) {
                own.optional_tags
                    .extend(self.few_values(&value, &mut HashSet::new()).map(tag));
                continue;
            }
            own.required.insert((*key).to_owned());
            own.tags.extend(few_constants(&value).map(tag));
        }
        if inner.is_empty() {
            return own;
        }
        let branches: Vec<Rc<Facts>> = inner.into_iter().map(|branch| self.facts(branch)).collect();
        let mut all = own;
        all.takes_all = true;
        if branches.iter().any(|facts| facts.kinds.is_empty()) {
            all.kinds.clear();
            return all;
        }
        for facts in &branches {
            for kind in &facts.kinds {
                if !all.kinds.contains(kind) {
                    all.kinds.push(*kind);
                }
            }
            all.keys.extend(facts.keys.iter().cloned());
        }
        if let Some((first, others)) = branches.split_first() {
            for (key, values) in &first.tags {
                let mut values = values.clone();
                let in_all = others.iter().all(|facts| {
                    let tag = facts.tags.iter().find(|(other, _)| other == key);
                    tag.map(|(_, more)| values.extend(more.iter().cloned()))
                        .is_some()
                });
                if in_all && !all.tags.iter().any(|(known, _)| known == key) {
                    all.tags.push((key.clone(), distinct(values)));
                }
            }
            for (key, values) in first.tags.iter().chain(&first.optional_tags) {
                let mut values = values.clone();
                let in_all = others.iter().all(|facts| {
                    let tag = facts.values(key);
                    tag.map(|more| values.extend(more.iter().cloned()))
                        .is_some()
                });
                if in_all && all.values(key).is_none() {
                    all.optional_tags.push((key.clone(), distinct(values)));
                }
            }
            for key in &first.required {
                if others.iter().all(|facts| facts.required.contains(key)) {
                    all.required.insert(key.clone());
                }
            }
        }
        all
    }

    /// The few values that a member allows, also by its branches.
    fn few_values(
        &mut self,
        flat: &Schema<'s>,
        seen: &mut HashSet<SchemaId>,
    ) -> Option<Vec<Constant>> {
        let branches = if flat.assertions.one_of.is_empty() {
            flat.assertions.any_of.clone()
        } else {
            flat.assertions.one_of.clone()
        };
        if let Some(values) = few_constants(flat) {
            return Some(values);
        }
        if branches.is_empty() {
            return None;
        }
        let mut values = Vec::new();
        for branch in branches {
            // What two branches have in common is said once.
            let first = seen.insert(branch);
            let branch = self.flatten(branch);
            if first && !is_null(&branch) {
                values.extend(bounds::deep(|| self.few_values(&branch, seen))?);
            }
        }
        (!values.is_empty()).then_some(values)
    }

    /// The rules in the order in which they decide: values, a tag, JSON types, keys; the rest is tried.
    fn plan(
        &mut self,
        schema: &Schema<'s>,
        values: Vec<Rule>,
        typed: &[(usize, SchemaId, Rc<Facts>)],
        variants: &[Variant],
    ) -> Vec<Rule> {
        let mut plan = values;
        let mut open: Vec<&(usize, SchemaId, Rc<Facts>)> = typed.iter().collect();
        if let Some(rule) = self.discriminated(schema, typed) {
            if let Rule::Tag { key, values } = &rule {
                let shared = |variant: usize| {
                    let mut own = values.iter().filter(|(_, decided)| *decided == variant);
                    own.any(|(value, _)| is_shared(value, values))
                };
                let some_shared = typed.iter().any(|(variant, ..)| shared(*variant));
                open.retain(|(variant, _, facts)| {
                    let decided = values.iter().any(|(_, decided)| decided == variant);
                    // Where a value leaves the choice open, a value without the tag has one too.
                    let optional = facts.optional_tags.iter().any(|(other, _)| other == key);
                    !decided || shared(*variant) || (some_shared && optional)
                });
            }
            plan.push(rule);
        }
        // Beside a branch that takes any JSON, the others can only be tried before it.
        let takes_any = |facts: &Facts| facts.kinds.is_empty();
        let any_json = typed.iter().any(|(.., facts)| takes_any(facts));
        // The JSON type decides where only one variant has it.
        let mut by_kind = Vec::new();
        for (variant, _, facts) in &open {
            for kind in &facts.kinds {
                let rivals = typed.iter().filter(|(other, ..)| other != variant);
                let mut rival_kinds = rivals.flat_map(|(.., facts)| &facts.kinds);
                let unique = !any_json && !rival_kinds.any(|rival| overlaps(*rival, *kind));
                let rule = wire_kind(*kind).map(|kind| Rule::Kind(kind, *variant));
                by_kind.extend(
                    rule.filter(|rule| {
                        unique && !facts.kinds.is_empty() && !by_kind.contains(rule)
                    }),
                );
            }
        }
        let decided = |facts: &Facts, variant: usize, rules: &[Rule]| {
            !facts.kinds.is_empty()
                && facts.kinds.iter().all(|kind| {
                    wire_kind(*kind).is_some_and(|kind| rules.contains(&Rule::Kind(kind, variant)))
                })
        };
        open.retain(|(variant, _, facts)| !decided(facts, *variant, &by_kind));
        let objects: Vec<&(usize, SchemaId, Rc<Facts>)> = open
            .iter()
            .copied()
            .filter(|(.., facts)| facts.kinds == [Kind::Object])
            .collect();
        if let Some(rule) = constant_tag(&objects).filter(|_| !any_json) {
            if let Rule::Tag { values, .. } = &rule {
                open.retain(|(variant, ..)| !values.iter().any(|(_, decided)| decided == variant));
            }
            plan.push(rule);
        }
        plan.extend(by_kind);
        // A key that one variant requires and no other knows.
        let objects: Vec<&(usize, SchemaId, Rc<Facts>)> = open
            .iter()
            .copied()
            .filter(|(.., facts)| facts.kinds == [Kind::Object])
            .collect();
        let mut by_key = Vec::new();
        for (variant, _, facts) in &objects {
            let others = objects.iter().filter(|(other, ..)| other != variant);
            let own: Vec<String> = facts
                .required
                .iter()
                .filter(|key| !others.clone().any(|(.., facts)| facts.keys.contains(*key)))
                .cloned()
                .collect();
            if !own.is_empty() && !any_json {
                by_key.push(Rule::Keys(own, *variant));
            }
        }
        open.retain(|(variant, ..)| {
            !by_key
                .iter()
                .any(|rule| matches!(rule, Rule::Keys(_, decided) if decided == variant))
        });
        plan.extend(by_key);
        // The one with more to ask for is tried first: what fits it fits it for a reason.
        open.sort_by_key(|(variant, _, facts)| {
            let asked = std::cmp::Reverse(facts.required.len());
            (takes_any(facts), facts.takes_all, asked, *variant)
        });
        let mut tried: Vec<usize> = Vec::new();
        for (variant, ..) in &open {
            if !tried.contains(variant) {
                tried.push(*variant);
            }
        }
        if tried.len() > 1 + usize::from(any_json) {
            let names: Vec<&str> = tried
                .iter()
                .map(|variant| variants[*variant].name.as_str())
                .collect();
            let message = format!(
                "nothing tells the branches {} apart; they are tried in this order",
                names.join(", ")
            );
            let found = self.report.at_key(Code::Ambiguous, schema.node, message);
            self.report.add(found.help(
                "a discriminator, or a property with a constant value in each branch, would decide",
            ));
        }
        plan.extend(tried.into_iter().map(Rule::Try));
        plan
    }

    /// The types that a property has.
    fn kinds_of(&mut self, id: SchemaId, property: &str) -> Vec<Kind> {
        let object = self.flatten(id);
        let property = object.assertions.properties.get(property).copied();
        property.map_or_else(Vec::new, |id| kinds(&self.flatten(id)))
    }

    /// The document's own discriminator: mapped values, then the values that the branches
    /// themselves allow, then the names of the branches. A value that several branches allow leads
    /// to the one of its name; where there is none it stands for each of them, and decides nothing.
    fn discriminated(
        &mut self,
        schema: &Schema<'s>,
        typed: &[(usize, SchemaId, Rc<Facts>)],
    ) -> Option<Rule> {
        let discriminator = schema.annotations.discriminator.as_ref()?;
        let mut values: Vec<(Constant, usize)> = Vec::new();
        for (value, target) in &discriminator.mapping {
            let target = self.target(*target);
            let variant = typed
                .iter()
                .find(|(_, branch, _)| self.target(*branch) == target);
            if let Some((variant, branch, _)) = variant {
                let kinds = self.kinds_of(*branch, discriminator.property);
                add(&mut values, mapped_constant(value, &kinds), *variant);
            }
        }
        let mapped = values.clone();
        let is_mapped = |value: &Constant| mapped.iter().any(|(known, _)| known == value);
        let names: Vec<(Constant, usize)> = typed
            .iter()
            .filter_map(|(variant, branch, _)| {
                let name = *self.named.get(&self.target(*branch))?;
                Some((Constant::String(name.to_owned()), *variant))
            })
            .collect();
        for (variant, _, facts) in typed {
            let own = names.iter().find(|(_, named)| named == variant);
            let has_mapping = mapped.iter().any(|(_, decided)| decided == variant);
            match facts.values(discriminator.property) {
                Some(constants) => {
                    for constant in constants.iter().filter(|constant| !is_mapped(constant)) {
                        let name = names.iter().find(|(name, _)| name == constant);
                        if name.is_none_or(|(_, named)| named == variant) {
                            add(&mut values, constant.clone(), *variant);
                        }
                    }
                }
                None if has_mapping => {}
                None => {
                    if let Some((name, _)) = own.filter(|(name, _)| !is_mapped(name)) {
                        add(&mut values, name.clone(), *variant);
                    }
                }
            }
        }
        (!values.is_empty()).then(|| Rule::Tag {
            key: discriminator.property.to_owned(),
            values,
        })
    }
}

/// A value leads to a variant once.
fn add(values: &mut Vec<(Constant, usize)>, value: Constant, variant: usize) {
    let decided = (value, variant);
    if !values.contains(&decided) {
        values.push(decided);
    }
}

/// Whether a value of a tag leads to several variants.
fn is_shared(value: &Constant, values: &[(Constant, usize)]) -> bool {
    values.iter().filter(|(other, _)| other == value).count() > 1
}

/// The constant or the texts that a schema enumerates.
fn few_constants(flat: &Schema<'_>) -> Option<Vec<Constant>> {
    constant(flat).map(|constant| vec![constant]).or_else(|| {
        let texts = text_values(flat)?;
        Some(texts.into_iter().map(Constant::String).collect())
    })
}

/// Each of the values once.
fn distinct(values: Vec<Constant>) -> Vec<Constant> {
    let values: IndexSet<Constant> = values.into_iter().collect();
    values.into_iter().collect()
}

/// A value of a mapping, which is always text in the document, as the property has it.
fn mapped_constant(text: &str, kinds: &[Kind]) -> Constant {
    let constant = match kinds {
        [Kind::Integer | Kind::Number] => text.parse().ok().map(Constant::Integer),
        [Kind::Boolean] => text.parse().ok().map(Constant::Bool),
        _ => None,
    };
    constant.unwrap_or_else(|| Constant::String(text.to_owned()))
}

/// A member that has other constants in every branch.
fn constant_tag(objects: &[&(usize, SchemaId, Rc<Facts>)]) -> Option<Rule> {
    let (_, _, first) = objects.first().filter(|_| objects.len() > 1)?;
    for (key, _) in &first.tags {
        let mut values: Vec<(Constant, usize)> = Vec::new();
        let tells = objects.iter().all(|(variant, _, facts)| {
            let Some((_, constants)) = facts.tags.iter().find(|(other, _)| other == key) else {
                return false;
            };
            constants.iter().all(|constant| {
                let rival = values
                    .iter()
                    .any(|(known, other)| known == constant && other != variant);
                values.push((constant.clone(), *variant));
                !rival
            })
        });
        if tells {
            return Some(Rule::Tag {
                key: key.clone(),
                values,
            });
        }
    }
    None
}

fn kind_word(schema: &Schema<'_>) -> &'static str {
    match kinds(schema)[..] {
        [Kind::Array] => "items",
        [Kind::Object] => "object",
        _ => "value",
    }
}

fn is_null(flat: &Schema<'_>) -> bool {
    let only_null = flat.assertions.values.as_ref().is_some_and(|values| {
        values
            .iter()
            .all(|value| value.value == source::Value::Null)
    });
    let null_constant = flat
        .assertions
        .constant
        .is_some_and(|value| value.value == source::Value::Null);
    only_null
        || null_constant
        || (flat.assertions.kinds == [Kind::Null]
            && flat.assertions.properties.is_empty()
            && flat.assertions.one_of.is_empty()
            && flat.assertions.any_of.is_empty()
            && flat.assertions.values.is_none())
}

/// A branch such as `{ required: [a] }`.
fn is_condition(flat: &Schema<'_>) -> bool {
    flat.assertions.kinds.is_empty()
        && flat.assertions.properties.is_empty()
        && flat.assertions.items.is_none()
        && flat.assertions.one_of.is_empty()
        && flat.assertions.any_of.is_empty()
        && flat.assertions.values.is_none()
        && flat.assertions.constant.is_none()
        && (!flat.assertions.required.is_empty() || !flat.assertions.unsaid.is_empty())
}

/// The strings that a schema enumerates.
fn text_values(flat: &Schema<'_>) -> Option<Vec<String>> {
    if !flat.assertions.one_of.is_empty() || !flat.assertions.any_of.is_empty() {
        return None;
    }
    let nodes = match (flat.assertions.constant, &flat.assertions.values) {
        (Some(constant), _) => vec![constant],
        (None, Some(values)) => values.clone(),
        _ => return None,
    };
    let texts: Option<Vec<String>> = nodes
        .iter()
        .filter(|node| node.value != source::Value::Null)
        .map(|node| node.as_str().map(str::to_owned))
        .collect();
    texts.filter(|texts| !texts.is_empty())
}

fn wire_kinds(flat: &Schema<'_>) -> Vec<Kind> {
    let said = kinds(flat);
    if !said.is_empty() {
        return said;
    }
    let values = flat
        .assertions
        .constant
        .into_iter()
        .chain(flat.assertions.values.iter().flatten().copied());
    let mut kinds = Vec::new();
    for value in values {
        let kind = match value.value {
            source::Value::Bool(_) => Kind::Boolean,
            source::Value::Integer(_) => Kind::Integer,
            source::Value::Float(_) => Kind::Number,
            source::Value::String(_) => Kind::String,
            source::Value::Array(_) => Kind::Array,
            source::Value::Object(_) => Kind::Object,
            source::Value::Null => continue,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

fn overlaps(a: Kind, b: Kind) -> bool {
    a == b
        || matches!(
            (a, b),
            (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer)
        )
}

fn wire_kind(kind: Kind) -> Option<WireKind> {
    Some(match kind {
        Kind::Null => return None,
        Kind::Boolean => WireKind::Boolean,
        Kind::Integer => WireKind::Integer,
        Kind::Number => WireKind::Number,
        Kind::String => WireKind::String,
        Kind::Array => WireKind::Array,
        Kind::Object => WireKind::Object,
    })
}
