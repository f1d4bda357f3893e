//! Reads the runtime, and writes down its parts for the emitter and its names for the names.

#[path = "build/parts.rs"]
mod parts;
#[path = "build/reserved.rs"]
mod reserved;

use std::path::PathBuf;
use std::{env, fs};

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
    for read in ["Cargo.toml", "src/lib.rs", "src/runtime.rs", "src/runtime"] {
        println!("cargo::rerun-if-changed={}", runtime.join(read).display());
    }
    let parts = parts::Runtime::read(&runtime)?;
    let reserved = reserved::lists(
        &runtime.join("Cargo.toml"),
        &runtime.join("src/runtime"),
        &package.join("src/emit"),
        parts.exports(),
    );
    let reserved = reserved.map_err(|error| error.to_string())?;
    for (name, text) in [("parts.rs", parts.written()?), ("reserved.rs", reserved)] {
        fs::write(out.join(name), text).map_err(|error| error.to_string())?;
    }
    Ok(())
}
