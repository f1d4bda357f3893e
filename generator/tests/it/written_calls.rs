//! The text of calls: an argument is found by its name and its part of the request, and what it
//! says is a literal.

use generator::{CallWriter, Given, GivenFile, GivenValue, Gives, Options, Part, Sources, Unknown};
use serde_json::{Value, json};

const JSON: Option<&str> = Some("application/json");

fn writer() -> CallWriter {
    let parameter = |name: &str, place: &str, kind: &str| {
        let required = place == "path";
        json!({ "name": name, "in": place, "required": required, "schema": { "type": kind } })
    };
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Jobs", "version": "1.0.0" },
        "security": [{ "ApiKeyAuth": [] }, { "BasicAuth": [] }],
        "components": { "securitySchemes": {
            "ApiKeyAuth": { "type": "apiKey", "in": "header", "name": "x-key" },
            "BasicAuth": { "type": "http", "scheme": "basic" },
        } },
        "paths": {
            "/jobs/{id}": { "put": {
                "operationId": "replaceJob",
                "parameters": [
                    parameter("id", "path", "string"), parameter("id", "query", "integer"),
                    parameter("X-Id", "header", "string"),
                ],
                "requestBody": { "required": true, "content": { "application/json": {
                    "schema": { "type": "array", "items": { "type": "string" } },
                } } },
                "responses": { "204": { "description": "" } },
            } },
            // Its name in the client is the `operationId` of the one above.
            "/replaceJob": { "get": {
                "operationId": "other", "responses": { "200": { "description": "", "content": {
                    "application/json": { "schema": { "type": "string" } },
                } } },
            } },
            "/files": { "post": {
                "operationId": "upload", "responses": { "200": { "description": "", "content": {
                    "image/jpeg": {}, "image/png": {},
                } } },
                "requestBody": { "required": true, "content": {
                    "multipart/form-data": { "schema": {
                        "type": "object", "required": ["file"], "properties": {
                            "file": {}, "more": { "type": "array", "items": {} },
                            "note": { "type": "string" },
                        },
                    } },
                    "image/*": {},
                } },
            } },
        },
    });
    let sources = Sources::new("jobs.json", document.to_string());
    CallWriter::new(&sources, &Options::default()).expect("a client")
}

fn given<'g>(part: Part, name: &'g str, value: &'g Value) -> Given<'g> {
    let value = GivenValue::Json(value);
    let part = Some(part);
    Given { part, name, value }
}

#[test]
fn arguments_are_told_apart_by_their_part() {
    let (text, number, body) = (json!("a\"b"), json!(5), json!(["x"]));
    let arguments = [
        given(Part::Query, "id", &number),
        given(Part::Path, "id", &text),
        given(Part::Header, "x-ID", &text),
        given(Part::Body, "application/json", &body),
    ];
    let call = writer().call("jobs", "replaceJob", JSON, None, &arguments);
    let call = call.expect("a call");
    assert_eq!(call.gives, Gives::Nothing);
    for part in [
        r#"("a\"b", serde_json::from_str::<Vec<String>>("[\"x\"]")?)"#,
        "(5)",
        r#"x_id("a\"b")"#,
    ] {
        assert!(call.request.contains(part), "{part}: {}", call.request);
    }
}

#[test]
fn an_operation_is_found_by_its_id_first() {
    let writer = writer();
    let text = writer
        .call("jobs", "other", None, None, &[])
        .expect("a call");
    assert_eq!(text.gives, Gives::Json);
    let Err(Unknown { what, help, .. }) = writer.call("jobs", "nothing", None, None, &[]) else {
        panic!("a call");
    };
    assert_eq!(what, "the client has no operation `nothing`");
    assert!(help.starts_with("it has `"), "{help}");
}

#[test]
fn what_the_operation_does_not_take_or_lacks_is_named() {
    let value = json!("1");
    let id = given(Part::Path, "id", &value);
    let writer = writer();
    let what =
        |arguments: &[Given<'_>]| match writer.call("jobs", "replaceJob", JSON, None, arguments) {
            Err(Unknown { what, .. }) => what,
            Ok(call) => panic!("{call:?}"),
        };
    let cookie = given(Part::Cookie, "id", &value);
    assert_eq!(what(&[id, cookie]), "the operation has no argument `id`");
    assert_eq!(what(&[id]), "the argument `body` is missing");
    let text = given(Part::Query, "id", &value);
    assert_eq!(what(&[id, text]), "the argument `body` is missing");
    let wrong = json!("five");
    let wrong = given(Part::Query, "id", &wrong);
    let body = json!([]);
    let body = given(Part::Body, "application/json", &body);
    assert!(what(&[id, wrong, body]).contains("expected an integer"));
    let unknown = |arguments| {
        writer
            .call("jobs", "replaceJob", JSON, None, arguments)
            .expect_err("no call")
    };
    for (arguments, help, argument) in [
        (&[id][..], "the operation requires it", Some("body")),
        (&[id, wrong, body], "it is of the type `i64`", Some("id")),
        (&[id, cookie], "it takes `id`, `body`, `id`, `X-Id`", None),
    ] {
        let unknown = unknown(arguments);
        assert_eq!(unknown.help, help);
        assert_eq!(unknown.argument.as_deref(), argument);
    }
}

