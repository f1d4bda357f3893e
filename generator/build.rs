//! Reads the runtime, and writes down its parts and its dependencies for the emitter, and its names for the names.

#[path = "build/dependencies.rs"]
mod dependencies;
#[path = "build/parts.rs"]
mod parts;
#[path = "build/reserved.rs"]
mod reserved;

use std::path::PathBuf;
use std::{env, fs};

use self::dependencies::Dependency;

fn main() {
    println!("cargo::rerun-if-changed=build");
    if let Err(fault) = run() {
        println!("cargo::error={fault}");
    }
}

fn run() -> Result<(), String> {
    let [package, out] = ["CARGO_MANIFEST_DIR", "OUT_DIR"]
        .map(|variable| PathBuf::from(env::var_os(variable).unwrap_or_default()));
    let runtime = package.join("runtime");
    for read in ["src/lib.rs", "src/runtime.rs", "src/runtime"] {
        println!("cargo::rerun-if-changed={}", runtime.join(read).display());
    }
    let workspace = package.join("../Cargo.toml");
    let dependencies = dependencies::read(&runtime.join("Cargo.toml"), &workspace)?;
    let crates: Vec<String> = dependencies.iter().map(Dependency::code).collect();
    let parts = parts::Runtime::read(&runtime, &crates)?;
    let reserved = reserved::lists(
        &crates,
        &runtime.join("src/runtime"),
        &package.join("src/emit"),
        parts.exports(),
    );
    let reserved = reserved.map_err(|error| error.to_string())?;
    for (name, text) in [
        ("dependencies.rs", dependencies::written(&dependencies)),
        ("parts.rs", parts.written()?),
        ("reserved.rs", reserved),
    ] {
        fs::write(out.join(name), text).map_err(|error| error.to_string())?;
    }
    Ok(())
}
