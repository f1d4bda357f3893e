//! The features with which clients are compiled here: all that brings a part of their APIs, but not TLS, which
//! takes long to build. A client with few resources is one piece and has no such feature.

use std::fs;
use std::path::Path;

/// The feature of a divided client that brings every part of its API.
pub const ALL: &str = "all-resources";

/// Whether the client in a folder is divided into features.
pub fn divide(client: &Path) -> bool {
    let manifest = fs::read_to_string(client.join("Cargo.toml")).unwrap_or_default();
    let start = format!("{ALL} = [");
    manifest.lines().any(|line| line.starts_with(&start))
}

/// How a dependency on the client in a folder says so.
pub fn of_dependency(client: &Path) -> &'static str {
    match divide(client) {
        true => "default-features = false, features = [\"all-resources\"]",
        false => "default-features = false",
    }
}
