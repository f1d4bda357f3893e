//! Makes a new crate a member of the workspace that it lies in, as `cargo new` does: takes the
//! crate's folder, changes `members` in the root manifest where cargo asks for it. Tells which names the packages
//! beside it have.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use toml_edit::{Array, DocumentMut, Item, Value};

use crate::error::Error;
use crate::manifest;
use crate::place::{self, Place};
use crate::settings;

/// Makes the crate a member of the workspace in the current folder; gives what to tell of it.
///
/// Nothing is done for a crate outside of it, one that `members` or `exclude` covers already, and
/// where there is no workspace.
///
/// # Errors
///
/// When the root manifest cannot be read or written.
pub fn join(out: &Place) -> Result<Option<String>, Error> {
    let (Ok(root), Ok(folder)) = (fs::canonicalize("."), fs::canonicalize(&out.path)) else {
        return Ok(None);
    };
    let Ok(member) = folder.strip_prefix(&root) else {
        return Ok(None);
    };
    if !is_asked_for(&folder) {
        return Ok(None);
    }
    let member = member.display().to_string().replace('\\', "/");
    let text = match fs::read_to_string(manifest::FILE) {
        // The workspace is a folder between this one and the crate: it is its owner's to change.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        read => {
            read.map_err(|error| Error::io(format!("cannot read `{}`", manifest::FILE), &error))?
        }
    };
    let Some(text) = with_member(&text, &member) else {
        return Ok(None);
    };
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(Path::new("."))?;
        file.write_all(text.as_bytes())?;
        file.as_file()
            .set_permissions(fs::metadata(manifest::FILE)?.permissions())?;
        file.persist(manifest::FILE).map_err(|error| error.error)
    };
    write().map_err(|error| Error::io(format!("cannot write `{}`", manifest::FILE), &error))?;
    Ok(Some(format!(
        "`{member}` is now among the `members` of {}\n",
        manifest::FILE
    )))
}

/// The names that a new crate in a folder cannot have, each with the folder of its package: those of the other clients in
/// the settings, and of the packages of the workspace in the current folder where the crate lies in it. Cargo refuses two
/// packages of one name.
pub fn names_beside(out: &Place) -> BTreeMap<String, PathBuf> {
    let clients = settings::clients().unwrap_or_default();
    let of_client = |client: &settings::Client| {
        let folder = Place::new(None, &client.out, Path::new(""));
        let (name, _) = manifest::package_name(&folder, None)?;
        Some((name, folder.path))
    };
    let mut names = BTreeMap::new();
    let folder = std::path::absolute(&out.path).map(|folder| place::plain(&folder));
    if let (Ok(root), Ok(out)) = (env::current_dir(), folder)
        && out.starts_with(&root)
        && let Some(output) = metadata(Path::new(manifest::FILE))
    {
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_default();
        let packages = metadata["packages"].as_array().into_iter().flatten();
        names.extend(packages.filter_map(|package| {
            let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
            let folder = folder.strip_prefix(&root).unwrap_or(folder);
            Some((package["name"].as_str()?.to_owned(), folder.to_owned()))
        }));
    }
    names.extend(clients.iter().filter_map(of_client));
    names
}

/// Whether cargo refuses the crate since its workspace does not name it.
fn is_asked_for(folder: &Path) -> bool {
    let is_refused = |output: &Output| {
        String::from_utf8_lossy(&output.stderr)
            .contains("believes it's in a workspace when it's not")
    };
    let asked = metadata(&folder.join(manifest::FILE));
    asked.is_some_and(|output| !output.status.success() && is_refused(&output))
}

/// What cargo says about the workspace of a manifest.
fn metadata(manifest: &Path) -> Option<Output> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let asked = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .arg("--manifest-path")
        .arg(manifest)
        .output();
    asked.ok()
}

/// The root manifest with one more member; `None` where that is no table of a workspace.
fn with_member(text: &str, member: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let workspace = document.get_mut("workspace")?.as_table_like_mut()?;
    let members = workspace
        .entry("members")
        .or_insert(Item::Value(Value::Array(Array::new())));
    let members = members.as_array_mut()?;
    let was_sorted = members
        .iter()
        .map(|value| value.as_str().unwrap_or_default())
        .is_sorted();
    let place = members
        .iter()
        .position(|value| value.as_str().is_some_and(|other| other > member));
    let place = place
        .filter(|at| was_sorted && *at > 0)
        .unwrap_or(members.len());
    insert(members, place, member);
    Some(document.to_string())
}

/// Inserts a text, written as its neighbours are. What TOML holds for the start of the next value, or
/// for the end of the list, may be a comment on the one before: it stays there.
fn insert(list: &mut Array, at: usize, text: &str) {
    let before = |value: &Value| {
        let prefix = value.decor().prefix().and_then(|prefix| prefix.as_str());
        prefix.unwrap_or_default().to_owned()
    };
    let own_line = |prefix: &str| prefix.rfind('\n').map(|at| prefix[at..].to_owned());
    let last = list.iter().last().map(before);
    let mut value = Value::from(text);
    if let Some(next) = list.get_mut(at) {
        let prefix = before(next);
        if let Some(bare) = own_line(&prefix) {
            next.decor_mut().set_prefix(bare);
        }
        value.decor_mut().set_prefix(prefix);
    } else if let Some(bare) = last.as_deref().and_then(own_line) {
        let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
        let comment = trailing[..trailing.rfind('\n').unwrap_or(0)].to_owned();
        list.set_trailing(trailing[comment.len()..].to_owned());
        value.decor_mut().set_prefix(comment + &bare);
    } else if last.is_some() {
        value.decor_mut().set_prefix(" ");
    }
    list.insert_formatted(at, value);
}

#[cfg(test)]
mod tests {
    use super::with_member;

    #[test]
    fn a_member_is_written_as_the_others_are() {
        for (before, after) in [
            ("[workspace]\n", "[workspace]\nmembers = [\"b\"]\n"),
            (
                "[workspace]\nmembers = []\n",
                "[workspace]\nmembers = [\"b\"]\n",
            ),
            (
                "[workspace]\nmembers = [\"a\"] # all\n",
                "[workspace]\nmembers = [\"a\", \"b\"] # all\n",
            ),
            (
                "[workspace]\nmembers = [\"a\", \"c\"]\n",
                "[workspace]\nmembers = [\"a\", \"b\", \"c\"]\n",
            ),
            (
                "[workspace]\nmembers = [\n    \"a\", # first\n    \"z\",\n]\n",
                "[workspace]\nmembers = [\n    \"a\", # first\n    \"b\",\n    \"z\",\n]\n",
            ),
            (
                "[workspace]\nmembers = [\n    \"c\",\n    \"a\", # last\n]\n",
                "[workspace]\nmembers = [\n    \"c\",\n    \"a\", # last\n    \"b\",\n]\n",
            ),
            (
                "[package]\nname = \"p\"\n[workspace]\n",
                "[package]\nname = \"p\"\n[workspace]\nmembers = [\"b\"]\n",
            ),
        ] {
            assert_eq!(with_member(before, "b").as_deref(), Some(after), "{before}");
        }
        assert_eq!(with_member("[package]\nname = \"p\"\n", "b"), None);
    }
}
