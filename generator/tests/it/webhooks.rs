//! Webhooks: what tells them apart, what they are called, and what `x-webhook-signature` may say.

use generator::{Code, Names, Options, Output, Sources, generate, generate_with};

/// A description of these webhooks.
fn document(more: &str, webhooks: &str) -> String {
    format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{}}, {more}webhooks: {{{webhooks}}}}}"
    )
}

/// A webhook whose body is an object with these properties, all of them required.
fn webhook(name: &str, properties: &str) -> String {
    let keys = properties
        .split(", ")
        .filter_map(|property| property.split_once(':'));
    let keys: Vec<&str> = keys.map(|(key, _)| key).collect();
    let keys = keys.join(", ");
    format!(
        "'{name}': {{post: {{requestBody: {{content: {{application/json: {{schema: {{type: object, required: [{keys}], properties: {{{properties}}}}}}}}}}}}}}}"
    )
}

fn run(text: &str) -> Output {
    let output = generate(&Sources::new("openapi.yaml", text));
    assert!(!output.files.is_empty(), "{:?}\n{text}", output.diagnostics);
    output
}

/// The function that reads the webhooks, and the methods of those that it does not read.
fn read(output: &Output) -> Vec<&str> {
    let text = &output.files["src/webhooks.rs"];
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| {
            line.contains("read(body)?)")
                || line.contains("member(body")
                || line.contains("fn parse_")
        })
        .collect()
}

#[test]
fn the_member_that_tells_most_webhooks_apart_is_taken() {
    let name = |name: &str, text: &str| format!("{name}: {{const: {text}}}");
    let document = document(
        "",
        &[
            webhook(
                "a",
                &[
                    name("kind", "x"),
                    name("type", "a"),
                    name("object", "event"),
                ]
                .join(", "),
            ),
            webhook(
                "b",
                &[
                    name("kind", "y"),
                    name("type", "b"),
                    name("object", "event"),
                ]
                .join(", "),
            ),
            webhook(
                "c",
                &[name("kind", "z"), name("object", "event")].join(", "),
            ),
        ]
        .join(", "),
    );
    let by_kind = run(&document);
    let expected = [
        "Ok(match member(body, \"kind\").as_deref() {",
        "Some(\"x\") => Self::A(read(body)?),",
        "Some(\"y\") => Self::B(read(body)?),",
        "Some(\"z\") => Self::C(read(body)?),",
        "_ => Self::Unknown(read(body)?),",
    ];
    assert_eq!(read(&by_kind), expected);
    // Of two that tell as many apart, `type`.
    let document = self::document(
        "",
        &[
            webhook("a", "kind: {const: x}, type: {const: a}, zone: {const: m}"),
            webhook("b", "kind: {const: y}, type: {const: b}, zone: {const: n}"),
        ]
        .join(", "),
    );
    let by_type = run(&document);
    assert_eq!(
        read(&by_type)[0],
        "Ok(match member(body, \"type\").as_deref() {"
    );
}

#[test]
fn a_value_that_two_webhooks_share_tells_neither() {
    let document = document(
        "",
        &[
            webhook("a", "type: {enum: [a, shared]}"),
            webhook("b", "type: {enum: [b, shared]}, more: {type: string}"),
            webhook("c", "type: {const: c}"),
        ]
        .join(", "),
    );
    let output = run(&document);
    let expected = [
        "pub fn parse_a(body: &[u8]) -> Result<APayload, WebhookError> {",
        "pub fn parse_b(body: &[u8]) -> Result<BPayload, WebhookError> {",
        "Ok(match member(body, \"type\").as_deref() {",
        "Some(\"c\") => Self::C(read(body)?),",
        "_ => Self::Unknown(read(body)?),",
    ];
    assert_eq!(read(&output), expected);
    let untold = output
        .diagnostics
        .iter()
        .filter(|found| found.code == Code::UntoldWebhook);
    assert_eq!(untold.count(), 2);
}

#[test]
fn names_leave_what_is_there_alone_and_stay() {
    let schema = "{type: object, properties: {url: {type: string}}}";
    let components = format!("components: {{schemas: {{Webhook: {schema}}}}}, ");
    let hooks = webhook("a", "type: {const: a}");
    let with_component = document(&components, &hooks);
    let first = run(&with_component);
    assert!(first.files["src/webhooks.rs"].contains("pub enum WebhookEvent {"));
    // The enum keeps its name when the component is gone.
    let names = Sources::new(Names::FILE, first.files[Names::FILE].clone());
    let names = Names::read(&names).expect("names");
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let more = [&*hooks, &webhook("A", "type: {const: A}")].join(", ");
    let sources = Sources::new("openapi.yaml", document("", &more));
    let next = generate_with(&sources, &options);
    let text = &next.files["src/webhooks.rs"];
    assert!(text.contains("pub enum WebhookEvent {"), "{text}");
    assert!(
        text.contains("Some(\"a\") => Self::A(read(body)?)"),
        "{text}"
    );
    assert!(
        text.contains("Some(\"A\") => Self::AUppercase(read(body)?)"),
        "{text}"
    );
}

