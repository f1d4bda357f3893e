//! Which documents there are: takes a folder, gives the descriptions in it in alphabetical
//! order. Never reads more than it needs to tell a description from another file, and judges
//! none.

use std::fs;

use cargo_verbatim::description::{has_extension, is_description};
use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;

use super::manifest::Manifest;

/// A description, or what claims to be one.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path within the folder, with `/`.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// The length of its text, in bytes.
    pub bytes: u64,
    /// What the manifest says it is, when there is one.
    pub kind: Option<String>,
}

/// The documents of a folder: every YAML and JSON file directly in it that looks like a
/// description, and every file that the manifest names, wherever in the folder it lies.
///
/// # Errors
///
/// When the folder or a file that the manifest names cannot be read, and when there is none.
pub fn find(folder: &Place, manifest: Option<&Manifest>) -> Result<Vec<Document>, Error> {
    let mut found = Vec::new();
    let listed = || manifest.into_iter().flat_map(Manifest::files);
    for name in listed() {
        found.push(document(folder, name, manifest)?);
    }
    let cannot = |error| Error::io(format!("cannot read the folder `{}`", folder.shown), &error);
    for entry in fs::read_dir(&folder.path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let known = listed().any(|listed| listed == name);
        if !known && has_extension(&name) && is_description(&entry.path()).map_err(cannot)? {
            found.push(document(folder, &name, manifest)?);
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if found.is_empty() {
        let message = format!("there is no OpenAPI document in `{}`", folder.shown);
        return Err(Error::new(message)
            .help("name a folder with YAML or JSON files that have an `openapi` key"));
    }
    Ok(found)
}

fn document(folder: &Place, name: &str, manifest: Option<&Manifest>) -> Result<Document, Error> {
    let place = Place {
        path: folder.path.join(name),
        shown: folder.inside(name),
    };
    let found = fs::metadata(&place.path)
        .map_err(|error| Error::io(format!("cannot read `{}`", place.shown), &error))?;
    Ok(Document {
        name: name.to_owned(),
        place,
        bytes: found.len(),
        kind: manifest
            .and_then(|manifest| manifest.kind(name))
            .map(str::to_owned),
    })
}

#[cfg(test)]
mod tests;
