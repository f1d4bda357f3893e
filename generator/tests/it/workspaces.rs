//! Workspaces of emitted crates. All of them are built in the target folder of this workspace, with
//! its profiles and with the same features of each package, so that cargo compiles a package once
//! for the tests of this workspace and for all of theirs.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes the manifest of a workspace, its lock file and the package [`PIN`].
pub fn workspace(folder: &Path, members: &[String]) {
    let members: Vec<String> = members.iter().map(|member| format!("{member:?}")).collect();
    let members = members.join(", ");
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}, {PIN:?}]\n\n{}",
        profiles()
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join(PIN).join("Cargo.toml"), PIN_MANIFEST);
    write(&folder.join(PIN).join("src/lib.rs"), "//! Empty.\n");
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    write(&folder.join("Cargo.lock"), &lock);
}

/// Runs what compiles examples in the documentation of a workspace, unless it went well with the same sources: cargo
/// would compile them again each time.
pub fn where_changed(workspace: &Path, run: impl FnOnce()) {
    let sources = sources(workspace);
    let known = workspace.with_extension("documented");
    if !fs::read_to_string(&known).is_ok_and(|known| known == sources) {
        run();
        write(&known, &sources);
    }
}

/// What the packages of a workspace are compiled of, in a few digits: all files, among which are the versions of the
/// dependencies and the profiles, and the compiler.
fn sources(workspace: &Path) -> String {
    let mut digest = DefaultHasher::new();
    let compiler = Command::new("rustc").arg("-vV").output().unwrap();
    compiler.stdout.hash(&mut digest);
    let mut open = vec![workspace.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap();
            let mut below: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
            below.sort();
            open.extend(below);
        } else {
            (path.as_os_str(), fs::read(&path).unwrap()).hash(&mut digest);
        }
    }
    format!("{:016x}\n", digest.finish())
}

/// The package that every call of cargo builds too, by its name or as a dependency.
pub const PIN: &str = "pin";

const PIN_MANIFEST: &str = include_str!("../pin.toml");

/// Where emitted crates are built.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("..")
}

/// The folder of the package `tests`, as a manifest writes it.
pub fn servers() -> String {
    let servers = root().join("tests").canonicalize().unwrap();
    servers.to_string_lossy().replace('\\', "/")
}

/// Writes a file unless it holds this text, so that cargo builds again only what changed.
pub fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Whether cargo warns of more than of the profiles, which are those of this workspace.
pub fn warns(stderr: &str) -> bool {
    let mut warnings = stderr.lines().filter(|line| line.starts_with("warning"));
    warnings.any(|line| !line.contains("profile package spec"))
}

/// The profiles of this workspace.
fn profiles() -> &'static str {
    let manifest = include_str!("../../../Cargo.toml");
    let start = manifest.find("[profile.").expect("a profile");
    &manifest[start..]
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
