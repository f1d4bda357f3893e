//! Holding values against schemas: takes a value and the reference of its schema, gives every
//! place where they do not fit, in words. Resolves nothing outside the contract.

use cargo_verbatim::error::Error;
use jsonschema::error::{TypeKind, ValidationError, ValidationErrorKind};
use jsonschema::{Draft, Registry};
use serde_json::{Value, json};

/// The schemas of a contract.
#[derive(Debug)]
pub struct Schemas {
    registry: Registry<'static>,
    document: Value,
}

/// Where a value does not fit its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// A JSON pointer, empty for the whole value.
    pub pointer: String,
    /// What was expected and what was found.
    pub text: String,
    /// The value is of another JSON type.
    pub is_type: bool,
}

const ADDRESS: &str = "urn:contract";
/// The most characters of a value that are shown.
const SHOWN: usize = 60;
/// The most references or branches that are followed to look at a schema.
const DEPTH: usize = 16;

impl Schemas {
    /// Takes the document that a contract's references lead into.
    ///
    /// # Errors
    ///
    /// When the schemas refer to each other in a way that cannot be followed.
    pub fn new(document: Value) -> Result<Self, Error> {
        let cannot = |error| Error::new(format!("the schemas cannot be used: {error}"));
        let resource = Draft::Draft202012.create_resource(document.clone());
        let registry = Registry::new()
            .add(ADDRESS, resource)
            .map_err(cannot)?
            .prepare()
            .map_err(cannot)?;
        Ok(Self { registry, document })
    }

    /// Every misfit of a value, in the value's order.
    ///
    /// # Errors
    ///
    /// When the schema itself cannot be used, for instance because of its `pattern`.
    pub fn misfits(&self, reference: &str, value: &Value) -> Result<Vec<Misfit>, String> {
        let schema = json!({ "$ref": format!("{ADDRESS}{reference}") });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .build(&schema)
            .map_err(|error| shortened(&error.to_string()))?;
        let mut misfits: Vec<Misfit> = Vec::new();
        for error in validator.iter_errors(value) {
            let misfit = misfit(&error);
            if !misfits.contains(&misfit) {
                misfits.push(misfit);
            }
        }
        Ok(misfits)
    }

    /// The schema behind a reference.
    pub fn get(&self, reference: &str) -> &Value {
        let pointer = reference.trim_start_matches('#');
        self.document.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The schema itself and those that it is made of.
    pub fn parts<'v>(&'v self, schema: &'v Value) -> Vec<&'v Value> {
        let mut parts = Vec::new();
        self.collect(schema, DEPTH, &mut parts);
        parts
    }

    fn collect<'v>(&'v self, schema: &'v Value, depth: usize, parts: &mut Vec<&'v Value>) {
        if depth == 0 {
            return;
        }
        parts.push(schema);
        if let Some(reference) = schema["$ref"].as_str() {
            self.collect(self.get(reference), depth - 1, parts);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for branch in schema[key].as_array().into_iter().flatten() {
                self.collect(branch, depth - 1, parts);
            }
        }
    }

    /// Whether the schema has keywords for values of this JSON type.
    pub fn names_type(&self, schema: &Value, kind: &str) -> bool {
        self.parts(schema).iter().any(|part| match &part["type"] {
            Value::String(word) => word == kind,
            Value::Array(words) => words.iter().any(|word| word == kind),
            _ => {
                (kind == "array" && part.get("items").is_some())
                    || (kind == "object" && part.get("properties").is_some())
            }
        })
    }

    /// The schema of a property.
    pub fn property<'v>(&'v self, schema: &'v Value, name: &str) -> Option<&'v Value> {
        let mut parts = self.parts(schema).into_iter();
        parts.find_map(|part| part["properties"].get(name))
    }
}

fn misfit(error: &ValidationError<'_>) -> Misfit {
    Misfit {
        pointer: error.instance_path().to_string(),
        text: text(error),
        is_type: matches!(error.kind(), ValidationErrorKind::Type { .. }),
    }
}

