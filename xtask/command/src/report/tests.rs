use anstream::adapter::strip_str;

use super::{Format, differences, failure, out_of_date, table, up_to_date, usage};
use crate::error::{Error, Position};
use crate::place::Place;
use crate::plan::{Change, Plan};
use crate::sample::place;
use crate::targets::Unsaid;

fn plan(changes: Vec<Change>) -> Plan {
    let out = place("client".as_ref());
    Plan {
        out,
        exists: true,
        changes,
        unchanged: 12,
        lines: 345,
    }
}

fn create(path: &str, lines: usize) -> Change {
    Change::Create {
        path: path.to_owned(),
        new: "line\n".repeat(lines),
    }
}

fn three() -> Plan {
    plan(vec![
        create("src/new.rs", 120),
        Change::Update {
            path: "src/jobs/list.rs".to_owned(),
            old: "a\nb\nc\n".to_owned(),
            new: "a\nx\ny\nc\n".to_owned(),
        },
        Change::Remove {
            path: "src/old.rs".to_owned(),
            old: "gone\n".to_owned(),
        },
    ])
}

#[test]
fn the_table_has_a_row_for_each_change_and_a_summary() {
    let text = strip_str(&table(&three(), "api.yaml")).to_string();
    assert_eq!(
        text,
        "  created  src/new.rs          +120\n\
         \x20 updated  src/jobs/list.rs      +2  -1\n\
         \x20 removed  src/old.rs                -1\n\
         client from api.yaml: 1 created, 1 updated, 1 removed, 12 unchanged (14 files and 345 lines in all)\n"
    );
}

#[test]
fn nothing_to_do_is_one_line() {
    let text = strip_str(&table(&plan(Vec::new()), "api.yaml")).to_string();
    assert_eq!(
        text,
        "client from api.yaml: 12 unchanged (12 files and 345 lines in all)\n"
    );
    let text = strip_str(&up_to_date(&plan(Vec::new()), "api.yaml")).to_string();
    assert_eq!(text, "client is what api.yaml gives (12 files)\n");
}

#[test]
fn the_table_stays_short() {
    let many = plan(
        (0..100)
            .map(|index| create(&format!("src/{index}.rs"), 1))
            .collect(),
    );
    let text = strip_str(&table(&many, "api.yaml")).to_string();
    assert_eq!(text.lines().count(), 42);
    assert!(text.contains("\n  and 60 more files\n"), "{text}");
    assert!(
        text.contains(": 100 created, 12 unchanged (112 files"),
        "{text}"
    );
}

#[test]
fn differences_name_each_file_and_show_what_would_change() {
    let text = strip_str(&differences(&three(), "api.yaml")).to_string();
    assert!(
        text.starts_with(
            "missing: client/src/new.rs\n--- /dev/null\n+++ client/src/new.rs (from api.yaml)\n@@ "
        ),
        "{text}"
    );
    let stale = "stale: client/src/jobs/list.rs\n--- client/src/jobs/list.rs\n\
                 +++ client/src/jobs/list.rs (from api.yaml)\n@@ -1,3 +1,4 @@\n a\n-b\n+x\n+y\n c\n";
    assert!(text.contains(stale), "{text}");
    let superfluous = "superfluous: client/src/old.rs\n--- client/src/old.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n";
    assert!(text.contains(superfluous), "{text}");
}

#[test]
fn differences_stay_short() {
    let text = strip_str(&differences(&plan(vec![create("src/long.rs", 1000)]), "a")).to_string();
    // Two lines of header and one of place are among those shown.
    assert_eq!(text.matches("+line").count(), 57);
    assert!(text.contains("\n… and 943 more lines\n"), "{text}");
    let many = plan(
        (0..50)
            .map(|index| create(&format!("src/{index}.rs"), 1))
            .collect(),
    );
    let text = strip_str(&differences(&many, "a")).to_string();
    assert_eq!(text.matches("missing: ").count(), 50);
    assert_eq!(text.matches("+++ ").count(), 20);
}

#[test]
fn a_failed_check_counts_and_gives_the_command_that_mends_it() {
    let error = out_of_date(&three(), "api.yaml", "cargo xtask codegen");
    assert_eq!(
        error.message,
        "client is not what api.yaml gives: 1 stale, 1 missing, 1 superfluous"
    );
    assert_eq!(error.help, ["run `cargo xtask codegen`"]);
}

#[test]
fn errors_are_for_people_or_for_programs() {
    let error = Error::new("expected \"a\"").help("write it").help("or not");
    let text = strip_str(&failure(&error, Format::Text)).to_string();
    assert_eq!(
        text,
        "error: expected \"a\"\n help: write it\n help: or not\n"
    );
    let json: serde_json::Value = serde_json::from_str(&failure(&error, Format::Json)).unwrap();
    assert_eq!(json["message"], "expected \"a\"");
    assert_eq!(json["help"], serde_json::json!(["write it", "or not"]));
    assert!(json["file"].is_null());

    let (file, line, column) = ("Cargo.toml".to_owned(), 3, 8);
    let error = error.at(Some(Position { file, line, column }));
    let text = strip_str(&failure(&error, Format::Text)).to_string();
    assert!(
        text.starts_with("error: Cargo.toml:3:8: expected \"a\"\n"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&failure(&error, Format::Json)).unwrap();
    assert_eq!(json["message"], "expected \"a\"");
    assert_eq!(
        (&json["file"], &json["line"], &json["column"]),
        (&"Cargo.toml".into(), &3.into(), &8.into())
    );
}

#[test]
fn a_crate_elsewhere_comes_with_the_commands_that_use_it() {
    let out = Place {
        path: "client".into(),
        shown: "../my client/".to_owned(),
    };
    let text = usage(&out, true, None);
    assert!(
        text.contains("cargo add --path '../my client/'\n"),
        "{text}"
    );
    assert!(
        text.contains("--manifest-path '../my client/Cargo.toml'\n"),
        "{text}"
    );
    assert!(!text.contains("metadata"), "{text}");
    let text = usage(&out, false, None);
    assert!(text.contains("client/' --package PACKAGE\n"), "{text}");
    for whose in ["workspace", "package"] {
        let settings = Unsaid {
            heading: format!("[{whose}.metadata.verbatim.clients.pets]"),
            spec: "apis/pets.yaml".to_owned(),
            out: "clients/pets".to_owned(),
            overlays: Vec::new(),
            root: None,
            lenient: false,
        };
        let text = usage(&out, true, Some(&settings));
        let end = format!(
            "in the {whose}'s Cargo.toml:\n\n[{whose}.metadata.verbatim.clients.pets]\n\
             spec = \"apis/pets.yaml\"\nout = \"clients/pets\"\n"
        );
        assert!(text.ends_with(&end), "{text}");
    }
}
