//! A client carries nothing that it does not use. The compiler tells so of a client; here are too many clients to
//! compile them: one for each operation of the `ok/` cases, which has no other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use generator::{Sources, generate};
use serde_yaml::{Mapping, Value};

#[test]
fn every_name_of_the_runtime_is_used_by_a_client_of_one_operation() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ok");
    let mut unused = BTreeSet::new();
    let mut known = Known::new();
    for case in fs::read_dir(cases).unwrap() {
        let text = fs::read_to_string(case.unwrap().path().join("openapi.yaml")).unwrap();
        // An integer of this size is no value of serde_yaml's.
        let text = text.replace("123456789012345678901234567890", "0");
        let document: Value = serde_yaml::from_str(&text).unwrap();
        for alone in of_one_operation(&document) {
            let output = generate(&Sources::new(
                "openapi.yaml",
                serde_yaml::to_string(&alone).unwrap(),
            ));
            assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
            unused.extend(unused_names(&output.files, &mut known));
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

/// That file has a function `after`, a word that others have too.
#[test]
fn a_number_that_is_a_token_counts_no_pages() {
    let output = generate(&Sources::new(
        "openapi.yaml",
        "{openapi: 3.1.0, info: {title: T, version: '1'}, servers: [{url: 'https://t.example'}], paths: {/search: {post: {
         requestBody: {content: {application/json: {schema: {type: object, properties: {offset: {type: integer}}}}}},
         responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {
         next_offset: {type: integer}, items: {type: array, items: {type: string}}}}}}}}}}}}",
    ));
    let has = |file: &str| {
        output
            .files
            .contains_key(&format!("src/runtime/pages/{file}.rs"))
    };
    assert!(has("in_body_number") && !has("numbered"));
}

#[test]
fn what_calls_nothing_chooses_no_server() {
    let servers = "[{url: 'https://{region}.example', variables: {region: {default: eu, enum: [eu, us]}}}, {url: 'https://b.example'}]";
    let hook = "post: {requestBody: {content: {application/json: {schema: {type: object}}}}}";
    for rest in [
        "paths: {}".to_owned(),
        format!("webhooks: {{made: {{{hook}}}}}"),
    ] {
        let document = format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, servers: {servers}, {rest}}}"
        );
        let output = generate(&Sources::new("openapi.yaml", document));
        let lib = &output.files["src/lib.rs"];
        assert!(!lib.contains("mod servers"), "{lib}");
    }
}

/// The document with one operation, for each of them.
fn of_one_operation(document: &Value) -> Vec<Value> {
    const METHODS: [&str; 9] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    const OTHERS: &str = "additionalOperations";
    let mut documents = Vec::new();
    for (path, item) in document["paths"].as_mapping().into_iter().flatten() {
        let members = item.as_mapping().unwrap();
        let is_operation = |key: &Value| METHODS.iter().any(|method| key == method);
        let mut shared = members.clone();
        shared.retain(|key, _| !is_operation(key) && key != OTHERS);
        let own = members.iter().filter(|(key, _)| is_operation(key));
        let own = own.map(|(key, operation)| (key.clone(), operation.clone()));
        let others = item.get(OTHERS).and_then(Value::as_mapping);
        let others = others.into_iter().flatten().map(|(method, operation)| {
            let other = Mapping::from_iter([(method.clone(), operation.clone())]);
            (Value::from(OTHERS), Value::from(other))
        });
        for (key, operation) in own.chain(others) {
            let mut item = shared.clone();
            item.insert(key, operation);
            let mut alone = document.clone();
            let paths = Mapping::from_iter([(path.clone(), Value::from(item))]);
            alone["paths"] = Value::Mapping(paths);
            alone.as_mapping_mut().unwrap().remove("webhooks");
            documents.push(alone);
        }
    }
    documents
}

/// The code of files by their text: most files of the runtime are in many clients.
type Known = HashMap<String, Code>;

struct Code {
    /// How often each word is there.
    counts: HashMap<String, usize>,
    /// The name of each function, constant, type and macro for the rest of the crate.
    defined: Vec<String>,
}

/// What of the runtime a client contains once: where it is defined.
fn unused_names(files: &BTreeMap<String, String>, known: &mut Known) -> BTreeSet<String> {
    let code = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let code: Vec<(&String, &String)> = code.collect();
    for (_, text) in &code {
        if !known.contains_key(*text) {
            known.insert((*text).clone(), Code::read(text));
        }
    }
    let code: Vec<(&String, &Code)> = code
        .into_iter()
        .map(|(path, text)| (path, &known[text]))
        .collect();
    let count = |name: &String| -> usize {
        let counts = code.iter().filter_map(|(_, code)| code.counts.get(name));
        counts.sum()
    };
    let mut unused = BTreeSet::new();
    for (path, text) in files {
        if let Some(line) = text.lines().find(|line| line.starts_with("// Optional: ")) {
            unused.insert(format!("{path}: {line}"));
        }
    }
    for (path, code) in &code {
        // What only tests of users call is no dead code.
        if path.starts_with("src/runtime/") && !path.contains("test_util") {
            let names = code.defined.iter().filter(|name| count(name) <= 1);
            unused.extend(names.map(|name| format!("{path}: {name}")));
        }
    }
    unused
}

impl Code {
    fn read(text: &str) -> Self {
        let code = text.lines();
        let code = code.filter(|line| !line.trim_start().starts_with("//"));
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in code.flat_map(words) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        let mut names = Vec::new();
        for line in text.lines() {
            let Some(name) = defined(line) else {
                continue;
            };
            if line.starts_with("macro_rules!") {
                // A macro calls itself: that counts as little as where it is defined.
                let called = format!("{name}!");
                let body = &text[text.find(line).unwrap_or_default()..];
                let body = &body[..body.find("\n}").unwrap_or(body.len())];
                let own = words(body).filter(|word| *word == called).count();
                let count = counts.entry(called.clone()).or_default();
                *count = *count + 1 - own;
                names.push(called);
            } else {
                names.push(name.to_owned());
            }
        }
        Self {
            counts,
            defined: names,
        }
    }
}

/// The words of some code; a macro that is called ends with its mark.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '!')
}

/// The name that a line defines for the rest of the crate.
fn defined(line: &str) -> Option<&str> {
    // A public method is for the caller; a public item that the crate does not re-export is not.
    let public = line.strip_prefix("pub ");
    let line = line.trim_start();
    let rest = match line.strip_prefix("macro_rules! ") {
        Some(rest) => rest,
        None => {
            let rest = line.strip_prefix("pub(crate) ").or(public)?;
            let words = [
                "const fn ",
                "async fn ",
                "fn ",
                "const ",
                "static ",
                "struct ",
                "enum ",
                "trait ",
                "type ",
            ];
            words.iter().find_map(|word| rest.strip_prefix(word))?
        }
    };
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    Some(&rest[..end])
}
