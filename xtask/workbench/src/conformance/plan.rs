//! Scenarios → calls: takes a scenario and the clients, gives the text of its calls, or why it
//! cannot be played. How a call is written is the generator's to say.

mod given;

use generator::contract::{CredentialKind, Server};
use generator::{CallText, Gives};

use super::clients::{Client, Made};
use super::suite::{Arguments, Assets, Exchange, Scenario};
use super::verdict::Verdict;

/// A call of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The index of the client.
    pub client: usize,
    /// The exchanges that it makes: one, or one for each page.
    pub exchanges: Vec<usize>,
    /// An expression of the client's builder, with its secrets.
    pub builder: String,
    /// The base URL, with [`AT`] for the address of the mock server.
    pub base_url: String,
    /// The request.
    pub text: CallText,
}

/// The placeholder for the address of the mock server.
pub const AT: &str = "{at}";

/// The name of a client's crate in the program.
pub fn library(client: usize) -> String {
    format!("client{client}")
}

/// The calls of a scenario, or why it is not played.
pub fn plan(
    scenario: &Scenario,
    clients: &[Client],
    assets: &Assets,
) -> Result<Vec<Call>, Verdict> {
    if let Some(why) = out_of_scope(scenario) {
        return Err(Verdict::LeftOut(why));
    }
    let mut calls: Vec<Call> = Vec::new();
    let mut before: Option<&Exchange> = None;
    for (index, exchange) in scenario.exchanges.iter().enumerate() {
        if !exchange.needed {
            continue;
        }
        let Some(arguments) = &exchange.arguments else {
            if exchange.via.is_none() {
                let why = exchange.why.as_deref().unwrap_or("a call has no arguments");
                return Err(Verdict::LeftOut(format!("incomplete: {why}")));
            }
            next_page(&mut calls, index)?;
            continue;
        };
        if before.is_some_and(|before| goes_on(before, exchange, arguments)) {
            next_page(&mut calls, index)?;
            continue;
        }
        calls.push(call(index, exchange, arguments, clients, assets)?);
        before = Some(exchange);
    }
    Ok(calls)
}

fn out_of_scope(scenario: &Scenario) -> Option<String> {
    let exchanges = &scenario.exchanges;
    let mut bodies = exchanges
        .iter()
        .filter_map(|exchange| exchange.response.body.as_ref());
    if bodies.any(|body| body.kind == "xml" && body.value.is_null()) {
        return Some(
            "incomplete: the suite does not say what the XML of the answer means".to_owned(),
        );
    }
    if scenario.state == "complete" {
        return None;
    }
    let mut why = exchanges
        .iter()
        .filter_map(|exchange| exchange.why.as_deref());
    let why = why.next().unwrap_or("the suite does not say all of it");
    Some(format!("incomplete: {why}"))
}

/// Whether an exchange is the next page of the one before: the same operation with the same
/// arguments and more.
fn goes_on(before: &Exchange, exchange: &Exchange, arguments: &Arguments) -> bool {
    let Some(first) = &before.arguments else {
        return false;
    };
    let pairs = [
        (&first.path, &arguments.path),
        (&first.query, &arguments.query),
        (&first.header, &arguments.header),
    ];
    let is_json = |exchange: &Exchange| {
        let body = exchange.response.body.as_ref();
        body.is_some_and(|body| body.kind == "json" && body.value.is_object())
    };
    before.operation_id == exchange.operation_id
        && first != arguments
        && first.body == arguments.body
        && first.accept == arguments.accept
        && is_json(before)
        && is_json(exchange)
        && pairs.iter().all(|(first, second)| {
            first
                .iter()
                .all(|(name, value)| second.get(name) == Some(value))
        })
}

fn next_page(calls: &mut [Call], index: usize) -> Result<(), Verdict> {
    match calls.last_mut() {
        Some(call) if call.text.gives == Gives::Pages => {
            call.exchanges.push(index);
            Ok(())
        }
        _ => Err(Verdict::LeftOut("its pages are not recognised".to_owned())),
    }
}

