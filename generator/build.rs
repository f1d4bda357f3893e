//! Lists the files of the runtime, so that none is forgotten, and its folders.
//!
//! A file that declares public modules is the module file of a folder: the generator writes one that
//! declares what a client carries, with the same documentation.

#[path = "build/reserved.rs"]
mod reserved;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("runtime/src/runtime");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed={}.rs", root.display());
    let mut names = vec![String::new()];
    collect(&root, "", &mut names)?;
    names.sort();
    let mut parts = String::new();
    let mut folders = String::new();
    for name in names {
        let file = match name.as_str() {
            "" => root.with_extension("rs"),
            name => root.join(format!("{name}.rs")),
        };
        let text = fs::read_to_string(&file)?;
        if text.lines().any(|line| line.starts_with("pub mod ")) {
            let docs = text.lines().next().unwrap_or_default();
            let docs = docs.trim_start_matches("//! ");
            folders.push_str(&format!("    ({name:?}, {docs:?}),\n"));
        } else {
            parts.push_str(&format!("    ({name:?}, include_str!({file:?})),\n"));
        }
    }
    let text = format!(
        "/// The parts of the runtime: path and text, sorted by path.\n\
         pub(super) const PARTS: &[(&str, &str)] = &[\n{parts}];\n\
         /// The folders of the runtime: path and documentation, sorted by path.\n\
         pub(super) const FOLDERS: &[(&str, &str)] = &[\n{folders}];\n"
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("parts.rs"), text)?;
    let emit =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("src/emit");
    fs::write(out.join("reserved.rs"), reserved::lists(&root, &emit)?)
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.is_dir() {
            collect(&path, &format!("{prefix}{stem}/"), names)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            names.push(format!("{prefix}{stem}"));
        }
    }
    Ok(())
}
