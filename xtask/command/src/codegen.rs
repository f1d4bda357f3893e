//! `cargo xtask codegen`: takes a description, brings the crate that it asks for up to date, or
//! tells what differs. Reading, comparing and writing are each a module of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::{Code, Diagnostic, Names, Output, Severity, Sources};

use crate::activity::Activity;
use crate::cli::Session;
use crate::error::{Error, Position};
use crate::git;
use crate::install::install;
use crate::interrupt;
use crate::manifest::{self, Own};
use crate::membership;
use crate::names;
use crate::ownership;
use crate::place::{self, shell_word};
use crate::release::Release;
use crate::report::{self, Format, plural};
use crate::settings;
use crate::targets::{self, Named, Target};

mod watch;

/// Write the client crate that an OpenAPI description asks for
///
/// Only what changed is written. Generated files that are no longer needed are removed. A file
/// without the `@generated` first line is yours and stays; where it is one that has to be written,
/// other than a README or an example, the run is refused. A description with an error changes
/// nothing, and neither does a run that cannot finish.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = EXAMPLES.to_owned() + MORE)]
pub struct Arguments {
    /// The clients to generate, by their names in Cargo.toml [default: all of them]
    ///
    /// A workspace with several clients has a table for each in the Cargo.toml of its root:
    /// `[workspace.metadata.verbatim.clients.NAME]` with `spec`, `out` and, where they are
    /// needed, `overlays`, `only`, `root`, `lenient`, `types` and `derives`.
    #[arg(value_name = "CLIENT", conflicts_with_all = ["spec", "overlay", "out", "root"])]
    pub clients: Vec<String>,

    /// The OpenAPI description [default: the one in spec]
    ///
    /// OpenAPI 3.0, 3.1 or 3.2 in YAML or JSON, relative to the current folder; nothing is
    /// fetched from an address. What it refers to is read too, from its folder or that of `--root`. The default is the
    /// workspace's own, from any folder. Overlays next to it, called `NAME.overlay.yaml`, are
    /// applied in the order of their names; where several descriptions share a folder,
    /// `api.yaml` has those whose names begin with `api.`.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,

    /// An overlay to apply after those next to the description; may be repeated
    ///
    /// OpenAPI Overlay 1.0 or 1.1 in YAML or JSON, relative to the current folder.
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,

    /// Let references lead to every file below this folder [default: the description's own]
    ///
    /// For a description that refers to files next to and above its folder. Relative to the
    /// current folder.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,

    /// The folder of the crate [default: generated-client]
    ///
    /// A new or empty folder, or one that codegen wrote before; any other is refused. Relative
    /// to the current folder; the default is the workspace's own, from any folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Write nothing; fail when the crate is not up to date
    ///
    /// Each file that is stale, missing or superfluous is named, with its differences and the
    /// command that mends them.
    #[arg(long)]
    pub check: bool,

    /// Write again whenever the description, an overlay or what it refers to is saved
    ///
    /// While the description is broken, the last good client stays. The changelog is left to a run
    /// without this. Ends with Ctrl-C.
    #[arg(long, conflicts_with = "check")]
    pub watch: bool,

    /// Let warnings fail as errors do
    ///
    /// Nothing is written or compared then. Notes are never denied.
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,

    /// Keep quiet about a warning, such as E0302; may be repeated
    ///
    /// What is allowed is not denied either. An error that is allowed is a warning, as far as
    /// there is a way to go on: what a dangling reference (E0200) leads to is then any JSON.
    #[arg(long, value_name = "CODE", value_parser = allowed_code)]
    pub allow: Vec<Code>,

    /// Generate what faults leave of the description
    ///
    /// An error costs only what it touches: a parameter, an answer or an operation is left out, a
    /// schema is any JSON. Each is a warning, and the totals say what was lost. The first line of the
    /// generated files says so too; a later run refuses the faults again, unless it is told this too
    /// or the client's settings in Cargo.toml have `lenient = true`.
    #[arg(long)]
    pub lenient: bool,

