//! Compiling emitted crates: takes a workspace, runs clippy over it in batches, gives what the
//! compiler said of each crate. Never touches the network, and keeps what it builds small.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use cargo_verbatim::error::Error;

use super::cargo::{Cargo, Ending, Event};
use super::messages::{Finding, Message};
use super::workspace::{Member, Workspace};

/// The most crates that cargo is given at a time.
pub const BATCH: usize = 24;
/// How large the folder of what was built may become before finished crates are removed from it.
pub const MAX_BUILT_BYTES: u64 = 6 << 30;
/// The most findings of one code that are kept of one crate; further ones are counted.
const MAX_FINDINGS: usize = 20;

/// What came of compiling a crate.
#[derive(Debug, Default, PartialEq)]
pub struct Build {
    /// Clippy went through, and nothing it denies was found.
    pub compiled: bool,
    /// The time from the end of the crate before to the end of this one, in seconds; `None` for
    /// a crate that had not changed since it was compiled the last time.
    pub seconds: Option<f64>,
    /// How often each code was found; a message without a code is counted by its level.
    pub codes: BTreeMap<String, usize>,
    /// What was found, no more than a few of each code.
    pub findings: Vec<Finding>,
}

/// Compiles every member, and gives what came of each, by the index of its document. Calls back
/// when cargo is done with one.
///
/// # Errors
///
/// When cargo cannot be run, or fails for a reason that no member gives.
pub fn build(
    workspace: &mut Workspace,
    cargo: &Cargo,
    lock_file: &Path,
    done: &mut dyn FnMut(&str),
) -> Result<BTreeMap<usize, Build>, Error> {
    let mut builds = BTreeMap::new();
    let mut finished = Vec::new();
    workspace.write_manifest(lock_file)?;
    let batches: Vec<Vec<Member>> = workspace
        .members
        .chunks(BATCH)
        .map(<[Member]>::to_vec)
        .collect();
    for mut batch in batches {
        loop {
            // Those that were given up while other batches were compiled.
            batch.retain(|member| workspace.members.contains(member));
            if batch.is_empty() {
                break;
            }
            let (events, ending) = run(workspace, cargo, &batch, done)?;
            if ending.finished {
                builds.extend(gather(&batch, &events, &ending));
                break;
            }
            // Cargo loads the manifests of all members first, and stops at the first fault.
            let Some(member) = culprit(workspace, &ending.complaint) else {
                return Err(
                    Error::new(format!("cargo failed:\n{}", ending.complaint.trim_end()))
                        .help("build once with the network, so that cargo has every crate at hand"),
                );
            };
            done(&member.folder);
            builds.insert(member.document, Build::refused(ending.complaint.trim()));
            workspace.remove(&member.folder);
            workspace.write_manifest(lock_file)?;
        }
        finished.append(&mut batch);
        if size(&workspace.build_folder()) > MAX_BUILT_BYTES {
            cargo.clean(workspace, &finished)?;
            finished.clear();
        }
    }
    Ok(builds)
}

fn run(
    workspace: &Workspace,
    cargo: &Cargo,
    batch: &[Member],
    done: &mut dyn FnMut(&str),
) -> Result<(Vec<Event>, Ending), Error> {
    let mut events: Vec<Event> = Vec::new();
    let ending = cargo.clippy(workspace, batch, &mut |event| {
        let folder = event.folder();
        if let Some(folder) = folder
            && !events
                .iter()
                .any(|earlier| earlier.folder() == Some(folder))
        {
            done(folder);
        }
        events.push(event);
    })?;
    Ok((events, ending))
}

/// What the events of a batch say of each of its members.
fn gather(batch: &[Member], events: &[Event], ending: &Ending) -> Vec<(usize, Build)> {
    let seconds = seconds(events);
    let mut builds = Vec::new();
    for member in batch {
        let mut build = Build {
            seconds: seconds.get(member.folder.as_str()).copied(),
            ..Build::default()
        };
        let own = events
            .iter()
            .filter(|event| event.folder() == Some(&member.folder));
        for message in own.filter_map(|event| event.message.as_ref()) {
            match message {
                Message::Compiled { fresh, .. } => {
                    build.compiled = true;
                    build.seconds = build.seconds.filter(|_| !fresh);
                }
                Message::Found { finding, .. } => build.add(finding.clone()),
            }
        }
        if !build.compiled && build.findings.is_empty() {
            build.add(without_place(about(&ending.complaint, &member.package)));
        }
        builds.push((member.document, build));
    }
    builds
}

impl Build {
    /// What is not compiled at all, and why.
    pub fn refused(why: impl Into<String>) -> Self {
        let mut build = Self::default();
        build.add(without_place(why.into()));
        build
    }

    fn add(&mut self, finding: Finding) {
        let code = finding.code.as_ref().unwrap_or(&finding.level);
        let count = self.codes.entry(code.clone()).or_default();
        *count += 1;
        if *count <= MAX_FINDINGS {
            self.findings.push(finding);
        }
    }
}

/// The time from one end to the next, by folder. What cargo compiled for the members' sake ends
/// a stretch too, and is nobody's.
fn seconds(events: &[Event]) -> BTreeMap<&str, f64> {
    let mut seconds = BTreeMap::new();
    let mut previous = 0.0;
    for (index, event) in events.iter().enumerate() {
        let folder = event.folder();
        let later = &events[index + 1..];
        if folder.is_some() && later.iter().any(|later| later.folder() == folder) {
            continue;
        }
        if let Some(folder) = folder {
            seconds.insert(folder, event.seconds - previous);
        }
        previous = event.seconds;
    }
    seconds
}

/// The member that a complaint of cargo's is about.
fn culprit(workspace: &Workspace, complaint: &str) -> Option<Member> {
    let members = workspace.by_folder();
    let named = |folder: &str| {
        let path = workspace.place.path.join(folder).display().to_string();
        let place = complaint.find(&path)?;
        // `a.yaml` is not what `a.yaml2` is about.
        let next = complaint[place + path.len()..].chars().next();
        next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
            .then_some(place)
    };
    let found = members
        .iter()
        .filter_map(|(folder, member)| Some((named(folder)?, *member)));
    found
        .min_by_key(|(place, _)| *place)
        .map(|(_, member)| member.clone())
}

/// What cargo reports about a package whose compiler reported nothing, as when it crashed.
fn about(complaint: &str, package: &str) -> String {
    let quoted = format!("`{package}`");
    let mut lines = complaint.lines().skip_while(|line| !line.contains(&quoted));
    match lines.next() {
        None => "cargo did not say why".to_owned(),
        Some(first) => {
            let cause = lines.take_while(|line| !line.is_empty() && !line.starts_with("error"));
            std::iter::once(first)
                .chain(cause)
                .take(12)
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

fn without_place(message: String) -> Finding {
    Finding {
        level: "error".to_owned(),
        code: None,
        message,
        file: None,
        line: None,
        text: None,
    }
}

/// The bytes of all files in a folder. What cannot be looked at has none.
pub fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let size_of = |entry: fs::DirEntry| -> io::Result<u64> {
        let found = entry.metadata()?;
        Ok(if found.is_dir() {
            size(&entry.path())
        } else {
            found.len()
        })
    };
    entries.map(|entry| size_of(entry).unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests;
