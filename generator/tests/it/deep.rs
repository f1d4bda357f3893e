//! A description whose schemas hold each other in long chains and circles, in every way of holding,
//! and a program that spawns the calls. The compiler walks through types 128 levels deep.

use serde_json::{Map, Value, json};

/// The way that schemas hold each other, how many there are, and whether the last holds the first.
const WAYS: [(&str, usize, bool); 9] = [
    ("Optional", 500, true),
    ("Required", 500, false),
    ("Twice", 60, false),
    ("Array", 150, true),
    ("Map", 150, true),
    ("Additional", 150, true),
    ("Union", 150, true),
    ("Tuple", 150, false),
    ("Inline", 60, false),
];

/// The description: for each way one path, whose body and answer are the first schema.
pub fn document() -> String {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for (way, count, circle) in WAYS {
        let first = json!({"$ref": format!("#/components/schemas/{way}0")});
        let json = json!({"application/json": {"schema": first}});
        let operation = json!({
            "operationId": format!("send{way}"),
            "requestBody": {"required": true, "content": json},
            "responses": {"200": {"description": "The same.", "content": json}},
        });
        paths.insert(
            format!("/{}", way.to_lowercase()),
            json!({"post": operation}),
        );
        if way == "Inline" {
            schemas.insert(format!("{way}0"), inline(count));
            continue;
        }
        for index in 0..count {
            let last = index + 1 == count;
            let next = if last { 0 } else { index + 1 };
            let next = (circle || !last).then(|| format!("#/components/schemas/{way}{next}"));
            schemas.insert(format!("{way}{index}"), schema(way, next));
        }
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Deep", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    });
    document.to_string()
}

/// A schema that holds the next one.
fn schema(way: &str, next: Option<String>) -> Value {
    let Some(next) = next.map(|next| json!({"$ref": next})) else {
        return json!({"type": "object", "properties": {"id": {"type": "string"}}});
    };
    let held = match way {
        "Array" => json!({"type": "array", "items": next}),
        "Map" => json!({"type": "object", "additionalProperties": next}),
        "Union" => json!({"oneOf": [{"type": "string"}, next]}),
        "Tuple" => json!({"type": "array", "prefixItems": [next, {"type": "string"}]}),
        "Additional" => {
            let properties = json!({"id": {"type": "string"}});
            return json!({"type": "object", "properties": properties, "additionalProperties": next});
        }
        _ => next,
    };
    if way == "Twice" {
        // By value it would double at each level, up to 2^60 strings.
        return json!({
            "type": "object",
            "required": ["one", "other"],
            "properties": {"one": held, "other": held},
        });
    }
    let required = match way {
        "Required" => json!(["next"]),
        _ => json!([]),
    };
    json!({
        "type": "object",
        "required": required,
        "properties": {"id": {"type": "string"}, "next": held},
    })
}

/// Objects one within the other.
fn inline(count: usize) -> Value {
    let innermost = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    (1..count).fold(
        innermost,
        |inner, _| json!({"type": "object", "properties": {"n": inner}}),
    )
}

/// A program that needs each of the types to be `Send`.
pub fn spawner() -> String {
    let spawn = |(way, ..): &(&str, usize, bool)| {
        let accessor = way.to_lowercase();
        format!(
            r#"
    let client = deep::Client::new()?;
    let task = tokio::spawn(async move {{
        let request: deep::{way}0 = serde_json::from_str("{{}}")?;
        let answer = client.{accessor}().create(request.clone()).await?;
        Ok::<_, Box<dyn Error + Send + Sync>>((request, answer))
    }});
    let _ = task.await?;
"#
        )
    };
    let spawned: String = WAYS.iter().map(spawn).collect();
    format!(
        "use std::error::Error;\n\n#[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> Result<(), Box<dyn Error>> {{{spawned}    Ok(())\n}}\n"
    )
}

/// The manifest of that program.
pub const SPAWNER_MANIFEST: &str = r#"
[package]
name = "spawner"
version = "0.0.0"
edition = "2024"

[dependencies]
deep = { path = "../deep", default-features = false, features = ["other-types"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
"#;
