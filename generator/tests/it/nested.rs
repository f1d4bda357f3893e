//! JSON that nests as deep as the reader allows: it is read, reported at its place and
//! compiled or refused, all on the stack of a test.

use generator::{Diagnostic, Output, Severity, Sources, generate};

/// The most arrays and objects that may nest in JSON.
const LEVELS: usize = 1_000;

/// The levels around a schema of a component.
const AROUND: usize = 3;

/// A description with this schema as the component `A`, which one operation takes and gives.
fn with_schema(schema: &str) -> String {
    let content = r##"{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}"##;
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"paths\":{{\"/a\":{{\"post\":{{\
         \"requestBody\":{{\"content\":{content}}},\"responses\":{{\"200\":{{\"description\":\"\",\"content\":{content}}}}}}}}}}},\n\
         \"components\":{{\"schemas\":{{\"A\":\n{schema}\n}}}}}}"
    )
}

/// As many of these around the innermost schema as the reader allows.
fn nest(open: &str, close: &str, innermost: &str) -> String {
    let opened = open.matches(['{', '[']).count() - open.matches(['}', ']']).count();
    let count = (LEVELS - AROUND - 4) / opened;
    open.repeat(count) + innermost + &close.repeat(count)
}

fn run(text: &str) -> Output {
    generate(&Sources::new("openapi.json", text))
}

fn errors(output: &Output) -> Vec<&Diagnostic> {
    let found = output.diagnostics.iter();
    let errors: Vec<_> = found
        .filter(|found| found.severity == Severity::Error)
        .collect();
    assert_eq!(errors.is_empty(), !output.files.is_empty());
    errors
}

#[test]
fn a_thousand_levels_are_read_and_no_more() {
    let arrays = |count: usize| {
        let value = "[".repeat(count) + "7" + &"]".repeat(count);
        with_schema(&format!("{{\"example\":\n{value}}}"))
    };
    let deepest = LEVELS - AROUND - 1;
    assert!(errors(&run(&arrays(deepest))).is_empty());
    let sources = Sources::new("openapi.json", arrays(deepest + 1));
    let output = generate(&sources);
    let [error] = errors(&output)[..] else {
        panic!("{:#?}", output.diagnostics);
    };
    assert_eq!(error.code.id(), "E0001");
    assert!(error.message.contains("1000 levels"), "{}", error.message);
    let location = error.location(&sources).unwrap();
    assert_eq!((location.line, location.column), (4, deepest + 1));
}

#[test]
fn schemas_of_every_kind_nest_as_deep_as_json_may() {
    let object = r#"{"type":"object","properties":{"id":{"type":"string"}}}"#;
    for (open, close) in [
        (r#"{"properties":{"n":"#, "}}"),
        (r#"{"required":["n"],"properties":{"n":"#, "}}"),
        (r#"{"type":["object","null"],"properties":{"n":"#, "}}"),
        (r#"{"properties":{"n":{"type":"array","items":"#, "}}}"),
        (r#"{"properties":{"n":{"additionalProperties":"#, "}}}"),
        (r#"{"properties":{"n":{"oneOf":[{"type":"string"},"#, "]}}}"),
        (r#"{"properties":{"id":{}},"additionalProperties":"#, "}"),
        (
            r#"{"properties":{"n":{"items":{"allOf":[{"additionalProperties":"#,
            "}]}}}}",
        ),
        (r#"{"allOf":["#, "]}"),
        (r#"{"oneOf":[{"type":"string"},"#, "]}"),
        (r#"{"type":"array","prefixItems":[{"type":"string"},"#, "]}"),
        (r#"{"not":"#, "}"),
        (r#"{"$defs":{"n":"#, "}}"),
    ] {
        let output = run(&with_schema(&nest(open, close, object)));
        assert!(errors(&output).is_empty(), "{open}: {:#?}", errors(&output));
    }
    // Rust has no room for so many lists in one type, nor for so many parts of one schema.
    for (open, close, limit) in [
        (r#"{"type":"array","items":"#, "}", "more than 32 "),
        (r#"{"additionalProperties":"#, "}", "more than 32 "),
        (r#"{"patternProperties":{"^a":"#, "}}", "more than 32 "),
        (
            r#"{"allOf":[{"properties":{"q":{"type":"string"}}},"#,
            "]}",
            "more than 256 ",
        ),
    ] {
        let output = run(&with_schema(&nest(open, close, object)));
        let errors = errors(&output);
        let found = errors
            .iter()
            .any(|error| error.code.id() == "E0311" && error.message.contains(limit));
        assert!(found && !errors[0].help.is_empty(), "{open}: {errors:#?}");
    }
}

#[test]
fn values_of_every_kind_nest_as_deep_as_json_may() {
    let value = nest(r#"{"a":["#, "]}", "1");
    for schema in [
        format!(r#"{{"default":{value}}}"#),
        format!(r#"{{"const":{value}}}"#),
        format!(r#"{{"enum":[{value}]}}"#),
        format!(r#"{{"allOf":[{{"const":{value}}},{{"const":{value}}}]}}"#),
        format!(r#"{{"properties":{{"a":{{"example":{value}}}}}}}"#),
        format!(r#"{{"x-deep":{value}}}"#),
    ] {
        let output = run(&with_schema(&schema));
        assert!(errors(&output).is_empty(), "{:#?}", errors(&output));
    }
}

#[test]
fn faults_of_what_is_deep_are_reported_at_their_place() {
    // A misspelt key, a key twice and a comma too many, each on a line of its own.
    for (innermost, code, column) in [
        ("{\n\"propertys\":{}}", "E0103", 1),
        ("{\"title\":\"a\",\n  \"title\":\"b\"}", "E0002", 3),
        ("{\n\"title\":,}", "E0001", 9),
    ] {
        let text = with_schema(&nest(r#"{"properties":{"n":"#, "}}", innermost));
        let sources = Sources::new("openapi.json", text);
        let found = generate(&sources).diagnostics;
        let fault = found.iter().find(|found| found.code.id() == code);
        let location = fault.and_then(|fault| fault.location(&sources));
        let place = location.map(|location| (location.line, location.column));
        assert_eq!(place, Some((4, column)), "{found:#?}");
    }
}

#[test]
fn an_alias_within_its_own_anchor_is_named() {
    let text = with_schema("&a { b: 1, properties: { me: *a } }");
    let output = generate(&Sources::new("openapi.yaml", text));
    let [error] = errors(&output)[..] else {
        panic!("{:#?}", output.diagnostics);
    };
    assert!(
        error.message.contains("`*a` leads to more"),
        "{}",
        error.message
    );
}

#[test]
fn yaml_says_how_deep_it_may_nest() {
    let lines = (0..200).map(|level| format!("{}a:\n", " ".repeat(level)));
    let output = generate(&Sources::new("openapi.yaml", lines.collect::<String>()));
    let [error] = errors(&output)[..] else {
        panic!("{:#?}", output.diagnostics);
    };
    assert!(
        error
            .message
            .contains("at most 128 levels of nesting in YAML"),
        "{}",
        error.message
    );
}
