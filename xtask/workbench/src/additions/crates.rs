//! The two crates that are compiled: the client, and the program that names everything of it.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_verbatim::error::Error;
use cargo_verbatim::install::install;
use cargo_verbatim::place::Place;
use cargo_verbatim::plan::Plan;

use crate::corpus::messages::rendered_error;
use crate::features;

/// A workspace of both crates.
pub struct Crates {
    place: Place,
    /// Where cargo puts what it builds: what this project was built with is not built again.
    target: PathBuf,
}

impl Crates {
    /// Makes the workspace of a package in the folder `additions` of the target folder.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn open(target: &Place, package: &str) -> Result<Self, Error> {
        let folder = format!("additions/{package}");
        let place = Place {
            path: target.path.join(&folder),
            shown: target.inside(&folder),
        };
        let crates = Self {
            place,
            target: target.path.clone(),
        };
        let manifest = format!("{WORKSPACE}\n{}", features::profiles());
        crates.write("Cargo.toml", &manifest)?;
        let lock = fs::read_to_string("Cargo.lock")
            .map_err(|error| Error::io("cannot read `Cargo.lock`", &error))?;
        crates.write("Cargo.lock", &lock)?;
        crates.write("pin/Cargo.toml", features::PIN)?;
        crates.write("pin/src/lib.rs", "//! Empty.\n")?;
        Ok(crates)
    }

    /// Writes the program.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write_caller(&self, program: &str) -> Result<(), Error> {
        self.write("caller/src/lib.rs", program)
    }

    /// Writes the client, whose package has a name, in place of the one before.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write_client(
        &self,
        files: &BTreeMap<String, String>,
        package: &str,
    ) -> Result<(), Error> {
        let place = Place {
            path: self.place.path.join("client"),
            shown: self.place.inside("client"),
        };
        install(&Plan::new(&place, files.clone())?)?;
        let caller = CALLER.replace("PACKAGE", package);
        let caller = caller.replace("FEATURES", features::of_dependency(&place.path));
        self.write("caller/Cargo.toml", &caller)
    }

    /// Compiles both; gives the first error of the compiler.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run.
    pub fn check(&self) -> Result<Result<(), String>, Error> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let target = fs::canonicalize(&self.target);
        let target = target.map_err(|error| Error::io("cannot find the target folder", &error))?;
        let output = Command::new(cargo)
            .args(["check", "--offline", "--message-format", "json"])
            .args([
                "--package=additions-caller",
                "--package=pin",
                "--target-dir",
            ])
            .arg(target)
            .current_dir(&self.place.path)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Error::io("cannot run cargo", &error))?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let error = text.lines().find_map(rendered_error);
        let complaint = || String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(Err(error.unwrap_or_else(complaint)))
    }

    /// Writes a file unless it holds this text: cargo compiles what is newer than the last time.
    fn write(&self, path: &str, text: &str) -> Result<(), Error> {
        let file = self.place.path.join(path);
        if fs::read_to_string(&file).is_ok_and(|known| known == text) {
            return Ok(());
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        let shown = self.place.inside(path);
        written.map_err(|error| Error::io(format!("cannot write `{shown}`"), &error))
    }
}

const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["client", "caller", "pin"]
"#;

const CALLER: &str = r#"[package]
name = "additions-caller"
version = "0.0.0"
edition = "2024"

[dependencies]
client = { package = "PACKAGE", path = "../client", FEATURES }
serde_json = "1"
"#;
