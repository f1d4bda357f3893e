//! What an error body says, in the shapes that APIs commonly use. Reads any bytes, fails on none.

use serde_json::{Map, Value};

use crate::runtime::auth::redaction;

/// The longest message that an error's one line carries, in characters.
const LONGEST: usize = 500;

/// The members of a reason that say it to a person, from the most particular to the least.
const TEXTS: [&str; 5] = ["message", "msg", "detail", "defaultMessage", "title"];

/// The members of a reason that name what it is about: of FastAPI, Spring, express-validator and RFC 9457.
const PLACES: [&str; 5] = ["loc", "field", "path", "param", "pointer"];

/// What could be read from the body of an error.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Problem {
    /// What it says to a person, in one line.
    pub message: Option<String>,
    /// What it says to a program: `type` and `code`.
    pub words: Vec<String>,
}

impl Problem {
    /// Reads a body: `{"error": {…}}`, `{"error": "…"}`, the members of RFC 9457, lists of reasons such as
    /// `{"detail": [{"loc": […], "msg": "…"}]}`, reasons by field such as `{"name": ["…"]}`, elements of XML
    /// with such names, or none of these.
    pub fn read(body: &[u8]) -> Self {
        match serde_json::from_slice(body) {
            Ok(Value::Object(body)) => Self::of(&body),
            Ok(list @ Value::Array(_)) => Self {
                message: reason(&list),
                words: Vec::new(),
            },
            Ok(_) => Self::default(),
            Err(_) => Self::of_xml(&String::from_utf8_lossy(body)),
        }
    }

    /// Takes the texts of elements, wherever they are, for members of one object. What HTML says is a page.
    fn of_xml(body: &str) -> Self {
        let mut members = Map::new();
        let mut tags = body.split('<').skip(1).peekable();
        while let Some(tag) = tags.next() {
            let Some((start, text)) = tag.split_once('>') else {
                continue;
            };
            let name = start.split_whitespace().next().unwrap_or_default();
            let local = name.rsplit(':').next().unwrap_or_default();
            let local = local.to_ascii_lowercase();
            if local == "html" || local == "!doctype" {
                return Self::default();
            }
            let end = tags.peek().and_then(|tag| tag.strip_prefix('/'));
            if end.is_some_and(|end| end.starts_with(name)) {
                let text = || Value::String(redaction::without_entities(text));
                members.entry(local).or_insert_with(text);
            }
        }
        Self::of(&members)
    }

    fn of(body: &Map<String, Value>) -> Self {
        let inner = body.get("error").unwrap_or(&Value::Null);
        // From the most particular to the least.
        let places = [
            inner.get("message"),
            body.get("message"),
            body.get("error_description"),
            body.get("detail"),
            Some(inner),
            body.get("title"),
        ];
        let message = places.into_iter().flatten().find_map(reason);
        let words = [
            inner.get("type"),
            inner.get("code"),
            body.get("type"),
            body.get("code"),
        ];
        Self {
            message: with_details(message, body).or_else(|| by_field(body, Value::is_array)),
            words: words
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        }
    }
}

/// The message and the reasons in `errors`, which say more than a message such as "Validation failed".
fn with_details(message: Option<String>, body: &Map<String, Value>) -> Option<String> {
    let details = match body.get("errors") {
        Some(Value::Object(fields)) => by_field(fields, |_| true),
        Some(errors) => reason(errors),
        None => None,
    };
    match (message, details) {
        (Some(message), Some(details)) if !message.contains(&details) => {
            joined([message, details].into_iter())
        }
        (message, details) => message.or(details),
    }
}

/// A reason: a text, an object that has one, or a list of both.
fn reason(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => joined(items.iter().filter_map(one_reason)),
        Value::Object(fields) => one_reason(value).or_else(|| by_field(fields, Value::is_array)),
        _ => one_reason(value),
    }
}

/// A text, or the text of an object with what it is about: `body.name: Field required`.
fn one_reason(value: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().map(one_line).filter(|text| !text.is_empty());
    if !value.is_object() {
        return text(value);
    }
    let said = TEXTS.iter().find_map(|key| text(value.get(key)?))?;
    let mut places = PLACES.iter().filter_map(|key| value.get(key));
    // JSON:API has its pointer one level deeper.
    let place = places
        .find_map(place)
        .or_else(|| place(value.pointer("/source/pointer")?));
    Some(match place {
        Some(place) => format!("{place}: {said}"),
        None => said,
    })
}

/// The name of a field, or the keys on the way to it.
fn place(value: &Value) -> Option<String> {
    let key = |value: &Value| match value {
        Value::String(text) => Some(one_line(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let name = match value {
        Value::Array(keys) => keys.iter().map(key).collect::<Option<Vec<_>>>()?.join("."),
        value => key(value)?,
    };
    (!name.is_empty()).then_some(name)
}

/// The reasons of an object whose members are fields, each with its own: `name: This field may not be blank.`
fn by_field(fields: &Map<String, Value>, is_reason: fn(&Value) -> bool) -> Option<String> {
    let of_field = |(field, value): (&String, &Value)| {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let are_texts = is_reason(value) && !items.is_empty() && items.iter().all(Value::is_string);
        let texts = items.iter().filter_map(Value::as_str).map(one_line);
        let texts = joined(texts).filter(|_| are_texts)?;
        Some(format!("{}: {texts}", one_line(field)))
    };
    let reasons = fields.iter().map(of_field);
    joined(reasons.collect::<Option<Vec<_>>>()?.into_iter())
}

/// Reasons on one line.
fn joined(reasons: impl Iterator<Item = String>) -> Option<String> {
    let mut line = String::new();
    for reason in reasons {
        if line.chars().count() > LONGEST {
            break;
        }
        if !line.is_empty() {
            line.push_str("; ");
        }
        line.push_str(&reason);
    }
    (!line.is_empty()).then(|| one_line(&line))
}

/// A text on one line, cut where it is too long for one.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((cut, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(cut);
        line.push('…');
    }
    line
}
