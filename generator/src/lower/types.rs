//! Schemas → types. Each schema is looked at once; what has a name of its own becomes a
//! definition, the rest is told by its place.

use std::collections::HashMap;

use super::{Draft, Lowering, bounds, docs, names, spot};
use crate::api::{
    Block, Constant, Derives, Docs, Field, Member, Presence, Rest, Shape, Struct, Type, TypeDef,
    TypeId, Value,
};
use crate::diagnostic::Code;
use crate::openapi::{Additional, Kind, Schema, SchemaId};
use crate::source::{self, Node};

/// A type, and whether null is allowed beside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub ty: Type,
    pub nullable: bool,
}

impl Typed {
    fn plain(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// As an item of a list or a map.
    pub fn inner(self) -> Type {
        if self.nullable && self.ty != Type::Json {
            Type::Option(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// A value of an enumeration.
pub(super) struct Entry<'s, T> {
    pub value: T,
    pub docs: Docs,
    pub title: Option<&'s str>,
    pub node: &'s Node,
}

impl<'s, T> Entry<'s, T> {
    pub fn new(value: T, node: &'s Node) -> Self {
        Self {
            value,
            docs: Docs::default(),
            title: None,
            node,
        }
    }
}

/// What a type without a name of its own is called: by the words on the way to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Hint {
    words: Vec<String>,
    /// The last word only says that this is one of several: `Item`, `Value`.
    item: bool,
}

impl Hint {
    /// How many words there are at most: the first one and the last ones tell most.
    const WORDS: usize = 12;

    pub fn new(word: &str) -> Self {
        Self {
            words: vec![names::upper_camel(word)],
            item: false,
        }
    }

    /// What lies within: all that a list holds is in its items, so that `Item` is left out.
    pub fn then(&self, word: &str) -> Self {
        let Self { mut words, .. } = self.all();
        while words.len() >= Self::WORDS {
            words.remove(1);
        }
        words.push(names::upper_camel(word));
        Self { words, item: false }
    }

    /// One of several, which is called so where the word for all has no singular.
    fn one(&self, word: &str) -> Self {
        let mut hint = self.clone();
        let [before @ .., last] = &mut hint.words[..] else {
            return hint;
        };
        if self.item {
            return hint;
        }
        hint.item = !is_plural(last);
        if hint.item {
            hint.words.push(word.to_owned());
            return hint;
        }
        *last = singular(last);
        // `Error.errors` holds `ErrorItem`s.
        hint.item = before
            .last()
            .is_some_and(|outer| outer.ends_with(last.as_str()));
        if hint.item {
            *last = word.to_owned();
        }
        hint
    }

    /// What it is one of, where it is one of several.
    pub fn all(&self) -> Self {
        let mut all = self.clone();
        if self.item {
            all.words.pop();
            all.item = false;
        }
        all
    }

    /// The words in one, without those in the middle where that would be too long.
    pub fn name(&self) -> String {
        let Some((first, others)) = self.words.split_first() else {
            return String::new();
        };
        let mut others = others.iter();
        loop {
            let mut name = joined(first, others.as_slice());
            if name.len() <= names::LONGEST || others.len() < 2 {
                names::shorten(&mut name);
                return name;
            }
            others.next();
        }
    }
}

/// `Job` + `JobStatus` is `JobStatus`, and `OldJob` + `JobStatus` is `OldJobStatus`.
fn joined(first: &str, others: &[String]) -> String {
    let mut name = first.to_owned();
    for word in others {
        // `_1` and `Self_` can stand within another name as they are.
        let word = word.trim_matches('_');
        if word.starts_with(&name) {
            name.clear();
        }
        name.push_str(&word[said(&name, word)..]);
    }
    name
}

/// How much of the start of a word a name ends with: `Transaction` of `TransactionType` in
/// `AssetReportTransaction`. Of a word that the name ends with as a whole, nothing.
fn said(name: &str, word: &str) -> usize {
    let starts = word
        .char_indices()
        .skip(3)
        .filter(|(_, c)| c.is_uppercase());
    let ends = starts.map(|(at, _)| at);
    ends.filter(|end| name.ends_with(&word[..*end]))
        .last()
        .unwrap_or(0)
}

fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "as", "Series", "Species"]
            .iter()
            .any(|end| word.ends_with(end))
}

fn singular(word: &str) -> String {
    if word.ends_with("ovies") || word.ends_with("ookies") {
        return word[..word.len() - 1].to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for end in ["sses", "shes", "ches", "xes", "tuses", "iases", "nuses"] {
        if word.ends_with(end) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word[..word.len() - 1].to_owned()
}

impl<'s> Lowering<'_, 's> {
    /// The type of a schema.
    pub(super) fn typed(&mut self, id: SchemaId, hint: &Hint) -> Typed {
        if let Some(known) = self.known(id).get(&id) {
            return known.clone();
        }
        let schema = &self.schemas[id];
        let own_null = schema.assertions.nullable;
        let target = only_target(schema);
        let says_object = schema.assertions.kinds == [Kind::Object];
        // `type: object` beside a reference to objects says nothing more.
        if let Some(target) =
            target.filter(|target| !says_object || self.facts(*target).kinds == [Kind::Object])
        {
            if !self.open.insert(id) {
                return self.endless(id);
            }
            // A component that gives a schema without a name its own.
            let own = self.called.get(&id).map(|name| Hint::new(name));
            let hint = own.as_ref().unwrap_or(hint);
            let mut typed = bounds::deep(|| self.typed(target, hint));
            self.open.remove(&id);
            typed.nullable |= own_null;
            self.known(id).insert(id, typed.clone());
            return typed;
        }
        if !self.open.insert(id) {
            return self.endless(id);
        }
        let own = self.called.get(&id).map(|name| Hint::new(name));
        let schema = self.flatten(id);
        let typed = bounds::deep(|| self.shape(id, &schema, own.as_ref().unwrap_or(hint)));
        self.open.remove(&id);
        self.known(id).insert(id, typed.clone());
        typed
    }

    /// The types that are known, of what a schema means here.
    fn known(&mut self, id: SchemaId) -> &mut HashMap<SchemaId, Typed> {
        if self.sending && self.is_split(id) {
            &mut self.known_sent
        } else {
            &mut self.known
        }
    }

    /// A list of itself, or a reference to itself: Rust has no such type without a name.
    fn endless(&mut self, id: SchemaId) -> Typed {
        let message =
            "the schema contains itself without an object in between; it is kept as plain JSON";
        self.report.add(
            self.report
                .at_key(Code::Widened, self.schemas[id].node, message),
        );
        Typed::plain(Type::Json)
    }

    pub(super) fn shape(&mut self, id: SchemaId, schema: &Schema<'s>, hint: &Hint) -> Typed {
        self.note_unsaid(schema);
        if schema.contradictory {
            return Typed::plain(Type::Json);
        }
        if schema.assertions.boolean == Some(false) {
            let message = "the schema `false` matches nothing; the type takes any JSON";
            self.report
                .add(self.report.at_key(Code::Widened, schema.node, message));
            return Typed::plain(Type::Json);
        }
        if (schema.assertions.constant.is_some() || schema.assertions.values.is_some())
            && let Some(typed) = self.enumeration(id, schema, hint)
        {
            return typed;
        }
        let branches = if schema.assertions.one_of.is_empty() {
            &schema.assertions.any_of
        } else {
            &schema.assertions.one_of
        };
        if !branches.is_empty() {
            if !schema.assertions.one_of.is_empty() && !schema.assertions.any_of.is_empty() {
                let message = "`anyOf` beside `oneOf` is not typed; nothing of it is lost";
                self.report
                    .add(self.report.at_key(Code::Widened, schema.node, message));
            }
            return self.union(id, schema, branches.clone(), hint);
        }
        let typed = match kinds(schema)[..] {
            [] => Typed::plain(Type::Json),
            [kind] => Typed::plain(self.single(id, kind, schema, hint)),
            [Kind::Integer, Kind::Number] | [Kind::Number, Kind::Integer] => {
                Typed::plain(Type::F64)
            }
            ref several => self.several_kinds(id, schema, several, hint),
        };
        Typed {
            nullable: typed.nullable || (schema.assertions.nullable && typed.ty != Type::Json),
            ty: typed.ty,
        }
    }

    fn note_unsaid(&self, schema: &Schema<'s>) {
        for (key, node) in &schema.assertions.unsaid {
            let message = format!("`{key}` is not checked by the type");
            self.report
                .add(self.report.at_key(Code::Widened, node, message));
        }
    }

    /// A schema with `type: [string, integer]` means a union of both.
    fn several_kinds(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        kinds: &[Kind],
        hint: &Hint,
    ) -> Typed {
        let mut branches = Vec::new();
        for kind in kinds {
            let mut branch = schema.clone();
            branch.assertions.kinds = vec![*kind];
            branch.assertions.nullable = false;
            branch.annotations.title = None;
            branch.annotations.description = None;
            branches.push(self.make(branch));
        }
        let mut whole = Schema::any(schema.node);
        (
            whole.annotations.title,
            whole.annotations.description,
            whole.assertions.nullable,
        ) = (
            schema.annotations.title,
            schema.annotations.description,
            schema.assertions.nullable,
        );
        self.union(id, &whole, branches, hint)
    }

    fn single(&mut self, id: SchemaId, kind: Kind, schema: &Schema<'s>, hint: &Hint) -> Type {
        match kind {
            Kind::Null => Type::Json,
            Kind::Boolean => Type::Bool,
            Kind::Integer => {
                let ty = integer(schema);
                if ty == Type::Json {
                    let message = "integers beyond 64 bits are kept as plain JSON";
                    self.report
                        .add(self.report.at_key(Code::Widened, schema.node, message));
                }
                ty
            }
            Kind::Number => Type::F64,
            Kind::String => {
                self.note_unknown_format(schema);
                string(schema)
            }
            Kind::Array => {
                let list = self.array(id, schema, hint);
                self.bounded(list, schema.node)
            }
            Kind::Object => {
                let object = self.object(id, schema, hint);
                self.bounded(object, schema.node)
            }
        }
    }

    fn note_unknown_format(&self, schema: &Schema<'s>) {
        let unknown = schema
            .assertions
            .format
            .filter(|format| !TEXT_FORMATS.contains(format));
        if let (Some(format), Some(node)) = (unknown, schema.node.get("format")) {
            let message = format!("`{format}` is not a format that is known; the text is kept");
            let found = self.report.at(Code::UnknownFormat, node, message);
            self.report.add(found.once());
        }
    }

    fn array(&mut self, id: SchemaId, schema: &Schema<'s>, hint: &Hint) -> Type {
        if !schema.assertions.prefix_items.is_empty() {
            return self.tuple(id, schema, hint);
        }
        let item = schema.assertions.items.map_or(Type::Json, |items| {
            self.typed(items, &hint.one("Item")).inner()
        });
        Type::List(Box::new(item))
    }

    fn object(&mut self, id: SchemaId, schema: &Schema<'s>, hint: &Hint) -> Type {
        if schema.assertions.properties.is_empty() {
            return Type::Map(Box::new(self.map_value(schema, &hint.one("Value"))));
        }
        if self.properties_here(id, schema).is_empty() {
            return Type::Map(Box::new(Type::Json));
        }
        let type_id = self.define(id, schema, hint);
        let members = self.members(type_id, schema, hint, "additional_properties");
        let rest = match self.other_value(schema, &hint.then("value")) {
            Type::Json => Rest::Extra,
            value => Rest::Typed("additional_properties".to_owned(), value),
        };
        self.types[type_id.0 as usize].def.shape = Shape::Struct(Struct { members, rest });
        Type::Named(type_id)
    }

    /// The members of an object; beside them stands a field of the given name.
    pub(super) fn members(
        &mut self,
        type_id: TypeId,
        schema: &Schema<'s>,
        hint: &Hint,
        beside: &str,
    ) -> Vec<Member> {
        let id = self.types[type_id.0 as usize].schema;
        let properties = self.properties_here(id, schema);
        let keys: Vec<&str> = properties.iter().map(|(key, _)| *key).collect();
        let names = names::fields(&keys, &["extra", beside, "new"]);
        let properties = properties.into_iter().zip(names);
        let members = properties.map(|((key, property), name)| {
            let required = schema.assertions.required.contains(&key);
            self.member(type_id, key, property, required, hint, name)
        });
        members.collect()
    }

    /// The properties, of a type that is split those of the one direction alone.
    fn properties_here(&mut self, id: SchemaId, schema: &Schema<'s>) -> Vec<(&'s str, SchemaId)> {
        let parted = self.is_parted(id);
        let mut properties = Vec::new();
        for (key, property) in &schema.assertions.properties {
            if parted {
                let flat = self.flatten(*property);
                let elsewhere = if self.sending {
                    flat.annotations.read_only
                } else {
                    flat.annotations.write_only
                };
                if elsewhere {
                    continue;
                }
            }
            properties.push((*key, *property));
        }
        properties
    }

    /// Whether a type has the properties of its own direction alone. Where other keys have a type too,
    /// what were left out would have to be of that type.
    fn is_parted(&mut self, id: SchemaId) -> bool {
        self.is_split(id) && {
            let flat = self.flatten(id);
            flat.assertions.pattern_properties.is_empty()
                && !matches!(flat.assertions.additional, Additional::Schema(_))
        }
    }

    fn member(
        &mut self,
        owner: TypeId,
        key: &str,
        id: SchemaId,
        required: bool,
        hint: &Hint,
        name: String,
    ) -> Member {
        let flat = self.flatten(id);
        let one_way = flat.annotations.read_only || flat.annotations.write_only;
        if one_way {
            self.one_way.insert((owner, key.to_owned()));
        }
        if let (true, Some(value)) = (required, constant(&flat)) {
            return Member::Constant {
                key: key.to_owned(),
                value,
                spot: spot(self.schemas[id].node),
            };
        }
        let Typed { ty, nullable } = self.typed(id, &hint.then(key));
        // What only a request or only an answer has can be missing in the other.
        let missing = flat.annotations.read_only && self.is_sent(id)
            || flat.annotations.write_only && self.is_received(id);
        let parted = self.is_parted(self.types[owner.0 as usize].schema);
        let required = required && (parted || !missing);
        let (presence, ty) = match (required, nullable) {
            (true, false) => (Presence::Required, ty),
            (true, true) => (Presence::Required, Type::Option(Box::new(ty))),
            (false, false) => (Presence::Optional, ty),
            (false, true) => (Presence::Nullable, ty),
        };
        if name != names::snake(key) {
            let message =
                format!("the field for `{key}` is called `{name}`, since another has its name");
            self.report
                .add(self.report.at_key(Code::Renamed, flat.node, message));
        }
        let docs = self.field_docs(key, id, &flat);
        Member::Field(Field {
            name,
            key: key.to_owned(),
            docs,
            ty,
            presence,
            spot: spot(self.schemas[id].node),
        })
    }

    /// Makes room for a definition, so that what it contains may refer to it.
    pub(super) fn define(&mut self, id: SchemaId, schema: &Schema<'s>, hint: &Hint) -> TypeId {
        let type_id = TypeId(self.types.len() as u32);
        let docs = self.type_docs(schema);
        self.types.push(Draft {
            wanted: if self.sending && self.is_split(id) {
                format!("{}Request", hint.name())
            } else {
                hint.name()
            },
            named: self.named.contains_key(&id),
            node: schema.node,
            schema: id,
            def: TypeDef {
                name: String::new(),
                docs,
                derives: Derives::default(),
                named: false,
                sent: false,
                same_as: None,
                shape: Shape::Struct(Struct::default()),
                spot: spot(schema.node),
            },
        });
        self.known(id).insert(
            id,
            Typed {
                ty: Type::Named(type_id),
                nullable: schema.assertions.nullable,
            },
        );
        type_id
    }

    /// `enum` and `const`. `None` where the type says more than the values.
    fn enumeration(&mut self, id: SchemaId, schema: &Schema<'s>, hint: &Hint) -> Option<Typed> {
        let all: Vec<&Node> = match (schema.assertions.constant, &schema.assertions.values) {
            (Some(constant), _) => vec![constant],
            (None, Some(values)) => values.clone(),
            (None, None) => return None,
        };
        let values: Vec<&Node> = all
            .iter()
            .copied()
            .filter(|value| value.value != source::Value::Null)
            .collect();
        let nullable = schema.assertions.nullable || values.len() < all.len();
        if values.is_empty() {
            return Some(Typed {
                ty: Type::Json,
                nullable: false,
            });
        }
        let texts = string_values(&values, &schema.assertions.kinds);
        let integers: Option<Vec<i64>> = values.iter().map(|value| integer_value(value)).collect();
        let fits = |kind: Kind| {
            schema.assertions.kinds.is_empty() || schema.assertions.kinds.contains(&kind)
        };
        let ty = if let Some(texts) = texts.filter(|_| fits(Kind::String)) {
            let entries = texts
                .into_iter()
                .zip(&values)
                .map(|(value, node)| Entry::new(value, node))
                .collect();
            Type::Named(self.string_enum(id, schema, entries, hint))
        } else if let Some(integers) =
            integers.filter(|_| fits(Kind::Integer) || fits(Kind::Number))
        {
            let entries = integers
                .into_iter()
                .zip(values)
                .map(|(value, node)| Entry::new(value, node))
                .collect();
            Type::Named(self.integer_enum(id, schema, entries, hint))
        } else if values
            .iter()
            .all(|value| matches!(value.value, source::Value::Bool(_)))
            && fits(Kind::Boolean)
        {
            Type::Bool
        } else if values.iter().all(|value| {
            matches!(
                value.value,
                source::Value::Integer(_) | source::Value::Float(_)
            )
        }) {
            Type::F64
        } else {
            let kinds_known = !schema.assertions.kinds.is_empty();
            let message = if kinds_known {
                "the values do not fit the type; the type counts"
            } else {
                "values of several types are kept as plain JSON"
            };
            self.report
                .add(self.report.at_key(Code::Widened, values[0], message));
            if kinds_known {
                return None;
            }
            Type::Json
        };
        Some(Typed {
            nullable: nullable && ty != Type::Json,
            ty,
        })
    }

    /// An enumeration of strings.
    pub(super) fn string_enum(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        entries: Vec<Entry<'s, String>>,
        hint: &Hint,
    ) -> TypeId {
        let type_id = self.define(id, schema, hint);
        let mut scope = names::Scope::with(&["Unknown"]);
        let wanted = entries
            .iter()
            .map(|entry| entry.title.unwrap_or(&entry.value));
        let wanted = names::variants(wanted, &mut scope);
        let described = value_descriptions(schema);
        let values = entries
            .into_iter()
            .enumerate()
            .zip(wanted)
            .map(|((index, entry), name)| {
                let Entry {
                    value,
                    mut docs,
                    node,
                    ..
                } = entry;
                if docs.blocks.is_empty()
                    && let Some(text) = described.of(&value, index)
                {
                    docs = docs::docs(text, self.link_base.as_deref());
                }
                if docs.blocks.is_empty() {
                    docs.blocks.push(docs::sentence(docs::code(&value)));
                }
                Value {
                    name,
                    value,
                    docs,
                    spot: spot(node),
                }
            });
        let values = values.collect();
        self.types[type_id.0 as usize].def.shape = Shape::StringEnum(values);
        type_id
    }

    /// An enumeration of integers.
    pub(super) fn integer_enum(
        &mut self,
        id: SchemaId,
        schema: &Schema<'s>,
        entries: Vec<Entry<'s, i64>>,
        hint: &Hint,
    ) -> TypeId {
        let type_id = self.define(id, schema, hint);
        let described = value_descriptions(schema);
        let mut scope = names::Scope::with(&["Unknown"]);
        let mut values = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let text = entry.value.to_string();
            let named = entry.title.or_else(|| described.name(index));
            let named = named.map(names::upper_camel);
            let plain = if entry.value < 0 {
                format!("Minus{}", entry.value.unsigned_abs())
            } else {
                format!("_{text}")
            };
            let name = scope.take([named.as_deref().unwrap_or(&plain), plain.as_str()]);
            let mut docs = entry.docs;
            if docs.blocks.is_empty()
                && let Some(text) = described.of(&text, index)
            {
                docs = docs::docs(text, self.link_base.as_deref());
            }
            if docs.blocks.is_empty() {
                docs.blocks.push(docs::sentence(docs::code(&text)));
            }
            values.push(Value {
                name,
                value: entry.value,
                docs,
                spot: spot(entry.node),
            });
        }
        self.types[type_id.0 as usize].def.shape = Shape::IntegerEnum(values);
        type_id
    }

    pub(super) fn type_docs(&self, schema: &Schema<'s>) -> Docs {
        let text = schema
            .annotations
            .description
            .filter(|text| !text.trim().is_empty())
            .or(schema.annotations.title)
            .unwrap_or("");
        let mut docs = docs::docs(text, self.link_base.as_deref());
        mark_deprecated(&mut docs, schema);
        docs
    }

    /// What is said of the property, else of its type, and what the type cannot say.
    fn field_docs(&mut self, key: &str, id: SchemaId, flat: &Schema<'s>) -> Docs {
        let own = self.schemas[id].annotations.description;
        let text = own
            .or(flat.annotations.description)
            .filter(|text| !text.trim().is_empty())
            .or(flat.annotations.title);
        let mut docs = docs::docs(text.unwrap_or(""), self.link_base.as_deref());
        if own.is_none() {
            // The type itself says the rest.
            docs.blocks.truncate(1);
        }
        add_bounds(&mut docs, flat);
        if docs.blocks.is_empty() {
            docs.blocks.push(docs::sentence(docs::code(key)));
        }
        mark_deprecated(&mut docs, flat);
        docs
    }
}

/// An attribute would make the crate warn about its own use of the thing.
fn mark_deprecated(docs: &mut Docs, schema: &Schema<'_>) {
    if schema.annotations.deprecated {
        docs.blocks.push(docs::sentence("**Deprecated.**"));
    }
}

/// Adds what a schema says about values beyond their type: to the one paragraph, else below all.
pub(super) fn add_bounds(docs: &mut Docs, schema: &Schema<'_>) {
    let mut words: Vec<String> = Vec::new();
    if let Some(default) = schema
        .annotations
        .default
        .filter(|node| node.value != source::Value::Null)
    {
        words.push(format!("Default: {}.", docs::code(&short(default))));
    }
    // What the type does not say: the text can be parsed as what it is.
    if let (Some(format), [Kind::String]) = (schema.assertions.format, &kinds(schema)[..])
        && string(schema) == Type::String
        && schema.assertions.values.is_none()
        && schema.assertions.constant.is_none()
    {
        words.push(format!("Format: {}.", docs::code(format)));
    }
    for (key, node) in &schema.assertions.bounds {
        let said = match (*key, &node.value) {
            ("minimum", _) => "Minimum",
            ("maximum", _) => "Maximum",
            ("exclusiveMinimum", source::Value::Integer(_) | source::Value::Float(_)) => "Above",
            ("exclusiveMaximum", source::Value::Integer(_) | source::Value::Float(_)) => "Below",
            ("multipleOf", _) => "Multiple of",
            ("minLength", _) => "Minimum length",
            ("maxLength", _) => "Maximum length",
            ("minItems" | "minProperties", _) => "Minimum number",
            ("maxItems" | "maxProperties", _) => "Maximum number",
            ("pattern", _) => "Pattern",
            _ => continue,
        };
        let value = node.as_str().map_or_else(|| short(node), str::to_owned);
        let sentence = format!("{said}: {}.", docs::code(&value));
        if !words.contains(&sentence) {
            words.push(sentence);
        }
    }
    if words.is_empty() {
        return;
    }
    let words = words.join(" ");
    match &mut docs.blocks[..] {
        [Block::Text(text, 0)] => {
            let stop = if text.ends_with(['.', '!', '?', ':']) {
                " "
            } else {
                ". "
            };
            text.push_str(stop);
            text.push_str(&words);
        }
        _ => docs.blocks.push(docs::sentence(words)),
    }
}

/// JSON text that is short enough for a sentence.
fn short(node: &Node) -> String {
    let text = node.to_string();
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// The one schema that this one stands for, when it says nothing more about values than perhaps
/// that they are objects.
fn only_target(schema: &Schema<'_>) -> Option<SchemaId> {
    let own = &schema.assertions;
    let target = match (own.reference, &own.all_of[..]) {
        (Some(target), []) => target,
        (None, [target]) => *target,
        _ => return None,
    };
    let null_alone = own.kinds == [Kind::Null] && own.nullable;
    let is_reference = own.is_only(|rest| {
        rest.reference = None;
        rest.all_of.clear();
        rest.nullable = false;
        if null_alone || rest.kinds == [Kind::Object] {
            rest.kinds.clear();
        }
        if !matches!(rest.additional, Additional::Schema(_)) {
            rest.additional = Additional::Unsaid;
        }
        // None of these changes which type the values have.
        rest.content = Default::default();
        rest.bounds.clear();
        rest.unsaid.clear();
    });
    is_reference.then_some(target)
}

/// The types a schema allows, null aside: those it says, else those its keywords speak of.
pub(super) fn kinds(schema: &Schema<'_>) -> Vec<Kind> {
    let said: Vec<Kind> = schema
        .assertions
        .kinds
        .iter()
        .copied()
        .filter(|kind| *kind != Kind::Null)
        .collect();
    if !said.is_empty() {
        return said;
    }
    let speaks_of = |keys: &[&str]| {
        schema
            .assertions
            .bounds
            .iter()
            .chain(&schema.assertions.unsaid)
            .any(|(key, _)| keys.contains(key))
    };
    let object = !schema.assertions.properties.is_empty()
        || !schema.assertions.required.is_empty()
        || !schema.assertions.pattern_properties.is_empty()
        || schema.assertions.additional != Additional::Unsaid;
    let array = schema.assertions.items.is_some() || !schema.assertions.prefix_items.is_empty();
    match (object, array) {
        (true, _) => vec![Kind::Object],
        (false, true) => vec![Kind::Array],
        _ if schema.assertions.format.is_some_and(is_text_format) => vec![Kind::String],
        _ if speaks_of(&["pattern", "minLength", "maxLength"])
            && schema.assertions.kinds.is_empty() =>
        {
            vec![Kind::String]
        }
        _ => Vec::new(),
    }
}

/// The formats of strings in JSON Schema 2020-12 and in OpenAPI's registry.
const TEXT_FORMATS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-string",
    "sf-token",
    "style",
    "time",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
    "url",
    "base64",
];

fn is_text_format(format: &str) -> bool {
    matches!(
        format,
        "date-time" | "date" | "uuid" | "uri" | "email" | "byte" | "hostname" | "ipv4" | "ipv6"
    )
}

/// Never narrower than the document says: bounds can widen what the format promises.
fn integer(schema: &Schema<'_>) -> Type {
    let bounds = |name: &'static str, step: i128| {
        let named = schema
            .assertions
            .bounds
            .iter()
            .filter(move |(key, _)| *key == name);
        named.filter_map(move |(_, node)| match node.value {
            source::Value::Integer(value) => Some(value.saturating_add(step)),
            source::Value::Float(value) => Some((value as i128).saturating_add(step)),
            _ => None,
        })
    };
    let low = bounds("minimum", 0)
        .chain(bounds("exclusiveMinimum", 1))
        .max();
    let high = bounds("maximum", 0)
        .chain(bounds("exclusiveMaximum", -1))
        .min();
    let within = |min: i128, max: i128| {
        low.is_none_or(|low| low >= min) && high.is_none_or(|high| high <= max)
    };
    let beyond = |min: i128, max: i128| {
        low.is_some_and(|low| low < min) || high.is_some_and(|high| high > max)
    };
    match schema.assertions.format {
        Some("int32") if within(i32::MIN.into(), i32::MAX.into()) => Type::I32,
        Some("uint32") if within(0, u32::MAX.into()) => Type::U32,
        Some("uint64") if within(0, u64::MAX.into()) => Type::U64,
        Some("unixtime" | "unix-time") => Type::Timestamp,
        _ if !beyond(i64::MIN.into(), i64::MAX.into()) => Type::I64,
        _ if low.is_some_and(|low| low >= 0) && !beyond(0, u64::MAX.into()) => Type::U64,
        _ => Type::Json,
    }
}

