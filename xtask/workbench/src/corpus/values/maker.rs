//! Values of a schema: takes JSON Schema 2020-12 with its `$defs`, gives values that it allows,
//! the same on every run. It follows what keywords say of the shape of a value; `pattern`, `not`
//! and conditions it leaves alone, so that some of the values may not be valid.

use fastrand::Rng;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::json::Json;
use super::samples;

/// So deep a value has all that it may have, deeper ones get smaller.
const FULL_DEPTH: usize = 2;
/// So deep a value has only what it must have.
const BARE_DEPTH: usize = 5;
/// So deep there is no value: the schema may have no end.
const MAX_DEPTH: usize = 24;
/// About how many values one value may hold.
const MAX_SIZE: usize = 400;

/// Makes values of schemas.
pub struct Maker<'a> {
    defs: &'a Map<String, Value>,
    random: Rng,
    /// What decides at the outermost level, instead of chance.
    turn: usize,
    /// Whether enumerations get values they do not name, and closed objects keys.
    beyond: bool,
    size: usize,
}

/// All that is said of one value.
#[derive(Default)]
struct Said<'a> {
    parts: Vec<&'a Map<String, Value>>,
    /// A property and the values that tell the chosen branch.
    tags: Vec<(&'a str, &'a [Value])>,
}

impl<'a> Maker<'a> {
    /// A maker for schemas that refer to these.
    pub fn new(defs: &'a Map<String, Value>) -> Self {
        Self {
            defs,
            random: Rng::with_seed(0),
            turn: 0,
            beyond: false,
            size: 0,
        }
    }

    /// Different values of a schema: as many as there are turns, or fewer where it has fewer. With
    /// `beyond`, values that the description does not foresee and that are to survive all the same.
    pub fn values(&mut self, name: &'a str, turns: usize, beyond: bool) -> Vec<Json> {
        self.random = Rng::with_seed(name.bytes().fold(0, |seed, byte| {
            u64::wrapping_add(u64::wrapping_mul(seed, 31), byte.into())
        }));
        self.beyond = beyond;
        let Some(schema) = self.defs.get(name) else {
            return Vec::new();
        };
        let mut values = Vec::new();
        for turn in 0..turns {
            self.turn = turn;
            self.size = 0;
            if let Some(value) = self.value(&[schema], None, 0)
                && !values.contains(&value)
            {
                values.push(value);
            }
        }
        values
    }

    /// How many branches the schema has at its outermost level.
    pub fn branches(&self, name: &str) -> usize {
        let mut schema = self.defs.get(name);
        for _ in 0..8 {
            let Some(found) = schema else { break };
            let branches = ["oneOf", "anyOf"]
                .iter()
                .filter_map(|key| found[*key].as_array());
            if let Some(branches) = branches.max_by_key(|branches| branches.len())
                && !(branches.len() == 2 && branches[1]["type"] == "null")
            {
                return branches.len();
            }
            let next = found["anyOf"].get(0).unwrap_or(found);
            schema = next["$ref"].as_str().and_then(|at| self.target(at));
        }
        1
    }

