use std::fs;

use cargo_verbatim::place::Place;
use serde_json::json;

use super::{Suite, documents};

fn folder(scenarios: &str) -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenarios.json"), scenarios).expect("a file");
    let place = Place {
        path: folder.path().to_owned(),
        shown: "suite".to_owned(),
    };
    (folder, place)
}

#[test]
fn scenarios_are_read() {
    let text = json!({
        "source": "somebody",
        "assets": { "a.png": { "length": 2, "base64": "AP8=" } },
        "scenarios": [{
            "name": "Type_get", "area": "type", "state": "complete",
            "exchanges": [{
                "document": "type.json", "operationId": "get",
                "arguments": {
                    "query": { "limit": 5 },
                    "body": { "kind": "json", "mediaType": "application/json", "value": [1] },
                },
                "response": { "status": 204 },
            }, {
                "document": null, "operationId": null, "via": { "exchange": 0, "at": "/next" },
                "needed": false, "response": { "status": 200, "body": { "kind": "text", "text": "a" } },
            }],
        }],
    });
    let (_folder, place) = folder(&text.to_string());
    let suite = Suite::read(&place).expect("a suite");
    assert_eq!(suite.assets["a.png"].bytes, [0, 255]);
    let [first, second] = suite.scenarios[0].exchanges.as_slice() else {
        panic!("{suite:?}");
    };
    let arguments = first.arguments.as_ref().expect("arguments");
    assert_eq!(arguments.query["limit"], 5);
    assert_eq!(arguments.body.as_ref().expect("a body").value, json!([1]));
    assert!(first.needed && !second.needed);
    let body = second.response.body.as_ref().expect("a body");
    assert_eq!(
        (body.kind.as_str(), body.text.as_deref()),
        ("text", Some("a"))
    );
}

#[test]
fn what_is_not_understood_is_named() {
    let exchange = json!({
        "arguments": { "fragment": { "a": 1 } }, "response": { "status": 204 },
    });
    let text = json!({ "scenarios": [
        { "name": "a", "area": "a", "state": "complete", "exchanges": [exchange] },
    ] });
    for (text, part) in [
        (text.to_string(), "unknown field `fragment`"),
        ("{".to_owned(), "cannot read `suite/scenarios.json`"),
        (
            r#"{ "assets": { "a.png": { "base64": "?" } }, "scenarios": [] }"#.to_owned(),
            "cannot read `suite/scenarios.json`: Invalid symbol",
        ),
        (r#"{ "scenarios": [] }"#.to_owned(), "has no scenarios"),
    ] {
        let (_folder, place) = folder(&text);
        let error = Suite::read(&place).expect_err("no suite");
        assert!(error.message.contains(part), "{}", error.message);
    }
    let (folder, place) = self::folder("{}");
    drop(folder);
    let error = Suite::read(&place).expect_err("no folder");
    assert!(error.message.contains("no such file"), "{}", error.message);
}

#[test]
fn descriptions_are_yaml_and_json() {
    let (folder, place) = folder("{}");
    let within = folder.path().join("openapi");
    fs::create_dir(&within).expect("a folder");
    for name in ["b.yaml", "a.json", "README.md"] {
        fs::write(within.join(name), "").expect("a file");
    }
    let found = documents(&place).expect("documents");
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a.json", "b.yaml"]);
}
