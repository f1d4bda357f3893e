//! What a schema says against itself: values that its own keywords exclude. A client decodes all
//! the same, so these are warnings.

use super::{Kind, Schema};
use crate::diagnostic::{Code, Mend};
use crate::openapi::Version;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::source::{Node, Step, Value};

pub(super) fn check<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &Schema<'s>) {
    check_default(reader, schema);
    check_values(reader, schema);
    check_bounds(reader, fields);
    check_discriminator(reader, fields);
    check_null(reader, fields, schema);
    if let (true, true, Some(node)) = (
        schema.annotations.read_only,
        schema.annotations.write_only,
        fields.raw("writeOnly"),
    ) {
        let message = "`readOnly` and `writeOnly` are both true, so the value is never sent";
        reader
            .report
            .add(reader.report.at_key(Code::Untidy, node, message));
    }
    if reader.version == Version::V30
        && schema.assertions.kinds == [Kind::Array]
        && let (None, Some(node)) = (fields.raw("items"), fields.raw("type"))
    {
        let message = "an array without `items`";
        let found = reader.report.at(Code::Untidy, node, message);
        reader.report.add(
            found
                .label("its elements are any JSON")
                .help("OpenAPI 3.0 requires `items`; `items: {}` says the same"),
        );
    }
}

/// Notes `x-nullable: true`, which Swagger 2.0 has for what OpenAPI says by keys of its own.
fn check_null(reader: &Reader<'_, '_>, fields: &Fields<'_, '_, '_>, schema: &Schema<'_>) {
    const KEY: &str = "x-nullable";
    let Some(node) = fields.node().get(KEY) else {
        return;
    };
    if node.value == Value::Bool(true) && !schema.assertions.nullable {
        let message = format!("`{KEY}` of a schema has no effect on the client");
        let found = reader.report.at_key(Code::Inert, node, message).once();
        reader.report.add(found.help(match reader.version {
            Version::V30 => "write `nullable: true`, if the value may be null",
            _ => "add `\"null\"` to `type`, if the value may be null",
        }));
    }
}

/// The array of types of a schema (JSON Schema 2020-12 §6.1.1).
pub(super) fn types(reader: &Reader<'_, '_>, node: &Node, words: &[Node]) {
    if words.is_empty() {
        let message = "`type` is an empty list, so no value would match";
        let found = reader.report.at_key(Code::Invalid, node, message);
        reader
            .report
            .add(found.help("name a type, or leave `type` out"));
    }
    if reader.version == Version::V30 {
        let message = "several types came with OpenAPI 3.1";
        let found = reader.report.at_key(Code::NewerVersion, node, message);
        reader.report.add(found.label("read all the same"));
    }
    for (index, word) in words.iter().enumerate() {
        if words[..index].contains(word) {
            let message = format!("{word} is twice in `type`");
            reader
                .report
                .add(reader.report.at(Code::Untidy, word, message));
        }
    }
}

/// The default should be valid (JSON Schema 2020-12 §9.2).
fn check_default(reader: &Reader<'_, '_>, schema: &Schema<'_>) {
    let Some(default) = schema.annotations.default else {
        return;
    };
    // A habit of documents whose "no default" is written out.
    if default.value == Value::Null {
        return;
    }
    let message = if !fits(&schema.assertions.kinds, default) {
        let kind = default.kind();
        format!("the default is {kind}, and the schema allows another type")
    } else if schema
        .assertions
        .values
        .as_ref()
        .is_some_and(|values| !values.contains(&default))
    {
        "the default is not one of the values of `enum`".to_owned()
    } else if schema
        .assertions
        .constant
        .is_some_and(|constant| constant != default)
    {
        "the default is not the value of `const`".to_owned()
    } else if let Some((bound, limit)) = bound_beyond(schema, default) {
        format!("the default is beyond `{bound}`, which is {limit}")
    } else if let Some(format) = integer_format_beyond(schema, default) {
        format!("the default is beyond what `format: {format}` can be")
    } else {
        return;
    };
    let found = reader.report.at(Code::WrongDefault, default, message);
    let found = found.label("shown in the documentation only");
    let mended = reader.report.mended(found, &Mend::Remove(default));
    reader.report.add(mended);
}

/// The bound of a number that a value is beyond.
fn bound_beyond<'s>(schema: &Schema<'s>, value: &Node) -> Option<(&'static str, &'s Node)> {
    let value = number(value)?;
    let is_beyond = |key: &str, limit: f64| match key {
        "minimum" => value < limit,
        "exclusiveMinimum" => value <= limit,
        "maximum" => value > limit,
        "exclusiveMaximum" => value >= limit,
        _ => false,
    };
    let mut bounds = schema.assertions.bounds.iter();
    let beyond = bounds.find(|(key, limit)| number(limit).is_some_and(|of| is_beyond(key, of)));
    beyond.copied()
}

/// The format of an integer that a value is beyond. As floats, since the largest integers may have been one on their way.
fn integer_format_beyond<'s>(schema: &Schema<'s>, value: &Node) -> Option<&'s str> {
    let value = number(value)?;
    let format = schema.assertions.format?;
    let range = match format {
        "int8" => i8::MIN.into()..=i8::MAX.into(),
        "int16" => i16::MIN.into()..=i16::MAX.into(),
        "int32" => i32::MIN.into()..=i32::MAX.into(),
        "int64" => i64::MIN as f64..=i64::MAX as f64,
        "uint8" => 0.0..=u8::MAX.into(),
        "uint16" => 0.0..=u16::MAX.into(),
        "uint32" => 0.0..=u32::MAX.into(),
        "uint64" => 0.0..=u64::MAX as f64,
        _ => return None,
    };
    (!range.contains(&value)).then_some(format)
}

