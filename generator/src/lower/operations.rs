//! Operations → calls: parameters, body, what success and failure give. What cannot be sent
//! yet is left out with a warning.

use super::context::Lowering;
use super::drafts::{Typed, Use};
use super::hint::Hint;
use super::names::{self, Argument};
use super::spot::spot;
use super::types::add_bounds;
use super::{docs, pages};
use crate::api::{Body, Docs, Operation, Parameter, ParameterPlace, Success, Type, TypeId};
use crate::diagnostic::Code;
use crate::media::MediaType;
use crate::openapi::{
    self, Content, Location, Need, ParameterForm, PathItem, Requirement, Server, Status, Style,
};
use crate::source::{Node, Value};

/// A call and what its place among the resources follows from.
pub(super) struct PlacedCall<'s> {
    /// `POST /videos`
    pub route: String,
    pub path: &'s str,
    pub id: Option<&'s str>,
    pub tags: Vec<&'s str>,
    /// The answer is a list.
    pub gives_list: bool,
    pub call: Operation,
}

/// Beside the handle; with more of them nobody knows the place of each, so that what is not in the
/// path is set by name.
const MOST_ARGUMENTS: usize = 6;

/// The methods that have a constant in `http`.
const METHODS: &[&str] = &[
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT",
];

/// Every operation that a client can send.
pub(super) fn calls<'s>(
    lowering: &mut Lowering<'_, 's>,
    paths: &[PathItem<'s>],
    credentials: &[&str],
    security: &[Requirement<'s>],
    servers: &[Server<'s>],
) -> Vec<PlacedCall<'s>> {
    let mut calls = Vec::new();
    for item in paths {
        for operation in &item.operations {
            match call(
                lowering,
                item.path,
                operation,
                credentials,
                security,
                servers,
            ) {
                Ok(call) => calls.push(call),
                Err(why) => {
                    let id = operation.id.map_or_else(
                        || format!("{} {}", operation.method, item.path),
                        str::to_owned,
                    );
                    let message = format!("`{id}` is left out: {why}");
                    lowering.report.add(lowering.report.at_key(
                        Code::SkippedOperation,
                        operation.node,
                        message,
                    ));
                }
            }
        }
    }
    calls
}

/// The types of what a webhook or a callback sends: they are received, never called.
pub(super) fn received<'s>(lowering: &mut Lowering<'_, 's>, item: &PathItem<'s>) {
    for operation in &item.operations {
        let hint = Hint::new(operation.id.unwrap_or(item.path)).then("payload");
        let content = operation.body.iter().flat_map(|body| &body.content);
        for schema in content.filter_map(|media| media.schema) {
            lowering.typed(schema, Use::RECEIVED, &hint);
        }
    }
}

fn call<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &'s str,
    operation: &openapi::Operation<'s>,
    credentials: &[&str],
    security: &[Requirement<'s>],
    servers: &[Server<'s>],
) -> Result<PlacedCall<'s>, String> {
    let id = operation
        .id
        .map_or_else(|| format!("{} {path}", operation.method), str::to_owned);
    let base = Hint::new(operation.id.unwrap_or(&id));
    if !METHODS.contains(&operation.method) {
        return Err(format!("its method is {}", operation.method));
    }
    if lives_elsewhere(&operation.servers, servers) {
        return Err(format!("it lives at {}", operation.servers[0].url));
    }
    let (mut path_parameters, mut required_parameters, mut optional_parameters) =
        parameters(lowering, path, operation, &base)?;
    let bodies = usize::from(operation.body.as_ref().is_some_and(|body| body.required));
    if path_parameters.len() + required_parameters.len() + bodies > MOST_ARGUMENTS {
        for parameter in &mut required_parameters {
            let blocks = &mut parameter.docs.blocks;
            blocks.insert(0, docs::sentence("**Required.**"));
        }
        optional_parameters.splice(..0, required_parameters.drain(..));
    }
    let mut body = operation
        .body
        .as_ref()
        .map(|body| request_body(lowering, body, &base))
        .transpose()?;
    let parameters = path_parameters.iter_mut().chain(&mut required_parameters);
    let parameters = parameters.chain(&mut optional_parameters);
    let route = format!("{} {path}", operation.method);
    name_arguments(lowering, &route, parameters.collect(), body.as_mut());
    let success = success(lowering, operation, &base)?;
    let error = error(lowering, operation, &base);
    let security = operation.security.as_deref().unwrap_or(security);
    let security = needed(security, credentials)?;
    let pagination = match &success {
        Success::Json(Type::Named(list)) if operation.method == "GET" => {
            pages::recognise(lowering, *list, &optional_parameters)
        }
        _ => None,
    };
    if pagination.is_some() {
        let message = format!("`{id}` is read page by page");
        lowering.report.add(
            lowering
                .report
                .at_key(Code::Pagination, operation.node, message),
        );
    }
    let gives_list = pagination.is_some() || gives_list(lowering, path, &success);
    let docs = operation_docs(lowering, path, operation);
    let call = Operation {
        name: String::new(),
        request: names::upper_camel(&id),
        constant: String::new(),
        alias: operation.id.map(str::to_owned),
        id,
        docs,
        deprecated: operation.deprecated,
        method: operation.method.to_owned(),
        path: if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        },
        path_parameters,
        required_parameters,
        optional_parameters,
        body,
        success,
        error,
        security,
        pagination,
        spot: spot(operation.node),
    };
    Ok(PlacedCall {
        route,
        path,
        id: operation.id,
        tags: operation.tags.clone(),
        gives_list,
        call,
    })
}

