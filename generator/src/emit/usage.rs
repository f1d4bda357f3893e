//! Examples of use, for the documentation of the crate and of what a user meets first. Each is
//! compiled by `cargo test` of the emitted crate.

mod calls;
mod laid_out;

use std::collections::BTreeSet;

pub(super) use self::calls::{imported, of_call};
use self::laid_out::chained;
pub(super) use self::laid_out::laid_out;
use super::imports::Homes;
use super::tokens::raw;
use super::values::Values;
use super::{client, unprintable};
use crate::api::{Api, Block, Example, Webhooks};

/// The crate from the outside.
pub(super) fn package(api: &Api) -> String {
    api.package.name.replace('-', "_")
}

/// Lines of code in a function that may fail: `async fn example()`, for instance. `feature` brings what it names.
pub(super) fn example(
    api: &Api,
    function: &str,
    feature: Option<&String>,
    lines: Vec<String>,
) -> Block {
    let mut all = vec!["```no_run".to_owned()];
    all.extend(feature.map(hidden));
    all.push(format!(
        "# {function} -> Result<(), {}::Error> {{",
        package(api)
    ));
    all.extend(lines);
    all.extend(["# Ok(()) }", "```"].map(str::to_owned));
    Block::Verbatim(all)
}

/// A line that leaves the next item out where a feature is off.
fn hidden(feature: &String) -> String {
    format!("# #[cfg(feature = {feature:?})]")
}

/// The feature that brings the call of an example.
pub(super) fn feature<'a>(api: &'a Api, example: &Example) -> Option<&'a String> {
    let [first, _, ..] = &example.chain[..] else {
        return None;
    };
    let mut children = api.root.children.iter();
    children
        .find(|child| child.name == *first)?
        .features
        .first()
}

/// The first call of a client.
pub(super) struct FirstCall {
    /// The names of the crate that its lines use, in the order of the alphabet.
    pub names: BTreeSet<String>,
    /// From a client to the first answer, as lines of a function that may fail.
    pub lines: Vec<String>,
}

/// The accessors and the call that the crate shows: `client.fine_tuning().jobs()` and `.list("…")`. The names that the
/// call uses are added.
fn call(
    homes: &Homes<'_>,
    example: &Example,
    names: &mut BTreeSet<String>,
) -> Option<(String, String)> {
    let (method, accessors) = example.chain.split_last()?;
    let mut operations = homes.api.operations();
    let operation =
        operations.find(|operation| operation.id == example.id && operation.name == *method)?;
    let mut values = Values::new(homes);
    let value = calls::value_of_body(operation);
    let arguments = calls::required(operation, value.as_ref())
        .map(|(ty, taken, about)| values.argument(ty, taken, about));
    let arguments = arguments.collect::<Option<Vec<String>>>()?;
    names.append(&mut values.names);
    let accessors = accessors.iter().map(|name| format!(".{}()", raw(name)));
    let call = format!(".{}({})", raw(method), arguments.join(", "));
    Some((format!("client{}", accessors.collect::<String>()), call))
}

/// For the crate: from a client to the first answer. `constructor` is `from_env()`, for instance.
pub(super) fn of_crate(homes: &Homes<'_>, constructor: &str) -> Option<Block> {
    let api = homes.api;
    let FirstCall { names, lines } = first_call(homes, constructor)?;
    let names: Vec<String> = names.into_iter().collect();
    let mut all = imported(&package(api), &names);
    all.push(String::new());
    all.extend(lines);
    let feature = api.example.as_ref().and_then(|shown| feature(api, shown));
    Some(example(api, "async fn example()", feature, all))
}

/// From a client to the first answer.
pub(super) fn first_call(homes: &Homes<'_>, constructor: &str) -> Option<FirstCall> {
    let shown = homes.api.example.as_ref()?;
    let mut names = BTreeSet::from(["Client".to_owned()]);
    let (resource, call) = call(homes, shown, &mut names)?;
    let mut lines = chained("let client = ", &format!("Client::{constructor}?"), ";");
    if constructor == "from_env()" {
        let variables = client::variables_needed(homes.api).replace('`', "");
        // What ends a line would end the comment.
        let is_plain = !variables.contains(unprintable);
        lines.splice(0..0, is_plain.then(|| format!("// Reads {variables}.")));
    }
    let mut owner = "client".to_owned();
    if let [.., last, _] = &shown.chain[..] {
        owner = raw(last);
        lines.push(format!("let {owner} = {resource};"));
    }
    let awaited = format!("{owner}{call}.await?");
    if shown.paged {
        let items = format!("{owner}{call}.items()");
        lines.extend(laid_out("let mut items = ", &items, ";"));
        lines.push("while let Some(item) = items.try_next().await? {".to_owned());
        lines.push("    println!(\"{item:?}\");".to_owned());
        lines.push("}".to_owned());
    } else if !shown.answers {
        lines.extend(laid_out("", &awaited, ";"));
    } else {
        lines.extend(laid_out("let answer = ", &awaited, ";"));
        lines.push("println!(\"{answer:?}\");".to_owned());
    }
    Some(FirstCall { names, lines })
}

