//! The project's own description, broken in many ways: each break is an error at its line.

use generator::{Severity, Sources, generate};

const DESCRIPTION: &str = include_str!("../../../spec/fine-tuning.yaml");

/// Breaks the description by replacing a text, and expects an error of a code at the line where
/// the replacement stands.
#[track_caller]
fn check(from: &str, to: &str, code: &str) {
    assert!(
        DESCRIPTION.contains(from),
        "the description has no {from:?}"
    );
    let broken = DESCRIPTION.replacen(from, to, 1);
    let shared = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let at = DESCRIPTION.find(from).unwrap() + shared;
    let line = broken[..at].matches('\n').count() + 1;
    expect(&broken, code, Some(line));
}

#[track_caller]
fn expect(text: &str, code: &str, line: Option<usize>) {
    let sources = Sources::new("spec/fine-tuning.yaml", text);
    let output = generate(&sources);
    assert!(output.files.is_empty(), "files in spite of an error");
    let errors = output
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let places: Vec<(&str, Option<usize>)> = errors
        .map(|found| (found.code.id(), found.location(&sources).map(|at| at.line)))
        .collect();
    let hit = places
        .iter()
        .any(|(found, at)| *found == code && (line.is_none() || *at == line));
    let text: Vec<String> = output
        .diagnostics
        .iter()
        .map(|found| found.render(&sources, false))
        .collect();
    assert!(
        hit,
        "expected {code} at {line:?}, found {places:?}\n{}",
        text.join("\n\n")
    );
}

#[test]
fn a_misspelt_type() {
    check(
        "type: integer\n            default: 10",
        "type: intger\n            default: 10",
        "E0104",
    );
}

#[test]
fn a_misspelt_place() {
    check(
        "in: query\n          description: Number",
        "in: quary\n          description: Number",
        "E0104",
    );
}

#[test]
fn a_misspelt_key() {
    check("operationId: list", "operationid: list", "E0103");
    check(
        "properties:\n        error:",
        "propertys:\n        error:",
        "E0103",
    );
}

#[test]
fn a_reference_to_nothing() {
    check(
        "#/components/schemas/ApiError",
        "#/components/schemas/ApiEror",
        "E0200",
    );
    check(
        "#/components/responses/Error",
        "#/components/response/Error",
        "E0200",
    );
}

#[test]
fn a_reference_that_leaves_the_folder() {
    check(
        "\"#/components/schemas/ApiError\"",
        "\"../secret.yaml#/ApiError\"",
        "E0202",
    );
    check(
        "\"#/components/schemas/ApiError\"",
        "\"https://example.com/x.yaml#/ApiError\"",
        "E0202",
    );
}

#[test]
fn a_key_that_stands_twice() {
    check(
        "          description: A sentence for a person.",
        "          type: string\n          description: A sentence for a person.",
        "E0002",
    );
}

#[test]
fn a_tab() {
    check(
        "    get:\n      operationId",
        "    get:\n\toperationId",
        "E0001",
    );
}

#[test]
fn a_truncated_file() {
    // Within a list, so that what is left is no document.
    let end = DESCRIPTION.find("insufficient_quota").expect("a list");
    expect(&DESCRIPTION[..end], "E0001", None);
}

#[test]
fn a_missing_key() {
    let broken = DESCRIPTION.replacen("      scheme: bearer\n", "", 1);
    let line = DESCRIPTION[..DESCRIPTION.find("    apiKey:\n").unwrap()]
        .matches('\n')
        .count()
        + 1;
    expect(&broken, "E0102", Some(line));
}

#[test]
fn a_hundred_thousand_levels() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    expect(&deep, "E0001", Some(1));
    let deep: String = "{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000);
    expect(&deep, "E0001", Some(1));
}

#[test]
fn ten_megabytes_on_one_line() {
    let long = format!(
        "{{\"openapi\": \"3.1.0\", \"x-a\": \"{}\", \"inof\": {{}}}}",
        "a".repeat(10_000_000)
    );
    expect(&long, "E0103", Some(1));
}

#[test]
fn not_an_object() {
    expect("- a\n- b\n", "E0100", Some(1));
    expect("", "E0001", Some(1));
}

#[test]
fn not_text() {
    let sources = Sources::new("spec/fine-tuning.yaml", vec![b'a', 0xff, 0xfe]);
    assert_eq!(generate(&sources).diagnostics[0].code.id(), "E0001");
}

