//! The words of a query: numbers, strings, signs and white space.

use super::Parser;
use crate::source::Value;

impl Parser<'_> {
    /// An integer without leading zeros.
    pub(super) fn integer(&mut self) -> Result<String, String> {
        let sign = if self.take("-") { "-" } else { "" };
        let digits = self.take_while(|c| c.is_ascii_digit()).to_owned();
        if digits.is_empty() || digits.len() > 1 && digits.starts_with('0') {
            return Err(self.expected("an integer without leading zeros"));
        }
        Ok(format!("{sign}{digits}"))
    }

    pub(super) fn number(&mut self) -> Result<Value, String> {
        let start = self.at;
        let integer = self.integer()?;
        let mut whole = true;
        if self.take(".") {
            whole = false;
            if self.take_while(|c| c.is_ascii_digit()).is_empty() {
                return Err(self.expected("a digit"));
            }
        }
        if self.take("e") || self.take("E") {
            whole = false;
            let _ = self.take("+") || self.take("-");
            if self.take_while(|c| c.is_ascii_digit()).is_empty() {
                return Err(self.expected("a digit"));
            }
        }
        let text = &self.text[start..self.at];
        let number = match integer.parse() {
            Ok(integer) if whole => Ok(Value::Integer(integer)),
            _ => text.parse().map(Value::Float),
        };
        number.map_err(|_| format!("expected a number, found `{text}`"))
    }

    /// A string in single or double quotes, with the escapes of JSON.
    pub(super) fn string(&mut self) -> Result<String, String> {
        let quote = self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(self.expected("the end of the string")),
                found if found == quote => return Ok(text),
                Some('\\') => text.push(self.escape(quote)?),
                Some('\0'..='\x1f') => {
                    return Err("a string has a control character".to_owned());
                }
                Some(c) => text.push(c),
            }
        }
    }

    fn escape(&mut self, quote: Option<char>) -> Result<char, String> {
        match self.next() {
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some(c @ ('/' | '\\')) => Ok(c),
            Some('u') => self.code_point(),
            Some(c) if Some(c) == quote => Ok(c),
            _ => Err("a string has an unknown escape".to_owned()),
        }
    }

    /// Four hexadecimal digits; of a surrogate pair, twice.
    fn code_point(&mut self) -> Result<char, String> {
        let first = self.code_unit();
        let code = match first {
            Some(high @ 0xd800..=0xdbff) if self.take("\\u") => match self.code_unit() {
                Some(low @ 0xdc00..=0xdfff) => {
                    Some(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                }
                _ => None,
            },
            other => other,
        };
        let found = code.and_then(char::from_u32);
        found.ok_or_else(|| "expected a Unicode character after `\\u`".to_owned())
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(super) fn take(&mut self, word: &str) -> bool {
        let found = self.text[self.at..].starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Takes a word and the white space before it, or nothing.
    pub(super) fn take_after_space(&mut self, word: &str) -> bool {
        let before = self.at;
        self.space();
        let found = self.take(word);
        if !found {
            self.at = before;
        }
        found
    }

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let rest = &self.text[self.at..];
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn space(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    }

    pub(super) fn expected(&self, what: &str) -> String {
        let found = match self.peek() {
            Some(found) => format!("`{found}`"),
            None => "the end".to_owned(),
        };
        let position = self.text[..self.at].chars().count() + 1;
        format!("expected {what}, found {found} at character {position}")
    }
}
