//! Playing the calls: takes the program and the address of the server, gives what came of each
//! call. A call that ends the program does not keep the next ones from being played.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use cargo_verbatim::error::Error;
use serde::Deserialize;

use super::judge::Came;
use super::program::CallId;

#[derive(Deserialize)]
struct Line {
    scenario: usize,
    call: usize,
    result: Came,
}

/// Runs the program until every call was played.
///
/// # Errors
///
/// When the program cannot be run.
pub fn play(program: &Path, at: &str, calls: &[CallId]) -> Result<BTreeMap<CallId, Came>, Error> {
    let mut came = BTreeMap::new();
    while came.len() < calls.len() {
        let output = Command::new(program)
            .args([at, &came.len().to_string()])
            .env("NO_PROXY", "*")
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Error::io("cannot run the program that plays the calls", &error))?;
        let text = String::from_utf8_lossy(&output.stdout);
        for line in text.lines() {
            // A line that was cut off belongs to the call that ended the program.
            if let Ok(Line {
                scenario,
                call,
                result,
            }) = serde_json::from_str(line)
            {
                came.insert((scenario, call), result);
            }
        }
        if let Some(id) = calls.get(came.len()) {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said
                .lines()
                .rfind(|line| !line.is_empty())
                .unwrap_or_default();
            let why = format!("the client ended the program, {}: {last}", output.status);
            came.insert(*id, Came::Failure(why));
        }
    }
    Ok(came)
}