    /// Show notes too: what is unusual and honoured, and which operations are read page by page
    #[arg(long)]
    pub notes: bool,

    /// Show each finding in full, rather than the first ones of each kind
    #[arg(long)]
    pub all: bool,

    /// How diagnostics are printed to standard error
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

/// What `--deny` makes fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Every warning that is not allowed
    Warnings,
}

const LIBRARY: &str = "src/lib.rs";

const EXAMPLES: &str = "\
Examples:
  cargo xtask codegen
      write generated-client from the description in spec
  cargo xtask codegen --check
      fail if that would change anything, as CI does
  cargo xtask codegen --watch
      the same, and again whenever it is saved
  cargo xtask codegen --spec api.yaml --out ../api-client
      a client of another API, in a crate of its own
  cargo xtask codegen stripe
      a client that Cargo.toml has settings for
  cargo xtask codegen --spec theirs.yaml --out ../theirs --lenient
      a client of what is whole in a description that is not yours to mend
  cargo xtask codegen --deny warnings --allow E0302
      be strict, but for unions whose branches nothing tells apart
  cargo xtask codegen --check --format json 2> diagnostics.jsonl
      diagnostics for a program to read";

const MORE: &str = "

Exit codes:
  0  the crate is up to date
  1  the description has errors or denied warnings, or --check found differences
  2  the command could not be carried out: arguments, files that cannot be read or written";

/// Runs the command.
pub fn run(arguments: &Arguments, session: &Session) -> ExitCode {
    if arguments.watch {
        return arguments.end(watch::watch(arguments, session).map(|()| Outcome::UpToDate));
    }
    interrupt::listen();
    let targets = match arguments.targets(&session.here) {
        Ok(targets) => targets,
        Err(error) => return arguments.end(Err(error)),
    };
    if let Some(silence) = git::silence() {
        report::complain(&report::omission(&silence, arguments.format));
    }
    // One client that is refused does not keep the others from being written.
    let mut worst = ExitCode::SUCCESS;
    for target in &targets {
        let code = arguments.end(codegen(arguments, session, target));
        if code != ExitCode::SUCCESS && worst != ExitCode::from(2) {
            worst = code;
        }
    }
    worst
}

/// What follows a stage of the generator, in words.
fn after(stage: &str) -> &'static str {
    match stage {
        "openapi" => "types and names",
        "lower" => "writing the code",
        "emit" => "laying it out",
        _ => "comparing with what is there",
    }
}

#[derive(Debug)]
enum Outcome {
    UpToDate,
    /// By the description, or by `--check`.
    Refused(Error),
}

fn codegen(arguments: &Arguments, session: &Session, target: &Target) -> Result<Outcome, Error> {
    let command = session.codegen();
    let Target { spec, out, .. } = target;
    let sources = target.read()?.sources;
    let names = names::of_crate(out, arguments.format)?;
    let output = match arguments.generate(&sources, target, names.as_ref(), &command) {
        Ok(output) => output,
        Err(why) => {
            let why = arguments.point_to_lenient(why, target, &command);
            return Ok(Outcome::Refused(why));
        }
    };
    let coverage = output.coverage.clone();
    let losses = output.losses.clone();
    let written = output.files.get(Names::FILE);
    let written =
        written.and_then(|text| Names::read(&Sources::new(Names::FILE, text.as_str())).ok());
    let release = arguments.release(target, &session.here, &sources, written.as_ref());
    if let Some(why) = release
        .as_ref()
        .and_then(|release| arguments.warn(release, target, &sources))
    {
        return Ok(Outcome::Refused(why));
    }
    let plan = target.plan(output, &command)?;
    if arguments.check {
        if plan.changes.is_empty() {
            report::print(&report::up_to_date(&plan, &spec.shown));
            return Ok(Outcome::UpToDate);
        }
        report::print(&report::differences(&plan, &spec.shown));
        let why = report::out_of_date(
            &plan,
            &spec.shown,
            &arguments.command(&command, target.name.as_deref()),
        );
        return Ok(Outcome::Refused(why));
    }
    let _until_the_end = interrupt::writing();
    install(&plan)?;
    report::print(&report::table(&plan, &spec.shown));
    let has_written = !plan.changes.is_empty();
    let entered = release.map(|release| release.enter(out, has_written));
    let entered = entered.transpose()?;
    report::print(&entered.flatten().unwrap_or_default());
    report::print(&report::coverage(&coverage));
    report::print(&report::losses(&losses));
    let missing = manifest::missing_crates(out, &target.types, &target.derives);
    report::print(&report::missing_crates(out, &missing));
    let has_calls = coverage.callable() > 0 || coverage.operations() == 0;
    report::print(&membership::join(out)?.unwrap_or_default());
    if plan.is_new() && has_calls {
        let settings = target.settings();
        report::print(&report::usage(
            out,
            manifest::is_in_package(&session.here),
            settings.as_ref(),
        ));
    }
    Ok(Outcome::UpToDate)
}

