//! Values of headers that have parameters, such as `text/plain; charset=utf-8` (RFC 9110 §5.6.6).

use std::fmt::{self, Write};

/// A value without its parameters, and the parameters with their names. One that is only a name has an empty
/// value; empty ones, as in `a;; b=c`, are passed over.
pub(crate) fn parameters(text: &str) -> (&str, impl Iterator<Item = (&str, Value<'_>)>) {
    let (value, mut rest) = text.split_at(end(text, ';'));
    let parameters = std::iter::from_fn(move || {
        let after = rest.strip_prefix(';')?;
        let (parameter, others) = after.split_at(end(after, ';'));
        rest = others;
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        Some((name.trim(), Value(value.trim())))
    });
    (
        value.trim(),
        parameters.filter(|(name, _)| !name.is_empty()),
    )
}

/// Where the text before a delimiter ends. One in quotes is none; only quotes where a value begins are quotes.
pub(crate) fn end(text: &str, delimiter: char) -> usize {
    let (mut quoted, mut escaped, mut begins) = (false, false, false);
    let found = text.char_indices().find(|(_, c)| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' if quoted || begins => quoted = !quoted,
            _ if !quoted && *c == delimiter => return true,
            _ => {}
        }
        begins = *c == '=' || begins && c.is_ascii_whitespace();
        false
    });
    found.map_or(text.len(), |(at, _)| at)
}

/// The value of a parameter, as it was sent: a token, or a text in quotes. Displayed, it is what that means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a>(&'a str);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(quoted) = self.0.strip_prefix('"') else {
            return f.write_str(self.0);
        };
        let mut characters = quoted.chars();
        while let Some(character) = characters.next() {
            match character {
                '"' => break,
                '\\' => characters.next().map_or(Ok(()), |c| f.write_char(c))?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{end, parameters};

    #[test]
    fn a_value_and_its_parameters() {
        for (text, value, expected) in [
            ("text/plain", "text/plain", &[][..]),
            (
                "text/plain ; charset = utf-8 ",
                "text/plain",
                &[("charset", "utf-8")],
            ),
            ("a;; b=c;;", "a", &[("b", "c")]),
            ("a; b; c=d", "a", &[("b", ""), ("c", "d")]),
            (
                "a; b=\"c; d=\\\"e\\\"\"; f=g",
                "a",
                &[("b", "c; d=\"e\""), ("f", "g")],
            ),
            ("a; b= \"c;d\" rest; e=f", "a", &[("b", "c;d"), ("e", "f")]),
            (
                "a; b=two words; c=d=e",
                "a",
                &[("b", "two words"), ("c", "d=e")],
            ),
            // A quote within a token quotes nothing.
            ("a; b=5\" disk; c=d", "a", &[("b", "5\" disk"), ("c", "d")]),
            ("a; b=c:\\d; e=f", "a", &[("b", "c:\\d"), ("e", "f")]),
            ("a; b=\"c; d=e", "a", &[("b", "c; d=e")]),
            ("a; b=\"c\\", "a", &[("b", "c")]),
            ("; b=c", "", &[("b", "c")]),
            ("", "", &[]),
        ] {
            let (found, parameters) = parameters(text);
            let parameters: Vec<_> = parameters
                .map(|(name, value)| (name, value.to_string()))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect();
            assert_eq!((found, parameters), (value, expected), "{text}");
        }
    }

    #[test]
    fn lists_end_at_commas_outside_quotes() {
        for (text, expected) in [
            ("a=b, c", 3),
            ("a=\"b, c\", d", 8),
            ("a=5\", c", 4),
            ("a", 1),
        ] {
            assert_eq!(end(text, ','), expected, "{text}");
        }
    }
}
