//! Why a text is not JSON.

use super::Fault;

/// `message` is the parser's, which gave up at `offset`.
pub fn explain(text: &str, message: &str, offset: usize) -> Option<Fault> {
    let next = text[offset..].chars().next();
    let width = next.map_or(0, char::len_utf8);
    if message.contains("trailing comma") {
        let comma = text[..offset].rfind(',')?;
        let fault = Fault::new(
            comma..comma + 1,
            "there is a comma before a closing bracket",
        );
        return Some(fault.help("remove it: JSON allows a comma only between two members"));
    }
    if message.contains("EOF") {
        let fault = match last_open(text) {
            Some((at, open)) => {
                let message = format!("the file ends before a `{open}` is closed");
                Fault::new(at..at + 1, message).label("opened here")
            }
            None => Fault::new(offset..offset, "the file ends within a value"),
        };
        return Some(fault.help("the file may have been cut off"));
    }
    let here = offset..offset + width;
    if message.contains("trailing characters") {
        let fault = Fault::new(here, "more follows the end of the document");
        return Some(fault.help("remove it; or a bracket above closes one too many"));
    }
    if message.contains("key must be a string") || message.contains("expected value") {
        let fault = match next? {
            '\'' => Fault::new(here, "a text is in single quotes")
                .help("JSON has double quotes; in YAML both are texts: call the file `.yaml`"),
            '/' | '#' => Fault::new(here, "a comment").help("JSON has none: remove it"),
            ',' => Fault::new(here, "a comma follows another one or an opening bracket")
                .help("JSON allows a comma only between two members"),
            c if c.is_alphabetic() => Fault::new(here, "a word without quotes")
                .help("JSON has each text and each key in double quotes"),
            _ => return None,
        };
        return Some(fault);
    }
    if message.contains("expected `,`") {
        let before = text[..offset].trim_end();
        let last = before.chars().next_back()?;
        let range = before.len() - last.len_utf8()..before.len();
        let fault = Fault::new(range, "there is no comma between two members");
        return Some(fault.label("expected a comma behind it"));
    }
    None
}

/// The last bracket that is open at the end of a text.
fn last_open(text: &str) -> Option<(usize, char)> {
    let mut open = Vec::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                while let Some((_, c)) = chars.next() {
                    match c {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => open.push((at, c)),
            '}' | ']' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}
