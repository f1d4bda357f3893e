//! Examples of the document → what the tests of the client read and write again. One that does not
//! fit its type is a finding and no test.

mod fit;

use std::collections::HashSet;

use self::fit::{Fault, Misfit};
use super::context::Lowering;
use super::drafts::{Typed, Use};
use super::names;
use crate::api::{Sample, Type, TypeDef, TypeId};
use crate::diagnostic::{Code, Mend, Report};
use crate::openapi::{Content, Example, Operation, ParameterForm, PathItem, SchemaId, Status};
use crate::source::{Node, Place, Value};

/// The longest text of an example that is worth a file.
const MAX_BYTES: usize = 64 << 10;
/// The longest name of an example: it is that of a file, too.
const MAX_NAME: usize = 80;

/// The words of a pointer that say nothing about the value there.
const FRAME: &[&str] = &[
    "components",
    "schemas",
    "properties",
    "paths",
    "requestBody",
    "responses",
    "content",
    "application~1json",
    "schema",
];

/// What is known once every schema has its type.
pub(super) struct Known<'a, 's> {
    pub report: &'a Report<'s>,
    pub types: &'a [TypeDef],
    pub lowering: &'a Lowering<'a, 's>,
    /// Members that travel in one direction alone.
    pub one_way: &'a HashSet<(TypeId, String)>,
}

impl Known<'_, '_> {
    fn typed(&self, schema: SchemaId, used: Use) -> Option<&Typed> {
        let key = self.lowering.key(schema, used);
        self.lowering.types.known(key)
    }
}

