//! What the documentation of a client shows: how it is made, calls with their bodies, where calls go.

use generator::{Output, Sources, generate};

/// A client of a description, without its first line and what it has below `components`.
fn client(rest: &str) -> Output {
    let text = format!("openapi: 3.1.0\n{rest}");
    let output = generate(&Sources::new("api.yaml", text));
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

const INFO: &str = "info: { title: T, version: 1.0.0 }\n";
const SERVER: &str = "servers: [{ url: 'https://a.example' }]\n";
const DONE: &str = "responses: { '204': { description: d } }";

/// The text of a file, each run of white space and marks of comments as one space.
fn text(output: &Output, path: &str) -> String {
    let words = output.files[path].split_whitespace();
    let words = words.filter(|word| !["///", "//!"].contains(word));
    words.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn has(text: &str, expected: &[&str]) {
    for expected in expected {
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
}

#[track_caller]
fn has_not(text: &str, unwanted: &[&str]) {
    for unwanted in unwanted {
        assert!(!text.contains(unwanted), "`{unwanted}` is in\n{text}");
    }
}

#[test]
fn a_summary_stands_for_a_description() {
    let output =
        client("info: { title: Acme, summary: Things for sale., version: 1.0.0 }\npaths: {}");
    for path in ["src/lib.rs", "README.md"] {
        let text = text(&output, path);
        has(&text, &["Things for sale."]);
        has_not(&text, &["sale..", " Acme "]);
    }
}

#[test]
fn without_the_credentials_that_every_call_needs_there_is_no_constructor() {
    let of = |env: &str| {
        let schemes = format!(
            "components: {{ securitySchemes: {{ basic: {{ type: http, scheme: basic }}, api_key: {{ type: apiKey, in: header, name: x-key{env} }} }} }}\n"
        );
        let security = "security: [{ basic: [] }, { api_key: [] }]";
        client(&format!(
            "{INFO}{SERVER}paths: {{ /p: {{ get: {{ {security}, {DONE} }} }} }}\n{schemes}"
        ))
    };
    let output = of("");
    let code = text(&output, "src/client.rs");
    has(
        &code,
        &["`build` checks the settings. It needs `login`, or `api_key`."],
    );
    has_not(&code, &["pub fn new(", "every setting is optional"]);
    has(
        &text(&output, "src/lib.rs"),
        &["Client::builder().login(\"user\", \"password\").build()?;"],
    );
    let code = text(&of(", x-env: T_KEY"), "src/client.rs");
    has(&code, &["pub fn new(", "every setting is optional"]);
}

#[test]
fn the_example_of_a_server_has_credentials_and_the_values_of_variables() {
    let servers = "servers: [{ url: 'https://a.example' }, { url: '{protocol}://b.example', name: other, variables: { protocol: { default: https } } }]\n";
    let schemes =
        "components: { securitySchemes: { key: { type: apiKey, in: header, name: x-key } } }\n";
    let output = client(&format!(
        "{INFO}{servers}security: [{{ key: [] }}]\npaths: {{ /p: {{ get: {{ {DONE} }} }} }}\n{schemes}"
    ));
    has(
        &text(&output, "src/lib.rs"),
        &["Client::builder() .key(\"…\") .server(servers::Other::default().protocol(\"https\"))"],
    );
}

#[test]
fn a_body_that_a_setter_takes_is_shown() {
    let members: Vec<String> = (0..5)
        .map(|index| {
            format!("a_member_with_a_long_name_{index}: {{ type: string, enum: [one, two] }}")
        })
        .collect();
    let required: Vec<String> = (0..5)
        .map(|index| format!("a_member_with_a_long_name_{index}"))
        .collect();
    let schema = format!(
        "{{ type: object, required: [{}], properties: {{ {} }} }}",
        required.join(", "),
        members.join(", ")
    );
    let body = "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }";
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /things: {{ post: {{ {body}, {DONE} }} }} }}\ncomponents: {{ schemas: {{ Thing: {schema} }} }}\n"
    ));
    has(
        &text(&output, "src/things.rs"),
        &["let request = Thing::new(", ".request(request)"],
    );
}

