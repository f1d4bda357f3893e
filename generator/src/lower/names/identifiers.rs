//! Text of a description → identifiers of Rust: words, their case, keywords.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_ident::is_xid_start;
use unicode_normalization::UnicodeNormalization;

use super::characters::{Characters, spelled, word_of};

/// A type or a variant: `FineTuningJob`.
pub(crate) fn upper_camel(text: &str) -> String {
    let name = ident(words(text).to_upper_camel_case());
    // `ident` gives this word when a name can have no character of the text.
    if name == "other" {
        "Other".to_owned()
    } else {
        name
    }
}

/// A value of an enumeration: `FineTuning`. A mark between two digits stays visible, so that `1.0` and `10` are
/// `Value1_0` and `Value10`.
pub(crate) fn variant(text: &str) -> String {
    let words = words(text);
    let mut name = String::new();
    let mut rest = words.trim();
    loop {
        let cut = rest.match_indices(' ').find(|(at, _)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            digit(rest[..*at].chars().next_back()) && digit(rest[at + 1..].chars().next())
        });
        let Some((cut, _)) = cut else { break };
        name.push_str(&rest[..cut].to_upper_camel_case());
        name.push('_');
        rest = &rest[cut + 1..];
    }
    name.push_str(&rest.to_upper_camel_case());
    if !name.starts_with(is_xid_start) {
        name.insert_str(0, "Value");
    }
    ident(name)
}

/// A field, a method, a module: `fine_tuning_job`.
pub(crate) fn snake(text: &str) -> String {
    ident(words(&as_words(text)).to_snake_case())
}

/// A constant: `LIST_JOBS`.
pub(crate) fn shouty(text: &str) -> String {
    ident(words(&as_words(text)).to_shouty_snake_case())
}

/// The words of a text, in lower case.
pub(crate) fn split(text: &str) -> Vec<String> {
    words(&as_words(text))
        .to_snake_case()
        .split('_')
        .map(str::to_owned)
        .collect()
}

/// Words that have a capital within, and how they are written where they must not be split.
const MIXED: [(&str, &str); 3] = [("OAuth", "Oauth"), ("oAuth", "oauth"), ("iOS", "ios")];

/// The text with each of [`MIXED`] as one word. `fooAuth` has none of them, and neither has `FOOAuth`.
fn as_words(text: &str) -> Cow<'_, str> {
    let mut respelled = Cow::Borrowed(text);
    for (word, plain) in MIXED {
        let is_small = word.starts_with(char::is_lowercase);
        let is_word = |at: usize| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|c| c.is_uppercase() || is_small && c.is_alphabetic())
        };
        // The spellings are of equal length, so that all places stay the same.
        for (at, _) in text.match_indices(word).filter(|(at, _)| is_word(*at)) {
            respelled.to_mut().replace_range(at..at + word.len(), plain);
        }
    }
    respelled
}

/// The text with a space in place of each character that a name cannot have.
fn words(text: &str) -> String {
    let composed: Cow<'_, str> = if text.is_ascii() {
        text.into()
    } else {
        text.nfc().collect()
    };
    let composed = acronyms(composed);
    let characters = Characters::of(&composed);
    let mut words = String::new();
    let mut chars = composed.chars().peekable();
    while let Some(c) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '+' if words.is_empty() && before_digit => words.push_str("plus "),
            '-' if words.is_empty() && before_digit => words.push_str("minus "),
            '\'' | '’' => {}
            c if characters.can_be_named(c) && c != '_' => words.push(c),
            // A letter has its share in the meaning, as `µ` has in `µs`.
            c if c.is_alphabetic() => words.push_str(&format!(" {} ", word_of(c))),
            _ => words.push(' '),
        }
    }
    if words.trim().is_empty() {
        words = spelled(&composed);
    }
    words
}

/// Respells acronyms so that each is one word: without this, `URLs`, `IPv4`, `mTLS` and `TLSv1` would be
/// split into `UR Ls`, `I Pv4`, `m TLS` and `TL Sv1`.
fn acronyms(text: Cow<'_, str>) -> Cow<'_, str> {
    let upper = |byte: &u8| byte.is_ascii_uppercase();
    if !text.as_bytes().windows(2).any(|two| two.iter().all(upper)) {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut written = String::new();
    let mut at = 0;
    while at < chars.len() {
        let upper = |c: &&char| c.is_ascii_uppercase();
        let length = chars[at..].iter().take_while(upper).count();
        let (next, after) = (chars.get(at + length), chars.get(at + length + 1));
        let alone = at == 1 || at > 1 && !chars[at - 2].is_alphanumeric();
        let prefixed = alone && chars[at - 1].is_ascii_lowercase();
        let ends = next.is_none_or(|next| !next.is_lowercase());
        let plural = next == Some(&'s') && after.is_none_or(|after| !after.is_lowercase());
        let version = next == Some(&'v') && after.is_some_and(char::is_ascii_digit);
        if length < 2 {
            written.push(chars[at]);
            at += 1;
            continue;
        }
        let acronym: String = chars[at..at + length].iter().collect();
        let lower = acronym.to_ascii_lowercase();
        match () {
            () if prefixed && (ends || plural) => written.push_str(&lower),
            () if plural || (version && acronym == "IP") => {
                written.push_str(&acronym[..1]);
                written.push_str(&lower[1..]);
            }
            () if version => {
                written.push_str(&acronym);
                written.push(' ');
            }
            () => written.push_str(&acronym),
        }
        at += length;
    }
    written.into()
}

/// The most bytes a name may have. It becomes part of a file name, and file systems allow 255.
pub(crate) const LONGEST: usize = 100;

/// Cuts a name that is longer than [`LONGEST`].
pub(crate) fn shorten(name: &mut String) {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
}

/// Makes an identifier of a name: a valid first character, no unusable keyword, not too long.
fn ident(mut name: String) -> String {
    shorten(&mut name);
    match name.chars().next() {
        None => "other".to_owned(),
        Some(c) if !is_xid_start(c) => format!("_{name}"),
        Some(_) if UNRAWABLE.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// Keywords that cannot be written raw.
const UNRAWABLE: &[&str] = &["self", "super", "crate", "Self", "_"];
