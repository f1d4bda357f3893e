//! Calls of kinds that public bug reports tell of: what is sent, and what is not read.

use generator::{Code, Options, Output, Severity, Sources, generate, generate_with};

/// The client of operations, each a path with its path item.
fn client(paths: &str, schemas: &str) -> Output {
    let text = format!(
        "openapi: 3.2.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
         paths: {{ {paths} }}\ncomponents: {{ schemas: {{ {schemas} }} }}\n"
    );
    let output = generate(&Sources::new("api.yaml", text));
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

/// The text of the client without its runtime.
fn text(output: &Output) -> String {
    let files = output.files.iter();
    let files = files.filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime"));
    files.map(|(_, text)| text.as_str()).collect()
}

#[track_caller]
fn has(output: &Output, expected: &[&str]) {
    let code = text(output);
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in expected {
        assert!(flat.contains(line), "`{line}` is not in\n{code}");
    }
}

#[track_caller]
fn lacks(output: &Output, line: &str) {
    let code = text(output);
    assert!(!code.contains(line), "`{line}` is in\n{code}");
}

fn found(output: &Output, code: Code) -> Vec<&str> {
    let of_code = output.diagnostics.iter().filter(|found| found.code == code);
    of_code.map(|found| found.message.as_str()).collect()
}

const DONE: &str = "responses: { '204': { description: d } }";

/// A `POST` of a body.
fn post(media: &str, content: &str) -> String {
    format!(
        "/p: {{ post: {{ requestBody: {{ required: true, content: {{ {media}: {{ {content} }} }} }}, {DONE} }} }}"
    )
}

#[test]
fn an_answer_without_a_body_is_not_read() {
    let thing = "content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } }";
    let responses =
        format!("'204': {{ description: d, {thing} }}, '205': {{ description: d, {thing} }}");
    let output = client(
        &format!("/p: {{ delete: {{ operationId: drop, responses: {{ {responses} }} }} }}"),
        "",
    );
    has(&output, &["request_methods!(DropCall -> ());"]);
    assert_eq!(
        found(&output, Code::Inert),
        [
            "an answer with the status 204 has no body",
            "an answer with the status 205 has no body"
        ]
    );
}

#[test]
fn a_body_that_is_not_described_is_told() {
    let get = |responses: &str| {
        let responses = format!("responses: {{ {responses} }}");
        client(
            &format!("/p: {{ get: {{ operationId: one, {responses} }} }}"),
            "",
        )
    };
    let output = get("'200': { description: d }");
    has(&output, &["`raw_response` gives the bytes of one."]);
    assert_eq!(
        found(&output, Code::UndescribedAnswer),
        ["the body of an answer is not described, and is not read"]
    );
    for responses in [
        "'204': { description: d }",
        "'200': { description: d }, '206': { description: d, content: { text/plain: {} } }",
    ] {
        assert_eq!(found(&get(responses), Code::UndescribedAnswer), [""; 0]);
    }
}

#[test]
fn parts_are_sent_in_a_media_type_that_is_one() {
    let part = |schema: &str, media: &str| {
        let content = format!(
            "schema: {{ type: object, required: [p], properties: {{ p: {schema} }} }}, encoding: {{ p: {{ contentType: '{media}' }} }}"
        );
        client(&post("multipart/form-data", &content), "")
    };
    let object = "{ type: object, properties: { a: { type: string } } }";
    // Bytes are a file, whatever is in it.
    let file = part("{ type: string, format: binary }", "application/json");
    has(
        &file,
        &[
            "p: impl Into<Upload>",
            ".part_file(\"p\", p, &[\"application/json\"])",
        ],
    );
    let encoded = part("{ type: string, contentEncoding: binary }", "text/csv");
    has(&encoded, &["p: impl Into<Upload>"]);
    let json = part(object, "application/xml, application/json");
    has(&json, &["(\"p\", p, \"application/json\")"]);
    assert_eq!(found(&json, Code::UnusedMedia), [] as [&str; 0]);
    let xml = part(object, "application/xml");
    has(&xml, &["(\"p\", p, \"application/json\")"]);
    assert_eq!(
        found(&xml, Code::UnusedMedia),
        ["the part `p` is not written as `application/xml`"]
    );
    has(
        &part(object, "application/*"),
        &["(\"p\", p, \"application/json\")"],
    );
    has(
        &part("{ type: string }", "text/*"),
        &["(\"p\", p, Some(\"text/plain; charset=utf-8\"))"],
    );
}

#[test]
fn what_a_part_cannot_be_is_told_and_counted() {
    const BINARY: &str = "{ type: string, format: binary }";
    const OBJECT: &str = "{ type: object, properties: { a: { type: string } } }";
    let missing = |media: &str, schema: &str| {
        let output = client(&post(media, &format!("schema: {schema}")), "");
        let missing = output.coverage.missing.iter();
        let missing: Vec<String> = missing.map(|missing| missing.what.clone()).collect();
        assert_eq!(found(&output, Code::UnusedMedia).len(), missing.len());
        missing
    };
    let part = |other: &str| {
        let schema = format!("{{ properties: {{ p: {{ oneOf: [{BINARY}, {other}] }} }} }}");
        missing("multipart/form-data", &schema)
    };
    let items = format!("{{ type: array, items: {{ oneOf: [{BINARY}, {OBJECT}] }} }}");
    let list = missing(
        "multipart/form-data",
        &format!("{{ properties: {{ p: {items} }} }}"),
    );
    assert_eq!(list, ["every type of the part p"]);
    let header = |schema: &str| {
        let encoding = "{ p: { headers: { X-Sum: { schema: { type: string } } } } }";
        let schema = format!("{{ properties: {{ p: {schema} }} }}, encoding: {encoding}");
        missing("multipart/form-data", &schema)
    };
    assert_eq!(header(BINARY), [""; 0]);
    assert_eq!(
        header(&format!("{{ type: array, items: {BINARY} }}")),
        ["headers of its own for each part p"]
    );
    let files = format!("{{ type: array, items: {BINARY} }}");
    for file in [OBJECT, "{ type: string }", "{ type: 'null' }", &files] {
        assert_eq!(part(file), [""; 0], "{file}");
    }
    let field = |other: &str| {
        let branch = |schema: &str| format!("{{ type: object, properties: {{ f: {schema} }} }}");
        let [one, other] = ["{ type: number }", other].map(branch);
        let form = "application/x-www-form-urlencoded";
        missing(form, &format!("{{ oneOf: [{one}, {other}] }}"))
    };
    assert_eq!(field("{ type: string }"), ["every type of the field f"]);
    assert_eq!(field("{ type: integer }"), [""; 0]);
}

#[test]
fn unions_that_hold_each_other_have_the_branches_of_all() {
    let give = "/p: { get: { responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }";
    let output = client(
        give,
        "A: { anyOf: [{ $ref: '#/components/schemas/B' }, { type: string }] }, \
         B: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: integer }] }, \
         Own: { oneOf: [{ $ref: '#/components/schemas/Own' }, { type: string }, { type: boolean }] }, \
         F: { anyOf: [{ $ref: '#/components/schemas/G' }, { type: string }, { type: boolean }] }, \
         G: { allOf: [{ $ref: '#/components/schemas/F' }], description: Another F. }, \
         H: { anyOf: [{ $ref: '#/components/schemas/I' }, { type: string }], minLength: 2 }, \
         I: { anyOf: [{ $ref: '#/components/schemas/H' }, { type: integer }], maxLength: 9 }",
    );
    has(
        &output,
        &[
            "integer => Integer; string => String;",
            "string => String; integer => Integer;",
            "string => String; boolean => Boolean;",
        ],
    );
}

#[test]
fn a_query_that_is_a_form_has_a_parameter_for_each_member() {
    let content = "schema: { type: object, required: [tags], properties: { tags: { type: array, items: { type: string } }, \
                   csv: { type: array, items: { type: string } } } }, encoding: { csv: { explode: false } }";
    let parameter = |location: &str| {
        format!(
            "/p: {{ get: {{ parameters: [{{ name: q, in: {location}, required: true, content: {{ \
             application/x-www-form-urlencoded: {{ {content} }} }} }}], {DONE} }} }}"
        )
    };
    let whole = client(&parameter("querystring"), "");
    has(
        &whole,
        &[
            "query_as::<Vec<String>>(\"tags\", FORM, tags)",
            "query_as::<Vec<String>>(\"csv\", FORM_JOINED, csv)",
        ],
    );
    // In any other place it is the value of a parameter, which keeps its name.
    has(
        &client(&parameter("query"), ""),
        &["query::<String>(\"q\", q)"],
    );
}

/// Which methods need a key, and its usual header, stand in the generator and in the runtime, which knows it of calls
/// without a description.
#[test]
fn the_runtime_knows_the_same_methods_as_idempotent_and_the_same_header() {
    const RUNTIME: &str = include_str!("../../runtime/src/runtime/http/idempotency.rs");
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    for method in methods {
        let operation = |more: &str| client(&format!("/p: {{ {method}: {{ {more}{DONE} }} }}"), "");
        let code = text(&operation(""));
        let is_idempotent = RUNTIME.contains(&format!("\"{}\"", method.to_uppercase()));
        assert_eq!(code.contains("[Sent again]"), !is_idempotent, "{method}");
        let code = text(&operation("x-idempotency: true, "));
        let (_, header) = code
            .split_once("idempotency_header: Some(")
            .expect("a header");
        let (header, _) = header.split_once(')').expect("a header");
        assert!(
            RUNTIME.contains(&format!("const USUAL: &str = {header};")),
            "{header}"
        );
    }
}

#[test]
fn the_function_that_makes_a_list_of_an_argument_is_imported_unless_an_argument_is_called_as_it() {
    let parameter = |name: &str| {
        format!(
            "{{ name: {name}, in: query, schema: {{ type: array, items: {{ type: string }} }} }}"
        )
    };
    let get = |path: &str, parameters: &str| {
        format!("{path}: {{ get: {{ parameters: [{parameters}], {DONE} }} }}")
    };
    let both = format!("{}, {}", parameter("tags"), parameter("each"));
    let paths = [get("/a", &parameter("tags")), get("/b", &both)].join(", ");
    has(
        &client(&paths, ""),
        &[
            "wire::each::each",
            "let tags = each::<String>(tags);",
            "let tags = crate::runtime::wire::each::each::<String>(tags);",
            "let each = crate::runtime::wire::each::each::<String>(each);",
        ],
    );
}

#[test]
fn a_stream_by_default_is_not_asked_for_where_none_is_read() {
    let thing = "schema: { type: object, properties: { a: { type: string } } }";
    let responses = format!(
        "responses: {{ '200': {{ description: d, content: {{ application/json: {{ {thing} }}, application/x-ndjson: {{ {thing} }} }} }} }}"
    );
    let call = |stream: &str| {
        let body = format!("schema: {{ type: object, properties: {{ stream: {stream} }} }}");
        let path = post("application/json", &body).replace(DONE, &responses);
        client(&path, "")
    };
    let refused = "call.unless(member_is_true, \"stream\", \"stream\")";
    let not_asked = format!("{refused}.json_member::<bool>(&[\"stream\"], false)");
    has(&call("{ type: boolean, default: true }"), &[&not_asked]);
    has(
        &call("{ anyOf: [{ type: boolean, default: true }, { type: 'null' }] }"),
        &[&not_asked],
    );
    has(
        &call("{ anyOf: [{ type: boolean }, { type: 'null' }] }"),
        &[&format!("{refused} )")],
    );
}

#[test]
fn what_has_no_meaning_is_told() {
    let output = client(
        "/p: { get: { parameters: [{ name: q, in: query, explode: true, content: { application/json: {} } }], \
         responses: { '200': { description: d, content: { application/json: { schema: { discriminator: { propertyName: k, \
         mapping: { cat: Cat, dog: Dog } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: string }] } } } } } } }",
        "Cat: { type: object, required: [k], properties: { k: { type: string } } }, \
         Dog: { type: object, required: [k], properties: { k: { type: string } } }",
    );
    assert_eq!(
        found(&output, Code::Untidy),
        ["`explode` has no meaning next to `content`"]
    );
    // OpenAPI 3.2 has it for cookies that are encoded.
    let cookie = client(
        &format!(
            "/p: {{ get: {{ parameters: [{{ name: c, in: cookie, allowReserved: true, schema: {{ type: string }} }}], {DONE} }} }}"
        ),
        "",
    );
    assert_eq!(found(&cookie, Code::Untidy), [""; 0]);
    assert_eq!(
        found(&cookie, Code::Inert),
        ["`allowReserved` of a cookie parameter has no effect on the client"]
    );
    assert_eq!(
        found(&output, Code::Discriminator),
        ["`dog` leads to none of the branches"]
    );
    // What a part lacks, another one may have.
    let output = client(
        "/p: { get: { responses: { '200': { description: d, content: { application/json: { schema: { \
         $ref: '#/components/schemas/Pet' } } } } } } }",
        "Named: { type: object, properties: { k: { type: string } } }, \
         Pet: { allOf: [{ $ref: '#/components/schemas/Named' }, \
         { type: object, properties: { a: { type: string } }, discriminator: { propertyName: k } }] }",
    );
    assert_eq!(found(&output, Code::Discriminator), [""; 0]);
}

#[test]
fn of_two_credentials_for_one_header_one_is_sent() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\nservers: [{ url: 'https://a.example' }]\n\
                security: [{ b: [], k: [], c: [] }]\npaths:\n  \
                /p: { get: { operationId: one, responses: { '204': { description: d } } }, \
                put: { operationId: two, responses: { '204': { description: d } } } }\n\
                components: { securitySchemes: { b: { type: http, scheme: basic }, c: { type: http, scheme: bearer }, \
                k: { type: apiKey, in: query, name: k } } }\n";
    let output = generate(&Sources::new("api.yaml", text));
    assert_eq!(
        found(&output, Code::UnsupportedScheme),
        ["no request can carry both `b` and `c`: each is the header `authorization`"]
    );
    assert_eq!(output.coverage.whole, 2);
    let call = &output.files["src/p.rs"];
    assert!(call.contains("&[&[&B, &K], &[&C, &K]]"), "{call}");
}

