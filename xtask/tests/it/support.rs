//! What the tests of several commands need: a process in a folder, and what it must end with.

use std::path::Path;
use std::process::{Command, Output};

/// A command that stands in a folder, and that nobody told to colour a pipe.
pub fn xtask(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}

/// The text of both pipes of a command that ended with this code; no pipe is coloured.
#[track_caller]
pub fn expect(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "stdout:\n{out}\nstderr:\n{err}"
    );
    assert!(
        !out.contains('\u{1b}') && !err.contains('\u{1b}'),
        "colour in a pipe"
    );
    (out, err)
}
