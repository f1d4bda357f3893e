use std::fs;

use cargo_verbatim::place::Place;

use super::find;
use crate::corpus::manifest::Manifest;

#[test]
fn a_folder_is_read_as_far_as_its_manifest_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let description = "openapi: 3.1.0\n";
    for (name, text) in [
        ("b.yaml", description),
        ("a.json", "{\"openapi\": \"3.1.0\"}"),
        ("shared.yaml", "components: {}\n"),
        ("notes.txt", description),
        (
            "manifest.tsv",
            "file\tkind\nb.yaml\treal\nparts/c.yml\tfeature\n",
        ),
        ("parts/c.yml", description),
        ("parts/d.yml", description),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let place = |path: &str| Place {
        path: folder.path().join(path),
        shown: format!("apis/{path}"),
    };
    let names = |manifest: Option<&Manifest>| {
        let found = find(&place(""), manifest).expect("documents");
        let named = found.into_iter().map(|found| (found.name, found.kind));
        named.collect::<Vec<_>>()
    };
    let named = |name: &str, kind: Option<&str>| (name.to_owned(), kind.map(str::to_owned));
    assert_eq!(names(None), [named("a.json", None), named("b.yaml", None)]);

    let manifest = Manifest::read(&place("manifest.tsv")).expect("a manifest");
    assert_eq!(
        names(Some(&manifest)),
        [
            named("a.json", None),
            named("b.yaml", Some("real")),
            named("parts/c.yml", Some("feature"))
        ]
    );
    fs::remove_file(folder.path().join("b.yaml")).expect("no file");
    let error = find(&place(""), Some(&manifest)).expect_err("a file is missing");
    assert_eq!(
        error.message,
        "cannot read `apis/b.yaml`: there is no such file or folder"
    );
}

#[test]
fn a_folder_without_a_description_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.yaml"), "a: 1").expect("a file");
    let place = Place {
        path: folder.path().to_owned(),
        shown: "apis".to_owned(),
    };
    let error = find(&place, None).expect_err("no document");
    assert_eq!(error.message, "there is no OpenAPI document in `apis`");
}
