//! What `cargo xtask` has in addition to the commands that every workspace can have: the arguments of the
//! package `workbench`, and how it is run.

pub mod workbench;

/// What is typed before the name of a command.
pub const PROGRAM: &str = "cargo xtask";
