//! A year of a crate: its description changes twice, its owner writes into every file that is shared, and each
//! run of `codegen` keeps that.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::git;

const JANUARY: &str = "\
openapi: 3.1.0
info: { title: Garden, version: 1.0.0 }
servers: [{ url: 'https://garden.example/v1' }]
paths:
  /beds/{bed}:
    parameters: [{ name: bed, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getBed
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Bed' } } } } }
components:
  schemas:
    Bed: { type: object, required: [plant], properties: { plant: { type: string } } }
";

/// A year of one crate, in a repository.
struct Year {
    folder: TempDir,
}

impl Year {
    fn new() -> Self {
        let year = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        year.write("garden.yaml", JANUARY);
        year.git(&["init", "-q", "--template="]);
        year
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect(path);
    }

    /// Replaces a text that must be there.
    #[track_caller]
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{from} is not in {path}:\n{text}");
        self.write(path, &text.replacen(from, to, 1));
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        git(self.folder.path(), arguments);
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "Another month"]);
    }

    /// Runs `cargo verbatim …`, checks how it ends, and gives its output.
    #[track_caller]
    fn verbatim(&self, arguments: &[&str], code: i32) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-verbatim"))
            .arg("verbatim")
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .expect("a process");
        let text = String::from_utf8(output.stdout).expect("text");
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{text}\n{complaints}");
        text
    }

    #[track_caller]
    fn codegen(&self) -> String {
        self.verbatim(&CODEGEN, 0)
    }

    #[track_caller]
    fn check(&self) {
        self.verbatim(&[&CODEGEN[..], &["--check"]].concat(), 0);
    }

    /// Compiles the crate for a package that uses its owner's feature, with the packages of this workspace.
    fn compile(&self) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let client = self.path("client").to_string_lossy().replace('\\', "/");
        let client = format!(
            "garden = {{ path = {client:?}, default-features = false, features = [\"mine\"] }}\n"
        );
        fs::create_dir_all(self.path("user/src")).expect("a folder");
        let (_, profiles) = WORKSPACE.split_once("[profile.").expect("a profile");
        let manifest = format!("{PIN}{client}\n[workspace]\n\n[profile.{profiles}");
        self.write("user/Cargo.toml", &manifest);
        self.write("user/src/lib.rs", "//! Empty.\n");
        fs::copy(root.join("Cargo.lock"), self.path("user/Cargo.lock")).expect("a lock file");
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline"])
            .current_dir(self.path("user"))
            // What the workspace was tested with is not compiled again.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."),
            )
            .output()
            .expect("cargo");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// The manifest of this workspace; it ends with the profiles.
const WORKSPACE: &str = include_str!("../../../../Cargo.toml");
/// A package with the features that the packages of clients have in this workspace; it ends with dependencies.
const PIN: &str = include_str!("../../../../generator/tests/pin.toml");

const CODEGEN: [&str; 5] = ["codegen", "--spec", "garden.yaml", "--out", "client"];
const DIFF: [&str; 3] = ["diff", "HEAD:garden.yaml", "garden.yaml"];

#[test]
fn what_the_owner_wrote_stays_through_a_year_of_changes() {
    let year = Year::new();
    year.codegen();
    year.commit();

    // The owner makes the crate theirs.
    let manifest = "client/Cargo.toml";
    year.edit(
        manifest,
        "version = \"1.0.0\"",
        "version = \"0.3.0\" # we count ourselves",
    );
    year.edit(
        manifest,
        "[features]\n",
        "[features]\n# For our own tools.\nmine = [\"dep:log\"]\n",
    );
    year.edit(
        manifest,
        "[dependencies]\n",
        "[dependencies]\nlog = { version = \"0.4\", optional = true }\n",
    );
    year.write("client/NOTES.md", "# How we use it\n");
    year.edit(
        "client/CHANGELOG.md",
        "The first version.",
        "The first version, for the greenhouse.",
    );
    let mine = [
        "version = \"0.3.0\" # we count ourselves\n",
        "# For our own tools.\nmine = [\"dep:log\"]\n",
        "log = { version = \"0.4\", optional = true }\n",
    ];
    year.codegen();
    year.check();
    year.commit();

    // In June there is more of everything.
    year.edit(
        "garden.yaml",
        "properties: { plant: { type: string } }",
        "properties: { plant: { type: string }, area: { type: number } }",
    );
    let told = year.verbatim(&DIFF, 0);
    assert!(
        told.contains("addition   Bed.area: added: `Option<f64>`"),
        "{told}"
    );
    year.codegen();
    year.check();
    let june = year.read("client/CHANGELOG.md");
    let added = "### Added\n\n- `Bed.area`: added";
    assert!(
        june.contains("\n## Unreleased\n") && june.contains(added),
        "{june}"
    );
    assert!(june.contains("for the greenhouse"), "{june}");
    year.commit();

    // In December something goes, a credential comes with its own dependency, and nothing was released.
    year.edit(
        "garden.yaml",
        "required: [plant], properties: { plant: { type: string }, ",
        "properties: { ",
    );
    year.edit(
        "garden.yaml",
        "area: { type: number }",
        "area: { type: number }, photo: { type: string, format: byte }",
    );
    let told = year.verbatim(&DIFF, 100);
    assert!(told.contains("breaking   Bed.plant: removed"), "{told}");
    year.codegen();
    year.check();
    let december = year.read("client/CHANGELOG.md");
    for line in [
        "- `Bed.plant`: removed",
        "- `Bed.photo`: added",
        "- `Bed.area`: added",
    ] {
        assert!(december.contains(line), "{line} is not in\n{december}");
    }
    assert_eq!(december.matches("## Unreleased").count(), 1, "{december}");

    // The owner releases it: the entry has their version from then on.
    year.edit("client/CHANGELOG.md", "## Unreleased", "## 0.4.0");
    year.edit(manifest, "0.3.0", "0.4.0");
    year.commit();
    year.edit(
        "garden.yaml",
        "area: { type: number }",
        "area: { type: number }, soil: { type: string }",
    );
    year.codegen();
    let next = year.read("client/CHANGELOG.md");
    let headings: Vec<&str> = next
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    assert_eq!(headings, ["## Unreleased", "## 0.4.0", "## 1.0.0"]);

    let kept = year.read(manifest);
    for line in mine.map(|line| line.replace("0.3.0", "0.4.0")) {
        assert!(kept.contains(&line), "{line} is gone:\n{kept}");
    }
    assert!(kept.contains("base64 = "), "{kept}");
    assert_eq!(year.read("client/NOTES.md"), "# How we use it\n");
    year.check();
    year.compile();
}
