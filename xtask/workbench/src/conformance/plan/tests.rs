use std::fs;

use generator::Gives;
use serde_json::{Value, json};

use super::{Call, plan};
use crate::conformance::clients::Client;
use crate::conformance::suite::{Asset, Assets, Scenario};
use crate::conformance::verdict::Verdict;

/// A client with operations of every kind that the tests need.
fn clients() -> Vec<Client> {
    let text = json!({ "schema": { "type": "string" } });
    let parameter = |name: &str, place: &str| {
        let required = place == "path";
        json!({ "name": name, "in": place, "required": required, "schema": text["schema"] })
    };
    let pet = json!({
        "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } },
    });
    let list = json!({
        "type": "object", "required": ["data"],
        "properties": { "data": { "type": "array", "items": pet }, "has_more": { "type": "boolean" } },
    });
    let answer = |schema: &Value| json!({ "200": { "description": "", "content": { "application/json": { "schema": schema } } } });
    let nothing = json!({ "204": { "description": "" } });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Pets", "version": "1.0.0", "x-package": "pets" },
        "servers": [{
            "url": "{endpoint}/pets/{version}",
            "variables": { "endpoint": { "default": "x" }, "version": { "default": "v1" } },
        }],
        "security": [{ "Key": [] }],
        "components": { "securitySchemes": {
            "Key": { "type": "apiKey", "in": "header", "name": "x-key" },
            "Shared": { "type": "http", "scheme": "SharedKey" },
        } },
        "paths": {
            "/get/{id}": { "get": {
                "operationId": "get", "security": [],
                "parameters": [parameter("id", "path"), parameter("id", "query")],
                "responses": answer(&pet),
            } },
            "/secret": { "get": { "operationId": "secret", "responses": nothing } },
            "/shared": { "get": {
                "operationId": "shared", "security": [{ "Shared": [] }], "responses": nothing,
            } },
            "/list": { "get": {
                "operationId": "list", "security": [],
                "parameters": [parameter("after", "query")], "responses": answer(&list),
            } },
            "/set": { "put": {
                "operationId": "set", "security": [], "responses": nothing,
                "requestBody": { "required": true, "content": { "application/json": text } },
            } },
            "/files": { "post": {
                "operationId": "upload", "security": [],
                "responses": { "200": { "description": "", "content": {
                    "image/png": {}, "image/jpeg": {},
                } } },
                "requestBody": { "required": true, "content": {
                    "multipart/form-data": { "schema": {
                        "type": "object", "required": ["file"], "properties": {
                            "file": {}, "more": { "type": "array", "items": {} },
                            "note": text["schema"], "notes": { "type": "array", "items": text["schema"] },
                        },
                    } },
                    "text/plain": text, "*/*": {},
                } },
            } },
            "/mixed": { "post": { "operationId": "mixed", "responses": {
                "204": nothing["204"],
            }, "requestBody": { "required": true, "content": {} } } },
        },
    });
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pets.json");
    fs::write(&path, document.to_string()).expect("a file");
    let clients = Client::all(vec![("pets.json".to_owned(), path)]);
    assert!(clients[0].made.is_ok(), "{:?}", clients[0].made);
    clients
}

fn exchange(operation: &str, arguments: &Value, body: &Value) -> Value {
    let mut response = json!({ "status": 200 });
    if !body.is_null() {
        response["body"] =
            json!({ "kind": "json", "mediaType": "application/json", "value": body });
    }
    json!({
        "document": "pets.json", "operationId": operation,
        "arguments": arguments, "response": response,
    })
}

fn planned(exchanges: &[Value]) -> Result<Vec<Call>, Verdict> {
    let scenario = json!({
        "name": "Pets", "area": "pets", "state": "complete", "exchanges": exchanges,
    });
    let scenario: Scenario = serde_json::from_value(scenario).expect("a scenario");
    let asset = Asset {
        bytes: vec![0, 255],
    };
    let assets = Assets::from([("image.png".to_owned(), asset)]);
    plan(&scenario, &clients(), &assets)
}

fn one(operation: &str, arguments: Value) -> Call {
    let calls = planned(&[exchange(operation, &arguments, &Value::Null)]);
    let mut calls = calls.expect("calls");
    assert_eq!(calls.len(), 1);
    calls.remove(0)
}

