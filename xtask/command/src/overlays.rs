//! Which overlays a description has: takes its place, gives the overlay files in the order in
//! which they apply. Reads names, never what an overlay says.

use std::fs;
use std::io;
use std::path::Path;

use crate::description;
use crate::error::Error;
use crate::place::Place;

/// Whether a file's name is that of an overlay: `NAME.overlay.yaml`, `.yml` or `.json`.
pub fn is_name(name: &str) -> bool {
    let stem = [".yaml", ".yml", ".json"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    stem.is_some_and(|stem| stem.ends_with(".overlay") && !name.starts_with('.'))
}

/// The overlays that lie next to a description and belong to it, in the order of their names.
///
/// In a folder of one description all do. Where several lie together, `api.yaml` has those whose
/// names begin with `api.`, and `api.v2.yaml`, the longer name, those that begin with `api.v2.`.
///
/// # Errors
///
/// When an overlay belongs to none of several descriptions.
pub fn beside(spec: &Place) -> Result<Vec<Place>, Error> {
    let Some(file) = spec.path.file_name().and_then(|name| name.to_str()) else {
        return Ok(Vec::new());
    };
    let folder = spec.path.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    // A folder that is not there is told of when the description is read.
    let mut names = names(folder).unwrap_or_default();
    names.retain(|name| name != file);
    // No other description can have a longer part of such a name.
    let is_plainly_its = |name: &String| {
        let rest = name.strip_prefix(stem(file));
        rest.is_some_and(|rest| rest.starts_with(".overlay."))
    };
    if !names.iter().all(is_plainly_its) {
        let descriptions = description::in_folder(folder).unwrap_or_default();
        if descriptions.iter().any(|other| other != file) {
            let longest = |name: &str| {
                descriptions
                    .iter()
                    .filter_map(|other| length(name, other))
                    .max()
            };
            if let Some(name) = names.iter().find(|name| longest(name).is_none()) {
                let all = descriptions.join("`, `");
                let message = format!("`{name}` is in the folder of several descriptions: `{all}`");
                return Err(Error::new(message).help(format!(
                    "name it after the one it is for, such as `{}.overlay.yaml`, or move it away \
                     and give it with `--overlay`",
                    stem(file)
                )));
            }
            names.retain(|name| length(name, file) >= longest(name));
        }
    }
    let place = |name: String| Place {
        path: folder.join(&name),
        shown: Path::new(&spec.shown)
            .with_file_name(&name)
            .display()
            .to_string(),
    };
    Ok(names.into_iter().map(place).collect())
}

/// Those that lie next to a description, then others.
///
/// # Errors
///
/// As [`beside`].
pub fn with(spec: &Place, others: &[Place]) -> Result<Vec<Place>, Error> {
    let mut all = beside(spec)?;
    all.extend_from_slice(others);
    Ok(all)
}

/// The names of the overlays in a folder, in alphabetical order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && is_name(&name)
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// How much of the name of an overlay is that of a description, if it is one of it.
fn length(overlay: &str, description: &str) -> Option<usize> {
    let stem = stem(description);
    let rest = overlay.strip_prefix(stem)?;
    rest.starts_with('.').then_some(stem.len())
}

fn stem(description: &str) -> &str {
    description
        .rsplit_once('.')
        .map_or(description, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{beside, is_name};
    use crate::place::Place;

    /// What `api.yaml` has in a folder with these files.
    fn of(files: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let spec = Place {
            path: folder.path().join("api.yaml"),
            shown: "spec/api.yaml".to_owned(),
        };
        match beside(&spec) {
            Ok(found) => Ok(found.into_iter().map(|overlay| overlay.shown).collect()),
            Err(error) => Err(error.message),
        }
    }

    const API: (&str, &str) = ("api.yaml", "openapi: 3.1.0");
    const OTHER: (&str, &str) = ("other.yaml", "openapi: 3.1.0");

    #[test]
    fn an_overlay_is_known_by_its_name() {
        assert!(is_name("a.overlay.yaml") && is_name("a.overlay.yml") && is_name("b.overlay.json"));
        assert!(
            !is_name("overlay.yaml") && !is_name("a.overlay.b.yaml") && !is_name(".a.overlay.yml")
        );
    }

    #[test]
    fn a_description_alone_has_all_of_them_in_the_order_of_their_names() {
        let found = of(&[API, ("20.overlay.yml", ""), ("10.overlay.json", "")]);
        assert_eq!(
            found.unwrap(),
            ["spec/10.overlay.json", "spec/20.overlay.yml"]
        );
    }

    #[test]
    fn among_several_each_has_those_of_its_name() {
        let found = of(&[
            API,
            OTHER,
            ("api.overlay.yaml", ""),
            ("api.2.overlay.yaml", ""),
            ("other.overlay.yaml", ""),
        ]);
        assert_eq!(
            found.unwrap(),
            ["spec/api.2.overlay.yaml", "spec/api.overlay.yaml"]
        );
    }

    #[test]
    fn the_longest_name_has_an_overlay() {
        let found = of(&[
            API,
            ("api.v2.yaml", "openapi: 3.1.0"),
            ("api.v3.yaml", "type: object"),
            ("api.v2.overlay.yaml", ""),
            ("api.v3.overlay.yaml", ""),
        ]);
        assert_eq!(found.unwrap(), ["spec/api.v3.overlay.yaml"]);
    }

    #[test]
    fn one_that_is_nobodys_is_an_error() {
        let found = of(&[API, OTHER, ("mend.overlay.yaml", "")]);
        assert_eq!(
            found.unwrap_err(),
            "`mend.overlay.yaml` is in the folder of several descriptions: `api.yaml`, `other.yaml`"
        );
    }
}
