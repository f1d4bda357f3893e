//! Header parameters that hold JSON.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets a header to the JSON text of a value. Its characters beyond ASCII are escaped.
    pub fn json_header<T: Serialize>(self, name: &'static str, value: impl Into<T>) -> Self {
        let value: T = value.into();
        match json_text(name, &value) {
            Ok(text) => self.header::<String>(name, ascii(&text)),
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}

/// JSON text in ASCII: outside of its strings it has nothing else.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            text.push_str(&format!("\\u{unit:04x}"));
        }
    }
    text
}
