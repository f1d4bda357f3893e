//! Descriptions with faults that are read leniently: a fault costs the object that contains it and no more. The
//! same descriptions are refused without it.

use generator::{Code, Options, Output, Severity, Sources, generate, generate_with};

const LENIENT: Options<'static> = Options {
    tolerated: &[],
    lenient: true,
    names: None,
    derives: &[],
    selection: None,
    types: &[],
    version: None,
    package: None,
    owns_package: false,
    command: "cargo xtask codegen",
    after_stage: &|_| {},
};

/// A document with one good operation, these paths and these components.
fn document(paths: &str, components: &str) -> Sources {
    let good = "/good: {get: {operationId: good, responses: {'200': {description: ok}}}}";
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: Faulty, version: '1'}}, \
         paths: {{{good}, {paths}}}, components: {{{components}}}}}"
    );
    Sources::new("openapi.yaml", text)
}

fn codes(output: &Output, severity: Severity) -> Vec<&'static str> {
    let found = output.diagnostics.iter();
    let found = found.filter(|found| found.severity == severity);
    found.map(|found| found.code.id()).collect()
}

/// Strictly the document is refused with that code; leniently it gives a client, of which that many
/// operations are whole, without something and left out. Gives the client's text.
#[track_caller]
fn check(sources: &Sources, code: &str, expected: [usize; 3]) -> String {
    let strict = generate(sources);
    assert!(strict.files.is_empty(), "files in spite of an error");
    assert!(strict.losses.is_empty());
    let errors = codes(&strict, Severity::Error);
    assert!(errors.contains(&code), "{errors:?}");
    let all = strict.diagnostics.iter();
    let mut errors = all.filter(|found| found.severity == Severity::Error);
    assert!(errors.all(generator::Diagnostic::can_be_overcome));

    let output = generate_with(sources, &LENIENT);
    assert_eq!(codes(&output, Severity::Error), [""; 0]);
    let warnings = codes(&output, Severity::Warning);
    assert!(warnings.contains(&code), "{warnings:?}");
    assert!(output.losses.iter().any(|loss| loss.code.id() == code));
    let coverage = &output.coverage;
    let counts = [coverage.whole, coverage.without, coverage.left_out];
    assert_eq!(counts, expected, "{coverage:#?}");
    let ours = output.files.iter();
    let ours = ours.filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime"));
    let text: Vec<&str> = ours.map(|(_, text)| text.as_str()).collect();
    let text = text.join("\n");
    assert!(
        text.contains("codegen --lenient` from openapi.yaml"),
        "{text}"
    );
    text
}

const OK: &str = "responses: {'200': {description: ok}}";

#[test]
fn a_parameter_goes_and_its_operation_stays() {
    for parameter in [
        "{name: odd, in: quary, schema: {}}",
        "{in: query, schema: {}}",
        "{$ref: '#/components/parameters/None'}",
        "{name: odd, in: query, style: oddly, schema: {}}",
        "7",
    ] {
        let other = "{name: other, in: query, schema: {type: string}}";
        let paths = format!(
            "/a: {{get: {{operationId: listA, parameters: [{parameter}, {other}], {OK}}}}}"
        );
        let sources = document(&paths, "");
        let strict = generate(&sources);
        let code = codes(&strict, Severity::Error)[0];
        let text = check(&sources, code, [1, 1, 0]);
        assert!(text.contains("fn other"), "{parameter}");
        let words = text.replace("//!", " ");
        let words: Vec<&str> = words.split_whitespace().collect();
        let told = "fault of the description: the parameter `odd`";
        let is_told = words.join(" ").contains(told);
        assert_eq!(is_told, parameter.contains("odd,"), "{parameter}");
    }
}

#[test]
fn a_style_of_another_place_gives_way_to_the_default() {
    for (place, style, sent) in [
        (
            "query",
            "simple",
            ".query_as::<Vec<String>>(\"odd\", FORM, odd)",
        ),
        (
            "query",
            "label",
            ".query_as::<Vec<String>>(\"odd\", FORM, odd)",
        ),
        (
            "query",
            "matrix",
            ".query_as::<Vec<String>>(\"odd\", FORM, odd)",
        ),
        (
            "path",
            "form",
            ".path_as::<Vec<String>>(\"odd\", SIMPLE, odd)",
        ),
        (
            "path",
            "deepObject",
            ".path_as::<Vec<String>>(\"odd\", SIMPLE, odd)",
        ),
        (
            "header",
            "form",
            ".header_as::<Vec<String>>(\"odd\", SIMPLE, odd)",
        ),
        (
            "header",
            "pipeDelimited",
            ".header_as::<Vec<String>>(\"odd\", SIMPLE, odd)",
        ),
        (
            "cookie",
            "simple",
            ".cookie::<Vec<String>>(\"odd\", FORM, odd)",
        ),
    ] {
        let (path, required) = match place {
            "path" => ("'/a/{odd}'", "required: true, "),
            _ => ("/a", ""),
        };
        let parameter = format!(
            "{{name: odd, in: {place}, style: {style}, {required}schema: {{type: array, items: {{type: string}}}}}}"
        );
        let paths =
            format!("{path}: {{get: {{operationId: listA, parameters: [{parameter}], {OK}}}}}");
        let sources = document(&paths, "");
        let text = check(&sources, "E0104", [1, 1, 0]);
        let flat = text.split_whitespace().collect::<String>();
        let sent = sent.replace(' ', "");
        assert!(flat.contains(&sent), "{place} {style}: {sent}\n{text}");
        let allowed = Options {
            tolerated: &[generator::Code::UnknownWord],
            ..Options::default()
        };
        let output = generate_with(&sources, &allowed);
        assert!(!output.files.is_empty());
        let mut labels = output.diagnostics.iter().map(|found| &found.label);
        assert!(labels.any(|label| label.starts_with("sent in the style `")));
    }
}

