//! A program that makes one call: takes the API, the operation and its arguments as text, gives a
//! `main.rs`. What an argument says is only ever a literal.

use proc_macro2::Literal;

use super::call::{find, gives, request};
use super::given::{Given, Gives, Unknown};
use crate::api::Api;

/// The text of the program.
pub(crate) fn program(
    api: &Api,
    wanted: &str,
    arguments: &[Given<'_>],
    pages: Option<u32>,
    written_by: &str,
    base_url: &str,
) -> Result<String, Unknown> {
    let found = find(api, wanted, None)?;
    let operation = found.operation;
    let package = api.package.name.replace('-', "_");
    let request = request(api, &package, &found, arguments)?;
    let body = match (&operation.pagination, pages) {
        (None, _) => match gives(&operation.answer.success) {
            // What is given out is still to come.
            Gives::Events | Gives::Items => format!(
                "    let mut items = {request}.await?;\n    while items.try_next().await?.is_some() {{}}\n"
            ),
            Gives::Download => format!("    {request}.await?.bytes().await?;\n"),
            _ => format!("    {request}.await?;\n"),
        },
        (Some(_), None) => format!(
            "    let mut pages = {request}.pages();\n    while pages.try_next().await?.is_some() {{}}\n"
        ),
        (Some(_), Some(count)) => format!(
            "    let mut pages = {request}.pages();\n    for _ in 0..{count}_u32 {{\n        if pages.try_next().await?.is_none() {{\n            break;\n        }}\n    }}\n"
        ),
    };
    Ok(format!(
        "\
//! Calls `{id}` once; written by `{written_by}`.

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
    let base_url = env::var({base_url})?;
    let client = {package}::Client::builder().base_url(base_url).build()?;
{body}    Ok(())
}}
",
        id = operation.name,
        base_url = Literal::string(base_url),
    ))
}
