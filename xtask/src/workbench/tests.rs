use clap::Parser as _;

use super::Command;
use super::corpus::{Arguments, Format};
use cargo_verbatim::cli::Cli;

fn arguments(words: &[&str]) -> Result<Arguments, String> {
    let command = ["cargo xtask", "corpus"].iter().chain(words);
    let cli = Cli::<Command>::try_parse_from(command).map_err(|error| error.to_string())?;
    match cli.command {
        Command::Corpus(arguments) => Ok(arguments),
        other => Err(format!("expected `corpus`, found {other:?}")),
    }
}

#[test]
fn only_the_folder_is_needed() {
    let arguments = arguments(&["apis"]).expect("arguments");
    assert_eq!(arguments.folder.to_str(), Some("apis"));
    assert!(!arguments.build && !arguments.strict && arguments.only.is_empty());
    assert_eq!((arguments.format, arguments.jobs), (Format::Text, None));
}

#[test]
fn what_is_about_compiling_needs_a_build() {
    for words in [["apis", "--sample", "3"], ["apis", "--features", "tracing"]] {
        let refused = arguments(&words).expect_err("no build");
        assert!(refused.contains("--build"), "{refused}");
        arguments(&[&words[..], &["--build"]].concat()).expect("arguments");
    }
    arguments(&["apis", "--jobs", "0"]).expect_err("no jobs");
}