impl Arguments {
    fn targets(&self, here: &Path) -> Result<Vec<Target>, Error> {
        let named = Named {
            clients: &self.clients,
            spec: self.spec.as_deref(),
            overlays: &self.overlay,
            out: self.out.as_deref(),
            root: self.root.as_deref(),
            lenient: self.lenient,
        };
        targets::targets(named, here)
    }

    /// Tells how the command ended, where that was not well.
    fn end(&self, outcome: Result<Outcome, Error>) -> ExitCode {
        let (why, code) = match outcome {
            Ok(Outcome::UpToDate) => return ExitCode::SUCCESS,
            Ok(Outcome::Refused(why)) => (why, 1),
            Err(error) => (error, 2),
        };
        report::complain(&report::failure(&why, self.format));
        ExitCode::from(code)
    }

    /// The crate. Prints what was found on the way; why there is none, otherwise.
    fn generate(
        &self,
        sources: &Sources,
        target: &Target,
        names: Option<&Names>,
        command: &str,
    ) -> Result<Output, Error> {
        let activity = Activity::new(format!("generating from {}", target.spec.shown));
        let known = manifest::package_name(&target.out, None);
        let known = known
            .as_ref()
            .map(|(name, is_owned)| (name.as_str(), *is_owned));
        let of_name = |package: Option<(&str, bool)>| {
            let options = generator::Options {
                tolerated: &self.allow,
                names,
                package: package.map(|(name, _)| name),
                owns_package: package.is_some_and(|(_, is_owned)| is_owned),
                command,
                after_stage: &|stage| activity.begins(after(stage)),
                ..target.options()
            };
            generator::generate_with(sources, &options)
        };
        let mut output = of_name(known);
        if let (None, Some((taken, folder))) = (known, taken_name(target, &output)) {
            if is_old_folder(&folder, target, &output) {
                return Err(moved(&folder, target));
            }
            let own = target.own_name();
            output = of_name(Some((&own, false)));
            if taken_name(target, &output).is_some() {
                return Err(two_packages(&taken));
            }
        }
        if let Some(error) = of_another(target, &output) {
            return Err(error);
        }
        target.places.point(&mut output.diagnostics);
        drop(activity);
        let shown = output.diagnostics.iter().filter(|found| self.shows(found));
        let shown: Vec<&Diagnostic> = shown.collect();
        report::findings(&shown, sources, self.format, self.all);
        match self.refuse(&output.diagnostics, &target.spec.shown) {
            Some(why) => Err(why),
            None => Ok(output),
        }
    }

