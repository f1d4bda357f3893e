//! Runs a command in a folder, and checks how it ends.

use std::path::Path;
use std::process::{Command, Output};

/// A command that is run in a folder. No variable of the environment asks for colours.
pub fn workbench(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workbench"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}

/// Checks the exit code and that neither pipe is coloured; gives the text of both.
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
