//! `cargo xtask record`: calls an operation through the generated client, and writes the requests
//! and the answers as a HAR file. A file in which a credential is left is not written.

mod exchange;
mod har;
mod names;
mod program;
mod proxy;
mod scrub;
mod views;

use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use cargo_verbatim::description;
use cargo_verbatim::error::Error;
use cargo_verbatim::place::Place;
use cargo_verbatim::report::{self, plural};
use generator::contract::Contract;
use xtask::workbench::record::Arguments;

use self::exchange::Recorded;
use self::names::Names;
use self::program::Program;
use self::proxy::Proxy;
use self::scrub::Scrub;
use crate::serve;

/// Runs the command for a user whose current folder is `here`.
pub fn run(arguments: &Arguments, here: &Path) -> ExitCode {
    match record(arguments, here) {
        Ok(code) => code,
        Err(error) => report::fail(&error),
    }
}

fn record(arguments: &Arguments, here: &Path) -> Result<ExitCode, Error> {
    let out = Place::new(Some(&arguments.out), "", here);
    if out.path.exists() && !arguments.force {
        let message = format!("`{}` is there already", out.shown);
        return Err(Error::new(message).help("give `--out` another name, or `--force`"));
    }
    let spec = description::choose(arguments.spec.as_deref(), here)?;
    let Some(contract) = serve::contract(&spec, arguments.lenient, "nothing was recorded")? else {
        return Ok(ExitCode::from(1));
    };
    let Some(program) = Program::write(&spec, arguments)? else {
        return Ok(ExitCode::from(1));
    };
    let secrets = credentials(&contract);
    let variables: Vec<&str> = secrets.iter().map(|(name, _)| name.as_str()).collect();
    let binary = program.build(&variables)?;

    let proxy = Proxy::start(&arguments.base_url)?;
    let call = program::run(&binary, &proxy.url())?;
    let (recorded, failure) = proxy.finish();

    let names = Names::new(&contract, &arguments.redact);
    let secrets: Vec<String> = secrets.into_iter().map(|(_, value)| value).collect();
    let scrub = Scrub::new(&names, &secrets, &recorded);
    let said = |text: &str| scrub.text(text.trim());
    if recorded.is_empty() {
        let why = failure.unwrap_or(call.complaint);
        let error = Error::new(format!("nothing was recorded: {}", said(&why)));
        report::complain(&report::failure(&error, report::Format::Text));
        return Ok(ExitCode::from(1));
    }
    let text = har::text(&recorded, &names, &scrub)?;
    if scrub.finds_credential(text.as_bytes()) {
        let error = Error::new("a credential is still in the recording; nothing was written")
            .help("it may be too short or too common to be recognised in other text");
        report::complain(&report::failure(&error, report::Format::Text));
        return Ok(ExitCode::from(1));
    }
    write(&out, &text)?;
    if !call.succeeded {
        report::complain(&report::warning(&format!(
            "the call did not succeed: {}",
            said(&call.complaint)
        )));
    }
    report::print(&summary(&out, &recorded, &scrub));
    Ok(ExitCode::SUCCESS)
}

fn summary(out: &Place, recorded: &[Recorded], scrub: &Scrub) -> String {
    let mut text = String::new();
    for one in recorded {
        let target = scrub.text(&one.request.target);
        text += &format!("{} {target} {}\n", one.request.method, one.status);
    }
    text + &format!("{}: {}\n", out.shown, plural(recorded.len(), "exchange"))
}

/// The variables of the environment whose values no recording may hold: those of credentials, and
/// of the header fields that clients send once configured.
fn credentials(contract: &Contract) -> Vec<(String, String)> {
    let credentials = contract
        .credentials
        .iter()
        .flat_map(|found| &found.env)
        .cloned();
    let headers = contract.client_headers.iter().map(|(_, env)| env.clone());
    let variables = credentials.chain(headers.flatten());
    variables
        .filter_map(|name| {
            let value = env::var_os(&name)?.to_string_lossy().trim().to_owned();
            (!value.is_empty()).then_some((name, value))
        })
        .collect()
}

/// Writes a file under another name first, then renames it.
fn write(out: &Place, text: &str) -> Result<(), Error> {
    let cannot = |error| Error::io(format!("cannot write `{}`", out.shown), &error);
    let folder = out
        .path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)?;
    let file = file
        .persist(&out.path)
        .map_err(|error| cannot(error.error))?;
    readable(&file).map_err(cannot)
}

/// Temporary files are for their owner alone; a recording is like any other file.
#[cfg(unix)]
fn readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}