/// The examples that a client can be tested with, in the document's order.
pub(super) fn samples<'s>(
    known: &Known<'_, 's>,
    paths: &[PathItem<'s>],
    webhooks: &[PathItem<'s>],
) -> Vec<Sample> {
    let mut collector = Collector {
        known,
        scope: names::Scope::default(),
        seen: HashSet::new(),
        of_parameters: HashSet::new(),
        samples: Vec::new(),
    };
    for item in paths.iter().chain(webhooks) {
        for operation in &item.operations {
            collector.operation(item.path, operation);
        }
    }
    for (id, schema) in known.lowering.schemas.of_document() {
        for node in &schema.annotations.examples {
            collector.schema(id, node);
        }
    }
    collector.samples
}

struct Collector<'k, 's> {
    known: &'k Known<'k, 's>,
    scope: names::Scope,
    seen: HashSet<(Place, Type)>,
    /// The schemas of parameters.
    of_parameters: HashSet<SchemaId>,
    samples: Vec<Sample>,
}

impl<'s> Collector<'_, 's> {
    fn operation(&mut self, path: &str, operation: &Operation<'s>) {
        let id = operation
            .id
            .map_or_else(|| format!("{} {path}", operation.method), str::to_owned);
        for parameter in &operation.parameters {
            if let ParameterForm::Content(content) = &parameter.form {
                self.untested(content);
            }
            if let ParameterForm::Styled {
                schema: Some(schema),
                ..
            } = parameter.form
                && let Some(typed) = self.known.typed(schema, Use::RECEIVED)
            {
                self.of_parameters.insert(schema);
                for example in &parameter.examples {
                    self.parameter(&typed.ty, example.node);
                }
            }
        }
        if let Some(body) = &operation.body {
            self.content(&format!("{id} request"), &body.content, true);
        }
        for (status, response) in &operation.responses {
            let status = match status {
                Status::Code(code) => code.to_string(),
                Status::Range(first) => format!("{first}xx"),
                Status::Default => "default".to_owned(),
            };
            self.content(&format!("{id} {status}"), &response.content, false);
        }
        for item in &operation.callbacks {
            for operation in &item.operations {
                self.operation(item.path, operation);
            }
        }
    }

    fn content(&mut self, place: &str, content: &[Content<'s>], sent: bool) {
        let known = self.known;
        let typed = |id: SchemaId| {
            let in_request = known.typed(id, Use::SENT).filter(|_| sent);
            in_request.or_else(|| known.typed(id, Use::RECEIVED))
        };
        for media in content {
            let schema = media.schema.filter(|_| super::operation::is_json(media));
            let Some(typed) = schema.and_then(typed) else {
                self.untested(media);
                continue;
            };
            let ty = typed.clone().inner();
            for Example { name, node } in &media.examples {
                let name = format!("{place} {}", name.unwrap_or(""));
                self.add(&name, &ty, node);
            }
        }
    }

    /// Notes the examples of a media type whose values have no type to be tested with.
    fn untested(&self, content: &Content<'s>) {
        for example in &content.examples {
            let report = self.known.report;
            let message = format!("an example in `{}` is not tested", content.name);
            report.add(
                report
                    .at_key(Code::UntestedExample, example.node, message)
                    .once(),
            );
        }
    }

    fn schema(&mut self, id: SchemaId, node: &'s Node) {
        let Some(typed) = self.known.typed(id, Use::RECEIVED) else {
            return;
        };
        let ty = typed.clone().inner();
        if matches!(node.value, Value::Array(_) | Value::Object(_)) {
            let pointer = self.known.report.sources.pointer(node.place);
            let words = pointer.split('/').filter(|word| !FRAME.contains(word));
            let name = words.collect::<Vec<_>>().join(" ").replace("~1", " ");
            self.add(&name, &ty, node);
        } else if self.of_parameters.contains(&id) {
            self.parameter(&ty, node);
        } else {
            // What the examples of its object show too.
            self.fits(&ty, node);
        }
    }

    /// A parameter travels as text, so an example may be the text.
    fn parameter(&mut self, ty: &Type, node: &'s Node) {
        let may_be_text = match &node.value {
            Value::String(text) => is_text_of(ty, text),
            _ => *ty == Type::String,
        };
        if !may_be_text {
            self.fits(ty, node);
        }
    }

    fn add(&mut self, name: &str, ty: &Type, node: &'s Node) {
        if !self.seen.insert((node.place, ty.clone())) || !self.fits(ty, node) || !is_ours(ty) {
            return;
        }
        let json = node.pretty();
        if json.len() > MAX_BYTES {
            let message = format!("the example has {} KiB and is not tested", json.len() >> 10);
            self.note(node, &message);
            return;
        }
        let name = file_name(name);
        self.samples.push(Sample {
            name: self.scope.take([name.as_str()]),
            ty: ty.clone(),
            json,
        });
    }

    /// Whether a value fits; reports when it does not.
    fn fits(&mut self, ty: &Type, node: &'s Node) -> bool {
        let misfit = match fit::fit(self.known.types, ty, node) {
            Ok(()) => return true,
            Err(Fault::Misfit(misfit)) => misfit,
            Err(Fault::TooMuch) => {
                self.note(node, "the example nests too deep and is not tested");
                return false;
            }
            Err(Fault::Foreign) => {
                self.note(
                    node,
                    "the example has a value of a type of another crate and is not tested",
                );
                return false;
            }
        };
        let Misfit {
            node: at,
            message,
            missing,
            ..
        } = &misfit;
        // What only answers have is missing in a request, and the other way round.
        let one_way = |member| self.known.one_way.contains(member);
        if !missing.as_ref().is_some_and(one_way) {
            let path = misfit.path();
            let place = if path.is_empty() {
                String::new()
            } else {
                format!("`{path}`: ")
            };
            let report = self.known.report;
            let found = format!("the example does not fit its schema: {place}{message}");
            let found = match missing {
                Some(_) => report.at_key(Code::WrongExample, at, found),
                None => report.at(Code::WrongExample, at, found),
            };
            let found = found.label("not tested");
            report.add(report.mended(found, &Mend::Remove(node)));
        }
        false
    }

    fn note(&self, node: &Node, message: &str) {
        let report = self.known.report;
        report.add(report.at_key(Code::UntestedExample, node, message));
    }
}

/// Whether a text may be that of a value of a type. What lists and objects look like depends on their style.
fn is_text_of(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Bool => matches!(text, "true" | "false"),
        Type::Integer(_) => text.parse::<i128>().is_ok(),
        Type::F64 => text.parse::<f64>().is_ok(),
        Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => is_text_of(inner, text),
        _ => true,
    }
}

/// Whether reading a type is the client's own work.
fn is_ours(ty: &Type) -> bool {
    matches!(
        ty.innermost(),
        Type::Named(_) | Type::Bytes | Type::Timestamp | Type::DateTime | Type::Date
    )
}

/// A name for a file and for a function, in ASCII.
fn file_name(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    let words: String = names::snake(text).chars().map(plain).collect();
    let mut name = words.split_whitespace().collect::<Vec<_>>().join("_");
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name = format!("example_{name}");
    }
    name.truncate(MAX_NAME);
    name.trim_end_matches('_').to_owned()
}

/// JSON text that is short enough for a sentence.
fn short(node: &Node) -> String {
    let text = node.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