#[test]
fn a_parameter_that_stands_twice_is_read_once_and_nothing_is_missing() {
    let one = "{name: limit, in: query, schema: {type: integer}}";
    let paths = format!("/a: {{get: {{operationId: listA, parameters: [{one}, {one}], {OK}}}}}");
    check(&document(&paths, ""), "E0402", [2, 0, 0]);
}

#[test]
fn an_answer_goes_and_its_operation_stays() {
    for answer in ["{$ref: '#/components/responses/None'}", "7"] {
        let paths = format!("/a: {{get: {{operationId: listA, responses: {{'200': {answer}}}}}}}");
        let sources = document(&paths, "");
        let code = codes(&generate(&sources), Severity::Error)[0];
        check(&sources, code, [1, 1, 0]);
    }
}

#[test]
fn a_success_that_is_lost_is_any_json_of_its_status() {
    const NONE: &str = "{$ref: '#/components/responses/None'}";
    let typed = |name: &str| {
        format!(
            "{{description: d, content: {{application/json: {{schema: {{title: {name}, type: object, properties: {{a: {{}}}}}}}}}}}}"
        )
    };
    for (answers, expected) in [
        (format!("'200': {NONE}"), "ListA -> Value)"),
        (format!("default: {NONE}"), "ListA -> Value)"),
        (
            format!("'200': {NONE}, default: {}", typed("Fault")),
            "ListA -> Value)",
        ),
        (
            format!("'200': {NONE}, '201': {}", typed("Made")),
            "ListA -> ListAAnswer,",
        ),
        (
            format!("'200': {NONE}, '302': {{description: d}}"),
            "ListA -> Value)",
        ),
        (format!("'204': {NONE}"), "ListA -> ())"),
        (
            format!("'404': {NONE}, '200': {}", typed("Thing")),
            "ListA -> ListAResponse)",
        ),
    ] {
        let paths = format!("/a: {{get: {{operationId: listA, responses: {{{answers}}}}}}}");
        let text = check(&document(&paths, ""), "E0200", [1, 1, 0]);
        assert!(text.contains(expected), "{answers}\n{text}");
        let is_told = text.contains("without a type for the answer `");
        assert_eq!(
            is_told,
            !answers.contains("204") && !answers.contains("404"),
            "{text}"
        );
    }
}

#[test]
fn an_answer_that_is_declared_as_a_body_is_read_as_one() {
    let paths = "/a: {get: {operationId: listA, responses: {'200': {$ref: '#/components/requestBodies/B'}}}}";
    let components = "requestBodies: {B: {content: {application/json: {schema: {title: Thing, type: object, properties: {a: {type: string}}}}}}}";
    let text = check(&document(paths, components), "E0204", [1, 1, 0]);
    assert!(text.contains("/// Thing"), "{text}");
}

#[test]
fn a_schema_becomes_any_json() {
    for schema in [
        "text",
        "7",
        "{type: strng}",
        "{$ref: '#/components/schemas/None'}",
        "{$ref: '#/components/schemas/A'}",
        "{$ref: none.yaml}",
    ] {
        let components = format!(
            "schemas: {{A: {schema}, B: {{type: object, properties: {{a: {{$ref: '#/components/schemas/A'}}}}}}}}"
        );
        let sources = document("", &components);
        let code = codes(&generate(&sources), Severity::Error)[0];
        let text = check(&sources, code, [1, 0, 0]);
        assert!(text.contains("pub struct B"), "{schema}");
    }
}

