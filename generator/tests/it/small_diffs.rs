//! A small change of the description is a small change of the client: the lines that are touched
//! are about what was edited, nothing is reordered or renamed, and what is added breaks nobody.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use generator::{Group, Level, Names, Options, Sources, compare, generate};
use serde_yaml::{Mapping, Value};
use similar::{ChangeTag, TextDiff};

const EDITS: u64 = 50;

const DESCRIPTIONS: [(&str, &str); 3] = [
    (
        "fine-tuning.yaml",
        include_str!("../../../spec/fine-tuning.yaml"),
    ),
    ("jobs.yaml", include_str!("../ok/jobs/openapi.yaml")),
    ("shapes.yaml", include_str!("../ok/shapes/openapi.yaml")),
];

#[test]
fn an_edit_touches_the_lines_that_speak_of_it() {
    let mut faults = Vec::new();
    for (name, text) in DESCRIPTIONS {
        let old: Value = serde_yaml::from_str(text).unwrap();
        let before = generate(&sources("a.yaml", &old)).files;
        let mut kinds = BTreeSet::new();
        for seed in 0..EDITS {
            let mut rng = Rng::with_seed(seed);
            let mut new = old.clone();
            let edit = loop {
                if let Some(edit) = Edit::make(&mut rng, &mut new) {
                    break edit;
                }
            };
            faults.extend(check(
                &format!("{name}, seed {seed}"),
                &edit,
                (&old, &before),
                &new,
            ));
            kinds.insert(edit.kind);
        }
        assert!(kinds.len() >= 8, "{name}: {kinds:?}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What was done, and the words that the touched lines have.
struct Edit {
    kind: &'static str,
    what: String,
    words: Vec<String>,
    /// Types that may live elsewhere now: somebody else uses them.
    wholes: Vec<String>,
    adds: bool,
}

const NEW: &str = "zebra_crossing";

impl Edit {
    fn new(kind: &'static str, what: &str, words: &[&str], adds: bool) -> Self {
        let words = words.iter().map(|word| plain(word)).collect();
        let what = what.to_owned();
        Self {
            kind,
            what,
            words,
            wholes: Vec::new(),
            adds,
        }
    }

    /// One of the edits at a random place; `None` where it does not apply.
    fn make(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        match rng.u8(0..11) {
            0 => Self::add_property(rng, document),
            1 => Self::remove_property(rng, document),
            2 => Self::rename_property(rng, document),
            3 => Self::describe_property(rng, document),
            4 => Self::retype_property(rng, document),
            5 => Self::toggle_required(rng, document),
            6 => Self::add_value(rng, document),
            7 => Self::add_parameter(rng, document),
            8 => Self::describe_operation(rng, document),
            9 => Self::add_operation(rng, document),
            _ => Self::add_schema(rng, document),
        }
    }

    fn add_property(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let types = ["string", "integer", "number", "boolean"];
        let schema = yaml(&format!("type: {}", types[rng.usize(0..types.len())]));
        let (owner, properties) = properties(rng, document)?;
        insert(rng, properties, NEW, schema);
        Some(Self::new("add a property", &owner, &[NEW], true))
    }

    fn remove_property(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (owner, properties) = properties(rng, document)?;
        let key = key(rng, properties)?;
        properties.shift_remove(key.as_str());
        drop_required(document, &owner, &key);
        Some(Self::new("remove a property", &key, &[&key, &owner], false))
    }

    fn rename_property(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (owner, properties) = properties(rng, document)?;
        let key = key(rng, properties)?;
        *properties = std::mem::take(properties)
            .into_iter()
            .map(|(name, schema)| {
                (
                    if name == key.as_str() {
                        NEW.into()
                    } else {
                        name
                    },
                    schema,
                )
            })
            .collect();
        drop_required(document, &owner, &key);
        let words = [NEW, &key, &owner];
        Some(Self::new("rename a property", &key, &words, false))
    }

    fn describe_property(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (_, properties) = properties(rng, document)?;
        let key = key(rng, properties)?;
        let schema = properties.get_mut(key.as_str())?.as_mapping_mut()?;
        if schema.contains_key("$ref") {
            return None;
        }
        schema.insert("description".into(), "A zebra crossing.".into());
        Some(Self::new("describe a property", &key, &[], false))
    }

    fn retype_property(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (owner, properties) = properties(rng, document)?;
        let key = key(rng, properties)?;
        let schema = properties.get_mut(key.as_str())?;
        if schema["type"] == "boolean" || key == "data" {
            return None;
        }
        *schema = yaml("type: boolean");
        Some(Self::new("retype a property", &key, &[&key, &owner], false))
    }

    fn toggle_required(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (owner, properties) = properties(rng, document)?;
        let key = key(rng, properties)?;
        let schema = document["components"]["schemas"].get_mut(owner.as_str())?;
        let schema = schema.as_mapping_mut()?;
        let list = schema.entry("required".into());
        let list = list.or_insert(Value::Sequence(Vec::new()));
        let list = list.as_sequence_mut()?;
        match list.iter().position(|name| *name == key.as_str()) {
            Some(at) => drop(list.remove(at)),
            None => list.push(key.as_str().into()),
        }
        Some(Self::new("toggle required", &key, &[&key, &owner], false))
    }

    fn add_value(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let schemas = document["components"]["schemas"].as_mapping_mut()?;
        let mut lists = Vec::new();
        for schema in schemas.values_mut() {
            enums(schema, &mut lists);
        }
        if lists.is_empty() {
            return None;
        }
        let at = rng.usize(0..lists.len());
        let list = lists.swap_remove(at);
        let at = rng.usize(0..=list.len());
        list.insert(at, NEW.into());
        Some(Self::new("add a value", "", &[NEW], true))
    }

    fn add_parameter(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (operation, _) = operation(rng, document)?;
        let list = operation.entry("parameters".into());
        let list = list.or_insert(Value::Sequence(Vec::new()));
        let list = list.as_sequence_mut()?;
        let parameter = format!("{{ name: {NEW}, in: query, schema: {{ type: string }} }}");
        list.insert(rng.usize(0..=list.len()), yaml(&parameter));
        Some(Self::new("add a parameter", "", &[NEW], true))
    }

    fn describe_operation(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let (operation, id) = operation(rng, document)?;
        operation.insert("description".into(), "A zebra crossing.".into());
        Some(Self::new("describe an operation", &id, &[], false))
    }

    fn add_operation(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let schemas = document["components"]["schemas"].as_mapping()?;
        let names: Vec<&str> = schemas.keys().filter_map(Value::as_str).collect();
        let ty = names[rng.usize(0..names.len())];
        let path = format!(
            "get: {{ operationId: {NEW}, responses: {{ '200': {{ description: '', content: \
             {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{ty}' }} }} }} }} }} }}"
        );
        let (path, ty) = (yaml(&path), ty.to_owned());
        let mut reached = Vec::new();
        reach(&document["components"]["schemas"], &ty, &mut reached);
        let paths = document["paths"].as_mapping_mut()?;
        let before = paths.keys().next()?.as_str()?.to_owned();
        // Below a version that all paths have, as the others are.
        let prefix = if before.starts_with("/v1/") {
            "/v1"
        } else {
            ""
        };
        insert(rng, paths, &format!("{prefix}/{NEW}"), path);
        let wholes = reached.iter().map(|name| plain(name)).collect();
        let edit = Self::new("add an operation", &ty, &[NEW, &ty], true);
        Some(Self { wholes, ..edit })
    }

    fn add_schema(rng: &mut Rng, document: &mut Value) -> Option<Self> {
        let schemas = document["components"]["schemas"].as_mapping_mut()?;
        let schema = "{ type: object, properties: { zebra_crossing: { type: string } } }";
        insert(rng, schemas, "ZebraCrossing", yaml(schema));
        Some(Self::new("add a schema", "", &[NEW], true))
    }
}

/// The components within a component; what is inline has its name for a beginning.
fn reach(schemas: &Value, name: &str, reached: &mut Vec<String>) {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Sequence(items) => items.iter().for_each(|item| references(item, found)),
            Value::Mapping(members) => members.values().for_each(|item| references(item, found)),
            Value::String(text) => {
                found.extend(
                    text.rsplit_once("/schemas/")
                        .map(|(_, name)| name.to_owned()),
                );
            }
            _ => {}
        }
    }
    if !reached.iter().any(|known| known == name) {
        reached.push(name.to_owned());
        let mut found = Vec::new();
        references(&schemas[name], &mut found);
        found.iter().for_each(|name| reach(schemas, name, reached));
    }
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// A component that is an object, and its properties.
fn properties<'d>(rng: &mut Rng, document: &'d mut Value) -> Option<(String, &'d mut Mapping)> {
    let schemas = document["components"]["schemas"].as_mapping_mut()?;
    let mut all: Vec<_> = schemas
        .iter_mut()
        .filter_map(|(name, schema)| {
            let properties = schema.get_mut("properties")?.as_mapping_mut()?;
            Some((name.as_str()?.to_owned(), properties))
        })
        .collect();
    let at = rng.usize(0..all.len());
    Some(all.swap_remove(at))
}

fn key(rng: &mut Rng, properties: &Mapping) -> Option<String> {
    let keys: Vec<&str> = properties.keys().filter_map(Value::as_str).collect();
    // An object without properties is another thing altogether.
    (keys.len() > 1).then(|| keys[rng.usize(0..keys.len())].to_owned())
}

fn drop_required(document: &mut Value, owner: &str, key: &str) {
    let schema = &mut document["components"]["schemas"][owner];
    if let Some(list) = schema.get_mut("required").and_then(Value::as_sequence_mut) {
        list.retain(|name| *name != key);
    }
}

fn enums<'d>(schema: &'d mut Value, found: &mut Vec<&'d mut Vec<Value>>) {
    let Some(object) = schema.as_mapping_mut() else {
        return;
    };
    for (key, value) in object {
        if key == "enum" {
            let strings =
                |list: &&mut Vec<Value>| list.len() > 1 && list.iter().all(Value::is_string);
            found.extend(value.as_sequence_mut().filter(strings));
        } else if value.is_mapping() {
            enums(value, found);
        }
    }
}

