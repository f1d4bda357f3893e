//! The names of what a type has: fields, values of an enumeration.

use super::{MEMBERS, Naming, Scope, Wish, snake, spelled, upper_camel, with_end};

/// A value of an enumeration that wants a name.
pub(in crate::lower) struct Value<'t> {
    /// The value, as text.
    pub key: &'t str,
    /// The text that the name is made of: the title, else the value.
    pub text: &'t str,
}

impl Naming<'_, '_> {
    /// The names of the fields for some keys. A key that is a name already keeps it, whatever other keys there
    /// are. Fields beside those of the description have the `reserved` names.
    pub fn fields(&self, owner: &str, keys: &[&str], reserved: &[&str]) -> Vec<String> {
        let mut scope = Scope::with(reserved.iter().copied());
        let wish = |key: &&str| {
            let plain = snake(key);
            let exact = plain == **key;
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
            }
        };
        let wishes: Vec<Wish> = keys.iter().map(wish).collect();
        // Here the first version follows the keys too.
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_key(|index| !wishes[*index].exact);
        let mut wishes: Vec<Option<Wish>> = wishes.into_iter().map(Some).collect();
        let sorted: Vec<Wish> = order
            .iter()
            .filter_map(|index| wishes[*index].take())
            .collect();
        let given = self.settle(&format!("{MEMBERS}{owner}"), &mut scope, &sorted);
        let mut names = vec![String::new(); keys.len()];
        for (index, name) in order.into_iter().zip(given) {
            names[index] = name;
        }
        names
    }

    /// The names of the values of an enumeration.
    pub fn values(&self, owner: &str, values: &[Value<'_>]) -> Vec<String> {
        let mut scope = Scope::with(UNKNOWN);
        let wishes: Vec<Wish> = values.iter().map(value).collect();
        self.settle(&format!("{MEMBERS}{owner}"), &mut scope, &wishes)
    }

    /// The names of the variants of an enumeration or a union.
    pub fn variants(&self, owner: &str, wishes: &[Wish]) -> Vec<String> {
        let mut scope = Scope::with(UNKNOWN);
        self.settle(&format!("{MEMBERS}{owner}"), &mut scope, wishes)
    }
}

/// What a variant that stands for several things is known by: the first of them that had a name in the last
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
    let plain = upper_camel(text);
    let has = |is_it: fn(char) -> bool| text.chars().any(is_it);
    let case = match (has(char::is_uppercase), has(char::is_lowercase)) {
        (true, false) => "Uppercase",
        (true, true) => "Mixed",
        _ => "Lowercase",
    };
    let cased = match plain.as_str() {
        "Unknown" => "UnknownValue".to_owned(),
        plain => with_end(plain, case),
    };
    Wish {
        keys: vec![key.to_owned()],
        exact: key == text && snake(&plain) == *key,
        candidates: vec![plain, upper_camel(&spelled(text)), cased],
        reported: false,
    }
}

/// The wish of a value of an enumeration of integers.
pub(in crate::lower) fn integer(value: i64, title: Option<&str>) -> Wish {
    let plain = match value {
        ..0 => format!("Minus{}", value.unsigned_abs()),
        _ => format!("_{value}"),
    };
    let titled = title.map(upper_camel);
    Wish {
        keys: vec![value.to_string()],
        exact: titled.as_ref().is_none_or(|titled| *titled == plain),
        candidates: titled.into_iter().chain([plain]).collect(),
        reported: false,
    }
}

/// The wish of a variant of a union that is a text by itself.
pub(in crate::lower) fn text_variant(text: &str) -> Wish {
    Wish {
        keys: vec![text.to_owned()],
        candidates: vec![upper_camel(text), upper_camel(&spelled(text))],
        exact: false,
        reported: false,
    }
}
