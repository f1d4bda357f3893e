//! What changed since a commit: `diff`, and what `codegen` says of it.

use std::collections::HashMap;
use std::fs;

use crate::support::{
    OVERLAY, PATHS, PETS, SPEC, WORKSPACE, commit, committed, folder, read, set, verbatim,
    verbatim_with,
};

#[test]
fn settings_are_compared_with_those_of_the_commit() {
    let same = "nothing changes for callers";
    let mut folders = HashMap::new();
    for (old, new, code, expected) in [
        ("", "", 0, same),
        (
            "",
            "types = { uuid = \"uuid::Uuid\" }",
            100,
            "Owners.names: `Option<Vec<String>>` → `Option<Vec<::uuid::Uuid>>` (Rust)",
        ),
        (
            "types = { uuid = \"uuid::Uuid\" }",
            "types = { uuid = \"other::Id\" }",
            100,
            "`Option<Vec<::uuid::Uuid>>` → `Option<Vec<::other::Id>>` (Rust)",
        ),
        ("", "derives = [\"Hash\"]", 0, "also `Hash`"),
        (
            "derives = [\"Hash\"]",
            "derives = { Hash = [\"Pets\"] }",
            100,
            "no longer `Hash` (Rust)",
        ),
        (
            "",
            "only = { tags = [\"pets\"] }",
            100,
            "owners().list: removed",
        ),
        (
            "only = { tags = [\"pets\"] }",
            "",
            0,
            "owners().list: added",
        ),
        (
            "only = { tags = [\"pets\"] }",
            "only = { tags = [\"pets\"] }",
            0,
            same,
        ),
        (
            "",
            "overlays = [\"ours.yaml\"]",
            100,
            "Pets.names: optional → required",
        ),
        (
            "overlays = [\"ours.yaml\"]",
            "",
            100,
            "Pets.names: required → optional",
        ),
        ("", "root = \".\"", 0, same),
        ("", "lenient = true", 0, same),
        ("", "spec = \"moved.yaml\"", 0, same),
    ] {
        let folder = folders.entry(old).or_insert_with(|| committed(old));
        // The last one: it takes the description away.
        if new.contains("moved") {
            let [spec, moved] =
                ["apis/pets.yaml", "moved.yaml"].map(|file| folder.path().join(file));
            fs::rename(spec, moved).expect("a description");
        }
        set(folder, new);
        let (out, err) = verbatim(folder.path(), &["diff"], code);
        let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = expected.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(&expected), "{old} → {new}:\n{out}\n{err}");
    }
}

#[test]
fn an_overlay_of_the_settings_is_compared_with_the_committed_one() {
    let folder = committed("overlays = [\"ours.yaml\"]");
    let overlay = folder.path().join("ours.yaml");
    fs::write(&overlay, OVERLAY.replace("[names]", "[]")).expect("an overlay");
    let (out, _) = verbatim(folder.path(), &["diff"], 100);
    assert!(out.contains("Pets.names: required → optional"), "{out}");
    let (_, err) = verbatim(folder.path(), &["codegen"], 0);
    assert!(
        err.contains("E0800") && err.contains("would break callers"),
        "{err}"
    );
}

#[test]
fn codegen_tells_what_other_settings_break() {
    let folder = committed("");
    set(&folder, "only = { tags = [\"pets\"] }");
    let (out, err) = verbatim(folder.path(), &["codegen"], 0);
    assert!(
        err.contains("E0800") && err.contains("would break callers"),
        "{err}"
    );
    assert!(out.contains("CHANGELOG.md has an entry"), "{out}");
    let changelog = read(&folder, "crates/pets/CHANGELOG.md");
    assert!(changelog.contains("`owners().list`"), "{changelog}");
    verbatim(folder.path(), &["codegen", "--check"], 0);
}

