//! What an error body says, in the shapes that APIs commonly use. Reads any bytes, fails on none.

use serde_json::Value;

/// The longest message that an error's one line carries, in characters.
const LONGEST: usize = 500;

/// What could be read from the body of an error.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Problem {
    /// What it says to a person, in one line.
    pub message: Option<String>,
    /// What it says to a program: `type` and `code`.
    pub words: Vec<String>,
}

impl Problem {
    /// Reads a body: `{"error": {…}}`, `{"error": "…"}`, the members of RFC 9457, or neither.
    pub fn read(body: &[u8]) -> Self {
        let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
            return Self::default();
        };
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
        let message = places
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(one_line);
        let words = [
            inner.get("type"),
            inner.get("code"),
            body.get("type"),
            body.get("code"),
        ];
        Self {
            message: message.into_iter().find(|message| !message.is_empty()),
            words: words
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        }
    }
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
