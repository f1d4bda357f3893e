//! The commands as their users run them: a process, its output, and the files that it leaves.

mod cli;
mod diff;
mod guide;
mod lenient;
mod support;
mod watch;
