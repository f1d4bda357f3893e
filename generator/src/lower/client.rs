//! What concerns the API as a whole: package, servers, credentials, settings, the error body.

use indexmap::IndexMap;

use super::context::Lowering;
use super::operations::PlacedCall;
use super::spot::spot;
use super::{docs, names};
use crate::api::{
    Api, Credential, ErrorBody, Example, Field, Member, Module, Package, Place, Presence, Setting,
    Shape, Type, TypeId,
};
use crate::diagnostic::Code;
use crate::media;
use crate::names::Names;
use crate::openapi::{Info, Requirement, SchemeKind, SecurityScheme, Server};
use crate::source::Node;

/// The parts of a description that speak of the whole.
pub(super) struct About<'a, 's> {
    pub info: &'a Info<'s>,
    pub servers: &'a [Server<'s>],
    pub extensions: &'a [(&'s str, &'s Node)],
    pub docs_url: Option<&'s str>,
}

/// The group of the setters that a builder has for the description's sake.
const SETTERS: &str = "setters of the client";

/// The API without its calls and types.
pub(super) fn api<'s>(
    lowering: &Lowering<'_, 's>,
    about: &About<'_, 's>,
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
    security: &[Requirement<'s>],
    origin: &str,
) -> Api {
    let base = lowering.link_base.as_deref();
    let server = about.servers.first();
    let base_url = server
        .map(Server::address)
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let mut scope = names::Scope::with(names::reserved::of_builder());
    for (name, scheme) in schemes
        .iter()
        .filter(|(_, scheme)| place(scheme.kind).is_none())
    {
        let message = format!("the security scheme `{name}` cannot be applied by a client yet");
        lowering.report.add(
            lowering
                .report
                .at_key(Code::UnsupportedScheme, scheme.node, message),
        );
    }
    let wishes: Vec<names::Wish> = usable(schemes)
        .map(|(name, scheme)| {
            let wanted = text(lowering, &scheme.extensions, "x-name")
                .map_or_else(|| setter(name, scheme.kind), str::to_owned);
            let plain = names::snake(&wanted);
            names::Wish {
                keys: vec![format!("credential {name}")],
                exact: plain == name,
                candidates: vec![
                    plain,
                    names::with_end(&names::snake(&wanted), "_credential"),
                ],
            }
        })
        .collect();
    let setters = lowering.names.settle(SETTERS, &mut scope, &wishes);
    let credentials = usable(schemes)
        .zip(setters)
        .map(|((name, scheme), setter)| {
            let mut docs = docs::docs(scheme.description.unwrap_or(""), base);
            if docs.blocks.is_empty() {
                docs.blocks.push(docs::sentence(format!(
                    "The credential {}.",
                    docs::code(name)
                )));
            }
            Credential {
                constant: String::new(),
                name: setter,
                docs,
                env: text(lowering, &scheme.extensions, "x-env").map(str::to_owned),
                place: place(scheme.kind).unwrap_or(Place::Bearer),
                spot: spot(scheme.node),
            }
        });
    let credentials = credentials.collect();
    let names: Vec<&str> = usable(schemes).map(|(name, _)| name).collect();
    let security = security.iter().filter_map(|all| {
        all.iter()
            .map(|need| names.iter().position(|known| *known == need.scheme))
            .collect()
    });
    let security = security.collect();
    let settings = settings(lowering, about.extensions, &mut scope);
    let mut docs = docs::docs(about.info.description.unwrap_or(about.info.title), base);
    if docs.blocks.is_empty() {
        docs.blocks.push(docs::sentence("A client of this API."));
    }
    Api {
        origin: origin.to_owned(),
        package: package(lowering, about),
        docs,
        base_url,
        server: server.map(|server| spot(server.node)),
        base_url_env: server
            .and_then(|server| text(lowering, &server.extensions, "x-env"))
            .map(str::to_owned),
        credentials,
        security,
        settings,
        no_retry: words(lowering, about.extensions, "x-no-retry"),
        error: None,
        root: Module::default(),
        types: Vec::new(),
        example: None,
        samples: Vec::new(),
        names: Names::default(),
    }
}

fn package(lowering: &Lowering<'_, '_>, about: &About<'_, '_>) -> Package {
    let info = about.info;
    let wanted = text(lowering, &info.extensions, "x-package")
        .map_or_else(|| kebab(info.title), str::to_owned);
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name = if wanted.chars().all(fits) && wanted.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        wanted
    } else {
        kebab(&wanted)
    };
    Package {
        spot: info
            .node
            .map(|node| spot(node.get("version").unwrap_or(node))),
        name,
        version: version(&info.version),
        description: info
            .summary
            .unwrap_or(info.title)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        license: info
            .license
            .filter(|license| {
                license
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || " -.+()".contains(c))
            })
            .map(str::to_owned),
        documentation: about
            .docs_url
            .filter(|url| url.starts_with("https://"))
            .map(str::to_owned),
    }
}

