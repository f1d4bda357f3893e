//! Files and folders that a command is told of: where they are, and how the user calls them.
//! Never looks at the disk.

use std::path::{Component, Path, PathBuf};

/// A file or folder.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where it is.
    pub path: PathBuf,
    /// How messages call it: as the user wrote it.
    pub shown: String,
}

impl Place {
    /// What the user named, standing in the folder `here`; else the default, which is relative
    /// to the workspace root.
    pub fn new(named: Option<&Path>, default: &str, here: &Path) -> Self {
        match named {
            Some(path) => Self {
                path: here.join(path),
                shown: path.display().to_string(),
            },
            None => Self {
                path: PathBuf::from(default),
                shown: from(here, default),
            },
        }
    }

    /// How messages call a file inside this folder.
    pub fn inside(&self, path: &str) -> String {
        format!("{}/{path}", self.shown.trim_end_matches('/'))
    }
}

/// How a user in the folder `here` calls a file of the workspace, which is the current folder.
pub fn from(here: &Path, within: &str) -> String {
    let root = std::env::current_dir().unwrap_or_default();
    let below = here.strip_prefix(root).unwrap_or(Path::new(""));
    let up = |part| matches!(part, Component::Normal(_)).then_some("../");
    below.components().filter_map(up).collect::<String>() + within
}

/// A folder as the system takes it, to which no path is no folder.
pub fn or_here(folder: &Path) -> &Path {
    match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    }
}

/// A path without `.`, and without each `..` that leads back out of a folder that the path names.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let is_below = matches!(plain.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if is_below => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// A word as a shell reads it: plain when it can be, quoted when it must be.
pub fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Place, plain, shell_word};

    #[test]
    fn a_plain_path_has_no_way_back() {
        for (path, expected) in [
            ("./a//b/", "a/b"),
            ("a/../b/./c", "b/c"),
            ("../a/../../b", "../../b"),
            (".", ""),
            ("/a/..", "/"),
        ] {
            assert_eq!(plain(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn what_the_user_names_is_relative_to_where_they_stand() {
        let named = Place::new(
            Some(Path::new("../api.yaml")),
            "spec/x.yaml",
            Path::new("/somewhere"),
        );
        assert_eq!(named.path, Path::new("/somewhere/../api.yaml"));
        assert_eq!(named.shown, "../api.yaml");
        let default = Place::new(None, "spec/x.yaml", Path::new("/somewhere"));
        assert_eq!(default.path, Path::new("spec/x.yaml"));
    }

    #[test]
    fn a_command_can_be_pasted_into_a_shell() {
        assert_eq!(shell_word("../my-api/v1.yaml"), "../my-api/v1.yaml");
        assert_eq!(shell_word("my api"), "'my api'");
        assert_eq!(shell_word("it's;rm"), r"'it'\''s;rm'");
        assert_eq!(shell_word(""), "''");
    }
}
