use generator::{Code, Sources};

use super::{Generated, Outcome, Settings, run};
use crate::sample;

const SETTINGS: Settings<'_> = Settings {
    tolerated: &[],
    lenient: false,
    findings: true,
    jobs: 1,
};

fn generated(description: &str, settings: Settings<'_>) -> Generated {
    let sources = Sources::new("api.yaml", description);
    run(&sources, settings, generator::generate_with)
}

#[test]
fn what_a_crate_holds_is_counted() {
    let found = generated(&sample::description("Pets", "Pets"), SETTINGS);
    assert_eq!(found.outcome, Outcome::Emitted, "{:?}", found.findings);
    assert_eq!((found.coverage.operations(), found.coverage.whole), (1, 1));
    assert!(found.types >= 1, "{}", found.types);
    let lines = found.files.values().map(|text| text.lines().count());
    assert_eq!(found.lines, lines.sum::<usize>());
    assert!(found.milliseconds > 0.0);
}

#[test]
fn an_error_refuses_the_document_unless_it_is_tolerated() {
    let dangling = sample::description("Pets", "Dogs");
    let refused = generated(&dangling, SETTINGS);
    assert_eq!(refused.outcome, Outcome::Refused);
    assert_eq!(refused.codes[&Code::MissingReference], 1);
    assert_eq!(refused.findings[0]["code"], "E0200");
    assert_eq!((refused.coverage.operations(), refused.lines), (0, 0));

    let tolerated = [Code::MissingReference];
    let settings = Settings {
        tolerated: &tolerated,
        findings: false,
        ..SETTINGS
    };
    let emitted = generated(&dangling, settings);
    assert_eq!(emitted.outcome, Outcome::Emitted);
    assert_eq!(emitted.codes[&Code::MissingReference], 1);
    assert!(emitted.findings.is_empty());
}

#[test]
fn a_panic_is_an_outcome() {
    let sources = Sources::new("api.yaml", "");
    let found = run(&sources, SETTINGS, |_, _| panic!("a broken promise"));
    let Outcome::Panicked(said) = found.outcome else {
        panic!("{:?}", found.outcome);
    };
    assert!(said.starts_with("a broken promise ("), "{said}");
    assert!(found.files.is_empty());
}
