//! The text of calls: takes the API, an operation and its arguments, gives an expression in Rust.

use std::fmt::Display;

use proc_macro2::Literal;
use serde_json::Value;

use super::given::{CallText, Given, GivenFile, GivenValue, GivenVariant, Gives, Part, Unknown};
use super::imports::Homes;
use super::tokens;
use super::values::scalar;
use crate::api::{
    Answer, Api, Argument, ComeWith, Headers, Module, Operation, Scheme, Statuses, Success,
    Travels, Type,
};
use crate::media::MediaType;
use crate::type_text::{Name, type_text};

/// An operation and the accessors that lead to it.
pub(super) struct Found<'a> {
    accessors: Vec<&'a str>,
    pub operation: &'a Operation,
}

/// A call, and what it gives.
pub(crate) fn call(
    api: &Api,
    library: &str,
    wanted: &str,
    media: Option<&str>,
    accept: Option<&str>,
    arguments: &[Given<'_>],
) -> Result<CallText, Unknown> {
    let found = find(api, wanted, media)?;
    let operation = found.operation;
    let mut others = operation.others.iter();
    let other = others.find(|other| Some(other.reading.accept.as_str()) == accept);
    let other = other.filter(|_| accept != Some(&operation.answer.accept));
    let reading = other.map_or(&operation.answer, |other| &other.reading);
    let is_paged = operation.pagination.is_some() && other.is_none();
    let mut request = request(api, library, &found, arguments)?;
    if let Some(other) = other {
        request += &format!(".{}()", tokens::raw(&other.name));
    }
    Ok(CallText {
        request,
        gives: match is_paged {
            true => Gives::Pages,
            false => gives(&reading.success),
        },
        has_response: other.is_none(),
        variants: variants(library, &reading.success),
        accept: reading.accept.clone(),
        headers: headers(library, operation),
        is_described: is_described(api, library, operation),
    })
}

pub(super) fn gives(success: &Success) -> Gives {
    match success {
        Success::Nothing => Gives::Nothing,
        Success::One(answer) => gives_body(answer),
        Success::ByStatus(_) => Gives::ByStatus,
    }
}

fn gives_body(answer: &Answer) -> Gives {
    match answer {
        Answer::Json(_) | Answer::Xml(..) => Gives::Json,
        Answer::Text => Gives::Text,
        Answer::Download => Gives::Download,
        Answer::Events(_) => Gives::Events,
        Answer::Items(_) => Gives::Items,
    }
}

fn variants(library: &str, success: &Success) -> Vec<GivenVariant> {
    let Success::ByStatus(by_status) = success else {
        return Vec::new();
    };
    let variants = by_status.variants.iter().map(|variant| GivenVariant {
        path: format!("{library}::{}::{}", by_status.name, variant.name),
        status: variant.statuses.iter().find_map(|statuses| match statuses {
            Statuses::Code(code) if !variant.keeps_status() => Some(*code),
            _ => None,
        }),
        gives: variant.answer.as_ref().map_or(Gives::Nothing, gives_body),
    });
    variants.collect()
}

/// The struct that reads the headers of a success.
fn headers(library: &str, operation: &Operation) -> Option<String> {
    let of_success = |headers: &&Headers| headers.come_with != ComeWith::Errors;
    let headers = operation.headers.iter().find(of_success)?;
    Some(format!("{library}::{}", headers.name))
}

/// Whether a variable `error` is one that is described.
fn is_described(api: &Api, library: &str, operation: &Operation) -> Option<String> {
    let errors = &operation.errors;
    if let Some(by_status) = &errors.by_status {
        return Some(format!(
            "{library}::{}::of(error).is_some()",
            by_status.name
        ));
    }
    errors.one()?;
    let ty = type_text(errors.types().next()?, &mut |named| match named {
        Name::Own(id) => {
            let name = &api.type_def(api.canonical(id)).name;
            format!("{library}::{}", tokens::raw(name))
        }
        Name::Known("Value") => "serde_json::Value".to_owned(),
        Name::Known(known) => format!("{library}::{known}"),
    });
    Some(format!("error.described::<{ty}>().is_some()"))
}

/// `my_api::Client::builder().api_key("…")`
pub(crate) fn builder(
    api: &Api,
    library: &str,
    secrets: &[(&str, &str)],
) -> Result<String, Unknown> {
    let mut text = format!("{library}::Client::builder()");
    for (scheme, secret) in secrets {
        let mut credentials = api.credentials.iter();
        let Some(credential) = credentials.find(|credential| credential.key == *scheme) else {
            let known = api.credentials.iter().map(|known| known.key.as_str());
            return Err(Unknown::new(
                format!("the client has no credential for the security scheme `{scheme}`"),
                format!("it has {}", list(known)),
            ));
        };
        let literal = |text: &str| Literal::string(text).to_string();
        let secret = match &credential.scheme {
            Scheme::Basic => {
                let (user, password) = secret.split_once(':').unwrap_or((secret, ""));
                format!("{}, {}", literal(user), literal(password))
            }
            Scheme::Bearer | Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_) => {
                literal(secret)
            }
        };
        text += &format!(".{}({secret})", tokens::raw(&credential.name));
    }
    Ok(text)
}

