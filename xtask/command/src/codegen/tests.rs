use clap::Parser as _;
use generator::{Code, Severity};

use super::{Arguments, Deny};
use crate::cli::{Cli, Command};

fn arguments(words: &[&str]) -> Result<Arguments, String> {
    let command = ["cargo xtask", "codegen"].iter().chain(words);
    let cli = Cli::<Command>::try_parse_from(command).map_err(|error| error.to_string())?;
    match cli.command {
        Command::Codegen(arguments) => Ok(arguments),
        other => Err(format!("expected `codegen`, found {other:?}")),
    }
}

fn a_code(wanted: impl Fn(Severity) -> bool) -> Code {
    *Code::ALL
        .iter()
        .find(|code| wanted(code.severity()))
        .expect("a code of that severity")
}

#[test]
fn the_arguments_are_consistent() {
    use clap::CommandFactory as _;
    Cli::<Command>::command().debug_assert();
}

#[test]
fn codes_can_be_allowed_unless_nothing_comes_after_them() {
    let warning = a_code(|severity| severity == Severity::Warning);
    let note = a_code(|severity| severity == Severity::Note);
    let lower = note.id().to_lowercase();
    let allowed = arguments(&["--allow", warning.id(), "--allow", &lower])
        .unwrap()
        .allow;
    assert_eq!(allowed, [warning, note]);

    let fatal = generator::Code::Syntax;
    let refused = arguments(&["--allow", fatal.id()]).unwrap_err();
    assert!(
        refused.contains("after which nothing can be generated"),
        "{refused}"
    );
    for (word, why) in [
        ("e9999", "there is no code E9999"),
        ("dangling", "expected a code, such as"),
    ] {
        let refused = arguments(&["--allow", word]).unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn only_warnings_can_be_denied() {
    assert_eq!(
        arguments(&["--deny", "warnings"]).unwrap().deny,
        Some(Deny::Warnings)
    );
    arguments(&["--deny", "notes"]).unwrap_err();
}

#[test]
fn the_command_that_mends_names_what_the_user_named() {
    let arguments = arguments(&["--check", "--spec", "my api.yaml", "--out", "../client"]).unwrap();
    assert_eq!(
        arguments.command("cargo verbatim codegen", None),
        "cargo verbatim codegen --spec 'my api.yaml' --out ../client"
    );
}

#[test]
fn the_default_is_the_workspaces_own_client() {
    assert_eq!(
        arguments(&[]).unwrap().command("cargo xtask codegen", None),
        "cargo xtask codegen"
    );
    assert_eq!(
        arguments(&["stripe", "pets"])
            .unwrap()
            .command("cargo xtask codegen", Some("pets")),
        "cargo xtask codegen pets"
    );
}
