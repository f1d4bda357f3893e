//! The names of what a type has: fields, values of an enumeration.

use super::characters::spelled;
use super::identifiers::variant;
use super::{MEMBERS, Naming, Said, Scope, Wish, snake, with_end};

/// A value of an enumeration that wants a name.
pub(in crate::lower) struct Value<'t> {
    /// The value, as text.
    pub key: &'t str,
    /// The text that the name is made of: the title, else the value.
    pub text: &'t str,
}

impl Naming<'_, '_> {
    /// The names of the fields for some keys. A key that is a name already keeps it, whatever other keys there
    /// are. The fields that are not of the description have the `reserved` names.
    pub fn fields(
        &self,
        owner: &str,
        keys: &[(&str, Option<Said>)],
        reserved: &[&'static str],
    ) -> Vec<String> {
        let mut scope = Scope::with(reserved.iter().copied());
        let wish = |(key, said): &(&str, Option<Said>)| {
            let plain = snake(key);
            let exact = plain == *key;
            let second = if exact {
                plain.clone()
            } else {
                snake(&spelled(key))
            };
            Wish {
                keys: vec![(*key).to_owned()],
                candidates: vec![plain.clone(), second, with_end(&plain, "_value")],
                exact,
                reported: true,
                said: said.clone(),
                ..Wish::default()
            }
        };
        let wishes: Vec<Wish> = keys.iter().map(wish).collect();
        self.settle_sorted(&format!("{MEMBERS}{owner}"), &mut scope, &wishes, |_| 0)
    }

    /// The name that a member had before, where it was not its key.
    pub fn had_member(&self, owner: &str, key: &str) -> Option<&str> {
        self.remembered(&format!("{MEMBERS}{owner}"), key)
    }

    /// Whether a field has the name that it had before.
    pub fn had_field(&self, owner: &str, key: &str, name: &str) -> bool {
        self.had_member(owner, key) == Some(name)
    }

    /// The names of the values of an enumeration.
    pub fn values(&self, owner: &str, values: &[Value<'_>]) -> Vec<String> {
        let wishes: Vec<Wish> = values.iter().map(value).collect();
        self.variants(owner, &wishes)
    }

    /// The names of the variants of an enumeration or a union.
    pub fn variants(&self, owner: &str, wishes: &[Wish]) -> Vec<String> {
        let mut scope = Scope::with(UNKNOWN);
        self.settle_sorted(&format!("{MEMBERS}{owner}"), &mut scope, wishes, |_| 0)
    }
}

/// What a variant for several things is known by: the first of them that had a name in the last
/// version, else the first.
pub(in crate::lower) fn known_by(
    names: &Naming<'_, '_>,
    owner: &str,
    keys: impl IntoIterator<Item = String>,
) -> Vec<String> {
    let group = format!("{MEMBERS}{owner}");
    let keys: Vec<String> = keys.into_iter().collect();
    let mut all = keys.iter();
    let known = all.find(|key| names.remembered(&group, key).is_some());
    known.or(keys.first()).cloned().into_iter().collect()
}

/// The variant for what the description does not list.
const UNKNOWN: [&str; 1] = ["Unknown"];

fn value(value: &Value<'_>) -> Wish {
    let Value { key, text } = *value;
    let plain = variant(text);
    let spelled = variant(&spelled(text));
    let case = case(text);
    let of_key = Some(variant(key)).filter(|name| key != text && snake(name) == key);
    Wish {
        keys: vec![key.to_owned()],
        exact: key == text && snake(&plain) == *key,
        of_key,
        candidates: match plain.as_str() {
            "Unknown" => vec!["UnknownValue".to_owned(), with_end("UnknownValue", case)],
            _ => {
                let [plain_case, spelled_case] =
                    [&plain, &spelled].map(|name| with_end(name, case));
                vec![plain, spelled, plain_case, spelled_case]
            }
        },
        ..Wish::default()
    }
}

/// The name of a value that differs from another one in its case alone.
pub(in crate::lower) fn cased(text: &str) -> String {
    match variant(text).as_str() {
        "Unknown" => with_end("UnknownValue", case(text)),
        plain => with_end(plain, case(text)),
    }
}

/// What tells a text from another that has the same letters in other cases.
fn case(text: &str) -> &'static str {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let first_is_upper = letters.next().is_some_and(char::is_uppercase);
    let has = |is_it: fn(char) -> bool| text.chars().any(is_it);
    match (
        first_is_upper,
        has(char::is_uppercase),
        has(char::is_lowercase),
    ) {
        (_, true, false) => "Uppercase",
        (true, ..) => "Capitalized",
        (_, true, _) => "Mixed",
        _ => "Lowercase",
    }
}

/// The wish of a value of an enumeration of integers.
pub(in crate::lower) fn integer(
    names: &Naming<'_, '_>,
    owner: &str,
    value: i64,
    title: Option<&str>,
) -> Wish {
    // What earlier versions of the generator called a value.
    let earlier = format!("_{value}");
    let plain = match value {
        ..0 => format!("Minus{}", value.unsigned_abs()),
        _ if names.was_given(&format!("{MEMBERS}{owner}"), &earlier) => earlier,
        _ => format!("Value{value}"),
    };
    let titled = title.map(variant);
    Wish {
        keys: vec![value.to_string()],
        exact: titled.as_ref().is_none_or(|titled| *titled == plain),
        of_key: titled.is_some().then(|| plain.clone()),
        candidates: titled.into_iter().chain([plain]).collect(),
        ..Wish::default()
    }
}

/// The wish of a variant for a text.
pub(in crate::lower) fn text_variant(text: &str) -> Wish {
    Wish {
        exact: false,
        ..value(&Value { key: text, text })
    }
}