fn operation<'d>(rng: &mut Rng, document: &'d mut Value) -> Option<(&'d mut Mapping, String)> {
    let paths = document["paths"].as_mapping_mut()?;
    let mut all = Vec::new();
    for item in paths.values_mut() {
        for (method, operation) in item.as_mapping_mut()? {
            if ["get", "post", "put", "delete"].contains(&method.as_str()?) {
                let id = operation["operationId"].as_str()?.to_owned();
                all.push((operation.as_mapping_mut()?, id));
            }
        }
    }
    let at = rng.usize(0..all.len());
    Some(all.swap_remove(at))
}

fn insert(rng: &mut Rng, object: &mut Mapping, key: &str, value: Value) {
    let mut members: Vec<(Value, Value)> = std::mem::take(object).into_iter().collect();
    members.insert(rng.usize(0..=members.len()), (key.into(), value));
    *object = members.into_iter().collect();
}

fn sources(name: &str, document: &Value) -> Sources {
    Sources::new(name, serde_yaml::to_string(document).unwrap())
}

type Files = BTreeMap<String, String>;

/// What is touched that should not be.
fn check(name: &str, edit: &Edit, (old, before): (&Value, &Files), new: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let label = format!("{name}: {} ({})", edit.kind, edit.what);
    let (old, new) = (sources("a.yaml", old), sources("a.yaml", new));
    let generated = generate(&new);
    let after = &generated.files;
    assert!(!after.is_empty(), "{label}: {:#?}", generated.diagnostics);

    let comparison = compare(&old, &new, &Options::default());
    if edit.adds {
        for change in &comparison.changes {
            let sent = change.text.contains("`new` takes");
            if change.rust == Level::Major && !sent {
                faults.push(format!("{label}: {}: {}", change.subject, change.text));
            }
        }
    }
    // What came, went or moved as a whole has all its lines in the difference.
    let mut words = edit.words.clone();
    let mut wholes: Vec<String> = edit.wholes.clone();
    for change in &comparison.changes {
        let last = change.subject.rsplit(['.', ':', '(']).next();
        words.push(plain(last.unwrap_or_default()));
        let parts = change
            .text
            .split(|c: char| !c.is_alphanumeric() && c != '_');
        let named = parts.filter(|part| part.len() > 3).map(plain);
        match change.group {
            Group::Type if change.subject == change.owner => wholes.push(plain(&change.owner)),
            Group::Operation => {
                words.extend(named);
                if change.text.contains("read page by page") {
                    wholes.push("pagemethods".to_owned());
                }
            }
            _ => {}
        }
    }

    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    // The call that the crate shows may be another one.
    let shows_a_call = ["README.md", "examples/first_call.rs"];
    let is_touched = |path: &&String| is_own(path) && !shows_a_call.contains(&path.as_str());
    for path in paths.into_iter().filter(is_touched) {
        let text = |files: &Files| match files.get(path) {
            Some(text) if path == Names::FILE => one_name_a_line(text),
            text => text.cloned().unwrap_or_default(),
        };
        let (was, is) = (text(before), text(after));
        let whole_file = was.is_empty() || is.is_empty();
        let (mut gone, mut came) = (Vec::new(), Vec::new());
        // What a line belongs to, before and after.
        let (mut then, mut now) = (String::new(), String::new());
        for change in TextDiff::from_lines(&was, &is).iter_all_changes() {
            let line = change.value().trim().to_owned();
            if is_header(&line) && change.tag() != ChangeTag::Insert {
                then = plain(&line);
            }
            if is_header(&line) && change.tag() != ChangeTag::Delete {
                now = plain(&line);
            }
            let header = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Insert => {
                    came.push(line.clone());
                    &now
                }
                ChangeTag::Delete => {
                    gone.push(line.clone());
                    &then
                }
            };
            let has = |text: &str, words: &[String]| {
                words
                    .iter()
                    .any(|word| !word.is_empty() && text.contains(word))
            };
            let speaks = has(&plain(&line), &words) || has(header, &wholes);
            let spoken = whole_file || speaks || is_frame(&line);
            if !spoken {
                faults.push(format!("{label}: {path} has `{line}`"));
            }
        }
        let moved = gone
            .iter()
            .find(|line| came.contains(line) && !is_frame(line));
        if let Some(line) = moved {
            faults.push(format!("{label}: `{line}` was moved in {path}"));
        }
    }
    faults
}