/// An operation by its `operationId`, else by its name in the client. Of several calls of one
/// operation, the one that sends the body in this media type, if one is given.
pub(super) fn find<'a>(
    api: &'a Api,
    wanted: &str,
    media: Option<&str>,
) -> Result<Found<'a>, Unknown> {
    let mut all = Vec::new();
    operations(&api.root, &mut Vec::new(), &mut all);
    let by_id = |found: &Found<'_>| found.operation.id == wanted;
    let by_name = |found: &Found<'_>| found.name() == wanted;
    let is_it: &dyn Fn(&Found<'_>) -> bool = match all.iter().any(by_id) {
        true => &by_id,
        false => &by_name,
    };
    if !all.iter().any(is_it) {
        return Err(Unknown::new(
            format!("the client has no operation `{wanted}`"),
            format!("it has {}", list(all.iter().take(12).map(Found::name))),
        ));
    }
    all.retain(is_it);
    let described = |found: &Found<'a>| found.operation.described_media();
    let at = match media {
        // A body that is not required is left out in whatever media type it is described first.
        None => Some(
            all.iter()
                .position(|found| described(found).is_none())
                .unwrap_or(0),
        ),
        Some(media) => {
            let same = |found: &Found<'a>| described(found) == Some(media);
            let covers = |found: &Found<'a>| described(found).is_some_and(|own| covers(own, media));
            let same = all.iter().position(same);
            same.or_else(|| all.iter().position(covers))
        }
    };
    match at {
        Some(at) => Ok(all.swap_remove(at)),
        None => Err(Unknown::new(
            format!(
                "the operation `{wanted}` sends no body as `{}`",
                media.unwrap_or_default()
            ),
            format!("it sends {}", list(all.iter().filter_map(described))),
        )),
    }
}

/// Whether a media type is the described one, or lies in the described range.
fn covers(described: &str, media: &str) -> bool {
    let (described, media) = (MediaType::parse(described), MediaType::parse(media));
    described
        .zip(media)
        .is_some_and(|(described, media)| described.covers(&media))
}

/// `client.jobs().list("…").limit(5)`
pub(super) fn request(
    api: &Api,
    library: &str,
    found: &Found<'_>,
    arguments: &[Given<'_>],
) -> Result<String, Unknown> {
    let homes = Homes::of(api);
    let path = |ty: &Type| tokens::path(ty, &homes).replace("crate::", &format!("{library}::"));
    let accessors = found.accessors.iter();
    let accessors = accessors.map(|name| format!(".{}()", tokens::raw(name)));
    let call = method(found.operation, arguments, &path)?;
    Ok(format!("client{}{call}", accessors.collect::<String>()))
}

impl Found<'_> {
    /// `jobs.list`
    fn name(&self) -> String {
        let accessors = self.accessors.iter();
        let accessors = accessors.map(|name| format!("{name}."));
        format!("{}{}", accessors.collect::<String>(), self.operation.name)
    }
}

fn operations<'a>(module: &'a Module, accessors: &mut Vec<&'a str>, all: &mut Vec<Found<'a>>) {
    let own = module.handle.iter().flat_map(|handle| &handle.operations);
    all.extend(own.map(|operation| Found {
        accessors: accessors.clone(),
        operation,
    }));
    for child in &module.children {
        accessors.push(&child.name);
        operations(child, accessors, all);
        accessors.pop();
    }
}

/// `` `a`, `b` ``
fn list(names: impl Iterator<Item = impl Display>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        names => names.join(", "),
    }
}

/// An argument or the body, as the method or a setter takes it.
struct Taken<'o> {
    part: Part,
    key: &'o str,
    /// The name of the setter.
    name: &'o str,
    ty: &'o Type,
    /// Whether it is a map that any keys with values are taken as.
    is_keyed: bool,
    required: bool,
    /// Whether `body` names it: it is the body, and no other argument has this name.
    is_body: bool,
}

/// What a body that is one value is called.
const BODY: &str = "body";

