//! The program that makes the call: takes a description and an operation, writes the client that
//! the description asks for and a program next to it into the target folder, builds and runs them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use cargo_verbatim::disk;
use cargo_verbatim::error::Error;
use cargo_verbatim::install::install;
use cargo_verbatim::names;
use cargo_verbatim::place::Place;
use cargo_verbatim::plan::Plan;
use cargo_verbatim::report::{self, Format};
use cargo_verbatim::targets::OUT;
use generator::{CallWriter, Given, GivenValue, Options, Severity, Unknown};
use xtask::workbench::record::Arguments;

use crate::features::{self, PIN};

/// The variable by which the program is told the address of the API.
const BASE_URL: &str = "RECORD_BASE_URL";

/// A crate that makes one call.
#[derive(Debug)]
pub struct Program {
    folder: PathBuf,
    target: PathBuf,
}

/// How a call ended.
#[derive(Debug)]
pub struct Ended {
    /// The client was content.
    pub succeeded: bool,
    /// What it said if not.
    pub complaint: String,
}

impl Program {
    /// Writes the crate; `None` when the description has errors, which are then printed.
    pub fn write(spec: &Place, arguments: &Arguments) -> Result<Option<Self>, Error> {
        let sources = disk::read(spec, Path::new("."))?;
        // The workspace's own client has the names by which the user calls the operation.
        let names = match arguments.spec {
            None => names::of_crate(&Place::new(None, OUT, Path::new(".")), Format::Text)?,
            Some(_) => None,
        };
        let options = Options {
            names: names.as_ref(),
            lenient: arguments.lenient,
            ..Options::default()
        };
        let writer = match CallWriter::new(&sources, &options) {
            Ok(writer) => writer,
            Err(found) => {
                for found in found
                    .iter()
                    .filter(|found| found.severity == Severity::Error)
                {
                    report::complain(&report::diagnostic(found, &sources, Format::Text));
                }
                return Ok(None);
            }
        };
        let main = main(&writer, arguments)?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or(PathBuf::from("target"), PathBuf::from);
        let cannot = |error| Error::io("cannot write the program that makes the call", &error);
        fs::create_dir_all(&target).map_err(cannot)?;
        let target = fs::canonicalize(target).map_err(cannot)?;
        let folder = target.join("record");
        fs::create_dir_all(folder.join("src")).map_err(cannot)?;
        let client = Place {
            path: folder.join("client"),
            shown: folder.join("client").display().to_string(),
        };
        let files = generator::generate_with(&sources, &options).files;
        install(&Plan::new(&client, files)?)?;
        let manifest = manifest(writer.package(), features::of_dependency(&client.path));
        for (name, text) in [("Cargo.toml", &manifest), ("src/main.rs", &main)] {
            // What is as it should be is not compiled again.
            let path = folder.join(name);
            if fs::read_to_string(&path).ok().as_ref() != Some(text) {
                fs::write(path, text).map_err(cannot)?;
            }
        }
        let lock = folder.join("Cargo.lock");
        if !lock.exists() && Path::new("Cargo.lock").exists() {
            fs::copy("Cargo.lock", lock).map_err(cannot)?;
        }
        Ok(Some(Self { folder, target }))
    }

    /// Builds it; gives the program. `secrets` are variables that building must not see.
    pub fn build(&self, secrets: &[&str]) -> Result<PathBuf, Error> {
        // What the workspace was built with is here already.
        let mut output = self.cargo(secrets, &["--offline"])?;
        if !output.status.success() {
            output = self.cargo(secrets, &[])?;
        }
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(
                Error::new(format!("the call does not build:\n{}", said.trim_end()))
                    .help("an argument may be of another type than the description says"),
            );
        }
        let name = format!("record{}", env::consts::EXE_SUFFIX);
        Ok(self.target.join("debug").join(name))
    }

    fn cargo(&self, secrets: &[&str], further: &[&str]) -> Result<Output, Error> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command
            .args(["build", "--quiet", "--target-dir"])
            .arg(&self.target)
            .args(further)
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        for secret in secrets {
            command.env_remove(secret);
        }
        command
            .output()
            .map_err(|error| Error::io("cannot run cargo", &error))
    }
}

/// Runs a program that calls the API at this address.
pub fn run(program: &Path, base_url: &str) -> Result<Ended, Error> {
    let direct = ["NO_PROXY", "no_proxy"].map(env::var).into_iter().flatten();
    let direct = direct.chain(["127.0.0.1".to_owned()]);
    let output = Command::new(program)
        .env(BASE_URL, base_url)
        .env("NO_PROXY", direct.collect::<Vec<_>>().join(","))
        .env_remove("no_proxy")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Error::io("cannot run the program that makes the call", &error))?;
    Ok(Ended {
        succeeded: output.status.success(),
        complaint: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// The text of the program.
fn main(writer: &CallWriter, arguments: &Arguments) -> Result<String, Error> {
    let given = arguments.arguments.iter().map(|(name, value)| Given {
        part: None,
        name,
        value: GivenValue::Text(value),
    });
    let given: Vec<Given<'_>> = given.collect();
    let (operation, pages) = (&arguments.operation, arguments.pages);
    let main = writer.program(operation, &given, pages, "cargo xtask record", BASE_URL);
    main.map_err(|unknown| {
        let Unknown {
            what,
            help,
            argument,
        } = unknown;
        let error = Error::new(what).help(help);
        match argument {
            Some(name) => error.help(format!("give it as `--arg {name}=…`")),
            None => error,
        }
    })
}

fn manifest(client: &str, features: &str) -> String {
    let package = PIN.replace("name = \"pin\"", "name = \"record\"");
    let client = format!("{client} = {{ path = \"client\", {features} }}\n");
    format!("{package}{client}\n[workspace]\n\n{}", features::profiles())
}
