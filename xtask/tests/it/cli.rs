//! The command as a user runs it: exit codes, what is printed where, and what is on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use super::support::{expect, xtask};

const SPEC: &str = "\
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: 'https://pets.example/v1' }]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pets' }
components:
  schemas:
    Pets:
      description: Pets.
      type: object
      required: [name]
      properties:
        name: { description: A name., type: string }
";

/// A folder with a description in it, as a user stands in it.
fn stand_in_a_folder(spec: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("pets.yaml"), spec).expect("a description");
    folder
}

fn codegen(folder: &Path, arguments: &[&str]) -> Output {
    xtask(folder)
        .arg("codegen")
        .args(arguments)
        .output()
        .expect("a process")
}

/// Whoever changes the description or the generator commits what comes of it.
#[test]
fn the_committed_client_is_up_to_date() {
    // Any folder of the workspace does.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let (out, _) = expect(&codegen(&folder, &["--check"]), 0);
    assert!(
        out.starts_with("../../generated-client is what ../../spec/fine-tuning.yaml gives ("),
        "{out}"
    );
}

/// Neither the folder, nor the locale, nor the time zone shows in what is generated.
#[test]
fn the_same_description_gives_the_same_bytes_anywhere() {
    let run = |locale: &str, zone: &str| {
        let folder = stand_in_a_folder(SPEC);
        let output = xtask(folder.path())
            .arg("codegen")
            .args(BOTH)
            .env("LC_ALL", locale)
            .env("TZ", zone)
            .output()
            .unwrap();
        expect(&output, 0);
        let mut files = BTreeMap::new();
        collect(&folder.path().join("client"), "", &mut files);
        files
    };
    let first = run("C", "UTC");
    assert!(first.len() > 20);
    assert_eq!(first, run("tr_TR.UTF-8", "Asia/Kathmandu"));
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

const BOTH: [&str; 4] = ["--spec", "pets.yaml", "--out", "client"];

#[test]
fn a_crate_is_written_checked_and_found_stale() {
    let folder = stand_in_a_folder(SPEC);
    let check = [&BOTH[..], &["--check"]].concat();
    let (out, err) = expect(&codegen(folder.path(), &check), 1);
    assert!(out.contains("missing: client/Cargo.toml\n"), "{out}");
    let help = "help: run `cargo xtask codegen --spec pets.yaml --out client`\n";
    assert!(err.ends_with(help), "{err}");
    assert!(!folder.path().join("client").exists());

    let (out, _) = expect(&codegen(folder.path(), &BOTH), 0);
    assert!(out.starts_with("client from pets.yaml: "), "{out}");
    assert!(out.contains("cargo add --path client\n"), "{out}");
    let lib = folder.path().join("client/src/lib.rs");
    let generated = fs::read_to_string(&lib).unwrap();
    let header = generated.lines().next().unwrap();
    assert!(header.contains("from pets.yaml"), "{header}");

    let (out, err) = expect(&codegen(folder.path(), &check), 0);
    assert!(out.starts_with("client is what pets.yaml gives ("), "{out}");
    assert_eq!(err, "");

    fs::write(&lib, format!("{generated}fn edited() {{}}\n")).unwrap();
    let (out, err) = expect(&codegen(folder.path(), &check), 1);
    assert!(out.starts_with("stale: client/src/lib.rs\n"), "{out}");
    assert!(out.contains("\n-fn edited() {}\n"), "{out}");
    assert!(
        err.contains("client is not what pets.yaml gives: 1 stale\n"),
        "{err}"
    );
    assert!(
        fs::read_to_string(&lib).unwrap().contains("edited"),
        "--check wrote"
    );

    let (out, _) = expect(&codegen(folder.path(), &BOTH), 0);
    assert!(out.contains("updated  src/lib.rs"), "{out}");
    assert_eq!(fs::read_to_string(&lib).unwrap(), generated);
}

#[test]
fn an_error_in_the_description_leaves_the_disk_untouched() {
    let folder = stand_in_a_folder(SPEC);
    expect(&codegen(folder.path(), &BOTH), 0);
    let manifest = folder.path().join("client/Cargo.toml");
    let before = (
        fs::read(&manifest).unwrap(),
        fs::metadata(&manifest).unwrap().modified().unwrap(),
    );

    fs::write(folder.path().join("pets.yaml"), "openapi: [3.1.0\n").unwrap();
    let (out, err) = expect(&codegen(folder.path(), &BOTH), 1);
    assert_eq!(out, "");
    assert!(err.starts_with("error[E"), "{err}");
    assert!(err.contains("pets.yaml:"), "{err}");
    assert!(
        err.ends_with("error: pets.yaml has 1 error; nothing was written\n"),
        "{err}"
    );
    let after = (
        fs::read(&manifest).unwrap(),
        fs::metadata(&manifest).unwrap().modified().unwrap(),
    );
    assert_eq!(after, before);

    let (_, err) = expect(
        &codegen(folder.path(), &[&BOTH[..], &["--format", "json"]].concat()),
        1,
    );
    let lines: Vec<serde_json::Value> = err
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert_eq!(lines[0]["severity"], "error");
    assert_eq!(lines[0]["file"], "pets.yaml");
    assert!(lines[0]["code"].as_str().unwrap().starts_with('E'));
    assert!(lines[0]["line"].is_number() && lines[0]["column"].is_number());
    assert_eq!(
        lines[1]["message"],
        "pets.yaml has 1 error; nothing was written"
    );
}

#[test]
fn warnings_can_be_denied_and_allowed() {
    let folder = stand_in_a_folder(&SPEC.replace("version: 1.0.0", "version: 1.0"));
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 0);
    assert!(err.contains("warning[E0105]"), "{err}");
    let deny = [&BOTH[..], &["--deny", "warnings"]].concat();
    let (_, err) = expect(&codegen(folder.path(), &deny), 1);
    assert!(
        err.contains("1 warning, and warnings are denied; nothing was written"),
        "{err}"
    );
    let allow = [&deny[..], &["--allow", "E0105"]].concat();
    let (_, err) = expect(&codegen(folder.path(), &allow), 0);
    assert!(!err.contains("E0105"), "{err}");
}

