//! `type`: the types of JSON.

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::{Schema, faults};
use crate::diagnostic::{Code, Mend};
use crate::source::{Node, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// Its name in a schema.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    const fn by_word(self) -> (&'static str, Self) {
        (self.word(), self)
    }
}

const KINDS: &[(&str, Kind)] = &[
    Kind::Null.by_word(),
    Kind::Boolean.by_word(),
    Kind::Integer.by_word(),
    Kind::Number.by_word(),
    Kind::String.by_word(),
    Kind::Array.by_word(),
    Kind::Object.by_word(),
];

/// The type that a text names.
pub(super) fn named(text: &str) -> Option<Kind> {
    let (_, kind) = KINDS.iter().find(|(word, _)| *word == text)?;
    Some(*kind)
}

/// Reads `type`, `nullable` and `format`.
pub(super) fn read<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    schema.assertions.nullable = fields.bool("nullable").unwrap_or(false);
    schema.assertions.format = fields.string("format");
    let Some(node) = fields.raw("type") else {
        return;
    };
    let words = match &node.value {
        Value::Array(items) => {
            faults::types(reader, node, items);
            items.as_slice()
        }
        // Some documents have a schema here, as if `type` were a property.
        Value::Object(_) => {
            let message = "expected the name of a type for `type`, found an object";
            let found = reader.report.at_key(Code::WrongKind, node, message);
            reader
                .report
                .add(found.softened().label("read as any JSON"));
            return;
        }
        _ => std::slice::from_ref(node),
    };
    for word in words {
        if word.value == Value::Null {
            report_null(reader, word, words.len() > 1);
            continue;
        }
        if let Some((text, help)) = word.as_str().and_then(|text| Some((text, no_type(text)?))) {
            let message = format!("`{text}` is not a type");
            let found = reader.report.at(Code::UnknownWord, word, message);
            reader.report.add(found.help(help));
            continue;
        }
        match other_word(reader, word).or_else(|| reader.word(word, "type", KINDS)) {
            Some(Kind::Null) => schema.assertions.nullable = true,
            Some(kind) if !schema.assertions.kinds.contains(&kind) => {
                schema.assertions.kinds.push(kind)
            }
            _ => {}
        }
    }
    if schema.assertions.nullable && schema.assertions.kinds.is_empty() {
        schema.assertions.kinds.push(Kind::Null);
    }
}

/// Reports `type: null`, where YAML reads the word as no text.
fn report_null<'s>(reader: &Reader<'_, 's>, node: &'s Node, has_others: bool) {
    let message = "expected the name of a type for `type`, found null";
    let found = reader.report.at(Code::WrongKind, node, message);
    let found = found.help("write `\"null\"` in quotes, if the value may be null");
    let (found, mend) = match has_others {
        true => (found, Mend::Replace(node, "null".to_owned())),
        false => (
            found.help("remove `type`, if the value may be anything"),
            Mend::Remove(node),
        ),
    };
    reader.report.add(reader.report.mended(found, &mend));
}

/// What to write in the place of a word that looks like a type.
fn no_type(word: &str) -> Option<String> {
    let format = match word.to_ascii_lowercase().as_str() {
        "date" => "date",
        "datetime" | "date-time" | "timestamp" => "date-time",
        "time" => "time",
        "uuid" | "guid" => "uuid",
        "email" => "email",
        "uri" | "url" => "uri",
        "any" => return Some("leave `type` out: then the value may be anything".to_owned()),
        _ => return None,
    };
    Some(format!("write `type: string` and `format: {format}`"))
}

/// The type that the name of a type of a programming language means: `int`, `String`.
fn other_word(reader: &Reader<'_, '_>, node: &Node) -> Option<Kind> {
    const OTHERS: &[(&str, &str)] = &[
        ("int", "integer"),
        ("long", "integer"),
        ("float", "number"),
        ("double", "number"),
        ("decimal", "number"),
        ("bool", "boolean"),
        ("str", "string"),
        ("list", "array"),
        ("map", "object"),
        ("dict", "object"),
    ];
    let text = node.as_str()?;
    let lower = text.to_ascii_lowercase();
    let other = OTHERS.iter().find(|(word, _)| *word == lower);
    let word = other.map_or(lower.as_str(), |(_, word)| word);
    let (word, kind) = KINDS.iter().find(|(known, _)| *known == word)?;
    if *word == text {
        return None;
    }
    let message = format!("`{text}` is not a type");
    let found = reader
        .report
        .at(Code::UnknownWord, node, message)
        .softened();
    reader.report.add(
        found
            .label(format!("read as `{word}`"))
            .help(format!("write `type: {word}`")),
    );
    Some(*kind)
}
