//! The documentation of types and fields.

use super::form::plain_string;
use crate::api::{Block, Docs, Type};
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::openapi::{Kind, SchemaId};
use crate::schemas::{Flat, kinds};
use crate::source::{Node, Value};

/// The description of a type, else its title.
pub(super) fn definition(lowering: &Lowering<'_, '_>, flat: &Flat<'_>) -> Docs {
    let text = flat
        .annotations
        .description
        .filter(|text| !text.trim().is_empty())
        .or(flat.annotations.title)
        .unwrap_or("");
    let mut docs = docs::docs(text, lowering.link_base.as_deref());
    mark_deprecated(&mut docs, flat);
    docs
}

/// The description of a property, else the start of its type's, and what the type cannot say.
pub(super) fn field(
    lowering: &Lowering<'_, '_>,
    key: &str,
    schema: SchemaId,
    flat: &Flat<'_>,
) -> Docs {
    let own = lowering.schemas.schema(schema).annotations.description;
    let text = own
        .or(flat.annotations.description)
        .filter(|text| !text.trim().is_empty())
        .or(flat.annotations.title);
    let mut docs = docs::docs(text.unwrap_or(""), lowering.link_base.as_deref());
    if own.is_none() {
        // The documentation of the type has the rest.
        docs.blocks.truncate(1);
    }
    add_bounds(&mut docs, flat);
    if docs.blocks.is_empty() {
        docs.blocks.push(docs::named(key, "member"));
    }
    mark_deprecated(&mut docs, flat);
    docs
}

/// Marks a deprecated type in words: with an attribute the crate would warn about its own use of it.
fn mark_deprecated(docs: &mut Docs, flat: &Flat<'_>) {
    if flat.annotations.deprecated {
        docs.blocks.push(docs::sentence("**Deprecated.**"));
    }
}

/// Adds what a schema says about values beyond their type: default, format and bounds. They go to the
/// one paragraph, else below all.
pub(in crate::lower) fn add_bounds(docs: &mut Docs, flat: &Flat<'_>) {
    let mut words: Vec<String> = Vec::new();
    if let Some(default) = flat
        .annotations
        .default
        .filter(|node| node.value != Value::Null)
    {
        words.push(format!("Default: {}.", docs::code(&short(default))));
    }
    // The type is a plain string, so a reader needs the format to parse it.
    if let (Some(format), [Kind::String]) = (flat.assertions.format, &kinds(&flat.assertions)[..])
        && plain_string(&flat.assertions) == Type::String
        && flat.assertions.values.is_none()
        && flat.assertions.constant.is_none()
    {
        words.push(format!("Format: {}.", docs::code(format)));
    }
    for (key, node) in &flat.assertions.bounds {
        let said = match (*key, &node.value) {
            ("minimum", _) => "Minimum",
            ("maximum", _) => "Maximum",
            ("exclusiveMinimum", Value::Integer(_) | Value::Float(_)) => "Above",
            ("exclusiveMaximum", Value::Integer(_) | Value::Float(_)) => "Below",
            ("multipleOf", _) => "Multiple of",
            ("minLength", _) => "Minimum length",
            ("maxLength", _) => "Maximum length",
            ("minItems" | "minProperties", _) => "Minimum number",
            ("maxItems" | "maxProperties", _) => "Maximum number",
            ("pattern", _) => "Pattern",
            _ => continue,
        };
        let value = node.as_str().map_or_else(|| short(node), str::to_owned);
        let sentence = format!("{said}: {}.", docs::code(&value));
        if !words.contains(&sentence) {
            words.push(sentence);
        }
    }
    if words.is_empty() {
        return;
    }
    let words = words.join(" ");
    match &mut docs.blocks[..] {
        [Block::Text(text, 0)] => {
            let stop = if text.ends_with(['.', '!', '?', ':']) {
                " "
            } else {
                ". "
            };
            text.push_str(stop);
            text.push_str(&words);
        }
        _ => docs.blocks.push(docs::sentence(words)),
    }
}

/// JSON text that is short enough for a sentence.
fn short(node: &Node) -> String {
    let text = node.to_string();
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