#[test]
fn examples_of_a_media_type_are_shown_as_far_as_they_fit() {
    let schema = "{ type: object, required: [name], properties: { name: { type: string }, size: { type: integer }, \
                  wrong: { type: boolean }, tags: { type: array, items: { type: string } }, \
                  of: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] } } }";
    let animal = |kind: &str| {
        format!(
            "{{ type: object, required: [kind, age], properties: {{ kind: {{ const: {kind} }}, age: {{ type: integer }} }} }}"
        )
    };
    let example = "{ name: Rex, size: 7, wrong: 'x', tags: [a, b], of: { kind: dog, age: 3 } }";
    let body = format!(
        "requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }}, \
         examples: {{ one: {{ summary: s, value: {example} }} }} }} }} }}"
    );
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /pets: {{ post: {{ {body}, {DONE} }} }} }}\ncomponents: {{ schemas: {{ Pet: {schema}, Cat: {}, Dog: {} }} }}\n",
        animal("cat"),
        animal("dog"),
    ));
    let code = text(&output, "src/pets.rs");
    has(
        &code,
        &[
            "Pet::new(\"Rex\")",
            ".size(7)",
            ".tags([\"a\", \"b\"])",
            ".of(Dog::new(3))",
        ],
    );
    has_not(&code, &[".wrong("]);
}

#[test]
fn the_first_program_has_a_heading_where_the_text_has_some() {
    let of = |description: &str| {
        client(&format!(
            "info: {{ title: T, version: 1.0.0, description: \"{description}\" }}\n{SERVER}paths: {{ /p: {{ get: {{ {DONE} }} }} }}\n"
        ))
    };
    let output = of("Text.\\n\\n## Release notes\\n\\nNone.");
    has(&text(&output, "src/lib.rs"), &["None. # Usage ```no_run"]);
    has(&text(&output, "README.md"), &["None. ## Usage ```sh"]);
    let output = of("Text.");
    has_not(&text(&output, "README.md"), &["Usage"]);

    // A page has one title.
    let output = of("# The API\\n\\nText.\\n\\n## Release notes\\n\\nNone.");
    has(
        &text(&output, "README.md"),
        &["# t ## The API Text. ### Release notes None. ## Usage"],
    );
    has(
        &text(&output, "src/lib.rs"),
        &["# The API Text. ## Release notes"],
    );
}

#[test]
fn where_calls_go_is_said_once() {
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /p: {{ get: {{ {DONE} }} }} }}\n"
    ));
    has(
        &text(&output, "src/lib.rs"),
        &[
            "# Servers Calls go to `https://a.example`; [`ClientBuilder::base_url`] sends them elsewhere.",
        ],
    );
    let own = |servers: &str| format!("get: {{ servers: [{servers}], {DONE} }}");
    let one = own("{ url: 'https://b.example' }");
    let two = own("{ url: 'https://c.example' }, { url: 'https://d.example' }");
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /p: {{ get: {{ {DONE} }} }}, /q: {{ {one} }}, /r: {{ {two} }} }}\n"
    ));
    let code = text(&output, "src/lib.rs");
    assert_eq!(code.matches("Some operations").count(), 1, "{code}");
}

#[test]
fn types_of_other_crates_are_exported_unless_the_description_has_the_name() {
    let of = |schemas: &str| {
        let answer = "responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Method' } } } } }";
        client(&format!(
            "{INFO}{SERVER}paths: {{ /p: {{ get: {{ {answer} }} }} }}\ncomponents: {{ schemas: {{ {schemas} }} }}\n"
        ))
    };
    let object = "{ type: object, properties: { a: { type: string } } }";
    let code = text(&of(&format!("Method: {object}")), "src/lib.rs");
    has(
        &code,
        &[
            "pub use bytes::Bytes;",
            "pub use serde_json::{Value, json};",
        ],
    );
    has_not(&code, &["Method, StatusCode};"]);
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /p: {{ get: {{ {DONE} }} }} }}\n"
    ));
    has(&text(&output, "src/lib.rs"), &["Method, StatusCode};"]);
}

#[test]
fn examples_name_nothing_that_the_client_does_not_export() {
    let unix = "{ type: integer, format: unixtime }";
    let schema = format!(
        "{{ type: object, required: [since, until, more], properties: {{ since: {unix}, until: {unix}, more: {{}} }} }}"
    );
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /notes: {{ post: {{ requestBody: {{ required: true, content: {{ application/json: {{ \
         schema: {schema}, example: {{ since: 1700000000, more: {{ a: [1, b] }} }} }} }} }}, {DONE} }} }} }}\n"
    ));
    for path in ["README.md", "examples/first_call.rs", "src/notes.rs"] {
        let text = text(&output, path);
        has(
            &text,
            &[
                "Timestamp, json}",
                "Timestamp::from_second(1700000000), Timestamp::from_second(1769860800),",
                "json!({\"a\":[1,\"b\"]})",
            ],
        );
        has_not(&text, &["jiff::", "serde_json::json"]);
    }
    // `Value` is in a signature alone.
    let any = "requestBody: { required: true, content: { application/json: { schema: {} } } }";
    let output = client(&format!(
        "{INFO}{SERVER}paths: {{ /notes: {{ post: {{ {any}, {DONE} }} }} }}\n"
    ));
    has(
        &text(&output, "src/lib.rs"),
        &["pub use serde_json::{Value, json};"],
    );
}

