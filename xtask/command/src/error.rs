//! Why a command could not be carried out: a message and the ways out. `report` prints it.

use std::io;

/// A command that could not be carried out. What is wrong with a description is a diagnostic
/// and never one of these.
#[derive(Debug)]
pub struct Error {
    /// What happened, in lower case and without a final stop.
    pub message: String,
    /// Ways out.
    pub help: Vec<String>,
}

impl Error {
    /// An error without a way out.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: Vec::new(),
        }
    }

    /// What was tried, and why the system would not.
    pub fn io(tried: impl AsRef<str>, error: &io::Error) -> Self {
        Self::new(format!("{}: {}", tried.as_ref(), reason(error)))
    }

    /// Adds a way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The system's reason in plain words, the same on every system for the usual ones.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
