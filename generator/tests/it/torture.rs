//! A description in which everything has a name that means something already: to Rust, to the runtime, to the
//! emitted code. What comes of it is compiled with the other emitted crates.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Map, Value, json};

/// What Rust itself names: keywords, the prelude, its crates and the packages that clients use.
const OF_RUST: &str = "\
    abstract as async await become box break const continue crate do dyn else enum extern false final fn for \
    gen if impl in let loop macro match mod move mut override priv pub ref return self Self static struct \
    super trait true try type typeof union unsafe unsized use virtual where while yield raw safe auto default \
    core std alloc proc_macro test serde serde_json reqwest http indexmap tokio url bytes futures time \
    Ok Err Some None Option Result Vec String Box Default Into From Clone Copy Debug Send Sync Sized Fn Drop \
    Iterator IntoIterator Future IntoFuture ToOwned ToString AsRef AsMut TryFrom TryInto Eq Ord PartialEq \
    PartialOrd Hash Unpin bool char str u8 i32 i64 u64 f64 usize Value Map HashMap BTreeMap Method Operation \
    add sub mul div rem neg not shl shr bitand bitor bitxor index deref drop hash eq cmp clone fmt from into \
    iter next borrow as_ref to_string to_owned try_into lib main types client runtime examples tests test_util \
    build examples wire blocking request response body call error torture jiff fastrand bytes http_body tracing base64 \
    percent_encoding prelude vec format panic assert println concat stringify include matches macro_rules \
    dead_code doc cfg derive inline allow warn deny u16 u128 i8 i16 i128 isize f32 Rc Arc Cow Cell Ok_ RESULT result \
    VEC string STRING option OPTION";

/// How many parameters one operation has.
const PARAMETERS: usize = 60;
/// How many properties one object has.
const PROPERTIES: usize = 80;

/// The description.
pub fn document() -> String {
    let (words, types) = words();
    let mut schemas = Map::new();
    let text = json!({ "type": "string" });
    for name in &types {
        let held = json!({ "type": "object", "properties": { "self": { "$ref": reference(name) }, "value": text } });
        schemas.insert(name.clone(), held);
    }
    for (number, chunk) in words.chunks(PROPERTIES).enumerate() {
        let required: Vec<&String> = chunk.iter().step_by(9).collect();
        let properties: Map<String, Value> = chunk
            .iter()
            .map(|word| (word.clone(), json!({ "type": ["string", "null"] })))
            .collect();
        let object = json!({ "type": "object", "required": required, "properties": properties });
        schemas.insert(format!("object_{number}"), object);
    }
    schemas.insert(
        "holder".to_owned(),
        holder(words.len().div_ceil(PROPERTIES)),
    );
    schemas.insert(
        "Words".to_owned(),
        json!({ "type": "string", "enum": words }),
    );
    let objects = types.iter().map(|name| json!({ "$ref": reference(name) }));
    schemas.insert(
        "Some of them".to_owned(),
        json!({ "anyOf": objects.collect::<Vec<_>>() }),
    );
    let branches = words.iter().step_by(3).map(|word| {
        json!({ "title": word, "type": "object", "required": ["kind"],
            "properties": { "kind": { "const": word }, "value": text } })
    });
    schemas.insert(
        "One of them".to_owned(),
        json!({ "oneOf": branches.collect::<Vec<_>>() }),
    );
    let mixed = json!({ "oneOf": [{ "enum": words }, { "type": "object", "properties": { "a": text } }, { "type": "integer" }] });
    schemas.insert("mixed".to_owned(), mixed);
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Torture", "version": "1.0.0", "x-package": "torture" },
        "servers": [{ "url": "https://t.example" }],
        "security": [{ "V2": [] }],
        "tags": words.iter().map(|word| json!({ "name": word, "description": word })).collect::<Vec<_>>(),
        "paths": paths(&words, &types),
        "components": { "schemas": schemas, "securitySchemes": schemes(&words) },
    })
    .to_string()
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// What is given an object of each word, where a method of its could be taken for one of a trait.
fn holder(objects: usize) -> Value {
    let object = |number: usize| json!({ "$ref": reference(&format!("object_{number}")) });
    let each = |name: &str, held: &dyn Fn(Value) -> Value| {
        let members = (0..objects).map(|number| (format!("{name}_{number}"), held(object(number))));
        members.collect::<Map<String, Value>>()
    };
    let mut properties = each("one", &|held| held);
    properties.extend(each("needed", &|held| held));
    properties.extend(each(
        "many",
        &|held| json!({ "type": "array", "items": held }),
    ));
    properties.extend(each(
        "keyed",
        &|held| json!({ "additionalProperties": held }),
    ));
    let needed = properties.keys().filter(|key| key.starts_with("needed"));
    json!({ "type": "object", "required": needed.collect::<Vec<_>>(), "properties": properties })
}

