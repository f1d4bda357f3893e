//! Values through the emitted types: takes the schemas of a document's types, makes values of
//! them, lets the compiled crate decode and encode each, and tells what came back otherwise.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use cargo_verbatim::error::Error;
use cargo_verbatim::ownership::MARK;
use generator::ValueChecks;
use serde_json::{Map, Value, json};

use self::json::Json;
use self::maker::Maker;
use super::build::{BATCH, MAX_BUILT_BYTES, size};
use super::cargo::Cargo;
use super::workspace::{Member, Workspace};

pub mod json;
mod maker;
mod samples;

/// How often a value is made of a schema, at least and at most; a union needs one for each branch.
const TURNS: std::ops::RangeInclusive<usize> = 14..=64;
/// How often a value is made that the schema does not foresee.
const TURNS_BEYOND: usize = 4;

/// What came of the values of one document.
#[derive(Debug, Default)]
pub struct Tried {
    /// How many values went through the types.
    pub values: usize,
    /// Those that came back as the same text.
    pub same: usize,
    /// Values that came back as another value or not at all.
    pub lost: Vec<Case>,
    /// Values that came back in other words: `88.0` as `88`, keys in another order.
    pub respelled: Vec<Case>,
    /// Why the values could not be tried.
    pub failed: Option<String>,
}

/// A value and what became of it.
#[derive(Debug)]
pub struct Case {
    /// The type, by its path.
    pub path: String,
    /// The value.
    pub sent: String,
    /// What came back, or why it was not read.
    pub came: Result<String, String>,
}

/// A value to try, and the index of its type.
struct Trial {
    index: usize,
    value: Json,
    /// The description does not foresee it.
    beyond: bool,
}

