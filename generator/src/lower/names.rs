//! Names of a document → names of Rust. The only place that knows Rust's rules for them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

/// A type or a variant: `FineTuningJob`.
pub(crate) fn upper_camel(text: &str) -> String {
    let name = ident(words(text).to_upper_camel_case());
    // Where nothing of the text can be in a name.
    if name == "other" {
        "Other".to_owned()
    } else {
        name
    }
}

/// A field, a method, a module: `fine_tuning_job`.
pub(crate) fn snake(text: &str) -> String {
    let text = match text.contains("OAuth") {
        true => Cow::Owned(text.replace("OAuth", "Oauth")),
        false => Cow::Borrowed(text),
    };
    ident(words(&text).to_snake_case())
}

/// A constant: `LIST_JOBS`.
pub(crate) fn shouty(text: &str) -> String {
    ident(words(text).to_shouty_snake_case())
}

/// The words of a text, in lower case.
pub(crate) fn split(text: &str) -> Vec<String> {
    words(text)
        .to_snake_case()
        .split('_')
        .map(str::to_owned)
        .collect()
}

/// As written in the source: raw where it is a keyword.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// A text with nothing left but letters, digits and spaces.
fn words(text: &str) -> String {
    let composed: Cow<'_, str> = if text.is_ascii() {
        text.into()
    } else {
        text.nfc().collect()
    };
    let composed = acronyms(composed);
    let mut words = String::new();
    let mut chars = composed.chars().peekable();
    while let Some(c) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '+' if words.is_empty() && before_digit => words.push_str("plus "),
            '-' if words.is_empty() && before_digit => words.push_str("minus "),
            '\'' | '’' => {}
            c if is_xid_continue(c) && c != '_' => words.push(c),
            _ => words.push(' '),
        }
    }
    if words.trim().is_empty() {
        words = spelled(&composed);
    }
    words
}

/// A text in which an acronym is one word: `URLs`, `IPv4`, `mTLS`, and `TLSv1` are not `UR Ls`, `I Pv4`,
/// `m TLS` and `TL Sv1`.
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

/// The names of symbols, where there is nothing else to make a name from.
pub(crate) fn spelled(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut plain = String::new();
    for c in text.chars() {
        let name = SYMBOLS
            .iter()
            .find(|(symbol, _)| *symbol == c)
            .map(|(_, name)| *name);
        match name {
            Some(name) => {
                words.push(std::mem::take(&mut plain));
                words.push(name.to_owned());
            }
            None if is_xid_continue(c) => plain.push(c),
            None => words.push(std::mem::take(&mut plain)),
        }
    }
    words.push(plain);
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        return if text.is_empty() {
            "empty".to_owned()
        } else {
            "other".to_owned()
        };
    }
    words.join(" ")
}

const SYMBOLS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('%', "percent"),
    ('=', "equal"),
    ('<', "less"),
    ('>', "greater"),
    ('!', "not"),
    ('&', "and"),
    ('|', "or"),
    ('^', "caret"),
    ('~', "tilde"),
    ('@', "at"),
    ('#', "hash"),
    ('$', "dollar"),
    ('?', "question"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('(', "open"),
    (')', "close"),
    ('[', "open bracket"),
    (']', "close bracket"),
    ('"', "quote"),
    ('\'', "apostrophe"),
    ('\\', "backslash"),
];

/// What a name may be long, in bytes: it becomes a part of file names, of which systems allow 255.
pub(crate) const LONGEST: usize = 100;

/// The start of a name, where it is longer than names may be.
pub(crate) fn shorten(name: &mut String) {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
}

/// Makes a name start as an identifier must, and end in time.
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

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The names of one scope.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    /// The number that a name got last.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names mean something already.
    pub fn with(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|name| (*name).to_owned()).collect(),
            numbers: HashMap::new(),
        }
    }

    /// The first of the candidates that is free, else the first one with a number.
    pub fn take<'c>(&mut self, candidates: impl IntoIterator<Item = &'c str> + Clone) -> String {
        for candidate in candidates.clone() {
            if self.taken.insert(candidate.to_owned()) {
                return candidate.to_owned();
            }
        }
        let first = candidates.into_iter().next().unwrap_or("Other");
        let joint = if first.starts_with(|c: char| c.is_lowercase()) {
            "_"
        } else {
            ""
        };
        let number = self.numbers.entry(first.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{first}{joint}{number}");
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// The names of the fields for some keys. A key that is a name already keeps it, whatever stands
/// before it.
pub(crate) fn fields(keys: &[&str], reserved: &[&str]) -> Vec<String> {
    let mut scope = Scope::with(reserved);
    let mut names: Vec<Option<String>> = vec![None; keys.len()];
    for (key, name) in keys.iter().zip(&mut names) {
        if snake(key) == *key {
            *name = Some(scope.take([key, format!("{key}_value").as_str()]));
        }
    }
    for (key, name) in keys.iter().zip(&mut names) {
        if name.is_none() {
            let plain = snake(key);
            let symbols = snake(&spelled(key));
            *name =
                Some(scope.take([&plain, &symbols, &format!("{plain}_value")].map(String::as_str)));
        }
    }
    names.into_iter().flatten().collect()
}

/// The names of enumerated values, each told from the others.
pub(crate) fn variants<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    scope: &mut Scope,
) -> Vec<String> {
    let name = |text: &str| {
        let plain = upper_camel(text);
        let symbols = upper_camel(&spelled(text));
        let case = match text {
            text if text.chars().any(char::is_uppercase)
                && !text.chars().any(char::is_lowercase) =>
            {
                "Uppercase"
            }
            text if text.chars().any(char::is_uppercase) => "Mixed",
            _ => "Lowercase",
        };
        // What is not in the description has that name.
        let cased = match plain.as_str() {
            "Unknown" => "UnknownValue".to_owned(),
            plain => format!("{plain}{case}"),
        };
        (plain, symbols, cased)
    };
    let names = texts.into_iter().map(name).collect::<Vec<_>>();
    let take = |(plain, symbols, cased): &(String, String, String)| {
        scope.take([plain.as_str(), symbols.as_str(), cased.as_str()])
    };
    names.iter().map(take).collect()
}
