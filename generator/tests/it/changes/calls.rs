//! Calls: how a caller gets to them, what they take, what they give.

use super::case::{Case, body, call, get, gives, post, reference};

/// A call before and after.
fn calls(name: &'static str, old: &str, new: &str, user: &str) -> Case {
    Case::new(name)
        .calls(old, new)
        .user(&format!("fn f(client: Client) {{ {user} }}"))
}

/// A call's parameters before and after.
fn takes(name: &'static str, old: &str, new: &str, user: &str) -> Case {
    let path = format!("/{}", name.replace('_', "-"));
    Case::new(name).parameters(&path, old, new).user(&format!(
        "fn f(client: Client) {{ let _ = client.{name}().retrieve{user}; }}"
    ))
}

pub fn cases() -> Vec<Case> {
    let query = |name: &str, more: &str, schema: &str| {
        format!("{{ name: {name}, in: query, {more}schema: {{ {schema} }} }}")
    };
    let a = query("a", "", "type: string");
    let b = query("b", "", "type: integer");
    let need_a = query("a", "required: true, ", "type: string");
    let need_b = query("b", "required: true, ", "type: integer");
    let object = "{ type: object, required: [a], properties: { a: { type: string } } }";
    let number = "{ type: object, required: [n], properties: { n: { type: integer } } }";
    let list = |more: &str| {
        format!(
            "{{ type: object, required: [data], properties: {{ data: {{ type: array, items: {{ type: object, required: [id], properties: {{ id: {{ type: string }} }} }} }}{more} }} }}"
        )
    };
    let listing = |path: &str, more: &str| {
        let answer = format!(
            r#""200": {{ description: "", content: {{ application/json: {{ schema: {} }} }} }}"#,
            list(more)
        );
        call(
            "get",
            path,
            "parameters: [{ name: after, in: query, schema: { type: string } }]",
            &answer,
        )
    };
    let by_token = |path: &str, parameter: &str| {
        let more = ", next_page_token: { type: string }";
        let answer = format!(
            r#""200": {{ description: "", content: {{ application/json: {{ schema: {} }} }} }}"#,
            list(more)
        );
        let parameter = format!("{{ name: {parameter}, in: query, schema: {{ type: string }} }}");
        call("get", path, &format!("parameters: [{parameter}]"), &answer)
    };
    let error = |ty: &str| {
        format!(
            r#""204": {{ description: "" }}, "4XX": {{ description: "", content: {{ application/json: {{ schema: {} }} }} }}"#,
            reference(ty)
        )
    };
    let media = |name: &str, ty: &str| {
        format!(
            "requestBody: {{ required: true, content: {{ {name}: {{ schema: {} }} }} }}",
            reference(ty)
        )
    };
    let parts = |encoding: &str| {
        format!(
            "requestBody: {{ required: true, content: {{ multipart/form-data: {{ schema: {{ type: object, required: [o], properties: {{ o: {} }} }}{encoding} }} }} }}",
            reference("PartMedia")
        )
    };
    let optional_body = |ty: &str| {
        format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {} }} }} }}",
            reference(ty)
        )
    };
    let id = "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]";
    let done = r#""204": { description: "" }"#;
    vec![
        calls("call_added", "", &get("/call-added", ""), ""),
        calls(
            "call_removed",
            &get("/call-removed", ""),
            "",
            "let _ = client.call_removed().retrieve();",
        ),
        calls(
            "call_moved",
            &get("/call-moved", ""),
            &get("/call-moved-away", "").replace("get-call-moved-away", "get-call-moved"),
            "let _ = client.call_moved().retrieve();",
        ),
        calls(
            "call_has_another_method",
            &post("/call-method/{id}", id).replace("post-call", "make-call"),
            &call("patch", "/call-method/{id}", id, done).replace("patch-call", "make-call"),
            "let _ = client.call_method().update(\"x\");",
        ),
        calls(
            "call_has_another_address",
            &get("/call-address", "").replace("/call-address:", "/call_address:"),
            &get("/call-address", ""),
            "let _ = client.call_address().retrieve();",
        ),
        calls(
            "call_has_another_id",
            &get("/call-id", ""),
            &get("/call-id", "").replace("get-call-id", "fetch-call-id"),
            "let request: client::call_id::GetCallId = client.call_id().retrieve();",
        ),
        calls(
            "call_is_deprecated",
            &get("/call-deprecated", ""),
            &get("/call-deprecated", "deprecated: true"),
            "let _ = client.call_deprecated().retrieve();",
        ),
        calls(
            "call_is_described",
            &get("/call-described", ""),
            &get("/call-described", "summary: Get it"),
            "let _ = client.call_described().retrieve();",
        ),
        calls(
            "call_needs_a_credential",
            &get("/call-needs", "security: []"),
            &get("/call-needs", "security: [{ key: [] }]"),
            "let _ = client.call_needs().retrieve();",
        )
        .calls(&keyed("/key-kept"), &keyed("/key-kept"))
        .root(("", KEY), ("", KEY)),
        calls(
            "call_needs_no_credential",
            &get("/call-free", "security: [{ key: [] }]"),
            &get("/call-free", "security: []"),
            "let _ = client.call_free().retrieve();",
        )
        .calls(&keyed("/key-stays"), &keyed("/key-stays"))
        .root(("", KEY), ("", KEY)),
        calls(
            "tokens_fetched",
            &get("/tokens-fetched", "security: [{ now: [] }]"),
            &get("/tokens-fetched", "security: [{ now: [] }]"),
            "let _ = Client::builder().now(\"a\");",
        )
        .root(("", &implicit("now")), ("", &fetched("now", "/token"))),
        calls(
            "tokens_fetched_no_longer",
            &get("/tokens-not-fetched", "security: [{ before: [] }]"),
            &get("/tokens-not-fetched", "security: [{ before: [] }]"),
            "let _ = |c: ClientCredentials| Client::builder().client_credentials(c);",
        )
        .root(
            ("", &fetched("before", "/token")),
            ("", &implicit("before")),
        ),
        calls(
            "tokens_fetched_elsewhere",
            &get("/tokens-elsewhere", "security: [{ mover: [] }]"),
            &get("/tokens-elsewhere", "security: [{ mover: [] }]"),
            "let _ = |c: ClientCredentials| Client::builder().mover_client_credentials(c);",
        )
        .root(
            ("", &fetched("mover", "/token")),
            ("", &fetched("mover", "/tokens")),
        ),
        calls(
            "tokens_fetched_for_a_program_of_the_environment",
            &get("/tokens-program", "security: [{ program: [] }]"),
            &get("/tokens-program", "security: [{ program: [] }]"),
            "let _ = Client::builder().program(\"a\");",
        )
        .root(
            ("", &fetched("program", "/token")),
            (
                "",
                &fetched(
                    "program",
                    "/token, x-env: { client_id: A, client_secret: B }",
                ),
            ),
        ),
        calls(
            "tokens_fetched_with_a_secret_in_the_body",
            &get("/tokens-posted", "security: [{ posted: [] }]"),
            &get("/tokens-posted", "security: [{ posted: [] }]"),
            "let _ = Client::builder().posted(\"a\");",
        )
        .root(
            ("", &fetched("posted", "/token")),
            (
                "",
                &fetched(
                    "posted",
                    "/token, x-token-endpoint-auth-method: client_secret_post",
                ),
            ),
        ),
        takes(
            "setter_of_call_added",
            &a,
            &format!("{a}, {b}"),
            "().a(\"x\")",
        ),
        takes(
            "setter_of_call_removed",
            &format!("{a}, {b}"),
            &a,
            "().b(1)",
        ),
        takes("argument_added", &a, &format!("{a}, {need_b}"), "()"),
        takes(
            "argument_removed",
            &format!("{need_a}, {need_b}"),
            &need_a,
            "(\"x\", 1)",
        ),
        takes("parameter_becomes_required", &a, &need_a, "()"),
        takes("parameter_becomes_optional", &need_a, &a, "(\"x\")"),
        takes(
            "parameter_has_another_type",
            &query("n", "", "type: string"),
            &query("n", "", "type: integer"),
            "().n(\"x\")",
        ),
        takes(
            "parameter_becomes_wide",
            &query("n", "", "type: integer"),
            &query("n", "", "type: number"),
            "().n(1_i64)",
        ),
        takes(
            "parameter_becomes_an_enum",
            &query("n", "", "type: string"),
            &query("n", "", "type: string, enum: [x, y]"),
            "().n(&String::new())",
        ),
        takes(
            "parameter_has_another_name",
            &a,
            &b.replace("integer", "string"),
            "().a(\"x\")",
        ),
        takes(
            "parameter_has_another_key",
            &query("fooBar", "", "type: string"),
            &query("foo_bar", "", "type: string"),
            "().foo_bar(\"x\")",
        ),
        takes(
            "parameter_travels_in_a_header",
            &query("x-a", "", "type: string"),
            "{ name: x-a, in: header, schema: { type: string } }",
            "().x_a(\"x\")",
        ),
        takes(
            "parameter_is_deprecated",
            &a,
            &query("a", "deprecated: true, ", "type: string"),
            "().a(\"x\")",
        ),
        takes(
            "parameter_has_another_default",
            &query("n", "", "type: integer, default: 1"),
            &query("n", "", "type: integer, default: 2"),
            "().n(3)",
        ),
        takes(
            "parameters_change_places",
            &format!("{need_a}, {need_b}"),
            &format!("{need_b}, {need_a}"),
            "(\"x\", 1)",
        )
        .unchanged(),
        calls(
            "path_parameter_is_renamed",
            &get(
                "/path-name/{id}",
                "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]",
            )
            .replace("get-path-name--id-", "get-path-name"),
            &get(
                "/path-name/{key}",
                "parameters: [{ name: key, in: path, required: true, schema: { type: string } }]",
            )
            .replace("get-path-name--key-", "get-path-name"),
            "let _ = client.path_name().retrieve(\"x\");",
        ),
        calls(
            "body_added",
            &post("/body-added", ""),
            &post("/body-added", &body(&reference("BodyAdded"))),
            "let _ = client.body_added().create();",
        )
        .types(
            &format!("BodyAdded: {object}"),
            &format!("BodyAdded: {object}"),
        ),
        calls(
            "body_may_be_added",
            &post("/body-may", ""),
            &post("/body-may", &optional_body("BodyMay")),
            "let _ = client.body_may().create();",
        )
        .types(&format!("BodyMay: {object}"), &format!("BodyMay: {object}")),
        calls(
            "body_becomes_required",
            &post("/body-required", &optional_body("BodyRequired")),
            &post("/body-required", &body(&reference("BodyRequired"))),
            "let _ = client.body_required().create();",
        )
        .types(
            &format!("BodyRequired: {object}"),
            &format!("BodyRequired: {object}"),
        ),
        calls(
            "body_is_another_type",
            &post("/body-type", &body(&reference("BodyOld"))),
            &post("/body-type", &body(&reference("BodyNew"))),
            "let _ = client.body_type().create(BodyOld::new(\"x\"));",
        )
        .types(
            &format!("BodyOld: {object}\nBodyNew: {number}"),
            &format!("BodyOld: {object}\nBodyNew: {number}"),
        ),
        calls(
            "range_becomes_what_is_sent",
            &post("/body-range", &media("\"*/*\"", "RangeBody")),
            &post("/body-range", &media("application/json", "RangeBody")),
            "let _ = client.body_range().create(RangeBody::new(\"x\"));",
        )
        .types(
            &format!("RangeBody: {object}"),
            &format!("RangeBody: {object}"),
        )
        .unchanged(),
        calls(
            "default_media_type_of_a_part_is_written_out",
            &post("/part-media", &parts("")),
            &post(
                "/part-media",
                &parts(", encoding: { o: { contentType: application/json } }"),
            ),
            "let _ = client.part_media().create(PartMedia::new(\"x\"));",
        )
        .types(
            &format!("PartMedia: {object}"),
            &format!("PartMedia: {object}"),
        )
        .unchanged(),
        calls(
            "body_has_another_media_type",
            &post("/body-media", &media("application/json", "MediaBody")),
            &post(
                "/body-media",
                &media("application/merge-patch+json", "MediaBody"),
            ),
            "let _ = client.body_media().create(MediaBody::new(\"x\"));",
        )
        .types(
            &format!("MediaBody: {object}"),
            &format!("MediaBody: {object}"),
        ),
        calls(
            "answer_is_another_type",
            &gives("/answer-type", "{ type: string }"),
            &gives("/answer-type", "{ type: integer }"),
            "async { let answer: String = client.answer_type().retrieve().await.unwrap(); };",
        ),
        calls(
            "answer_added",
            &get("/answer-added", ""),
            &gives("/answer-added", "{ type: string }"),
            "async { let () = client.answer_added().retrieve().await.unwrap(); };",
        ),
        calls(
            "pages_recognised",
            &listing("/pages-recognised", ""),
            &listing("/pages-recognised", ", has_more: { type: boolean }"),
            "async { let answer: GetPagesRecognisedResponse = client.pages_recognised().list().await.unwrap(); };",
        ),
        calls(
            "pages_by_another_parameter",
            &by_token("/pages-by-another-parameter", "page_token"),
            &by_token("/pages-by-another-parameter", "pageToken"),
            "let _ = client.pages_by_another_parameter().list().page_token(\"a\").items();",
        ),
        calls(
            "pages_in_another_shape",
            &by_token("/pages-in-another-shape", "page_token"),
            &listing("/pages-in-another-shape", ", has_more: { type: boolean }"),
            "let _ = client.pages_in_another_shape().list().page_token(\"a\").items();",
        ),
        calls(
            "pages_lost",
            &listing("/pages-lost", ", has_more: { type: boolean }"),
            &listing("/pages-lost", ""),
            "let _ = client.pages_lost().list().items();",
        ),
        calls(
            "errors_hold_another_type",
            &call("get", "/errors-hold", "", &error("ErrorOld")),
            &call("get", "/errors-hold", "", &error("ErrorNew")),
            "",
        )
        .types(
            &format!("ErrorOld: {object}\nErrorNew: {number}"),
            &format!("ErrorOld: {object}\nErrorNew: {number}"),
        )
        .user("fn f(error: &Error) -> Option<&ErrorOld> { error.api_error() }"),
    ]
}

/// A call that needs [`KEY`], so that the client has a setter for it.
fn keyed(path: &str) -> String {
    get(path, "security: [{ key: [] }]")
}

const KEY: &str = "key: { type: http, scheme: bearer, x-env: CLIENT_KEY }";

/// A scheme whose tokens users grant.
fn implicit(name: &str) -> String {
    format!(
        "{name}: {{ type: oauth2, flows: {{ implicit: {{ authorizationUrl: https://a.example, scopes: {{}} }} }} }}"
    )
}

/// A scheme whose tokens are fetched at a URL.
fn fetched(name: &str, url: &str) -> String {
    format!(
        "{name}: {{ type: oauth2, flows: {{ clientCredentials: {{ tokenUrl: {url}, scopes: {{}} }} }} }}"
    )
}