    fn target(&self, reference: &str) -> Option<&'a Value> {
        self.defs.get(reference.strip_prefix("#/$defs/")?)
    }

    /// One of so many, in turn at the outermost level.
    fn pick(&mut self, count: usize, depth: usize) -> usize {
        if depth == 0 {
            let picked = self.turn % count;
            self.turn /= count;
            picked
        } else {
            self.random.usize(..count)
        }
    }

    fn value(&mut self, schemas: &[&'a Value], tag: Option<Json>, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.size += 1;
        let mut said = Said::default();
        for schema in schemas {
            self.collect(schema, &mut said, &mut Vec::new(), depth)?;
        }
        if tag.is_some() {
            return tag;
        }
        if let Some(value) = self.enumerated(&said, depth) {
            return value;
        }
        let kind = self.kind(&said, depth)?;
        match kind {
            "null" => Some(Json::Null),
            "boolean" => Some(Json::Bool(self.pick(2, depth) == 0)),
            "integer" | "number" => {
                let samples = samples::numbers(&said.parts, kind == "integer");
                let picked = self.pick(samples.len().max(1), depth);
                samples.into_iter().nth(picked).map(Json::Number)
            }
            "string" => {
                let samples = samples::strings(&said.parts);
                let picked = self.pick(samples.len().max(1), depth);
                samples.into_iter().nth(picked).map(Json::String)
            }
            "array" => self.array(&said, depth),
            _ => self.object(&said, depth),
        }
    }

    /// Gathers what a schema says, its references, its parts and one of its branches: in the order
    /// in which properties are to stand. `None` when it allows nothing.
    fn collect(
        &mut self,
        schema: &'a Value,
        said: &mut Said<'a>,
        seen: &mut Vec<&'a str>,
        depth: usize,
    ) -> Option<()> {
        let words = match schema {
            Value::Bool(false) => return None,
            Value::Object(words) => words,
            _ => return Some(()),
        };
        if let Some(reference) = words.get("$ref").and_then(Value::as_str) {
            if seen.contains(&reference) {
                return None;
            }
            seen.push(reference);
            if let Some(target) = self.target(reference) {
                self.collect(target, said, seen, depth)?;
            }
            seen.pop();
        }
        for part in words
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.collect(part, said, seen, depth)?;
        }
        said.parts.push(words);
        for key in ["oneOf", "anyOf"] {
            let Some(branches) = words.get(key).and_then(Value::as_array) else {
                continue;
            };
            if let Some(tags) = words.get("x-tags")
                && let Some(property) = tags["property"].as_str()
            {
                self.tagged(branches, property, &tags["values"], said, seen, depth)?;
                continue;
            }
            self.branch(branches, said, seen, depth)?;
        }
        Some(())
    }

    fn tagged(
        &mut self,
        branches: &'a [Value],
        property: &'a str,
        values: &'a Value,
        said: &mut Said<'a>,
        seen: &mut Vec<&'a str>,
        depth: usize,
    ) -> Option<()> {
        let before = said.parts.len();
        let picked = self.branch(branches, said, seen, depth)?;
        let values = picked["$ref"].as_str().and_then(|at| values[at].as_array());
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            return Some(());
        };
        // A constant of the branch's own counts more.
        let constant = said.parts[before..].iter().any(|part| {
            let property = part.get("properties").and_then(|all| all.get(property));
            property.is_some_and(|property| self.names_others(property, values))
        });
        if !constant {
            said.tags.push((property, values));
        }
        Some(())
    }

    /// Whether a schema names its values, and none of these is among them.
    fn names_others(&self, schema: &Value, values: &[Value]) -> bool {
        let target = schema["$ref"].as_str().and_then(|at| self.target(at));
        let schema = target.unwrap_or(schema);
        match schema["enum"].as_array() {
            Some(named) => !values.iter().any(|value| named.contains(value)),
            None => schema.get("const").is_some(),
        }
    }

    /// One branch; another one when it allows nothing.
    fn branch(
        &mut self,
        branches: &'a [Value],
        said: &mut Said<'a>,
        seen: &mut Vec<&'a str>,
        depth: usize,
    ) -> Option<&'a Value> {
        let first = if depth >= BARE_DEPTH || self.size > MAX_SIZE {
            // The one that most likely ends.
            let ends = |branch: &Value| {
                let target = branch["$ref"].as_str().and_then(|at| self.target(at));
                let kind = &target.unwrap_or(branch)["type"];
                kind.is_string() && kind != "object" && kind != "array"
            };
            branches.iter().position(ends).unwrap_or(0)
        } else {
            self.pick(branches.len(), depth)
        };
        for offset in 0..branches.len() {
            let branch = &branches[(first + offset) % branches.len()];
            let (parts, tags) = (said.parts.len(), said.tags.len());
            if self.collect(branch, said, seen, depth).is_some() {
                return Some(branch);
            }
            said.parts.truncate(parts);
            said.tags.truncate(tags);
        }
        None
    }

    /// A value of `const` or `enum`; `Some(None)` when there is none that all allow.
    fn enumerated(&mut self, said: &Said<'a>, depth: usize) -> Option<Option<Json>> {
        let lists = said
            .parts
            .iter()
            .filter_map(|part| match part.get("const") {
                Some(value) => Some(std::slice::from_ref(value)),
                None => part.get("enum")?.as_array().map(Vec::as_slice),
            });
        let lists: Vec<&[Value]> = lists.collect();
        let (first, others) = lists.split_first()?;
        let fits = |value: &&Value| {
            others.iter().all(|list| list.contains(value)) && types(&said.parts, value)
        };
        let values: Vec<&Value> = first.iter().filter(fits).collect();
        if values.is_empty() {
            return Some(None);
        }
        let picked = self.pick(values.len(), depth);
        let value = Json::from(values[picked]);
        let open = values.len() > 1 && values.iter().all(|value| value.is_string());
        if self.beyond && open && self.random.bool() {
            return Some(Some(Json::String("not in the description".to_owned())));
        }
        Some(Some(value))
    }

    /// A type that all parts allow.
    fn kind(&mut self, said: &Said<'a>, depth: usize) -> Option<&'static str> {
        const KINDS: [&str; 7] = [
            "object", "array", "string", "number", "integer", "boolean", "null",
        ];
        let said_types = said.parts.iter().any(|part| part.contains_key("type"));
        let allowed = |kind: &&str| said.parts.iter().all(|part| allows(part, kind));
        let mut kinds: Vec<&'static str> = KINDS.into_iter().filter(allowed).collect();
        if !said_types {
            let speaks = |keys: &[&str]| {
                said.parts
                    .iter()
                    .any(|part| keys.iter().any(|key| part.contains_key(*key)))
            };
            let shapes: [(&[&str], &'static str); 4] = [
                (
                    &[
                        "properties",
                        "required",
                        "additionalProperties",
                        "patternProperties",
                    ],
                    "object",
                ),
                (&["items", "prefixItems"], "array"),
                (&["format", "pattern", "minLength", "maxLength"], "string"),
                (&["minimum", "maximum", "multipleOf"], "number"),
            ];
            if let Some((_, kind)) = shapes.iter().find(|(keys, _)| speaks(keys)) {
                return Some(kind);
            }
            if depth >= FULL_DEPTH {
                kinds.retain(|kind| !["object", "array"].contains(kind));
            }
        } else if kinds.contains(&"number") {
            kinds.retain(|kind| *kind != "integer");
        }
        if kinds.is_empty() {
            return None;
        }
        Some(kinds[self.pick(kinds.len(), depth)])
    }

    fn array(&mut self, said: &Said<'a>, depth: usize) -> Option<Json> {
        let bound = |key: &'static str| {
            said.parts
                .iter()
                .filter_map(|part| part.get(key)?.as_f64())
                .map(|bound| bound.max(0.0) as usize)
        };
        let least = bound("minItems").max().unwrap_or(0);
        let most = bound("maxItems").min().unwrap_or(usize::MAX);
        let places = said
            .parts
            .iter()
            .filter_map(|part| part.get("prefixItems")?.as_array())
            .map(Vec::len);
        let places = places.max().unwrap_or(0);
        let wanted = match depth {
            _ if self.size > MAX_SIZE => 0,
            0 => places + [2, 0, 1][self.pick(3, depth)],
            1..BARE_DEPTH => places + self.random.usize(0..3),
            _ => 0,
        };
        let unique = said
            .parts
            .iter()
            .any(|part| part.get("uniqueItems") == Some(&true.into()));
        let mut items: Vec<Json> = Vec::new();
        for index in 0..wanted.max(least).min(most).min(least.max(12)) {
            let schemas: Vec<&'a Value> = said
                .parts
                .iter()
                .filter_map(|part| {
                    let place = part.get("prefixItems").and_then(|places| places.get(index));
                    place.or_else(|| part.get("items"))
                })
                .collect();
            match self.value(&schemas, None, depth + 1) {
                Some(item) if unique && items.contains(&item) => {}
                Some(item) => items.push(item),
                None if items.len() < least => return None,
                None => break,
            }
        }
        Some(Json::Array(items))
    }

    fn object(&mut self, said: &Said<'a>, depth: usize) -> Option<Json> {
        let mut names: Vec<&'a str> = Vec::new();
        let listed = said
            .parts
            .iter()
            .filter_map(|part| part.get("properties")?.as_object());
        let required = || {
            let lists = said
                .parts
                .iter()
                .filter_map(|part| part.get("required")?.as_array());
            lists.flatten().filter_map(Value::as_str)
        };
        for name in listed
            .flat_map(Map::keys)
            .map(String::as_str)
            .chain(required())
        {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mode = if depth == 0 { self.turn } else { 2 };
        let mut members = IndexMap::new();
        for name in names {
            let must = required().any(|required| required == name);
            let wanted = match (mode, depth) {
                (0, _) => true,
                (1, _) => false,
                (_, BARE_DEPTH..) => false,
                (_, ..FULL_DEPTH) => self.random.u8(..) < 150,
                _ => self.random.u8(..) < 70,
            };
            if !must && (!wanted || self.size > MAX_SIZE) {
                continue;
            }
            let schemas = property(&said.parts, name);
            let tag = said.tags.iter().find(|(property, _)| *property == name);
            let tag = tag.map(|(_, values)| &values[self.random.usize(..values.len())]);
            let tag = tag.and_then(|tag| self.fitting(tag, &schemas));
            match self.value(&schemas, tag, depth + 1) {
                Some(value) => drop(members.insert(name.to_owned(), value)),
                None if must => return None,
                None => {}
            }
        }
        self.add_more(said, &mut members, mode, depth);
        Some(Json::Object(members))
    }

    /// A mapped value as the property has it: `10` where it is an integer.
    fn fitting(&self, tag: &Value, schemas: &[&'a Value]) -> Option<Json> {
        let text = tag.as_str()?;
        let mut kinds = schemas.iter().filter_map(|schema| {
            let target = schema["$ref"].as_str().and_then(|at| self.target(at));
            let kind = &target.unwrap_or(schema)["type"];
            kind.as_str().or_else(|| kind.get(0)?.as_str())
        });
        match kinds.next_back() {
            Some("integer" | "number") => Some(Json::Number(text.to_owned())),
            Some("boolean") => Some(Json::Bool(text == "true")),
            _ => Some(Json::from(tag)),
        }
    }

    /// Keys that have no name in the schema.
    fn add_more(
        &mut self,
        said: &Said<'a>,
        members: &mut IndexMap<String, Json>,
        mode: usize,
        depth: usize,
    ) {
        let closed = said.parts.iter().any(|part| {
            ["additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|key| part.get(*key) == Some(&false.into()))
                || part.contains_key("propertyNames")
        });
        let patterned = said
            .parts
            .iter()
            .any(|part| part.contains_key("patternProperties"));
        let typed = said.parts.iter().any(|part| {
            part.get("additionalProperties")
                .is_some_and(Value::is_object)
        });
        if patterned {
            let patterns = said
                .parts
                .iter()
                .filter_map(|part| part.get("patternProperties"));
            for (pattern, schema) in patterns.filter_map(Value::as_object).flatten() {
                if let Some(key) = samples::key(pattern)
                    && mode != 1
                    && let Some(value) = self.value(&[schema], None, depth + 1)
                {
                    members.insert(key, value);
                }
            }
        }
        if patterned || closed && !self.beyond || mode == 1 || depth >= BARE_DEPTH {
            return;
        }
        let keys: &[&str] = if typed {
            &["first", "ключ \"2\""]
        } else {
            &["x ☃\n"]
        };
        for key in keys {
            if members.contains_key(*key) || !(typed || self.random.bool()) {
                continue;
            }
            let schemas = property(&said.parts, key);
            if let Some(value) = self.value(&schemas, None, depth + 1) {
                members.insert((*key).to_owned(), value);
            }
        }
    }
}

/// What all parts say of a property.
fn property<'a>(parts: &[&'a Map<String, Value>], name: &str) -> Vec<&'a Value> {
    parts
        .iter()
        .filter_map(|part| {
            let named = part.get("properties").and_then(|all| all.get(name));
            let more = part
                .get("additionalProperties")
                .filter(|more| more.is_object());
            named.or(more)
        })
        .collect()
}

fn allows(part: &Map<String, Value>, kind: &str) -> bool {
    let is = |word: &Value| word == kind || word == "number" && kind == "integer";
    match part.get("type") {
        None => true,
        Some(Value::Array(words)) => words.iter().any(is),
        Some(word) => is(word),
    }
}

/// Whether all parts allow the type of a value.
fn types(parts: &[&Map<String, Value>], value: &Value) -> bool {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    parts.iter().all(|part| allows(part, kind))
}
