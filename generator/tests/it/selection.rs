//! A client of some of the operations has these, and the types that they need.

use generator::{Options, Output, Selection, Severity, Sources, generate_with};

const PETS: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
  /pets/{id}/chips:
    get:
      operationId: getChip
      tags: [chips]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Chip'}}}}}
  /owners:
    get:
      operationId: listOwners
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}}}
webhooks:
  petFound:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Found'}}}}
      responses: {'200': {description: OK}}
components:
  schemas:
    Pets: {type: object, properties: {pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Pet: {type: object, properties: {name: {type: string}}}
    Chip: {type: object, properties: {number: {type: string}}}
    Owner: {type: object, properties: {name: {type: string}}}
    Found: {type: object, properties: {where: {type: string}}}
    Unused: {type: object, properties: {a: {type: string}}}
";

fn generate(selection: &Selection) -> Output {
    let options = Options {
        selection: Some(selection),
        ..Options::default()
    };
    generate_with(&Sources::new("pets.yaml", PETS), &options)
}

/// The types of a client, of those that the description names.
fn types(output: &Output) -> Vec<&'static str> {
    let text: String = output.files.values().map(String::as_str).collect();
    let named = ["Pets", "Pet", "Chip", "Owner", "Found", "Unused"];
    let is_there = |name: &&str| text.contains(&format!("pub struct {name} {{"));
    named.into_iter().filter(is_there).collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// What is wrong with operations that were not asked for is not told, unless others may refer to it.
#[test]
fn faults_of_operations_that_are_not_selected_refuse_nothing() {
    let chips = Selection {
        tags: texts(&["chips"]),
        ..Selection::default()
    };
    let options = Options {
        selection: Some(&chips),
        ..Options::default()
    };
    let faulty = PETS
        .replace(
            "  /owners:\n    get:",
            "  owners:\n    get:\n      respones: {}",
        )
        .replace("schemas/Pets'", "schemas/Nothing'");
    for (from, to, expected) in [
        ("", "", &[][..]),
        ("schemas/Chip'", "schemas/Chp'", &["E0200"]),
        ("Unused: {type: object", "Unused: {type: strin", &["E0104"]),
        (
            "OK, content: {application/json: {schema: {$ref: '#/components/schemas/Chip",
            "OK, content: {application/json: {schema: {$ref: '#/paths/~1pets/get/x",
            &["E0200", "E0200", "E0105", "E0103"],
        ),
    ] {
        let text = faulty.replacen(from, to, 1);
        let output = generate_with(&Sources::new("pets.yaml", text), &options);
        let found = output.diagnostics.iter();
        let found = found.filter(|found| found.severity != Severity::Note);
        let found: Vec<&str> = found.map(|found| found.code.id()).collect();
        assert_eq!(found, expected);
        assert_eq!(output.files.is_empty(), !expected.is_empty());
    }
}

#[test]
fn a_tag_a_path_an_id_and_a_webhook_select() {
    for (selection, operations, expected) in [
        (
            Selection {
                tags: texts(&["pets"]),
                ..Selection::default()
            },
            1,
            vec!["Pets", "Pet"],
        ),
        (
            Selection {
                paths: texts(&["/pets/*"]),
                ..Selection::default()
            },
            1,
            vec!["Chip"],
        ),
        (
            Selection {
                paths: texts(&["/pets*"]),
                ..Selection::default()
            },
            2,
            vec!["Pets", "Pet", "Chip"],
        ),
        (
            Selection {
                ids: texts(&["listOwners"]),
                tags: texts(&["chips"]),
                ..Selection::default()
            },
            2,
            vec!["Chip", "Owner"],
        ),
        (
            Selection {
                ids: texts(&["getChip"]),
                webhooks: texts(&["*"]),
                ..Selection::default()
            },
            1,
            vec!["Chip", "Found"],
        ),
    ] {
        let output = generate(&selection);
        assert_eq!(output.coverage.operations(), operations, "{selection:?}");
        assert_eq!(types(&output), expected, "{selection:?}");
    }
}

#[test]
fn what_is_not_there_cannot_be_selected() {
    let output = generate(&Selection {
        tags: texts(&["pet"]),
        ..Selection::default()
    });
    let [found] = &output.diagnostics[..] else {
        panic!("expected one finding, found {:?}", output.diagnostics);
    };
    assert_eq!(
        found.message,
        "no operation has the tag `pet`, and the selection asks for it"
    );
    assert_eq!(found.help, ["did you mean `pets`?"]);
    assert!(output.files.is_empty());
}
