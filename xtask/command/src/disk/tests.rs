use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use tempfile::TempDir;

use super::{Naming, cannot_read, read, read_referenced};
use crate::place::Place;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn spec(folder: &TempDir, path: &str) -> Place {
    Place {
        path: folder.path().join(path),
        shown: path.to_owned(),
    }
}

fn refused(folder: &TempDir, path: &str) -> (String, String) {
    let error = read(&spec(folder, path), folder.path()).unwrap_err();
    (error.message, error.help.join("\n"))
}

#[test]
fn a_description_is_named_within_the_workspace() {
    let folder = folder(&[("spec/api.yaml", "openapi: 3.1.0")]);
    let inside = read(&spec(&folder, "spec/../spec/api.yaml"), folder.path()).unwrap();
    assert_eq!(inside.name(), "spec/api.yaml");
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = read(&spec(&folder, "spec/api.yaml"), elsewhere.path()).unwrap();
    assert_eq!(outside.name(), "api.yaml");
}

#[test]
fn every_file_that_is_referred_to_is_supplied() {
    let folder = folder(&[
        (
            "spec/api.yaml",
            "a: { $ref: 'parts/a.yaml#/x' }\nb: { $ref: 'missing.yaml' }",
        ),
        ("spec/parts/a.yaml", "x: { $ref: '../b.json' }"),
        ("spec/b.json", r#"{ "$ref": "parts/a.yaml" }"#),
    ]);
    for root in [folder.path(), Path::new("/")] {
        let sources = read(&spec(&folder, "spec/api.yaml"), root).unwrap();
        assert_eq!(sources.missing(), Vec::<String>::new());
    }
}

#[test]
fn nothing_is_read_outside_the_folder() {
    let folder = folder(&[("secret.yaml", "a: 1"), ("spec/inside.yaml", "b: 2")]);
    let spec = fs::canonicalize(folder.path().join("spec")).unwrap();
    let read = |name: &str| read_referenced(&spec, "spec/", name);
    assert_eq!(read("spec/inside.yaml").unwrap(), b"b: 2");
    let outside =
        Err("it lies outside the folder that references may lead to (`--root DIR`)".to_owned());
    for name in [
        "secret.yaml",
        "spec/../secret.yaml",
        "../secret.yaml",
        "/etc/hostname",
        "spec//etc/hostname",
    ] {
        assert_eq!(read(name), outside, "{name}");
    }
    assert_eq!(
        read("spec/none.yaml"),
        Err("there is no such file or folder".to_owned())
    );
    assert_eq!(
        read("spec/"),
        Err("expected a file, found a folder".to_owned())
    );
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_and_devices_are_not_read() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("secret.yaml", "a: 1"), ("spec/inside.yaml", "b: 2")]);
    let spec = fs::canonicalize(folder.path().join("spec")).unwrap();
    symlink("../secret.yaml", spec.join("out.yaml")).unwrap();
    symlink("inside.yaml", spec.join("in.yaml")).unwrap();
    assert!(read_referenced(&spec, "", "out.yaml").is_err());
    assert_eq!(read_referenced(&spec, "", "in.yaml").unwrap(), b"b: 2");
    let zero = read_referenced(Path::new("/dev"), "", "zero");
    assert_eq!(zero, Err("expected a plain file".to_owned()));
}

#[test]
fn a_description_that_cannot_be_read_comes_with_a_way_out() {
    let folder = folder(&[
        ("spec/api.yaml", ""),
        ("two/a.yml", ""),
        ("two/b.json", ""),
        ("empty/x.txt", ""),
    ]);
    assert_eq!(
        refused(&folder, "spec"),
        (
            "expected an OpenAPI document, found the folder `spec`".to_owned(),
            "did you mean `--spec spec/api.yaml`?".to_owned()
        )
    );
    assert_eq!(
        refused(&folder, "spec/appi.yaml"),
        (
            "cannot read the description `spec/appi.yaml`: there is no such file or folder"
                .to_owned(),
            "did you mean `--spec spec/api.yaml`?".to_owned()
        )
    );
    assert_eq!(
        refused(&folder, "two").1,
        "name one of the documents there: `--spec two/a.yml`, `--spec two/b.json`"
    );
    assert!(refused(&folder, "empty").1.contains("--spec FILE"));
    assert!(
        refused(&folder, "nowhere/api.yaml")
            .1
            .contains("--spec FILE")
    );
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_not_proposed() {
    let folder = folder(&[("a.yaml", ""), ("b.yaml", "")]);
    std::os::unix::fs::symlink("gone.yaml", folder.path().join("c.yaml")).unwrap();
    let proposed = |path: &str, kind: ErrorKind| {
        cannot_read(&spec(&folder, path), &kind.into(), Naming::Argument).help
    };
    assert_eq!(
        proposed("gone.yaml", ErrorKind::NotFound),
        ["name one of the documents there: `a.yaml`, `b.yaml`"]
    );
    assert_eq!(
        proposed("a.yaml", ErrorKind::PermissionDenied),
        ["let it be read, or name another one: `FILE`"]
    );
}