#[test]
fn a_key_of_ours_with_a_value_that_cannot_be_meant_is_refused() {
    for (key, message) in [
        (
            "x-idempotency: 'true'",
            "expected the name of a header for `x-idempotency`",
        ),
        (
            "x-retry-on: [200]",
            "expected a list of statuses of failures for `x-retry-on`",
        ),
        (
            "x-retry-on: [600]",
            "expected a list of statuses of failures for `x-retry-on`",
        ),
        (
            "x-package: { repository: github.com/a/b }",
            "expected a URL for `repository`, found `github.com/a/b`",
        ),
        (
            "x-package: { keywords: [abcdefghijklmnopqrstu] }",
            "expected at most 20 letters in each word for `keywords`, found 21",
        ),
    ] {
        let (of_info, of_root) = match key.starts_with("x-package") {
            true => (key, "x-env: A"),
            false => ("x-env: A", key),
        };
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0, {of_info} }}\n{of_root}\npaths: {{}}\n"
        );
        let output = generate(&Sources::new("api.yaml", text));
        assert_eq!(found(&output, Code::Extension), [message]);
    }
}

#[test]
fn a_scheme_that_nothing_needs_has_no_setter() {
    let client = |security: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n{security}\
             paths: {{ /p: {{ get: {{ operationId: one, responses: {{ '204': {{ description: d }} }} }} }} }}\n\
             components: {{ securitySchemes: {{ old: {{ type: mutualTLS }}, key: {{ type: http, scheme: bearer }} }} }}\n"
        );
        generate(&Sources::new("api.yaml", text))
    };
    let output = client("");
    assert_eq!(
        found(&output, Code::UnneededSchemes),
        ["no operation needs a security scheme: all are called without credentials"]
    );
    assert!(!output.files["src/client.rs"].contains("fn key"));
    // A webhook that needs one is not called.
    let output = client(
        "webhooks: { w: { post: { security: [{ key: [] }], responses: { '200': { description: d } } } } }\n",
    );
    assert!(!output.files["src/client.rs"].contains("fn key"));
    assert_eq!(found(&output, Code::UnneededSchemes), [""; 0]);
    let output = client("security: [{ key: [] }]\n");
    assert_eq!(found(&output, Code::UnneededSchemes), [""; 0]);
    assert_eq!(
        found(&output, Code::Inert),
        ["no operation needs the security scheme `old`"]
    );
    assert!(output.files["src/client.rs"].contains("pub fn key("));
}

