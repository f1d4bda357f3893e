//! References where OpenAPI allows none, as tools write and follow them: each is followed, in the same
//! file and in others, with a warning.

use generator::{Output, Severity, Sources, generate};

/// A document with these members and a file `other.yaml` next to it; the client is whole.
#[track_caller]
fn generated(members: &str, other: &str) -> Output {
    let text = format!("{{openapi: 3.1.0, info: {{title: T, version: '1'}}, {members}}}");
    let mut sources = Sources::new("openapi.yaml", text);
    for name in sources.missing() {
        sources.supply(name, Ok(other.as_bytes().to_vec()));
    }
    let output = generate(&sources);
    let found: Vec<String> = output
        .diagnostics
        .iter()
        .map(|found| found.line(&sources))
        .collect();
    assert!(!output.files.is_empty(), "{found:#?}");
    assert!(
        found.iter().any(|line| line.starts_with("warning[E0205]")),
        "{found:#?}"
    );
    let others = output.diagnostics.iter();
    let mut others =
        others.filter(|found| found.severity != Severity::Note && found.code.id() != "E0205");
    assert!(others.next().is_none(), "{found:#?}");
    output
}

fn all(output: &Output) -> String {
    let ours = output.files.iter();
    let ours = ours.filter(|(path, _)| !path.starts_with("src/runtime"));
    ours.map(|(_, text)| text.as_str()).collect()
}

/// Writes the reference once within the document and once into another file; each time the client has
/// the text.
#[track_caller]
fn check(members: &str, target: &str, expected: &str) {
    let local = members.replace('%', "{$ref: '#/x-here'}");
    let output = generated(&format!("{local}, x-here: {target}"), "");
    assert!(all(&output).contains(expected), "no {expected}");
    let remote = members.replace('%', "{$ref: 'other.yaml#/here'}");
    let output = generated(&remote, &format!("{{here: {target}}}"));
    assert!(all(&output).contains(expected), "no {expected}");
}

const OK: &str = "responses: {'200': {description: ok}}";

#[test]
fn in_the_place_of_an_operation() {
    let target = format!("{{operationId: listThings, {OK}}}");
    check("paths: {/a: {get: %}}", &target, "`GET /a`");
}

#[test]
fn in_the_place_of_paths() {
    let target = format!("{{/a: {{get: {{operationId: listThings, {OK}}}}}}}");
    check("paths: %", &target, "`GET /a`");
}

#[test]
fn in_the_place_of_components_and_of_their_maps() {
    let schemas = "{Thing: {type: object, properties: {a: {type: string}}}}";
    let components = format!("{{schemas: {schemas}}}");
    let without = format!("paths: {{/a: {{get: {{operationId: a, {OK}}}}}}}");
    check(
        &format!("{without}, components: {{schemas: %}}"),
        schemas,
        "pub struct Thing",
    );
    check(
        &format!("{without}, components: %"),
        &components,
        "pub struct Thing",
    );
}

#[test]
fn in_the_place_of_lists_and_their_members() {
    let operation = |parameters: &str| {
        format!("paths: {{/a: {{get: {{operationId: a, parameters: {parameters}, {OK}}}}}}}")
    };
    let one = "{name: limit, in: query, schema: {type: integer}}";
    check(&operation("%"), &format!("[{one}]"), "fn limit");
    check(&operation("%"), one, "fn limit");
    check(
        &operation("[%, {name: order, in: query, schema: {type: string}}]"),
        &format!("[{one}]"),
        "fn limit",
    );
}

#[test]
fn in_the_place_of_responses_and_of_content() {
    let target = "{'200': {description: ok, content: {application/json: {schema: {title: Thing, type: object, properties: {a: {}}}}}}}";
    check(
        "paths: {/a: {get: {operationId: a, responses: %}}}",
        target,
        "/// Thing",
    );
    let target = "{application/json: {schema: {title: Thing, type: object, properties: {a: {}}}}}";
    check(
        "paths: {/a: {get: {operationId: a, responses: {'200': {description: ok, content: %}}}}}",
        target,
        "/// Thing",
    );
}

#[test]
fn in_the_place_of_properties_beside_others() {
    let schema =
        "{title: Thing, type: object, properties: {own: {type: string}, $ref: '#/x-here'}}";
    let members = format!(
        "paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}}}}}}}, \
         x-here: {{added: {{type: string}}}}"
    );
    let text = all(&generated(&members, ""));
    assert!(
        text.contains("pub own:") && text.contains("pub added:"),
        "{text}"
    );
}

#[test]
fn in_the_place_of_texts_tags_servers_and_security() {
    let paths = format!("paths: {{/a: {{get: {{operationId: a, tags: [Things], {OK}}}}}}}");
    check(
        &format!("{paths}, tags: [{{name: Things, description: %}}]"),
        "Some prose.",
        "Some prose.",
    );
    check(
        &format!("{paths}, tags: [%]"),
        "{name: Things, description: Some prose.}",
        "Some prose.",
    );
    check(
        &format!("{paths}, tags: %"),
        "[{name: Things, description: Some prose.}]",
        "Some prose.",
    );
    check(
        &format!("{paths}, servers: [%]"),
        "{url: 'https://a.example'}",
        "https://a.example",
    );
    check(
        &format!("{paths}, servers: %"),
        "[{url: 'https://a.example'}]",
        "https://a.example",
    );
    let schemes = "components: {securitySchemes: {token: {type: http, scheme: bearer}}}";
    check(
        &format!("{paths}, security: [%], {schemes}"),
        "{token: []}",
        "fn bearer_token",
    );
    check(
        &format!("{paths}, security: %, {schemes}"),
        "[{token: []}]",
        "fn bearer_token",
    );
}

#[test]
fn in_the_place_of_values() {
    let schema = |members: &str| {
        format!(
            "paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: ok, content: {{application/json: {members}}}}}}}}}}}}}"
        )
    };
    check(
        &schema(
            "{schema: {title: Thing, type: object, properties: {kind: {type: string, enum: %}}}}",
        ),
        "[one, two]",
        "One = \"one\"",
    );
    check(
        &schema(
            "{schema: {title: Thing, type: object, properties: {kind: {type: string}}}, example: %}",
        ),
        "{kind: shown}",
        "shown",
    );
}

#[test]
fn prose_in_a_file_of_its_own_is_a_text() {
    let members = format!(
        "tags: [{{name: Things, description: {{$ref: things.md}}}}], paths: {{/a: {{get: {{operationId: a, tags: [Things], {OK}}}}}}}"
    );
    let text = all(&generated(
        &members,
        "# Things: of all kinds\n\nSome *prose*.\n",
    ));
    assert!(text.contains("Some *prose*."), "{text}");
}

#[test]
fn a_pointer_goes_on_behind_a_reference_on_its_way() {
    let members = "paths: {/a: {get: {operationId: a, responses: {'200': {description: ok, content: \
                   {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}}, \
                   components: {schemas: {$ref: 'other.yaml#/all'}}";
    let text = all(&generated(
        members,
        "{all: {Thing: {type: object, properties: {odd%/key: {}}}}}",
    ));
    assert!(text.contains("pub struct Thing"), "{text}");
}

#[test]
fn one_that_leads_to_nothing_or_to_itself_is_an_error() {
    for (target, code) in [("#/none", "E0200"), ("#/paths/~1a/get", "E0201")] {
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{/a: {{get: {{$ref: '{target}'}}}}}}}}"
        );
        let output = generate(&Sources::new("openapi.yaml", text));
        let errors = output
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error);
        let codes: Vec<&str> = errors.map(|found| found.code.id()).collect();
        assert_eq!(codes, [code]);
    }
}