#[test]
fn notes_are_shown_on_request() {
    let folder = stand_in_a_folder(&SPEC.replace("type: string", "type: string, format: odd"));
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 0);
    assert!(!err.contains("note["), "{err}");
    let notes = [&BOTH[..], &["--notes"]].concat();
    let (_, err) = expect(&codegen(folder.path(), &notes), 0);
    assert!(err.contains("note[E0306]"), "{err}");
}

/// Whoever has seen ten of a kind reads the others on one line each.
#[test]
fn many_of_a_kind_are_brief() {
    let path = |name: usize| {
        format!(
            "  /p{name}: {{post: {{operationId: p{name}, requestBody: {{required: true, content: {{}}}}}}}}\n"
        )
    };
    let paths: String = (0..12).map(path).collect();
    let spec = SPEC.replace("components:", &format!("{paths}components:"));
    let folder = stand_in_a_folder(&spec);
    let (_, err) = expect(
        &codegen(folder.path(), &["--spec", "pets.yaml", "--out", "pets"]),
        0,
    );
    let of = |text: &str| err.matches(text).count();
    let why = "is left out: it needs a body, and `content` names no media type";
    assert_eq!(of(&format!("{why}\n")), 10, "{err}");
    assert_eq!(of(&format!("{why} (pets.yaml:")), 2, "{err}");
}

