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
    let texts = items
        .iter()
        .map(|item| written(item, sequence, content.is_event));
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

fn written(item: &Value, sequence: Sequence, is_event: bool) -> String {
    match sequence {
        Sequence::Lines => format!("{item}\n"),
        Sequence::Records => format!("\u{1e}{item}\n"),
        Sequence::Events => event(item, is_event),
    }
}

/// A server-sent event: the item as a whole, or with the item as its data.
fn event(item: &Value, is_whole: bool) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let whole = item.as_object().filter(|_| is_whole);
    let mut lines = String::new();
    for name in ["event", "id", "retry"] {
        if let Some(value) = whole.and_then(|members| members.get(name)) {
            lines += &format!("{name}: {}\n", text(value));
        }
    }
    let data = whole.map_or(Some(item), |members| members.get("data"));
    for line in data.map(text).unwrap_or_default().lines() {
        lines += &format!("data: {line}\n");
    }
    lines + "\n"
}
