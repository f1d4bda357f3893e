//! JSON bodies of answers. A body that does not decode is answered with the path to the fault.

use serde::de::DeserializeOwned;

/// Decodes JSON, whatever its media type says.
///
/// # Errors
///
/// What was expected and what was found, after the path: `data[3].step: expected a number, …`.
pub fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    // RFC 8259 §8.1: a byte order mark may be passed over.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // To see once that all of it is text is cheaper than to see it for each string.
    let decoded = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    };
    // Paths cost time, so they are looked for only once decoding has failed.
    decoded.map_err(|error| explain::<T>(body, &error))
}

#[cold]
fn explain<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "expected JSON, found an empty body".to_owned();
    }
    if !error.is_data() {
        return format!("expected JSON, found something else: {error}");
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => without_place(error),
        Err(error) => {
            let path = error.path().to_string();
            let message = without_place(error.inner());
            if path == "." {
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

/// The message of an error without line and column, which say little about a body on one line.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&place) {
        Some(message) => message.to_owned(),
        None => message,
    }
}
