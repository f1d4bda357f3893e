//! What the client does not have of an operation. A gap is kept and reported by one call, so that
//! the findings, the counts and the documentation of the crate say the same.

use std::collections::HashSet;

use super::super::context::Lowering;
use super::super::xml;
use super::content::is_xml;
use super::id;
use crate::api::{Gap, LeftOut, XmlElementId};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{self, Content, Kind, Location, Lost, Operation, SchemaId};
use crate::schemas::{Direction, says_bytes};
use crate::source::{Node, Place};

/// The codes of findings about what an operation sends and receives. They say nothing of value about
/// an operation that is left out.
const OF_CALLS: &[Code] = &[
    Code::Inert,
    Code::OpenStyle,
    Code::UnusedMedia,
    Code::UntypedError,
    Code::UnusedServer,
];

/// The gaps of one operation.
#[derive(Debug, Default)]
pub(super) struct Gaps(Vec<Gap>);

impl Gaps {
    /// Keeps a gap, and reports it.
    pub fn add(&mut self, lowering: &Lowering<'_, '_>, gap: Gap, found: Diagnostic) {
        self.keep(gap);
        lowering.report.add(found);
    }

    /// Keeps a gap that a finding tells of already.
    pub fn keep(&mut self, gap: Gap) {
        if !self.0.contains(&gap) {
            self.0.push(gap);
        }
    }

    /// Keeps a gap when the operation declares a parameter of the path that the path does not have. A finding tells of it.
    pub fn note_unplaced(&mut self, path: &str, of: &Operation<'_>) {
        let is_placed = |name: &str| openapi::placeholders(path).any(|placed| placed == name);
        let mut in_path = of.parameters.iter();
        if path.starts_with('/')
            && in_path.any(|parameter| {
                parameter.location == Location::Path
                    && !parameter.name.is_empty()
                    && !is_placed(parameter.name)
            })
        {
            self.keep(Gap::plain("a parameter for which the path has no place"));
        }
    }

    /// Keeps a gap when the operation, or what it refers to, contains a fault. The fault has a finding of its own.
    pub fn note_losses(
        &mut self,
        lowering: &Lowering<'_, '_>,
        of: &Operation<'_>,
        losses: &[Place],
    ) {
        let sources = lowering.report.sources;
        let parameters = of.parameters.iter().map(|parameter| parameter.node);
        let body = of.body.iter().map(|body| body.node);
        let answers = of.responses.iter().filter_map(|(_, answer)| answer.shared);
        let nodes = [of.node].into_iter().chain(parameters).chain(body);
        let nodes: Vec<_> = nodes.chain(answers).collect();
        let here = |place: &Place| {
            let mut nodes = nodes.iter();
            nodes.any(|node| sources.is_within(*place, node.place))
        };
        // A parameter with a fault may be none of those that could be read.
        let declared = of.node.get("parameters").and_then(Node::as_array);
        let read = of.parameters.iter().map(|parameter| parameter.node);
        let parameters: Vec<_> = declared.into_iter().flatten().chain(read).collect();
        for place in losses.iter().filter(|place| here(place)) {
            let mut parameters = parameters.iter();
            let parameter = parameters.find(|node| sources.is_within(*place, node.place));
            let name = parameter.and_then(|node| node.get("name")?.as_str());
            self.keep(match name {
                Some(name) => Gap::of(
                    "what contains a fault of the description: the parameter",
                    name,
                ),
                None => Gap::plain("what contains a fault of the description"),
            });
        }
    }

    pub fn finish(self) -> Vec<Gap> {
        self.0
    }
}

/// Why an operation is left out.
pub(super) struct Reason {
    /// In a few words, which the same reason has in every operation.
    pub gap: Gap,
    /// The same in full.
    pub why: String,
    /// A way out.
    pub help: &'static str,
}

impl Reason {
    pub fn new(gap: Gap, why: impl Into<String>, help: &'static str) -> Self {
        let why = why.into();
        Self { gap, why, help }
    }
}

/// Leaves an operation out. `since` is how many findings there were before it was looked at: those
/// about its parameters and media types are replaced by one that says why it is left out.
pub(super) fn leave_out(
    lowering: &Lowering<'_, '_>,
    path: &str,
    operation: &Operation<'_>,
    reason: Reason,
    since: usize,
) -> LeftOut {
    let report = lowering.report;
    report.withdraw(since, OF_CALLS);
    let message = format!("`{}` is left out: {}", id(path, operation), reason.why);
    let found = report.at_key(Code::SkippedOperation, operation.node, message);
    report.add(found.help(reason.help));
    LeftOut {
        method: Some(operation.method.to_owned()),
        path: path.to_owned(),
        id: operation.id.map(str::to_owned),
        why: reason.gap,
    }
}

/// An operation that a fault of the description takes from the client.
pub(in crate::lower) fn lost(operation: Lost<'_>) -> LeftOut {
    LeftOut {
        method: operation.method.map(str::to_owned),
        path: operation.path.to_owned(),
        id: None,
        why: Gap::plain("a fault of the description"),
    }
}