/// With two clients it is said once, and a folder in no repository has nothing to ask git for.
#[test]
fn a_git_that_does_not_answer_is_told() {
    let folder = committed("");
    let manifest = read(&folder, "Cargo.toml");
    let more = PETS
        .replace("pets", "cats")
        .replace("apis/cats", "apis/pets");
    fs::write(folder.path().join("Cargo.toml"), manifest + &more).expect("settings");
    for (environment, why, help) in [
        (("PATH", ""), "there is no `git` here", ""),
        (
            ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"),
            "detected dubious ownership",
            "safe.directory",
        ),
    ] {
        let (_, err) = verbatim_with(folder.path(), &["codegen"], &[environment], 0);
        let said = format!("warning: cannot ask git for the last commit: {why}");
        assert_eq!(err.matches(&said).count(), 1, "{err}");
        assert!(err.contains(help), "{err}");
        let json = ["codegen", "--format", "json"];
        let (_, err) = verbatim_with(folder.path(), &json, &[environment], 0);
        let told: serde_json::Value =
            serde_json::from_str(err.lines().next().expect("a line")).expect("JSON");
        assert_eq!(told["severity"], "warning", "{err}");
    }
    let alone = self::folder(None);
    let (_, err) = verbatim_with(alone.path(), &PATHS, &[("PATH", "")], 0);
    assert!(!err.contains("git"), "{err}");
}

/// Nobody calls a crate before its first commit. One that git ignores has none, and callers all the same.
#[test]
fn a_crate_that_no_commit_has_is_not_compared() {
    for (ignored, is_told) in [("", false), ("crates/", true)] {
        let folder = folder(None);
        set(&folder, "");
        fs::write(folder.path().join(".gitignore"), ignored).expect("a file");
        commit(folder.path());
        verbatim(folder.path(), &["codegen"], 0);
        set(&folder, "only = { tags = [\"pets\"] }");
        let (_, err) = verbatim(folder.path(), &["codegen"], 0);
        assert_eq!(err.contains("E0800"), is_told, "{err}");
        let changelog = read(&folder, "crates/pets/CHANGELOG.md");
        assert_eq!(changelog.contains("owners().list"), is_told, "{changelog}");
    }
}

#[test]
fn several_overlays_for_a_side_are_one() {
    let folder = folder(None);
    let spec = SPEC.replace("schemas/Pets'", "schemas/Pest'");
    let spec = spec.replace("schemas/Owners'", "schemas/Onwers'");
    fs::write(folder.path().join("new.yaml"), spec).expect("a description");
    let (_, err) = verbatim(folder.path(), &["diff", "apis/pets.yaml", "new.yaml"], 1);
    assert_eq!(err.matches("overlay: 1.1.0").count(), 1, "{err}");
    assert_eq!(err.matches("in new.yaml:\n").count(), 1, "{err}");
}

#[test]
fn a_change_that_is_undone_leaves_the_changelog() {
    let folder = committed("");
    let before = read(&folder, "crates/pets/CHANGELOG.md");
    set(&folder, "only = { tags = [\"pets\"] }");
    verbatim(folder.path(), &["codegen"], 0);
    assert_ne!(read(&folder, "crates/pets/CHANGELOG.md"), before);
    set(&folder, "");
    let (out, _) = verbatim(folder.path(), &["codegen"], 0);
    assert!(out.contains("says nothing of what was undone"), "{out}");
    assert_eq!(read(&folder, "crates/pets/CHANGELOG.md"), before);
}

