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
    lowering: &mut Lowering<'_, '_>,
    key: &str,
    schema: SchemaId,
    flat: &Flat<'_>,
) -> Docs {
    let own = lowering.schemas.own_description(schema);
    let text = own
        .or(flat.annotations.description)
        .filter(|text| !text.trim().is_empty())
        .or(flat.annotations.title);
    let mut docs = docs::docs(text.unwrap_or(""), lowering.link_base.as_deref());
    if own.is_none() {
        // The documentation of the type has the rest.
        docs::first(&mut docs);
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
    let mut texts = docs.blocks.iter().flat_map(Block::texts);
    let says_so = |text: &str| text.to_lowercase().starts_with("deprecated");
    if flat.annotations.deprecated && !texts.any(says_so) {
        docs.blocks.push(docs::sentence("**Deprecated.**"));
    }
}

/// Adds what a schema says about values beyond their type: default, format and bounds. They go to the
/// one paragraph, else below all.
pub(in crate::lower) fn add_bounds(docs: &mut Docs, flat: &Flat<'_>) {
    let mut words: Vec<String> = Vec::new();
    let default = flat.annotations.default;
    let default = default.filter(|node| node.value != Value::Null);
    if let Some(default) = default.filter(|node| !says(docs, "default", &short(node))) {
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
        let value = node.as_str().map_or_else(|| short(node), str::to_owned);
        let shown = docs::code(&value);
        let sentence = match (*key, &node.value) {
            ("minimum", _) if says(docs, "minimum", &value) => continue,
            ("maximum", _) if says(docs, "maximum", &value) => continue,
            ("minimum", _) => format!("Minimum: {shown}."),
            ("maximum", _) => format!("Maximum: {shown}."),
            ("exclusiveMinimum", Value::Integer(_) | Value::Float(_)) => format!("Above: {shown}."),
            ("exclusiveMaximum", Value::Integer(_) | Value::Float(_)) => format!("Below: {shown}."),
            ("multipleOf", _) => format!("Multiple of: {shown}."),
            ("minLength", _) => format!("Minimum length: {shown}."),
            ("maxLength", _) => format!("Maximum length: {shown}."),
            ("minItems", _) => format!("At least {shown} items."),
            ("maxItems", _) => format!("At most {shown} items."),
            ("minProperties", _) => format!("At least {shown} members."),
            ("maxProperties", _) => format!("At most {shown} members."),
            ("pattern", _) => format!("Pattern: {shown}."),
            _ => continue,
        };
        if !words.contains(&sentence) {
            words.push(sentence);
        }
    }
    if !words.is_empty() {
        docs::add(docs, &words.join(" "));
    }
}

/// Whether the description says a value itself: `The default is 20`, `Maximum: 50`.
fn says(docs: &Docs, word: &str, value: &str) -> bool {
    /// How many characters after the word the value may begin or end.
    const NEAR: usize = 24;
    let value = value.trim_matches('"').to_lowercase();
    let texts = docs.blocks.iter().flat_map(Block::texts);
    let mut texts = texts.map(str::to_lowercase);
    let is_value = |near: &str| {
        let mut words = near.split(|c: char| !c.is_alphanumeric() && !"-_+/.".contains(c));
        !value.is_empty() && words.any(|found| found.trim_end_matches('.') == value)
    };
    texts.any(|text| {
        text.match_indices(word).any(|(at, _)| {
            let rest = text[at + word.len()..].chars();
            is_value(&rest.take(NEAR).collect::<String>())
        })
    })
}

/// JSON text that is short enough for a sentence.
fn short(node: &Node) -> String {
    let text = node.to_string();
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
