//! What a type without a name of its own is called: the words on the way to it.

use super::names;

/// The words on the way to a type.
#[derive(Debug, Clone, Default)]
pub(super) struct Hint {
    words: Vec<String>,
    /// The last word only says that this is one of several: `Item`, `Value`.
    item: bool,
}

impl Hint {
    /// The most words a hint keeps. The first and the last ones tell most, so the others go.
    const WORDS: usize = 12;

    pub fn new(word: &str) -> Self {
        Self {
            words: vec![names::upper_camel(word)],
            item: false,
        }
    }

    /// The hint of a member. `Item` is left out: everything in a list is in its items.
    pub fn then(&self, word: &str) -> Self {
        let Self { mut words, .. } = self.all();
        while words.len() >= Self::WORDS {
            words.remove(1);
        }
        words.push(names::upper_camel(word));
        Self { words, item: false }
    }

    /// The hint of one of several: the singular of the last word, or that word with `word` after it
    /// when it has no singular.
    pub fn one(&self, word: &str) -> Self {
        let mut hint = self.clone();
        let [before @ .., last] = &mut hint.words[..] else {
            return hint;
        };
        if self.item {
            return hint;
        }
        hint.item = !is_plural(last);
        if hint.item {
            hint.words.push(word.to_owned());
            return hint;
        }
        *last = singular(last);
        // `Error.errors` holds `ErrorItem`s.
        hint.item = before
            .last()
            .is_some_and(|outer| outer.ends_with(last.as_str()));
        if hint.item {
            *last = word.to_owned();
        }
        hint
    }

    /// The hint of the list or map that this is an item of.
    pub fn all(&self) -> Self {
        let mut all = self.clone();
        if self.item {
            all.words.pop();
            all.item = false;
        }
        all
    }

    /// The words as one name. Words in the middle go when it would be too long.
    pub fn name(&self) -> String {
        let Some((first, others)) = self.words.split_first() else {
            return String::new();
        };
        let mut others = others.iter();
        loop {
            let mut name = joined(first, others.as_slice());
            if name.len() <= names::LONGEST || others.len() < 2 {
                names::shorten(&mut name);
                return name;
            }
            others.next();
        }
    }
}

/// `Job` + `JobStatus` is `JobStatus`, and `OldJob` + `JobStatus` is `OldJobStatus`.
fn joined(first: &str, others: &[String]) -> String {
    let mut name = first.to_owned();
    for word in others {
        // Within another name `_1` and `Self_` are `1` and `Self`.
        let word = word.trim_matches('_');
        name.truncate(name.trim_end_matches('_').len());
        if word.starts_with(&name) {
            name.clear();
        }
        name.push_str(&word[repeated(&name, word)..]);
    }
    name
}

/// How many bytes of a word repeat the end of a name: those of `Transaction` when `TransactionType`
/// follows `AssetReportTransaction`. A word that repeats it as a whole is kept.
fn repeated(name: &str, word: &str) -> usize {
    let starts = word
        .char_indices()
        .skip(3)
        .filter(|(_, c)| c.is_uppercase());
    let ends = starts.map(|(at, _)| at);
    ends.filter(|end| name.ends_with(&word[..*end]))
        .last()
        .unwrap_or(0)
}

/// One of what a word names: `payment` of `payments`.
pub(super) fn one_of(word: &str) -> String {
    match is_plural(word) {
        true => singular(word),
        false => word.to_owned(),
    }
}

fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "as", "Series", "Species"]
            .iter()
            .any(|end| word.ends_with(end))
}

fn singular(word: &str) -> String {
    if word.ends_with("ovies") || word.ends_with("ookies") {
        return word[..word.len() - 1].to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for end in ["sses", "shes", "ches", "xes", "tuses", "iases", "nuses"] {
        if word.ends_with(end) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word[..word.len() - 1].to_owned()
}
