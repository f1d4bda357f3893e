//! `$ref` and `$dynamicRef` of schemas.

use super::super::fields::Fields;
use super::super::reader::Reader;
use super::super::vocabulary;
use super::Schema;
use crate::diagnostic::Code;
use crate::source::{Node, Value};

/// The keys that are read next to `$ref` in OpenAPI 3.0 too: they describe a value and do not restrict it.
const HARMLESS_SIBLINGS: &[&str] = &[
    "$ref",
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
    "xml",
];

/// Whether OpenAPI 3.0 ignores a key next to `$ref`.
pub(in crate::openapi) fn is_ignored_sibling(key: &str) -> bool {
    !HARMLESS_SIBLINGS.contains(&key) && !key.starts_with("x-")
}

/// `$dynamicRef` and `$recursiveRef`, whose meaning depends on the references that lead to them. They are followed
/// where only one meaning is possible.
pub(super) fn read_dynamic_reference<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    schema: &mut Schema<'s>,
) {
    for key in ["$dynamicRef", "$recursiveRef"] {
        let Some(node) = fields.raw(key) else {
            continue;
        };
        let text = node.as_str().unwrap_or_default();
        let known = |text| reader.identifiers().find(node.place, text).is_some();
        let target = match key {
            "$recursiveRef" => recursive_target(reader, node, text),
            _ => reader.dynamic_target(node, text),
        };
        let target = match target {
            None if key == "$dynamicRef" && !known(text) => {
                reader.resolve_as(node, text, &vocabulary::SCHEMA)
            }
            target => target,
        };
        match target {
            Some(target) if schema.assertions.reference.is_none() => {
                schema.assertions.reference = Some(reader.schema(target));
            }
            Some(_) => {}
            None => schema.assertions.unchecked.push((key, node)),
        }
    }
}

/// The component that `$recursiveRef: "#"` is in (JSON Schema 2019-09, Core §8.2.4.2). One with a `$recursiveAnchor` may
/// stand for others that build on it.
fn recursive_target<'s>(reader: &Reader<'_, 's>, node: &'s Node, text: &str) -> Option<&'s Node> {
    let sources = reader.report.sources;
    let pointer = sources.pointer(node.place);
    let of_component = || {
        let name = pointer.strip_prefix(COMPONENTS)?.split('/').next()?;
        let reference = format!("#{COMPONENTS}{name}").replace('%', "%25");
        sources.resolve(node.place, &reference).ok()
    };
    let of_resource = reader.identifiers().within(node.place, text);
    let target = of_resource.or_else(of_component).filter(|_| text == "#")?;
    let anchor = target.get("$recursiveAnchor");
    let is_anchor = anchor.is_some_and(|anchor| anchor.value == Value::Bool(true));
    (!is_anchor).then_some(target)
}

/// The place of the components that are schemas.
const COMPONENTS: &str = "/components/schemas/";

/// `$ref`.
pub(super) fn read_reference<'s>(
    reader: &Reader<'_, 's>,
    schema: &mut Schema<'s>,
    reference: &'s Node,
) {
    match reference.as_str() {
        None => reader.wrong_kind(reference, "$ref", "a string"),
        Some(text) => {
            let target = reader.resolve_as(reference, text, &vocabulary::SCHEMA);
            schema.assertions.reference = target.map(|node| reader.schema(node));
        }
    }
}

/// OpenAPI 3.0.3 §4.7.23: what is next to `$ref` is ignored.
pub(super) fn note_ignored_siblings<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    reference: &'s Node,
) {
    let target = reader.peek(reference);
    for (key, sibling) in node.as_object().into_iter().flatten() {
        let same = target.and_then(|target| target.get(key)) == Some(sibling);
        if is_ignored_sibling(key) && !same {
            let message = format!("`{key}` is next to `$ref`");
            let found = reader.report.at_key(Code::IgnoredSibling, sibling, message);
            reader.report.add(
                found
                    .label("OpenAPI 3.0 ignores it")
                    .help("put the reference into an `allOf`, or write OpenAPI 3.1"),
            );
        }
    }
}
