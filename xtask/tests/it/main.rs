//! The commands as their users have them: a process, what it prints and what is on the disk.

mod cli;
mod corpus;
mod diff;
mod record;
mod serve;
mod support;
mod watch;