#[test]
fn a_webhook_keeps_its_name_beside_other_methods_of_it() {
    let method = |method: &str| {
        let hook = webhook("a", &format!("type: {{const: {method}}}"));
        let start = hook.find("post").expect("a method");
        hook[start..hook.len() - 1].replacen("post", method, 1)
    };
    let generated = |methods: &str, names: Option<&str>| {
        let methods: Vec<String> = methods.split(' ').map(method).collect();
        let text = document("", &format!("a: {{{}}}", methods.join(", ")));
        let names = names.map(|names| {
            let names = Names::read(&Sources::new(Names::FILE, names));
            names.expect("names")
        });
        let options = Options {
            names: names.as_ref(),
            ..Options::default()
        };
        generate_with(&Sources::new("openapi.yaml", text), &options)
    };
    let has = |output: &Output, variants: &str| {
        for variant in variants.split(' ') {
            let (method, name) = variant.split_once('=').expect("two words");
            let text = &output.files["src/webhooks.rs"];
            let line = format!("Some(\"{method}\") => Self::{name}(read(body)?)");
            assert!(text.contains(&line), "`{line}` is not in\n{text}");
        }
    };
    for (before, first, after, then) in [
        ("post", "post=A", "put post", "post=A put=PutA"),
        ("put", "put=A", "post put", "post=PostA put=A"),
        (
            "put patch",
            "put=PutA patch=A",
            "post patch put",
            "post=PostA put=PutA patch=A",
        ),
    ] {
        let was = generated(before, None);
        has(&was, first);
        has(&generated(after, Some(&was.files[Names::FILE])), then);
    }
    // Earlier versions of the generator knew the first by the webhook's name.
    for (names, methods, variants) in [
        ("a: X, POST a: Y", "post put", "put=X post=Y"),
        ("a: X", "put", "put=X"),
        ("a: X, PUT a: Y", "put post", "post=X put=Y"),
    ] {
        let lines = names.split(", ").filter_map(|name| name.split_once(": "));
        let lines =
            lines.map(|(key, name)| format!("\"members of webhooks > {key}\": \"{name}\"\n"));
        has(
            &generated(methods, Some(&lines.collect::<String>())),
            variants,
        );
    }
}

#[test]
fn types_that_only_headers_of_webhooks_have_are_there() {
    let header = "{name: X-Alg, in: header, schema: {enum: [jwt, hmac]}}";
    let hook = webhook("w", "id: {type: string}");
    let hook = hook.replace("post: {", &format!("post: {{parameters: [{header}], "));
    let paths: Vec<String> = ["a", "b", "c", "d", "e"]
        .map(|name| format!("/{name}: {{get: {{responses: {{'204': {{description: D}}}}}}}}"))
        .to_vec();
    // Of the other one, types are in the modules of the features that need them.
    let divided = format!("paths: {{{}}}", paths.join(", "));
    for paths in ["paths: {}", &divided] {
        let output = run(&document("", &hook).replace("paths: {}", paths));
        let files = output.files.iter();
        let types = files.filter(|(_, text)| text.contains("pub enum WPayloadXAlgHeader"));
        let types: Vec<&String> = types.map(|(path, _)| path).collect();
        assert_eq!(types.len(), 1, "{paths}: {types:?}");
    }
}

#[test]
fn a_signature_is_one_that_is_known() {
    let hooks = webhook("a", "type: {const: a}");
    let is_verified = |more: &str, hooks: &str| {
        run(&document(more, hooks)).files["src/webhooks.rs"].contains("pub fn unwrap(")
    };
    assert!(is_verified(
        "x-webhook-signature: standard-webhooks, ",
        &hooks
    ));
    assert!(is_verified(
        "x-webhook-signature: {scheme: standard-webhooks}, ",
        &hooks
    ));
    assert!(!is_verified("x-webhook-signature: none, ", &hooks));
    assert!(!is_verified("", &hooks));
    let own = hooks.replace(
        "{post: {",
        "{post: {x-webhook-signature: standard-webhooks, ",
    );
    assert!(is_verified("", &own));
    let own = hooks.replace("{post: {", "{x-webhook-signature: none, post: {");
    assert!(!is_verified(
        "x-webhook-signature: standard-webhooks, ",
        &own
    ));
    for (value, expected) in [
        (
            "hmac-sha512",
            "webhooks cannot be verified by the scheme `hmac-sha512`",
        ),
        ("{x-env: A}", "`x-webhook-signature` has no `scheme`"),
        (
            "{scheme: none, secret: a}",
            "`x-webhook-signature` has no `secret`",
        ),
        (
            "{scheme: 1}",
            "expected a string for `scheme`, found an integer",
        ),
        (
            "[a]",
            "expected a scheme for `x-webhook-signature`, found an array",
        ),
    ] {
        let text = document(&format!("x-webhook-signature: {value}, "), &hooks);
        let sources = Sources::new("openapi.yaml", text);
        let output = generate(&sources);
        let found = output
            .diagnostics
            .iter()
            .find(|found| found.code == Code::Extension);
        let found = found
            .map(|found| found.render(&sources, false))
            .unwrap_or_default();
        assert!(found.contains(expected), "{value}: {found}");
        assert!(
            found.contains("`standard-webhooks`, `none`"),
            "{value}: {found}"
        );
        assert!(output.files.is_empty(), "{value}");
    }
}

#[test]
fn a_signature_without_an_effect_is_told() {
    let told = |text: &str| {
        let sources = Sources::new("openapi.yaml", text);
        let output = generate(&sources);
        let mut found = output
            .diagnostics
            .iter()
            .map(|found| found.render(&sources, false));
        found.any(|found| found.contains("`x-webhook-signature` has no effect"))
    };
    assert!(told(&document(
        "x-webhook-signature: standard-webhooks, ",
        "a: {get: {}}"
    )));
    let call = "{openapi: 3.1.0, info: {title: T, version: '1'}, paths: {/a: {get: {x-webhook-signature: none, responses: {'204': {description: D}}}}}}";
    assert!(told(call));
}
