use std::collections::BTreeMap;
use std::fs;

use cargo_verbatim::ownership::MARK;
use cargo_verbatim::place::Place;
use tempfile::TempDir;

use super::{Member, Workspace};
use crate::corpus::generation::{Generated, Outcome};

/// A workspace in a folder that is gone afterwards.
pub fn workspace() -> (TempDir, Workspace) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place {
        path: folder.path().join("corpus"),
        shown: "target/corpus".to_owned(),
    };
    let workspace = Workspace::open(place).expect("a workspace");
    (folder, workspace)
}

/// What a generator gives: a package of that name and version with that library.
pub fn generated(package: &str, version: &str, library: &str) -> Generated {
    let manifest = format!(
        "# {MARK}cargo xtask codegen` from api.yaml\n\n[package]\nname = \"{package}\"\nversion = \"{version}\"\n\
         edition = \"2024\"\ndescription = \"name = 1\"\n\n[features]\ndefault = []\n"
    );
    let library =
        format!("// {MARK}cargo xtask codegen` from api.yaml\n\n//! A client.\n\n{library}\n");
    let files = [("Cargo.toml", manifest), ("src/lib.rs", library)];
    Generated {
        files: files.map(|(path, text)| (path.to_owned(), text)).into(),
        ..Generated::nothing(Outcome::Emitted)
    }
}

#[test]
fn equal_names_become_different_packages_with_equal_libraries() {
    let (_folder, mut workspace) = workspace();
    let crate_of = || generated("api-client", "1.0.0", "");
    for (document, name) in ["a.yaml", "b/c d.json", "b/c-d.json"]
        .into_iter()
        .enumerate()
    {
        workspace
            .add(document, name, &crate_of(), |_| BTreeMap::new())
            .expect("a member");
    }
    let member = |document: usize, folder: &str, package: &str| Member {
        document,
        folder: folder.to_owned(),
        package: package.to_owned(),
        library: "api_client".to_owned(),
    };
    assert_eq!(
        workspace.members,
        [
            member(0, "a.yaml", "corpus-a-yaml"),
            member(1, "b__c d.json", "corpus-b-c-d-json"),
            member(2, "b__c-d.json", "corpus-b-c-d-json-2"),
        ]
    );
    let manifest = workspace.place.path.join("b__c-d.json/Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("a manifest");
    assert!(
        manifest.contains("\nname = \"corpus-b-c-d-json-2\"\nversion"),
        "{manifest}"
    );
    assert!(
        manifest.ends_with("\n[lib]\nname = \"api_client\"\n"),
        "{manifest}"
    );
}

#[test]
fn the_manifest_lists_the_members_and_the_lock_file_is_the_projects() {
    let (folder, mut workspace) = workspace();
    let lock_file = folder.path().join("Cargo.lock");
    fs::write(&lock_file, "version = 4\n").expect("a lock file");
    for name in ["a.yaml", "b.yaml"] {
        workspace
            .add(0, name, &generated("x", "1.0.0", ""), |_| BTreeMap::new())
            .expect("a member");
    }
    workspace.remove("a.yaml").expect("a member");
    workspace.write_manifest(&lock_file).expect("a manifest");
    let read = |name: &str| fs::read_to_string(workspace.place.path.join(name)).expect("a text");
    assert!(read("Cargo.toml").contains("members = [\n    \"b.yaml\",\n]\n"));
    assert_eq!(read("Cargo.lock"), "version = 4\n");
}

#[test]
fn a_crate_is_brought_up_to_date_and_otherwise_left_alone() {
    let (_folder, mut workspace) = workspace();
    workspace
        .add(0, "a.yaml", &generated("x", "1.0.0", ""), |_| {
            BTreeMap::new()
        })
        .expect("a member");
    let path = workspace.place.path.join("a.yaml");
    let before = crate::sample::modified(&path.join("Cargo.toml"));
    let changed = generated("x", "1.0.0", "/// Another.\npub mod b {}");
    workspace.remove("a.yaml");
    workspace
        .add(0, "a.yaml", &changed, |_| BTreeMap::new())
        .expect("a member");
    assert_eq!(crate::sample::modified(&path.join("Cargo.toml")), before);
    let library = fs::read_to_string(path.join("src/lib.rs")).expect("a library");
    assert!(library.contains("Another"), "{library}");
}

#[test]
fn what_cannot_be_a_member_is_told() {
    let (_folder, mut workspace) = workspace();
    let mut nameless = generated("x", "1.0.0", "");
    nameless
        .files
        .insert("Cargo.toml".to_owned(), "[package]\n".to_owned());
    let why = workspace
        .add(0, "a.yaml", &nameless, |_| BTreeMap::new())
        .expect_err("no member");
    assert_eq!(why, "its `Cargo.toml` has no `name` line");
    let foreign = Generated {
        files: BTreeMap::from([("Cargo.toml".to_owned(), "name = \"x\"\n".to_owned())]),
        ..generated("x", "1.0.0", "")
    };
    let why = workspace
        .add(0, "a.yaml", &foreign, |_| BTreeMap::new())
        .expect_err("no member");
    assert!(why.starts_with("the generator gave"), "{why}");
    assert!(workspace.members.is_empty());
}

#[test]
fn a_folder_is_used_by_one_run_at_a_time() {
    let (_folder, workspace) = workspace();
    let refused = Workspace::open(workspace.place.clone()).expect_err("it is in use");
    assert_eq!(
        refused.message,
        "another run is building in `target/corpus`"
    );
}
