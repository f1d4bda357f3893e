//! The installed command in the workspaces of others: a new one, one with settings, none at all.

mod manifest;
mod new_crate;
mod refusals;
mod settings;
mod since_commit;
mod support;
mod year;