fn schemes(words: &[String]) -> Map<String, Value> {
    let mut schemes = Map::new();
    let words = words.iter().map(String::as_str);
    for (number, word) in words.chain(["V2", "v1", "list"]).enumerate() {
        let scheme = match number % 3 {
            0 => json!({ "type": "http", "scheme": "bearer" }),
            1 => json!({ "type": "http", "scheme": "basic" }),
            _ => json!({ "type": "apiKey", "in": "header", "name": format!("x-{number}") }),
        };
        schemes.insert(word.to_owned(), scheme);
    }
    schemes
}

fn paths(words: &[String], types: &[String]) -> Map<String, Value> {
    let content = |schema: Value| json!({ "application/json": { "schema": schema } });
    let inline = json!({ "type": "object", "properties": { "value": { "type": "string" } } });
    let success = json!({ "200": { "description": "d", "content": content(inline.clone()) } });
    let parameter = |word: &str, location: &str, required: bool| {
        json!({ "name": word, "in": location,
        "required": required, "schema": { "type": "string" } })
    };
    let mut paths = Map::new();
    for version in ["v1", "v2"] {
        paths.insert(
            format!("/{version}/a"),
            json!({ "get": { "operationId": format!("{version}_a"), "responses": success } }),
        );
    }
    for (number, chunk) in words.chunks(PARAMETERS).enumerate() {
        for location in ["query", "header"] {
            // Names of headers are the same in any case.
            let mut seen = BTreeSet::new();
            let mut new = |word: &&String| location == "query" || seen.insert(word.to_lowercase());
            let chosen = chunk.iter().filter(|word| new(word));
            let parameters = chosen.map(|word| parameter(word, location, false));
            let body = json!({ "required": number % 2 == 0, "content": content(match number % 3 {
                0 => json!({ "$ref": reference(&types[number]) }),
                _ => json!({ "type": "array", "items": { "type": "string" } }),
            }) });
            let operation = json!({ "operationId": format!("{location}_{number}"), "requestBody": body,
                "parameters": parameters.collect::<Vec<_>>(), "responses": success });
            paths.insert(
                format!("/{location}/{number}"),
                json!({ "post": operation }),
            );
        }
    }
    for (number, chunk) in words.chunks(5).enumerate() {
        let template: String = chunk.iter().map(|word| format!("/{{{word}}}")).collect();
        let in_path = chunk.iter().map(|word| parameter(word, "path", true));
        let others = chunk
            .iter()
            .take(1)
            .map(|word| parameter(word, "query", number % 2 == 0));
        let operation = json!({ "operationId": format!("path_{number}"), "parameters": in_path.chain(others).collect::<Vec<_>>(),
            "responses": success });
        paths.insert(
            format!("/path/{number}{template}"),
            json!({ "get": operation }),
        );
    }
    let held = json!({ "operationId": "hold", "requestBody": { "content": content(json!({ "$ref": reference("holder") })) },
        "responses": success });
    paths.insert("/held".to_owned(), json!({ "post": held }));
    let reserved: Vec<&str> = OF_RUST.split_whitespace().collect();
    for word in &reserved {
        let id = |what: &str| format!("{what}{word}");
        let get = json!({ "operationId": word, "tags": [word], "responses": success });
        let post = json!({ "operationId": id("post "), "requestBody": { "content": content(inline.clone()) }, "responses": success });
        let nested = json!({ "operationId": id("nested "), "tags": [word], "responses": success });
        let run = json!({ "operationId": id("run "), "responses": success });
        paths.insert(format!("/{word}"), json!({ "get": get, "post": post }));
        paths.insert(
            format!("/{word}/{word}/{{id}}"),
            json!({ "get": nested, "parameters": [parameter("id", "path", true)] }),
        );
        paths.insert(
            format!("/runs/{{id}}:{word}"),
            json!({ "post": run, "parameters": [parameter("id", "path", true)] }),
        );
    }
    paths
}

/// All words, and those of them that are spelled as types.
fn words() -> (Vec<String>, Vec<String>) {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words: BTreeSet<String> = OF_RUST.split_whitespace().map(str::to_owned).collect();
    read(
        &generator.join("runtime/src/runtime"),
        WITHOUT_VARIABLES,
        &mut words,
    );
    read(&generator.join("src/emit"), INTRODUCE, &mut words);
    let types = words
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let types = types.filter(|word| word.contains(|c: char| c.is_ascii_lowercase()));
    let types = types.cloned().collect();
    (words.into_iter().collect(), types)
}

/// The names that the files of a folder give to something with one of these keywords.
fn read(folder: &Path, keywords: &[&str], words: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, keywords, words);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        defined(text.parse().unwrap(), keywords, words);
        words.insert(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
}

/// Variables last: those of the runtime are out of reach for what is emitted.
const INTRODUCE: &[&str] = &[
    "fn", "struct", "enum", "trait", "type", "mod", "static", "const", "let",
];
const WITHOUT_VARIABLES: &[&str] = INTRODUCE.split_last().unwrap().1;

/// The identifiers after these keywords, in macros too.
fn defined(tokens: TokenStream, keywords: &[&str], words: &mut BTreeSet<String>) {
    let mut before = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => defined(group.stream(), keywords, words),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                if keywords.contains(&before.as_str()) && name.len() > 1 {
                    words.insert(name.clone());
                }
                before = name;
            }
            _ => before.clear(),
        }
    }
}
