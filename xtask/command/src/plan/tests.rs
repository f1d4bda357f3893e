use std::fs;

use super::{Change, Plan};
use crate::sample::{everything, files, folder, generated, place, write};

fn refused(files_before: &[(&str, &str)], new: &[(&str, &str)]) -> String {
    let (folder, out) = folder();
    for (path, text) in files_before {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let before = everything(folder.path());
    let error = Plan::new(&out, files(new)).unwrap_err();
    assert_eq!(everything(folder.path()), before);
    assert!(!error.help.is_empty(), "no way out of: {}", error.message);
    error.message
}

#[test]
fn each_file_is_created_updated_removed_or_left() {
    let (_folder, out) = folder();
    write(
        &out,
        files(&[("src/a.rs", "a"), ("src/b.rs", "b"), ("src/c.rs", "c")]),
    );
    let plan = Plan::new(
        &out,
        files(&[("src/b.rs", "b2"), ("src/c.rs", "c"), ("src/d.rs", "d")]),
    );
    let plan = plan.unwrap();
    let [
        Change::Remove { path: a, old },
        Change::Update {
            path: b,
            old: b1,
            new: b2,
        },
        Change::Create { path: d, new },
    ] = plan.changes.as_slice()
    else {
        panic!(
            "expected a removal, an update and a creation, found {:?}",
            plan.changes
        );
    };
    assert_eq!((a.as_str(), old), ("src/a.rs", &generated("a")));
    assert_eq!(
        (b.as_str(), b1, b2),
        ("src/b.rs", &generated("b"), &generated("b2"))
    );
    assert_eq!((d.as_str(), new), ("src/d.rs", &generated("d")));
    assert_eq!(plan.unchanged, 3, "the manifest, the root and c.rs");
    assert_eq!(plan.lines, 5 * 3);
}

/// Whoever deleted the file would name everything anew.
#[test]
fn names_without_their_first_line_get_it_back() {
    let (folder, out) = folder();
    let given = files(&[("names.yaml", "a: b"), ("src/a.rs", "a")]);
    write(&out, given.clone());
    for path in ["names.yaml", "src/a.rs"] {
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        fs::write(folder.path().join(path), rest).unwrap();
        let error = Plan::new(&out, given.clone()).unwrap_err();
        let help = error.help.join("\n");
        assert!(error.message.contains(path), "{}", error.message);
        let says = [
            help.contains(&format!("`{first}`")),
            help.contains("delete it"),
        ];
        assert_eq!(says, [path == "names.yaml", path != "names.yaml"], "{help}");
        fs::write(folder.path().join(path), text).unwrap();
    }
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    for path in [
        "notes.md",
        "src/main.rs",
        "Cargo.toml",
        "sub/Cargo.toml",
        "a/b/c/d.txt",
    ] {
        let message = refused(&[(path, "mine")], &[]);
        assert!(
            message.starts_with("the folder `client` is not empty"),
            "{message}"
        );
    }
    let message = refused(
        &[("src/main.rs", "mine"), ("src/lib.rs", &generated("a"))],
        &[],
    );
    assert!(
        message.contains("`src/main.rs` was not written by codegen"),
        "{message}"
    );
}

#[test]
fn a_fresh_repository_is_as_good_as_an_empty_folder() {
    let (folder, out) = folder();
    for path in [
        ".git/config",
        ".gitignore",
        "LICENSE-MIT",
        "LICENSES/MIT.txt",
        "target/x",
        "Cargo.lock",
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    assert_eq!(Plan::new(&out, files(&[])).unwrap().changes.len(), 2);
}

#[test]
fn a_crate_whose_first_run_was_killed_is_completed() {
    let (folder, out) = folder();
    write(&out, files(&[("src/a.rs", "a")]));
    fs::remove_file(folder.path().join("Cargo.toml")).unwrap();
    assert_eq!(Plan::new(&out, files(&[])).unwrap().changes.len(), 2);
}

#[test]
fn a_readme_and_an_example_of_the_owner_stay() {
    let (folder, out) = folder();
    let all = [("README.md", "a"), ("examples/first_call.rs", "a")];
    write(&out, files(&all));
    for (path, _) in all {
        fs::write(folder.path().join(path), "mine").unwrap();
    }
    let plan = Plan::new(&out, files(&all)).unwrap();
    assert!(plan.changes.is_empty(), "{:?}", plan.changes);
}

#[test]
fn a_users_file_in_the_way_is_not_overwritten() {
    let manifest = generated("[package]");
    let message = refused(
        &[("Cargo.toml", &manifest), ("src/a.rs", "fn mine() {}")],
        &[("src/a.rs", "a")],
    );
    assert!(
        message.starts_with("`client/src/a.rs` would be overwritten"),
        "{message}"
    );
    let message = refused(
        &[("Cargo.toml", &manifest), ("src/a.rs/b", "")],
        &[("src/a.rs", "a")],
    );
    assert!(
        message.starts_with("expected a plain file at `client/src/a.rs`"),
        "{message}"
    );
    let message = refused(
        &[("Cargo.toml", &manifest), ("src/a", "")],
        &[("src/a/b.rs", "b")],
    );
    assert!(
        message.starts_with("expected a folder at `client/src/a`"),
        "{message}"
    );
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_replaced() {
    use std::os::unix::fs::symlink;
    let (elsewhere, _) = folder();
    fs::create_dir(elsewhere.path().join("src")).unwrap();
    fs::write(elsewhere.path().join("src/stale.rs"), generated("stale")).unwrap();
    let (folder, out) = folder();
    write(&out, files(&[]));

    symlink(
        elsewhere.path().join("src"),
        folder.path().join("src/linked"),
    )
    .unwrap();
    assert!(Plan::new(&out, files(&[])).unwrap().changes.is_empty());
    let error = Plan::new(&out, files(&[("src/linked/a.rs", "a")])).unwrap_err();
    assert!(
        error
            .message
            .starts_with("expected a folder at `client/src/linked`"),
        "{error:?}"
    );
    symlink(
        elsewhere.path().join("src/stale.rs"),
        folder.path().join("src/a.rs"),
    )
    .unwrap();
    let error = Plan::new(&out, files(&[("src/a.rs", "a")])).unwrap_err();
    assert!(
        error.message.starts_with("expected a plain file at"),
        "{error:?}"
    );

    let dangling = place(&folder.path().join("dangling"));
    symlink("nowhere", &dangling.path).unwrap();
    let error = Plan::new(&dangling, files(&[])).unwrap_err();
    assert_eq!(error.message, "`client` is a link that leads nowhere");
}

#[test]
fn a_file_is_no_folder_to_write_to() {
    let (folder, _) = folder();
    let out = place(&folder.path().join("file"));
    fs::write(&out.path, "").unwrap();
    let error = Plan::new(&out, files(&[])).unwrap_err();
    assert_eq!(
        error.message,
        "expected a folder to write to, found the file `client`"
    );
}

#[test]
fn bytes_that_are_no_text_are_replaced_when_they_are_ours() {
    let (folder, out) = folder();
    write(&out, files(&[]));
    let mut text = generated("").into_bytes();
    text.push(0xff);
    fs::write(folder.path().join("src/lib.rs"), text).unwrap();
    write(&out, files(&[]));
    assert_eq!(
        everything(folder.path())["src/lib.rs"],
        files(&[])["src/lib.rs"]
    );
}

#[test]
fn what_a_faulty_generator_gives_is_refused() {
    let (folder, out) = folder();
    write(&out, files(&[("src/a.rs", "a")]));
    let before = everything(folder.path());
    for path in ["../a.rs", "/a.rs", "src/../../a.rs", "src\\a.rs"] {
        Plan::new(&out, files(&[(path, "a")])).unwrap_err();
    }
    let mut bare = files(&[]);
    bare.insert("src/bare.rs".to_owned(), "fn bare() {}".to_owned());
    Plan::new(&out, bare).unwrap_err();
    let nothing = Plan::new(&out, Default::default()).unwrap_err();
    assert!(nothing.message.contains("no `Cargo.toml`"), "{nothing:?}");
    assert_eq!(everything(folder.path()), before);
}