/// Names what a call takes: the parameters and the body share one scope.
fn name_arguments(
    lowering: &Lowering<'_, '_>,
    route: &str,
    parameters: Vec<&mut Parameter>,
    body: Option<&mut Body>,
) {
    let mut arguments: Vec<Argument<'_>> = Vec::new();
    let mut names: Vec<&mut String> = Vec::new();
    for Parameter {
        name, key, place, ..
    } in parameters
    {
        arguments.push(match place {
            ParameterPlace::Path => Argument::Path(key),
            ParameterPlace::Query => Argument::Query(key),
            ParameterPlace::Header => Argument::Header(key),
        });
        names.push(name);
    }
    let word = body.as_ref().map(|body| body.name.clone());
    arguments.extend(word.as_deref().map(Argument::Body));
    names.extend(body.map(|body| &mut body.name));
    let given = lowering.names.arguments(route, &arguments);
    for (name, given) in names.into_iter().zip(given) {
        *name = given;
    }
}

/// Where the API is: at the servers of the document, unless all operations name the same others.
pub(super) fn servers<'d, 's>(
    paths: &'d [PathItem<'s>],
    all: &'d [Server<'s>],
) -> &'d [Server<'s>] {
    let operations = paths.iter().flat_map(|item| &item.operations);
    let mut own = operations.map(|operation| operation.servers.as_slice());
    let first = own.next().unwrap_or_default();
    let here = |own: &[Server<'_>]| !own.is_empty() && !lives_elsewhere(own, first);
    if here(first) && own.all(here) {
        first
    } else {
        all
    }
}

/// Whether an operation lives at another address than the rest of the API.
fn lives_elsewhere(own: &[Server<'_>], all: &[Server<'_>]) -> bool {
    let address = |server: &Server<'_>| server.address().trim_end_matches('/').to_owned();
    let first = all.first().map(address);
    !own.is_empty() && !own.iter().any(|own| Some(address(own)) == first)
}

fn operation_docs(
    lowering: &Lowering<'_, '_>,
    path: &str,
    operation: &openapi::Operation<'_>,
) -> Docs {
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(operation.summary.unwrap_or(""), base);
    let description = operation.description.filter(|text| {
        Some(text.trim().trim_end_matches('.'))
            != operation
                .summary
                .map(|text| text.trim().trim_end_matches('.'))
    });
    docs.blocks
        .extend(docs::docs(description.unwrap_or(""), base).blocks);
    docs.blocks.push(docs::sentence(docs::code(&format!(
        "{} {path}",
        operation.method
    ))));
    if let Some(url) = operation
        .docs_url
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    {
        docs.blocks
            .extend(docs::docs(&format!("See {url}"), base).blocks);
    }
    docs
}

type Parameters = (Vec<Parameter>, Vec<Parameter>, Vec<Parameter>);

/// Those of the path, the others that must be given, and those that may.
fn parameters<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &str,
    operation: &openapi::Operation<'s>,
    base: &Hint,
) -> Result<Parameters, String> {
    let (mut in_path, mut required, mut optional) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen: Vec<&str> = Vec::new();
    for name in openapi::placeholders(path) {
        if seen.contains(&name) {
            return Err(format!("`{{{name}}}` stands twice in its path"));
        }
        seen.push(name);
        let declared = operation
            .parameters
            .iter()
            .find(|parameter| parameter.location == Location::Path && parameter.name == name);
        in_path.push(match declared {
            Some(declared) => parameter(lowering, declared, ParameterPlace::Path, base)?,
            None => Parameter {
                name: String::new(),
                key: name.to_owned(),
                place: ParameterPlace::Path,
                ty: Type::String,
                docs: Docs::default(),
                deprecated: false,
                example: None,
                spot: spot(operation.node),
            },
        });
    }
    for declared in &operation.parameters {
        if declared.name.is_empty() {
            // The reader has said so.
            if declared.required && declared.location != Location::Path {
                return Err("a parameter that it needs has no name".to_owned());
            }
            continue;
        }
        let place = match declared.location {
            Location::Path => continue,
            Location::Query => ParameterPlace::Query,
            Location::Header => ParameterPlace::Header,
            Location::Cookie if declared.required => {
                return Err(format!("it needs the cookie `{}`", declared.name));
            }
            Location::Cookie => {
                let message = format!("the cookie `{}` cannot be set yet", declared.name);
                ignored(lowering, declared, message);
                continue;
            }
            Location::QueryString => {
                return Err("it takes its whole query as one parameter".to_owned());
            }
        };
        match parameter(lowering, declared, place, base) {
            Ok(lowered) if declared.required => required.push(lowered),
            Ok(lowered) => optional.push(lowered),
            Err(why) if declared.required => return Err(why),
            Err(why) => {
                ignored(lowering, declared, format!("{why}, so it cannot be set"));
            }
        }
    }
    Ok((in_path, required, optional))
}