fn call(
    index: usize,
    exchange: &Exchange,
    arguments: &Arguments,
    clients: &[Client],
    assets: &Assets,
) -> Result<Call, Verdict> {
    let document = exchange.document.as_deref().unwrap_or_default();
    let operation = exchange.operation_id.as_deref().unwrap_or_default();
    let is_its = |client: &Client| client.document == document;
    let Some(client) = clients.iter().position(is_its) else {
        return Err(Verdict::LeftOut(format!(
            "the suite has no description `{document}`"
        )));
    };
    let made = match &clients[client].made {
        Ok(made) => made,
        Err(why) => return Err(Verdict::Failed(format!("no client: {why}"))),
    };
    if let Some(why) = made.reason(operation, None) {
        return Err(Verdict::LeftOut(why));
    }
    let library = library(client);
    let body = arguments.body.as_ref();
    let files = given::files(body, assets).map_err(Verdict::LeftOut)?;
    let given = given::given(arguments, &files);
    let media = body.map(|body| body.media_type.as_str());
    let accept = arguments.accept.as_deref();
    let text = made.writer.call(&library, operation, media, accept, &given);
    let text = text.map_err(|unknown| {
        let named = given.iter().map(|given| given.name);
        let mut named = named.filter(|name| unknown.what.contains(&format!("`{name}`")));
        let why = named.find_map(|name| made.reason(operation, Some(name)));
        match why {
            Some(why) => Verdict::LeftOut(why),
            None => Verdict::Failed(format!(
                "no call, and no finding says why: {}",
                unknown.what
            )),
        }
    })?;
    is_asked_for(arguments, &text)?;
    is_read(exchange, text.gives)?;
    let secrets = secrets(made, arguments, operation);
    let secrets: Vec<(&str, &str)> = secrets.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let builder = made.writer.builder(&library, &secrets);
    let builder = builder.map_err(|unknown| Verdict::LeftOut(unknown.what))?;
    Ok(Call {
        client,
        exchanges: vec![index],
        builder,
        base_url: base_url(made, operation, arguments),
        text,
    })
}

/// Whether the call reads the kind of body that comes.
fn is_read(exchange: &Exchange, gives: Gives) -> Result<(), Verdict> {
    let comes = exchange
        .response
        .body
        .as_ref()
        .map(|body| body.kind.as_str());
    let is_error = exchange.response.status >= 400;
    match (comes, gives) {
        _ if is_error => Ok(()),
        (None, _)
        | (_, Gives::ByStatus)
        | (Some("text"), Gives::Text)
        | (Some("sse"), Gives::Events)
        | (Some("jsonl"), Gives::Items)
        | (Some("bytes"), Gives::Download) => Ok(()),
        (Some("json" | "xml"), Gives::Json | Gives::Pages | Gives::Nothing) => Ok(()),
        (Some(kind), _) => Err(Verdict::LeftOut(format!("the call does not read {kind}"))),
    }
}

/// Whether the call asks for the media type that the scenario asks for.
fn is_asked_for(arguments: &Arguments, text: &CallText) -> Result<(), Verdict> {
    match &arguments.accept {
        Some(accept) if *accept != text.accept => Err(Verdict::LeftOut(format!(
            "the call asks for `{}`, the scenario for `{accept}`",
            text.accept
        ))),
        _ => Ok(()),
    }
}

/// The secrets of a call. A client cannot be made without the credentials that its description
/// demands: where the scenario has none, any will do.
fn secrets<'a>(
    made: &'a Made,
    arguments: &'a Arguments,
    operation: &str,
) -> Vec<(&'a str, String)> {
    let credentials = &made.contract.credentials;
    let mut secrets: Vec<(&str, String)> = Vec::new();
    for (scheme, secret) in &arguments.credentials {
        let kind = credentials.iter().find(|known| known.name == *scheme);
        let secret = match kind.map(|known| &known.kind) {
            // A scheme that is neither Bearer nor Basic is given whole, with its word.
            Some(CredentialKind::Authorization(word))
                if !["bearer", "basic"].contains(&word.to_lowercase().as_str()) =>
            {
                format!("{word} {secret}")
            }
            _ => secret.clone(),
        };
        secrets.push((scheme, secret));
    }
    let needs = made.operation(operation).map(|known| &known.security[..]);
    let needs = needs.unwrap_or_default();
    if secrets.is_empty() && !needs.iter().any(Vec::is_empty) {
        let first = needs.first().into_iter().flatten();
        let names = first.map(|need| credentials[need.credential].name.as_str());
        secrets.extend(names.map(|name| (name, "any".to_owned())));
    }
    secrets
}

/// The base URL of an operation, its variables filled in.
fn base_url(made: &Made, operation: &str, arguments: &Arguments) -> String {
    let servers = made.operation(operation).map(|known| &known.servers[..]);
    let Some(Server {
        template,
        variables,
        ..
    }) = servers.unwrap_or_default().first()
    else {
        return AT.to_owned();
    };
    let mut url = template.replace("http://localhost:3000", AT);
    for variable in variables {
        let given = arguments.server.get(&variable.name);
        let value = given.unwrap_or(&variable.default).replace("{baseUrl}", AT);
        url = url.replace(&format!("{{{}}}", variable.name), &value);
    }
    match url.starts_with('/') || url.is_empty() {
        true => format!("{AT}{url}"),
        false => url,
    }
}

#[cfg(test)]
mod tests;
