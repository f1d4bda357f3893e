use std::fs;

use tempfile::TempDir;

use super::{looks_like_a_description, only_one};

#[test]
fn descriptions_are_told_by_their_outermost_keys() {
    for text in [
        "openapi: 3.1.0\ninfo: {}\n",
        "\u{feff}openapi: 3.0.0\r\ninfo: {}\r\n",
        "# comment\n---\n\ninfo:\n  openapi: 1\n'openapi' : 3.1.0\n",
        "  info: {}\n  openapi: 3.1.0\n",
        "swagger: '2.0'\n",
        r#"{"info": {"title": "a \" {"}, "openapi": "3.1.0"}"#,
        "{ info: { title: x }, openapi: 3.1.0, broken",
        "openapi: [3.1.0\n",
    ] {
        assert!(looks_like_a_description(text), "{text}");
    }
    for text in [
        "",
        "components:\n  openapi: 3.1.0\n",
        r#"{"info": {"openapi": "3.1.0"}, "x": ["openapi", {"openapi": 1}], "y": "openapi"}"#,
        r#"["openapi", "3.1.0"]"#,
        "openapi\n",
    ] {
        assert!(!looks_like_a_description(text), "{text}");
    }
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

#[test]
fn the_one_description_of_a_folder_is_found_whatever_its_name() {
    let folder = folder(&[
        ("pets.yml", "openapi: 3.1.0"),
        ("pets.overlay.yaml", "overlay: 1.0.0"),
        ("parts.yaml", "Pet: {}"),
    ]);
    let found = only_one(folder.path(), "spec").unwrap().unwrap();
    assert_eq!(found.shown, "spec/pets.yml");
    assert_eq!(found.path, folder.path().join("pets.yml"));
}

#[test]
fn a_file_that_is_no_description_is_left_to_the_generator_when_it_is_alone() {
    let folder = folder(&[("pets.yml", "opnapi: 3.1.0")]);
    assert_eq!(
        only_one(folder.path(), "spec").unwrap().unwrap().shown,
        "spec/pets.yml"
    );
}

#[test]
fn several_are_an_error_with_a_way_out() {
    let none = only_one(folder(&[]).path(), "spec").unwrap();
    assert!(none.is_none());
    let two = folder(&[
        ("b.json", "{\"openapi\": \"3.1.0\"}"),
        ("a.yaml", "openapi: 3.1.0"),
    ]);
    let error = only_one(two.path(), "spec").unwrap_err();
    assert_eq!(
        error.message,
        "expected one description in `spec`, found `a.yaml`, `b.json`"
    );
    assert!(error.help[0].contains("`--spec spec/a.yaml`"), "{error:?}");
}
