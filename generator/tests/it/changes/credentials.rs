//! What calls need, and where tokens come from.

use super::case::{Case, calls, get};

pub fn cases() -> Vec<Case> {
    let both = format!("{KEY}\nother: {{ type: apiKey, in: header, name: X-Other }}");
    vec![
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
            "credentials_of_a_call_in_another_order",
            &get("/call-both", "security: [{ key: [], other: [] }]"),
            &get("/call-both", "security: [{ other: [], key: [] }]"),
            "let _ = client.call_both().retrieve();",
        )
        .root(("", &both), ("", &both))
        .unchanged(),
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
