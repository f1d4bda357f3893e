//! Where a way out is an overlay, it is printed, and saving it as printed makes the finding go
//! away.

use generator::{Output, Severity, Sources, generate};

const DESCRIPTION: &str = include_str!("../../../spec/fine-tuning.yaml");

fn run(text: &str, overlay: Option<&str>) -> (Sources, Output) {
    let mut sources = Sources::new("spec/fine-tuning.yaml", text);
    if let Some(overlay) = overlay {
        sources.overlay("spec/fine-tuning.overlay.yaml", overlay);
    }
    let output = generate(&sources);
    (sources, output)
}

/// Breaks the description by replacing a text, finds the code, and applies what was printed.
#[track_caller]
fn check(from: &str, to: &str, code: &str) {
    let broken = DESCRIPTION.replacen(from, to, 1);
    assert_ne!(broken, DESCRIPTION, "the description has no {from:?}");
    let (sources, output) = run(&broken, None);
    let found = output
        .diagnostics
        .iter()
        .find(|found| found.code.id() == code && found.overlay.is_some())
        .unwrap_or_else(|| panic!("no {code} with an overlay in {:#?}", output.diagnostics));
    let printed = found.render(&sources, false);
    let (before, overlay) = printed.split_once("\n\noverlay: ").expect("an overlay");
    assert!(
        before.ends_with("save this as `spec/fine-tuning.overlay.yaml`:"),
        "{before}"
    );
    let overlay = format!("overlay: {overlay}\n");
    assert!(overlay.lines().count() <= 8, "{overlay}");
    let (sources, mended) = run(&broken, Some(&overlay));
    let left: Vec<String> = mended
        .diagnostics
        .iter()
        .filter(|left| left.code == found.code || left.severity == Severity::Error)
        .map(|left| left.render(&sources, false))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "after\n{overlay}");
    assert!(!mended.files.is_empty());
}

#[test]
fn a_misspelt_word() {
    check(
        "type: integer\n            default: 10",
        "type: intger\n            default: 10",
        "E0104",
    );
    check("[string, \"null\"]", "[strng, \"null\"]", "E0104");
    check("in: query", "in: quary", "E0104");
}

#[test]
fn a_misspelt_key() {
    check("operationId: list", "operationid: list", "E0103");
    check("required: [error]", "requird: [error]", "E0103");
}

/// What a mend would have to write twice is not offered.
#[test]
fn a_key_that_is_there_is_not_offered() {
    for (from, to) in [
        ("in: query\n", "in: query\n          inn: query\n"),
        ("required: [error]", "required: [error]\n      requird: []"),
    ] {
        let broken = DESCRIPTION.replacen(from, to, 1);
        assert_ne!(broken, DESCRIPTION, "the description has no {from:?}");
        let (_, output) = run(&broken, None);
        let mut found = output.diagnostics.iter();
        let found = found.find(|found| found.code.id() == "E0103").expect(to);
        assert_eq!(found.overlay, None);
        assert!(found.help[0].ends_with("is there already: keep one of the two"));
    }
}

/// What a fault hides is not told as missing, and a mend is one that fits where it stands.
#[test]
fn a_parameter_with_a_fault_is_told_once() {
    for (parameters, mend) in [
        ("paramters: [%in: path}]", "update: { parameters: "),
        ("parameters: [%in: pth}]", "update: { in: \"path\" }"),
        ("parameters: [%in: quary}]", "update: { in: \"path\" }"),
        (
            "parameters: [%in: path, style: fom}]",
            "expected one of `simple`, `label`, `matrix`",
        ),
        ("parameters: {a: %in: path}}", "expected an array"),
        ("parameters: [%in: path, explode: 'no'}]", "a boolean"),
    ] {
        let parameters = parameters.replace('%', "{name: id, required: true, schema: {}, ");
        for text in [
            format!("'/a/{{id}}': {{get: {{{parameters}}}}}"),
            format!("'/a/{{id}}': {{get: {{}}, {parameters}}}"),
        ] {
            let text =
                format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{{text}}}\n");
            let (sources, output) = run(&text, None);
            let errors = output.diagnostics.iter();
            let errors: Vec<_> = errors
                .filter(|found| found.severity != Severity::Note)
                .map(|found| found.render(&sources, false))
                .collect();
            assert_eq!(errors.len(), 1, "{errors:#?}");
            assert!(errors[0].contains(mend), "{}", errors[0]);
        }
    }
}

#[test]
fn a_reference_to_nothing() {
    check("schemas/ApiError", "schemas/ApiEror", "E0200");
    check(
        "schemas/ApiError",
        "schemas/Something entirely else",
        "E0200",
    );
}

