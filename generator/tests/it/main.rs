//! The generator from outside: documents in, files or findings out.

mod borders;
mod bounds;
mod broken;
mod changes;
mod codes;
mod compile;
mod contract;
mod deep;
mod determinism;
mod golden;
mod injection;
mod memory;
mod mends;
mod names;
mod nested;
mod overlays;
mod silence;
mod small_diffs;
mod support;
mod torture;
mod types;
mod untidy;
mod webhooks;
mod worked;
mod workspaces;
mod written_calls;