#[test]
fn a_template_is_no_token_url() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: 1.0.0 }\nservers: [{ url: 'https://a.example' }]\n\
                security: [{ o: [] }]\n\
                paths: { /p: { get: { operationId: one, responses: { '204': { description: d } } } } }\n\
                components: { securitySchemes: { o: { type: oauth2, flows: { clientCredentials: \
                { tokenUrl: '{root}/token', scopes: {} } } } } }\n";
    let output = generate(&Sources::new("api.yaml", text));
    assert_eq!(
        found(&output, Code::Invalid),
        ["expected a URL as `tokenUrl`, found the template `{root}/token`"]
    );
    let code = &output.files["src/client.rs"];
    assert!(code.contains("url: \"\","), "{code}");
    assert!(code.contains("at the URL that"), "{code}");
    assert!(!code.contains("fetched at {root}"), "{code}");
}

#[test]
fn a_required_parameter_that_is_a_credential_is_given_at_the_call() {
    for (scheme, parameter) in [
        ("in: query, name: key", "in: query, name: key"),
        ("in: header, name: X-Key", "in: header, name: x-key"),
        ("in: cookie, name: key", "in: cookie, name: key"),
    ] {
        let text = |required: bool| {
            format!(
                "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
                 security: [{{ k: [] }}]\n\
                 paths: {{ /p: {{ get: {{ parameters: [{{ {parameter}, required: {required}, schema: {{ type: string }} }}], {DONE} }} }} }}\n\
                 components: {{ securitySchemes: {{ k: {{ type: apiKey, {scheme} }} }} }}\n"
            )
        };
        for required in [true, false] {
            let output = generate(&Sources::new("api.yaml", text(required)));
            let code = &output.files["src/client.rs"];
            let is_public = format!("is_public: {required},");
            assert!(code.contains(&is_public), "{scheme}: {code}");
        }
    }
}

