//! Where calls go, for the documentation of the crate: which servers there are, and how one is chosen.

use super::tokens::{literal, raw};
use super::{client, usage};
use crate::api::{Api, Block, Operation, OwnServer, ServerChoice, ServerSet, code, is_relative};

/// The section "Servers"; nothing where there is nothing to call.
pub(super) fn section(api: &Api) -> Vec<Block> {
    if !api.has_operations() {
        return Vec::new();
    }
    let is_elsewhere = api.operations().any(|operation| operation.server.is_some());
    let mut blocks = vec![heading()];
    if api.servers.sets.is_empty() && !is_elsewhere && !api.base_url_is_missing() {
        let url = api.base_url.as_deref().map(code).unwrap_or_default();
        let elsewhere = "[`ClientBuilder::base_url`] sends them elsewhere";
        blocks.push(text(format!(
            "Calls go to {url}; {elsewhere}.{}",
            by_env(api)
        )));
        return blocks;
    }
    blocks.push(text(base_url(api)));
    if let Some(set) = api.servers.of_api() {
        blocks.push(text(
            "Another server of the API is chosen when the client is built:",
        ));
        blocks.push(example(api, set));
        blocks.extend(choices(api, set));
    }
    if is_elsewhere {
        blocks.push(text(
            "Some operations have servers of their own, which their documentation names.",
        ));
    }
    for set in api.servers.sets.iter().filter(|set| !set.is_of_api) {
        let by = set.setter.as_ref();
        let by = by.map(|setter| format!(", [`ClientBuilder::{}`] for all", raw(setter)));
        let by = by.unwrap_or_default();
        blocks.push(text(format!(
            "An option of a request chooses one of these{by}:"
        )));
        blocks.extend(choices(api, set));
    }
    let relative = match has_relative(api) {
        true => ", and a relative server of an operation is joined to it",
        false => "",
    };
    blocks.push(text(format!(
        "[`ClientBuilder::base_url`] sends every call to another address, for instance that of a gateway or \
         of a test; it is taken as it is{relative}. The option `base_url` of a request does so for that request alone. \
         Credentials go to the address that a call is sent to, and follow no redirect to another host.",
    )));
    blocks
}

/// Whether an operation has a server that is joined to the base URL.
fn has_relative(api: &Api) -> bool {
    let sets = api.servers.sets.iter().filter(|set| !set.is_of_api);
    let mut choices = sets.flat_map(|set| &set.choices);
    let single = |operation: &Operation| match &operation.server {
        Some(OwnServer::One { url, .. }) => is_relative(url),
        _ => false,
    };
    choices.any(|choice| is_relative(&choice.url)) || api.operations().any(single)
}

/// A line for each server of a set.
fn choices(api: &Api, set: &ServerSet) -> impl Iterator<Item = Block> {
    set.choices.iter().map(|choice| {
        let path = format!(
            "{}::{}::{}",
            api.servers.module,
            set.name,
            raw(&choice.name)
        );
        Block::Text(format!("- [`{path}`] at {}", code(&choice.url)), 2)
    })
}

/// Where calls go by default.
fn base_url(api: &Api) -> String {
    let url = api.base_url.as_deref();
    let shown = url.map(code).unwrap_or_default();
    let env = api.base_url_env.as_ref();
    let env = env.map(|env| format!(" or {} in the environment", code(env)));
    let env = env.unwrap_or_default();
    match url {
        None => format!(
            "The description names no server: [`ClientBuilder::base_url`]{env} must say where the API is."
        ),
        Some(_) if !api.base_url_is_missing() => {
            format!("Calls go to {shown} by default.{}", by_env(api))
        }
        Some(url) if url.contains('{') => format!(
            "The description gives no value for the variables of {shown}: [`ClientBuilder::base_url`]{env} must say \
             where the API is."
        ),
        Some(_) => format!(
            "The description gives the path {shown} and no host: [`ClientBuilder::base_url`]{env} must say \
             where the API is, with that path. The path is not added to it."
        ),
    }
}

/// A sentence of the environment variable that replaces the base URL; empty where there is none.
fn by_env(api: &Api) -> String {
    let env = api.base_url_env.as_ref();
    let env = env.map(|env| format!(" {} in the environment replaces this URL.", code(env)));
    env.unwrap_or_default()
}

/// How a server is chosen: the second one, where there is one, since the first is called anyway.
fn example(api: &Api, set: &ServerSet) -> Block {
    let shown = set.choices.get(1).or(set.choices.first());
    let module = &api.servers.module;
    let value = shown
        .map(|choice| chosen(api, set, choice))
        .unwrap_or_default();
    let setter = set.setter.as_deref().unwrap_or_default();
    let package = usage::package(api);
    let mut lines = vec![
        format!("use {package}::{{Client, {module}}};"),
        String::new(),
        "let client = Client::builder()".to_owned(),
    ];
    let credentials = client::builder_setters(api).into_iter();
    lines.extend(credentials.map(|credential| format!("    .{credential}")));
    lines.push(format!("    .{}({module}::{value})", raw(setter)));
    lines.push("    .build()?;".to_owned());
    usage::example(api, "fn example()", None, lines)
}

/// The expression of a server: `Server::Sandbox`, `Regional::default().region(…)`.
fn chosen(api: &Api, set: &ServerSet, choice: &ServerChoice) -> String {
    let Some(ty) = &choice.ty else {
        return format!("{}::{}", set.name, raw(&choice.name));
    };
    let first = choice.variables.first();
    let setter = first.map(|variable| {
        let name = raw(&variable.name);
        let values = variable.values.map(|values| &api.servers.enums[values]);
        match values.and_then(|values| Some((&values.name, values.values.last()?))) {
            Some((ty, (value, _))) => {
                format!(".{name}({}::{ty}::{})", api.servers.module, raw(value))
            }
            None if variable.default.is_empty() => format!(".{name}(\"…\")"),
            None => format!(".{name}({})", literal(&variable.default)),
        }
    });
    format!("{ty}::default(){}", setter.unwrap_or_default())
}

fn heading() -> Block {
    Block::Verbatim(vec!["# Servers".to_owned()])
}

fn text(text: impl Into<String>) -> Block {
    Block::Text(text.into(), 0)
}
