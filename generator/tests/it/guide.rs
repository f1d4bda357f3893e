//! The README and the guide in `docs/`: what their examples show compiles, what their settings say
//! is read, and their links lead somewhere.

mod examples;
mod links;
mod pages;

use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