#[test]
fn the_last_lines_say_what_is_not_in_the_client() {
    let folder = stand_in_a_folder(SPEC);
    let (out, _) = expect(&codegen(folder.path(), &BOTH), 0);
    assert!(out.contains("\n1 operation: all whole\n"), "{out}");

    let xml = "            application/xml: { schema: { type: object, properties: { 'a b': { type: string } } } }\n            application/json:";
    let spec = SPEC.replace("            application/json:", xml);
    let folder = stand_in_a_folder(&spec);
    let (out, err) = expect(&codegen(folder.path(), &BOTH), 0);
    let partial = "\n1 operation: 0 whole, 1 without something, 0 left out\n      \
                   1 without: a type for the answer as application/xml\n";
    assert!(out.contains(partial), "{out}");
    assert!(err.contains("warning[E0411]"), "{err}");

    let bodiless = "      requestBody: { required: true, content: {} }\n      responses:";
    let spec = SPEC.replace("      responses:", bodiless);
    let other = "paths:\n  /other:\n    post: { requestBody: { required: true, content: {} }, responses: { '204': { description: None. } } }\n";
    let folder = stand_in_a_folder(&spec.replace("paths:\n", other));
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 1);
    assert!(err.contains("error[E0412]"), "{err}");
    let allow = [&BOTH[..], &["--allow", "E0412"]].concat();
    let (out, _) = expect(&codegen(folder.path(), &allow), 0);
    assert!(
        out.contains("2 left out: a body without a media type\n"),
        "{out}"
    );
    assert!(!out.contains("cargo add"), "{out}");
}

#[test]
fn an_error_that_is_allowed_is_a_warning() {
    let folder = stand_in_a_folder(&SPEC.replace("schemas/Pets'", "schemas/Dogs'"));
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 1);
    assert!(err.contains("error[E0200]"), "{err}");
    let allow = [&BOTH[..], &["--allow", "E0200"]].concat();
    let (_, err) = expect(&codegen(folder.path(), &allow), 0);
    assert!(err.contains("warning[E0200]"), "{err}");
}

#[test]
fn what_cannot_be_carried_out_is_told_from_what_is_refused() {
    let folder = stand_in_a_folder(SPEC);
    let (_, err) = expect(&codegen(folder.path(), &["--spec", "peds.yaml"]), 2);
    assert!(err.contains("did you mean `--spec pets.yaml`?"), "{err}");
    let (_, err) = expect(
        &codegen(folder.path(), &["--spec", "pets.yaml", "--out", "."]),
        2,
    );
    assert!(
        err.contains("`pets.yaml` was not written by codegen"),
        "{err}"
    );
    let (_, err) = expect(
        &codegen(
            folder.path(),
            &["--spec", "pets.yaml", "--out", "pets.yaml"],
        ),
        2,
    );
    assert!(err.contains("found the file `pets.yaml`"), "{err}");
    expect(&codegen(folder.path(), &["--frob"]), 2);
    let found: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(found.len(), 1, "something was written: {found:?}");
}

#[test]
fn help_shows_examples_and_exit_codes() {
    let folder = stand_in_a_folder(SPEC);
    let (out, _) = expect(&codegen(folder.path(), &["--help"]), 0);
    for words in [
        "Examples:",
        "--check",
        "--spec <FILE>",
        "--out <DIR>",
        "Exit codes:",
    ] {
        assert!(out.contains(words), "no {words} in:\n{out}");
    }
}

const OVERLAY: &str = "\
overlay: 1.0.0
info: { title: Mend, version: 1.0.0 }
actions:
  - target: $.components.schemas.Pets.properties
    update: { age: { description: In years., type: integer } }
";

/// Writes files into a folder.
fn add(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
    }
}

