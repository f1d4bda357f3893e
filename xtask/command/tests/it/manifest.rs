//! The manifest of a crate, which its owner writes too.

use std::fs;

use crate::support::{PATHS, SPEC, commit, committed, folder, read, set, verbatim};

#[test]
fn a_version_that_is_the_owners_is_the_one_that_follows() {
    let folder = committed("");
    let path = folder.path().join("crates/pets/Cargo.toml");
    let version = |from: &str, to: &str| {
        let text = fs::read_to_string(&path).expect("a manifest");
        let to = format!("version = {to:?}\nedition");
        fs::write(
            &path,
            text.replacen(&format!("version = {from:?}\nedition"), &to, 1),
        )
        .expect("a manifest");
    };
    version("1.0.0", "3.1.0");
    verbatim(folder.path(), &["codegen"], 0);
    commit(folder.path());
    set(&folder, "only = { tags = [\"pets\"] }");
    let (_, err) = verbatim(folder.path(), &["codegen"], 0);
    assert!(
        err.contains("the version is 3.1.0") && err.contains("choose 4.0.0 or higher")
            // Its line: a comment, the heading, the name, the version.
            && err.contains("--> crates/pets/Cargo.toml:5:11"),
        "{err}"
    );
    let (out, _) = verbatim(folder.path(), &["diff"], 100);
    assert!(out.contains("choose 4.0.0 after 3.1.0"), "{out}");
    version("3.1.0", "4.0.0");
    let (_, err) = verbatim(folder.path(), &["codegen"], 0);
    assert!(!err.contains("E0800"), "{err}");
    verbatim(folder.path(), &["diff"], 0);

    // So is the workspace's, where the crate inherits it.
    let text = fs::read_to_string(&path).expect("a manifest");
    let inherited = text.replacen("version = \"4.0.0\"", "version.workspace = true", 1);
    fs::write(&path, inherited).expect("a manifest");
    let workspace = "\n[workspace.package]\nversion = \"5.0.0\"\n";
    set(&folder, workspace);
    verbatim(folder.path(), &["codegen"], 0);
    commit(folder.path());
    set(
        &folder,
        &format!("only = {{ tags = [\"pets\"] }}{workspace}"),
    );
    for _ in 0..2 {
        let (_, err) = verbatim(folder.path(), &["codegen"], 0);
        assert!(err.contains("choose 6.0.0 or higher"), "{err}");
    }
    let (out, _) = verbatim(folder.path(), &["diff"], 100);
    assert!(
        out.contains("choose 6.0.0 after 5.0.0, the new one is 5.0.0"),
        "{out}"
    );
}

#[test]
fn what_the_owner_writes_into_the_manifest_stays() {
    let folder = folder(None);
    verbatim(folder.path(), &PATHS, 0);
    let path = folder.path().join("crates/pets/Cargo.toml");
    let generated = fs::read_to_string(&path).expect("a manifest");
    let edited = generated
        .replacen("version = \"1.0.0\"", "version = \"0.7.1\" # ours", 1)
        .replacen("[features]\n", "[features]\n# Ours.\nextra = []\n", 1)
        .replacen(
            "[package]\n",
            "[package]\nrepository = \"https://example.com/pets\"\n",
            1,
        );
    fs::write(&path, edited).expect("a manifest");
    verbatim(folder.path(), &PATHS, 0);
    let kept = fs::read_to_string(&path).expect("a manifest");
    for line in [
        "version = \"0.7.1\" # ours\n",
        "# Ours.\nextra = []\n",
        "repository = ",
    ] {
        assert!(kept.contains(line), "{line} is gone:\n{kept}");
    }
    verbatim(folder.path(), &[&PATHS[..], &["--check"]].concat(), 0);

    // What is listed is compared.
    fs::write(
        &path,
        kept.replace(
            "reqwest = { version = \"0.13",
            "reqwest = { version = \"0.11",
        ),
    )
    .expect("a manifest");
    let (out, _) = verbatim(folder.path(), &[&PATHS[..], &["--check"]].concat(), 1);
    assert!(out.contains("stale: crates/pets/Cargo.toml"), "{out}");
    verbatim(folder.path(), &PATHS, 0);
    assert_eq!(fs::read_to_string(&path).expect("a manifest"), kept);
}

#[test]
fn a_package_keeps_its_name_and_its_code_follows_the_owners() {
    let folder = folder(None);
    verbatim(folder.path(), &PATHS, 0);
    commit(folder.path());
    let path = folder.path().join("crates/pets/Cargo.toml");
    let spec = folder.path().join("apis/pets.yaml");
    fs::write(&spec, SPEC.replace("title: Pets", "title: Dogs")).expect("a description");
    let (_, err) = verbatim(folder.path(), &[&PATHS[..], &["--notes"]].concat(), 0);
    assert!(
        err.contains("the package is called `pets`") && err.contains("`x-package: dogs` in `info`"),
        "{err}"
    );
    assert!(!err.contains("E0800"), "{err}");
    assert!(read(&folder, "crates/pets/Cargo.toml").contains("name = \"pets\"\n"));
    let changes = [
        "diff",
        "HEAD:apis/pets.yaml",
        "apis/pets.yaml",
        "--out",
        "crates/pets",
    ];
    let (out, _) = verbatim(folder.path(), &changes, 0);
    assert!(!out.contains("package"), "{out}");

    let manifest = fs::read_to_string(&path).expect("a manifest");
    let owned = manifest
        .replacen("name = \"pets\"\n", "name = \"our-pets\"\n", 1)
        .replacen("    \"package.name\",\n", "", 1);
    fs::write(&path, &owned).expect("a manifest");
    verbatim(folder.path(), &PATHS, 0);
    assert_eq!(read(&folder, "crates/pets/Cargo.toml"), owned);
    let (out, _) = verbatim(folder.path(), &changes, 100);
    assert!(out.contains("`pets` → `our-pets`"), "{out}");
    let example = read(&folder, "crates/pets/examples/first_call.rs");
    assert!(
        example.contains("our_pets::") && !example.contains(" pets::"),
        "{example}"
    );
    verbatim(folder.path(), &[&PATHS[..], &["--check"]].concat(), 0);
}
