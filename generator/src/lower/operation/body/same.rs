//! Media types of a body that give no way of their own: no header can hold them, or they are sent as another is.

use super::super::content::{is_header, is_same_json, is_same_xml, is_xml};
use super::super::gaps::{self, Gaps};
use crate::diagnostic::Code;
use crate::lower::context::Lowering;
use crate::lower::names;
use crate::openapi::{Content, Kind};

/// A header cannot hold every name that the document may give a media type.
pub(super) fn leave_out_unprintable<'s>(
    lowering: &Lowering<'_, 's>,
    contents: &mut Vec<&Content<'s>>,
    gaps: &mut Gaps,
) {
    for content in contents.iter().filter(|content| !is_header(content.name)) {
        let name = content.name.escape_debug();
        let message = format!("the body is not sent as `{name}`");
        let found = lowering
            .report
            .at_key(Code::UnusedMedia, content.node, message);
        let found = found.label("no header can hold that").once();
        let found =
            found.help("name it by a media type such as `application/json`, here or in an overlay");
        gaps.add(lowering, gaps::in_media("the body as", content), found);
    }
    contents.retain(|content| is_header(content.name));
}

/// Several kinds of JSON with one schema are one way, and so are several of XML: their names differ, and what is sent
/// does not. Patches are no such kinds: a server does something else with each. What was sent before comes first, else
/// the plain kind.
pub(super) fn leave_out_same<'s>(
    lowering: &mut Lowering<'_, 's>,
    contents: &mut Vec<&Content<'s>>,
    sent: Option<&str>,
    gaps: &mut Gaps,
) {
    let at = |name: Option<&str>| {
        contents
            .iter()
            .position(|content| Some(content.name) == name)
    };
    if let Some(first) = at(sent).or_else(|| at(Some(names::JSON))) {
        let first = contents.remove(first);
        contents.insert(0, first);
    }
    // A media type before a range of XML.
    contents.sort_by_key(|content| is_xml(content) && content.name.contains('*'));
    let mut kept: Vec<&Content<'s>> = Vec::new();
    for content in contents.iter() {
        let mut same = kept.iter();
        let is_misnamed = is_patch_of_objects(lowering, content);
        let is_same = |first: &&&Content<'s>| {
            let is_patch = !is_misnamed && are_other_patches(first, content);
            is_same_json(lowering, first, content) && !is_patch
                || is_same_xml(lowering, first, content)
        };
        let Some(first) = same.find(is_same) else {
            kept.push(content);
            continue;
        };
        let report = lowering.report;
        let message = format!(
            "the body is sent as `{}`, not as `{}`",
            first.name, content.name
        );
        let found = report
            .at_key(Code::UnusedMedia, content.node, message)
            .softened();
        if is_misnamed && are_other_patches(first, content) {
            let label = "a JSON Patch is a list (RFC 6902), and the schema is of objects";
            let help = "describe it by a schema with `type: array`, here or in an overlay";
            let gap = gaps::in_media("the body as", content);
            gaps.add(lowering, gap, found.label(label).help(help).once());
            continue;
        }
        let kind = if is_xml(content) { "XML" } else { "JSON" };
        let label =
            format!("the same {kind}: the setter `header(\"content-type\", …)` names it otherwise");
        report.add(found.label(label).once());
    }
    *contents = kept;
}

/// A list of changes (RFC 6902).
const JSON_PATCH: &str = "application/json-patch+json";

/// What a server does with the members of a patch is told by its media type alone.
const PATCHES: [&str; 3] = [
    JSON_PATCH,
    "application/merge-patch+json",
    "application/strategic-merge-patch+json",
];

fn are_other_patches(first: &Content<'_>, other: &Content<'_>) -> bool {
    let [first, other] = [first, other].map(Content::essence);
    first != other && PATCHES.contains(&&*first) && PATCHES.contains(&&*other)
}

/// Whether a body is called a JSON Patch, which is a list (RFC 6902 §3), and is an object.
pub(super) fn is_patch_of_objects(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    let is_patch = content.essence() == JSON_PATCH;
    let schema = content.schema.filter(|_| is_patch);
    schema.is_some_and(|schema| lowering.schemas.flat(schema).assertions.kinds == [Kind::Object])
}
