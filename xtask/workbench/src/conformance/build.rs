//! Compiling the program: takes the clients and the calls, gives the program and the calls that
//! are in it. A call or a client that does not compile is left out, and the rest is built again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cargo_verbatim::error::Error;

use super::clients::Client;
use super::plan::Call;
use super::program::{self, CallId, File};
use crate::corpus::cargo::{Built, Cargo};
use crate::corpus::generation::{Generated, Outcome};
use crate::corpus::messages::Finding;
use crate::corpus::workspace::{Member, Workspace};
use crate::features;

const FOLDER: &str = "program";

/// A program, and what it does not play.
#[derive(Debug)]
pub struct Program {
    /// The program; `None` when no call compiles.
    pub path: Option<PathBuf>,
    /// The calls that are not in it, with the compiler's words.
    pub refused: BTreeMap<CallId, String>,
}

/// Compiles the program of the calls.
///
/// # Errors
///
/// When a file cannot be written, or cargo fails for a reason that no call and no client gives.
pub fn build(
    mut workspace: Workspace,
    clients: &[Client],
    mut calls: BTreeMap<CallId, &Call>,
) -> Result<Program, Error> {
    let mut refused = BTreeMap::new();
    let needed: BTreeSet<usize> = calls.values().map(|call| call.client).collect();
    for client in needed {
        if let Err(why) = add(&mut workspace, client, &clients[client]) {
            refuse(&mut calls, &mut refused, client, &why);
        }
    }
    workspace.members.push(Member {
        document: clients.len(),
        folder: FOLDER.to_owned(),
        package: "conformance-program".to_owned(),
        library: String::new(),
    });
    let cargo = Cargo {
        jobs: None,
        features: String::new(),
    };
    while !calls.is_empty() {
        let files = write(&workspace, &calls)?;
        let Built {
            program,
            errors,
            complaint,
        } = cargo.program(&workspace, FOLDER)?;
        if program.is_some() {
            return Ok(Program {
                path: program,
                refused,
            });
        }
        let before = calls.len();
        for (folder, error) in &errors {
            let why = words(error);
            if folder == FOLDER {
                let file = files
                    .iter()
                    .find(|file| Some(&file.path) == error.file.as_ref());
                let id = file.and_then(|file| file.call_at(error.line?));
                if let Some(id) = id.filter(|id| calls.remove(id).is_some()) {
                    refused.insert(id, format!("the call does not compile: {why}"));
                }
            } else if let Some(member) = workspace.by_folder().get(folder.as_str()) {
                let why = format!("the client does not compile: {why}");
                refuse(&mut calls, &mut refused, member.document, &why);
            }
        }
        if calls.len() == before {
            return Err(Error::new(format!("the calls do not build:\n{complaint}")));
        }
    }
    Ok(Program {
        path: None,
        refused,
    })
}

fn refuse(
    calls: &mut BTreeMap<CallId, &Call>,
    refused: &mut BTreeMap<CallId, String>,
    client: usize,
    why: &str,
) {
    let its = calls.extract_if(.., |_, call| call.client == client);
    refused.extend(its.map(|(id, _)| (id, why.to_owned())));
}

fn words(error: &Finding) -> String {
    let code = error.code.as_ref().map(|code| format!("{code}: "));
    let text = error.text.as_ref().map(|text| format!(" in `{text}`"));
    format!(
        "{}{}{}",
        code.unwrap_or_default(),
        error.message,
        text.unwrap_or_default()
    )
}

fn add(workspace: &mut Workspace, index: usize, client: &Client) -> Result<(), String> {
    let made = client.made.as_ref().map_err(Clone::clone)?;
    let mut generated = Generated::nothing(Outcome::Emitted);
    generated.files = made.files.clone();
    // The tests of a crate are not compiled here.
    generated
        .files
        .retain(|path, _| !path.starts_with("tests/"));
    workspace.add(index, &client.document, &generated, |_| BTreeMap::new())
}

/// Writes the program and the manifest of the workspace.
fn write(workspace: &Workspace, calls: &BTreeMap<CallId, &Call>) -> Result<Vec<File>, Error> {
    let (files, main) = program::files(calls);
    let clients: BTreeSet<usize> = calls.values().map(|call| call.client).collect();
    let members = workspace.members.iter();
    let clients = members
        .filter(|member| clients.contains(&member.document))
        .map(|member| {
            let features = features::of_dependency(&workspace.place.path.join(&member.folder));
            (member.document, &*member.package, &*member.folder, features)
        });
    let manifest = program::manifest(&clients.collect::<Vec<_>>());
    let folder = workspace.place.path.join(FOLDER);
    let shown = workspace.place.inside(FOLDER);
    let own = [("Cargo.toml", &manifest), ("src/main.rs", &main)];
    let files_of_clients = files.iter().map(|file| (&*file.path, &file.text));
    for (path, text) in own.into_iter().chain(files_of_clients) {
        write_changed(&folder.join(path), text)
            .map_err(|error| Error::io(format!("cannot write `{shown}/{path}`"), &error))?;
    }
    workspace.write_manifest(Path::new("Cargo.lock"))?;
    Ok(files)
}

/// Cargo compiles a file again when it is newer, whatever is in it.
fn write_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
