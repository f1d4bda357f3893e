//! Small documents and what must come of them: `ok/<case>/` has the files, `err/<case>/` the
//! findings. `UPDATE_EXPECT=1 cargo test -p generator` writes what came instead of comparing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::{Severity, Sources, generate};

use crate::{deep, foreign};

#[test]
fn every_ok_case_gives_its_files() {
    for case in cases("ok") {
        let (sources, output) = run(&case);
        let found: Vec<String> = output
            .diagnostics
            .iter()
            .map(|found| found.render(&sources, false))
            .collect();
        assert!(
            !output.files.is_empty(),
            "{}:\n{}",
            case.display(),
            found.join("\n\n")
        );
        // The runtime is tested where it lives; here it would be the same in every case.
        let files = output
            .files
            .into_iter()
            .filter(|(path, _)| !path.starts_with("src/runtime"));
        let mut files: BTreeMap<String, String> = files.collect();
        files.insert("findings.txt".to_owned(), found.join("\n\n") + "\n");
        compare(&case.join("expected"), &files);
    }
}

/// A file that no case carries is one that no client needs, or that no case shows. `wire/deep.rs` needs a
/// description that is too long for a case, and `wire/foreign.rs` a setting.
#[test]
fn each_file_of_the_runtime_is_carried_by_a_case() {
    let deep = generate(&Sources::new("openapi.json", deep::document()));
    let outputs = cases("ok").into_iter().map(|case| run(&case).1);
    let outputs = outputs.chain([deep]);
    let files = outputs.flat_map(|output| output.files);
    let files = files.chain(foreign::client());
    let carried: BTreeSet<String> = files.map(|(path, _)| path).collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
    let (mut missing, mut open) = (Vec::new(), vec![source.join("runtime")]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let below = path.strip_prefix(&source).expect("a path below it");
            let emitted = format!("src/{}", below.display());
            missing.extend((!carried.contains(&emitted)).then_some(emitted));
        }
    }
    assert!(missing.is_empty(), "no case carries {missing:#?}");
}

#[test]
fn every_err_case_gives_its_findings() {
    for case in cases("err") {
        let (sources, output) = run(&case);
        assert!(
            output.files.is_empty(),
            "{}: files in spite of an error",
            case.display()
        );
        assert!(
            output
                .diagnostics
                .iter()
                .any(|found| found.severity == Severity::Error)
        );
        let found: Vec<String> = output
            .diagnostics
            .iter()
            .map(|found| found.render(&sources, false))
            .collect();
        let files = BTreeMap::from([("findings.txt".to_owned(), found.join("\n\n") + "\n")]);
        compare(&case.join("expected"), &files);
    }
}

/// The folders of one kind in the order of their names, each with a document `openapi.yaml` or `openapi.json`.
pub fn cases(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(kind);
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case in {}", folder.display());
    cases
}

/// What comes of a case.
pub fn run(case: &Path) -> (Sources, generator::Output) {
    let name = ["openapi.yaml", "openapi.json"]
        .into_iter()
        .find(|name| case.join(name).exists())
        .unwrap();
    let mut sources = Sources::new(name, fs::read(case.join(name)).unwrap());
    loop {
        let missing = sources.missing();
        if missing.is_empty() {
            break;
        }
        for name in missing {
            let text = fs::read(case.join(&name)).map_err(|_| "there is no such file".to_owned());
            sources.supply(name, text);
        }
    }
    let output = generate(&sources);
    (sources, output)
}

fn compare(folder: &Path, files: &BTreeMap<String, String>) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap();
        }
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        return;
    }
    let mut expected = BTreeMap::new();
    read(folder, folder, &mut expected);
    let paths = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&expected), paths(files), "in {}", folder.display());
    for (path, text) in files {
        assert!(
            expected[path] == *text,
            "{} differs; UPDATE_EXPECT=1 cargo test -p generator accepts:\n{text}",
            folder.join(path).display()
        );
    }
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()))
    {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}