#[test]
fn a_whole_query_has_no_query_parameters_beside_it_wherever_they_are_declared() {
    let whole = "parameters: [{ name: w, in: querystring, content: { application/json: { schema: { type: object } } } }]";
    let text = format!(
        "openapi: 3.2.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
         paths: {{ /p: {{ parameters: [{{ name: q, in: query, schema: {{ type: string }} }}], get: {{ {whole}, {DONE} }}, \
         delete: {{ {whole}, {DONE} }} }} }}\n"
    );
    let output = generate(&Sources::new("api.yaml", text));
    assert_eq!(
        found(&output, Code::Invalid),
        ["an operation cannot have both `query` parameters and one in `querystring`"]
    );
}

#[test]
fn a_token_is_asked_for_with_the_scopes_of_its_own_flow() {
    let scopes = |of_programs: &str| {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
             paths: {{ /p: {{ get: {{ security: [{{ o: [read] }}], {DONE} }}, \
             put: {{ security: [{{ o: ['user:read', reed] }}], {DONE} }} }} }}\n\
             components: {{ securitySchemes: {{ o: {{ type: oauth2, flows: {{ \
             clientCredentials: {{ tokenUrl: 'https://a.example/t', scopes: {{ {of_programs} }} }}, authorizationCode: \
             {{ authorizationUrl: 'https://a.example/a', tokenUrl: 'https://a.example/t', \
             scopes: {{ read: R, 'user:read': U }} }} }} }} }} }}\n"
        );
        let output = generate(&Sources::new("api.yaml", text));
        assert_eq!(
            found(&output, Code::UnknownScope),
            ["no flow of `o` has the scope `reed`"]
        );
        output
    };
    has(&scopes("read: R"), &["scopes: &[\"read\"],"]);
    has(
        &scopes(""),
        &["scopes: &[\"read\", \"user:read\", \"reed\"],"],
    );
}

