//! The suite's files: takes the folder, gives schemas with their values, and a document in which
//! the schemas are components.

use std::fs;

use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use generator::Sources;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// A schema and the values to try.
#[derive(Debug)]
pub struct Case {
    /// The file without its ending, which is mostly a keyword.
    pub file: String,
    /// The suite's description of the schema.
    pub name: String,
    /// The schema.
    pub schema: Value,
    /// The values.
    pub tests: Vec<Test>,
    index: usize,
}

/// A value to try.
#[derive(Debug)]
pub struct Test {
    /// The suite's description of the value.
    pub name: String,
    /// Whether the schema allows it.
    pub valid: bool,
    data: String,
}

#[derive(Deserialize)]
struct RawCase {
    description: String,
    schema: Value,
    tests: Vec<RawTest>,
}

#[derive(Deserialize)]
struct RawTest {
    description: String,
    data: Box<RawValue>,
    valid: bool,
}

impl Case {
    /// The component that holds the schema.
    pub fn type_name(&self) -> String {
        format!("Suite{:03}", self.index)
    }

    fn file_name(&self) -> String {
        format!("{:03}.json", self.index)
    }
}

impl Test {
    /// The value as the component holds it.
    pub fn wrapped(&self) -> String {
        format!("{{\"value\":{}}}", self.data.replace(['\n', '\r'], " "))
    }

    /// The value itself.
    pub fn data(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_default()
    }
}

/// Every case directly in the folder, in alphabetical order of the files.
///
/// # Errors
///
/// When the folder or a file cannot be read, and when there is none.
pub fn read(folder: &Place) -> Result<Vec<Case>, Error> {
    let cannot = |error| Error::io(format!("cannot read the folder `{}`", folder.shown), &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder.path).map_err(cannot)? {
        let name = entry.map_err(cannot)?.file_name();
        names.extend(
            name.to_str()
                .and_then(|name| name.strip_suffix(".json"))
                .map(str::to_owned),
        );
    }
    names.sort();
    let mut cases = Vec::new();
    for name in names {
        let text = fs::read_to_string(folder.path.join(format!("{name}.json"))).map_err(cannot)?;
        let found: Vec<RawCase> = serde_json::from_str(&text)
            .map_err(|error| Error::new(format!("cannot read `{name}.json`: {error}")))?;
        for case in found {
            cases.push(Case {
                index: cases.len(),
                file: name.clone(),
                name: case.description,
                schema: case.schema,
                tests: case.tests.into_iter().map(Test::from).collect(),
            });
        }
    }
    if cases.is_empty() {
        return Err(Error::new(format!(
            "there are no tests in `{}`",
            folder.shown
        )));
    }
    Ok(cases)
}

impl From<RawTest> for Test {
    fn from(test: RawTest) -> Self {
        Self {
            name: test.description,
            valid: test.valid,
            data: test.data.get().to_owned(),
        }
    }
}

/// A description with each schema as the one property of a component. A schema that speaks of
/// itself is a file of its own, so that its references keep their meaning.
pub fn document(cases: &[&Case]) -> Sources {
    let mut components = Map::new();
    let mut files = Vec::new();
    for case in cases {
        let text = case.schema.to_string();
        let schema = if text.contains("\"$ref\"") || text.contains("\"$dynamicRef\"") {
            files.push((case.file_name(), text));
            json!({ "$ref": case.file_name() })
        } else {
            case.schema.clone()
        };
        let component = json!({
            "type": "object",
            "properties": { "value": schema },
            "required": ["value"],
        });
        components.insert(case.type_name(), component);
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1.0.0" },
        "components": { "schemas": components },
    });
    let mut sources = Sources::new("suite.json", document.to_string());
    for (name, text) in files {
        sources.supply(name, Ok(text.into_bytes()));
    }
    sources
}
