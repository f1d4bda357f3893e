//! Operations of the description → calls of the client. An operation that cannot be called as it is described is
//! left out, and a warning names the reason.

mod answers;
mod arguments;
mod body;
mod content;
mod docs;
mod errors;
mod fields;
mod functions;
mod gaps;
mod headers;
mod items;
mod pages;
mod repeats;
mod security;
mod servers;
mod shared;
mod streams;
mod travels;
mod unions;

use self::body::Sending;
pub(super) use self::content::is_json;
pub(super) use self::fields::note_content_types;
use self::functions::Functions;
use self::gaps::{Gaps, Reason};
pub(super) use self::gaps::{components_of_unread, lost};
pub(super) use self::headers::of_webhook as webhook_headers;
pub(super) use self::repeats::{Declared as DeclaredRepeats, declared as declared_repeats};
pub(super) use self::security::{Known as KnownSchemes, usable};
pub(super) use self::servers::{common as common_servers, key as server_key};
use super::context::Lowering;
use super::drafts::Use;
use super::hint::Hint;
use super::names;
use super::spot::spot;
use crate::api::{
    Argument, CredentialId, Docs, Errors, Gap, Headers, LeftOut, Operation, OwnServer, Path,
    Segment, Type,
};
use crate::diagnostic::Code;
use crate::openapi::{self, Location, PathItem, Requirement, Response, Server};
use crate::source::Place;

/// A call, and what decides which resource has it.
pub(super) struct PlacedCall<'s> {
    /// What the file of names knows it by: `GET /videos/{}`.
    pub route: String,
    pub path: &'s str,
    pub id: Option<&'s str>,
    pub summary: Option<&'s str>,
    pub tags: Vec<&'s str>,
    /// The answer is a list.
    pub gives_list: bool,
    /// The name of its method that the description gives it.
    pub said: Option<names::Said>,
    pub call: Operation,
}

/// What the document says once for all operations.
pub(super) struct Common<'a, 's> {
    pub schemes: &'a KnownSchemes<'s>,
    pub security: &'a [Requirement<'s>],
    pub servers: &'a [Server<'s>],
    pub repeats: &'a DeclaredRepeats,
    /// The places of faults that cost a part of the object that contains them.
    pub losses: &'a [Place],
}

/// Every operation that a client can send, and those that it cannot.
pub(super) fn calls<'s>(
    lowering: &mut Lowering<'_, 's>,
    paths: &[PathItem<'s>],
    common: &Common<'_, 's>,
) -> (Vec<PlacedCall<'s>>, Vec<LeftOut>) {
    let mut calls = Vec::new();
    let mut left_out = Vec::new();
    let mut lists = pages::Lists::of(paths);
    let functions = Functions::of(paths);
    pages::note_others(lowering);
    for item in paths {
        for operation in &item.operations {
            let since = lowering.report.count();
            let id = functions.id(item.path, operation);
            match ways(lowering, item.path, operation, id, common, &mut lists) {
                Ok(ways) => calls.extend(ways),
                Err(reason) => {
                    let found = gaps::leave_out(lowering, item.path, operation, reason, since);
                    left_out.push(found);
                }
            }
        }
    }
    let first = paths.iter().flat_map(|item| &item.operations).next();
    // Another error may be why they are left out.
    let is_cause = calls.is_empty() && !lowering.report.has_errors();
    if let (Some(first), true) = (first, is_cause) {
        gaps::nothing_to_call(lowering, first, left_out.len());
    }
    (calls, left_out)
}

/// Lowers what the callbacks of an operation send, and notes the types with its calls.
pub(super) fn callbacks<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &openapi::Operation<'s>,
    calls: &mut [PlacedCall<'s>],
) {
    let callbacks = operation.callbacks.iter();
    let types: Vec<Type> = callbacks
        .flat_map(|item| received(lowering, item, false))
        .collect();
    let spot = spot(operation.node);
    for placed in calls.iter_mut().filter(|placed| placed.call.spot == spot) {
        placed.call.callbacks.clone_from(&types);
    }
}

