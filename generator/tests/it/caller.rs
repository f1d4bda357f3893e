//! A caller that names everything: what a program can name of a client is there in the next version too, which
//! only adds to the description, whatever the additions are called and wherever they stand.

use std::collections::BTreeSet;

use fastrand::Rng;
use generator::{Names, Options, Output, Sources, generate_with};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::{Map, Value, json};

const BATCHES: u64 = 4;
const ADDITIONS: usize = 40;

const DESCRIPTIONS: [&str; 3] = [
    include_str!("../../../spec/fine-tuning.yaml"),
    include_str!("../ok/jobs/openapi.yaml"),
    include_str!("../ok/shapes/openapi.yaml"),
];

#[test]
fn all_that_was_named_is_there_after_additions() {
    let mut needed = false;
    for text in DESCRIPTIONS {
        let old: Value = serde_yaml::from_str(text).unwrap();
        let before = client(&old, None);
        let named = named(&before);
        assert!(named.len() > 20, "{named:?}");
        let names = Sources::new(Names::FILE, before.files[Names::FILE].as_str());
        let names = Names::read(&names).expect("names");
        for seed in 0..BATCHES {
            let mut rng = Rng::with_seed(seed);
            let mut new = old.clone();
            for _ in 0..ADDITIONS {
                add(&mut rng, &mut new, &named);
            }
            shuffle(&mut rng, &mut new, "");
            let after = self::named(&client(&new, Some(&names)));
            let lost: Vec<&String> = named.difference(&after).collect();
            assert!(lost.is_empty(), "seed {seed}: {lost:#?}\n{new:#}");
            needed |= !named.is_subset(&self::named(&client(&new, None)));
        }
    }
    assert!(
        needed,
        "without the file of names nothing would have been lost"
    );
}

fn client(document: &Value, names: Option<&Names>) -> Output {
    let options = Options {
        names,
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.json", document.to_string()), &options);
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

/// Adds one thing, with a name that something else has in another spelling.
fn add(rng: &mut Rng, document: &mut Value, named: &BTreeSet<String>) {
    let types: Vec<&str> = named
        .iter()
        .filter_map(|name| name.strip_prefix("type "))
        .collect();
    let kind = rng.u8(0..5);
    if kind == 0 {
        let name = types[rng.usize(0..types.len())].to_owned();
        let schemas = document["components"]["schemas"].as_object_mut().unwrap();
        let new = json!({ "type": "object", "properties": { "zebra": { "type": "string" } } });
        schemas.entry(name).or_insert(new);
        return;
    }
    if kind == 1 {
        let paths = document["paths"].as_object_mut().unwrap();
        let known: Vec<String> = paths
            .keys()
            .filter(|path| !path.contains('{'))
            .cloned()
            .collect();
        if let Some(path) = rng.choice(&known) {
            let id = format!("{}_{}", types[rng.usize(0..types.len())], paths.len());
            let path = match rng.bool() {
                true => format!("/v0{path}"),
                false => format!("{path}/list"),
            };
            let new = json!({ "post": { "operationId": id, "responses": { "204": { "description": "d" } } } });
            paths.entry(path).or_insert(new);
        }
        return;
    }
    let key = ["enum", "properties", "parameters"][usize::from(kind) - 2];
    let mut found = Vec::new();
    within(document, key, &mut found);
    let count = found.len();
    let Some(place) = found.into_iter().nth(rng.usize(0..count.max(1))) else {
        return;
    };
    match place {
        Value::Array(values) if key == "enum" => {
            let text = values
                .iter()
                .filter_map(Value::as_str)
                .map(respelled)
                .next();
            let new = text.map(Value::from);
            if let Some(new) = new.filter(|new| !values.contains(new) && values.len() > 1) {
                values.insert(rng.usize(0..values.len()), new);
            }
        }
        Value::Array(parameters) if key == "parameters" => {
            let query = parameters
                .iter()
                .find(|parameter| parameter["in"] == "query")
                .cloned();
            if let Some(mut new) = query {
                new["name"] = respelled(new["name"].as_str().unwrap()).into();
                new["required"] = false.into();
                let is_new = |known: &Value| known["name"] != new["name"];
                if parameters.iter().all(is_new) {
                    parameters.insert(0, new);
                }
            }
        }
        Value::Object(properties) if key == "properties" => {
            let key = properties.keys().nth(rng.usize(0..properties.len().max(1)));
            if let Some(key) = key.map(|key| respelled(key)) {
                let mut new = Map::new();
                if !properties.contains_key(&key) {
                    new.insert(key, json!({ "type": "number" }));
                }
                new.append(properties);
                *properties = new;
            }
        }
        _ => {}
    }
}

/// A word of which the same name would be made.
fn respelled(word: &str) -> String {
    match word.contains('_') {
        true => word.replace('_', "-"),
        false => word.to_uppercase(),
    }
}

/// The values of a keyword, outside examples.
fn within<'v>(value: &'v mut Value, key: &str, found: &mut Vec<&'v mut Value>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name == key && (value.is_array() || value.is_object()) {
                    found.push(value);
                } else if !name.starts_with("example") {
                    within(value, key, found);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| within(item, key, found)),
        _ => {}
    }
}

/// Puts the members of objects, and those of arrays whose order says nothing, into another order.
fn shuffle(rng: &mut Rng, value: &mut Value, key: &str) {
    match value {
        Value::Object(members) => {
            let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
            rng.shuffle(&mut all);
            for (key, value) in &mut all {
                shuffle(rng, value, key);
            }
            members.extend(all);
        }
        Value::Array(items) => {
            if ["enum", "oneOf", "anyOf", "tags", "parameters"].contains(&key) {
                rng.shuffle(items);
            }
            items.iter_mut().for_each(|item| shuffle(rng, item, ""));
        }
        _ => {}
    }
}

/// The types, fields, variants and functions of a client.
fn named(output: &Output) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (path, text) in &output.files {
        let own = path.starts_with("src/") && path.ends_with(".rs");
        if own && !path.starts_with("src/runtime") && !path.ends_with("wire.rs") {
            read(text.parse().unwrap(), "", &mut named);
        }
    }
    named
}

/// Notes what tokens define; `owner` is the type whose `impl` they stand in.
fn read(tokens: TokenStream, owner: &str, named: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let ident = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    };
    let mut within = owner.to_owned();
    let mut defined = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) => match (word.to_string().as_str(), ident(at + 1)) {
                ("struct" | "enum", Some(name)) => {
                    named.insert(format!("type {name}"));
                    defined = Some(name);
                }
                ("impl", Some(name)) => within = name,
                ("fn", Some(name)) => {
                    named.insert(format!("{owner}.{name}()"));
                }
                _ => {}
            },
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                match defined.take() {
                    Some(name) => members(&group.stream(), &name, named),
                    None => read(group.stream(), &within, named),
                }
            }
            // `struct Request(Call);` has no members to name.
            TokenTree::Punct(mark) if mark.as_char() == ';' => defined = None,
            _ => {}
        }
    }
}

/// Notes fields with their types, and variants with the value that they stand for. Of a union the tags that lead
/// to a variant stay out: their order says nothing.
fn members(tokens: &TokenStream, owner: &str, named: &mut BTreeSet<String>) {
    let mut member = String::new();
    let mut tags = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => {
                named.insert(format!("{owner}: {}", std::mem::take(&mut member)));
                tags = false;
            }
            TokenTree::Punct(mark) if mark.as_char() == '=' && member.ends_with(')') => tags = true,
            _ if tags => {}
            TokenTree::Punct(mark) if mark.as_char() == '#' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {}
            token => member += &token.to_string(),
        }
    }
}
