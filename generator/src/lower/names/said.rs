//! Names that the description gives itself. They come before every other name, also before those of the last version.

use super::gone::Gone;
use super::{Naming, Scope, Wish, with_end};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Names, TYPES};
use crate::source::{Node, Place};

/// The key of a thing that says its own name.
pub(in crate::lower) const OWN: &str = "x-name";

/// A name that the description gives, and where it does so.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Said {
    pub name: String,
    pub place: Place,
}

impl Said {
    /// The name with more at its end.
    pub fn with_end(self, end: &str) -> Self {
        let name = with_end(&self.name, end);
        Self { name, ..self }
    }
}

impl Naming<'_, '_> {
    /// The name that an object gives to what becomes of it.
    pub fn said(&self, node: &Node, in_case: fn(&str) -> String) -> Option<Said> {
        self.read_said(OWN, node.get(OWN)?, in_case)
    }

    /// Reports the name of an object of which nothing with a name becomes.
    pub fn note_unused(&self, node: &Node, why: &str, help: &str) {
        if let Some(said) = node.get(OWN) {
            let message = format!("`{OWN}` has no effect here: {why}");
            let found = self.report.at_key(Code::UnknownKey, said, message);
            let found = found.softened().label("ignored");
            self.report.add(found.help(help).once());
        }
    }

    /// A name that the description gives under a key; a finding where it is none.
    pub fn read_said(&self, key: &str, node: &Node, in_case: fn(&str) -> String) -> Option<Said> {
        let text = node
            .as_str()
            .filter(|text| text.contains(char::is_alphanumeric));
        if text.is_none() {
            let message = match node.as_str() {
                Some(text) => {
                    let text = text.escape_debug();
                    format!("`{text}` has no letter and no digit, so it is no name")
                }
                None => format!("expected a name for `{key}`, found {}", node.kind()),
            };
            self.report
                .add(self.report.at(Code::Extension, node, message).once());
        }
        Some(Said {
            name: in_case(text?),
            place: node.place,
        })
    }

    /// Gives the things of a scope the names that the description says.
    pub(super) fn give_said(
        &self,
        group: &str,
        scope: &mut Scope,
        wishes: &[&Wish],
        gone: &Gone<'_>,
        names: &mut [Option<String>],
    ) {
        for (wish, name) in wishes.iter().zip(names) {
            let Some(said) = &wish.said else {
                continue;
            };
            let is_own = self
                .before
                .is_some_and(|before| had(before, group, wish, &said.name));
            // Whoever says the name of a type that is gone means it.
            let is_left = group == TYPES && gone.contains_key(said.name.as_str());
            let is_open = is_own || is_left || !scope.is_held(&said.name);
            if is_open && scope.take_held(&said.name) {
                self.free_earlier(group, wish, &said.name);
                *name = Some(said.name.clone());
            } else {
                self.note_refused(group, wish, said);
            }
        }
    }

    /// Keeps the name that a thing had before for no other thing.
    fn free_earlier(&self, group: &str, wish: &Wish, said: &str) {
        for key in &wish.keys {
            let before = self.before.filter(|before| !before.is_draft(group, key));
            let Some(earlier) = before.and_then(|before| before.get(group, key)) else {
                continue;
            };
            if earlier != said {
                let message = format!(
                    "`{earlier}` of the {group} is free: `{key}` is called `{said}` now; nothing else gets the name"
                );
                self.report
                    .add(Diagnostic::new(Code::FreedName, None, message));
                self.after
                    .borrow_mut()
                    .free(group, &renamed(key, earlier), earlier);
            }
        }
    }

    fn note_refused(&self, group: &str, wish: &Wish, Said { name, place }: &Said) {
        let span = self.report.sources.shown_span(*place);
        let of = match group == TYPES {
            true => "a type or a part of the client".to_owned(),
            false => match wish.keys.first() {
                Some(key) => format!("something else beside `{key}`"),
                None => "something else beside it".to_owned(),
            },
        };
        let message = format!("`{name}` is the name of {of}, or was it in an earlier version");
        let found = Diagnostic::new(Code::SaidName, Some(span), message);
        let help = "give it another name, or remove this one";
        self.report.add(found.help(help).once());
    }
}

/// Whether the thing itself has had a name.
fn had(before: &Names, group: &str, wish: &Wish, name: &str) -> bool {
    let is_key = |known: &str| {
        let mut keys = wish.keys.iter();
        keys.any(|key| key == known || renamed(key, name) == known)
    };
    let by_key = before
        .group(group)
        .any(|(key, known)| known == name && is_key(key));
    let is_exact = wish.exact && wish.candidates.first().is_some_and(|first| first == name);
    by_key || (is_exact && before.exact(group).any(|known| known == name))
}

/// The key of a name that a thing had before it got the one that the description says.
pub(super) fn renamed(key: &str, earlier: &str) -> String {
    format!("{key}#before {earlier}")
}