/// Lowers the types of what a webhook or a callback sends: they are received, never called.
pub(super) fn received<'s>(
    lowering: &mut Lowering<'_, 's>,
    item: &PathItem<'s>,
    headers_are_read: bool,
) -> Vec<Type> {
    let mut types = Vec::new();
    for operation in &item.operations {
        let answers = operation.responses.iter();
        let mut answers = answers.map(|(_, answer)| answer);
        let has_types =
            |answer: &Response<'_>| !answer.content.is_empty() || !answer.headers.is_empty();
        let mut parameters = operation.parameters.iter();
        let is_read = |location| headers_are_read && location == Location::Header;
        let has_others = parameters.any(|parameter| !is_read(parameter.location));
        if has_others || answers.any(has_types) {
            let (message, label) = match headers_are_read {
                true => (
                    "only the body and the headers of a webhook have types",
                    "its other parameters and its answers have none",
                ),
                false => (
                    "only the body of a callback has a type",
                    "its parameters and answers have none",
                ),
            };
            let report = lowering.report;
            let found = report.at_key(Code::Inert, operation.node, message);
            report.add(found.label(label).once());
        }
        let hint = payload_hint(item, operation);
        let content = operation.body.iter().flat_map(|body| &body.content);
        for media in content.clone() {
            gaps::note_inert(lowering, media, "a body that is received");
        }
        for schema in content.filter_map(|media| media.schema) {
            let ty = lowering.typed(schema, Use::RECEIVED, &hint).inner();
            lowering.arriving.push(ty.clone());
            types.push(ty);
        }
    }
    types
}

/// The words that name the type of what a webhook or a callback sends.
pub(super) fn payload_hint(item: &PathItem<'_>, operation: &openapi::Operation<'_>) -> Hint {
    Hint::new(operation.id.unwrap_or(item.path)).then("payload")
}

/// The operationId, or a name made from method and path.
fn id(path: &str, operation: &openapi::Operation<'_>) -> String {
    let made = || format!("{} {path}", operation.method);
    operation.id.map_or_else(made, str::to_owned)
}

/// What is the same for every way to send an operation.
struct Shared<'a, 's> {
    operation: &'a openapi::Operation<'s>,
    /// What the file of names knows it by.
    route: String,
    path: &'s str,
    id: String,
    /// The operationId that names its types, which no other operation has.
    called: Option<&'s str>,
    parameters: Vec<Argument>,
    declared: streams::Declared<'s>,
    read: answers::Read,
    errors: Errors,
    headers: Vec<Headers>,
    security: Vec<Vec<CredentialId>>,
    server: Option<OwnServer>,
    docs: Docs,
    is_list: bool,
    without: Vec<Gap>,
    /// The name of the argument that is the body, which the description gives it.
    said_of_body: Option<names::Said>,
}

/// The calls of an operation: one for each media type of its body.
fn ways<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &'s str,
    operation: &openapi::Operation<'s>,
    called: Option<&'s str>,
    common: &Common<'_, 's>,
    lists: &mut pages::Lists<'s>,
) -> Result<Vec<PlacedCall<'s>>, Reason> {
    let id = id(path, operation);
    let server = servers::own(lowering, &operation.servers, common.servers, &id);
    let hint = Hint::new(called.unwrap_or(&id));
    let mut gaps = Gaps::default();
    let parameters = arguments::lower(lowering, path, operation, &hint, &mut gaps)?;
    let ways = body::lower(lowering, path, operation, &hint, &mut gaps)?;
    let declared = streams::declared(lowering, operation);
    let read = answers::read(lowering, path, operation, &hint, &declared, &mut gaps);
    let errors = errors::errors(lowering, operation, &hint);
    let headers = headers::headers(lowering, operation, &hint);
    let security = operation.security.as_deref().unwrap_or(common.security);
    let mut docs = docs::of(lowering, path, operation);
    docs.blocks.extend(security::documented(security));
    let security = security::needed(
        lowering,
        path,
        operation,
        security,
        common.schemes,
        &mut gaps,
    );
    let own = &operation.servers;
    docs.blocks
        .extend(server.as_ref().map(|_| docs::of_server(own)));
    docs.blocks.extend(answers::docs_of_redirect(operation));
    docs.blocks.extend(answers::docs_of_undescribed(operation));
    let is_list = answers::is_list(lowering, path, &read.answer.success);
    gaps.note_unplaced(path, operation);
    gaps.note_losses(lowering, operation, common.losses);
    let said_of_body = said_of_body(lowering, operation, &ways);
    let shared = Shared {
        operation,
        route: lowering.names.route(operation.method, path),
        path,
        id,
        called,
        parameters,
        declared,
        read,
        errors,
        headers,
        security,
        server,
        docs,
        is_list,
        without: gaps.finish(),
        said_of_body,
    };
    let ways = ways.into_iter();
    let calls: Vec<_> = ways
        .map(|way| shared.call(lowering, way, common, lists))
        .collect();
    if let Some(first) = calls.first() {
        streams::report(lowering, operation, &first.call, &shared.declared);
    }
    Ok(calls)
}

/// The name of the argument that is the body, which the description gives it. A body that is made of fields is none.
fn said_of_body(
    lowering: &Lowering<'_, '_>,
    operation: &openapi::Operation<'_>,
    ways: &[Sending],
) -> Option<names::Said> {
    let body = operation.body.as_ref()?;
    let said = lowering.names.said(body.node, names::snake);
    if ways.iter().all(|way| way.body.is_none()) {
        let help = "`x-property-names` of its schema names the fields";
        lowering.names.note_unused(
            body.node,
            "the body is made of fields, which are arguments",
            help,
        );
    }
    said
}

