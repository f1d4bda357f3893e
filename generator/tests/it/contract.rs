//! What a description asks of both sides, as plain data: its schemas as JSON Schema 2020-12.

mod kept;

use generator::contract::{CredentialKind, Need, Place, Status};
use generator::{Contract, Options, Sources, contract};
use serde_json::{Value, json};

fn read(version: &str, rest: &str) -> Contract {
    let text = format!("openapi: {version}\ninfo: {{ title: t, version: '1' }}\n{rest}");
    contract(&Sources::new("api.yaml", text), &Options::default()).expect("a contract")
}

/// The schema of the one body in a description of one operation.
fn schema(version: &str, schema: &str) -> Value {
    let contract = read(
        version,
        &format!(
            "paths:\n  /a:\n    post:\n      requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}\n      responses: {{ '200': {{ description: d }} }}\n\
             components: {{ schemas: {{ Id: {{ type: string, readOnly: true }}, Node: {{ properties: {{ next: {{ $ref: '#/components/schemas/Node' }} }} }} }} }}\n"
        ),
    );
    let body = contract.operations[0].body.as_ref().expect("a body");
    let reference = body.content[0].schema.as_ref().expect("a schema");
    contract
        .schemas
        .pointer(&reference[1..])
        .expect("a definition")
        .clone()
}

#[test]
fn what_openapi_3_0_says_in_other_words_is_translated() {
    for (text, expected) in [
        (
            "{ type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }",
            json!({ "type": "integer", "exclusiveMinimum": 1, "maximum": 5 }),
        ),
        (
            "{ type: string, nullable: true, enum: [a, b] }",
            json!({ "type": ["string", "null"], "enum": ["a", "b", null] }),
        ),
        (
            "{ nullable: true, allOf: [{ $ref: '#/components/schemas/Node' }] }",
            json!({ "anyOf": [{ "allOf": [{ "$ref": "#/$defs/1" }] }, { "type": "null" }] }),
        ),
        (
            "{ type: object, allOf: [{ nullable: true }] }",
            json!({ "anyOf": [
                { "type": "object", "allOf": [{ "anyOf": [{}, { "type": "null" }] }] }, { "type": "null" }] }),
        ),
        (
            "{ type: object, required: [id, name, id], properties: { id: { $ref: '#/components/schemas/Id' } } }",
            json!({ "type": "object", "required": ["name"], "properties": { "id": { "$ref": "#/$defs/1" } } }),
        ),
        (
            "{ type: number, example: 2.5, xml: { name: n } }",
            json!({ "type": "number", "examples": [2.5] }),
        ),
    ] {
        assert_eq!(schema("3.0.3", text), expected, "{text}");
    }
}

#[test]
fn later_versions_stay_as_they_are() {
    for (text, expected) in [
        (
            "{ $ref: '#/components/schemas/Node', minProperties: 1 }",
            json!({ "$ref": "#/$defs/1", "minProperties": 1 }),
        ),
        (
            "{ prefixItems: [{ const: a }], items: false, not: { maxItems: 1 } }",
            json!({ "prefixItems": [{ "const": "a" }], "items": false, "not": { "maxItems": 1 } }),
        ),
        (
            "{ type: [string, string, 'null'], minimum: '1' }",
            json!({ "type": ["string", "null"] }),
        ),
    ] {
        assert_eq!(schema("3.1.0", text), expected, "{text}");
    }
}

#[test]
fn references_by_name_lead_to_their_schemas() {
    for (text, expected) in [
        (
            "{ $ref: '#small', $defs: { s: { $anchor: small, maximum: 5 } } }",
            json!({ "$ref": "#/$defs/1" }),
        ),
        (
            "{ $id: 'https://a.example/base', items: { $ref: small }, $defs: { s: { $id: small, maximum: 5 } } }",
            json!({ "items": { "$ref": "#/$defs/1" } }),
        ),
        (
            "{ $dynamicRef: '#small', $defs: { s: { $dynamicAnchor: small, maximum: 5 } } }",
            json!({ "$ref": "#/$defs/1" }),
        ),
        (
            "{ not: { $ref: '#/components/schemas/Node' }, dependentSchemas: { a: { required: [b] } } }",
            json!({ "not": { "$ref": "#/$defs/1" }, "dependentSchemas": { "a": { "required": ["b"] } } }),
        ),
    ] {
        assert_eq!(schema("3.1.0", text), expected, "{text}");
    }
}

