//! The lines of a header, in which an answer or a webhook has its text.

use http::HeaderMap;

/// Reads the text of a header, which may come in several lines.
pub(crate) type Read<T> = fn(&[&str]) -> Result<T, String>;

/// Each line of a header, without white space around it.
///
/// # Errors
///
/// It is no text in UTF-8.
pub(crate) fn lines<'h>(headers: &'h HeaderMap, name: &str) -> Result<Vec<&'h str>, &'static str> {
    let lines = headers.get_all(name).into_iter();
    let texts = lines.map(|line| std::str::from_utf8(line.as_bytes()).map(str::trim_ascii));
    let texts: Result<_, _> = texts.collect();
    texts.map_err(|_| "expected text in UTF-8, found other bytes")
}
