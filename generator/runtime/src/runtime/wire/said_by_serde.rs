//! What serde says of a value that it expected otherwise, for errors in our words.

/// Long text is cut after so many characters.
pub(crate) const LONGEST: usize = 60;

/// What was found, as our errors name it, and what follows `expected`, of what comes after `invalid type: ` or
/// `invalid value: `.
#[cold]
pub(crate) fn found_and_expected(said: &str) -> Option<(String, &str)> {
    let (found, expected) = said.rsplit_once(", expected ")?;
    let value = found
        .split_once('`')
        .and_then(|(_, value)| value.strip_suffix('`'));
    let found = match (found, value) {
        ("sequence", _) => "an array".to_owned(),
        ("map", _) => "an object".to_owned(),
        ("number", _) => "a number".to_owned(),
        (_, Some(value)) if !found.starts_with("string") => value.to_owned(),
        _ => {
            let found = found.strip_prefix("string ").unwrap_or(found);
            match found.char_indices().nth(LONGEST + 1) {
                Some((end, _)) if end + 1 < found.len() => format!("{}\"…", &found[..end]),
                _ => found.to_owned(),
            }
        }
    };
    Some((found, expected))
}
