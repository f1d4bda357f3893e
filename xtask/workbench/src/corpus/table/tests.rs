use anstream::adapter::strip_str;
use generator::{Code, Coverage, Missing};

use super::report;
use crate::corpus::build::Build;
use crate::corpus::document::Document;
use crate::corpus::generation::{Generated, Outcome};
use crate::corpus::json;
use crate::corpus::messages::Finding;
use crate::corpus::totals::{Record, Totals};
use crate::sample::place;

fn record(name: &str, kind: Option<&str>, outcome: Outcome) -> Record {
    Record {
        document: Document {
            name: name.to_owned(),
            place: place(name.as_ref()),
            bytes: 10,
            kind: kind.map(str::to_owned),
        },
        generated: Generated::nothing(outcome),
        build: None,
        values: None,
    }
}

/// One of each: a crate that compiles, one that does not, a refusal, a panic.
fn four() -> Vec<Record> {
    let mut good = record("good.yaml", Some("real"), Outcome::Emitted);
    let missing = Missing {
        what: "a server of its own".to_owned(),
        left_out: true,
        operations: 2,
    };
    good.generated.coverage = Coverage {
        whole: 7,
        without: 3,
        left_out: 2,
        missing: vec![missing],
    };
    good.generated.types = 34;
    good.generated.lines = 5678;
    good.generated.milliseconds = 9.4;
    good.generated.codes = [(Code::SkippedOperation, 2), (Code::Pagination, 3)].into();
    good.build = Some(Build {
        compiled: true,
        seconds: Some(1.25),
        ..Build::default()
    });
    let mut bad = record("bad.yaml", Some("real"), Outcome::Emitted);
    bad.generated.coverage.whole = 1;
    let finding = Finding {
        level: "error".to_owned(),
        code: Some("E0252".to_owned()),
        message: "the name `A` is\n defined twice".to_owned(),
        file: Some("src/lib.rs".to_owned()),
        line: Some(86),
        text: None,
    };
    bad.build = Some(Build {
        codes: [("E0252".to_owned(), 5), ("dead_code".to_owned(), 1)].into(),
        findings: vec![finding],
        ..Build::default()
    });
    let mut refused = record("refused.yaml", Some("negative"), Outcome::Refused);
    refused.generated.codes = [(Code::UnknownKey, 1), (Code::SkippedOperation, 9)].into();
    let panicked = record(
        "odd.yaml",
        None,
        Outcome::Panicked("oh (src/a.rs:1:2)".to_owned()),
    );
    vec![good, bad, refused, panicked]
}

/// The words of the line that begins with a word.
fn row<'t>(text: &'t str, first: &str) -> Vec<&'t str> {
    let words = |line: &'t str| line.split_whitespace().collect::<Vec<_>>();
    let mut rows = text.lines().map(words);
    rows.find(|words| words.first() == Some(&first))
        .unwrap_or_default()
}

#[test]
fn the_table_has_a_row_for_each_document() {
    let text = strip_str(&report(&four())).to_string();
    assert_eq!(
        row(&text, "good.yaml"),
        [
            "good.yaml",
            "12",
            "7",
            "3",
            "2",
            "34",
            "5678",
            "9",
            "E0400×2",
            "E0405×3",
            "1.2",
            "ok"
        ]
    );
    assert_eq!(
        row(&text, "bad.yaml"),
        [
            "bad.yaml",
            "1",
            "1",
            "0",
            "0",
            "0",
            "0",
            "0",
            "–",
            "E0252×5",
            "dead_code×1"
        ]
    );
    assert_eq!(
        row(&text, "refused.yaml"),
        ["refused.yaml", "refused", "0", "E0103×1", "E0400×9"]
    );
    assert_eq!(row(&text, "odd.yaml"), ["odd.yaml", "panicked", "0"]);
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest < Some(180), "{widest:?}");
}

#[test]
fn what_went_wrong_is_told_below_the_table() {
    let text = strip_str(&report(&four())).to_string();
    assert!(
        text.contains("\npanicked: odd.yaml\n  oh (src/a.rs:1:2)\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "\nfailed: bad.yaml\n  src/lib.rs:86: E0252: the name `A` is defined twice\n  and 5 more\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("1 of 1 negative documents refused\n"),
        "{text}"
    );
    assert!(
        text.ends_with(
            "4 documents: 2 crates generated, 1 compiled, 1 refused, 1 panicked, 1 failed to compile\n"
        ),
        "{text}"
    );
}

#[test]
fn totals_are_told_for_each_kind() {
    let text = strip_str(&report(&four())).to_string();
    let real = [
        "real", "2", "2", "0", "0", "13", "8", "3", "2", "34", "5678", "0", "9", "2", "1", "1.2",
    ];
    assert_eq!(row(&text, "real"), real);
    assert_eq!(
        row(&text, "negative")[..5],
        ["negative", "1", "0", "1", "0"]
    );
    assert_eq!(row(&text, "all")[..6], ["all", "4", "2", "1", "1", "13"]);
    assert!(
        text.contains("\n      2 left out: a server of its own\n"),
        "{text}"
    );
}

#[test]
fn what_was_not_built_has_no_columns_for_it() {
    let mut records = four();
    records.iter_mut().for_each(|record| record.build = None);
    let text = strip_str(&report(&records)).to_string();
    assert!(
        !text.contains("build s") && !text.contains("failed"),
        "{text}"
    );
}

#[test]
fn a_panic_or_a_crate_that_does_not_compile_is_a_fault() {
    let faulty = |index: usize| Totals::of(&four()[index..=index]).has_faults();
    assert_eq!([0, 1, 2, 3].map(faulty), [false, true, false, true]);
}

#[test]
fn a_program_reads_one_object() {
    let object = json::object(&four());
    let documents = object["documents"].as_array().expect("an array");
    assert_eq!(documents.len(), 4);
    assert_eq!(documents[0]["operations"], 12);
    assert_eq!(documents[0]["whole"], 7);
    assert_eq!(object["totals"]["missing"][0]["operations"], 2);
    assert_eq!(documents[0]["diagnostics"]["E0400"], 2);
    assert_eq!(documents[0]["build"]["compiled"], true);
    assert_eq!(documents[1]["build"]["findings"][0]["line"], 86);
    assert_eq!(documents[2]["outcome"], "refused");
    assert!(documents[2]["build"].is_null());
    assert_eq!(documents[3]["message"], "oh (src/a.rs:1:2)");
    assert_eq!(object["totals"]["documents"], 4);
    assert_eq!(object["totals"]["failed"], 1);
    assert_eq!(object["totals"]["diagnostics"]["E0400"], 11);
    assert_eq!(object["totals"]["kinds"]["real"]["build_seconds"], 1.25);
}