#[test]
fn overlays_beside_the_description_apply_in_the_order_of_their_names() {
    let folder = stand_in_a_folder(SPEC);
    let later = OVERLAY.replace("In years.", "In months.");
    add(
        folder.path(),
        &[("1.overlay.yaml", OVERLAY), ("2.overlay.yml", &later)],
    );
    expect(&codegen(folder.path(), &BOTH), 0);
    let read = || fs::read_to_string(folder.path().join("client/src/pets.rs")).unwrap();
    assert!(read().contains("/// In months.\n    pub age: Option<i64>"));

    let check = [&BOTH[..], &["--check"]].concat();
    expect(&codegen(folder.path(), &check), 0);
    fs::remove_file(folder.path().join("2.overlay.yml")).unwrap();
    let (out, _) = expect(&codegen(folder.path(), &check), 1);
    assert!(out.contains("+    /// In years.\n"), "{out}");

    // One from elsewhere comes last, and is part of the command that mends.
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    add(&elsewhere, &[("last.yaml", &later)]);
    let named = [&BOTH[..], &["--overlay", "elsewhere/last.yaml"]].concat();
    expect(
        &codegen(folder.path(), &[&named[..], &["--check"]].concat()),
        0,
    );
    let (_, err) = expect(
        &codegen(
            folder.path(),
            &[&BOTH[..], &["--check", "--overlay", "gone.yaml"]].concat(),
        ),
        2,
    );
    assert!(err.contains("cannot read the overlay `gone.yaml`"), "{err}");
}

#[test]
fn what_is_wrong_with_an_overlay_is_shown_in_it() {
    let folder = stand_in_a_folder(SPEC);
    let unused = OVERLAY.replace("schemas.Pets", "schemas.Dogs");
    add(folder.path(), &[("pets.overlay.yaml", &unused)]);
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 0);
    assert!(err.contains("warning[E0005]"), "{err}");
    assert!(err.contains("--> pets.overlay.yaml:4:13"), "{err}");

    let faulty = OVERLAY.replace("type: integer", "type: intger");
    add(folder.path(), &[("pets.overlay.yaml", &faulty)]);
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 1);
    assert!(err.contains("error[E0104]"), "{err}");
    assert!(err.contains("--> pets.overlay.yaml:5:52"), "{err}");

    add(
        folder.path(),
        &[("pets.overlay.yaml", "overlay: 1.0.0\nactions: [\n")],
    );
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 1);
    assert!(err.contains("--> pets.overlay.yaml:"), "{err}");

    add(
        folder.path(),
        &[("x.overlay.yaml", OVERLAY), ("other.yaml", SPEC)],
    );
    let (_, err) = expect(&codegen(folder.path(), &BOTH), 2);
    assert!(
        err.contains(
            "`x.overlay.yaml` is in the folder of several descriptions: `other.yaml`, `pets.yaml`"
        ),
        "{err}"
    );
}

/// Runs with an environment of colours; gives both outputs.
fn colored(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let folder = stand_in_a_folder(&SPEC.replace("version: 1.0.0", "version: 1.0"));
    let mut command = xtask(folder.path());
    for name in ["NO_COLOR", "CLICOLOR"] {
        command.env_remove(name);
    }
    let output = command
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("a process");
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).expect("text")
}

/// With a warning, a table, an error about arguments and help: everything that has colours.
#[test]
fn colour_is_for_terminals_and_for_whoever_asks() {
    let write = [&["codegen"], &BOTH[..]].concat();
    for arguments in [&write[..], &["codegen", "--frob"], &["codegen", "--help"]] {
        let has = |further: &[&str], environment: &[(&str, &str)]| {
            let text = colored(&[arguments, further].concat(), environment);
            assert!(text.len() > 40, "{text}");
            text.contains('\u{1b}')
        };
        assert!(!has(&[], &[]), "{arguments:?} in a pipe");
        let force = ("CLICOLOR_FORCE", "1");
        assert!(has(&[], &[force]), "{arguments:?} forced");
        assert!(!has(&[], &[force, ("NO_COLOR", "1")]), "{arguments:?}");
        assert!(has(&["--color", "always"], &[]), "{arguments:?} always");
        assert!(!has(&["--color=never"], &[force]), "{arguments:?} never");
        assert!(has(&["--color", "auto"], &[force]), "{arguments:?} auto");
    }
}