#[test]
fn json_is_asked_for_first_and_what_errors_alone_have_last() {
    let json = "application/json: { schema: { type: object } }";
    let text = "text/plain: { schema: { type: string } }";
    let problem = "application/problem+json: { schema: { type: object } }";
    let any = "'*/*': { schema: { type: object } }";
    let bytes = "'*/*': { schema: { type: string, format: binary } }";
    let events = "text/event-stream: { schema: { type: string } }";
    for (method, responses, accept) in [
        (
            "get",
            vec![("201", vec![text]), ("200", vec![json])],
            vec!["application/json, text/plain"],
        ),
        (
            "get",
            vec![("200", vec![text]), ("default", vec![problem])],
            vec!["text/plain, application/problem+json;q=0.9"],
        ),
        (
            "post",
            vec![("201", vec![]), ("400", vec![text, json])],
            vec!["application/json, text/plain, */*;q=0.9"],
        ),
        (
            "get",
            vec![("200", vec![text]), ("400", vec![any])],
            vec!["text/plain, application/json;q=0.9"],
        ),
        // A server could prefer JSON for the text, too.
        (
            "get",
            vec![("200", vec![json, text]), ("400", vec![json, problem])],
            vec![
                "application/json, application/problem+json;q=0.9",
                "text/plain, application/problem+json;q=0.9",
            ],
        ),
        (
            "post",
            vec![("200", vec![events]), ("400", vec![json])],
            vec!["text/event-stream, application/json;q=0.9"],
        ),
        (
            "get",
            vec![("200", vec![bytes]), ("400", vec![json])],
            vec!["*/*"],
        ),
        (
            "get",
            vec![("200", vec![]), ("400", vec![json])],
            vec!["*/*"],
        ),
        (
            "head",
            vec![("200", vec![]), ("400", vec![json])],
            vec!["*/*"],
        ),
        (
            "get",
            vec![("302", vec![]), ("400", vec![json])],
            vec!["*/*"],
        ),
        (
            "get",
            vec![("default", vec![json])],
            vec!["application/json"],
        ),
    ] {
        let responses = responses.iter().map(|(status, content)| {
            let content = content.join(", ");
            format!("'{status}': {{ description: d, content: {{ {content} }} }}")
        });
        let responses = responses.collect::<Vec<_>>().join(", ");
        let output = client(
            &format!("/p: {{ {method}: {{ responses: {{ {responses} }} }} }}"),
            "",
        );
        for accept in accept {
            has(&output, &[&format!("\"{accept}\"")]);
        }
    }
}

#[test]
fn a_module_is_not_called_as_a_crate_that_the_one_above_names() {
    let paths = [
        "/checks/http",
        "/checks/bytes",
        "/checks/serde_json",
        "/checks/std",
    ];
    let paths = paths.map(|path| format!("{path}: {{ get: {{ {DONE} }} }}"));
    let output = client(&paths.join(", "), "");
    for name in ["http", "bytes", "serde_json", "std"] {
        let path = format!("src/checks/{name}_resource.rs");
        assert!(
            output.files.contains_key(&path),
            "{path}: {:#?}",
            output.files.keys()
        );
    }
}

#[test]
fn headers_that_many_operations_have_are_one_struct() {
    let answers = |names: &str| {
        format!("responses: {{ '204': {{ description: d, headers: {{ {names} }} }} }}")
    };
    let limits = answers(
        "X-Rate-Limit: { schema: { type: integer } }, X-Rate-Reset: { schema: { type: integer } }",
    );
    let other = answers("Link: { schema: { type: string } }");
    let paths = ["/a", "/b", "/c"]
        .map(|path| format!("{path}: {{ get: {{ {limits} }}, post: {{ {other} }} }}"));
    let output = client(&paths.join(", "), "");
    let file = &output.files["src/answer_headers.rs"];
    for name in ["RateHeaders", "LinkHeaders"] {
        assert!(
            file.contains(&format!("pub struct {name} {{")),
            "{name}: {file}"
        );
    }
    // Two are not many.
    let output = client(&paths[..2].join(", "), "");
    assert!(!output.files.contains_key("src/answer_headers.rs"));
}