#[test]
fn sentences_agree_in_number_and_article() {
    let url = "https://a.example";
    let flow = format!(
        "authorizationCode: {{ authorizationUrl: '{url}/grant', tokenUrl: '{url}/token', scopes: {{ one: '', two: '' }} }}"
    );
    let schemes = format!(
        "components: {{ securitySchemes: {{ oauth: {{ type: oauth2, flows: {{ {flow} }} }} }} }}\n"
    );
    let call = |scopes: &str| format!("get: {{ security: [{{ oauth: [{scopes}] }}], {DONE} }}");
    let output = client(&format!(
        "info: {{ title: Box Platform API, version: 1.0.0 }}\n{SERVER}paths: {{ /p: {{ {} }}, /q: {{ {} }} }}\n{schemes}",
        call("one"),
        call("one, two")
    ));
    has(&text(&output, "src/p.rs"), &["Needs the scope `one`."]);
    has(
        &text(&output, "src/q.rs"),
        &["Needs the scopes `one`, `two`."],
    );
    has(
        &text(&output, "src/client.rs"),
        &[
            "Users grant access at <https://a.example/grant>. The token is fetched at <https://a.example/token>.",
        ],
    );
    has(
        &output.files["README.md"],
        &["A client for the Box Platform API."],
    );
}

#[test]
fn comments_keep_two_dashes_and_the_runtime_promises_no_variable() {
    let text = format!("openapi: 3.1.0\n{INFO}{SERVER}paths: {{ /p: {{ get: {{ {DONE} }} }} }}\n");
    let output = generate(&Sources::new("a--b.yaml", text));
    has(&output.files["README.md"], &["from a--b.yaml: "]);
    has_not(
        &output.files["src/runtime/client_builder.rs"],
        &[
            "comes from the environment",
            "environment variable each setter names",
        ],
    );
}

#[test]
fn what_is_shown_lies_within_the_bounds() {
    for (schema, expected) in [
        (
            "type: integer, minimum: 100, maximum: 200, multipleOf: 50",
            "100",
        ),
        (
            "type: integer, exclusiveMinimum: 100, multipleOf: 50",
            "150",
        ),
        ("type: integer, maximum: -5", "-5"),
        ("type: integer, minimum: 1, maximum: 5", "1"),
        ("type: integer, minimum: 5.5", "6"),
        (
            "type: number, exclusiveMinimum: 0, exclusiveMaximum: 1",
            "0.5",
        ),
        ("type: number, minimum: 5, exclusiveMinimum: 4", "5.0"),
        ("type: integer, minimum: 3, default: 7", "7"),
        ("type: integer, minimum: 3, maximum: 2", "1"),
        ("type: string, maxLength: 1", "\"f\""),
        ("type: string, minLength: 10", "\"foo bar123\""),
        (
            "type: string, minLength: 10, pattern: '^x+$'",
            "\"foo bar\"",
        ),
        ("type: string, minLength: 1, maxLength: 7", "\"foo bar\""),
        ("type: string, minLength: 1000", "\"foo bar\""),
        ("type: string, format: ipv4, maxLength: 3", "\"192.0.2.1\""),
        (
            "type: array, minItems: 3, items: { type: number, minimum: 5 }",
            "[5.0, 5.0, 5.0]",
        ),
        (
            "type: array, minItems: 2, items: { type: string, maxLength: 2 }",
            "[\"fo\", \"fo\"]",
        ),
        (
            "type: array, minItems: 900, items: { type: boolean }",
            "[true, true, true]",
        ),
    ] {
        let schema = format!("{{ {schema} }}");
        let output = client(&format!(
            "{INFO}{SERVER}paths: {{ /p: {{ get: {{ {DONE}, parameters: [{{ name: fooBar, in: query, required: true, \
             schema: {schema} }}] }}, put: {{ {DONE}, requestBody: {{ required: true, content: {{ application/json: \
             {{ schema: {{ $ref: '#/components/schemas/V' }} }} }} }} }} }} }}\ncomponents: {{ schemas: {{ V: {{ \
             type: object, required: [fooBar], properties: {{ fooBar: {schema} }} }} }} }}"
        ));
        let text = text(&output, "src/p.rs").replace("vec![", "[");
        has(
            &text,
            &[
                &format!(".retrieve({expected})"),
                &format!("V::new({expected})"),
            ],
        );
    }
}