/// A name that cargo takes for a package.
fn kebab(title: &str) -> String {
    let words: Vec<String> = names::split(title)
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let mut name = words.join("-");
    names::shorten(&mut name);
    let name = name.trim_end_matches('-').to_owned();
    match name.chars().next() {
        Some(c) if c.is_ascii_alphabetic() && !names::is_keyword(&name) => name,
        Some(_) => format!("api-{name}"),
        None => "api-client".to_owned(),
    }
}

/// A version that cargo takes: the document's, when it is one, filled up with zeros.
fn version(text: &str) -> String {
    let text = text.trim().trim_start_matches('v');
    let (numbers, pre) = text
        .split_once('-')
        .map_or((text, None), |(numbers, pre)| (numbers, Some(pre)));
    let parts: Option<Vec<u64>> = numbers
        .split('.')
        .map(|part| {
            part.parse()
                .ok()
                .filter(|_| part == "0" || !part.starts_with('0'))
        })
        .collect();
    let Some(parts) = parts.filter(|parts| (1..=3).contains(&parts.len())) else {
        return "0.1.0".to_owned();
    };
    let number = |index: usize| parts.get(index).copied().unwrap_or(0);
    let plain = format!("{}.{}.{}", number(0), number(1), number(2));
    let fits = |pre: &str| {
        !pre.is_empty()
            && pre.split('.').all(|part| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                    && (part == "0" || !part.starts_with('0'))
            })
    };
    match pre.filter(|pre| fits(pre)) {
        Some(pre) => format!("{plain}-{pre}"),
        None => plain,
    }
}

/// The schemes that a client can apply.
pub(super) fn usable<'a, 's>(
    schemes: &'a IndexMap<&'s str, SecurityScheme<'s>>,
) -> impl Iterator<Item = (&'s str, &'a SecurityScheme<'s>)> {
    schemes
        .iter()
        .filter(|(_, scheme)| place(scheme.kind).is_some())
        .map(|(name, scheme)| (*name, scheme))
}

fn place(kind: SchemeKind<'_>) -> Option<Place> {
    Some(match kind {
        SchemeKind::Bearer => Place::Bearer,
        SchemeKind::Basic => Place::Basic,
        SchemeKind::Header(name) => Place::Header(name.to_ascii_lowercase()),
        SchemeKind::Query(name) => Place::Query(name.to_owned()),
        SchemeKind::OtherHttp(_) => Place::Header("authorization".to_owned()),
        SchemeKind::Cookie(_) | SchemeKind::MutualTls => return None,
    })
}

/// `ApiKeyAuth` → `api_key`, `bearerAuth` → `bearer_token`.
fn setter(scheme: &str, kind: SchemeKind<'_>) -> String {
    let name = names::snake(scheme);
    let stem = name
        .strip_suffix("_auth")
        .filter(|stem| !stem.is_empty())
        .unwrap_or(&name);
    match (stem, kind) {
        ("bearer" | "http" | "token", SchemeKind::Bearer) => "bearer_token".to_owned(),
        ("oauth2" | "oauth" | "o_auth2" | "o_auth", SchemeKind::Bearer) => {
            "access_token".to_owned()
        }
        ("basic", _) => "login".to_owned(),
        (stem, _) => stem.to_owned(),
    }
}

fn settings(
    lowering: &Lowering<'_, '_>,
    extensions: &[(&str, &Node)],
    scope: &mut names::Scope,
) -> Vec<Setting> {
    let Some((_, node)) = extensions
        .iter()
        .find(|(key, _)| *key == "x-client-headers")
    else {
        return Vec::new();
    };
    let unusable = |node: &Node, message: &str| {
        let found = lowering.report.at(Code::Extension, node, message);
        lowering.report.add(found.help("`x-client-headers` is a list of objects with `header`, and optionally `name`, `env` and `description`"));
    };
    let Some(items) = node.as_array() else {
        unusable(node, "expected a list of headers");
        return Vec::new();
    };
    let mut settings: Vec<Setting> = Vec::new();
    let mut wishes = Vec::new();
    for item in items {
        let string = |key: &str| item.get(key).and_then(Node::as_str);
        let Some(header) = string("header").filter(|header| media::is_token(header)) else {
            unusable(item, "expected the name of a header under `header`");
            continue;
        };
        let name = names::snake(string("name").unwrap_or(header));
        let mut docs = docs::docs(
            string("description").unwrap_or(""),
            lowering.link_base.as_deref(),
        );
        docs.blocks
            .push(docs::sentence(format!("Sent as {}.", docs::code(header))));
        wishes.push(names::Wish {
            keys: vec![format!("header {header}")],
            candidates: vec![name.clone(), names::with_end(&name, "_header")],
            exact: false,
        });
        settings.push(Setting {
            constant: String::new(),
            name: String::new(),
            header: header.to_ascii_lowercase(),
            env: string("env").map(str::to_owned),
            docs,
            spot: spot(item),
        });
    }
    let names = lowering.names.settle(SETTERS, scope, &wishes);
    for (setting, name) in settings.iter_mut().zip(names) {
        setting.name = name;
    }
    settings
}