fn left_out(exchanges: &[Value]) -> String {
    match planned(exchanges) {
        Err(Verdict::LeftOut(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_argument_is_found_by_its_name_and_its_place() {
    let call = one(
        "get",
        json!({ "path": { "id": "a\"b" }, "query": { "id": "2" } }),
    );
    assert!(call.text.request.contains(r#"("a\"b")"#), "{call:?}");
    assert!(call.text.request.contains(r#".id("2")"#), "{call:?}");
    assert_eq!(call.text.gives, Gives::Json);
    let call = one(
        "set",
        json!({
            "body": { "kind": "json", "mediaType": "application/json", "value": "new" },
        }),
    );
    assert!(call.text.request.ends_with(r#"("new")"#), "{call:?}");
    assert_eq!(call.text.gives, Gives::Nothing);
}

#[test]
fn a_body_is_sent_in_its_media_type() {
    let sent = |kind: &str, media: &str, value: Value, asset: Option<&str>| {
        let body = json!({ "kind": kind, "mediaType": media, "value": value, "asset": asset });
        one("upload", json!({ "body": body })).text.request
    };
    let file = json!({ "$file": "image.png", "filename": "a.png", "mediaType": "image/png" });
    let value = json!({ "file": file, "more": [file, file], "note": "{n}" });
    let request = sent("multipart", "multipart/form-data", value, None);
    let upload = r#"Upload::bytes("a.png", b"\0\xFF".as_slice()).content_type("image/png")"#;
    assert_eq!(request.matches(upload).count(), 3, "{request}");
    assert!(request.contains(r#".note("{n}")"#), "{request}");
    let request = sent("text", "text/plain", json!("@n"), None);
    assert!(request.ends_with(r#"create_as_text("@n")"#), "{request}");
    let request = sent("bytes", "image/gif", Value::Null, Some("image.png"));
    let upload = r#"create_as_bytes(client0::Upload::from(b"\0\xFF").content_type("image/gif"))"#;
    assert!(request.ends_with(upload), "{request}");
}

#[test]
fn a_body_that_cannot_be_sent_says_why() {
    let file = json!({ "$file": "image.png" });
    let why = |value: Value| {
        let body =
            json!({ "kind": "multipart", "mediaType": "multipart/form-data", "value": value });
        left_out(&[exchange("upload", &json!({ "body": body }), &Value::Null)])
    };
    assert_eq!(
        why(json!({ "file": file, "notes": ["a", "b"] })),
        "the suite sends the list `notes` as one part; by OpenAPI, each item is a part"
    );
    assert_eq!(
        why(json!({ "file": { "$file": "other.png" } })),
        "incomplete: the suite has no file `other.png`"
    );
}

#[test]
fn an_answer_is_asked_for_as_the_scenario_asks() {
    let body = json!({ "kind": "text", "mediaType": "text/plain", "value": "a" });
    let asked = |accept: &str| {
        let arguments = json!({ "body": body, "accept": accept });
        let mut exchange = exchange("upload", &arguments, &Value::Null);
        exchange["response"]["body"] = json!({ "kind": "bytes", "asset": "image.png" });
        exchange
    };
    let calls = planned(&[asked("image/png"), asked("image/jpeg")]).expect("calls");
    assert_eq!(calls[0].text.gives, Gives::Download);
    assert!(calls[1].text.request.ends_with(".jpeg()"), "{:?}", calls[1]);
    assert_eq!(
        left_out(&[asked("image/gif")]),
        "the call asks for `image/png`, the scenario for `image/gif`"
    );
}

#[test]
fn variables_of_the_server_stand_in_the_base_url() {
    let server = json!({ "server": { "endpoint": "{baseUrl}", "version": "v2" } });
    assert_eq!(one("secret", server).base_url, "{at}/pets/v2");
    let server = json!({ "server": { "endpoint": "{baseUrl}" } });
    assert_eq!(one("secret", server).base_url, "{at}/pets/v1");
}

#[test]
fn secrets_go_by_their_schemes() {
    let given = json!({ "credentials": { "Key": "k-1" } });
    assert!(one("secret", given).builder.ends_with(r#".key("k-1")"#));
    let given = json!({ "credentials": { "Shared": "s-1" } });
    assert!(
        one("shared", given)
            .builder
            .ends_with(r#".shared("SharedKey s-1")"#)
    );
    assert!(one("secret", json!({})).builder.ends_with(r#".key("any")"#));
    assert!(one("list", json!({})).builder.ends_with("::builder()"));
}

#[test]
fn pages_are_one_call() {
    let page = |id: &str| json!({ "data": [{ "id": id }], "has_more": true });
    let first = exchange("list", &json!({}), &page("1"));
    let next = exchange("list", &json!({ "query": { "after": "1" } }), &page("2"));
    let calls = planned(&[first.clone(), next.clone()]).expect("calls");
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert_eq!(calls[0].exchanges, [0, 1]);
    // Another value of the same argument is another call.
    let other = exchange("list", &json!({ "query": { "after": "2" } }), &page("3"));
    let calls = planned(&[next, other]).expect("calls");
    assert_eq!(calls.len(), 2, "{calls:?}");
    let link = json!({ "via": { "exchange": 0, "at": "/next" }, "response": { "status": 200 } });
    assert_eq!(
        planned(&[first, link.clone()]).expect("calls")[0].exchanges,
        [0, 1]
    );
    let single = exchange(
        "get",
        &json!({ "path": { "id": "1" } }),
        &json!({ "id": "1" }),
    );
    assert_eq!(left_out(&[single, link]), "its pages are not recognised");
}

#[test]
fn what_is_left_out_has_the_finding_that_says_why() {
    let why = left_out(&[exchange("mixed", &json!({}), &Value::Null)]);
    assert!(why.starts_with("E0400: "), "{why}");
    let mut xml = exchange("get", &json!({}), &json!({}));
    xml["response"]["body"]["kind"] = "xml".into();
    xml["response"]["body"]["value"] = Value::Null;
    assert_eq!(
        left_out(&[xml]),
        "incomplete: the suite does not say what the XML of the answer means"
    );
    let mut events = exchange("get", &json!({ "path": { "id": "1" } }), &json!({}));
    events["response"]["body"]["kind"] = "sse".into();
    assert_eq!(left_out(&[events]), "the call does not read sse");
    let body = json!({ "kind": "sse", "mediaType": "text/event-stream" });
    let events = exchange("set", &json!({ "body": body }), &Value::Null);
    assert_eq!(left_out(&[events]), "the call does not send sse");
    let nothing = json!({ "response": { "status": 200 }, "why": "nobody knows" });
    assert_eq!(left_out(&[nothing]), "incomplete: nobody knows");
}

#[test]
fn what_no_finding_explains_is_a_failure() {
    let unknown = exchange(
        "list",
        &json!({ "query": { "colour": "red" } }),
        &Value::Null,
    );
    let Err(Verdict::Failed(why)) = planned(&[unknown]) else {
        panic!("not failed");
    };
    assert!(why.contains("no finding says why"), "{why}");
    assert!(why.contains("`colour`"), "{why}");
}