/// The program that reads values on lines, each after the index of its type, and answers on lines:
/// `+` and the value as it is written again, or `-` and why it cannot be read.
pub fn program(checks: &ValueChecks, member: &Member) -> BTreeMap<String, String> {
    let mut text = format!(
        "// {MARK}codegen` for `cargo xtask corpus --values`: a part of the trial, not of the crate.\n\n"
    );
    text += "\
//! Reads values of this crate's types, and writes them again.

use std::io::BufRead as _;

type Check = fn(&str) -> Result<String, serde_json::Error>;

fn check<T: serde::Serialize + serde::de::DeserializeOwned>(
    text: &str,
) -> Result<String, serde_json::Error> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

static CHECKS: &[Check] = &[
";
    for checked in &checks.types {
        let path = checked
            .path
            .replace("crate::", &format!("{}::", member.library));
        let _ = writeln!(text, "    check::<{path}>,");
    }
    text += "\
];

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect(\"a line\");
        let (index, value) = line.split_once('\\t').expect(\"an index\");
        match CHECKS[index.parse::<usize>().expect(\"an index\")](value) {
            Ok(value) => println!(\"+{value}\"),
            Err(error) => println!(\"-{}\", error.to_string().replace('\\n', \" \")),
        }
    }
}
";
    BTreeMap::from([(format!("examples/{}.rs", member.values_program()), text)])
}

/// Builds the programs of the members that were given one, a few at a time, and sends the values
/// through. Calls back after each.
///
/// # Errors
///
/// When cargo cannot be run.
pub fn try_all(
    workspace: &Workspace,
    cargo: &Cargo,
    checks: &BTreeMap<usize, ValueChecks>,
    done: &mut dyn FnMut(&str),
) -> Result<BTreeMap<usize, Tried>, Error> {
    let members: Vec<&Member> = workspace
        .members
        .iter()
        .filter(|member| checks.contains_key(&member.document))
        .collect();
    let mut tried = BTreeMap::new();
    for batch in members.chunks(BATCH) {
        let (programs, complaint) = cargo.values_programs(workspace, batch)?;
        for member in batch {
            let folder = workspace.place.path.join(&member.folder);
            let result = match programs.get(&member.folder) {
                None => Err(Error::new(format!(
                    "its program does not compile: {complaint}"
                ))),
                Some(program) => {
                    let result = run(&checks[&member.document], program, &folder);
                    // It is large, and of no further use.
                    let _ = fs::remove_file(program);
                    result
                }
            };
            let result = result.unwrap_or_else(|error| Tried {
                failed: Some(error.message),
                ..Tried::default()
            });
            tried.insert(member.document, result);
            done(&member.folder);
        }
        if size(&workspace.build_folder()) > MAX_BUILT_BYTES {
            let finished: Vec<Member> = batch.iter().map(|member| (*member).clone()).collect();
            cargo.clean(workspace, &finished)?;
        }
    }
    Ok(tried)
}

/// Makes values of all types, and sends them through the program of their crate.
fn run(checks: &ValueChecks, program: &Path, folder: &Path) -> Result<Tried, Error> {
    let none = Map::new();
    let defs = checks.schemas.as_object().unwrap_or(&none);
    let trials = trials(checks, defs);
    let sent: Vec<(usize, String)> = trials
        .iter()
        .map(|trial| (trial.index, trial.value.to_string()))
        .collect();
    let answers = send(&sent, program, folder)?;
    let mut tried = Tried::default();
    for (trial, came) in trials.iter().zip(answers) {
        let checked = &checks.types[trial.index];
        tried.judge(trial, &checked.path, &checked.schema, came, defs);
    }
    Ok(tried)
}

/// Sends values, each after the index of its type, through the program of a crate. Gives how each
/// was written again, or why it was not read.
///
/// # Errors
///
/// When the program cannot be run or does not answer.
pub fn send(
    values: &[(usize, String)],
    program: &Path,
    folder: &Path,
) -> Result<Vec<Result<String, String>>, Error> {
    let cannot = |error: io::Error| Error::io("cannot try the values of a crate", &error);
    let (sent, answered) = (folder.join("values.txt"), folder.join("answers.txt"));
    let lines = values
        .iter()
        .map(|(index, value)| format!("{index}\t{value}\n"));
    fs::write(&sent, lines.collect::<String>()).map_err(cannot)?;
    let status = Command::new(program)
        .stdin(File::open(&sent).map_err(cannot)?)
        .stdout(File::create(&answered).map_err(cannot)?)
        .stderr(Stdio::null())
        .status()
        .map_err(cannot)?;
    let text = fs::read_to_string(&answered).map_err(cannot)?;
    let answers = text.lines().map(|line| match line.split_at_checked(1) {
        Some(("+", value)) => Ok(value.to_owned()),
        Some((_, why)) => Err(why.to_owned()),
        None => Err(String::new()),
    });
    let answers: Vec<_> = answers.collect();
    match values.get(answers.len()) {
        None => Ok(answers),
        Some((_, value)) => Err(Error::new(format!(
            "the program of the crate ended with {status} at a value: {value}"
        ))),
    }
}

fn trials(checks: &ValueChecks, defs: &Map<String, Value>) -> Vec<Trial> {
    let mut maker = Maker::new(defs);
    let mut trials = Vec::new();
    for (index, checked) in checks.types.iter().enumerate() {
        let turns = (2 * maker.branches(&checked.schema)).clamp(*TURNS.start(), *TURNS.end());
        for (turns, beyond) in [(turns, false), (TURNS_BEYOND, true)] {
            let mut values = maker.values(&checked.schema, turns, beyond);
            // Whether a type may be null is said by what holds it.
            values.retain(|value| !matches!(value, Json::Null));
            trials.extend(values.into_iter().map(|value| Trial {
                index,
                value,
                beyond,
            }));
        }
    }
    trials
}

impl Tried {
    fn judge(
        &mut self,
        trial: &Trial,
        path: &str,
        schema: &str,
        came: Result<String, String>,
        defs: &Map<String, Value>,
    ) {
        let sent = trial.value.to_string();
        if came.as_ref() == Ok(&sent) {
            self.values += 1;
            self.same += 1;
            return;
        }
        let read = came.as_ref().ok().and_then(|text| Json::parse(text).ok());
        let equal = read.is_some_and(|value| value.equals(&trial.value));
        // What is no value of the schema need not be read.
        if !equal && !trial.beyond && !is_valid(schema, defs, &sent) {
            return;
        }
        self.values += 1;
        let case = Case {
            path: path.to_owned(),
            sent,
            came,
        };
        if equal {
            self.respelled.push(case);
        } else {
            self.lost.push(case);
        }
    }
}

/// Whether a schema allows a value, patterns aside: no type looks at those.
fn is_valid(name: &str, defs: &Map<String, Value>, text: &str) -> bool {
    let mut needed = Map::new();
    let mut open = vec![name.to_owned()];
    while let Some(name) = open.pop() {
        if needed.contains_key(&name) {
            continue;
        }
        let Some(schema) = defs.get(&name) else {
            continue;
        };
        references(schema, &mut open);
        needed.insert(name, without_patterns(schema));
    }
    let schema = json!({ "$ref": format!("#/$defs/{name}"), "$defs": needed });
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    // A schema that is none allows everything, so that the case is looked at.
    jsonschema::draft202012::new(&schema).map_or(true, |validator| validator.is_valid(&value))
}

fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(words) => {
            let name = words
                .get("$ref")
                .and_then(|at| at.as_str()?.strip_prefix("#/$defs/"));
            found.extend(name.map(str::to_owned));
            words.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Without `pattern`, and with branches of which several may fit once it is gone. Conditions such
/// as `not` stay as they are: without its pattern, another value would be refused.
fn without_patterns(schema: &Value) -> Value {
    let Value::Object(keywords) = schema else {
        return schema.clone();
    };
    let mut keywords: Map<String, Value> = keywords
        .iter()
        .filter(|(key, _)| *key != "pattern")
        .map(|(key, value)| (key.clone(), subschemas_without_patterns(key, value)))
        .collect();
    if let Some(branches) = keywords.remove("oneOf") {
        let both = json!({ "anyOf": branches });
        match keywords.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(parts) => parts.push(both),
            None => drop(keywords.insert("allOf".to_owned(), json!([both]))),
        }
    }
    Value::Object(keywords)
}

fn subschemas_without_patterns(key: &str, value: &Value) -> Value {
    match (key, value) {
        ("items" | "additionalProperties", schema) => without_patterns(schema),
        ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(schemas)) => {
            schemas.iter().map(without_patterns).collect()
        }
        ("properties" | "patternProperties", Value::Object(schemas)) => schemas
            .iter()
            .map(|(name, schema)| (name.clone(), without_patterns(schema)))
            .collect::<Map<_, _>>()
            .into(),
        (_, value) => value.clone(),
    }
}
