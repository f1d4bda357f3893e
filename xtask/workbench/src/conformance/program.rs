//! The program that plays the calls: takes the calls, gives its files. Each client has a file with
//! a function for each call, and the file says which lines each function has, so that an
//! error of the compiler can be told of the call that it is about.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use generator::{GivenVariant, Gives};
use serde_json::Value;

use super::plan::{Call, library};

/// The calls of one client, as a file of the program.
#[derive(Debug)]
pub struct File {
    /// Its path in the package.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The lines of each call, from 1.
    lines: Vec<(Range<u64>, CallId)>,
}

/// A call by the index of its scenario and its own index there.
pub type CallId = (usize, usize);

impl File {
    /// The call on a line.
    pub fn call_at(&self, line: u64) -> Option<CallId> {
        let mut lines = self.lines.iter();
        let (_, id) = lines.find(|(range, _)| range.contains(&line))?;
        Some(*id)
    }
}

/// The files of the calls, and the file that runs them in the order of their identities.
pub fn files(calls: &BTreeMap<CallId, &Call>) -> (Vec<File>, String) {
    let mut by_client: BTreeMap<usize, Vec<(CallId, &Call)>> = BTreeMap::new();
    for (id, call) in calls {
        by_client.entry(call.client).or_default().push((*id, call));
    }
    let files = by_client.iter().map(|(client, calls)| file(*client, calls));
    let files = files.collect();
    let mut main = MAIN.to_owned();
    for client in by_client.keys() {
        let _ = writeln!(main, "mod {};", module(*client));
    }
    main += "\nstatic CALLS: &[Call] = &[\n";
    for (id, call) in calls {
        let (module, function) = (module(call.client), function(*id));
        let _ = writeln!(main, "    ({}, {}, {module}::{function}),", id.0, id.1);
    }
    main += "];\n";
    (files, main)
}

