//! Makes a new crate a member of the workspace that it lies in, as `cargo new` does: takes the
//! crate's folder, changes `members` in the root manifest where cargo asks for it. Tells which names the packages
//! beside it have.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use toml_edit::{Array, DocumentMut, Item, Value};

use crate::error::{Error, reason};
use crate::manifest;
use crate::place::{self, Place};
use crate::settings;

/// Makes the crate a member of the workspace in the current folder; gives what to tell of it.
///
/// Nothing is done for a crate outside of it, one that `members` or `exclude` covers already, and
/// where there is no workspace. What keeps cargo from saying so is told: the next run asks again.
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
    let mut member = member.display().to_string();
    if cfg!(windows) {
        member = member.replace('\\', "/");
    }
    let text = match fs::read_to_string(manifest::FILE) {
        // The workspace is a folder between this one and the crate: it is its owner's to change.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        read => {
            read.map_err(|error| Error::io(format!("cannot read `{}`", manifest::FILE), &error))?
        }
    };
    if !may_lack(&text, &member) {
        return Ok(None);
    }
    let why = match refusal(&folder) {
        None => return Ok(None),
        Some(why) => why,
    };
    if !why.contains("believes it's in a workspace when it's not") {
        let why = why.lines().next().unwrap_or_default();
        return Ok(Some(format!(
            "cargo cannot tell whether `{member}` is a member of the workspace: {}\n",
            why.trim_start_matches("error: ")
        )));
    }
    let Some(text) = with_member(&text, &member) else {
        return Ok(None);
    };
    let write = || {
        // The file that a link leads to; the link stays.
        let file = fs::canonicalize(manifest::FILE)?;
        let mut new = tempfile::NamedTempFile::new_in(file.parent().unwrap_or(&root))?;
        new.write_all(text.as_bytes())?;
        new.as_file()
            .set_permissions(fs::metadata(&file)?.permissions())?;
        new.persist(file).map_err(|error| error.error)
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
        && let Ok(output) = metadata(Path::new(manifest::FILE))
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

/// Whether cargo has to be asked: the manifest may be the root of a workspace, and does not name the member in full.
fn may_lack(text: &str, member: &str) -> bool {
    let Ok(document) = text.parse::<DocumentMut>() else {
        return true;
    };
    let Some(workspace) = document.get("workspace") else {
        return false;
    };
    let members = workspace.get("members").and_then(Item::as_array);
    let mut members = members.into_iter().flatten();
    !members.any(|other| other.as_str() == Some(member))
}

/// Why cargo cannot work with the crate in a folder.
fn refusal(folder: &Path) -> Option<String> {
    match metadata(&folder.join(manifest::FILE)) {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Some(reason(&error)),
    }
}

/// What cargo says about the workspace of a manifest.
fn metadata(manifest: &Path) -> io::Result<Output> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .arg("--manifest-path")
        .arg(manifest)
        .output()
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
    Some(manifest::with_endings(document.to_string(), text))
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
                "[workspace]\r\nmembers = [\r\n    \"a\",\r\n]\r\n",
                "[workspace]\r\nmembers = [\r\n    \"a\",\r\n    \"b\",\r\n]\r\n",
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
