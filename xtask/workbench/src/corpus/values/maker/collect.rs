//! Gathers the schemas that apply to one value: references, `allOf`, and a branch of each union.

use serde_json::Value;

use super::{BARE_DEPTH, MAX_SIZE, Maker, Said};

impl<'a> Maker<'a> {
    /// Gathers what a schema says, its references, its parts and one of its branches: in the order
    /// in which properties are written. `None` when it allows nothing.
    pub(super) fn collect(
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
}
