//! The items of a stream, written as its media type says.

use std::time::Duration;

use generator::contract::Content;
use generator::media::Sequence;
use serde_json::{Value, json};
use tests::answer::Answer;

use super::sample;
use super::schemas::Schemas;

/// How long the next item takes, so that a client sees that they come one by one.
const PAUSE: Duration = Duration::from_millis(100);

/// How many items a stream has that no example gives.
const COUNT: usize = 3;

/// The members of an object that is a whole event.
const OF_EVENTS: &[&str] = &["data", "event", "id", "retry"];

/// An answer with the items of a stream, and what the log calls them.
pub fn answer(
    schemas: &Schemas,
    content: &Content,
    sequence: Sequence,
    answer: Answer,
) -> (Answer, String) {
    let (items, name) = match content.examples.first() {
        // The text of a stream as it is.
        Some((_, Value::String(text))) => {
            return (answer.body(text.clone()), "the example".to_owned());
        }
        Some(_) => {
            let examples = content.examples.iter().map(|(_, example)| example.clone());
            let items = examples.flat_map(|example| match example {
                Value::Array(items) => items,
                item => vec![item],
            });
            (items.collect(), "the items of the examples")
        }
        None => (made(schemas, content), "items made of the schema"),
    };
    let items: Vec<Value> = items;
    let texts = items.iter().map(|item| written(item, sequence));
    let answer = texts.enumerate().fold(answer, |answer, (index, text)| {
        let pause = if index == 0 { Duration::ZERO } else { PAUSE };
        answer.piece(pause, text)
    });
    (answer, name.to_owned())
}

/// Items made of the schema of one, or of that of a list.
fn made(schemas: &Schemas, content: &Content) -> Vec<Value> {
    let schema = content.item_schema.as_ref().or(content.schema.as_ref());
    let Some(schema) = schema.map(|schema| schemas.get(schema)) else {
        return vec![json!("text"); COUNT];
    };
    match sample::value(schemas, schema) {
        Value::Array(items) => items,
        item => vec![item; COUNT],
    }
}

fn written(item: &Value, sequence: Sequence) -> String {
    match sequence {
        Sequence::Lines => format!("{item}\n"),
        Sequence::Records => format!("\u{1e}{item}\n"),
        Sequence::Events => event(item),
    }
}

/// A server-sent event: of an object with the members of one, or with the item as its data.
fn event(item: &Value) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let whole = item.as_object().filter(|members| {
        let mut names = members.keys();
        members.contains_key("data") && names.all(|name| OF_EVENTS.contains(&name.as_str()))
    });
    let mut lines = String::new();
    for name in ["event", "id", "retry"] {
        if let Some(value) = whole.and_then(|members| members.get(name)) {
            lines += &format!("{name}: {}\n", text(value));
        }
    }
    let data = whole.map_or(item, |members| &members["data"]);
    for line in text(data).lines() {
        lines += &format!("data: {line}\n");
    }
    lines + "\n"
}