#[test]
fn another_version() {
    check("openapi: 3.1.0", "openapi: 4.0.0", "E0100");
    expect(
        "swagger: '2.0'\ninfo: {title: a, version: b}\npaths: {}\n",
        "E0100",
        Some(1),
    );
}

#[test]
fn all_faults_at_once() {
    let broken = DESCRIPTION
        .replace("in: query", "in: quary")
        .replace("type: boolean", "type: bolean");
    let output = generate(&Sources::new("spec/fine-tuning.yaml", broken));
    let errors = output
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    assert_eq!(errors, 3);
}

#[test]
fn a_value_of_the_wrong_kind() {
    check("required: [error]", "required: error", "E0101");
    check("tags: [Fine-tuning]", "tags: Fine-tuning", "E0101");
    check(
        "            default: 10\n      responses:\n",
        "            default: 10\n      responses: [ok]\n      x-old:\n",
        "E0101",
    );
}

#[test]
fn a_scheme_that_is_not_there() {
    check("  - apiKey: []", "  - apikey: []", "E0600");
}

#[test]
fn a_schema_that_contains_itself() {
    let to = "    ApiError:\n      allOf: [{$ref: \"#/components/schemas/ApiError\"}]\n";
    let broken = DESCRIPTION.replacen("    ApiError:\n", to, 1);
    let at = DESCRIPTION.find("    ApiError:\n").unwrap();
    expect(
        &broken,
        "E0201",
        Some(DESCRIPTION[..at].matches('\n').count() + 2),
    );
}

#[test]
fn columns_count_characters_however_long_the_line() {
    let text = format!(
        "{{\"openapi\": \"3.1.0\",\n\"x-a\": \"{}\", \"inof\": {{}}}}",
        "é".repeat(5_000)
    );
    let sources = Sources::new("openapi.json", text.as_str());
    let output = generate(&sources);
    let found = output.diagnostics.iter();
    let found = found.filter(|found| found.code.id() == "E0103");
    let place = found.filter_map(|found| found.location(&sources)).next();
    let place = place.map(|place| (place.line, place.column));
    assert_eq!(place, Some((2, 5_012)));
}

#[test]
fn a_fault_of_json_is_shown_where_it_is_whatever_stands_before() {
    let text = r#"{"info": {"title": "éééééééééééééééé"}, "x-a": [1,], "x-b": 1, "x-c": 2}"#;
    let sources = Sources::new("openapi.json", text);
    let output = generate(&sources);
    let place = output.diagnostics[0].location(&sources);
    let at = text.chars().position(|c| c == ']').expect("a bracket");
    assert_eq!(place.map(|place| place.column), Some(at));
}

/// Half of an interval is no level of nesting.
#[test]
fn brackets_in_texts_need_not_balance() {
    let interval = "\n  - name: a\n    description: a number in [0, n)";
    let text = format!("{DESCRIPTION}tags:{}\n", interval.repeat(1_500));
    let output = generate(&Sources::new("openapi.yaml", text));
    let errors: Vec<_> = output
        .diagnostics
        .iter()
        .map(|found| found.code.id())
        .collect();
    assert!(!errors.contains(&"E0001"), "{errors:?}");
}

#[test]
fn a_second_document() {
    let text = format!("{DESCRIPTION}---\na: b\n");
    expect(&text, "E0001", Some(DESCRIPTION.lines().count() + 1));
}

#[test]
fn another_document_is_called_what_it_is() {
    for (text, expected) in [
        (
            "overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions: []\n",
            "this is an overlay, not a description",
        ),
        (
            "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\n",
            "this is AsyncAPI 3.0.0, not OpenAPI 3",
        ),
        (
            "{\"info\": {\"_postman_id\": \"1\", \"name\": \"T\"}, \"item\": []}",
            "this is a Postman collection, not an OpenAPI document",
        ),
    ] {
        let output = generate(&Sources::new("api.yaml", text));
        let found: Vec<&str> = output
            .diagnostics
            .iter()
            .map(|found| &*found.message)
            .collect();
        assert_eq!(found, [expected]);
    }
}

#[test]
fn paths_that_are_a_list_are_told_once() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: []\n";
    let output = generate(&Sources::new("api.yaml", text));
    let found: Vec<&str> = output
        .diagnostics
        .iter()
        .map(|found| found.code.id())
        .collect();
    assert_eq!(found, ["E0101"]);
}
