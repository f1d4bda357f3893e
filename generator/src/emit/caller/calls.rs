//! What can be named of the client and of its calls.

use super::{CRATE, Lines, letters};
use crate::api::{
    Answer, Api, Argument, Credential, EventItem, HeadersHome, Module, Operation, Scheme, Success,
    Travels, Type,
};
use crate::emit::tokens::{literal, raw};

/// The constructors, the builder, the body of errors.
pub(super) fn client(api: &Api, lines: &mut Lines<'_, '_>) {
    let made = format!("Result<{CRATE}::Client, {CRATE}::Error>");
    let taken = api.constructors.new.iter().map(|id| api.credential(*id));
    let taken: Vec<&Credential> = taken.collect();
    let count = taken.iter().map(|one| one.arguments.len()).sum();
    let new = format!("{CRATE}::Client::new({})", letters(count).join(", "));
    let schemes: Vec<String> = taken.iter().map(|one| scheme(one)).collect();
    let texts = vec!["&'static str".to_owned(); count];
    if api.has_constructors() {
        lines.function(&texts, &made, &new, &schemes.join(", "));
    }
    if api.has_constructors() && api.constructors.from_env {
        lines.function(&[], &made, &format!("{CRATE}::Client::from_env()"), "");
    }
    let builder = format!("{CRATE}::ClientBuilder");
    let mut setter = |name: &str, count: usize, wire: &str| {
        let mut arguments = vec![builder.clone()];
        arguments.extend(vec!["&'static str".to_owned(); count]);
        let values = &letters(count + 1)[1..];
        let set = format!("a0.{}({})", raw(name), values.join(", "));
        lines.function(&arguments, &builder, &set, wire);
    };
    for credential in &api.credentials {
        let scheme = scheme(credential);
        setter(&credential.name, credential.arguments.len(), &scheme);
    }
    for setting in &api.settings {
        setter(&setting.name, 1, &literal(&setting.header));
    }
    if let Some(error) = &api.error {
        let shown = lines.ty(&Type::Named(error.shown));
        let gives = format!("Option<&{shown}>");
        lines.function(&[format!("&{CRATE}::Error")], &gives, "a0.api_error()", "");
    }
}

fn scheme(credential: &Credential) -> String {
    match &credential.scheme {
        Scheme::Bearer => "bearer".to_owned(),
        Scheme::Basic => "basic".to_owned(),
        Scheme::Header(name) => format!("header {}", literal(name)),
        Scheme::Query(name) => format!("query {}", literal(name)),
        Scheme::Cookie(name) => format!("cookie {}", literal(name)),
    }
}

/// The handle of a resource: the methods that lead to the resources below it, and its calls.
pub(super) fn handle(module: &Module, path: &str, lines: &mut Lines<'_, '_>) {
    let Some(handle) = &module.handle else {
        return;
    };
    let own = format!("{path}::{}", handle.name);
    for child in &module.children {
        if let Some(below) = &child.handle {
            let name = raw(&child.name);
            let gives = format!("{path}::{name}::{}", below.name);
            lines.function(&[format!("&{own}")], &gives, &format!("a0.{name}()"), "");
        }
    }
    for operation in &handle.operations {
        call(operation, &own, path, lines);
    }
}

fn call(operation: &Operation, own: &str, path: &str, lines: &mut Lines<'_, '_>) {
    let Operation {
        method, path: at, ..
    } = operation;
    let mut arguments = vec![format!("&{own}")];
    let mut wire = vec![format!("{method} {}", literal(&at.to_string()))];
    for argument in operation.required() {
        arguments.push(lines.ty(&argument.ty));
        wire.push(travels(argument));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.push(lines.ty(&body.payload.ty));
        wire.push(format!("body {}", literal(&body.payload.media)));
    }
    let values = &letters(arguments.len())[1..];
    let made = format!("a0.{}({})", raw(&operation.name), values.join(", "));
    let wire = wire.join(", ");
    let request = format!("{path}::{}", raw(&operation.request));
    lines.function(&arguments, &request, &made, &wire);
    let mut option = |name: &str, ty: &Type, wire: &str| {
        let arguments = [request.clone(), lines.ty(ty)];
        let set = format!("a0.{}(a1)", raw(name));
        lines.function(&arguments, &request, &set, wire);
    };
    for argument in operation.optional() {
        option(&argument.name, &argument.ty, &travels(argument));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let wire = format!("body {}", literal(&body.payload.media));
        option(&body.name, &body.payload.ty, &wire);
    }
    answer(operation, request, lines);
}