fn text<'s>(
    lowering: &Lowering<'_, '_>,
    extensions: &[(&'s str, &'s Node)],
    key: &str,
) -> Option<&'s str> {
    let (_, node) = extensions.iter().find(|(known, _)| *known == key)?;
    let text = node.as_str();
    if text.is_none() {
        let message = format!("expected a string for `{key}`, found {}", node.kind());
        lowering
            .report
            .add(lowering.report.at(Code::Extension, node, message));
    }
    text
}

fn words(lowering: &Lowering<'_, '_>, extensions: &[(&str, &Node)], key: &str) -> Vec<String> {
    let Some((_, node)) = extensions.iter().find(|(known, _)| *known == key) else {
        return Vec::new();
    };
    let words: Option<Vec<String>> = node.as_array().and_then(|items| {
        items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect()
    });
    words.unwrap_or_else(|| {
        let message = format!("expected a list of words for `{key}`");
        lowering
            .report
            .add(lowering.report.at(Code::Extension, node, message));
        Vec::new()
    })
}

/// The error body of all calls, when they agree; the object `error` in it is what callers want.
pub(super) fn error_body(
    lowering: &Lowering<'_, '_>,
    calls: &[PlacedCall<'_>],
) -> Option<ErrorBody> {
    let mut bodies = calls.iter().filter_map(|call| call.call.error);
    let body = bodies.next()?;
    if bodies.any(|other| other != body) {
        return None;
    }
    let Shape::Struct(object) = &lowering.types.def(body).shape else {
        return None;
    };
    // By its key: were it the only member that counts, a second one would take it away.
    let shown = object.members.iter().find_map(|member| match member {
        Member::Field(Field {
            key,
            ty: Type::Named(inner),
            presence: Presence::Required,
            ..
        }) if key == "error" && is_struct(lowering, *inner) => Some(*inner),
        _ => None,
    });
    Some(ErrorBody {
        body,
        shown: shown.unwrap_or(body),
    })
}

fn is_struct(lowering: &Lowering<'_, '_>, id: TypeId) -> bool {
    matches!(lowering.types.def(id).shape, Shape::Struct(_))
}

/// The first call that can be shown in a few lines: a list before anything else.
pub(super) fn example(api: &Api) -> Option<Example> {
    let mut found: Option<(usize, Example)> = None;
    let mut stack: Vec<(Vec<String>, &Module)> = vec![(Vec::new(), &api.root)];
    while let Some((chain, module)) = stack.pop() {
        for operation in module.handle.iter().flat_map(|handle| &handle.operations) {
            let simple =
                |ty: &Type| matches!(ty, Type::String | Type::I64 | Type::I32 | Type::Bool);
            let arguments: Vec<_> = operation
                .path_parameters
                .iter()
                .chain(&operation.required_parameters)
                .collect();
            let needs_body = operation.body.as_ref().is_some_and(|body| body.required);
            if needs_body
                || operation.body.is_some()
                || !arguments.iter().all(|parameter| simple(&parameter.ty))
            {
                continue;
            }
            let rank = usize::from(operation.pagination.is_some()) * 2
                + usize::from(operation.method == "GET");
            if found.as_ref().is_none_or(|(best, _)| rank > *best) {
                let literal = |ty: &Type| match ty {
                    Type::I64 | Type::I32 => "1".to_owned(),
                    Type::Bool => "true".to_owned(),
                    _ => "\"…\"".to_owned(),
                };
                let mut path = chain.clone();
                path.push(operation.name.clone());
                let arguments = arguments
                    .iter()
                    .map(|parameter| {
                        parameter
                            .example
                            .clone()
                            .unwrap_or_else(|| literal(&parameter.ty))
                    })
                    .collect();
                found = Some((
                    rank,
                    Example {
                        id: operation.id.clone(),
                        chain: path,
                        arguments,
                        paged: operation.pagination.is_some(),
                    },
                ));
            }
        }
        for child in module.children.iter().rev() {
            let mut chain = chain.clone();
            chain.push(child.name.clone());
            stack.push((chain, child));
        }
    }
    found.map(|(_, example)| example)
}