    /// What changed since the last commit; `written` are the names of the new client. Nobody calls a crate that no
    /// commit has yet.
    fn release(
        &self,
        target: &Target,
        here: &Path,
        sources: &Sources,
        written: Option<&Names>,
    ) -> Option<Release> {
        let mut before = target.before("HEAD", here);
        // `--lenient` is for both.
        before.lenient |= target.lenient;
        if git::is_uncommitted(&before.out.path, manifest::FILE) {
            return None;
        }
        let committed = names::of_commit(&before.out, "HEAD", self.format).ok()?;
        let was = Own::of(&before.out, Some("HEAD"));
        let is = Own::of(&target.out, None);
        let of = |target, names| generator::Options {
            tolerated: &self.allow,
            names,
            ..Target::options(target)
        };
        let old = (&before, &was.with(of(&before, committed.as_ref())));
        let new = (target, &is.with(of(target, written)));
        Release::since_commit(old, new, sources)
    }

    /// Warns where the version does not say what changed; why that is denied, where it is.
    fn warn(&self, release: &Release, target: &Target, sources: &Sources) -> Option<Error> {
        let warning = release.warning().filter(|warning| self.shows(warning))?;
        let mut warning = warning.clone();
        if let Some(setting) = &mut warning.setting
            && let Some(Position { file, line, column }) = manifest::version_place(&target.out)
        {
            setting.stands_at(&file, line, column);
        }
        report::complain(&report::diagnostic(&warning, sources, self.format));
        self.refuse(std::slice::from_ref(&warning), sources.name())
    }

    fn shows(&self, diagnostic: &Diagnostic) -> bool {
        let quiet =
            diagnostic.severity == Severity::Note && self.format == Format::Text && !self.notes;
        let tolerated = diagnostic.code.severity() == Severity::Error;
        !quiet && (tolerated || !self.allows(diagnostic))
    }

    fn allows(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.severity != Severity::Error && self.allow.contains(&diagnostic.code)
    }

