//! A description, workspaces that have it, and the command as cargo runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A description with two operations, of which each has a tag.
pub const SPEC: &str = "
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: 'https://pets.example/v1' }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Pets' } } } } }
  /owners:
    get:
      operationId: listOwners
      tags: [owners]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Owners' } } } } }
components:
  schemas:
    Pets: { type: object, properties: { names: { type: array, items: { type: string } } } }
    Owners: { type: object, properties: { names: { type: array, items: { type: string } } } }
";

pub const WORKSPACE: &str = "# Ours.\n[workspace]\nresolver = \"3\"\nmembers = []\n";

/// A folder with a description, and with a manifest where there is to be one.
pub fn folder(manifest: Option<&str>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("apis")).expect("a folder");
    fs::write(folder.path().join("apis/pets.yaml"), SPEC).expect("a description");
    if let Some(manifest) = manifest {
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("a manifest");
    }
    folder
}

/// Runs `cargo verbatim …` as cargo does, and checks how it ends. Gives both its outputs.
#[track_caller]
pub fn verbatim(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    verbatim_with(folder, arguments, &[], code)
}

#[track_caller]
pub fn verbatim_with(
    folder: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
    code: i32,
) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-verbatim"))
        .arg("verbatim")
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(folder)
        .output()
        .expect("a process");
    let Output {
        status,
        stdout,
        stderr,
    } = output;
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let (out, err) = (text(stdout), text(stderr));
    assert_eq!(status.code(), Some(code), "stdout:\n{out}\nstderr:\n{err}");
    (out, err)
}

pub fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).expect(path)
}

/// Whether cargo can load a manifest with its workspace.
pub fn loads(folder: &TempDir, path: &str) -> bool {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
            "--manifest-path",
        ])
        .arg(folder.path().join(path))
        .output();
    output.expect("cargo").status.success()
}

pub const PATHS: [&str; 5] = [
    "codegen",
    "--spec",
    "apis/pets.yaml",
    "--out",
    "crates/pets",
];

/// A workspace with a description in its usual place.
pub fn folder_with_spec() -> TempDir {
    let folder = folder(Some(WORKSPACE));
    fs::rename(folder.path().join("apis"), folder.path().join("spec")).expect("a folder");
    folder
}

/// The settings of a client.
pub const PETS: &str = "
[workspace.metadata.verbatim.clients.pets]
spec = \"apis/pets.yaml\"
out = \"crates/pets\"
";

/// Commits all that is in a folder but the code of its clients, of which git is never asked.
pub fn commit(folder: &Path) {
    for arguments in [
        &["init", "-q", "--template="][..],
        &["add", "-A", "--", ".", ":(exclude)crates/*/src"],
        &["commit", "-qm", "One"],
    ] {
        git(folder, arguments);
    }
}

/// Runs git as somebody, without what only keeps a repository small and safe.
#[track_caller]
pub fn git(folder: &Path, arguments: &[&str]) {
    let settings = [
        "user.name=x",
        "user.email=x@example.com",
        "core.compression=0",
        "core.fsync=none",
        "maintenance.auto=false",
    ];
    let mut git = Command::new("git");
    git.args(settings.iter().flat_map(|setting| ["-c", *setting]));
    let git = git.args(arguments).current_dir(folder);
    assert!(git.status().expect("git").success(), "git {arguments:?}");
}

/// A committed workspace with a client in `crates/pets` by its settings. The owners' names are UUIDs.
pub fn committed(settings: &str) -> TempDir {
    let folder = folder(None);
    let spec = SPEC.replace(
        "Owners: { type: object, properties: { names: { type: array, items: { type: string } } } }",
        "Owners: { type: object, properties: { names: { type: array, items: { type: string, format: uuid } } } }",
    );
    fs::write(folder.path().join("apis/pets.yaml"), spec).expect("a description");
    fs::write(folder.path().join("ours.yaml"), OVERLAY).expect("an overlay");
    set(&folder, settings);
    verbatim(folder.path(), &["codegen"], 0);
    commit(folder.path());
    folder
}

/// Gives the client of a workspace these settings.
pub fn set(folder: &TempDir, settings: &str) {
    let client = "[workspace.metadata.verbatim.clients.pets]\nout = \"crates/pets\"\n";
    let spec = match settings.contains("spec =") {
        true => "",
        false => "spec = \"apis/pets.yaml\"\n",
    };
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/pets\"]\n\n{client}{spec}{settings}"
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("settings");
}

pub const OVERLAY: &str = "{ overlay: 1.0.0, info: { title: O, version: '1' }, actions: [{ \
                       target: $.components.schemas.Pets, update: { required: [names] } }] }";