/// The manifest of the program; each client is a crate in a folder next to it, and has features.
pub fn manifest(clients: &[(usize, &str, &str, &str)]) -> String {
    let mut text = "\
[package]
name = \"conformance-program\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
http = \"1\"
serde_json = \"1\"
tokio = { version = \"1\", default-features = false, features = [\"rt\", \"time\"] }
"
    .to_owned();
    for (client, package, folder, features) in clients {
        let path = Value::from(format!("../{folder}"));
        let _ = writeln!(
            text,
            "{} = {{ package = {}, path = {path}, {features} }}",
            library(*client),
            Value::from(*package),
        );
    }
    text
}

fn module(client: usize) -> String {
    format!("calls_of_{}", library(client))
}

fn function((scenario, call): CallId) -> String {
    format!("scenario{scenario}_call{call}")
}

fn file(client: usize, calls: &[(CallId, &Call)]) -> File {
    let mut text = "use crate::Playing;\n".to_owned();
    let mut lines = Vec::new();
    let mut line = 2;
    for (id, call) in calls {
        let function = written(*id, call);
        let next = line + function.lines().count() as u64;
        lines.push((line..next, *id));
        line = next;
        text += &function;
    }
    File {
        path: format!("src/{}.rs", module(client)),
        text,
        lines,
    }
}

fn written(id: CallId, call: &Call) -> String {
    let play = match call.text.gives {
        Gives::ByStatus => by_status(&call.text.variants),
        Gives::Pages if call.exchanges.len() > 1 => {
            format!("pages!(request, typed, {})", call.exchanges.len())
        }
        Gives::Download => "download!(request, typed)".to_owned(),
        gives if !call.text.has_response => bare(gives),
        Gives::Nothing => "nothing!(request, typed)".to_owned(),
        Gives::Json | Gives::Pages => "json!(request, typed)".to_owned(),
        Gives::Text => "text!(request, typed)".to_owned(),
        gives @ (Gives::Events | Gives::Items) => bare(gives),
    };
    let headers = call.text.headers.as_ref();
    let headers = headers.map_or_else(
        || "Ok(())".to_owned(),
        |headers| format!("{headers}::of(headers).map(drop)"),
    );
    let is_described = call.text.is_described.as_deref().unwrap_or("true");
    format!(
        "
pub fn {function}(at: String) -> Playing {{
    Box::pin(async move {{
        let base_url = {base_url}.replace(\"{{at}}\", &at);
        let client = {builder}.base_url(base_url).max_retries(0).build()?;
        let request = {request};
        let typed: crate::Typed<{library}::Error> = crate::Typed {{
            headers: |headers| {headers},
            is_described: |error| {is_described},
        }};
        {play}
    }})
}}
",
        function = function(id),
        base_url = literal(&call.base_url),
        builder = call.builder,
        library = library(call.client),
        request = call.text.request,
    )
}

/// An answer without its status and its headers.
fn bare(gives: Gives) -> String {
    format!(
        "let answer = match request.await {{
            Ok(value) => ::serde_json::json!({{ \"body\": {} }}),
            Err(error) => refused!(error, typed),
        }};
        Ok(vec![answer])",
        value(gives)
    )
}

/// An answer by status, as its variant says.
fn by_status(variants: &[GivenVariant]) -> String {
    let mut text = "let answer = match request.await {\n".to_owned();
    for GivenVariant {
        path,
        status,
        gives,
    } in variants
    {
        let mut held = Vec::new();
        let shown = match status {
            Some(status) => status.to_string(),
            None => {
                held.push("status");
                "status.as_u16()".to_owned()
            }
        };
        held.extend((*gives != Gives::Nothing).then_some("value"));
        let held = match held.as_slice() {
            [] => String::new(),
            held => format!("({})", held.join(", ")),
        };
        let value = value(*gives);
        let _ = writeln!(
            text,
            "            Ok({path}{held}) => ::serde_json::json!({{ \"status\": {shown}, \"body\": {value} }}),"
        );
    }
    text + "            Ok(_) => return Err(\"the description has no such success\".into()),
            Err(error) => refused!(error, typed),
        };
        Ok(vec![answer])"
}

/// A value that was given, as JSON for the judge.
fn value(gives: Gives) -> &'static str {
    match gives {
        Gives::Nothing => "()",
        Gives::Json | Gives::Pages => "::serde_json::to_string(&value)?",
        Gives::Text => "value",
        Gives::Events => "events!(value)",
        Gives::Items => "items!(value)",
        Gives::Download => "value.bytes().await?.to_vec()",
        // No variant holds another enum.
        Gives::ByStatus => "()",
    }
}

/// A string in Rust.
fn literal(text: &str) -> String {
    format!("{text:?}")
}

const MAIN: &str = "\
//! Plays calls against a server; takes its address and the index of the first call, and prints a
//! line of JSON for each call.

#![allow(unused)]

use std::error::Error;
use std::pin::Pin;
use std::time::Duration;

use serde_json::{Value, json};

type Failure = Box<dyn Error + Send + Sync>;
pub type Playing = Pin<Box<dyn Future<Output = Result<Vec<Value>, Failure>> + Send>>;
type Call = (usize, usize, fn(String) -> Playing);

const LONGEST: Duration = Duration::from_secs(20);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let at = arguments.next().expect(\"an address\");
    let first = arguments.next().expect(\"an index\").parse().expect(\"an index\");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect(\"a runtime\").block_on(async {
        for (scenario, call, play) in &CALLS[first..] {
            let at = at.clone();
            let playing = tokio::spawn(async move { tokio::time::timeout(LONGEST, play(at)).await });
            let answers = match playing.await {
                Ok(Ok(Ok(answers))) => json!({ \"answers\": answers }),
                Ok(Ok(Err(error))) => json!({ \"failure\": shown(&*error) }),
                Ok(Err(_)) => json!({ \"failure\": \"no answer for 20 seconds\" }),
                Err(error) => json!({ \"failure\": format!(\"the client panicked: {error}\") }),
            };
            println!(\"{}\", json!({ \"scenario\": scenario, \"call\": call, \"result\": answers }));
        }
    });
}

/// An error and its causes.
fn shown(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(\": {error}\");
        cause = error.source();
    }
    text
}

/// The described types of a call, in addition to that of the body.
pub struct Typed<E> {
    /// Reads the headers of a success.
    pub headers: fn(&http::HeaderMap) -> Result<(), E>,
    /// Whether an error is one that is described.
    pub is_described: fn(&E) -> bool,
}

fn answer(status: http::StatusCode, headers: &http::HeaderMap, body: Value) -> Value {
    json!({ \"status\": status.as_u16(), \"headers\": fields(headers), \"body\": body })
}

fn refusal(
    error: &(dyn Error + 'static),
    kind: String,
    status: Option<http::StatusCode>,
    headers: Option<&http::HeaderMap>,
    body: Option<&[u8]>,
    is_described: bool,
) -> Value {
    json!({
        \"error\": shown(error),
        \"kind\": kind,
        \"status\": status.map(|status| status.as_u16()),
        \"headers\": headers.map(fields),
        \"body\": body.map(String::from_utf8_lossy),
        \"described\": is_described,
    })
}

fn fields(headers: &http::HeaderMap) -> Value {
    let fields = headers.iter();
    let fields = fields.map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), Value::from(value))
    });
    Value::Object(fields.collect())
}

macro_rules! refused {
    ($error:expr, $typed:expr) => {{
        let error = &$error;
        let kind = format!(\"{:?}\", error.kind());
        let is_described = ($typed.is_described)(error);
        crate::refusal(error, kind, error.status(), error.headers(), error.body(), is_described)
    }};
}

macro_rules! nothing {
    ($request:expr, $typed:expr) => {
        Ok(vec![match $request.with_response().await {
            Ok(response) => {
                let () = response.body;
                ($typed.headers)(response.headers())?;
                crate::answer(response.status(), response.headers(), ::serde_json::Value::Null)
            }
            Err(error) => refused!(error, $typed),
        }])
    };
}

macro_rules! json {
    ($request:expr, $typed:expr) => {
        Ok(vec![match $request.with_response().await {
            Ok(response) => {
                let body = ::serde_json::to_string(&response.body)?;
                ($typed.headers)(response.headers())?;
                crate::answer(response.status(), response.headers(), body.into())
            }
            Err(error) => refused!(error, $typed),
        }])
    };
}

macro_rules! text {
    ($request:expr, $typed:expr) => {
        Ok(vec![match $request.with_response().await {
            Ok(response) => {
                let text: &str = &response.body;
                ($typed.headers)(response.headers())?;
                crate::answer(response.status(), response.headers(), text.into())
            }
            Err(error) => refused!(error, $typed),
        }])
    };
}

macro_rules! download {
    ($request:expr, $typed:expr) => {
        Ok(vec![match $request.await {
            Ok(download) => {
                let (status, headers) = (download.status(), download.headers().clone());
                ($typed.headers)(&headers)?;
                match download.bytes().await {
                    Ok(bytes) => crate::answer(status, &headers, (&bytes[..]).into()),
                    Err(error) => refused!(error, $typed),
                }
            }
            Err(error) => refused!(error, $typed),
        }])
    };
}

macro_rules! events {
    ($stream:expr) => {{
        let mut stream = $stream;
        let mut found = Vec::new();
        while stream.try_next().await?.is_some() {
            if let Some(event) = stream.last_event() {
                let (name, data, id) = (event.name(), event.data(), event.id());
                found.push(::serde_json::json!({ \"event\": name, \"data\": data, \"id\": id }));
            }
        }
        ::serde_json::Value::from(found).to_string()
    }};
}

macro_rules! items {
    ($stream:expr) => {{
        let mut stream = $stream;
        let mut found = Vec::new();
        while let Some(item) = stream.try_next().await? {
            found.push(::serde_json::to_value(&item)?);
        }
        ::serde_json::Value::from(found).to_string()
    }};
}

macro_rules! pages {
    ($request:expr, $typed:expr, $count:literal) => {{
        let mut answers = Vec::new();
        match $request.with_response().await {
            Err(error) => answers.push(refused!(error, $typed)),
            Ok(response) => {
                let body = ::serde_json::to_string(&response.body)?;
                ($typed.headers)(response.headers())?;
                answers.push(crate::answer(response.status(), response.headers(), body.into()));
                let mut page = response.body;
                while answers.len() < $count {
                    match page.next_page().await {
                        Ok(Some(next)) => {
                            let body = ::serde_json::to_string(&next)?;
                            answers.push(::serde_json::json!({ \"body\": body }));
                            page = next;
                        }
                        Ok(None) => break,
                        Err(error) => {
                            answers.push(refused!(error, $typed));
                            break;
                        }
                    }
                }
            }
        }
        Ok(answers)
    }};
}

";

#[cfg(test)]
mod tests;