impl Taken<'_> {
    /// Its name for people: a body is not called by its media type.
    fn shown(&self) -> &str {
        match self.part {
            _ if self.is_body => BODY,
            Part::Body => self.name,
            _ => self.key,
        }
    }

    fn is(&self, given: &Given<'_>) -> bool {
        let named = match (given.part, self.part) {
            (Some(part), own) if part != own => return false,
            (Some(Part::Header), Part::Header) => self.key.eq_ignore_ascii_case(given.name),
            // There is only one, whatever media type names it.
            (Some(Part::Body), Part::Body) => true,
            _ => self.key == given.name,
        };
        let is_called = self.name == given.name || self.is_body && given.name == BODY;
        named || given.part.is_none() && is_called
    }
}

/// `.list("…").limit(5)`
fn method(
    operation: &Operation,
    arguments: &[Given<'_>],
    path: &dyn Fn(&Type) -> String,
) -> Result<String, Unknown> {
    let taken = taken(operation);
    if let Some(given) = arguments
        .iter()
        .find(|given| !taken.iter().any(|taken| taken.is(given)))
    {
        return Err(Unknown::new(
            format!("the operation has no argument `{}`", given.name),
            format!("it takes {}", list(taken.iter().map(Taken::shown))),
        ));
    }
    let mut required = Vec::new();
    let mut setters = String::new();
    for taken in &taken {
        match arguments.iter().rev().find(|given| taken.is(given)) {
            Some(given) => {
                let value = value(taken, given.value, path)?;
                if taken.required {
                    required.push(value);
                } else {
                    setters += &format!(".{}({value})", tokens::raw(taken.name));
                }
            }
            None if taken.required => {
                return Err(Unknown::new(
                    format!("the argument `{}` is missing", taken.shown()),
                    "the operation requires it",
                )
                .of(taken.shown()));
            }
            None => {}
        }
    }
    let method = tokens::raw(&operation.name);
    Ok(format!(".{method}({}){setters}", required.join(", ")))
}

/// What a call takes: first the arguments of the method in their order, then those of setters.
fn taken(operation: &Operation) -> Vec<Taken<'_>> {
    fn argument(argument: &Argument) -> Taken<'_> {
        Taken {
            part: match argument.travels {
                Travels::Path(_) => Part::Path,
                Travels::Query(_) | Travels::WholeQuery(_) => Part::Query,
                Travels::Header(_) => Part::Header,
                Travels::Cookie(_) => Part::Cookie,
                Travels::Field(_) | Travels::Part(_) | Travels::PartHeader(..) => Part::Field,
            },
            key: &argument.key,
            name: &argument.name,
            ty: &argument.ty,
            is_keyed: argument.taken == crate::api::Taken::Keyed,
            required: argument.required,
            is_body: false,
        }
    }
    let mut arguments = operation.arguments.iter();
    let is_taken = arguments.any(|known| known.key == BODY || known.name == BODY);
    let bodies = operation.body.iter().map(|body| Taken {
        part: Part::Body,
        key: &body.payload.media,
        name: &body.name,
        ty: &body.payload.ty,
        is_keyed: body.taken == crate::api::Taken::Keyed,
        required: body.required,
        is_body: !is_taken,
    });
    let required = operation.required().map(argument).chain(bodies);
    required.chain(operation.optional().map(argument)).collect()
}