#[test]
fn the_call_is_the_one_that_sends_the_media_type() {
    let file = GivenFile {
        name: Some("a\".png"),
        media: "image/png",
        bytes: b"\0\"",
    };
    let (one, two) = ([file], [file, file]);
    let field = |name, files| Given {
        part: Some(Part::Field),
        name,
        value: GivenValue::Files(files),
    };
    let note = json!("n");
    let parts = [
        field("file", &one),
        field("more", &two),
        given(Part::Field, "note", &note),
    ];
    let writer = writer();
    let call = writer.call("jobs", "upload", Some("multipart/form-data"), None, &parts);
    let call = call.expect("a call");
    let upload = r#"jobs::Upload::bytes("a\".png", b"\0\"".as_slice()).content_type("image/png")"#;
    assert_eq!(call.request.matches(upload).count(), 3, "{}", call.request);
    assert_eq!(
        (call.gives, call.accept.as_str()),
        (Gives::Download, "image/jpeg")
    );
    let bytes = [GivenFile { name: None, ..file }];
    let body = Given {
        part: Some(Part::Body),
        ..field("image/png", &bytes)
    };
    let call = writer
        .call("jobs", "upload", Some("image/png"), None, &[body])
        .expect("a call");
    let upload = r#"(jobs::Upload::from(b"\0\"").content_type("image/png"))"#;
    assert!(call.request.ends_with(upload), "{}", call.request);

    let what = |media, arguments: &[Given<'_>]| {
        writer
            .call("jobs", "upload", media, None, arguments)
            .expect_err("no call")
            .what
    };
    assert_eq!(
        what(Some("text/plain"), &[]),
        "the operation `upload` sends no body as `text/plain`"
    );
    let form = Some("multipart/form-data");
    assert_eq!(
        what(form, &[field("file", &two)]),
        "`file`: expected one file, found 2"
    );
    assert_eq!(
        what(form, &[field("file", &one), field("note", &one)]),
        "`note`: expected a value, found a file"
    );
}

#[test]
fn secrets_go_by_their_schemes() {
    let writer = writer();
    let secrets = [("ApiKeyAuth", "k\"1"), ("BasicAuth", "ada:lovelace")];
    let builder = writer.builder("jobs", &secrets).expect("a builder");
    assert_eq!(
        builder,
        r#"jobs::Client::builder().api_key("k\"1").login("ada", "lovelace")"#
    );
    let Unknown { what, help, .. } = writer.builder("jobs", &[("Other", "x")]).expect_err("none");
    assert!(what.contains("`Other`"), "{what}");
    assert_eq!(help, "it has `ApiKeyAuth`, `BasicAuth`");
}

/// Whatever the client calls it, a body that is one value is `body` for who types the name.
#[test]
fn a_body_is_called_body() {
    let job = json!({ "$ref": "#/components/schemas/Job" });
    let body = json!({ "required": true, "content": { "application/json": { "schema": job } } });
    let operation = |id: &str, parameters: Value| {
        json!({ "post": {
            "operationId": id, "parameters": parameters, "requestBody": body,
            "responses": { "204": { "description": "" } },
        } })
    };
    let taken = json!([{ "name": "body", "in": "query", "schema": { "type": "string" } }]);
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Jobs", "version": "1.0.0" },
        "components": { "schemas": { "Job": { "type": "object", "properties": { "a": {} } } } },
        "paths": { "/jobs": operation("createJob", json!([])), "/others": operation("other", taken) },
    });
    let sources = Sources::new("jobs.json", document.to_string());
    let writer = CallWriter::new(&sources, &Options::default()).expect("a client");
    let given = |name, text| Given {
        part: None,
        name,
        value: GivenValue::Text(text),
    };
    let call = |id, arguments: &[Given<'_>]| writer.call("jobs", id, JSON, None, arguments);
    let body = given("body", r#"{"a":1}"#);
    let one = call("createJob", &[body]).expect("a call").request;
    assert!(
        one.starts_with("client.jobs().create(serde_json::from_str::<"),
        "{one}"
    );
    let missing = call("createJob", &[]).expect_err("no body");
    assert_eq!(missing.what, "the argument `body` is missing");
    // Another argument has that name here.
    let text = given("body", "text");
    let missing = call("other", &[text]).expect_err("no body").what;
    let name = missing.split('`').nth(1).expect("a name");
    assert_ne!(name, "body");
    let own = given(name, r#"{"a":1}"#);
    let call = call("other", &[own, text]).expect("a call").request;
    assert!(call.ends_with(r#".body("text")"#), "{call}");
}

#[test]
fn a_map_is_its_keys_with_their_values() {
    let body =
        json!({ "type": "object", "additionalProperties": { "type": "string", "format": "date" } });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Days", "version": "1.0.0" },
        "paths": { "/days": { "put": {
            "operationId": "setDays", "responses": { "204": { "description": "" } },
            "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        } } },
    });
    let sources = Sources::new("days.json", document.to_string());
    let writer = CallWriter::new(&sources, &Options::default()).expect("a client");
    let text = |days: &Value| {
        let text = writer.call(
            "days",
            "setDays",
            JSON,
            None,
            &[given(Part::Body, "application/json", days)],
        );
        text.expect("a call").request
    };
    let first = text(&json!({ "a": "2026-01-01" }));
    assert!(
        first.contains(r#"[("a", serde_json::from_str::<days::Date>("\"2026-01-01\"")?)]"#),
        "{first}"
    );
    assert!(text(&json!({})).contains("Vec::<(String, days::Date)>::new()"));
}
