//! Characters: which of them a name can have, and the words for the others.

use unicode_ident::is_xid_continue;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::mixed_script::{
    AugmentedScriptSet, is_potential_mixed_script_confusable_char,
};
use unicode_security::{GeneralSecurityProfile, skeleton};

/// The characters of one text.
pub(super) struct Characters {
    /// The scripts of which the text has a character that looks like no other. The lint `mixed_script_confusables`
    /// accepts the other characters of these scripts.
    scripts: Vec<AugmentedScriptSet>,
    /// Whether the whole text looks like ASCII and is not, as `а` of Cyrillic does.
    looks_like_ascii: bool,
}

impl Characters {
    pub fn of(text: &str) -> Self {
        let mut scripts = Vec::new();
        let mut looks_like_ascii = false;
        if !text.is_ascii() {
            scripts.extend(certain(text).map(AugmentedScriptSet::for_char));
            scripts.push(AugmentedScriptSet::for_char('A'));
            looks_like_ascii = skeleton(text).all(|c| c.is_ascii());
        }
        Self {
            scripts,
            looks_like_ascii,
        }
    }

    /// Whether a name can have a character of the text, and rustc warns of none of its cases.
    pub fn can_be_named(&self, c: char) -> bool {
        if c.is_ascii() {
            return is_xid_continue(c);
        }
        let is_allowed = |c: char| is_xid_continue(c) && c.identifier_allowed();
        let script = AugmentedScriptSet::for_char(c);
        !self.looks_like_ascii && cases(c).all(is_allowed) && self.scripts.contains(&script)
    }
}

/// The letters of a text that cannot be taken for letters of another script. Within a word a letter is small, at its
/// start it may be a capital.
fn certain(text: &str) -> impl Iterator<Item = char> {
    let before = std::iter::once(' ').chain(text.chars());
    let is_certain = |(before, c): &(char, char)| {
        let is_confusable = is_potential_mixed_script_confusable_char;
        match before.is_alphabetic() {
            true => !c.to_lowercase().any(is_confusable),
            false => !cases(*c).any(is_confusable),
        }
    };
    let letters = before.zip(text.chars()).filter(|(_, c)| !c.is_ascii());
    letters.filter(is_certain).map(|(_, c)| c)
}

fn cases(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c)
        .chain(c.to_lowercase())
        .chain(c.to_uppercase())
}

/// Spells out the characters that a name cannot have. A text of symbols alone has no other name: `+` is `plus`.
pub(crate) fn spelled(text: &str) -> String {
    let characters = Characters::of(text);
    let mut words: Vec<String> = Vec::new();
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let between = |one: Option<&char>, other: Option<&char>| {
            one.is_some_and(|c| c.is_alphanumeric()) && other.is_some_and(|c| c.is_alphanumeric())
        };
        let name = match c {
            '-' if between(before.as_ref(), chars.peek()) => Some("dash".to_owned()),
            c if c != '_' && characters.can_be_named(c) => None,
            c => Some(word_of(c)),
        };
        match name {
            Some(name) => {
                words.push(std::mem::take(&mut plain));
                words.push(name);
            }
            None => plain.push(c),
        }
        before = Some(c);
    }
    words.push(plain);
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        return "empty".to_owned();
    }
    words.join(" ")
}

/// The name in ASCII, for a module: rustc finds no file for any other. `größe` is `grosse`, `用户` is `u7528_u6237`.
pub(crate) fn in_ascii(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let letters = name.replace('ß', "ss");
    let letters = letters.nfd().filter(|c| !is_combining_mark(*c));
    let spelled: String = letters
        .map(|c| match c.is_ascii() {
            true => c.to_string(),
            false => format!("_{}_", word_of(c)),
        })
        .collect();
    let words: Vec<&str> = spelled.split('_').filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// The word for a character that a name cannot have.
pub(super) fn word_of(c: char) -> String {
    let known = SYMBOLS.iter().find(|(symbol, _)| *symbol == c);
    known.map_or_else(
        || format!("u{:04x}", u32::from(c)),
        |(_, word)| (*word).to_owned(),
    )
}

/// The words for characters that a name cannot have. Any other is named by its number: `🚀` is `u1f680`.
const SYMBOLS: &[(char, &str)] = &[
    (' ', "space"),
    ('\t', "tab"),
    ('\n', "newline"),
    ('\r', "return"),
    ('_', "underscore"),
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
    ('{', "open brace"),
    ('}', "close brace"),
    ('"', "quote"),
    ('\'', "apostrophe"),
    ('`', "backtick"),
    ('\\', "backslash"),
    ('°', "degree"),
    ('µ', "micro"),
    ('μ', "micro"),
    ('€', "euro"),
    ('£', "pound"),
    ('¥', "yen"),
    ('©', "copyright"),
    ('®', "registered"),
    ('™', "trademark"),
    ('±', "plus minus"),
    ('×', "times"),
    ('÷', "divided"),
    ('≠', "not equal"),
    ('≤', "less equal"),
    ('≥', "greater equal"),
    ('∞', "infinity"),
    ('…', "ellipsis"),
    ('–', "dash"),
    ('—', "dash"),
    ('•', "bullet"),
    ('→', "right"),
    ('←', "left"),
    ('↑', "up"),
    ('↓', "down"),
    ('✓', "check"),
    ('★', "star"),
    ('♥', "heart"),
];