fn string(schema: &Schema<'_>) -> Type {
    match (schema.assertions.format, schema.assertions.content.0) {
        (Some("date-time"), _) => Type::DateTime,
        (Some("date"), _) => Type::Date,
        (Some("byte" | "base64"), _) | (_, Some("base64")) => Type::Bytes,
        _ => Type::String,
    }
}

/// The one value that a schema allows.
pub(super) fn constant(schema: &Schema<'_>) -> Option<Constant> {
    if schema.assertions.nullable {
        return None;
    }
    let node = schema
        .assertions
        .constant
        .or(match schema.assertions.values.as_deref() {
            Some([only]) => Some(*only),
            _ => None,
        })?;
    let fits =
        |kind: Kind| schema.assertions.kinds.is_empty() || schema.assertions.kinds.contains(&kind);
    match &node.value {
        source::Value::String(text) if fits(Kind::String) => Some(Constant::String(text.clone())),
        source::Value::Bool(value) if fits(Kind::Boolean) => Some(Constant::Bool(*value)),
        source::Value::Integer(_) if fits(Kind::Integer) => {
            integer_value(node).map(Constant::Integer)
        }
        _ => None,
    }
}

pub(super) fn integer_value(node: &Node) -> Option<i64> {
    match node.value {
        source::Value::Integer(value) => i64::try_from(value).ok(),
        _ => None,
    }
}

