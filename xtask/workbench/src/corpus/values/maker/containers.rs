//! Arrays and objects.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::super::json::Json;
use super::super::samples;
use super::{BARE_DEPTH, FULL_DEPTH, MAX_SIZE, Maker, Said};

impl<'a> Maker<'a> {
    pub(super) fn array(&mut self, said: &Said<'a>, depth: usize) -> Option<Json> {
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

    pub(super) fn object(&mut self, said: &Said<'a>, depth: usize) -> Option<Json> {
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
