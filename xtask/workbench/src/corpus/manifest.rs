//! What is known of the documents: takes a table of tab-separated values whose first line names
//! the columns, gives the kind of each file. Other columns are for people.

use std::collections::BTreeMap;
use std::fs;

use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;

/// The kind whose documents are meant to be refused.
pub const NEGATIVE: &str = "negative";

/// The kind of each file.
#[derive(Debug)]
pub struct Manifest {
    kinds: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or has no columns `file` and `kind`.
    pub fn read(place: &Place) -> Result<Self, Error> {
        let shown = &place.shown;
        let text = fs::read_to_string(&place.path)
            .map_err(|error| Error::io(format!("cannot read the manifest `{shown}`"), &error))?;
        Self::parse(&text).map_err(|why| Error::new(format!("{shown}: {why}")))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| {
            let found = columns.iter().position(|column| *column == name);
            found.ok_or_else(|| format!("expected a column `{name}` in the first line"))
        };
        let (file, kind) = (column("file")?, column("kind")?);
        let mut kinds = BTreeMap::new();
        for (index, line) in lines.enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let values: Vec<&str> = line.split('\t').collect();
            let (Some(file), Some(kind)) = (values.get(file), values.get(kind)) else {
                return Err(format!("line {} has too few columns", index + 2));
            };
            kinds.insert((*file).to_owned(), (*kind).to_owned());
        }
        Ok(Self { kinds })
    }

    /// Every file that is listed, by its path within the folder.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// What a file is.
    pub fn kind(&self, file: &str) -> Option<&str> {
        self.kinds.get(file).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    #[test]
    fn the_first_line_names_the_columns() {
        let manifest = Manifest::parse("x\tkind\tfile\n1\treal\ta.yaml\n\n2\tnegative\tb/c.json\n");
        let manifest = manifest.expect("a manifest");
        assert_eq!(manifest.files().collect::<Vec<_>>(), ["a.yaml", "b/c.json"]);
        assert_eq!(manifest.kind("b/c.json"), Some("negative"));
        assert_eq!(manifest.kind("c.json"), None);
    }

    #[test]
    fn what_is_missing_is_named() {
        let refused = |text| Manifest::parse(text).expect_err("no manifest");
        assert_eq!(
            refused("file\tx\n"),
            "expected a column `kind` in the first line"
        );
        assert_eq!(
            refused("file\tkind\na.yaml\n"),
            "line 2 has too few columns"
        );
    }
}