fn ignored(lowering: &Lowering<'_, '_>, declared: &openapi::Parameter<'_>, message: String) {
    let report = lowering.report;
    let found = report.at(Code::IgnoredParameter, declared.node, message);
    report.add(found.once());
}

fn parameter<'s>(
    lowering: &mut Lowering<'_, 's>,
    declared: &openapi::Parameter<'s>,
    place: ParameterPlace,
    base: &Hint,
) -> Result<Parameter, String> {
    let ParameterForm::Styled {
        schema,
        style,
        explode,
        allow_reserved,
    } = &declared.form
    else {
        return Err(format!("`{}` travels in a media type", declared.name));
    };
    let ty = match schema {
        Some(schema) => {
            lowering
                .typed(*schema, Use::SENT, &base.then(declared.name))
                .ty
        }
        None => Type::String,
    };
    let default_style = match place {
        ParameterPlace::Path | ParameterPlace::Header => *style == Style::Simple,
        ParameterPlace::Query => *style == Style::Form && *explode,
    };
    let scalar = lowering.is_scalar(&ty);
    let list_of_scalars = matches!(&ty, Type::List(item) if lowering.is_scalar(item));
    let sendable = match place {
        // Of a scalar, `simple` and `form` look alike whether exploded or not.
        ParameterPlace::Query => {
            (scalar && *style == Style::Form) || (list_of_scalars && default_style)
        }
        _ => scalar && default_style,
    };
    if !sendable || *allow_reserved {
        return Err(format!(
            "the style of `{}` is not supported yet",
            declared.name
        ));
    }
    let mut docs = docs::docs(
        declared.description.unwrap_or(""),
        lowering.link_base.as_deref(),
    );
    if let Some(schema) = schema {
        let flat = lowering.schemas.flat(*schema);
        if docs.blocks.is_empty() {
            docs = docs::docs(
                flat.annotations.description.unwrap_or(""),
                lowering.link_base.as_deref(),
            );
        }
        add_bounds(&mut docs, &flat);
    }
    if docs.blocks.is_empty() {
        docs.blocks.push(docs::sentence(docs::code(declared.name)));
    }
    let alone = declared
        .examples
        .iter()
        .find(|example| example.name.is_none());
    let example = alone.and_then(|example| literal(example.node, &ty));
    Ok(Parameter {
        name: String::new(),
        key: declared.name.to_owned(),
        place,
        ty,
        docs,
        deprecated: declared.deprecated,
        example,
        spot: spot(declared.node),
    })
}

/// An example as a Rust literal, when it is short and of the right type.
fn literal(node: &Node, ty: &Type) -> Option<String> {
    match (&node.value, ty) {
        (Value::String(text), Type::String)
            if text.len() <= 40
                && text
                    .chars()
                    .all(|c| c.is_ascii_graphic() && !"\"\\".contains(c)) =>
        {
            Some(format!("\"{text}\""))
        }
        (Value::Integer(value), Type::I64 | Type::I32) => Some(value.to_string()),
        _ => None,
    }
}

impl Lowering<'_, '_> {
    /// Whether a value has a plain text form.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Bool
            | Type::I32
            | Type::I64
            | Type::U32
            | Type::U64
            | Type::F64
            | Type::String
            | Type::Timestamp
            | Type::DateTime
            | Type::Date => true,
            Type::Named(id) => matches!(
                self.types.def(*id).shape,
                crate::api::Shape::StringEnum(_) | crate::api::Shape::IntegerEnum(_)
            ),
            _ => false,
        }
    }
}

