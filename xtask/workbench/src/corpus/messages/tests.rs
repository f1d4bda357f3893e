use std::path::Path;

use serde_json::json;

use super::{Finding, Message, parse};

const ROOT: &str = "/corpus";

fn parsed(line: &serde_json::Value) -> Option<Message> {
    parse(&line.to_string(), Path::new(ROOT))
}

fn found(message: &serde_json::Value) -> Option<Finding> {
    let line = json!({
        "reason": "compiler-message",
        "manifest_path": "/corpus/pets.yaml/Cargo.toml",
        "message": message,
    });
    match parsed(&line)? {
        Message::Found { folder, finding } => {
            assert_eq!(folder, "pets.yaml");
            Some(finding)
        }
        Message::Compiled { .. } => None,
    }
}

#[test]
fn a_finding_has_a_place_within_its_crate() {
    let span = |primary: bool, file: &str, line: u64| {
        json!({
            "file_name": file, "line_start": line, "is_primary": primary, "expansion": null,
            "text": [{ "text": "    let x: u8 = \"\";" }],
        })
    };
    let finding = found(&json!({
        "level": "error", "message": "mismatched types", "code": { "code": "E0308" },
        "spans": [span(false, "pets.yaml/src/a.rs", 1), span(true, "pets.yaml/src/b.rs", 7)],
    }));
    let expected = Finding {
        level: "error".to_owned(),
        code: Some("E0308".to_owned()),
        message: "mismatched types".to_owned(),
        file: Some("src/b.rs".to_owned()),
        line: Some(7),
        text: Some("let x: u8 = \"\";".to_owned()),
    };
    assert_eq!(finding, Some(expected));

    let mut inside = span(true, "/corpus/pets.yaml/src/runtime/object.rs", 300);
    inside["expansion"] = json!({ "span": span(false, "/corpus/pets.yaml/src/wire.rs", 9) });
    let finding = found(&json!({
        "level": "warning", "message": "x", "code": null, "spans": [inside],
    }));
    let finding = finding.expect("a finding");
    assert_eq!(
        (finding.file.as_deref(), finding.line),
        (Some("src/wire.rs"), Some(9))
    );
}

#[test]
fn summaries_and_notes_are_no_findings() {
    for (level, message) in [
        ("error", "aborting due to 2 previous errors"),
        ("warning", "3 warnings emitted"),
        (
            "failure-note",
            "For more information about this error, try …",
        ),
        ("note", "see …"),
    ] {
        let message = json!({ "level": level, "message": message, "code": null, "spans": [] });
        assert_eq!(found(&message), None, "{message}");
    }
    let without_place = json!({ "level": "error", "message": "x", "code": null, "spans": [] });
    assert!(found(&without_place).is_some());
}

#[test]
fn a_library_that_is_compiled_is_told_from_the_rest() {
    let line = |path: &str, kind: &str, fresh: bool| {
        json!({
            "reason": "compiler-artifact", "manifest_path": path,
            "target": { "kind": [kind] }, "fresh": fresh,
        })
    };
    let compiled = |fresh| {
        Some(Message::Compiled {
            folder: "pets.yaml".to_owned(),
            fresh,
        })
    };
    let own = "/corpus/pets.yaml/Cargo.toml";
    assert_eq!(parsed(&line(own, "lib", false)), compiled(false));
    assert_eq!(parsed(&line(own, "lib", true)), compiled(true));
    assert_eq!(parsed(&line(own, "custom-build", false)), None);
    assert_eq!(
        parsed(&line("/registry/serde/Cargo.toml", "lib", false)),
        None
    );
    assert_eq!(
        parsed(&json!({ "reason": "build-finished", "success": true })),
        None
    );
    assert_eq!(parse("no JSON", Path::new(ROOT)), None);
}
