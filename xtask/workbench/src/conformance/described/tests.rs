use generator::{Contract, Options, Sources};
use serde_json::{Value, json};

use super::misfit;
use crate::conformance::suite::Response;

fn contract() -> Contract {
    let pet = json!({
        "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" },
        "properties": { "kind": { "type": "string", "enum": ["cat"] }, "age": { "type": "integer" } },
    });
    let answer = |schema: &Value| json!({ "description": "", "content": { "application/json": { "schema": schema } } });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "Pets", "version": "1.0.0" },
        "paths": { "/pet": { "get": { "operationId": "get", "responses": {
            "200": answer(&pet), "2XX": answer(&json!({ "type": "string" })),
            "204": { "description": "" },
        } } } },
    });
    let sources = Sources::new("pets.json", document.to_string());
    generator::contract(&sources, &Options::default()).expect("a contract")
}

fn found(operation: &str, status: u16, value: &Value) -> Option<String> {
    let body = json!({ "kind": "json", "value": value });
    let response = json!({ "status": status, "body": body });
    let response: Response = serde_json::from_value(response).expect("an answer of the suite");
    misfit(&contract(), operation, &response)
}

#[test]
fn what_differs_from_the_schema_is_named() {
    assert_eq!(found("get", 200, &json!({ "kind": "cat", "age": 1 })), None);
    let missing = found("get", 200, &json!({ "age": 1 })).expect("a misfit");
    assert_eq!(missing, "`kind` is missing");
    let wrong = found("get", 200, &json!({ "kind": "dog" })).expect("a misfit");
    assert!(wrong.starts_with("at `/kind` expected"), "{wrong}");
}

#[test]
fn the_schema_is_that_of_the_status() {
    assert_eq!(found("get", 201, &json!("new")), None);
    found("get", 201, &json!(1)).expect("a misfit");
}

#[test]
fn where_nothing_is_described_nothing_differs() {
    for (operation, status) in [("get", 204), ("get", 404), ("other", 200)] {
        assert_eq!(
            found(operation, status, &json!({})),
            None,
            "{operation} {status}"
        );
    }
}
