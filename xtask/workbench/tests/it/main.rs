//! The commands as their users run them: a process, its output, and the files that it leaves.

mod additions;
mod corpus;
mod record;
mod serve;
mod support;
