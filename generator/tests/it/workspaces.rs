//! Workspaces of emitted crates. All of them are built in the target folder of this workspace, with
//! its profiles and with the same features of each package, so that cargo compiles a package once
//! for the tests of this workspace and for all of theirs.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The package that every call of cargo builds too, by its name or as a dependency. It gives the
/// packages that clients use the features that they have when this workspace is tested. A feature
/// that is missing here costs time alone: the package is compiled again.
pub const PIN: &str = "pin";

const PIN_MANIFEST: &str = r#"[package]
name = "pin"
version = "0.0.0"
edition = "2024"

[dependencies]
bitflags = { version = "2", features = ["std"] }
encoding_rs = "0.8"
fastrand = "2"
form_urlencoded = "1"
hashbrown = "0.17"
hyper = { version = "1", features = ["client", "http1", "server"] }
hyper-util = { version = "0.1", features = ["client-legacy", "client-proxy-system", "http1", "tokio", "tracing"] }
indexmap = { version = "2", features = ["serde"] }
libc = { version = "0.2", features = ["extra_traits"] }
memchr = "2"
proc-macro2 = "1"
quote = "1"
rustix = { version = "1", features = ["fs", "termios"] }
serde = { version = "1", features = ["alloc", "derive"] }
serde_json = { version = "1", features = ["float_roundtrip", "preserve_order", "raw_value", "unbounded_depth"] }
syn = { version = "3", features = ["full"] }
tokio = { version = "1", features = ["io-util", "macros", "net", "rt-multi-thread", "sync", "time"] }
unicase = "2"
unicode-ident = "1"
"#;

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

/// The profiles of this workspace.
fn profiles() -> &'static str {
    let manifest = include_str!("../../../Cargo.toml");
    let start = manifest.find("[profile.").expect("a profile");
    &manifest[start..]
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