/// A file of names in which each name of a list has a line: an edit touches one of them.
fn one_name_a_line(text: &str) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        match line.split_once("\": \"") {
            Some((place, names)) if line.contains("\"exact > ") || line.contains("\"order > ") => {
                for name in names.trim_matches('"').split(", ") {
                    lines += &format!("{place}: {name}\n");
                }
            }
            _ => lines += &format!("{line}\n"),
        }
    }
    lines
}

/// What the description decides; the runtime's files come and go as a whole, and what they need.
fn is_own(path: &str) -> bool {
    path != "Cargo.toml" && path != "src/runtime.rs" && !path.starts_with("src/runtime/")
}

/// Lines that frame others, the last field of every struct among them: documentation, attributes,
/// imports and lists of names, braces.
fn is_frame(line: &str) -> bool {
    let starts = ["///", "//!", "#[", "use ", "pub use ", "mod ", "pub mod "];
    let words = |c: char| c.is_alphanumeric() || "_,: {}();*".contains(c);
    let list = line.ends_with(',') && line.chars().all(words) && !line.contains(": ");
    line.chars().all(|c| "{}()[];,".contains(c))
        || line.ends_with("! {")
        || line == "pub extra: Extra,"
        || starts.iter().any(|start| line.starts_with(start))
        || list
}

/// Where what a line belongs to begins.
fn is_header(line: &str) -> bool {
    let starts = [
        "pub struct ",
        "pub enum ",
        "pub fn ",
        "impl ",
        "[",
        "page_methods! ",
    ];
    starts.iter().any(|start| line.starts_with(start))
        || (line.contains(" of ") && line.ends_with(';'))
}

/// A name in any case.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.collect::<String>().to_lowercase()
}
