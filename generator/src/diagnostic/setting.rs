//! What a finding is about that is no part of a description: a value of somebody's settings.

use super::Location;

/// A value of the [options](crate::Options), which somebody's settings have at a place of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What has it: `tags`, `paths`, `ids` or `webhooks` of a selection, `types` or `derives`; or `version`, the
    /// [version](crate::Options::version) of the crate.
    pub key: &'static str,
    /// The value; of a type of another crate the format.
    pub value: String,
    place: Option<(String, usize, usize)>,
}

impl Setting {
    pub(super) fn new(key: &'static str, value: &str) -> Self {
        let (value, place) = (value.to_owned(), None);
        Self { key, value, place }
    }

    /// Says where the value stands; line and column count from 1, the column in characters.
    pub fn stands_at(&mut self, file: &str, line: usize, column: usize) {
        self.place = Some((file.to_owned(), line, column));
    }

    /// Where the value stands, if somebody said so.
    pub(super) fn location(&self) -> Option<Location<'_>> {
        let (file, line, column) = self.place.as_ref()?;
        Some(Location {
            file,
            line: *line,
            column: *column,
        })
    }
}