/// For a constructor: `from_env()`, or `new("…")`.
pub(super) fn of_constructor(api: &Api, constructor: &str) -> Block {
    let line = format!("let client = {}::Client::{constructor}?;", package(api));
    example(api, "fn example()", None, vec![line])
}

/// For the builder: its credentials, and options that every client has.
pub(super) fn of_builder(api: &Api, credentials: &[String]) -> Block {
    let mut lines = vec![format!("let client = {}::Client::builder()", package(api))];
    lines.extend(
        credentials
            .iter()
            .map(|credential| format!("    .{credential}")),
    );
    lines.push("    .base_url(\"https://gateway.example\")".to_owned());
    lines.push("    .max_retries(5)".to_owned());
    lines.push("    .build()?;".to_owned());
    example(api, "fn example()", None, lines)
}

/// For the struct that verifies webhooks: from the secret to what arrived.
pub(super) fn of_webhooks(api: &Api, webhooks: &Webhooks) -> Option<Block> {
    let Arrival { names, lines, .. } = arrival(webhooks).filter(|arrival| arrival.is_signed)?;
    let package = package(api);
    let mut all = vec!["```no_run".to_owned()];
    all.extend(webhooks.feature.as_ref().map(hidden));
    all.push(format!(
        "# fn example(headers: &{package}::HeaderMap, body: &[u8]) -> Result<(), {package}::WebhookError> {{"
    ));
    all.extend(imported(&package, &names));
    all.push(String::new());
    all.extend(lines);
    all.extend(["# Ok(()) }", "```"].map(str::to_owned));
    Some(Block::Verbatim(all))
}

/// For a crate of webhooks alone: a function that takes what arrived.
pub(super) fn of_arrival(api: &Api) -> Option<Vec<String>> {
    let webhooks = api.webhooks.as_ref().filter(|_| !api.has_operations())?;
    let Arrival {
        is_signed,
        mut names,
        lines,
    } = arrival(webhooks)?;
    names.push("WebhookError".to_owned());
    let headers = if is_signed {
        "headers: &HeaderMap, "
    } else {
        ""
    };
    names.extend(is_signed.then(|| "HeaderMap".to_owned()));
    names.sort();
    let mut all = imported(&package(api), &names);
    all.push(String::new());
    all.push(format!(
        "fn receive({headers}body: &[u8]) -> Result<(), WebhookError> {{"
    ));
    all.extend(lines.iter().map(|line| format!("    {line}")));
    all.extend(["    Ok(())", "}"].map(str::to_owned));
    Some(all)
}

/// How a webhook is read.
struct Arrival {
    is_signed: bool,
    /// The names of the crate that the lines use, in the order of the alphabet.
    names: Vec<String>,
    lines: Vec<String>,
}

/// How the first webhook is read that is verified, else the first one.
fn arrival(webhooks: &Webhooks) -> Option<Arrival> {
    let receiver = &webhooks.receiver;
    let signed_alone = webhooks.others.iter().find(|webhook| webhook.is_signed);
    let told = webhooks.unwrapped();
    let is_signed = told.is_some() || signed_alone.is_some();
    let told = match is_signed {
        true => told,
        false => webhooks.told.as_ref(),
    };
    let mut names = Vec::new();
    let mut lines = Vec::new();
    if is_signed {
        let constructor = match &webhooks.env {
            Some(_) => "from_env()",
            None => "new([\"whsec_…\"])",
        };
        names.push(receiver.clone());
        lines.push(format!("let webhooks = {receiver}::{constructor}?;"));
    }
    match told {
        Some(told) => {
            let mut all = told.variants.iter().map(|variant| &variant.webhook);
            let first = all.find(|webhook| webhook.is_signed == is_signed)?;
            let read = match is_signed {
                true => "webhooks.unwrap(headers, body)".to_owned(),
                false => format!("{}::parse(body)", told.name),
            };
            let variant = raw(&first.name);
            names.push(told.name.clone());
            lines.extend([
                format!("match {read}? {{"),
                format!(
                    "    {}::{variant}(webhook) => println!(\"{{webhook:?}}\"),",
                    told.name
                ),
                "    other => println!(\"{other:?}\"),".to_owned(),
                "}".to_owned(),
            ]);
        }
        None => {
            let webhook = signed_alone.or(webhooks.others.first())?;
            let read = match is_signed {
                true => format!("webhooks.{}(headers, body)", webhook.name),
                false => format!("{receiver}::{}(body)", webhook.name),
            };
            names.extend((!is_signed).then(|| receiver.clone()));
            lines.extend(laid_out("let webhook = ", &format!("{read}?"), ";"));
            lines.push("println!(\"{webhook:?}\");".to_owned());
        }
    }
    names.sort();
    Some(Arrival {
        is_signed,
        names,
        lines,
    })
}