fn text(error: &ValidationError<'_>) -> String {
    use ValidationErrorKind as Kind;
    let found = || shown(error.instance());
    match error.kind() {
        Kind::Type { kind } => format!("expected {}, found {}", types(kind), found()),
        Kind::Required { property } => match property.as_str() {
            Some(name) => format!("`{name}` is missing"),
            None => "a property is missing".to_owned(),
        },
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            format!(
                "there is no property {}",
                list(unexpected.iter().map(|name| format!("`{name}`")))
            )
        }
        Kind::Enum { options } => {
            let options = options.as_array().into_iter().flatten().map(shown);
            format!("expected {}, found {}", list(options), found())
        }
        Kind::Constant { expected_value } => {
            format!("expected {}, found {}", shown(expected_value), found())
        }
        Kind::Minimum { limit } => format!("expected {limit} or more, found {}", found()),
        Kind::Maximum { limit } => format!("expected {limit} or less, found {}", found()),
        Kind::ExclusiveMinimum { limit } => {
            format!("expected more than {limit}, found {}", found())
        }
        Kind::ExclusiveMaximum { limit } => {
            format!("expected less than {limit}, found {}", found())
        }
        Kind::Pattern { pattern } => {
            format!("expected text that matches `{pattern}`, found {}", found())
        }
        Kind::MinLength { limit } => {
            format!("expected {limit} or more characters, found {}", found())
        }
        Kind::MaxLength { limit } => {
            format!("expected {limit} or fewer characters, found {}", found())
        }
        Kind::MinItems { limit } => format!("expected {limit} or more items"),
        Kind::MaxItems { limit } => format!("expected {limit} or fewer items"),
        Kind::MinProperties { limit } => format!("expected {limit} or more properties"),
        Kind::MaxProperties { limit } => format!("expected {limit} or fewer properties"),
        Kind::MultipleOf { multiple_of } => {
            format!("expected a multiple of {multiple_of}, found {}", found())
        }
        Kind::UniqueItems => "expected each item once".to_owned(),
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            alternatives(&error.instance_path().to_string(), context)
        }
        Kind::OneOfMultipleValid { .. } => {
            "fits several alternatives, and only one may fit".to_owned()
        }
        Kind::FalseSchema => "nothing is allowed here".to_owned(),
        _ => shortened(&error.masked().to_string()),
    }
}

/// Why none of several branches fits: of the one that came nearest, which is where the fault lies
/// deepest, else of all.
fn alternatives(place: &str, context: &[Vec<ValidationError<'static>>]) -> String {
    let depth = |errors: &&Vec<ValidationError<'static>>| {
        let depth =
            |error: &ValidationError<'_>| error.instance_path().to_string().matches('/').count();
        errors.iter().map(depth).max().unwrap_or(0)
    };
    let is_other_type = |errors: &&Vec<ValidationError<'static>>| {
        errors
            .iter()
            .any(|error| matches!(error.kind(), ValidationErrorKind::Type { .. }))
    };
    let deepest = context
        .iter()
        .map(|errors| depth(&errors))
        .max()
        .unwrap_or(0);
    let mut near: Vec<_> = context
        .iter()
        .filter(|errors| depth(errors) == deepest)
        .collect();
    if near.iter().any(|errors| !is_other_type(errors)) {
        near.retain(|errors| !is_other_type(errors));
    }
    let mut texts: Vec<String> = Vec::new();
    for error in near.iter().flat_map(|errors| errors.iter()).take(6) {
        let path = error.instance_path().to_string();
        let path = path.strip_prefix(place).unwrap_or(&path);
        let text = match path.is_empty() {
            true => text(error),
            false => format!("at `{path}` {}", text(error)),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    format!("fits none of the alternatives: {}", texts.join("; "))
}

fn types(kind: &TypeKind) -> String {
    let word = |kind: &dyn std::fmt::Display| match kind.to_string().as_str() {
        "null" => "null".to_owned(),
        word if word.starts_with(['a', 'i', 'o']) => format!("an {word}"),
        word => format!("a {word}"),
    };
    match kind {
        TypeKind::Single(kind) => word(kind),
        TypeKind::Multiple(kinds) => list(kinds.iter().map(|kind| word(&kind))),
    }
}

fn list(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" or ")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
        value => shortened(&value.to_string()),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