/// As git reads it: from the root of the repository, and from the current folder with `./`.
#[test]
fn a_file_of_a_commit_is_named_as_git_names_it() {
    let folder = folder(None);
    let rust = folder.path().join("rust");
    fs::create_dir(&rust).expect("a folder");
    fs::rename(folder.path().join("apis"), rust.join("apis")).expect("a folder");
    fs::write(rust.join("Cargo.toml"), WORKSPACE).expect("a manifest");
    fs::write(rust.join("pets.yaml"), SPEC.replace("1.0.0", "1.0.1")).expect("a description");
    commit(folder.path());
    let apis = rust.join("apis");
    for (within, old, new) in [
        (
            folder.path(),
            "HEAD:rust/apis/pets.yaml",
            "rust/apis/pets.yaml",
        ),
        (&apis, "HEAD:rust/apis/pets.yaml", "pets.yaml"),
        (&apis, "HEAD:./pets.yaml", "pets.yaml"),
        (&apis, "HEAD:pets.yaml", "pets.yaml"),
        (&rust, "HEAD:apis/pets.yaml", "apis/pets.yaml"),
        (&apis, "HEAD:../apis/pets.yaml", "pets.yaml"),
    ] {
        let (out, _) = verbatim(within, &["diff", old, new], 0);
        assert!(out.starts_with("nothing changes"), "{old}:\n{out}");
    }
    // The root comes first.
    fs::write(
        folder.path().join("pets.yaml"),
        SPEC.replace("1.0.0", "0.9.0"),
    )
    .expect("a file");
    commit(folder.path());
    let json = [
        "diff",
        "HEAD:pets.yaml",
        "apis/pets.yaml",
        "--format",
        "json",
    ];
    let (out, _) = verbatim(&rust, &json, 0);
    assert!(out.contains("\"0.9.0\""), "{out}");
    // A folder that is gone by now is still in the commit.
    fs::rename(&apis, rust.join("moved")).expect("a folder");
    for old in ["HEAD:rust/apis/pets.yaml", "HEAD:./apis/pets.yaml"] {
        verbatim(&rust, &["diff", old, "moved/pets.yaml"], 0);
    }

    let (_, err) = verbatim(&rust, &["diff", "HEAD:spec/pets.yaml", "pets.yaml"], 1);
    assert!(
        err.contains("`spec/pets.yaml` is not in `HEAD`, neither from the root of the repository")
            && err.contains("did you mean `HEAD:pets.yaml` or `HEAD:rust/apis/pets.yaml` or"),
        "{err}"
    );
    let (_, err) = verbatim(&rust, &["diff", "HEAD:./apis/cats.yaml", "pets.yaml"], 1);
    assert!(
        err.contains("`./apis/cats.yaml` is not in `HEAD`, seen from the current folder"),
        "{err}"
    );
    let (_, err) = verbatim(&rust, &["diff", "HEAD:dogs.yaml", "pets.yaml"], 1);
    assert!(
        err.contains("help: `git ls-tree -r --name-only HEAD` lists"),
        "{err}"
    );
}

#[test]
fn what_diff_proposes_is_what_it_takes() {
    let folder = committed("");
    let (_, err) = verbatim(folder.path(), &["diff", "HEAD"], 1);
    assert_eq!(
        err,
        "error: `HEAD` is a commit and not a file\n help: name the description in it: `HEAD:apis/pets.yaml`\n"
    );
    let (_, err) = verbatim(folder.path(), &["diff", "pets"], 1);
    assert!(err.ends_with("help: name it: `--client pets`\n"), "{err}");
    let (_, err) = verbatim(folder.path(), &["diff", "nope.yaml", "apis/pets.yaml"], 1);
    assert!(err.ends_with("help: did you mean `ours.yaml`?\n"), "{err}");
    let (_, err) = verbatim(folder.path(), &["diff", "nope", "apis"], 1);
    assert!(!err.contains("--spec"), "{err}");
    // What the help says of a wrong argument is true.
    verbatim(folder.path(), &["diff", "--spec", "apis/pets.yaml"], 2);
    let (help, _) = verbatim(folder.path(), &["diff", "--help"], 0);
    assert!(
        help.contains("\n  2    the arguments are wrong\n"),
        "{help}"
    );
}

#[test]
fn settings_for_a_crate_that_had_none_are_compared() {
    let folder = folder(Some(WORKSPACE));
    verbatim(folder.path(), &PATHS, 0);
    commit(folder.path());
    set(&folder, "only = { tags = [\"pets\"] }");
    let (out, _) = verbatim(folder.path(), &["diff"], 100);
    assert!(out.contains("owners().list"), "{out}");
}
