//! `cargo xtask conformance`: plays the scenarios of a suite through generated clients against the
//! suite's mock server, and tells what came of each. No scenario stops the run.

mod build;
mod clients;
mod described;
mod judge;
mod ledger;
mod plan;
mod play;
mod program;
mod suite;
mod table;
mod verdict;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use cargo_verbatim::report::{self, Format, plural};
use xtask::workbench::conformance::Arguments;

use self::build::Program;
use self::clients::Client;
use self::judge::{Came, Judge};
use self::ledger::Ledger;
use self::plan::{AT, Call};
use self::program::CallId;
use self::suite::{Scenario, Suite};
use self::table::{Difference, Row};
use self::verdict::Verdict;
use crate::corpus::selection;
use crate::corpus::workspace::Workspace;

/// Runs the command for a user whose current folder is `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = Place::new(target.as_deref(), "target", here);
    let rows = conformance(arguments, here, &target);
    match rows.and_then(|rows| finish(arguments, here, &rows)) {
        Ok(code) => code,
        Err(error) => report::fail(&error),
    }
}

fn conformance(arguments: &Arguments, here: &Path, target: &Place) -> Result<Vec<Row>, Error> {
    let folder = Place::new(Some(&arguments.folder), "", here);
    let at = arguments.at.trim_end_matches('/');
    let Suite {
        assets,
        mut scenarios,
    } = Suite::read(&folder)?;
    if !arguments.only.is_empty() {
        let is_wanted = |name: &str| {
            let mut patterns = arguments.only.iter();
            patterns.any(|pattern| selection::matches(name, pattern))
        };
        scenarios.retain(|scenario| is_wanted(&scenario.name));
    }
    // Before minutes are spent on compiling.
    ledger::read(at)?;
    let clients = Client::all(suite::documents(&folder)?);
    let planned = scenarios
        .iter()
        .map(|scenario| plan::plan(scenario, &clients, &assets));
    let planned: Vec<Result<Vec<Call>, Verdict>> = planned.collect();
    let calls = planned.iter().enumerate().flat_map(|(scenario, calls)| {
        let calls = calls.iter().flatten().enumerate();
        calls.map(move |(index, call)| ((scenario, index), call))
    });
    let calls: BTreeMap<CallId, &Call> = calls.collect();
    let place = Place {
        path: target.path.join("conformance"),
        shown: target.inside("conformance"),
    };
    let workspace = Workspace::open(place)?;
    let Program { path, refused } = build::build(workspace, &clients, calls.clone())?;
    let playable = calls.keys().filter(|id| !refused.contains_key(id)).copied();
    let playable: Vec<CallId> = playable.collect();
    let mut came = match path {
        Some(path) => play::play(&path, at, &playable)?,
        None => BTreeMap::new(),
    };
    came.extend(
        refused
            .into_iter()
            .map(|(id, why)| (id, Came::Failure(why))),
    );
    let ledger = ledger::read(at)?;
    let judge = Judge {
        at,
        assets: &assets,
    };
    let rows = scenarios.iter().zip(planned).enumerate();
    let rows = rows.map(|(index, (scenario, planned))| Row {
        name: scenario.name.clone(),
        area: scenario.area.clone(),
        verdict: match planned {
            Ok(calls) => {
                let calls = calls.iter().enumerate();
                let calls = calls.map(|(call, text)| (text, &came[&(index, call)]));
                let calls: Vec<_> = calls.collect();
                verdict(scenario, &calls, &ledger, judge, &clients)
            }
            Err(verdict) => verdict,
        },
    });
    Ok(rows.collect())
}

/// What came of a scenario whose calls were played.
fn verdict(
    scenario: &Scenario,
    calls: &[(&Call, &Came)],
    ledger: &Ledger,
    judge: Judge<'_>,
    clients: &[Client],
) -> Verdict {
    let port = |text: String| {
        text.replace(judge.at, AT)
            .replace(&judge.at.replace("127.0.0.1", "localhost"), AT)
    };
    let mut refused = None;
    for (call, came) in calls {
        let answers = match came {
            Came::Answers(answers) => answers,
            Came::Failure(why) => return Verdict::Failed(port(judge::short(why))),
        };
        // A further page is an answer of the same operation.
        let first = call.exchanges.first();
        let operation = first.and_then(|first| scenario.exchanges[*first].operation_id.as_deref());
        for (nth, exchange) in call.exchanges.iter().enumerate() {
            let expected = &scenario.exchanges[*exchange];
            let Some(answer) = answers.get(nth) else {
                return Verdict::Failed(format!("expected a page {}, found no more", nth + 1));
            };
            let Some(why) = judge.fault(&expected.response, answer) else {
                continue;
            };
            let misfit = judge
                .is_refused(&expected.response, answer)
                .then(|| clients[call.client].misfit(operation?, &expected.response));
            match misfit.flatten() {
                Some(misfit) => {
                    let error = answer.error.as_deref().unwrap_or_default();
                    refused = Some(port(format!("{misfit}; the client says: {error}")));
                }
                None => return Verdict::Failed(port(why)),
            }
        }
    }
    match ledger.get(&scenario.name).map(String::as_str) {
        Some("pass") => refused.map_or(Verdict::Passed, Verdict::Refused),
        noted => {
            let noted = noted.unwrap_or("nothing");
            Verdict::Failed(format!("no answer is wrong, but the ledger says: {noted}"))
        }
    }
}

fn finish(arguments: &Arguments, here: &Path, rows: &[Row]) -> Result<ExitCode, Error> {
    let text = table::text(rows);
    let place = |file: &PathBuf| Place::new(Some(file), "", here);
    if let Some(place) = arguments.write.as_ref().map(place) {
        fs::write(&place.path, &text)
            .map_err(|error| Error::io(format!("cannot write `{}`", place.shown), &error))?;
    }
    report::print(&text);
    let Some(place) = arguments.check.as_ref().map(place) else {
        return Ok(ExitCode::SUCCESS);
    };
    let known = fs::read_to_string(&place.path)
        .map_err(|error| Error::io(format!("cannot read `{}`", place.shown), &error))?;
    let help = format!(
        "`--write {}` instead of `--check` writes it anew",
        place.shown
    );
    match table::difference(rows, &known) {
        None => Ok(ExitCode::SUCCESS),
        Some(Difference::FallBack(lost)) => {
            let count = plural(lost.len(), "scenario");
            let lines: String = lost.iter().map(|line| format!("\n  {line}")).collect();
            let message = format!("{count} passed before and does not pass now:{lines}");
            let error = Error::new(message).help(help);
            report::complain(&report::failure(&error, Format::Text));
            Ok(ExitCode::from(1))
        }
        Some(Difference::Stale) => {
            let message = format!("`{}` is out of date, but nothing fell back", place.shown);
            report::complain(&report::warning(&format!("{message}: {help}")));
            Ok(ExitCode::SUCCESS)
        }
    }
}