    /// Why nothing is generated, when something found forbids it.
    fn refuse(&self, found: &[Diagnostic], spec: &str) -> Option<Error> {
        let count = |severity| {
            let of_it = |found: &&Diagnostic| found.severity == severity && !self.allows(found);
            found.iter().filter(of_it).count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let untouched = if self.check {
            "nothing was compared"
        } else {
            "nothing was written"
        };
        if errors > 0 {
            let errors = plural(errors, "error");
            let warnings = match warnings {
                0 => String::new(),
                warnings => format!(" and {}", plural(warnings, "warning")),
            };
            let refused = Error::new(format!("{spec} has {errors}{warnings}; {untouched}"));
            let of_errors = |found: &&Diagnostic| found.severity == Severity::Error;
            let mut errors = found.iter().filter(of_errors);
            Some(match errors.all(Diagnostic::can_be_overcome) {
                true => refused.help(
                    "mend the description or overlay it; or, where it is not yours, `--lenient` \
                     leaves out what the errors touch and generates the rest",
                ),
                false => refused,
            })
        } else if warnings > 0 && self.deny == Some(Deny::Warnings) {
            let warnings = plural(warnings, "warning");
            Some(
                Error::new(format!(
                    "{spec} has {warnings}, and warnings are denied; {untouched}"
                ))
                .help("mend the description, or allow a warning by its code: `--allow CODE`"),
            )
        } else {
            None
        }
    }

    /// Says of a crate that was generated leniently why it is refused now.
    fn point_to_lenient(&self, why: Error, target: &Target, command: &str) -> Error {
        let library = target.out.path.join(LIBRARY);
        let library = fs::read_to_string(library).unwrap_or_default();
        let first = library.lines().next().unwrap_or_default();
        if target.lenient || !first.contains(" --lenient`") {
            return why;
        }
        let check = if self.check { " --check" } else { "" };
        let command = self.command(command, target.name.as_deref());
        why.help(format!(
            "{} was generated with `--lenient`: `{command} --lenient{check}` reads it so again",
            target.out.shown
        ))
    }

    /// The command that writes what `--check` compares, for the user's current folder.
    fn command(&self, command: &str, client: Option<&str>) -> String {
        if let Some(name) = client {
            let lenient = if self.lenient { " --lenient" } else { "" };
            return format!("{command} {}{lenient}", shell_word(name));
        }
        let mut command = command.to_owned();
        if self.lenient {
            command += " --lenient";
        }
        let overlays = self.overlay.iter().map(|path| ("--overlay", path));
        let options = self.spec.iter().map(|path| ("--spec", path));
        let root = self.root.iter().map(|path| ("--root", path));
        let out = self.out.iter().map(|path| ("--out", path));
        for (option, path) in options.chain(root).chain(overlays).chain(out) {
            let path = shell_word(&path.display().to_string());
            command = format!("{command} {option} {path}");
        }
        command
    }
}

/// The name of a new package, where another one of the workspace has it, and the folder of that one.
fn taken_name(target: &Target, output: &Output) -> Option<(String, PathBuf)> {
    let name = manifest::name_in(output.files.get(manifest::FILE)?)?;
    membership::names_beside(&target.out).remove_entry(&name)
}

/// Whether the package in a folder is the client of these settings, from before they named another folder: it is
/// generated from the same description, and no client is written there any more.
fn is_old_folder(folder: &Path, target: &Target, output: &Output) -> bool {
    let clients = settings::clients().unwrap_or_default();
    let mut outs = clients.iter().map(|client| Path::new(&client.out));
    let there = fs::read_to_string(folder.join(LIBRARY)).ok();
    let (there, here) = (there.as_deref(), output.files.get(LIBRARY));
    let header = |text: &str| text.lines().next().map(str::to_owned);
    target.name.is_some()
        && !outs.any(|out| place::plain(out) == folder)
        && there.is_some_and(|there| header(there) == here.and_then(|here| header(here)))
}

/// Refuses a folder with the client of another API: its description is another one that is still there, and its title too.
fn of_another(target: &Target, output: &Output) -> Option<Error> {
    let there = fs::read_to_string(target.out.path.join(LIBRARY)).ok()?;
    let here = output.files.get(LIBRARY)?;
    // The header and a blank line come first.
    let [title, new_title] = [&there, here].map(|text| text.lines().nth(2));
    let [spec, new_spec] = [&there, here].map(|text| ownership::description(text.lines().next()?));
    let spec = spec.filter(|spec| Path::new(spec).is_file())?;
    if Some(spec) == new_spec || title == new_title {
        return None;
    }
    let out = &target.out.shown;
    let message = format!("`{out}` has the client of `{spec}`; nothing was written");
    Some(Error::new(message).help(format!(
        "give this client another folder: `--out`, or `out` in the settings; or delete `{out}` first"
    )))
}

fn moved(folder: &Path, target: &Target) -> Error {
    let (old, new) = (folder.display(), &target.out.shown);
    let message = format!("`{old}` is this client's old folder; nothing was written");
    Error::new(message).help(format!("move it to `{new}`, or delete it"))
}

fn two_packages(name: &str) -> Error {
    let message =
        format!("another package of the workspace is called `{name}`, too; nothing was written");
    Error::new(message).help(
        "give the client another name: `x-package: NAME` in `info`, in an overlay for instance",
    )
}

/// A code that `--allow` takes.
pub fn allowed_code(id: &str) -> Result<Code, String> {
    let known = Code::ALL
        .iter()
        .find(|code| code.id().eq_ignore_ascii_case(id));
    match known {
        None if id.starts_with(['E', 'e']) => {
            Err(format!("there is no code {}", id.to_uppercase()))
        }
        None => Err("expected a code, such as E0302".to_owned()),
        Some(code) if !code.is_tolerable() => {
            Err("it is the code of an error after which nothing can be generated".to_owned())
        }
        Some(code) => Ok(*code),
    }
}

#[cfg(test)]
mod tests;
