//! Running cargo: takes the crates to compile, gives what cargo says while it works, with the
//! time of each word. Always offline.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Instant;

use cargo_verbatim::error::Error;

use super::messages::{self, Finding, Message};
use super::workspace::{Member, Workspace};
use crate::features;

/// How to run cargo.
#[derive(Debug)]
pub struct Cargo {
    /// How many crates to compile at a time; as cargo does by itself when not given.
    pub jobs: Option<usize>,
    /// The features of the crates, divided by commas; none when empty.
    pub features: String,
}

/// What came of building a program.
#[derive(Debug)]
pub struct Built {
    /// The program, when it was built.
    pub program: Option<PathBuf>,
    /// The errors of the compiler, each with the folder of the member that it is about.
    pub errors: Vec<(String, Finding)>,
    /// What cargo printed for people.
    pub complaint: String,
}

/// Something that cargo told of.
#[derive(Debug)]
pub struct Event {
    /// When, in seconds from the start.
    pub seconds: f64,
    /// What about a member; `None` when a crate that members depend on is compiled.
    pub message: Option<Message>,
}

/// How a run of cargo ended.
#[derive(Debug)]
pub struct Ending {
    /// Cargo came as far as compiling, whatever came of that.
    pub finished: bool,
    /// What it printed for people.
    pub complaint: String,
}

impl Event {
    /// The folder of the member that it is about.
    pub fn folder(&self) -> Option<&str> {
        match self.message.as_ref()? {
            Message::Found { folder, .. } | Message::Compiled { folder, .. } => Some(folder),
        }
    }
}

impl Cargo {
    /// Runs clippy over some members, warnings denied, and goes on after a failure.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run.
    pub fn clippy(
        &self,
        workspace: &Workspace,
        members: &[Member],
        tell: &mut dyn FnMut(Event),
    ) -> Result<Ending, Error> {
        let mut command = self.command("clippy", workspace, members);
        command.args(["--keep-going", "--message-format", "json"]);
        all_of(workspace, members, &mut command);
        if !self.features.is_empty() {
            command.args(["--features", &self.features]);
        }
        if let Some(jobs) = self.jobs {
            command.args(["--jobs", &jobs.to_string()]);
        }
        // Documents that show a feature call things `foo`; the names are theirs.
        command.args(["--", "-D", "warnings", "-A", "clippy::disallowed_names"]);
        let start = Instant::now();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = child.spawn().map_err(cannot)?;
        follow(child, &mut |line| {
            let seconds = start.elapsed().as_secs_f64();
            let message = messages::parse(line, &workspace.place.path);
            if message.is_some() || line.contains("\"reason\":\"compiler-artifact\"") {
                tell(Event { seconds, message });
            }
        })
        .map_err(cannot)
    }

    /// Builds the programs that try the values of some members, and none of the crates' own examples. Gives
    /// them by the folders of the members, and what cargo printed for people.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run.
    pub fn values_programs(
        &self,
        workspace: &Workspace,
        members: &[&Member],
    ) -> Result<(BTreeMap<String, PathBuf>, String), Error> {
        let members: Vec<Member> = members.iter().map(|member| (*member).clone()).collect();
        let mut command = self.command("build", workspace, &members);
        command.args(["--keep-going", "--message-format", "json"]);
        for member in &members {
            command.args(["--example", &member.values_program()]);
        }
        all_of(workspace, &members, &mut command);
        if let Some(jobs) = self.jobs {
            command.args(["--jobs", &jobs.to_string()]);
        }
        let output = command.stdin(Stdio::null()).output().map_err(cannot)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let programs = text
            .lines()
            .filter_map(|line| messages::program(line, &workspace.place.path));
        Ok((programs.collect(), complaint(&output)))
    }

    /// Builds the program of one member, and of the others what it needs.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run.
    pub fn program(&self, workspace: &Workspace, folder: &str) -> Result<Built, Error> {
        let members = workspace.members.iter();
        let members = members.filter(|member| member.folder == folder).cloned();
        let mut command = self.command("build", workspace, &members.collect::<Vec<_>>());
        command.args(["--keep-going", "--message-format", "json"]);
        let output = command.stdin(Stdio::null()).output().map_err(cannot)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let root = &workspace.place.path;
        let mut programs = text
            .lines()
            .filter_map(|line| messages::program(line, root));
        let program = programs.find(|(found, _)| found == folder);
        let errors = text
            .lines()
            .filter_map(|line| match messages::parse(line, root)? {
                Message::Found { folder, finding } if finding.level == "error" => {
                    Some((folder, finding))
                }
                _ => None,
            });
        Ok(Built {
            program: program.map(|(_, program)| program),
            errors: errors.collect(),
            complaint: complaint(&output),
        })
    }

    /// Removes what was built of some members.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run.
    pub fn clean(&self, workspace: &Workspace, members: &[Member]) -> Result<(), Error> {
        let mut command = self.command("clean", workspace, members);
        // What could not be removed is merely large.
        command.output().map(drop).map_err(cannot)
    }

    fn command(&self, name: &str, workspace: &Workspace, members: &[Member]) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command
            .args([name, "--offline", "--target-dir"])
            .arg(workspace.build_folder());
        for member in members {
            command.args(["--package", &member.package]);
        }
        command.current_dir(&workspace.place.path);
        command
    }
}

/// No features but those that bring the parts of the APIs.
fn all_of(workspace: &Workspace, members: &[Member], command: &mut Command) {
    command.arg("--no-default-features");
    for Member {
        folder, package, ..
    } in members
    {
        if features::divide(&workspace.place.path.join(folder)) {
            command.args(["--features", &format!("{package}/{}", features::ALL)]);
        }
    }
}

/// What the compiler and cargo printed for people.
fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = text.lines().filter_map(messages::rendered_error);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    errors.chain([said]).collect::<Vec<_>>().join("\n")
}

/// Reads all that a process says, a line at a time, until it ends.
fn follow(mut child: Child, each: &mut dyn FnMut(&str)) -> io::Result<Ending> {
    let mut errors = child.stderr.take();
    // Read at the same time: a process waits while either pipe is full.
    let complaint = thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = errors
            .as_mut()
            .map_or(Ok(0), |errors| errors.read_to_end(&mut bytes));
        read.map(|_| String::from_utf8_lossy(&bytes).into_owned())
    });
    let mut finished = false;
    for line in child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines)
    {
        let line = line?;
        finished |= line.contains("\"reason\":\"build-finished\"");
        each(&line);
    }
    child.wait()?;
    let complaint = complaint.join();
    let complaint = complaint.unwrap_or_else(|_| Ok(String::new()))?;
    Ok(Ending {
        finished,
        complaint,
    })
}

fn cannot(error: io::Error) -> Error {
    Error::io("cannot run cargo", &error)
}
