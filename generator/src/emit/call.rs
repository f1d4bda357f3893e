//! A program that makes one call: takes the API, the operation and its arguments as text, gives a
//! `main.rs`. What an argument says is only ever a literal.

use std::fmt::Display;
use std::str::FromStr;

use proc_macro2::Literal;

use super::imports::Homes;
use super::tokens;
use crate::api::{Api, Argument, Module, Operation, Type};

/// Why there is no such program, and a way out.
pub(crate) struct Unknown {
    pub what: String,
    pub help: String,
}

/// The text of the program.
pub(crate) fn call(
    api: &Api,
    wanted: &str,
    arguments: &[(String, String)],
    pages: Option<u32>,
) -> Result<String, Unknown> {
    let mut all = Vec::new();
    operations(&api.root, &mut Vec::new(), &mut all);
    let named = |(chain, operation): &&(Vec<&str>, &Operation)| {
        operation.id == wanted || format!("{}{}", dotted(chain), operation.name) == wanted
    };
    let (chain, operation) = all.iter().find(named).ok_or_else(|| {
        let names = all
            .iter()
            .take(12)
            .map(|(chain, operation)| format!("`{}{}`", dotted(chain), operation.name));
        Unknown {
            what: format!("the client has no operation `{wanted}`"),
            help: format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        }
    })?;
    let package = api.package.name.replace('-', "_");
    let homes = Homes::of(api);
    let path = |ty: &Type| tokens::path(ty, &homes).replace("crate::", &format!("{package}::"));
    let request = request(operation, arguments, &path)?;
    let accessors = chain.iter().map(|name| format!(".{}()", tokens::raw(name)));
    let request = format!("client{}{request}", accessors.collect::<String>());
    let body = match (&operation.pagination, pages) {
        (None, _) => format!("    {request}.await?;\n"),
        (Some(_), None) => format!(
            "    let mut pages = {request}.pages();\n    while pages.try_next().await?.is_some() {{}}\n"
        ),
        (Some(_), Some(count)) => format!(
            "    let mut pages = {request}.pages();\n    for _ in 0..{count}_u32 {{\n        if pages.try_next().await?.is_none() {{\n            break;\n        }}\n    }}\n"
        ),
    };
    Ok(format!(
        "\
//! Calls `{id}` once; written by `cargo xtask record`.

use std::error::Error;
use std::{{env, process}};

fn main() {{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let done = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(call()));
    if let Err(error) = done {{
        eprintln!(\"{{error}}\");
        process::exit(1);
    }}
}}

async fn call() -> Result<(), Box<dyn Error>> {{
    let base_url = env::var(\"RECORD_BASE_URL\")?;
    let client = {package}::Client::builder().base_url(base_url).build()?;
{body}    Ok(())
}}
",
        id = operation.name,
    ))
}

fn operations<'m>(
    module: &'m Module,
    chain: &mut Vec<&'m str>,
    all: &mut Vec<(Vec<&'m str>, &'m Operation)>,
) {
    let own = module.handle.iter().flat_map(|handle| &handle.operations);
    all.extend(own.map(|operation| (chain.clone(), operation)));
    for child in &module.children {
        chain.push(&child.name);
        operations(child, chain, all);
        chain.pop();
    }
}

fn dotted(chain: &[&str]) -> String {
    chain.iter().map(|name| format!("{name}.")).collect()
}

/// `.list("…").limit(5)`
fn request<'o>(
    operation: &'o Operation,
    arguments: &[(String, String)],
    path: &dyn Fn(&Type) -> String,
) -> Result<String, Unknown> {
    let known = |argument: &'o Argument| {
        let Argument { key, name, ty, .. } = argument;
        (key, name, ty, argument.required)
    };
    let bodies = operation.body.iter();
    let bodies = bodies.map(|body| (&body.name, &body.name, &body.payload.ty, body.required));
    let required = operation.required().map(known).chain(bodies);
    let parameters: Vec<_> = required.chain(operation.optional().map(known)).collect();
    let matches = |name: &str, key: &String, rust: &String| key == name || rust == name;
    let known = || {
        let names = parameters.iter().map(|(key, ..)| format!("`{key}`"));
        format!("it takes {}", names.collect::<Vec<_>>().join(", "))
    };
    if let Some((name, _)) = arguments.iter().find(|(name, _)| {
        !parameters
            .iter()
            .any(|(key, rust, ..)| matches(name, key, rust))
    }) {
        return Err(Unknown {
            what: format!("the operation has no argument `{name}`"),
            help: known(),
        });
    }
    let mut required = Vec::new();
    let mut setters = String::new();
    for (key, rust, ty, is_required) in &parameters {
        let mut given = arguments.iter().rev();
        let given = given.find(|(name, _)| matches(name, key, rust));
        match given {
            Some((_, text)) => {
                let value = value(key, ty, text, path)?;
                if *is_required {
                    required.push(value);
                } else {
                    setters += &format!(".{}({value})", tokens::raw(rust));
                }
            }
            None if *is_required => {
                return Err(Unknown {
                    what: format!("the argument `{key}` is missing"),
                    help: format!("give it with `--arg {key}=…`"),
                });
            }
            None => {}
        }
    }
    let method = tokens::raw(&operation.name);
    Ok(format!(".{method}({}){setters}", required.join(", ")))
}

/// An argument as Rust: a literal, or JSON text that is read as whatever type is wanted.
fn value(
    key: &str,
    ty: &Type,
    text: &str,
    path: &dyn Fn(&Type) -> String,
) -> Result<String, Unknown> {
    let wrong = |expected: &str| Unknown {
        what: format!("`{key}`: expected {expected}, found `{text}`"),
        help: format!("give it as `--arg {key}=…`"),
    };
    // Printed anew: `+5` is a number and no literal.
    fn parsed<T: FromStr + Display>(text: &str) -> Option<String> {
        text.parse::<T>().ok().map(|value| value.to_string())
    }
    let integer = |found: Option<String>| found.ok_or_else(|| wrong("an integer"));
    match ty {
        Type::String => Ok(Literal::string(text).to_string()),
        Type::Bool => match text {
            "true" | "false" => Ok(text.to_owned()),
            _ => Err(wrong("`true` or `false`")),
        },
        Type::I32 => integer(parsed::<i32>(text)),
        Type::I64 => integer(parsed::<i64>(text)),
        Type::U32 => integer(parsed::<u32>(text)),
        Type::U64 => integer(parsed::<u64>(text)),
        Type::F64 => match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Literal::f64_suffixed(value).to_string()),
            _ => Err(wrong("a number")),
        },
        Type::Upload => Ok(upload(text, path)),
        Type::List(item) if **item == Type::Upload => Ok(format!("vec![{}]", upload(text, path))),
        _ => {
            let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
            let json = match is_json {
                true => text.to_owned(),
                false => serde_json::Value::from(text).to_string(),
            };
            let json = Literal::string(&json);
            Ok(match ty {
                Type::Map(_) => format!("serde_json::from_str({json})?"),
                _ => format!("serde_json::from_str::<{}>({json})?", path(ty)),
            })
        }
    }
}

/// A file for `@path`, as curl has it, else the text itself.
fn upload(text: &str, path: &dyn Fn(&Type) -> String) -> String {
    let ty = path(&Type::Upload);
    match text.strip_prefix('@') {
        Some(file) => format!("{ty}::path({})", Literal::string(file)),
        None => format!("{ty}::from({})", Literal::string(text)),
    }
}
