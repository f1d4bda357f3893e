//! Where the values of a client's settings stand that are held against the description or the disk later.

use std::path::Path;

use generator::Diagnostic;
use toml_edit::{Item, TableLike, Value};

use super::{File, ONLY};
use crate::error::{Error, Position};

/// The settings that are paths.
const PATHS: [&str; 4] = ["spec", "overlays", "root", "out"];

/// The places of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(Vec<Placed>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    key: &'static str,
    value: String,
    place: Position,
}

impl Places {
    /// Of the values in the table of a client.
    pub(super) fn of(file: File<'_>, client: &dyn TableLike) -> Self {
        let mut places = Self::default();
        for key in PATHS {
            let item = client.get(key);
            places.add_array(file, key, item);
            places.add_value(file, key, item.and_then(Item::as_value));
        }
        if let Some(only) = client.get("only").and_then(Item::as_table_like) {
            for key in ONLY {
                places.add_array(file, key, only.get(key));
            }
        }
        if let Some(types) = client.get("types").and_then(Item::as_table_like) {
            places.add_keys(file, "types", types);
        }
        let derives = client.get("derives");
        places.add_array(file, "derives", derives);
        if let Some(derives) = derives.and_then(Item::as_table_like) {
            for (_, types) in derives.iter() {
                places.add_array(file, "derives", Some(types));
            }
            places.add_keys(file, "derives", derives);
        }
        places
    }

    fn add_array(&mut self, file: File<'_>, key: &'static str, item: Option<&Item>) {
        for value in item.and_then(Item::as_array).into_iter().flatten() {
            self.add_value(file, key, Some(value));
        }
    }

    fn add_value(&mut self, file: File<'_>, key: &'static str, value: Option<&Value>) {
        if let Some((Value::String(text), Some(span))) = value.map(|value| (value, value.span())) {
            self.add(file, key, text.value(), span.start);
        }
    }

    fn add_keys(&mut self, file: File<'_>, key: &'static str, table: &dyn TableLike) {
        for (name, _) in table.iter() {
            if let Some(span) = table.key(name).and_then(|key| key.span()) {
                self.add(file, key, name, span.start);
            }
        }
    }

    fn add(&mut self, file: File<'_>, key: &'static str, value: &str, at: usize) {
        let Some(place) = file.position(at) else {
            return;
        };
        let value = value.to_owned();
        self.0.push(Placed { key, value, place });
    }

    /// Says of each finding about a setting where it stands.
    pub fn point(&self, found: &mut [Diagnostic]) {
        for setting in found.iter_mut().filter_map(|found| found.setting.as_mut()) {
            let is_it =
                |placed: &&Placed| placed.key == setting.key && placed.value == setting.value;
            if let Some(Placed { place, .. }) = self.0.iter().find(is_it) {
                setting.stands_at(&place.file, place.line, place.column);
            }
        }
    }

    /// Says of an error about a file or a folder of the settings where they name it.
    pub fn point_out(&self, error: Error) -> Error {
        let is_it = |placed: &&Placed| {
            PATHS.contains(&placed.key) && error.about.as_deref() == Some(Path::new(&placed.value))
        };
        match self.0.iter().find(is_it) {
            Some(placed) => {
                let place = Some(placed.place.clone());
                error.at(place)
            }
            None => error,
        }
    }
}