#[test]
fn a_reference_that_is_nearly_one() {
    let right = "\"#/components/schemas/ApiError\"";
    check(right, "/components/schemas/ApiError", "E0202");
    check(right, "components/schemas/ApiError", "E0202");
    check(right, "\" #/components/schemas/ApiError\"", "E0202");
    check(right, "ApiError", "E0202");
    check(right, "'#/definitions/ApiError'", "E0200");
    check(right, "'#components/schemas/ApiError'", "E0200");
    for (wrong, help) in [
        (
            "#/a",
            "a `#` after a space begins a comment: put the text in quotes: `\"#/a\"`",
        ),
        ("'.\\a.yaml'", "a reference has slashes: `./a.yaml`"),
    ] {
        let (_, output) = run(&DESCRIPTION.replacen(right, wrong, 1), None);
        let found: Vec<_> = output.diagnostics.iter().map(|found| &found.help).collect();
        assert!(found.iter().any(|found| found[..] == [help]), "{found:?}");
    }
}

#[test]
fn what_is_no_word_of_openapi_has_one_that_is() {
    for (from, to, help) in [
        (
            "type: boolean",
            "type: datetime",
            "write `type: string` and `format: date-time`",
        ),
        (
            "type: boolean",
            "type: any",
            "leave `type` out: then the value may be anything",
        ),
        (
            "required: true",
            "required: yes",
            "in YAML 1.2 `yes`, `no`, `on` and `off` are texts: write `true` or `false`",
        ),
        (
            "properties:\n        error:",
            "properties:\n        code:{ type: string }\n        error:",
            "put a space behind the colon: `code: …`",
        ),
    ] {
        let broken = DESCRIPTION.replacen(from, to, 1);
        assert_ne!(broken, DESCRIPTION, "the description has no {from:?}");
        let (_, output) = run(&broken, None);
        let found: Vec<_> = output.diagnostics.iter().map(|found| &found.help).collect();
        assert!(found.iter().any(|found| found[..] == [help]), "{found:?}");
    }
}

#[test]
fn a_default_of_another_type() {
    check("default: 10", "default: ten", "E0304");
}

#[test]
fn a_parameter_that_is_not_declared() {
    check(
        "/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints:",
        r#""/fine_tuning/{it's a: #1}/{fine_tuning_job_id}/checkpoints":"#,
        "E0401",
    );
}

#[test]
fn a_version_that_is_a_number() {
    check("version: 0.1.0", "version: 1.5", "E0105");
}

#[test]
fn a_description_that_forgot_what_needs_credentials() {
    check("security:\n  - apiKey: []\n", "", "E0607");
}

/// What would fill a terminal teaches nobody.
#[test]
fn the_first_of_many_show_how() {
    let schemas = (0..30).map(|index| format!("    S{index}: {{ type: intger }}\n"));
    let schemas: String = schemas.collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let (_, output) = run(&text, None);
    let of = |overlay: bool| {
        let found = output.diagnostics.iter();
        found
            .filter(|found| found.code.id() == "E0104" && found.overlay.is_some() == overlay)
            .count()
    };
    assert_eq!((of(true), of(false)), (20, 10));
}

/// Who saves what is printed has mended all of them.
#[test]
fn the_overlays_of_many_findings_are_one() {
    let text = DESCRIPTION
        .replace("type: integer", "type: intger")
        .replace("type: number", "type: numbr");
    let (sources, output) = run(&text, None);
    let all: Vec<&generator::Diagnostic> = output.diagnostics.iter().collect();
    let mended = all.iter().filter(|found| found.overlay.is_some()).count();
    let (overlay, file) = generator::joined_overlay(&all, &sources).expect("an overlay");
    assert!(mended > 3);
    assert_eq!(overlay.matches("  - target:").count(), mended);
    assert_eq!(overlay.matches("overlay: 1.1.0").count(), 1);
    assert_eq!(file, "spec/fine-tuning.overlay.yaml");
    let (_, output) = run(&text, Some(&overlay));
    assert!(!output.files.is_empty(), "{overlay}");
}

/// An item that is removed moves those behind it.
#[test]
fn several_items_of_one_list_are_removed() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n    \
                T:\n      type: object\n      properties: { id: { type: string, default: 1 } }\n      \
                examples: [{ id: 1 }, { id: 2 }, { id: ok }, { id: 3 }]\n";
    let (sources, output) = run(text, None);
    let all: Vec<&generator::Diagnostic> = output.diagnostics.iter().collect();
    let (overlay, _) = generator::joined_overlay(&all, &sources).expect("an overlay");
    let (mended, output) = run(text, Some(&overlay));
    assert_eq!(output.diagnostics, [], "{overlay}");
    let description = mended.json().expect("a description");
    assert!(
        description.contains(r#""examples": [{"id": "ok"}]"#),
        "{description}"
    );
}