impl<'s> Shared<'_, 's> {
    /// The call that sends the operation in one way.
    fn call(
        &self,
        lowering: &mut Lowering<'_, 's>,
        mut way: Sending,
        common: &Common<'_, 's>,
        lists: &mut pages::Lists<'s>,
    ) -> PlacedCall<'s> {
        let operation = self.operation;
        let mut route = self.route.clone();
        let mut request = names::upper_camel(self.called.unwrap_or(&self.id));
        let mut docs = self.docs.clone();
        if let (Some(key), Some(variant)) = (&way.key, &way.variant) {
            route = lowering
                .names
                .route_of_way(&route, operation.method, self.path, key);
            request = names::with_end(&request, &names::upper_camel(&format!("as {variant}")));
            docs.blocks.push(docs::of_variant(&way));
        }
        if way.fields.is_some() {
            docs.blocks.extend(docs::of_body(lowering, operation));
        }
        let mut arguments = self.parameters.clone();
        arguments.append(&mut way.arguments);
        let repeats = repeats::of(lowering, operation, &arguments, common.repeats);
        docs.blocks
            .extend(repeats::documented(operation.method, &repeats));
        let switch = streams::switch(lowering, operation, &way, &arguments, &self.declared);
        let answer = &self.read.answer;
        let mut others = self.read.others.clone();
        let switch = switch.filter(|switch| answers::set(answer, &mut others, &mut docs, switch));
        let mut server = self.server.clone();
        let named = arguments::Named {
            arguments: &mut arguments,
            body: way.body.as_mut(),
            said_of_body: self.said_of_body.clone(),
            others: &mut others,
            server: server.as_mut(),
        };
        arguments::settle(lowering, &route, named);
        let call = pages::Call {
            id: &self.id,
            route: &route,
            path: self.path,
            arguments: &arguments,
            body: way.body.as_ref(),
            success: &answer.success,
        };
        let pagination = pages::recognise(lowering, operation, common.servers, lists, &call);
        let gives_list = pagination.is_some() || self.is_list;
        let said = lowering.names.said(operation.node, names::snake);
        let said = said.map(|said| match &way.variant {
            None => said,
            Some(variant) => said.with_end(&names::as_variant(variant)),
        });
        let call = Operation {
            // The method and the constant are named once the resources are known.
            name: String::new(),
            constant: String::new(),
            request,
            alias: operation.id.map(str::to_owned),
            id: self.id.clone(),
            docs,
            deprecated: operation.deprecated,
            method: operation.method.to_owned(),
            path: template(self.path),
            server,
            arguments,
            body: way.body,
            fields: way.fields,
            variant: way.variant,
            // Callbacks are lowered once all calls are.
            callbacks: Vec::new(),
            answer: answer.clone(),
            conditional: self.read.conditional && pagination.is_none(),
            others,
            switch,
            errors: self.errors.clone(),
            headers: self.headers.clone(),
            security: self.security.clone(),
            repeats,
            pagination,
            without: self.without.clone(),
            spot: spot(operation.node),
        };
        PlacedCall {
            route,
            path: self.path,
            id: self.called,
            summary: operation.summary,
            tags: operation.tags.clone(),
            gives_list,
            said,
            call,
        }
    }
}

/// `/jobs/{id}`, taken apart. A path without its leading slash gets one.
fn template(path: &str) -> Path {
    let mut segments = Vec::new();
    let mut rest = path;
    let mut text = if path.starts_with('/') { "" } else { "/" }.to_owned();
    for name in openapi::placeholders(path) {
        let placeholder = format!("{{{name}}}");
        let Some(at) = rest.find(&placeholder) else {
            continue;
        };
        text.push_str(&rest[..at]);
        rest = &rest[at + placeholder.len()..];
        if !text.is_empty() {
            segments.push(Segment::Text(std::mem::take(&mut text)));
        }
        segments.push(Segment::Argument(name.to_owned()));
    }
    text.push_str(rest);
    if !text.is_empty() {
        segments.push(Segment::Text(text));
    }
    Path(segments)
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn a_path_is_taken_apart_and_written_again() {
        for (path, count) in [
            ("/jobs", 1),
            ("/jobs/{id}/events", 3),
            ("/jobs/{a}-{b}", 4),
            ("/{a}{b}?as=json#newest", 4),
        ] {
            let template = template(path);
            assert_eq!(template.0.len(), count, "{path}");
            assert_eq!(template.to_string(), path);
        }
        assert_eq!(template("jobs").to_string(), "/jobs");
    }
}
