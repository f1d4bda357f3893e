//! The body of a request: takes it with its media type, gives what is wrong with it.

use generator::contract::{Body, Content, SchemaRef};
use generator::media::MediaType;
use serde_json::Value;
use tests::request::RecordedRequest;

use super::faults::{Fault, Part};
use super::fields::{self, Field, Given};
use super::parameters::{misfits, scalars};
use super::schemas::Schemas;

/// What is wrong with a body.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is of a media type that is not described; the text says which are.
    MediaType(String),
    /// It does not fit.
    Faults(Vec<Fault>),
}

/// Holds the body of a request against its description.
pub fn check(
    schemas: &Schemas,
    body: Option<&Body>,
    request: &RecordedRequest,
) -> Result<(), Wrong> {
    let faults = |faults: Vec<Fault>| match faults.is_empty() {
        true => Ok(()),
        false => Err(Wrong::Faults(faults)),
    };
    let Some(body) = body else {
        return faults(match request.body.is_empty() {
            true => Vec::new(),
            false => vec![Fault::body(
                "expected none, for the description has none here",
            )],
        });
    };
    if request.body.is_empty() {
        return faults(match body.required {
            true => vec![Fault::body("it is missing")],
            false => Vec::new(),
        });
    }
    let (content, media_type) = content(body, request)?;
    if media_type.is_json() {
        return faults(match serde_json::from_slice::<Value>(&request.body) {
            Err(error) => vec![Fault::body(format!("expected JSON: {error}"))],
            Ok(value) => located(misfits(schemas, content.schema.as_ref(), &[value])),
        });
    }
    if media_type.is_form() {
        let form = fields::object(schemas, content, fields::of_form(&request.body));
        return faults(located(misfits(schemas, content.schema.as_ref(), &[form])));
    }
    if media_type.is_multipart() {
        let parts = fields::of_parts(content, &media_type, &request.body);
        return faults(located(match parts {
            Err(fault) => vec![fault],
            Ok(parts) => of_parts(schemas, content, parts),
        }));
    }
    if media_type.is_sequence() && !media_type.is_text() {
        return faults(of_items(schemas, content, &request.body));
    }
    if media_type.is_text() {
        let values = scalars(&String::from_utf8_lossy(&request.body));
        return faults(located(misfits(schemas, content.schema.as_ref(), &values)));
    }
    Ok(())
}

/// Whether a form, or a body of parts, has a field of this name that is true.
pub fn has_true_field(body: Option<&Body>, request: &RecordedRequest, name: &str) -> bool {
    let Some(Ok((content, media_type))) = body.map(|body| self::content(body, request)) else {
        return false;
    };
    let found = match media_type.is_form() {
        true => Ok(fields::of_form(&request.body)),
        false => fields::of_parts(content, &media_type, &request.body),
    };
    let is_it = |field: &Field| {
        field.name == name
            && match &field.given {
                Given::Text(text) => text == "true",
                Given::Value(value) => *value == true || *value == "true",
                Given::Nested => false,
            }
    };
    found.is_ok_and(|found| found.iter().any(is_it))
}

/// What is wrong with the parts of a body: those with names are an object, others a list.
fn of_parts(schemas: &Schemas, content: &Content, parts: Vec<Field>) -> Vec<(String, String)> {
    if fields::has_nested(&parts) {
        return Vec::new();
    }
    if parts.iter().any(|part| !part.name.is_empty()) {
        let object = fields::object(schemas, content, parts);
        return misfits(schemas, content.schema.as_ref(), &[object]);
    }
    let Some(item) = &content.item_schema else {
        return misfits(schemas, content.schema.as_ref(), &fields::lists(parts));
    };
    let values = parts.into_iter().map(|part| fields::lists(vec![part]));
    let values = values.map(|lists| lists.iter().map(|list| list[0].clone()).collect());
    let found = values.map(|values: Vec<Value>| misfits(schemas, Some(item), &values));
    found.flatten().collect()
}

/// What is wrong with items that follow one another, each a JSON text.
fn of_items(schemas: &Schemas, content: &Content, body: &[u8]) -> Vec<Fault> {
    let text = String::from_utf8_lossy(body);
    let lines = text.split(['\n', '\u{1e}']);
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    let mut items = Vec::new();
    for (index, line) in lines.enumerate() {
        match serde_json::from_str::<Value>(line) {
            Ok(item) => items.push(item),
            Err(error) => {
                let number = index + 1;
                return vec![Fault::body(format!(
                    "expected JSON as item {number}: {error}"
                ))];
            }
        }
    }
    let schema = content.schema.as_ref();
    let found = match &content.item_schema {
        Some(item) => of_each(schemas, item, &items),
        None => match schema {
            Some(schema) if schemas.names_type(schemas.get(schema), "string") => Vec::new(),
            Some(schema) if !schemas.names_type(schemas.get(schema), "array") => {
                of_each(schemas, schema, &items)
            }
            schema => misfits(schemas, schema, &[items.into()]),
        },
    };
    located(found)
}

fn of_each(schemas: &Schemas, schema: &SchemaRef, items: &[Value]) -> Vec<(String, String)> {
    let found = items.iter().enumerate().flat_map(|(index, item)| {
        let found = misfits(schemas, Some(schema), std::slice::from_ref(item)).into_iter();
        found.map(move |(pointer, text)| (format!("/{index}{pointer}"), text))
    });
    found.collect()
}

fn located(misfits: Vec<(String, String)>) -> Vec<Fault> {
    let fault = |(pointer, text)| Fault {
        part: Part::Body(pointer),
        text,
    };
    misfits.into_iter().map(fault).collect()
}

/// The media type that a request has, and its description.
fn content<'b>(
    body: &'b Body,
    request: &RecordedRequest,
) -> Result<(&'b Content, MediaType), Wrong> {
    if let Some(coding) = request
        .header("content-encoding")
        .filter(|coding| *coding != "identity")
    {
        return Err(Wrong::MediaType(format!(
            "the body is encoded as {coding}, which this server does not read"
        )));
    }
    let known = body
        .content
        .iter()
        .map(|content| format!("`{}`", content.media_type));
    let known = known.collect::<Vec<_>>().join(" or ");
    let Some(found) = request.header("content-type") else {
        return Err(Wrong::MediaType(format!(
            "the body has no `content-type`: expected {known}"
        )));
    };
    let Some(media_type) = MediaType::parse(found) else {
        return Err(Wrong::MediaType(format!(
            "the `content-type` is not a media type: expected {known}, found `{found}`"
        )));
    };
    let fitting = body
        .content
        .iter()
        .filter(|content| content.media_type.covers(&media_type));
    match fitting.min_by_key(|content| content.media_type.openness()) {
        Some(content) => Ok((content, media_type)),
        None => Err(Wrong::MediaType(format!(
            "the body is of another media type: expected {known}, found `{}`",
            media_type.essence()
        ))),
    }
}