/// The values of `enum` and `const` are of the schema's own type.
fn check_values(reader: &Reader<'_, '_>, schema: &Schema<'_>) {
    let values = schema
        .assertions
        .values
        .iter()
        .flatten()
        .chain(&schema.assertions.constant);
    let mut wrong =
        values.filter(|value| value.value != Value::Null && !fits(&schema.assertions.kinds, value));
    let Some(first) = wrong.next() else {
        return;
    };
    let kind = first.kind();
    let shown = match first.value {
        Value::String(_) => first.to_string(),
        _ => reader.report.sources.text_of(first).into_owned(),
    };
    let message = format!("the value {shown} is {kind}, and the schema allows another type");
    let found = reader.report.at(Code::WrongValue, first, message);
    reader.report.add(found.and("", wrong.count(), "value"));
}

/// Whether a value is of one of these types; without any, of all.
fn fits(kinds: &[Kind], value: &Node) -> bool {
    let any = |wanted: &[Kind]| kinds.iter().any(|kind| wanted.contains(kind));
    let fits = match &value.value {
        Value::Null => any(&[Kind::Null]),
        Value::Bool(_) => any(&[Kind::Boolean]),
        Value::Integer(_) => any(&[Kind::Integer, Kind::Number]),
        Value::Float(value) => {
            any(&[Kind::Number]) || value.fract() == 0.0 && any(&[Kind::Integer])
        }
        Value::String(_) => any(&[Kind::String]),
        Value::Array(_) => any(&[Kind::Array]),
        Value::Object(_) => any(&[Kind::Object]),
    };
    fits || kinds.is_empty() || kinds == [Kind::Null]
}

/// Bounds that leave nothing between them.
fn check_bounds<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) {
    let bound = |key| fields.raw(key).and_then(number);
    for (low, high) in [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
        ("minContains", "maxContains"),
    ] {
        if let (Some(least), Some(most), Some(node)) = (bound(low), bound(high), fields.raw(high))
            && least > most
        {
            let message =
                format!("`{low}` is {least} and `{high}` {most}, so no value would match");
            let found = reader.report.at(Code::EmptyRange, node, message);
            reader.report.add(found.label("bounds are not enforced"));
        }
    }
    if let (Some(step), Some(node)) = (bound("multipleOf"), fields.raw("multipleOf"))
        && step <= 0.0
    {
        let message = format!("`multipleOf` cannot be {node}");
        let found = reader.report.at(Code::Invalid, node, message);
        reader
            .report
            .add(found.help("expected a number above zero"));
    }
}

/// Each branch, and a base that others build on, has the property that tells them apart (OpenAPI 3.1 §4.8.25).
fn check_discriminator<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) {
    let discriminator = fields.raw("discriminator");
    let Some(node) = discriminator.and_then(|node| node.get("propertyName")) else {
        return;
    };
    let name = node.as_str().unwrap_or_default();
    let lacks = |object| {
        let properties = closed_properties(reader, object);
        properties.is_some_and(|properties| !properties.contains(&name))
    };
    // What stands beside the branches is said of all of them.
    let is_own = fields
        .raw("properties")
        .is_some_and(|own| own.get(name).is_some());
    let is_scalar = |branch: &Node| {
        let kind = branch.get("type").and_then(Node::as_str);
        kind.is_some_and(|kind| kind != "object")
    };
    let branches = fields.array("oneOf").iter().chain(fields.array("anyOf"));
    let branches: Vec<&Node> = branches.collect();
    let (message, help) = if !branches.is_empty() && branches.iter().all(|branch| is_scalar(branch))
    {
        (
            "no branch is an object, which alone has properties".to_owned(),
            "remove the discriminator",
        )
    } else if !is_own && branches.into_iter().any(lacks) {
        (
            format!("a branch has no property `{name}`"),
            "declare it in each branch, with the value that means this branch",
        )
    } else if lacks(fields.node()) && !is_part(reader, fields.node()) {
        (
            format!("the schema has no property `{name}`"),
            "declare it, or remove the discriminator",
        )
    } else {
        return;
    };
    let found = reader.report.at(Code::Discriminator, node, message);
    reader.report.add(found.help(help));
}

/// Whether a schema is a part of another one, which may have the properties that it lacks.
fn is_part(reader: &Reader<'_, '_>, node: &Node) -> bool {
    let steps = reader.report.sources.steps(node.place);
    matches!(&steps[..], [.., Step::Key(key), Step::Index(_)] if key == "allOf")
}

/// The names that an object declares, when it says nothing of others.
fn closed_properties<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<Vec<&'s str>> {
    let target = match node.get("$ref") {
        Some(reference) => reader.peek(reference)?,
        None => node,
    };
    let members = target.as_object()?;
    let open = [
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "additionalProperties",
        "patternProperties",
    ];
    let properties = members.get("properties")?.as_object()?;
    let closed = !open.iter().any(|key| members.contains_key(*key));
    closed.then(|| properties.keys().map(String::as_str).collect())
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(value) => Some(value as f64),
        Value::Float(value) => Some(value),
        _ => None,
    }
}
