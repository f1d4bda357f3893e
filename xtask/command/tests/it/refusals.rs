//! What cannot be done is told, and leaves what is there as it is.

use std::fs;
use std::process::Command;

use crate::support::{PATHS, PETS, SPEC, WORKSPACE, folder, read, verbatim};

#[test]
fn what_is_no_file_comes_with_a_way_to_one() {
    let folder = folder(None);
    let url = "https://pets.example/api.yaml?v=1";
    let (_, err) = verbatim(folder.path(), &["codegen", "--spec", url, "--out", "x"], 2);
    assert!(
        err.contains("nothing is fetched")
            && err.contains(&format!("`curl -L -o api.yaml '{url}'`"))
            && err.contains("`--spec api.yaml`"),
        "{err}"
    );
    let (_, err) = verbatim(folder.path(), &["diff", "apis/pets.yaml", url], 1);
    assert!(err.contains("then name the file: `api.yaml`"), "{err}");
    let (_, err) = verbatim(folder.path(), &["diff", url, "apis/pets.yaml"], 1);
    assert!(err.contains("nothing is fetched"), "{err}");
    let overlay = [&PATHS[..], &["--overlay", url]].concat();
    let (_, err) = verbatim(folder.path(), &overlay, 2);
    assert!(err.contains("nothing is fetched"), "{err}");
    let (_, err) = verbatim(folder.path(), &["codegen", "--spec", "-", "--out", "x"], 2);
    if cfg!(unix) {
        assert!(err.contains("`--spec /dev/stdin`"), "{err}");
    }
}

#[test]
fn watching_what_is_not_there_is_refused() {
    let folder = folder(None);
    let watch = [
        "codegen",
        "--watch",
        "--out",
        "x",
        "--spec",
        "apis/pest.yaml",
    ];
    let (_, err) = verbatim(folder.path(), &watch, 2);
    assert!(
        err.contains("did you mean `--spec apis/pets.yaml`?"),
        "{err}"
    );
}

#[test]
fn the_old_folder_of_a_client_is_named() {
    let manifest = |out: &str| {
        let members = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
        format!("{members}{}", PETS.replace("crates/pets", out))
    };
    let folder = folder(Some(&manifest("crates/pets")));
    verbatim(folder.path(), &["codegen"], 0);
    fs::write(folder.path().join("Cargo.toml"), manifest("libs/pets")).expect("settings");
    let (_, err) = verbatim(folder.path(), &["codegen"], 1);
    assert_eq!(
        err,
        "error: `crates/pets` is this client's old folder; nothing was written\n \
         help: move it to `libs/pets`, or delete it\n"
    );
}

#[test]
fn help_names_the_command_that_was_called() {
    let folder = folder(None);
    let (out, _) = verbatim(folder.path(), &["codegen", "--help"], 0);
    assert!(
        out.contains("cargo verbatim codegen --check") && !out.contains("xtask"),
        "{out}"
    );
    let (out, _) = verbatim(folder.path(), &["--version"], 0);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(out, format!("cargo verbatim {version}\n"));
    let (out, _) = verbatim(folder.path(), &["--help"], 0);
    assert!(
        out.starts_with("Rust clients from OpenAPI descriptions\n"),
        "{out}"
    );
}

/// Pressed in the middle of a write, Ctrl-C ends the run after it.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_crate_in_pieces() {
    use std::fmt::Write as _;
    use std::thread;
    use std::time::Duration;

    let folder = folder(None);
    let calls = (0..80).fold(String::new(), |mut text, number| {
        let _ = writeln!(
            text,
            "  /calls{number}: {{ get: {{ operationId: call{number}, responses: {{ '204': {{ description: OK }} }} }} }}"
        );
        text
    });
    let larger = SPEC.replace("components:\n", &format!("{calls}components:\n"));
    let arguments = ["codegen", "--spec", "apis/pets.yaml", "--out", "pets"];
    let check = [&arguments[..], &["--check"]].concat();
    verbatim(folder.path(), &arguments, 0);
    let description = folder.path().join("apis/pets.yaml");
    let mut interrupted = 0;
    for round in 0..12 {
        let other = if round % 2 == 0 { &larger } else { SPEC };
        fs::write(&description, other).expect("a description");
        let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-verbatim"))
            .arg("verbatim")
            .args(arguments)
            .current_dir(folder.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a process");
        // The files are prepared in this folder before they are moved.
        let stage = folder.path().join("pets/.codegen");
        while !stage.exists() && child.try_wait().expect("a process").is_none() {
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(round));
        let kill = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .stderr(std::process::Stdio::null())
            .status();
        kill.expect("a process");
        let code = child.wait().expect("a process").code();
        assert!(matches!(code, Some(0 | 130)), "{code:?}");
        interrupted += u32::from(code == Some(130));
        assert!(!stage.exists());
        verbatim(folder.path(), &check, 0);
    }
    assert!(interrupted > 0, "no run was interrupted");
}