/// What awaiting the request gives, and its pages.
fn answer(operation: &Operation, request: String, lines: &mut Lines<'_, '_>) {
    let arguments = &[request];
    let answer = match &operation.pagination {
        Some(pages) => {
            let list = lines.ty(&pages.list);
            for (method, ty) in [("items", "Items"), ("pages", "Pages")] {
                let gives = format!("{CRATE}::{ty}<{list}>");
                lines.function(arguments, &gives, &format!("a0.{method}()"), "");
            }
            format!("{CRATE}::Page<{list}>")
        }
        None => success(&operation.answer.success, lines),
    };
    for other in &operation.others {
        let read = success(&other.reading.success, lines);
        let about = format!("answer {}", literal(&other.media));
        let plain = (Some(&other.name), format!("{CRATE}::Pending<{read}>"));
        let whole = format!("{CRATE}::Pending<{CRATE}::Response<{read}>>");
        for (name, gives) in [plain, (other.with_response.as_ref(), whole)] {
            if let Some(name) = name {
                let made = format!("a0.{}()", raw(name));
                lines.function(arguments, &gives, &made, &about);
            }
        }
    }
    if operation.conditional {
        let gives = format!("{CRATE}::Pending<{CRATE}::Response<Option<{answer}>>>");
        lines.function(arguments, &gives, "a0.if_changed(\"\")", "");
    }
    let body = format!(
        "drop(async move {{ let answer: {answer} = a0.await?; Ok::<_, {CRATE}::Error>(answer) }})"
    );
    lines.function(arguments, "()", &body, "");
    errors(operation, lines);
    headers(operation, lines);
}

/// The enum of errors by status, which the first call of an operation defines.
fn errors(operation: &Operation, lines: &mut Lines<'_, '_>) {
    let by_status = operation.errors.by_status.as_ref();
    let Some(by_status) = by_status.filter(|by_status| by_status.is_defined) else {
        return;
    };
    let name = format!("{CRATE}::{}", by_status.name);
    let gives = format!("Option<{name}>");
    let wire = format!("errors of {}", literal(&operation.id));
    let error = format!("&{CRATE}::Error");
    lines.function(&[error], &gives, &format!("{name}::of(a0)"), &wire);
    let variants = operation.errors.variants.iter();
    // The type of bytes is none of the client's own.
    for variant in variants.filter(|variant| !variant.is_bytes()) {
        let status = variant
            .keeps_status()
            .then(|| format!("{CRATE}::StatusCode"));
        let ty = variant.ty.as_ref().map(|ty| lines.ty(ty));
        let arguments: Vec<String> = status.into_iter().chain(ty).collect();
        let made = match &letters(arguments.len())[..] {
            [] => format!("{name}::{}", variant.name),
            letters => format!("{name}::{}({})", variant.name, letters.join(", ")),
        };
        lines.function(&arguments, &name, &made, &format!("{:?}", variant.statuses));
    }
}

/// The structs of headers, which the first call of an operation defines.
fn headers(operation: &Operation, lines: &mut Lines<'_, '_>) {
    let headers = operation.headers.iter();
    for headers in headers.filter(|headers| headers.home != HeadersHome::OtherCall) {
        let name = format!("{CRATE}::{}", headers.name);
        let gives = format!("Result<{name}, {CRATE}::Error>");
        let map = format!("&{CRATE}::HeaderMap");
        let of = match &headers.home {
            HeadersHome::Shared(response) => &response.place,
            HeadersHome::Here | HeadersHome::OtherCall => &operation.id,
        };
        let wire = format!("headers of {}", literal(of));
        lines.function(&[map], &gives, &format!("{name}::of(a0)"), &wire);
        for field in &headers.fields {
            let ty = lines.ty(&field.ty);
            let ty = match field.required {
                true => ty,
                false => format!("Option<{ty}>"),
            };
            let value = format!("&a0.{}", raw(&field.name));
            lines.function(
                &[format!("&{name}")],
                &format!("&{ty}"),
                &value,
                &literal(&field.key),
            );
        }
    }
}

/// What reading an answer gives.
fn success(success: &Success, lines: &Lines<'_, '_>) -> String {
    match success {
        Success::Nothing => "()".to_owned(),
        Success::One(answer) => body(answer, lines),
        Success::ByStatus(by_status) => format!("{CRATE}::{}", by_status.name),
    }
}

/// The type of the body of an answer.
fn body(answer: &Answer, lines: &Lines<'_, '_>) -> String {
    match answer {
        Answer::Json(ty) | Answer::Xml(ty, _) => lines.ty(ty),
        Answer::Text => "String".to_owned(),
        Answer::Download => format!("{CRATE}::Download"),
        Answer::Events(events) => {
            let item = match &events.item {
                EventItem::Raw => format!("{CRATE}::RawEvent"),
                EventItem::Json(ty) => lines.ty(ty),
                EventItem::ByName(union) => format!("{CRATE}::{}", union.name),
            };
            format!("{CRATE}::EventStream<{item}>")
        }
        Answer::Items(items) => format!("{CRATE}::JsonStream<{}>", lines.ty(&items.ty)),
    }
}

/// Where an argument travels, and by which key.
fn travels(argument: &Argument) -> String {
    match &argument.travels {
        // Its place in the path says which it is.
        Travels::Path(_) => "path".to_owned(),
        travels => format!("{} {}", travels.place(), literal(&argument.key)),
    }
}