#[test]
fn a_file_is_found_by_the_name_that_a_reference_encodes() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\ncomponents: { schemas: { A: { $ref: 'my%20schemas/%C3%A9.yaml' } } }\n";
    let mut sources = Sources::new("api.yaml", text);
    assert_eq!(sources.missing(), ["my schemas/é.yaml"]);
    sources.supply(
        "my schemas/é.yaml",
        Ok("type: object\nproperties: { a: { type: string } }\n".into()),
    );
    assert!(!generate(&sources).files.is_empty());
}

#[test]
fn a_client_without_resources_has_its_requests_and_no_more_than_it_needs() {
    let output = client(
        "/search: { get: { operationId: search, parameters: [{ name: limit, in: query, schema: { type: integer } }], \
         responses: { '200': { description: d, headers: { X-Cost: { schema: { type: integer } } }, \
         content: { application/json: { schema: { type: string } } } } } } }",
        "",
    );
    let root = &output.files["src/lib.rs"];
    assert!(
        root.contains("pub use client::{Search, SearchHeaders};"),
        "{root}"
    );
    // What reads the types of a description would be dead code.
    assert!(!output.files.contains_key("src/runtime/wire/input.rs"));
}

#[test]
fn a_token_is_found_where_lists_keep_it() {
    let list = |parameter: &str, next: &str| {
        let parameters = format!(
            "[{{ name: limit, in: query, schema: {{ type: integer }} }}, \
             {{ name: {parameter}, in: query, schema: {{ type: string }} }}]"
        );
        let schema = format!(
            "{{ type: object, required: [items], properties: {{ items: {{ type: array, items: {{ type: string }} }}, \
             next_page: {next} }} }}"
        );
        let answer = format!(
            "{{ '200': {{ description: d, content: {{ application/json: {{ schema: {schema} }} }} }} }}"
        );
        format!("get: {{ parameters: {parameters}, responses: {answer} }}")
    };
    let by_name = list("page_token", "{ type: string }");
    let within = list(
        "offset",
        "{ type: object, properties: { offset: { type: string }, uri: { type: string } } }",
    );
    let output = client(&format!("/a: {{ {by_name} }}, /b: {{ {within} }}"), "");
    let pages = found(&output, Code::Pagination);
    let expected = [
        "by `next_page` in `page_token`",
        "by `next_page.offset` in `offset`",
    ];
    for (page, expected) in pages.iter().zip(expected) {
        assert!(page.ends_with(expected), "{page}");
    }
    assert_eq!(pages.len(), 2);
}

#[test]
fn events_that_have_nothing_but_data_are_read() {
    let chunk = "Chunk: { type: object, required: [id], properties: { id: { type: string } } }";
    let event =
        "{ required: [data], properties: { data: { $ref: '#/components/schemas/Chunk' } } }";
    let end = "{ required: [data], properties: { data: { const: '[END]' } } }";
    let stream = |schema: &str| {
        let content = format!("content: {{ text/event-stream: {{ schema: {schema} }} }}");
        let path =
            format!("/e: {{ get: {{ responses: {{ '200': {{ description: d, {content} }} }} }} }}");
        client(&path, chunk)
    };
    let data = |data: &str| format!("{{ type: object, properties: {{ data: {data} }} }}");
    let reference = "$ref: '#/components/schemas/Chunk'";
    for (schema, item) in [
        (event.to_owned(), "Chunk"),
        (format!("{{ oneOf: [{event}, {end}] }}"), "Chunk"),
        (data(&format!("{{ {reference} }}")), "Chunk"),
        (data("{ type: integer }"), "i64"),
        (data("{ type: string }"), "RawEvent"),
        (
            data("{ type: array, items: { type: string } }"),
            "Vec<String>",
        ),
        (
            data(&format!(
                "{{ anyOf: [{{ {reference} }}, {{ type: integer }}] }}"
            )),
            "GetEEvent",
        ),
    ] {
        let output = stream(&schema);
        has(&output, &[&format!("EventStream<{item}>")]);
        assert_eq!(
            found(&output, Code::UnclearEvents),
            ["`data` is all that the schema has, so it describes whole events"],
            "{schema}"
        );
    }
    has(
        &stream(&format!("{{ oneOf: [{event}, {end}] }}")),
        &["[END]"],
    );
    // An event has no other members; without the end of the stream, these may be its data as well.
    let other = "{ type: object, properties: { only: { type: string } } }";
    let output = stream(&format!("{{ oneOf: [{other}, {event}, {end}] }}"));
    has(&output, &["EventStream<Chunk>"]);
    let notes = found(&output, Code::UnclearEvents);
    assert!(
        notes[0].starts_with("the branch is no event of a stream"),
        "{notes:?}"
    );
    lacks(
        &stream(&format!("{{ oneOf: [{other}, {event}] }}")),
        "EventStream<Chunk>",
    );
    // Nobody is given an event without data. Where no other branch is an event for sure, these may be members of the data.
    let ping = "{ type: object, required: [event], properties: { event: { const: ping } } }";
    let retry = "{ required: [retry], properties: { retry: { type: integer } } }";
    let named = |name: &str| {
        event.replace(
            "properties: {",
            &format!("properties: {{ event: {{ const: {name} }},"),
        )
    };
    let unnamed = event.replace("properties: {", "properties: { event: { type: string },");
    for (branches, item) in [
        (
            format!("{ping}, {}, {}, {retry}", named("a"), named("b")),
            "GetEEvent",
        ),
        (format!("{unnamed}, {ping}, {retry}"), "Chunk"),
        (format!("{event}, {end}, {retry}, {ping}"), "Chunk"),
    ] {
        let output = stream(&format!("{{ oneOf: [{branches}] }}"));
        has(&output, &[&format!("EventStream<{item}>")]);
        lacks(&output, "Ping");
        let notes = found(&output, Code::UnclearEvents);
        assert!(
            notes.contains(&"an event without `data` is no item of a stream"),
            "{notes:?}"
        );
    }
    lacks(
        &stream(&format!("{{ oneOf: [{event}, {ping}] }}")),
        "EventStream<Chunk>",
    );
    // What says that the data is JSON, or has another member of events, leaves no doubt.
    let json =
        format!("{{ contentMediaType: application/json, contentSchema: {{ {reference} }} }}");
    for schema in [
        data(&json),
        event.replace("properties: {", "properties: { id: { type: string },"),
    ] {
        let output = stream(&schema);
        has(&output, &["EventStream<Chunk>"]);
        assert_eq!(found(&output, Code::UnclearEvents), [""; 0], "{schema}");
    }
}

