//! `cargo xtask …`: the commands of this workspace, and the only place in it that reads and writes
//! the disk. `codegen` and `diff` are here; the package `workbench` has the other commands and
//! builds on this library.

mod activity;
mod changelog;
pub mod cli;
pub mod codegen;
mod color;
pub mod description;
pub mod diff;
mod difference;
pub mod disk;
pub mod error;
mod git;
pub mod install;
pub mod names;
mod overlays;
pub mod ownership;
pub mod place;
pub mod plan;
mod release;
pub mod report;
#[cfg(test)]
mod sample;
mod stage;
pub mod workbench;