#[test]
fn a_folder_that_cannot_be_the_clients_is_told_with_what_is_in_the_way() {
    let foreign = format!("{WORKSPACE}{}", PETS.replace("crates/pets", "app"));
    let folder = folder(Some(&foreign));
    let app = folder.path().join("app");
    fs::create_dir_all(app.join("src")).expect("a folder");
    fs::write(app.join("Cargo.toml"), "[package]\nname = \"app\"\n").expect("a manifest");
    fs::write(app.join("src/lib.rs"), "").expect("a file");
    let (_, err) = verbatim(folder.path(), &["codegen"], 2);
    assert!(
        err.contains("`Cargo.toml` was not written") && err.contains("Cargo.toml:8:7"),
        "{err}"
    );
    let within = [
        "codegen",
        "--spec",
        "apis/pets.yaml",
        "--out",
        "app/src/api",
    ];
    let foreign = folder.path().join("Cargo.toml");
    fs::write(&foreign, WORKSPACE).expect("a manifest");
    let (_, err) = verbatim(folder.path(), &within, 2);
    assert!(err.contains("`app/src/api` lies within `app/src`"), "{err}");

    verbatim(folder.path(), &PATHS, 0);
    fs::remove_file(folder.path().join("crates/pets/Cargo.toml")).expect("a manifest");
    let (_, err) = verbatim(folder.path(), &PATHS, 2);
    assert!(
        err.contains("`crates/pets/Cargo.toml` is missing") && !err.contains("CHANGELOG"),
        "{err}"
    );
}

#[test]
fn diff_names_the_ways_that_it_has() {
    let folder = folder(None);
    let (_, err) = verbatim(folder.path(), &["diff", "--client", "zz"], 1);
    assert!(
        err.contains("`diff OLD NEW`") && !err.contains("--spec"),
        "{err}"
    );
    let (_, err) = verbatim(
        folder.path(),
        &["diff", "no:apis/pets.yaml", "apis/pets.yaml"],
        1,
    );
    assert!(!err.contains("`diff OLD`"), "{err}");
}

#[test]
fn the_client_of_another_description_is_not_replaced() {
    let folder = folder(None);
    verbatim(folder.path(), &PATHS, 0);
    let cats = SPEC.replace("Pets", "Cats");
    fs::write(folder.path().join("apis/cats.yaml"), cats).expect("a description");
    let paths = [
        "codegen",
        "--spec",
        "apis/cats.yaml",
        "--out",
        "crates/pets",
    ];
    let (_, err) = verbatim(folder.path(), &paths, 1);
    let refused = "`crates/pets` has the client of `apis/pets.yaml`; nothing was written";
    assert!(err.contains(refused), "{err}");
    // A description that moved is the same one.
    fs::remove_file(folder.path().join("apis/pets.yaml")).expect("a description");
    verbatim(folder.path(), &paths, 0);
    // So is the next version of an API.
    let cats = read(&folder, "apis/cats.yaml");
    fs::write(folder.path().join("apis/cats.v2.yaml"), cats).expect("a description");
    let paths = [
        "codegen",
        "--spec",
        "apis/cats.v2.yaml",
        "--out",
        "crates/pets",
    ];
    verbatim(folder.path(), &paths, 0);
}