/// The values as strings: where the type is string, YAML's `1` and `yes` were meant as text.
fn string_values(values: &[&Node], kinds: &[Kind]) -> Option<Vec<String>> {
    let only_text = kinds == [Kind::String];
    values
        .iter()
        .map(|value| match &value.value {
            source::Value::String(text) => Some(text.clone()),
            source::Value::Integer(_) | source::Value::Float(_) | source::Value::Bool(_)
                if only_text =>
            {
                Some(value.to_string())
            }
            _ => None,
        })
        .collect()
}

/// What the usual extensions say of enumerated values.
struct ValueDescriptions<'s> {
    names: &'s [Node],
    texts: Option<&'s Node>,
}

fn value_descriptions<'s>(schema: &Schema<'s>) -> ValueDescriptions<'s> {
    let extensions: HashMap<&str, &'s Node> =
        schema.annotations.extensions.iter().copied().collect();
    let names = extensions
        .get("x-enum-varnames")
        .or(extensions.get("x-enumNames"));
    let texts = extensions
        .get("x-enum-descriptions")
        .or(extensions.get("x-enumDescriptions"));
    ValueDescriptions {
        names: names.and_then(|node| node.as_array()).unwrap_or_default(),
        texts: texts.copied(),
    }
}

impl<'s> ValueDescriptions<'s> {
    fn name(&self, index: usize) -> Option<&'s str> {
        self.names.get(index).and_then(Node::as_str)
    }

    fn of(&self, value: &str, index: usize) -> Option<&'s str> {
        let texts = self.texts?;
        texts
            .get(value)
            .or_else(|| texts.as_array()?.get(index))
            .and_then(Node::as_str)
    }
}
