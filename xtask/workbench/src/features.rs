//! How clients are compiled here: with all that brings a part of their APIs, but not TLS, which takes long to build;
//! and with the profiles of this workspace and the features that packages have in it, so that what it was built
//! with is not built again. A client with few resources is one piece and has no feature for them.

use std::fs;
use std::path::Path;

/// The feature of a divided client that brings every part of its API.
pub const ALL: &str = "other-types";

/// Whether the client in a folder is divided into features.
pub fn divide(client: &Path) -> bool {
    let manifest = fs::read_to_string(client.join("Cargo.toml")).unwrap_or_default();
    let start = format!("{ALL} = [");
    manifest.lines().any(|line| line.starts_with(&start))
}

/// How a dependency on the client in a folder says so.
pub fn of_dependency(client: &Path) -> &'static str {
    match divide(client) {
        true => "default-features = false, features = [\"other-types\"]",
        false => "default-features = false",
    }
}

/// The profiles of this workspace.
pub fn profiles() -> &'static str {
    const MANIFEST: &str = include_str!("../../../Cargo.toml");
    MANIFEST
        .find("[profile.")
        .map_or("", |start| &MANIFEST[start..])
}

/// The manifest of a package that is built together with a client: its dependencies are those of clients, with
/// the features that they have here. It ends with its dependencies.
pub const PIN: &str = include_str!("../../../generator/tests/pin.toml");