#[test]
fn alternatives_that_differ_in_scopes_are_one() {
    let scheme = "type: oauth2, flows: { authorizationCode: { authorizationUrl: 'https://a.example/a', \
                  tokenUrl: 'https://a.example/t', scopes: { x: X, y: Y } } }";
    let schemes = format!("o: {{ {scheme} }}, k: {{ type: apiKey, in: header, name: X-K }}");
    let security = "[{ k: [], o: [x] }, { o: [x] }, { o: [y] }, { o: [y], k: [] }]";
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
         paths: {{ /a: {{ get: {{ security: {security}, {DONE} }} }}, /b: {{ get: {{ security: [{{ k: [] }}], {DONE} }} }} }}\n\
         security: [{{ k: [] }}]\ncomponents: {{ securitySchemes: {{ {schemes} }} }}\n"
    );
    let output = generate(&Sources::new("api.yaml", text));
    let needs = "Needs a client with `k` and `o`, or `o`.";
    has(&output, &[needs]);
}

#[test]
fn a_parameter_that_the_path_spells_otherwise_is_that_one() {
    let parameter = "{ name: orgID, in: path, required: true, schema: { type: integer } }";
    let path = format!("'/orgs/{{org_id}}': {{ get: {{ parameters: [{parameter}], {DONE} }} }}");
    let output = client(&path, "");
    assert_eq!((output.coverage.whole, output.coverage.without), (1, 0));
    has(
        &output,
        &["retrieve(&self, org_id: i64)", "path: \"/orgs/{org_id}\""],
    );
    assert_eq!(
        found(&output, Code::PathParameter),
        ["the path calls `orgID` `org_id`"]
    );
}

#[test]
fn a_parameter_without_a_place_in_the_path_is_missing() {
    let parameter = |name: &str| {
        format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}")
    };
    let parameters = [parameter("key"), parameter("other")].join(", ");
    let path = format!("'/c/{{key}}': {{ get: {{ parameters: [{parameters}], {DONE} }} }}");
    let output = client(&path, "");
    assert_eq!((output.coverage.whole, output.coverage.without), (0, 1));
    let missing = &output.coverage.missing[0];
    assert_eq!(missing.what, "a parameter for which the path has no place");
    let mut faults = output.diagnostics.iter();
    let fault = faults.find(|found| found.code == Code::PathParameter);
    let help = fault.unwrap().help.join(" ");
    assert!(help.contains("`in: query` sends it in the query"), "{help}");
}