/// Reports a document of which nothing can be called.
pub(super) fn nothing_to_call(lowering: &Lowering<'_, '_>, first: &Operation<'_>, count: usize) {
    let message = match count {
        1 => "the only operation of the document is left out".to_owned(),
        _ => format!("all {count} operations of the document are left out"),
    };
    let report = lowering.report;
    let found = report.at_key(Code::NothingToCall, first.node, message);
    let code = Code::NothingToCall.id();
    report.add(found.help(format!("`--allow {code}` gives the types alone")));
}

/// A gap in one media type.
pub(super) fn in_media(what: &'static str, content: &Content<'_>) -> Gap {
    Gap::of(what, content.essence())
}

/// Whether a schema says that the XML in this media type is more than a text.
pub(super) fn is_xml_object(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) -> bool {
    let schema = content.schema.filter(|_| is_xml(content));
    schema.is_some_and(|schema| lowering.schemas.flat(schema).assertions.kinds != [Kind::String])
}

/// Whether a body is an element of XML with a type.
pub(super) fn is_element(
    lowering: &mut Lowering<'_, '_>,
    content: &Content<'_>,
    direction: Direction,
) -> bool {
    matches!(element(lowering, content, direction, ""), Some(Ok(_)))
}

/// The element that a body in XML is, or why the client has its text alone; `None` of another body. A schema that
/// gives no element is not read.
pub(super) fn element(
    lowering: &mut Lowering<'_, '_>,
    content: &Content<'_>,
    direction: Direction,
    called: &str,
) -> Option<Result<XmlElementId, String>> {
    let schema = content
        .schema
        .filter(|_| is_xml_object(lowering, content))?;
    let element = xml::element(lowering, schema, direction, called);
    if element.is_err() {
        lowering.unread.push(schema);
    }
    Some(element)
}

/// Whether a body is bytes, although its schema describes a value in its media type, such as an object in CBOR. What
/// is no media type has no values that are known, whatever its schema.
pub(super) fn is_value_in_bytes<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
) -> bool {
    let Some(schema) = content.schema else {
        return false;
    };
    let is_value = match content.media {
        Some(_) => is_value(lowering, schema, 0),
        None => !says_bytes(&lowering.schemas.flat(schema).assertions),
    };
    if is_value {
        lowering.unread.push(schema);
    }
    is_value
}

/// Whether the values of a schema are objects, lists, numbers or booleans, for which bytes are no type.
fn is_value(lowering: &mut Lowering<'_, '_>, schema: SchemaId, depth: usize) -> bool {
    const DEEPEST: usize = 4;
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    if says_bytes(assertions) {
        return false;
    }
    if !assertions.kinds.is_empty() {
        let is_of_value = |kind: &Kind| !matches!(kind, Kind::Null | Kind::String);
        return !assertions.kinds.contains(&Kind::String)
            && assertions.kinds.iter().any(is_of_value);
    }
    let has_members = !assertions.properties.is_empty() || assertions.items.is_some();
    let mut branches = assertions.branches().iter();
    has_members || depth < DEEPEST && branches.any(|branch| is_value(lowering, *branch, depth + 1))
}

/// Reports a body that is bytes for instance, although its schema describes a value. What is no media type has a finding
/// of its own.
pub(super) fn note_bytes<'s>(
    lowering: &mut Lowering<'_, 's>,
    content: &Content<'s>,
    gaps: &mut Gaps,
    (what, gap, label): (&str, &'static str, &str),
) {
    if !is_value_in_bytes(lowering, content) {
        return;
    }
    let gap = in_media(gap, content);
    if content.media.is_none() {
        return gaps.keep(gap);
    }
    let message = format!("{what} in `{}`, whatever its schema says", content.name);
    let found = lowering
        .report
        .at_key(Code::UnusedMedia, content.node, message);
    gaps.add(lowering, gap, found.label(label).once());
}

/// Notes the keys of a media type about parts and items that are not sent.
pub(super) fn note_inert(lowering: &Lowering<'_, '_>, content: &Content<'_>, what: &str) {
    for key in ["encoding", "prefixEncoding", "itemEncoding", "itemSchema"] {
        if let Some(node) = content.node.get(key) {
            let message = format!("`{key}` of {what} has no effect on the client");
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, node, message).once());
        }
    }
}

/// Notes a schema that says more of a text than that it is one.
pub(super) fn note_typed_text(lowering: &mut Lowering<'_, '_>, content: &Content<'_>) {
    let Some(schema) = content.schema.filter(|_| !is_xml(content)) else {
        return;
    };
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    let is_text = matches!(assertions.kinds[..], [] | [Kind::String]);
    let is_plain = is_text && assertions.values.is_none() && assertions.constant.is_none();
    if is_plain && assertions.branches().is_empty() {
        return;
    }
    lowering.unread.push(schema);
    let report = lowering.report;
    let message = format!("`{}` is a text, whatever its schema says", content.name);
    report.add(report.at_key(Code::Widened, content.node, message).once());
}

/// The components within the bodies that are texts or bytes to the client.
pub(in crate::lower) fn components_of_unread(lowering: &Lowering<'_, '_>) -> HashSet<SchemaId> {
    let schemas = &lowering.schemas;
    let mut components = HashSet::new();
    let mut seen = HashSet::new();
    let mut open = lowering.unread.clone();
    while let Some(schema) = open.pop() {
        if !seen.insert(schema) {
            continue;
        }
        if schemas.component(schema).is_some() {
            components.insert(schema);
        }
        open.extend(schemas.schema(schema).assertions.subschemas());
    }
    components
}
