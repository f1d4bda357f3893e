//! Why a type takes more than its schema allows, or less: the list is complete, and whatever is not
//! on it is a fault.

use serde_json::Value;

use super::cases::{Case, Test};

const BOUNDS: &str = "bounds and patterns are documented, not enforced when decoding";
const OPEN: &str = "enumerations are open: a value that the description does not name is kept";
const WIDER: &str = "no Rust type says it: the widest exact type, with a note";
const UNKNOWN_KEYS: &str = "unknown keys are kept: `false` never makes decoding stricter";
const BRANCHES: &str = "a union keeps what no branch fits, and does not count the branches that do";
const MERGED: &str = "parts that no type can join are any JSON";
const REFERENCE: &str = "what a reference leads to is wider, or nowhere, which is any JSON";

/// Why values that the tests of a keyword call invalid are decoded.
pub fn wider(file: &str) -> Option<&'static str> {
    Some(match file {
        "exclusiveMaximum" | "exclusiveMinimum" | "maxItems" | "maxLength" | "maxProperties"
        | "maximum" | "minItems" | "minLength" | "minProperties" | "minimum" | "multipleOf"
        | "pattern" | "uniqueItems" | "format" | "content" | "default" | "optional" => BOUNDS,
        "enum" | "const" => OPEN,
        "additionalProperties" | "properties" | "patternProperties" | "unevaluatedProperties" => {
            UNKNOWN_KEYS
        }
        "boolean_schema"
        | "contains"
        | "dependentRequired"
        | "dependentSchemas"
        | "if-then-else"
        | "items"
        | "maxContains"
        | "minContains"
        | "not"
        | "prefixItems"
        | "propertyNames"
        | "required"
        | "type"
        | "unevaluatedItems"
        | "infinite-loop-detection" => WIDER,
        "anyOf" | "oneOf" => BRANCHES,
        "allOf" => MERGED,
        "defs" | "dynamicRef" | "ref" | "refRemote" | "vocabulary" => REFERENCE,
        _ => return None,
    })
}

/// Why a value that its schema allows is not decoded.
pub fn narrower(case: &Case, test: &Test) -> Option<&'static str> {
    const IMPLIED: &str = "a schema without `type` is read as the type that its keywords speak of";
    let spoken = implied(&case.schema)?;
    let data = test.data();
    // What a reference to the schema itself holds is read like the whole.
    let within = test.data().as_object().is_some_and(|_| case.file == "ref");
    (kind(&data) != spoken || within).then_some(IMPLIED)
}

/// The type that the keywords of a schema without `type` apply to.
fn implied(schema: &Value) -> Option<&'static str> {
    const SPOKEN: &[(&[&str], &str)] = &[
        (
            &[
                "properties",
                "required",
                "additionalProperties",
                "patternProperties",
                "unevaluatedProperties",
            ],
            "object",
        ),
        (&["items", "prefixItems"], "array"),
        (&["format", "pattern", "minLength", "maxLength"], "string"),
    ];
    let says = |key: &&str| schema.get(*key).is_some();
    let spoken = SPOKEN.iter().find(|(keys, _)| keys.iter().any(&says));
    let (_, kind) = spoken?;
    (!says(&"type")).then_some(kind)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
