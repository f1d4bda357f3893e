//! The headers of an answer that the description gives: takes the headers of a response, gives
//! each its example, else a value made of its schema, in the style of the header.

use generator::contract::{Header, Response, Style};
use serde_json::Value;
use tests::answer::Answer;

use super::sample;
use super::schemas::Schemas;

/// Headers that belong to the connection or to the form of the body, which this server decides.
const OF_THE_SERVER: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "keep-alive",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The same answer with the headers that are described for it. Those that are `settled` are sent as they
/// are, or not at all.
pub fn add(
    schemas: &Schemas,
    response: &Response,
    answer: Answer,
    settled: &[(String, Option<String>)],
) -> Answer {
    let mut answer = answer;
    for (name, text) in settled {
        if let Some(text) = text {
            answer = answer.header(name, text);
        }
    }
    let described = response.headers.iter().filter(|header| {
        let name = header.name.to_ascii_lowercase();
        let is_settled = settled
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(&name));
        !is_settled && !OF_THE_SERVER.contains(&name.as_str())
    });
    described.fold(answer, |answer, header| match text(schemas, header) {
        Some(text) => answer.header(&header.name, text),
        None => answer,
    })
}

/// The value of a header as text; `None` for one that no header can carry.
fn text(schemas: &Schemas, header: &Header) -> Option<String> {
    let value = match (header.examples.first(), &header.schema) {
        (Some((_, value)), _) => value.clone(),
        (None, Some(schema)) => sample::value(schemas, schemas.get(schema)),
        (None, None) => Value::from("text"),
    };
    let text = match &header.style {
        Style::Content(content) if content.media_type.is_json() => value.to_string(),
        Style::Simple { explode } => simple(&value, *explode),
        _ => plain(&value),
    };
    let fits = |c: char| c.is_ascii_graphic() || c == ' ';
    text.chars().all(fits).then_some(text)
}

/// OpenAPI 3.1 §4.8.12.3: `a,b`, `key,value` or, exploded, `key=value`.
fn simple(value: &Value, explode: bool) -> String {
    let pieces: Vec<String> = match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => {
            let divider = if explode { "=" } else { "," };
            let pair = |(key, value): (&String, &Value)| format!("{key}{divider}{}", plain(value));
            members.iter().map(pair).collect()
        }
        value => vec![plain(value)],
    };
    pieces.join(",")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
