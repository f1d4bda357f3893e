//! Which documents there are: takes a folder, gives the descriptions in it in alphabetical
//! order. Never reads more than it needs to tell a description from another file, and judges
//! none.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::Manifest;
use crate::error::Error;
use crate::place::Place;

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

/// Whether a text has `openapi` or `swagger` among its outermost keys. Reads no further than
/// that, so that a text broken elsewhere is told apart from one that is no description.
pub fn looks_like_a_description(text: &str) -> bool {
    let text = text
        .trim_start_matches('\u{feff}')
        .trim_start_matches(['\n', '\r']);
    if text.trim_start().starts_with('{') {
        has_flow_key(text)
    } else {
        has_block_key(text)
    }
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

fn has_extension(name: &str) -> bool {
    [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn is_description(path: &Path) -> io::Result<bool> {
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    Ok(looks_like_a_description(&String::from_utf8_lossy(
        &fs::read(path)?,
    )))
}

/// YAML in block style: the outermost keys stand as far in as the first of them.
fn has_block_key(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| {
        let content = line.trim_start();
        !content.is_empty() && !content.starts_with(['#', '%']) && !content.starts_with("---")
    });
    let indent = |line: &str| line.len() - line.trim_start().len();
    let Some(first) = lines.next() else {
        return false;
    };
    let outermost = indent(first);
    std::iter::once(first)
        .chain(lines)
        .filter(|line| indent(line) == outermost)
        .any(|line| {
            line.split_once(':')
                .is_some_and(|(key, _)| is_version_key(key))
        })
}

/// JSON, or YAML in flow style: what stands before a colon, one brace deep.
fn has_flow_key(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut key_start = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            b'{' | b'[' => {
                depth += 1;
                key_start = (depth == 1).then_some(at + 1);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => key_start = Some(at + 1),
            b':' if depth == 1 => {
                let key = key_start.take().map(|start| &text[start..at]);
                if key.is_some_and(is_version_key) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

fn is_version_key(key: &str) -> bool {
    matches!(key.trim().trim_matches(['"', '\'']), "openapi" | "swagger")
}

#[cfg(test)]
mod tests;
