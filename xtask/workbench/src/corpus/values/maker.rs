//! Many values of one schema: takes JSON Schema 2020-12 with its `$defs`, gives values that it allows, the same
//! ones on every run. `pattern`, `not` and conditions are not followed, so some values may be invalid.
//!
//! Two other places make one value that a reader may take for a real one: `emit::values` of the generator, in
//! Rust for the documentation, and `serve::sample`, as the answer of a server. This one looks for faults of
//! the types, so it makes extreme values, each branch of a union and keys that the schema does not name. Its
//! values come from the schema alone: if it asked the generator, both would share a mistake.

mod collect;
mod containers;

use fastrand::Rng;
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

/// The schemas that apply to one value.
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
