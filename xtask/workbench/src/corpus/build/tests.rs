use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Build, about, build, seconds, size};
use crate::corpus::cargo::{Cargo, Event};
use crate::corpus::messages::Message;
use crate::corpus::workspace::tests::{generated, workspace};

#[test]
fn the_time_of_a_crate_ends_with_its_last_word() {
    let event = |seconds: f64, folder: Option<&str>| Event {
        seconds,
        message: folder.map(|folder| Message::Compiled {
            folder: folder.to_owned(),
            fresh: false,
        }),
    };
    let events = [
        event(4.0, None),
        event(5.0, Some("a")),
        event(6.0, Some("b")),
        event(8.5, Some("a")),
    ];
    let seconds = seconds(&events);
    assert_eq!((seconds["b"], seconds["a"]), (2.0, 2.5));
}

#[test]
fn what_cargo_says_of_a_package_is_found_among_the_rest() {
    let complaint = "\
   Compiling x
error: could not compile `corpus-a` (lib)

Caused by:
  other
error: could not compile `corpus-b` (lib)
Caused by:
  process didn't exit successfully (signal: 11)
error: more";
    assert_eq!(
        about(complaint, "corpus-b"),
        "error: could not compile `corpus-b` (lib)\nCaused by:\n  process didn't exit successfully (signal: 11)"
    );
    assert_eq!(about(complaint, "corpus-c"), "cargo did not say why");
}

/// Runs cargo. One crate is in order, one has a fault, one a manifest that cargo refuses, and
/// all three have the same name.
#[test]
fn each_crate_is_judged_by_itself() {
    let (_folder, mut workspace) = workspace();
    let crates = [
        (
            "good.yaml",
            generated("api-client", "1.0.0", "/// One.\npub const ONE: u8 = 1;"),
        ),
        (
            "bad.yaml",
            generated("api-client", "1.0.0", "fn unused() {}"),
        ),
        ("worse.yaml", generated("api-client", "one", "")),
    ];
    for (document, (name, generated)) in crates.iter().enumerate() {
        workspace
            .add(document, name, generated, |_| BTreeMap::new())
            .expect("a member");
    }
    let cargo = Cargo {
        jobs: Some(1),
        features: String::new(),
    };
    let mut done = Vec::new();
    let lock_file = Path::new("no lock file");
    let mut tell = |name: &str| done.push(name.to_owned());
    let builds = build(&mut workspace, &cargo, lock_file, &mut tell).expect("builds");

    assert_eq!(builds.len(), 3);
    assert!(builds[&0].compiled, "{:?}", builds[&0]);
    assert!(builds[&0].codes.is_empty() && builds[&0].seconds.is_some());
    let Build {
        compiled,
        codes,
        findings,
        ..
    } = &builds[&1];
    assert!(!compiled);
    assert_eq!((codes.len(), codes["dead_code"]), (1, 1));
    assert_eq!(
        (findings[0].file.as_deref(), findings[0].line),
        (Some("src/lib.rs"), Some(5))
    );
    assert!(!builds[&2].compiled);
    let said = &builds[&2].findings[0].message;
    assert!(said.contains("worse.yaml/Cargo.toml"), "{said}");
    done.sort();
    assert_eq!(done, ["bad.yaml", "good.yaml", "worse.yaml"]);

    let again = build(&mut workspace, &cargo, lock_file, &mut |_| {}).expect("builds");
    assert_eq!((again[&0].compiled, again[&0].seconds), (true, None));
    assert!(size(&workspace.build_folder()) > 0);
    cargo
        .clean(&workspace, &workspace.members.clone())
        .expect("no fault");
    let again = build(&mut workspace, &cargo, lock_file, &mut |_| {}).expect("builds");
    assert!(again[&0].seconds.is_some(), "it was not removed");
}

#[test]
fn the_size_of_a_folder_is_that_of_all_files_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("a")).expect("a folder");
    fs::write(folder.path().join("a/b"), "12345").expect("a file");
    fs::write(folder.path().join("c"), "123").expect("a file");
    assert_eq!(size(folder.path()), 8);
    assert_eq!(size(&folder.path().join("none")), 0);
}
