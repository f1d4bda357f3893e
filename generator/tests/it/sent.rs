//! What a media type, a style or an encoding says of a request and of an answer is honoured, or a finding says that it
//! is not.

use generator::{Code, Output, Sources, generate};

fn client(version: &str, paths: &str, schemas: &str) -> Output {
    let text = format!(
        "openapi: {version}\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
         paths: {{ {paths} }}\ncomponents: {{ schemas: {{ {schemas} }} }}\n"
    );
    let output = generate(&Sources::new("api.yaml", text));
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

/// The text of the client without its runtime, in one line.
fn code(output: &Output) -> String {
    let files = output.files.iter();
    let files = files.filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime"));
    let lines = files.flat_map(|(_, text)| text.lines());
    let words = lines.map(|line| {
        let line = line.trim().trim_start_matches("/// ");
        line.trim_start_matches("//! ")
    });
    words.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn has(output: &Output, expected: &str) {
    let code = code(output);
    assert!(code.contains(expected), "`{expected}` is not in\n{code}");
}

#[track_caller]
fn has_not(output: &Output, expected: &str) {
    let code = code(output);
    assert!(!code.contains(expected), "`{expected}` is in\n{code}");
}

fn found(output: &Output, code: Code) -> Vec<&str> {
    let of_code = output.diagnostics.iter().filter(|found| found.code == code);
    of_code.map(|found| found.message.as_str()).collect()
}

const NONE: [&str; 0] = [];
const DONE: &str = "responses: { '204': { description: d } }";

/// A `POST` of a body.
fn post(media: &str, content: &str) -> String {
    format!(
        "/p: {{ post: {{ operationId: send, requestBody: {{ required: true, content: {{ '{media}': {{ {content} }} }} }}, {DONE} }} }}"
    )
}

const FILE: &str = "schema: { type: object, required: [file], properties: { file: { type: string, format: binary } } }";

#[test]
fn a_boundary_is_that_of_the_request() {
    let output = client(
        "3.1.0",
        &post("multipart/form-data; boundary=----abc", FILE),
        "",
    );
    has(&output, ".multipart(\"multipart/form-data\")");
    assert_eq!(
        found(&output, Code::Inert),
        ["the `boundary` of `multipart/form-data` has no effect"]
    );
    let output = client(
        "3.1.0",
        &post("multipart/mixed; boundary=a; type=b", FILE),
        "",
    );
    has(&output, ".multipart(\"multipart/mixed; type=b\")");
}

#[test]
fn a_form_keeps_the_parameters_of_its_media_type() {
    let content = "schema: { type: object, properties: { a: { type: string } } }";
    let charset = "application/x-www-form-urlencoded; charset=utf-8";
    let output = client("3.1.0", &post(charset, content), "");
    has(&output, &format!(".form_as(\"{charset}\") .form()"));
    let output = client("3.1.0", &post(charset, "schema: { type: object }"), "");
    has(&output, &format!("form_as(\"{charset}\")"));
    let plain = client(
        "3.1.0",
        &post("application/x-www-form-urlencoded", content),
        "",
    );
    has_not(&plain, "form_as");
    let content = "schema: { type: string }";
    let text = client(
        "3.1.0",
        &post("application/x-www-form-urlencoded", content),
        "",
    );
    has(&text, "The whole form, encoded already.");
}

#[test]
fn a_range_is_sent_as_a_media_type_and_one_outside_of_it_is_told() {
    let object = "schema: { type: object, properties: { a: { type: string } } }";
    let number = "schema: { type: number }";
    let root = "schema: { type: object, xml: { name: t }, properties: { a: { type: string } } }";
    let text = "schema: { type: string }";
    for (range, content, call, outside) in [
        ("*/*", object, ".json::<SendRequest>(request)", None),
        (
            "application/*",
            object,
            ".json::<SendRequest>(request)",
            None,
        ),
        (
            "application/*+json",
            object,
            ".json::<SendRequest>(request)",
            Some("application/json"),
        ),
        (
            "*/*",
            number,
            ".json_numbers::<f64>(\"application/json\", body)",
            None,
        ),
        (
            "application/*+xml",
            object,
            ".text(\"application/xml\", body)",
            Some("application/xml"),
        ),
        (
            "application/*+xml",
            root,
            ".xml::<SendRequest>(",
            Some("application/xml"),
        ),
        (
            "text/*",
            text,
            ".text(\"text/plain; charset=utf-8\", body)",
            None,
        ),
        ("image/*", text, ".bytes(\"image/*\", body)", None),
        (
            "image/*",
            "schema: { type: string, format: byte }",
            ".text(\"text/plain; charset=utf-8\", ",
            Some("text/plain; charset=utf-8"),
        ),
        (
            "multipart/*",
            FILE,
            ".multipart(\"multipart/form-data\")",
            None,
        ),
    ] {
        let output = client("3.1.0", &post(range, content), "");
        has(&output, call);
        let told = outside.map(|sent| {
            format!("the body is sent as `{sent}`, which is not of the range `{range}`")
        });
        let found = found(&output, Code::UnusedMedia).into_iter();
        let found: Vec<&str> = found.filter(|text| text.contains("range")).collect();
        assert_eq!(found, Vec::from_iter(told.as_deref()), "{range}");
    }
}

#[test]
fn bytes_that_may_be_sent_outside_of_their_range_are_documented() {
    let told = "`application/octet-stream`.";
    let part = |content_type: &str| {
        format!("{FILE}, encoding: {{ file: {{ contentType: '{content_type}' }} }}")
    };
    for (media, content, is_told) in [
        ("image/*", String::new(), true),
        ("*/*", String::new(), false),
        (
            "application/*",
            "schema: { type: string, format: binary }".to_owned(),
            false,
        ),
        ("image/png", String::new(), false),
        ("multipart/form-data", part("image/*"), true),
        ("multipart/form-data", part("image/*, image/png"), false),
        ("multipart/form-data", FILE.to_owned(), false),
    ] {
        let output = client("3.1.0", &post(media, &content), "");
        assert_eq!(code(&output).contains(told), is_told, "{media} {content}");
    }
}

#[test]
fn a_style_of_a_part_is_for_the_versions_that_have_it() {
    let meta = "schema: { type: object, properties: { meta: { type: object, properties: { a: { type: string } } }, \
                file: { type: string, format: binary } } }";
    let part = |version: &str, media: &str, encoding: &str| {
        let content = format!("{meta}, encoding: {{ {encoding} }}");
        client(version, &post(media, &content), "")
    };
    let style = "meta: { style: deepObject, explode: true }";
    for (version, media) in [
        ("3.0.3", "multipart/form-data"),
        ("3.1.0", "multipart/mixed"),
    ] {
        let output = part(version, media, style);
        has(&output, ".part_json::<");
        let told = ["style", "explode"]
            .map(|key| format!("`{key}` of an encoding has no effect on the client"));
        assert_eq!(found(&output, Code::Inert), told);
    }
    let form = "application/x-www-form-urlencoded";
    for (version, media, call) in [
        ("3.1.0", "multipart/form-data", ".part_as::<"),
        ("3.0.3", form, ".field_as::<"),
        ("3.1.0", form, ".field_as::<"),
    ] {
        let output = part(version, media, style);
        has(&output, call);
        assert_eq!(found(&output, Code::Inert), NONE);
        let output = part(
            version,
            media,
            "meta: { style: form, contentType: application/json }",
        );
        has(&output, call);
        assert_eq!(
            found(&output, Code::Inert),
            ["`contentType` of `meta` has no effect"]
        );
    }
    let output = part("3.1.0", "multipart/form-data", "file: { style: form }");
    has(&output, ".part_file(\"file\"");
    assert_eq!(
        found(&output, Code::Inert),
        ["`style` of the part `file` has no effect"]
    );
}

#[test]
fn a_part_without_a_type_is_a_file_in_the_versions_that_say_so() {
    let content = "schema: { type: object, properties: { meta: {}, list: { type: array, items: {} }, \
                   any: { description: d }, image: {} } }, encoding: { image: { contentType: image/png } }";
    for (version, calls) in [
        (
            "3.0.3",
            [
                "value::<Value>(\"meta\"",
                "value::<Vec<Value>>(\"list\"",
                "value::<Value>(\"any\"",
            ],
        ),
        ("3.1.0", ["file(\"meta\"", "files(\"list\"", "file(\"any\""]),
    ] {
        let output = client(version, &post("multipart/form-data", content), "");
        for call in calls {
            has(&output, &format!(".part_{call}"));
        }
        has(&output, ".part_file(\"image\"");
    }
}

const TOKEN: &str = "Token: { type: object, required: [t], properties: { t: { type: string }, n: { $ref: '#/components/schemas/Inner' } } }, \
     Inner: { type: object, properties: { i: { type: integer } } }, Other: { type: object, properties: { o: { type: integer } } }";

#[test]
fn values_in_media_types_that_are_not_read_are_told() {
    let answer = |media: &str, schema: &str| {
        let responses = format!(
            "'200': {{ description: d, content: {{ '{media}': {{ schema: {schema} }} }} }}"
        );
        client(
            "3.1.0",
            &format!("/p: {{ get: {{ operationId: read, responses: {{ {responses} }} }} }}"),
            TOKEN,
        )
    };
    let token = "{ $ref: '#/components/schemas/Token' }";
    let media = [
        "application/x-www-form-urlencoded",
        "multipart/mixed",
        "application/yaml",
        "application/cbor",
        "application/octet-stream",
    ];
    for media in media {
        let output = answer(media, token);
        assert_eq!(
            found(&output, Code::UnusedMedia),
            [format!(
                "the answer is bytes in `{media}`, whatever its schema says"
            )]
        );
        let mut labels = output.diagnostics.iter().map(|found| &found.label);
        assert!(labels.any(|label| label.ends_with("the caller is given its bytes")));
        assert_eq!(output.coverage.without, 1);
        assert_eq!(
            output.coverage.missing[0].what,
            format!("a type for the answer as {media}")
        );
        has(
            &output,
            "The operations of this client have [`Token`], [`Inner`] in bodies that it takes and gives as text or bytes",
        );
        has(&output, "No operation of this client uses [`Other`]:");
    }
    for schema in [
        "{ type: array, items: { type: integer } }",
        "{ type: integer }",
        "{ oneOf: [{ type: object }, { type: integer }] }",
    ] {
        let output = answer("application/cbor", schema);
        assert_eq!(output.coverage.without, 1, "{schema}");
    }
    for schema in [
        "{}",
        "{ type: string }",
        "{ type: string, format: binary }",
        "{ type: [string, 'null'] }",
    ] {
        let output = answer("application/octet-stream", schema);
        assert_eq!(output.coverage.whole, 1, "{schema}");
        assert_eq!(found(&output, Code::UnusedMedia), NONE);
    }
    let body = client(
        "3.1.0",
        &post("application/cbor", &format!("schema: {token}")),
        TOKEN,
    );
    assert_eq!(
        found(&body, Code::UnusedMedia),
        ["the body is bytes in `application/cbor`, whatever its schema says"]
    );
    assert_eq!(body.coverage.without, 1);
    // A list has no fields.
    for (media, expected) in [
        (
            "application/x-www-form-urlencoded",
            "the body is bytes in `application/x-www-form-urlencoded`, whatever its schema says",
        ),
        (
            "multipart/form-data",
            "the body is parts of any names in `multipart/form-data`, whatever its schema says",
        ),
    ] {
        let list = format!("schema: {{ type: array, items: {token} }}");
        let list = client("3.1.0", &post(media, &list), TOKEN);
        assert_eq!(found(&list, Code::UnusedMedia), [expected]);
        assert_eq!(
            list.coverage.missing[0].what,
            format!("a type for the body as {media}")
        );
    }
    let error = format!(
        "/p: {{ get: {{ responses: {{ '204': {{ description: d }}, '400': {{ description: d, content: \
         {{ application/x-www-form-urlencoded: {{ schema: {token} }} }} }} }} }} }}"
    );
    let error = client("3.1.0", &error, TOKEN);
    assert_eq!(
        found(&error, Code::UntypedError),
        ["the body of an error has no type in `application/x-www-form-urlencoded`"]
    );
    has(&error, "The operations of this client have [`Token`]");
}

#[test]
fn headers_of_a_part_have_types_and_a_style() {
    let headers = "X-Ids: { schema: { type: array, items: { type: integer } } }, \
                   X-Obj: { explode: true, schema: { type: object, properties: { a: { type: integer } } } }, \
                   X-Word: { explode: true, schema: { type: string } }";
    let content = format!("{FILE}, encoding: {{ file: {{ headers: {{ {headers} }} }} }}");
    let output = client("3.1.0", &post("multipart/form-data", &content), "");
    has(
        &output,
        ".part_header_as::<Vec<i64>>(\"file\", \"X-Ids\", SIMPLE, ",
    );
    has(&output, "(\"file\", \"X-Obj\", SIMPLE_EXPLODED, ");
    has(&output, ".part_header::<String>(\"file\", \"X-Word\", ");
    has(
        &output,
        "Sent as `X-Ids: a,b`; a value with a comma is refused.",
    );
    assert_eq!(
        found(&output, Code::Inert),
        ["`explode` of a header of a part has no effect on the client"]
    );
}

#[test]
fn relative_servers_are_joined_to_the_base_url() {
    // Where all operations have the same servers, these are the API's.
    let server = |servers: &str| {
        client(
            "3.1.0",
            &format!(
                "/p: {{ get: {{ servers: [{servers}], {DONE} }} }}, /q: {{ get: {{ {DONE} }} }}"
            ),
            "",
        )
    };
    let output = server("{ url: ../v2 }");
    has(&output, "Sent to `../v2`, relative to the base URL.");
    has_not(&output, "unless the client was given");
    has(
        &server("{ url: /v2 }"),
        "Sent to `/v2` of the host of the base URL.",
    );
    let output = server("{ url: 'https://b.example' }, { url: ../v2 }");
    has(
        &output,
        "A base URL that the client was given comes before `https://b.example`; `../v2` is relative to it.",
    );
    has(
        &output,
        "One with a host is not used where the client was given a base URL;",
    );
    let output = server("{ url: 'https://b.example' }, { url: 'https://c.example' }");
    has(&output, "unless the client was given a base URL");
}

#[test]
fn a_percent_sign_of_a_path_is_encoded_unless_it_encodes() {
    let paths = format!(
        "'/100%/%2f/{{p}}/%a': {{ get: {{ parameters: [{{ name: p, in: path, required: true, schema: {{ type: string }} }}], {DONE} }} }}"
    );
    has(
        &client("3.1.0", &paths, ""),
        "path: \"/100%25/%2f/{p}/%25a\",",
    );
}

#[test]
fn what_a_style_does_not_allow_is_told() {
    let query = |parameter: &str| {
        let parameter = format!("{{ name: q, in: query, {parameter} }}");
        client(
            "3.1.0",
            &format!("/p: {{ get: {{ parameters: [{parameter}], {DONE} }} }}"),
            "",
        )
    };
    let output = query("style: deepObject, schema: { type: string }");
    assert_eq!(
        found(&output, Code::OpenStyle),
        ["`deepObject` is for objects, and `q` is none"]
    );
    has_not(&output, "q[key]");
    has(&output, ".query::<String>(\"q\", q)");
    let object = "{ type: object, properties: { a: { type: string } } }";
    let list = format!("explode: false, schema: {{ type: array, items: {object} }}");
    has(
        &query(&list),
        "Sent as `q=a,b`. Lists and objects within it are sent as JSON text.",
    );
    let nested = "[{ name: x-p, in: header, schema: { type: array, items: { type: array, items: { type: integer } } } }]";
    let output = client(
        "3.1.0",
        &format!("/p: {{ get: {{ parameters: {nested}, {DONE} }} }}"),
        "",
    );
    has(
        &output,
        "Lists and objects within it are sent as JSON text; one with a comma is refused.",
    );
    let member = format!("schema: {{ type: object, properties: {{ m: {object} }} }}");
    has(
        &query(&member),
        "/// Objects within it are sent as JSON text.",
    );
    // As Spring writes the order of a page.
    let list =
        "schema: { type: object, properties: { sort: { type: array, items: { type: string } } } }";
    let output = query(list);
    assert_eq!(
        found(&output, Code::OpenStyle),
        ["OpenAPI leaves open how `form` writes the lists in `q`"]
    );
    has(&output, "A list within it is sent as `key=a&key=b`.");
}

#[test]
fn what_has_no_name_and_no_media_type_is_counted() {
    let output = client(
        "3.0.3",
        "/y: { get: { parameters: [{ name: '', in: query, schema: { type: string } }], \
         responses: { '200': { description: d, content: { json: { schema: { type: integer } } } } } }, \
         post: { requestBody: { required: true, content: { json: { schema: { type: object } } } }, \
         responses: { '204': { description: d } } } }, \
         /z: { get: { responses: { '200': { description: d, content: { '': { schema: { type: object } } } } } } }",
        "",
    );
    assert_eq!(output.coverage.without, 3);
    let missing = output.coverage.missing.iter();
    let missing: Vec<&str> = missing.map(|missing| missing.what.as_str()).collect();
    assert_eq!(
        missing,
        [
            "a parameter without a name",
            "a type for the answer as \"\"",
            "a type for the answer as json",
            "a type for the body as json"
        ]
    );
    assert_eq!(found(&output, Code::UnusedMedia), NONE);
    has(&output, ".bytes(\"application/octet-stream\", body)");
}

#[test]
fn fields_and_parts_without_a_name_are_counted() {
    for (media, gap) in [
        (
            "application/x-www-form-urlencoded",
            "a field without a name",
        ),
        ("multipart/form-data", "a part without a name"),
    ] {
        let content = "schema: { properties: { '': { type: string }, b: { type: string } } }";
        let output = client("3.1.0", &post(media, content), "");
        let missing = output.coverage.missing.iter();
        let missing: Vec<&str> = missing.map(|missing| missing.what.as_str()).collect();
        assert_eq!(missing, [gap]);
        assert_eq!(found(&output, Code::UnusedMedia).len(), 1);
    }
}

#[test]
fn a_field_that_may_be_an_object_is_json() {
    let field = |schema: &str| {
        let content = format!("schema: {{ type: object, properties: {{ f: {schema} }} }}");
        let object = |kind: &str| {
            format!(
                "{{ type: object, required: [kind], properties: {{ kind: {{ const: {kind} }} }} }}"
            )
        };
        let schemas = format!("A: {}, B: {}", object("a"), object("b"));
        client(
            "3.1.0",
            &post("application/x-www-form-urlencoded", &content),
            &schemas,
        )
    };
    let objects = "[{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]";
    for schema in [
        "{}",
        "{ description: d }",
        &format!("{{ oneOf: {objects} }}"),
    ] {
        let output = field(schema);
        has(&output, ">(\"f\", f)");
        has(&output, ".json_field::<");
        has(&output, "Sent as JSON text.");
    }
    // A text stays one, and each item of a list is a field.
    for other in ["type: boolean", "type: array, items: { type: string }"] {
        let schema = format!("{{ oneOf: [{{ type: string }}, {{ {other} }}] }}");
        has(&field(&schema), "(\"f\", FORM, f)");
    }
    let output = field("{ oneOf: [{ type: string }, { $ref: '#/components/schemas/A' }] }");
    has(&output, "(\"f\", FORM_VALUE, f)");
    has(&output, "An object is sent as JSON text.");
}

#[test]
fn a_part_that_is_a_file_or_a_value_has_an_argument_for_each() {
    let body_with = |one: &str, encoding: &str| {
        let content = format!(
            "schema: {{ type: object, required: [one], properties: {{ one: {one}, one_value: {{ type: string }} }} }}{encoding}"
        );
        client(
            "3.1.0",
            &post("multipart/form-data", &content),
            "R: { type: object, required: [id], properties: { id: { type: string } } }",
        )
    };
    let body = |one: &str| body_with(one, "");
    const FILE: &str = "{ type: string, format: binary }";
    const VALUE: &str = "{ $ref: '#/components/schemas/R' }";
    let output = body(&format!("{{ oneOf: [{FILE}, {VALUE}] }}"));
    has(&output, "pub fn one(self, one: impl Into<Upload>)");
    // The name of a property is its own.
    has(
        &output,
        "pub fn one_value(self, one_value: impl Into<String>)",
    );
    has(&output, "pub fn one_value_field(self, one_value_field: R)");
    has(&output, "\"one\", one_value_field, \"application/json\"");
    assert_eq!(output.coverage.whole, 1);
    // A text is sent as a file.
    let output = body(&format!("{{ oneOf: [{FILE}, {{ type: string }}] }}"));
    has_not(&output, "one_value_field");
    assert_eq!(output.coverage.whole, 1);
    let output = body(&format!(
        "{{ type: array, items: {{ oneOf: [{FILE}, {VALUE}] }} }}"
    ));
    has(&output, "one: impl Into<Vec<Upload>>");
    let told = "the part `one` holds files, whatever else its schema describes";
    assert_eq!(found(&output, Code::UnusedMedia), [told]);
    assert_eq!(output.coverage.whole, 0);
    // As the media type of a picture, a value cannot be sent.
    for (media, whole) in [("image/png", 0), ("'image/png, application/json'", 1)] {
        let output = body_with(
            &format!("{{ oneOf: [{FILE}, {VALUE}] }}"),
            &format!(", encoding: {{ one: {{ contentType: {media} }} }}"),
        );
        assert_eq!(output.coverage.whole, whole, "{media}");
    }
}

#[test]
fn patches_are_ways_of_their_own() {
    let body = |media: &[&str], schema: &str| {
        let one = |media: &&str| format!("{media}: {{ schema: {schema} }}");
        let content: Vec<String> = media.iter().map(one).collect();
        let content = content.join(", ");
        client(
            "3.0.3",
            &format!(
                "/p: {{ patch: {{ operationId: patch, requestBody: {{ required: true, content: {{ {content} }} }}, {DONE} }} }}"
            ),
            "",
        )
    };
    const JSON: &str = "application/json-patch+json";
    const MERGE: &str = "application/merge-patch+json";
    const STRATEGIC: &str = "application/strategic-merge-patch+json";
    let output = body(&[JSON, MERGE, STRATEGIC], "{ type: object }");
    has(&output, "fn update_as_strategic_merge_patch(");
    has_not(&output, &format!("\"{JSON}\""));
    assert_eq!(
        found(&output, Code::UnusedMedia),
        [format!("the body is sent as `{MERGE}`, not as `{JSON}`")]
    );
    assert_eq!(output.coverage.whole, 0);
    // Alone, it is what there is; beside JSON, as ASP.NET has it, it is another name.
    has(&body(&[JSON], "{ type: object }"), &format!("\"{JSON}\""));
    let output = body(&[JSON, "application/json"], "{ type: object }");
    assert_eq!(output.coverage.whole, 1);
    has_not(&output, &format!("\"{JSON}\""));
    let output = body(&[JSON, MERGE], "{ type: array, items: {} }");
    has(&output, &format!("\"{JSON}\""));
    has(&output, "fn update_as_merge_patch(");
}
