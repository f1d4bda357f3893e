//! Overlays change the description before anything reads it.

use generator::{Diagnostic, Severity, Sources, generate};

const DESCRIPTION: &str = include_str!("../../../spec/fine-tuning.yaml");

fn with(overlay: &str) -> (Sources, generator::Output) {
    let mut sources = Sources::new("spec/fine-tuning.yaml", DESCRIPTION);
    sources.overlay("spec/mend.overlay.yaml", overlay);
    let output = generate(&sources);
    (sources, output)
}

#[test]
fn an_update_is_merged_and_a_removal_removes() {
    let (_, output) = with(
        "
overlay: 1.0.0
info: { title: Mend, version: 1.0.0 }
actions:
  - target: $.components.schemas.FineTuningJobCheckpoint.properties
    update:
      trained_tokens: { type: integer, description: From the overlay. }
  - target: $.components.schemas.FineTuningJobCheckpoint.properties.step_number
    remove: true
  - target: $.components.schemas.FineTuningJobCheckpoint.required[?@ == 'step_number']
    remove: true
",
    );
    let file = &output.files["src/fine_tuning/jobs/checkpoints.rs"];
    assert!(file.contains("/// From the overlay.\n    pub trained_tokens: Option<i64>,"));
    assert!(!file.contains("step_number"));
}

/// What a query selects twice or out of order is removed once, and nothing else is.
#[test]
fn a_removal_takes_what_is_selected_in_any_order() {
    const DESCRIPTION: &str = "
openapi: 3.1.0
info: { title: Letters, version: '1' }
servers: [{ url: 'https://a.example' }]
paths:
  /letters:
    get:
      responses:
        '200': { description: D, content: { application/json: { schema: { $ref: '#/components/schemas/Letter' } } } }
components: { schemas: { Letter: { type: string, enum: [a, b, c, d] } } }
";
    for selector in ["2,0", "?@=='c', ?@=='a', ?@=='c'", "0,0,2", "2::-2"] {
        let mut sources = Sources::new("openapi.yaml", DESCRIPTION);
        let overlay = format!(
            "{{ overlay: 1.1.0, info: {{ title: O, version: '1' }}, actions: [
               {{ target: \"$.components.schemas.Letter.enum[{selector}]\", remove: true }}] }}"
        );
        sources.overlay("overlay.yaml", overlay);
        let file = &generate(&sources).files["src/letters.rs"];
        let left = ["a", "b", "c", "d"].map(|letter| file.contains(&format!("= \"{letter}\",")));
        assert_eq!(left, [false, true, false, true], "{selector}");
    }
}

#[test]
fn a_fault_from_an_overlay_is_shown_in_the_overlay() {
    let (sources, output) = with(
        "
overlay: 1.0.0
info: { title: Mend, version: 1.0.0 }
actions:
  - target: $.components.schemas.FineTuningJobCheckpoint.properties.id
    update: { type: strng }
",
    );
    let error = output
        .diagnostics
        .iter()
        .find(|found| found.severity == Severity::Error)
        .unwrap();
    let at = error.location(&sources).unwrap();
    assert_eq!((at.file, at.line), ("spec/mend.overlay.yaml", 6));
}

#[test]
fn an_action_that_matches_nothing_is_a_warning() {
    let (sources, output) = with(
        "
overlay: 1.1.0
info: { title: Mend, version: 1.0.0 }
actions:
  - target: $.components.schemas.Nothing
    update: { description: gone }
",
    );
    let found = output
        .diagnostics
        .iter()
        .find(|found| found.code.id() == "E0005")
        .unwrap();
    assert_eq!(found.severity, Severity::Warning);
    assert_eq!(found.location(&sources).unwrap().line, 5);
    assert!(!output.files.is_empty());
}

/// The one finding about an overlay with this action: its place, its label and its help.
#[track_caller]
fn about(action: &str) -> (usize, usize, String, Vec<String>) {
    let overlay = format!("overlay: 1.1.0\nactions:\n  - {action}");
    let (sources, output) = with(&overlay);
    let of_overlay = |found: &&Diagnostic| ["E0004", "E0005"].contains(&found.code.id());
    let found: Vec<&Diagnostic> = output.diagnostics.iter().filter(of_overlay).collect();
    let [found] = found[..] else {
        panic!("expected one finding, found {found:?}");
    };
    let at = found.location(&sources).expect("a place");
    (at.line, at.column, found.label.clone(), found.help.clone())
}

#[test]
fn a_misspelt_action_is_told_where_it_stands() {
    for (action, place, label, help) in [
        (
            "target: $.info\n    udpate: { title: x }",
            (4, 5),
            "",
            "did you mean `update`?",
        ),
        (
            "target: $.components.schemas.ApiEror\n    remove: true",
            (3, 13),
            "there is no `ApiEror`",
            "did you mean `ApiError`?",
        ),
        (
            "target: $.paths['/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints'].GET\n    remove: true",
            (3, 13),
            "there is no `GET`",
            "did you mean `get`?",
        ),
        (
            "target: $.components\n    copy: $.servers[0].ulr",
            (4, 11),
            "there is no `ulr`",
            "did you mean `url`?",
        ),
        (
            "target: $.servers[7].url\n    remove: true",
            (3, 13),
            "",
            "the description may have changed: mend the path or remove the action",
        ),
    ] {
        let expected = (place.0, place.1, label.to_owned(), vec![help.to_owned()]);
        assert_eq!(about(action), expected, "{action}");
    }
}

#[test]
fn what_is_no_overlay_is_refused() {
    for text in [
        "actions: []",
        "overlay: 2.0.0\nactions: []",
        "overlay: 1.0.0",
        "overlay: 1.0.0\nactions: [{target: '$..['}]",
        "overlay: 1.0.0\nactions: [{target: $.info}]",
        "overlay: 1.0.0\nactions: [{target: $.info, remove: false}]",
        "overlay: 1.0.0\nactions: [{target: $.info, updat: {title: x}}]",
    ] {
        let (_, output) = with(text);
        assert!(
            output
                .diagnostics
                .iter()
                .any(|found| found.code.id() == "E0004"),
            "{text}"
        );
        assert!(output.files.is_empty());
    }
}

#[test]
fn a_reference_in_an_overlay_speaks_of_the_document() {
    let (_, output) = with(
        "
overlay: 1.0.0
info: { title: Mend, version: 1.0.0 }
actions:
  - target: $.components.schemas.FineTuningJobCheckpoint.properties
    update: { cause: { $ref: '#/components/schemas/ApiError' } }
",
    );
    let file = &output.files["src/fine_tuning/jobs/checkpoints.rs"];
    assert!(file.contains("pub cause: Option<ApiError>"), "{file}");
}