/// The type of an answer is the same in JSON and in XML, and so is that of two elements.
#[test]
fn another_way_to_write_a_body_is_a_change_of_the_wire() {
    let document = |media: &str, xml: &str| {
        let content =
            format!("content: {{ {media}: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }}");
        let paths = format!(
            "/s: {{ post: {{ operationId: s, requestBody: {{ required: true, {content} }}, \
             responses: {{ '200': {{ description: D, {content} }} }} }} }}"
        );
        let schema =
            format!("S: {{ type: object, properties: {{ a: {{ type: string, xml: {xml} }} }} }}");
        Sources::new(
            "api.yaml",
            format!(
                "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
                 paths: {{ {paths} }}\ncomponents: {{ schemas: {{ {schema} }} }}\n"
            ),
        )
    };
    let changes = |old: &Sources, new: &Sources| -> Vec<String> {
        let changes = generator::compare(old, new, &generator::Options::default()).changes;
        let wire = changes
            .into_iter()
            .filter(|change| change.wire == generator::Wire::Breaking);
        wire.map(|change| change.text).collect()
    };
    let xml = document("application/xml", "{ name: a }");
    assert!(changes(&xml, &xml).is_empty());
    // A new member is told of the type.
    let more = "{ name: a } }, b: { type: string, xml: { attribute: true }";
    assert!(changes(&xml, &document("application/xml", more)).is_empty());
    let other = document("application/xml", "{ name: b }");
    assert_eq!(
        changes(&xml, &other),
        [
            "its body is another element of XML",
            "the answer is another element of XML"
        ]
    );
    let json = document("application/json", "{ name: a }");
    assert_eq!(
        changes(&json, &xml),
        [
            "its body is `application/json` → `application/xml`",
            "the answer is XML, no longer JSON"
        ]
    );
}

#[test]
fn an_encoding_is_of_a_property_however_the_body_says_it() {
    for schema in [
        "allOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { a: { type: string } } }]",
        "oneOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { a: { type: string } } }]",
        "type: object, properties: { b: { type: string } }, additionalProperties: false",
    ] {
        let output = client(
            &post(
                "multipart/form-data",
                &format!(
                    "schema: {{ {schema} }}, encoding: {{ b: {{ contentType: text/plain }}, c: {{ contentType: text/plain }} }}"
                ),
            ),
            "B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(
            found(&output, Code::UnknownPart),
            ["`c` is not a property of the body that is sent"],
            "{schema}"
        );
    }
}

#[test]
fn a_requirement_names_a_scheme_by_its_uri() {
    let needs = |scheme: &str| format!("{{ security: [{{ {scheme}: [] }}], {DONE} }}");
    let text = format!(
        "openapi: 3.2.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
         paths: {{ /p: {{ get: {}, put: {}, post: {}, delete: {} }} }}\n\
         components: {{ securitySchemes: {{ k: {{ type: apiKey, in: header, name: X-K }} }} }}\n",
        needs("'#/components/securitySchemes/k'"),
        needs("k"),
        needs("'more.yaml#/other'"),
        needs("'more.yaml#/nothing'"),
    );
    let mut sources = Sources::new("api.yaml", text);
    assert_eq!(sources.missing(), ["more.yaml"]);
    let more = "other: { type: apiKey, in: header, name: X-O }";
    sources.supply("more.yaml", Ok(more.into()));
    let output = generate(&sources);
    assert_eq!(
        found(&output, Code::UnknownScheme),
        ["there is no security scheme `more.yaml#/nothing`"]
    );
    let all = output.diagnostics.iter();
    let errors = all.filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.count(), 1);
    let output = generate_with(
        &sources,
        &Options {
            tolerated: &[Code::UnknownScheme],
            ..Options::default()
        },
    );
    has(&output, &["pub fn k(", "pub fn other("]);
}

#[test]
fn a_uri_beside_the_own_one_of_the_document_is_a_path() {
    let text = "openapi: 3.2.0\n$self: https://a.example/v1/api.yaml\ninfo: { title: T, version: 1.0.0 }\n\
                servers: [{ url: 'https://a.example' }]\npaths: {}\ncomponents: { schemas: { \
                A: { $ref: 'https://a.example/v1/sch/b.yaml' }, B: { $ref: 'https://a.example/v2/b.yaml' }, \
                C: { $ref: 'https://a.example/v1/api.yaml#/components/schemas/A' }, D: { $ref: sch/d }, \
                E: { $ref: 'file:///b.yaml' } } }\n";
    let mut sources = Sources::new("api.yaml", text);
    assert_eq!(sources.missing(), ["sch/b.yaml", "sch/d"]);
    let b = "type: object\nproperties: { b: { type: string } }\n";
    sources.supply("sch/b.yaml", Ok(b.into()));
    sources.supply("sch/d", Err("not found".to_owned()));
    let output = generate(&sources);
    assert_eq!(
        found(&output, Code::OutsideReference),
        [
            "`https://a.example/v2/b.yaml` leads onto the network",
            "`file:///b.yaml` leads out of the description's folder"
        ]
    );
    let all = output.diagnostics.iter();
    let mut unread = all.filter(|found| found.code == Code::Unreadable);
    let help = unread.next().map(|found| found.help.concat());
    assert!(help.is_some_and(|help| help.contains("$self")));
}
