//! Additions to schemas.

use fastrand::Rng;
use serde_json::{Value, json};

use super::super::find::Found;
use super::{object, one, put_first, respelled, schema};

/// A component with the name of a type.
pub fn component(rng: &mut Rng, document: &mut Value, types: &[String]) -> Option<String> {
    let ty = one(rng, types)?;
    let name = match rng.bool() {
        true => ty.clone(),
        false => respelled(rng, ty),
    };
    let schema = schema(rng);
    let schemas = object(object(document, "components")?, "schemas")?.as_object_mut()?;
    if schemas.contains_key(&name) {
        return None;
    }
    put_first(schemas, &name, schema);
    Some(format!("the component `{name}`"))
}

/// An optional property, first.
pub fn property(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    const WORDS: [&str; 6] = [
        "new",
        "extra",
        "variant",
        "self",
        "value",
        "additional_properties",
    ];
    let at = one(rng, &found.schemas)?;
    let properties = document.pointer(at)?.get("properties")?.as_object()?;
    let known: Vec<String> = properties.keys().cloned().collect();
    let key = match rng.u8(0..4) {
        0 => (*one(rng, &WORDS)?).to_owned(),
        _ => respelled_of(rng, &known)?,
    };
    // A schema that `allOf` puts beside this one may have it already, with another type.
    let has_it = |at: &String| {
        let schema = document.pointer(at);
        schema.is_some_and(|schema| schema["properties"].get(&key).is_some())
    };
    if found.schemas.iter().any(has_it) {
        return None;
    }
    let schema = schema(rng);
    let properties = document.pointer_mut(at)?.get_mut("properties")?;
    let properties = properties.as_object_mut()?;
    put_first(properties, &key, schema);
    Some(format!("the property `{key}` in {at}"))
}

/// A value of an enumeration of strings or of integers, in the middle.
pub fn value(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let is_open = |at: &&String| {
        let schema = document.pointer(at);
        let values = schema.and_then(|schema| schema.get("enum")?.as_array());
        let parallel = schema
            .and_then(Value::as_object)
            .is_some_and(|schema| schema.keys().any(|key| key.starts_with("x-enum")));
        let is_one_kind = |values: &&Vec<Value>| {
            let all = |is_it: fn(&Value) -> bool| values.iter().all(is_it);
            values.len() > 1 && (all(Value::is_string) || all(Value::is_i64))
        };
        !parallel && values.filter(is_one_kind).is_some()
    };
    let open: Vec<&String> = found.schemas.iter().filter(is_open).collect();
    let at = (*one(rng, &open)?).clone();
    let values = document.pointer_mut(&at)?.get_mut("enum")?.as_array_mut()?;
    if let Some(most) = values.iter().filter_map(Value::as_i64).max() {
        let value = most.checked_add(1)?;
        values.insert(rng.usize(0..values.len()), value.into());
        return Some(format!("the value {value} in {at}"));
    }
    let known: Vec<String> = values
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let value = match rng.u8(0..6) {
        0 => "unknown".to_owned(),
        _ => respelled_of(rng, &known)?,
    };
    if known.contains(&value) || value.is_empty() {
        return None;
    }
    values.insert(rng.usize(0..values.len()), value.clone().into());
    Some(format!("the value `{value}` in {at}"))
}

/// A member of a union of objects, first.
pub fn member(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let of_objects = |at: &&String, key: &str| {
        let members = document
            .pointer(at)
            .and_then(|schema| schema.get(key)?.as_array());
        members.is_some_and(|members| {
            members.len() > 1 && members.iter().all(|member| is_object(document, member))
        })
    };
    let unions = found
        .schemas
        .iter()
        .flat_map(|at| ["oneOf", "anyOf"].map(|key| (at, key)));
    let unions: Vec<(&String, &str)> = unions.filter(|(at, key)| of_objects(at, key)).collect();
    let (at, key) = one(rng, &unions).map(|(at, key)| ((*at).clone(), *key))?;
    let count = document.pointer("/components/schemas")?.as_object()?.len();
    let name = format!("Added{count}");
    let tag = document
        .pointer(&at)?
        .pointer("/discriminator/propertyName");
    let tag = tag.and_then(Value::as_str).map(str::to_owned);
    let only = format!("only_{count}");
    let mut new = json!({
        "type": "object", "required": [&only], "properties": { &only: { "type": "string" } },
    });
    if let Some(tag) = &tag {
        new["properties"][tag] = json!({ "type": "string", "enum": [name] });
        new["required"] = json!([only, tag]);
    }
    let reference = format!("#/components/schemas/{name}");
    let union = document.pointer_mut(&at)?;
    if let Some(mapping) = union.pointer_mut("/discriminator/mapping") {
        mapping[&name] = reference.clone().into();
    }
    let members = union.get_mut(key)?.as_array_mut()?;
    let inline = tag.is_none() && rng.bool();
    members.insert(
        0,
        if inline {
            new.clone()
        } else {
            json!({ "$ref": reference })
        },
    );
    if !inline {
        document.pointer_mut("/components/schemas")?[&name] = new;
    }
    Some(format!("a member of {at}/{key}"))
}

/// A part of a schema by `allOf`, first. A schema with one part alone is that part by another name.
pub fn part(rng: &mut Rng, document: &mut Value, found: &Found) -> Option<String> {
    let has_parts = |at: &&String| {
        let schema = document.pointer(at);
        let parts = schema.and_then(|schema| schema.get("allOf")?.as_array());
        parts.is_some_and(|parts| {
            parts.len() > 1 && parts.iter().all(|part| is_object(document, part))
        })
    };
    let all: Vec<&String> = found.schemas.iter().filter(has_parts).collect();
    let at = (*one(rng, &all)?).clone();
    let count = document.pointer("/components/schemas")?.as_object()?.len();
    let key = format!("part_{count}");
    let new = json!({ "type": "object", "properties": { &key: schema(rng) } });
    let parts = document
        .pointer_mut(&at)?
        .get_mut("allOf")?
        .as_array_mut()?;
    if parts.iter().any(|part| part.to_string().contains(&key)) {
        return None;
    }
    parts.insert(0, new);
    Some(format!("the part with `{key}` of {at}"))
}

/// Whether a schema is an object with properties.
fn is_object(document: &Value, schema: &Value) -> bool {
    let mut schema = schema;
    for _ in 0..8 {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            break;
        };
        match document.pointer(reference.trim_start_matches('#')) {
            Some(target) => schema = target,
            None => return false,
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    schema["type"] == "object" && properties.is_some_and(|properties| !properties.is_empty())
}

fn respelled_of(rng: &mut Rng, known: &[String]) -> Option<String> {
    let word = one(rng, known)?.clone();
    Some(respelled(rng, &word))
}
