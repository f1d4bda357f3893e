//! Why a command could not be carried out: a message and the ways out. `report` prints it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A command that could not be carried out. What is wrong with a description is a diagnostic
/// and never one of these.
#[derive(Debug)]
pub struct Error {
    /// What happened, in lower case and without a final stop.
    pub message: String,
    /// Ways out.
    pub help: Vec<String>,
    /// The place in a file of the user's that it is about.
    pub place: Option<Position>,
    /// The file or folder that it is about, as it was named.
    pub about: Option<PathBuf>,
}

/// A place in a file, as people write it: lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "a file, a line and a column")]
pub struct Position {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

impl Position {
    /// The place of a byte in a text; columns count characters. `None` where no character begins.
    pub fn at(file: &str, text: &str, byte: usize) -> Option<Self> {
        let before = text.get(..byte)?;
        Some(Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
        })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Error {
    /// An error without a way out.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: Vec::new(),
            place: None,
            about: None,
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

    /// Says which line it is about.
    pub fn at(self, place: Option<Position>) -> Self {
        Self { place, ..self }
    }

    /// Says which file or folder it is about.
    pub fn about(self, path: &Path) -> Self {
        let about = Some(path.to_owned());
        Self { about, ..self }
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
