//! How a union finds the variant of a value: the meaning of its rules, which the runtime of a client has too.

use super::{Constant, Kind, Otherwise, Rule};

/// A value as rules look at it.
pub(crate) trait Seen: Sized {
    /// The member of an object; `None` of any other value.
    fn member(&self, key: &str) -> Option<&Self>;
    /// The keys of an object; `None` of any other value.
    fn keys(&self) -> Option<impl Iterator<Item = &String>>;
    /// The items of a list; `None` of any other value.
    fn items(&self) -> Option<&[Self]>;
    fn is_null(&self) -> bool;
    fn is_constant(&self, constant: &Constant) -> bool;
    fn is_kind(&self, kind: Kind) -> bool;
}

/// What a rule says of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice<'r> {
    /// It does not apply: the next rule is asked.
    None,
    /// It decides for a variant.
    Variant(usize),
    /// It decides that no variant fits.
    Unknown,
    /// The value lacks the tag that it must have.
    Missing(&'r str),
}

impl Kind {
    /// Whether a text is one of the kind. A date is known by its digits, so that one of an API that counts otherwise is
    /// a date too.
    pub fn has_text(self, text: &str) -> bool {
        match self {
            Self::String => true,
            Self::Date => is_date(text),
            Self::DateTime => {
                let day = text.get(..10).is_some_and(is_date);
                day && matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '))
            }
            _ => false,
        }
    }
}

/// Whether a text looks like a `full-date` (RFC 3339 §5.6).
fn is_date(text: &str) -> bool {
    let like = |(found, model): (u8, u8)| match model {
        b'0' => found.is_ascii_digit(),
        sign => found == sign,
    };
    text.len() == 10 && text.bytes().zip(*b"0000-00-00").all(like)
}

impl Rule {
    /// Whether the rules below decide where the value cannot be read as the variant: members can be there without
    /// belonging to it, and an integer can be too large for it and fit that of numbers.
    pub fn gives_way(&self) -> bool {
        match self {
            Self::Try(_) | Self::Nearest(_) | Self::Only(..) => true,
            Self::Keys(..) | Self::Kind(Kind::Integer, _) => true,
            // The objects of that variant may have each of the values.
            Self::Tag { otherwise, .. } => matches!(otherwise, Otherwise::Variant(_)),
            Self::Equals(..) | Self::Kind(..) => false,
        }
    }

    pub fn choose(&self, value: &impl Seen) -> Choice<'_> {
        let (applies, variant) = match self {
            Self::Tag {
                key,
                values,
                otherwise,
            } => {
                if value.keys().is_none() {
                    return Choice::None;
                }
                let other = otherwise.variant().map_or(Choice::None, Choice::Variant);
                let is_there = matches!(otherwise, Otherwise::Missing | Otherwise::Default(_));
                let tag = value.member(key);
                let Some(tag) = tag.filter(|tag| is_there || !tag.is_null()) else {
                    return match otherwise {
                        Otherwise::Missing => Choice::Missing(key),
                        _ => other,
                    };
                };
                let mut known = values.iter().filter(|(known, _)| tag.is_constant(known));
                return match (known.next(), known.next()) {
                    (None, _) => match otherwise {
                        Otherwise::Missing | Otherwise::Unknown | Otherwise::Untagged => {
                            Choice::Unknown
                        }
                        _ => other,
                    },
                    (Some((_, variant)), None) => Choice::Variant(*variant),
                    // A tag of several variants decides nothing.
                    _ => Choice::None,
                };
            }
            Self::Equals(constant, variant) => (value.is_constant(constant), variant),
            Self::Kind(kind, variant) => (value.is_kind(*kind), variant),
            Self::Keys(keys, variant) => {
                let has_all = keys.iter().all(|key| value.member(key).is_some());
                (has_all, variant)
            }
            Self::Only(keys, variant) => (has_only(value, keys), variant),
            Self::Nearest(all) => {
                return nearest(value, all).map_or(Choice::None, Choice::Variant);
            }
            Self::Try(variant) => (true, variant),
        };
        match applies {
            true => Choice::Variant(*variant),
            false => Choice::None,
        }
    }
}

/// Whether a value is an object without other keys than these, which are sorted, or a list that begins with one.
fn has_only(value: &impl Seen, keys: &[String]) -> bool {
    let mut found = first_keys(value);
    let found = found.as_mut();
    found.is_some_and(|found| found.all(|key| keys.binary_search(key).is_ok()))
}

/// The first variant of those that describe most members.
fn nearest(value: &impl Seen, all: &[(Vec<String>, usize)]) -> Option<usize> {
    let known = |keys: &[String]| {
        let found = first_keys(value).into_iter().flatten();
        found.filter(|key| keys.binary_search(key).is_ok()).count()
    };
    let known = all.iter().map(|(keys, variant)| (known(keys), *variant));
    // Of several maxima the last is taken.
    let most = known.rev().max_by_key(|(known, _)| *known);
    most.filter(|(known, _)| *known > 0)
        .map(|(_, variant)| variant)
}

/// The keys of an object, or of the first item of a list.
fn first_keys(value: &impl Seen) -> Option<impl Iterator<Item = &String>> {
    let first = match value.items() {
        Some(items) => items.first(),
        None => Some(value),
    };
    first.and_then(Seen::keys)
}