fn request_body<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    base: &Hint,
) -> Result<Body, String> {
    let sendable = |media: &&Content<'_>| {
        is_json(media) && media.name.chars().all(|c| c.is_ascii_graphic() || c == ' ')
    };
    let Some(media) = body.content.iter().find(sendable) else {
        let names: Vec<&str> = body.content.iter().map(called).collect();
        return Err(format!(
            "its body is {}",
            if names.is_empty() {
                "undescribed".to_owned()
            } else {
                names.join(" or ")
            }
        ));
    };
    let ty = json_type(lowering, media, Use::SENT, &base.then("request"));
    let name = match &ty {
        Type::Named(_) => "request",
        _ => "body",
    };
    let mut docs = docs::docs(
        body.description.unwrap_or(""),
        lowering.link_base.as_deref(),
    );
    docs.blocks.truncate(1);
    Ok(Body {
        name: name.to_owned(),
        required: body.required,
        ty,
        media_type: media.name.to_owned(),
        docs,
        spot: spot(body.node),
    })
}

/// The name of a media type, where it has one.
fn called<'s>(media: &Content<'s>) -> &'s str {
    match media.name {
        "" => "no media type",
        name => name,
    }
}

fn json_type<'s>(
    lowering: &mut Lowering<'_, 's>,
    media: &Content<'s>,
    used: Use,
    hint: &Hint,
) -> Type {
    match media.schema {
        None => Type::Json,
        Some(schema) => lowering.typed(schema, used, hint).inner(),
    }
}

/// JSON, or a range that covers it.
pub(super) fn is_json(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::may_be_json)
}

/// What a successful answer gives: the one body that the 2xx answers describe.
fn success<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &openapi::Operation<'s>,
    base: &Hint,
) -> Result<Success, String> {
    let is_success = |status: &Status| matches!(status, Status::Code(200..=299) | Status::Range(2));
    let mut answers: Vec<_> = operation
        .responses
        .iter()
        .filter(|(status, _)| is_success(status))
        .collect();
    if answers.is_empty() {
        answers = operation
            .responses
            .iter()
            .filter(|(status, _)| *status == Status::Default)
            .collect();
    }
    let mut found: Option<Success> = None;
    for (_, answer) in answers
        .iter()
        .filter(|(_, answer)| !answer.content.is_empty())
    {
        let Some(media) = answer.content.iter().find(|media| is_json(media)) else {
            return Err(format!("it answers with {}", called(&answer.content[0])));
        };
        let success = match media.schema {
            None => Success::Json(Type::Json),
            Some(_) => Success::Json(json_type(
                lowering,
                media,
                Use::RECEIVED,
                &base.then("response"),
            )),
        };
        match &found {
            None => found = Some(success),
            Some(known) if *known == success => {}
            Some(_) => return Err("its successful answers have several bodies".to_owned()),
        }
    }
    let with_body = found.is_some();
    let without = answers.iter().any(|(_, answer)| answer.content.is_empty());
    if with_body && without {
        return Err("some of its successful answers have a body and some have none".to_owned());
    }
    Ok(found.unwrap_or(Success::Nothing))
}

/// The body that all errors of the operation share.
fn error<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &openapi::Operation<'s>,
    base: &Hint,
) -> Option<TypeId> {
    let mut found = None;
    let is_error = |status: &Status| {
        matches!(
            status,
            Status::Code(400..) | Status::Range(4 | 5) | Status::Default
        )
    };
    for (_, answer) in operation
        .responses
        .iter()
        .filter(|(status, _)| is_error(status))
    {
        let Some(schema) = answer
            .content
            .iter()
            .find(|media| is_json(media))
            .and_then(|media| media.schema)
        else {
            continue;
        };
        let Typed {
            ty: Type::Named(id),
            ..
        } = lowering.typed(schema, Use::RECEIVED, &base.then("error"))
        else {
            return None;
        };
        if found.is_some_and(|known| known != id) {
            return None;
        }
        found = Some(id);
    }
    found
}

fn gives_list(lowering: &Lowering<'_, '_>, path: &str, success: &Success) -> bool {
    let mut answer = match success {
        Success::Json(ty) => ty,
        Success::Nothing => return false,
    };
    while let Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) = answer {
        answer = inner;
    }
    match answer {
        Type::List(_) => true,
        Type::Named(id) => {
            let def = lowering.types.def(*id);
            pages::list_field(def).is_some() || pages::holds_list_of(def, path)
        }
        _ => false,
    }
}

/// The alternatives that a client can satisfy, by the index of the credential.
fn needed(security: &[Requirement<'_>], credentials: &[&str]) -> Result<Vec<Vec<usize>>, String> {
    let index = |need: &Need<'_>| credentials.iter().position(|known| *known == need.scheme);
    let usable: Vec<Vec<usize>> = security
        .iter()
        .filter_map(|all| all.iter().map(index).collect())
        .collect();
    if usable.is_empty() && !security.is_empty() {
        let names: Vec<&str> = security.iter().flatten().map(|need| need.scheme).collect();
        return Err(format!(
            "a client cannot authenticate by {}",
            names.join(" or ")
        ));
    }
    Ok(usable)
}