/// An argument as Rust: a literal, or JSON text that is read as whatever type is wanted.
fn value(
    taken: &Taken<'_>,
    given: GivenValue<'_>,
    path: &dyn Fn(&Type) -> String,
) -> Result<String, Unknown> {
    let ty = taken.ty;
    let text = match (given, ty) {
        (GivenValue::Text(text), _) => text.to_owned(),
        (GivenValue::Json(Value::String(text)), Type::String) => text.clone(),
        (GivenValue::Json(Value::String(text)), Type::Upload) => {
            return Ok(text_upload(text, path));
        }
        (GivenValue::Json(value), Type::Parts) => return named_uploads(taken, value, path),
        (GivenValue::Json(Value::String(text)), Type::Items(_)) => {
            return Ok(text_upload(text, path));
        }
        (GivenValue::Json(value), _) => value.to_string(),
        (GivenValue::Files(files), _) => return uploads(taken, files, path),
    };
    let text = text.as_str();
    let wrong = |expected: &str| {
        Unknown::new(
            format!("`{}`: expected {expected}, found `{text}`", taken.shown()),
            format!("it is of the type `{}`", path(ty)),
        )
        .of(taken.shown())
    };
    let number = |expected| scalar(ty, text).ok_or_else(|| wrong(expected));
    match ty {
        Type::String => Ok(Literal::string(text).to_string()),
        Type::Bool => number("`true` or `false`"),
        Type::Integer(_) => number("an integer"),
        Type::F64 => number("a number"),
        Type::Upload => Ok(upload(text, path)),
        Type::Parts => match serde_json::from_str(text) {
            Ok(value) => named_uploads(taken, &value, path),
            Err(_) => Err(wrong("a JSON object of texts")),
        },
        Type::Items(item) => match serde_json::from_str::<Vec<Value>>(text) {
            Ok(_) => {
                let (item, text) = (path(item), Literal::string(text));
                Ok(format!("serde_json::from_str::<Vec<{item}>>({text})?"))
            }
            Err(_) => Ok(upload(text, path)),
        },
        Type::Map(held) if taken.is_keyed => match serde_json::from_str(text) {
            Ok(Value::Object(members)) => Ok(pairs(&members, &path(held))),
            _ => Err(wrong("a JSON object")),
        },
        Type::List(item) if **item == Type::Upload => Ok(format!("vec![{}]", upload(text, path))),
        _ => {
            let is_json = serde_json::from_str::<Value>(text).is_ok();
            let json = match is_json {
                true => text.to_owned(),
                false => Value::from(text).to_string(),
            };
            let json = Literal::string(&json);
            Ok(match ty {
                Type::Map(_) => format!("serde_json::from_str({json})?"),
                _ => format!("serde_json::from_str::<{}>({json})?", path(ty)),
            })
        }
    }
}

/// Keys with their values, which are of a type.
fn pairs(members: &serde_json::Map<String, Value>, ty: &str) -> String {
    let pairs = members.iter().map(|(key, value)| {
        let (key, value) = (Literal::string(key), Literal::string(&value.to_string()));
        format!("({key}, serde_json::from_str::<{ty}>({value})?)")
    });
    match members.is_empty() {
        true => format!("Vec::<(String, {ty})>::new()"),
        false => format!("[{}]", pairs.collect::<Vec<_>>().join(", ")),
    }
}

/// A file for `@path`, as curl has it, else the text itself.
fn upload(text: &str, path: &dyn Fn(&Type) -> String) -> String {
    match text.strip_prefix('@') {
        Some(file) => format!("{}::path({})", path(&Type::Upload), Literal::string(file)),
        None => text_upload(text, path),
    }
}

fn text_upload(text: &str, path: &dyn Fn(&Type) -> String) -> String {
    format!("{}::from({})", path(&Type::Upload), Literal::string(text))
}

/// Texts by the names of their parts, as uploads.
fn named_uploads(
    taken: &Taken<'_>,
    given: &Value,
    path: &dyn Fn(&Type) -> String,
) -> Result<String, Unknown> {
    let texts = given.as_object().into_iter().flatten();
    let texts = texts.map(|(name, value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let name = Literal::string(name);
        format!("({name}.to_owned(), {})", upload(&text, path))
    });
    match given.is_object() {
        true => Ok(format!("[{}]", texts.collect::<Vec<_>>().join(", "))),
        false => Err(Unknown::new(
            format!("`{}`: expected an object, found `{given}`", taken.shown()),
            "give a text or a file for the name of each part",
        )),
    }
}

/// Files as one upload, or as a list of them.
fn uploads(
    taken: &Taken<'_>,
    files: &[GivenFile<'_>],
    path: &dyn Fn(&Type) -> String,
) -> Result<String, Unknown> {
    let one = |file: &GivenFile<'_>| {
        let ty = path(&Type::Upload);
        let bytes = Literal::byte_string(file.bytes);
        let upload = match file.name {
            Some(name) => format!("{ty}::bytes({}, {bytes}.as_slice())", Literal::string(name)),
            None => format!("{ty}::from({bytes})"),
        };
        format!("{upload}.content_type({})", Literal::string(file.media))
    };
    match (taken.ty, files) {
        (Type::Upload | Type::Items(_), [file]) => Ok(one(file)),
        (Type::List(item), files) if **item == Type::Upload => {
            let files: Vec<String> = files.iter().map(one).collect();
            Ok(format!("vec![{}]", files.join(", ")))
        }
        (Type::Upload, files) => Err(Unknown::new(
            format!(
                "`{}`: expected one file, found {}",
                taken.shown(),
                files.len()
            ),
            "give one file",
        )),
        _ => Err(Unknown::new(
            format!("`{}`: expected a value, found a file", taken.shown()),
            format!("it is of the type `{}`", path(taken.ty)),
        )),
    }
}
