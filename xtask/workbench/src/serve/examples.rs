//! The answer that the description itself gives: takes an operation, gives an example of its
//! success, else a value made of its schema.

use generator::contract::{Content, Operation, Place, Response, Status, Switch};
use generator::media;
use serde_json::Value;
use tests::answer::Answer;
use tests::request::RecordedRequest;

use super::listing::Page;
use super::schemas::Schemas;
use super::{headers, items, listing, request_body, sample};

/// An answer by the description, and what the log calls it; `None` when it describes no success.
pub fn answer(
    schemas: &Schemas,
    operation: &Operation,
    request: &RecordedRequest,
) -> Option<(Answer, String)> {
    let (status, response) = success(&operation.responses)?;
    let Some(content) = accepted(&response.content, operation, request) else {
        let answer = headers::add(schemas, response, Answer::new(status), &[]);
        return Some((answer, "an answer without a body".to_owned()));
    };
    if let Some(sequence) = content.media_type.sequence() {
        let answer = Answer::new(status).header("content-type", content.media_type.as_str());
        let answer = headers::add(schemas, response, answer, &[]);
        return Some(items::answer(schemas, content, sequence, answer));
    }
    let (value, name) = match content.examples.first() {
        Some((name, value)) if name.is_empty() => (value.clone(), "the example".to_owned()),
        Some((name, value)) => (value.clone(), format!("the example `{name}`")),
        None => {
            let schema = content.schema.as_ref().map(|schema| schemas.get(schema));
            let value = schema.map_or(Value::Null, |schema| sample::value(schemas, schema));
            (value, "a value made of the schema".to_owned())
        }
    };
    let schema = content.schema.as_deref();
    let Page { value, headers } = listing::page(schemas, operation, schema, request, value);
    let (media_type, is_json) = match content.media_type.openness() {
        0 => (content.media_type.as_str(), content.media_type.is_json()),
        _ => ("application/json", true),
    };
    let body = match value {
        Value::String(text) if !is_json => text,
        value => value.to_string(),
    };
    let answer = Answer::new(status).header("content-type", media_type);
    let answer = headers::add(schemas, response, answer, &headers);
    Some((answer.body(body), name))
}

/// The first success that is described, and its status.
fn success(responses: &[Response]) -> Option<(u16, &Response)> {
    let status = |response: &Response| match response.status {
        Status::Code(code) if (200..300).contains(&code) => Some(code),
        Status::Range(2) => Some(200),
        _ => None,
    };
    let mut named = responses.iter();
    let named = named.find_map(|response| Some((status(response)?, response)));
    named.or_else(|| {
        let mut others = responses.iter();
        let default = others.find(|response| response.status == Status::Default)?;
        Some((200, default))
    })
}

/// The stream that the request asks for by its switch, else the first media type that the client takes, else
/// the first.
fn accepted<'c>(
    contents: &'c [Content],
    operation: &Operation,
    request: &RecordedRequest,
) -> Option<&'c Content> {
    if asks_for_stream(operation, request) {
        let mut streams = contents.iter();
        let stream = streams.find(|content| content.media_type.sequence().is_some());
        if stream.is_some() {
            return stream;
        }
    }
    let ranges = media::list(request.header("accept").unwrap_or("*/*"));
    let taken = |content: &&Content| {
        let mut ranges = ranges.iter();
        ranges.any(|range| range.covers(&content.media_type))
    };
    contents.iter().find(taken).or_else(|| contents.first())
}

/// Whether a request asks for a stream, as the description says that it does.
fn asks_for_stream(operation: &Operation, request: &RecordedRequest) -> bool {
    let Some(Switch { name, place }) = &operation.switch else {
        return false;
    };
    match place {
        Some(Place::Query) => request.query_value(name) == Some("true"),
        Some(Place::Header) => request.header(name) == Some("true"),
        Some(_) => false,
        None => match serde_json::from_slice::<Value>(&request.body) {
            Ok(body) => body[name] == true,
            Err(_) => request_body::has_true_field(operation.body.as_ref(), request, name),
        },
    }
}
