//! Secrets in a text, as they are and with the escapes of JSON, of XML and of URLs.

use std::borrow::Cow;
use std::ops::Range;

/// What an escape begins with: in JSON, in XML and HTML, and in a URL.
const ESCAPES: [char; 3] = ['\\', '&', '%'];

/// The characters that XML has names for.
const ENTITIES: [(&str, char); 5] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
];

/// The most bytes of a name or a number of XML, with its `;`.
const LONGEST: usize = 10;

/// The text with a secret painted over.
pub(crate) fn redact<'a>(text: Cow<'a, str>, secret: &str) -> Cow<'a, str> {
    let text = match text.contains(secret) {
        true => Cow::Owned(text.replace(secret, "[redacted]")),
        false => text,
    };
    ESCAPES.iter().fold(text, |text, escape| {
        let mut painted = String::new();
        let mut end = 0;
        for place in places(&text, secret, *escape) {
            painted.push_str(text.get(end..place.start).unwrap_or_default());
            painted.push_str("[redacted]");
            end = place.end;
        }
        if end == 0 {
            return text;
        }
        painted.push_str(text.get(end..).unwrap_or_default());
        Cow::Owned(painted)
    })
}

/// Whether a text has a secret.
pub(crate) fn is_in(text: &str, secret: &str) -> bool {
    let mut escapes = ESCAPES.iter();
    text.contains(secret) || escapes.any(|escape| places(text, secret, *escape).next().is_some())
}

/// Where a text with escapes of one kind has a secret.
fn places(text: &str, secret: &str, escape: char) -> impl Iterator<Item = Range<usize>> {
    // Most texts have none.
    let mut rest = if text.contains(escape) { text } else { "" };
    std::iter::from_fn(move || {
        loop {
            let start = text.len() - rest.len();
            match beginning(rest, secret, escape) {
                Some(length) => {
                    rest = rest.get(length..)?;
                    return Some(start..start + length);
                }
                None => rest = rest.get(Meant::first(rest, escape)?.length..)?,
            }
        }
    })
}

/// The length of the secret that a text begins with, if it does.
fn beginning(text: &str, secret: &str, escape: char) -> Option<usize> {
    let mut secret = secret.as_bytes();
    let mut rest = text;
    while !secret.is_empty() {
        let meant = Meant::first(rest, escape)?;
        secret = secret.strip_prefix(meant.bytes.get(..meant.count)?)?;
        rest = rest.get(meant.length..)?;
    }
    Some(text.len() - rest.len())
}

/// What the first character of a text means, or the escape that it begins with.
struct Meant {
    bytes: [u8; 4],
    /// How many of the bytes.
    count: usize,
    /// How long it is in the text.
    length: usize,
}

impl Meant {
    fn first(text: &str, escape: char) -> Option<Self> {
        let escaped = text.strip_prefix(escape).and_then(|rest| match escape {
            '%' => {
                let byte = u8::try_from(hex(rest.get(..2)?)?).ok()?;
                Some(Self {
                    bytes: [byte, 0, 0, 0],
                    count: 1,
                    length: 3,
                })
            }
            '&' => of_xml(rest).map(|(c, length)| Self::new(c, length + 1)),
            _ => of_json(rest).map(|(c, length)| Self::new(c, length + 1)),
        });
        let itself = |c: char| Self::new(c, c.len_utf8());
        escaped.or_else(|| text.chars().next().map(itself))
    }

    fn new(c: char, length: usize) -> Self {
        let mut bytes = [0; 4];
        let count = c.encode_utf8(&mut bytes).len();
        Self {
            bytes,
            count,
            length,
        }
    }
}

/// A text of XML, with the characters that its entities stand for.
pub(crate) fn without_entities(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (c, length) = of_xml(part).unwrap_or(('&', 0));
        plain.push(c);
        plain.push_str(part.get(length..).unwrap_or_default());
    }
    plain
}

/// The character that follows a `&`, and how long it is.
fn of_xml(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => hex(digits),
                None => number.parse().ok(),
            };
            char::from_u32(number?)?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 1))
}

/// The character that follows a `\`, and how long it is.
fn of_json(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix('u')?.get(..4)?;
        u16::try_from(hex(digits)?).ok()
    };
    let Some(first) = unit(0) else {
        let c = text.chars().next()?;
        // No secret has a control character.
        let is_control = matches!(c, 'b' | 'f' | 'n' | 'r' | 't');
        return Some((if is_control { '\0' } else { c }, c.len_utf8()));
    };
    let second = text.get(5..).filter(|rest| rest.starts_with('\\'));
    let second = second.and_then(|_| unit(6));
    let units = std::iter::once(first).chain(second);
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((c, if c.len_utf16() == 2 { 11 } else { 5 }))
}

fn hex(digits: &str) -> Option<u32> {
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}