#[test]
fn an_operation_or_a_path_goes_and_the_others_stay() {
    check(&document("/a: {get: 7}", ""), "E0101", [1, 0, 1]);
    check(
        &document("/a: {get: {$ref: '#/none'}}", ""),
        "E0200",
        [1, 0, 1],
    );
    let put = format!("{{put: {{operationId: putA, {OK}}}, get: {{operationId: getA, {OK}}}}}");
    check(
        &document(&format!("'/a/{{b': {put}"), ""),
        "E0407",
        [1, 0, 2],
    );
    // How many operations a path has that cannot be read is not known.
    for (path, code) in [("7", "E0101"), ("{$ref: '#/none'}", "E0200")] {
        let text = check(&document(&format!("/a: {path}"), ""), code, [1, 0, 1]);
        assert!(text.contains("- `/a` is left out: a fault"), "{text}");
    }
}

#[test]
fn a_scheme_that_is_not_declared_leaves_the_operation() {
    let paths = format!("/a: {{get: {{operationId: listA, security: [{{token: []}}], {OK}}}}}");
    let sources = document(
        &paths,
        "securitySchemes: {other: {type: http, scheme: bearer}}",
    );
    check(&sources, "E0600", [1, 1, 0]);
    // That it cannot be applied follows from its fault, and is not told apart from it.
    let output = generate_with(&sources, &LENIENT);
    assert_eq!(codes(&output, Severity::Warning), ["E0600"]);
}

#[test]
fn a_file_that_is_no_yaml_costs_what_refers_to_it() {
    let mut sources = document("", "schemas: {A: {$ref: a.yaml}}");
    assert_eq!(sources.missing(), ["a.yaml"]);
    sources.supply("a.yaml", Ok(b"a: [".to_vec()));
    check(&sources, "E0001", [1, 0, 0]);
}

#[test]
fn what_was_lost_is_counted_by_kind() {
    let missing = "responses: {'200': {$ref: '#/components/responses/None'}}";
    let paths =
        format!("/a: {{get: {{operationId: a, {missing}}}, put: {{operationId: b, {missing}}}}}");
    let sources = document(&paths, "schemas: {A: text, B: {items: 7}}");
    let losses = generate_with(&sources, &LENIENT).losses;
    let counts = losses.iter().map(|loss| {
        let code = loss.code.id();
        (code, loss.faults, loss.operations, loss.schemas)
    });
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts, [("E0101", 2, 0, 2), ("E0200", 2, 2, 0)]);
}

#[test]
fn a_fault_in_a_shared_answer_is_one_and_costs_its_operations() {
    let answer = "responses: {'200': {$ref: '#/components/responses/R'}}";
    let paths =
        format!("/a: {{get: {{operationId: a, {answer}}}, put: {{operationId: b, {answer}}}}}");
    let headers = "headers: {ETag: {$ref: '#/components/parameters/P'}}";
    let components = format!(
        "responses: {{R: {{description: d, {headers}}}}}, \
         parameters: {{P: {{name: ETag, in: header, schema: {{type: string}}}}}}"
    );
    let sources = document(&paths, &components);
    check(&sources, "E0204", [1, 2, 0]);
    let losses = generate_with(&sources, &LENIENT).losses;
    assert_eq!(
        losses.iter().map(|loss| loss.faults).collect::<Vec<_>>(),
        [1]
    );
}

#[test]
fn without_a_fault_the_client_is_that_of_a_strict_reading() {
    let sources = document("", "");
    let lenient = generate_with(&sources, &LENIENT);
    assert!(lenient.losses.is_empty());
    assert_eq!(lenient.files, generate(&sources).files);
}

#[test]
fn nothing_to_call_stays_an_error() {
    let text = "{openapi: 3.1.0, info: {title: T, version: '1'}, paths: {/a: {$ref: '#/none'}, '/{b': {get: {}}}}";
    let allowed = Options {
        tolerated: &[Code::MissingReference, Code::PathTemplate],
        lenient: false,
        ..LENIENT
    };
    for options in [LENIENT, allowed] {
        let output = generate_with(&Sources::new("openapi.yaml", text), &options);
        assert_eq!(codes(&output, Severity::Error), ["E0412"]);
    }
}

#[test]
fn what_is_no_description_stays_an_error() {
    for text in [
        "a: [",
        "",
        "<html></html>",
        "swagger: '2.0'",
        "[]",
        "openapi: 3.1.0\npaths: 7\n",
    ] {
        let output = generate_with(&Sources::new("openapi.yaml", text), &LENIENT);
        assert!(output.files.is_empty(), "{text}");
        assert!(!codes(&output, Severity::Error).is_empty(), "{text}");
    }
}

/// Whoever allows a reference to nothing knows of it; that the operation lacks something is said all the same.
#[test]
fn what_is_allowed_counts_as_missing() {
    let text = "{openapi: 3.0.3, info: {title: T, version: '1'}, paths: {/x: {get: {\
                parameters: [{$ref: '#/components/parameters/Gone'}], responses: {'200': {description: D}}}}}}";
    let options = Options {
        tolerated: &[generator::Code::MissingReference],
        ..Options::default()
    };
    let output = generate_with(&Sources::new("t.yaml", text), &options);
    assert_eq!((output.coverage.whole, output.coverage.without), (0, 1));
}
