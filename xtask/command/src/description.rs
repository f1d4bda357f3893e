//! Which files are descriptions: takes a folder or a text, tells. Reads no further than it needs
//! to tell a description from another file, and judges none.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::Error;
use crate::overlays;
use crate::place::{self, Place, shell_word};

/// The folder of the workspace's own description.
pub const FOLDER: &str = "spec";

/// The description that the user named, standing in `here`; else the one in the workspace's own
/// folder.
///
/// # Errors
///
/// When nothing is named and that folder has no description, or more than one.
pub fn choose(named: Option<&Path>, here: &Path) -> Result<Place, Error> {
    if named.is_some() {
        return Ok(Place::new(named, FOLDER, here));
    }
    let found = only_one(Path::new(FOLDER), &place::from(here, FOLDER))?;
    found.ok_or_else(|| {
        let shown = place::from(here, FOLDER);
        let error = Error::new(format!("there is no OpenAPI description in `{shown}`"));
        // A new user stands beside the description.
        match in_folder(here).unwrap_or_default().as_slice() {
            [] => {
                error.help("put one there, in YAML or JSON, or name one: `--spec FILE --out DIR`")
            }
            [one] => error.help(format!("did you mean `--spec {}`?", shell_word(one))),
            several => error.help(format!(
                "name one with `--spec`: `{}`",
                several.join("`, `")
            )),
        }
    })
}

/// The only description in a folder, if there is one.
fn only_one(folder: &Path, shown: &str) -> Result<Option<Place>, Error> {
    let cannot = |error| Error::io(format!("cannot read the folder `{shown}`"), &error);
    let candidates = match candidates(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        candidates => candidates.map_err(cannot)?,
    };
    let mut names = descriptions(folder, &candidates).map_err(cannot)?;
    if names.is_empty() {
        // What is wrong with the one file there is, is for the generator to say.
        names = candidates;
    }
    let name = match names.as_slice() {
        [name] => name,
        [] => return Ok(None),
        [first, ..] => {
            let all = names.join("`, `");
            let message = format!("expected one description in `{shown}`, found `{all}`");
            return Err(Error::new(message).help(format!(
                "say which is meant, such as `--spec {shown}/{first}`, or keep one there: what \
                 a description refers to has no `openapi` key, and an overlay is called \
                 `NAME.overlay.yaml`"
            )));
        }
    };
    Ok(Some(Place {
        path: folder.join(name),
        shown: format!("{shown}/{name}"),
    }))
}

/// The names of the descriptions directly in a folder, in alphabetical order.
pub fn in_folder(folder: &Path) -> io::Result<Vec<String>> {
    descriptions(folder, &candidates(folder)?)
}

fn descriptions(folder: &Path, candidates: &[String]) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for name in candidates {
        if is_description(&folder.join(name))? {
            names.push(name.clone());
        }
    }
    Ok(names)
}

/// The names of the YAML and JSON files directly in a folder that are no overlays.
fn candidates(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let hidden = name.starts_with('.');
        if !hidden && has_extension(&name) && !overlays::is_name(&name) && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a file's name is that of a YAML or JSON text.
pub fn has_extension(name: &str) -> bool {
    [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Whether a file looks like a description.
pub fn is_description(path: &Path) -> io::Result<bool> {
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    Ok(looks_like_a_description(&String::from_utf8_lossy(
        &fs::read(path)?,
    )))
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

/// YAML in block style: the outermost keys are indented like the first of them.
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

/// JSON, or YAML in flow style: the text before a colon, one brace deep.
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