#[test]
fn a_discriminator_names_the_values_of_its_branches() {
    let branches = "{ oneOf: [{ $ref: '#/components/schemas/Id' }, { $ref: '#/components/schemas/Node' }], discriminator: { propertyName: kind, mapping: { node: Node, other: Node } } }";
    assert_eq!(
        schema("3.1.0", branches),
        json!({
            "oneOf": [{ "$ref": "#/$defs/1" }, { "$ref": "#/$defs/2" }],
            "x-tags": {
                "property": "kind",
                "values": { "#/$defs/1": ["Id"], "#/$defs/2": ["node", "other"] },
            },
        })
    );
}

#[test]
fn a_schema_that_holds_itself_is_defined_once() {
    let contract = read(
        "3.1.0",
        "paths: { /a: { get: { responses: { 4XX: { description: d, content: { '*/*': { schema: { $ref: '#/components/schemas/Node' } } } } } } } }\n\
         components: { schemas: { Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } } }\n",
    );
    assert_eq!(
        contract.schemas,
        json!({ "$defs": {
            "0": { "$ref": "#/$defs/1" },
            "1": { "properties": { "next": { "$ref": "#/$defs/1" } } },
        } })
    );
    assert_eq!(contract.operations[0].responses[0].status, Status::Range(4));
}

#[test]
fn addresses_examples_and_credentials_are_read() {
    let contract = read(
        "3.1.0",
        "servers: [{ url: 'https://{region}.example/v1/', variables: { region: { default: eu } } }]
security: [{ key: [] }, {}]
paths:
  a/{id}:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              examples: { first: { $ref: '#/components/examples/One' }, second: { value: [2] } }
components:
  examples: { One: { value: { n: 1 } } }
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key, x-env: KEY } }
",
    );
    let operation = &contract.operations[0];
    assert_eq!(
        (
            operation.path.as_str(),
            operation.servers[0].address.as_str()
        ),
        ("/a/{id}", "https://eu.example/v1")
    );
    assert_eq!(
        (
            operation.parameters[0].place,
            operation.parameters[0].required
        ),
        (Place::Path, true)
    );
    let need = Need {
        credential: 0,
        scopes: Vec::new(),
    };
    assert_eq!(operation.security, [vec![need], vec![]]);
    let examples = &operation.responses[0].content[0].examples;
    assert_eq!(
        *examples,
        [
            ("first".to_owned(), json!({ "n": 1 })),
            ("second".to_owned(), json!([2]))
        ]
    );
    let credential = &contract.credentials[0];
    assert_eq!(credential.kind, CredentialKind::Header("X-Key".to_owned()));
    assert_eq!(credential.env, ["KEY"]);
}

#[test]
fn a_description_with_errors_has_no_contract() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: { /a: { get: 7 } }\n";
    let found = contract(&Sources::new("api.yaml", text), &Options::default()).expect_err("errors");
    assert!(
        found
            .iter()
            .any(|found| found.message.contains("expected an object")),
        "{found:?}"
    );
}

#[test]
fn a_merge_patch_takes_null_for_what_may_be_missing() {
    let contract = read(
        "3.0.3",
        "paths: { /a: { patch: { requestBody: { content: { application/merge-patch+json: { schema: {
             type: object, required: [id], properties: { id: { type: string }, name: { type: string },
             tags: { type: object, additionalProperties: { type: integer } } } } } } },
             responses: { '200': { description: d } } } } }\n",
    );
    let null_or = |reference: &str| json!({ "anyOf": [{ "$ref": reference }, { "type": "null" }] });
    assert_eq!(
        contract.schemas,
        json!({ "$defs": {
            "0": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string" }, "name": { "$ref": "#/$defs/1" }, "tags": { "$ref": "#/$defs/2" } } },
            "1": null_or("#/$defs/3"),
            "2": null_or("#/$defs/4"),
            "3": { "type": "string" },
            "4": { "type": "object", "additionalProperties": { "$ref": "#/$defs/5" } },
            "5": null_or("#/$defs/6"),
            "6": { "type": "integer" },
        } })
    );
}
