//! JSON texts: one that cannot be decoded gives the path to the fault.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

use crate::runtime::wire::said_by_serde::found_and_expected;
use crate::runtime::wire::stack::with_stack;

/// How many arrays and objects may be within each other.
const MOST_LEVELS: usize = 1_000;

/// Decodes JSON.
///
/// # Errors
///
/// What was expected and what was found, after the path: `data[3].step: expected a number, …`.
pub fn from_json<T: DeserializeOwned + Send>(body: &[u8]) -> Result<T, String> {
    // RFC 8259 §8.1: a byte order mark may be passed over.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // To see once that all of it is text is cheaper than to see it for each string.
    let decoded = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    };
    match decoded {
        Err(error) if is_too_deep(&error) => deep(body),
        // Paths cost time, so they are looked for only once decoding has failed.
        decoded => decoded.map_err(|error| explain::<T>(body, &error)),
    }
}

/// Whether serde_json stopped because the body nests deeper than the 127 levels that it reads.
fn is_too_deep(error: &serde_json::Error) -> bool {
    error.is_syntax() && error.to_string().starts_with("recursion limit exceeded")
}

/// Decodes a deep body.
#[cold]
fn deep<T: DeserializeOwned + Send>(body: &[u8]) -> Result<T, String> {
    let levels = levels(body);
    if levels > MOST_LEVELS {
        return Err(format!(
            "expected at most {MOST_LEVELS} arrays and objects within each other, found {levels}"
        ));
    }
    with_stack(levels, || {
        let mut json = Deserializer::from_slice(body);
        json.disable_recursion_limit();
        let decoded = T::deserialize(&mut json).and_then(|value| json.end().map(|()| value));
        decoded.map_err(|error| explain::<T>(body, &error))
    })
}

/// How many arrays and objects are within each other.
fn levels(body: &[u8]) -> usize {
    let (mut level, mut most) = (0_usize, 0);
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => {
                level += 1;
                most = most.max(level);
            }
            b']' | b'}' => level = level.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    most
}

#[cold]
fn explain<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "expected JSON, found an empty body".to_owned();
    }
    if !error.is_data() {
        return format!("expected JSON, found {}: {error}", instead(body, error));
    }
    let mut json = Deserializer::from_slice(body);
    // It is as deep as the decoder before let it be.
    json.disable_recursion_limit();
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => without_place(error),
        Err(error) => {
            let path = error.path().to_string();
            let mut message = without_place(error.inner());
            if path == "." {
                // The place within a union, or within what fields leave to one.
                if message.starts_with('.') {
                    message.remove(0);
                }
                message
            } else if message.starts_with(['.', '[']) {
                // What was read from a union's buffer says the rest of the path itself.
                format!("{path}{message}")
            } else {
                format!("{path}: {message}")
            }
        }
    }
}

/// What a body is that is not JSON.
fn instead(body: &[u8], error: &serde_json::Error) -> &'static str {
    match std::str::from_utf8(body) {
        Err(_) => "bytes that are no text",
        Ok(text) if text.trim_start().starts_with('<') => "markup such as HTML",
        Ok(_) if error.is_eof() => "JSON that is cut off",
        Ok(_) => "another text",
    }
}

/// The message of an error without line and column, which say little about a body on one line.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    said_by_serde(message).unwrap_or_else(|| message.to_owned())
}

/// In our words what serde says itself: of a list or a map at the root, and of a type of the caller's that it derives.
fn said_by_serde(message: &str) -> Option<String> {
    if let Some(key) = message.strip_prefix("missing field ") {
        return Some(format!("expected the member {key}, found none"));
    }
    let wrong_type = message.strip_prefix("invalid type: ");
    let said = wrong_type.or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, expected) = found_and_expected(said)?;
    let expected = match expected {
        "a sequence" => "an array",
        "a map" => "an object",
        "a boolean" => "true or false",
        "f32" | "f64" => "a number",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => match wrong_type {
            Some(_) if !is_large(&found) => "an integer",
            _ => {
                return Some(format!(
                    "expected an integer of `{expected}`, found {found}"
                ));
            }
        },
        other => other,
    };
    Some(format!("expected {expected}, found {found}"))
}

/// Whether a number is one that no integer of 64 bits holds, which serde_json reads as a float.
fn is_large(found: &str) -> bool {
    let number: Result<f64, _> = found.parse();
    number.is_ok_and(|number| number.abs() >= 2_f64.powi(63))
}
