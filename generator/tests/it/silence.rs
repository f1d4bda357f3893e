//! Nothing is dropped in silence: what a document gains either changes the crate, or a finding speaks
//! of it where it stands.

use generator::{Coverage, Missing, Output, Sources, generate};

/// A kind of media type each. The schema is another one than that of the media type before it.
const MEDIA_TYPES: &[&str] = &[
    "text/json",
    "application/vnd.other+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "text/csv",
    "application/octet-stream",
    "image/png",
    "application/xml",
    "application/other+xml",
    "text/event-stream",
    "application/jsonl",
    "application/json-seq",
    "image/*",
    "text/*",
    "application/*",
    "*/*",
];

/// The members of an operation without a media type and with it, which stands at `%`.
const PLACES: &[(&str, &str, &str)] = &[
    (
        "the body",
        "responses: {'200': {description: D}}",
        "requestBody: {content: {%}}, responses: {'200': {description: D}}",
    ),
    (
        "the second body",
        "requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {'200': {description: D}}",
        "requestBody: {content: {application/json: {schema: {type: string}}, %}}, responses: {'200': {description: D}}",
    ),
    (
        "the answer",
        "responses: {'200': {description: D}}",
        "responses: {'200': {description: D, content: {%}}}",
    ),
    (
        "the second answer",
        "responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}",
        "responses: {'200': {description: D, content: {application/json: {schema: {type: string}}, %}}}",
    ),
    (
        "the answer beside a text",
        "responses: {'200': {description: D, content: {text/html: {}}}}",
        "responses: {'200': {description: D, content: {text/html: {}, %}}}",
    ),
    (
        "the answer beside bytes",
        "responses: {'200': {description: D, content: {application/pdf: {}}}}",
        "responses: {'200': {description: D, content: {application/pdf: {}, %}}}",
    ),
    (
        "the answer of a redirect",
        "responses: {'200': {description: D}, '304': {description: D}}",
        "responses: {'200': {description: D}, '304': {description: D, content: {%}}}",
    ),
    (
        "the error",
        "responses: {'200': {description: D}, '400': {description: D}}",
        "responses: {'200': {description: D}, '400': {description: D, content: {%}}}",
    ),
    (
        "the second error",
        "responses: {'200': {description: D}, default: {description: D, content: {application/json: {schema: {title: E, type: object, properties: {e: {}}}}}}}",
        "responses: {'200': {description: D}, default: {description: D, content: {application/json: {schema: {title: E, type: object, properties: {e: {}}}}, %}}}",
    ),
    (
        "the parameter",
        "responses: {'200': {description: D}}",
        "parameters: [{name: p, in: query, content: {%}}], responses: {'200': {description: D}}",
    ),
];

/// Members of a document without something and with it, and the place of the finding.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "%a{responses: {'200': {description: D, content: {application/json: {}}}}}",
        "%a{x-pagination: {limitParam: count}, responses: {'200': {description: D, content: {application/json: {}}}}}",
        "/x-pagination",
    ),
    (
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: http, scheme: bearer}}}, security: [{s: []}]",
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: http, scheme: bearer}}}, security: [{s: [read]}]",
        "/security/0/s",
    ),
    (
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: apiKey, in: header, name: Authorization}}}, security: [{s: []}]",
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: http, scheme: digest}}}, security: [{s: []}]",
        "/components/securitySchemes/s",
    ),
    (
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example'}]",
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example'}, {url: /b}]",
        "/servers/1",
    ),
    (
        "%a{responses: {'200': {description: D}}, servers: [{url: 'https://b.example'}]}",
        "%a{responses: {'200': {description: D}}, servers: [{url: 'https://b.example'}]}, servers: [{url: 'https://a.example'}]",
        "/servers/0",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, servers: [{url: /v1}]",
        "/servers/0",
    ),
    (
        "%a{responses: {'200': {description: D, content: {image/png: {}}}}}",
        "%a{responses: {'200': {description: D, content: {image/png: {encoding: {a: {contentType: image/png}}}}}}}",
        "/encoding",
    ),
    (
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {}}}}}",
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {encoding: {a: {contentType: image/png}}}}}}}",
        "/encoding",
    ),
    (
        "%a{responses: {'200': {description: D}, '400': {description: D}}}",
        "%a{responses: {'200': {description: D}, '400': {description: D, content: {application/json: {schema: {type: string}}}}}}",
        "/content/application~1json",
    ),
    (
        "%a{responses: {'200': {description: D}, '400': {description: D}, '500': {description: D}}}",
        "%a{responses: {'200': {description: D}, '400': {description: D, content: {application/json: {schema: {title: E, type: object, properties: {e: {}}}}}}, '500': {description: D, content: {application/json: {schema: {title: F, type: object, properties: {f: {}}}}}}}}",
        "/paths/~1a/post",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {parameters: [{name: p, in: query, schema: {type: string}}]}}}}}",
        "/callbacks/c/{$url}/post",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D}}}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D, content: {text/plain: {}}}}}}}}}",
        "/callbacks/c/{$url}/post",
    ),
    (
        "%a{responses: {'200': {description: D, content: {text/plain: {schema: {type: string}}}}}}",
        "%a{responses: {'200': {description: D, content: {text/plain: {schema: {type: integer}}}}}}",
        "/content/text~1plain",
    ),
    (
        "%a{requestBody: {content: {text/plain: {schema: {type: string}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {text/plain: {schema: {type: string, enum: [a]}}}}, responses: {'200': {description: D}}}",
        "/content/text~1plain",
    ),
    (
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {description: What it is., content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}",
        "/requestBody",
    ),
    (
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: application/xml}}}}}, responses: {'200': {description: D}}}",
        "/encoding/a/contentType",
    ),
    (
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain, headers: {X-A: {schema: {type: string}}}}}}}}, responses: {'200': {description: D}}}",
        "/encoding/a/headers",
    ),
    // What a 3.2 document says of parts and items: where it fits it is sent, elsewhere it is noted.
    (
        "%p{multipart/mixed: {schema: {type: array}}}",
        "%p{multipart/mixed: {schema: {type: array}, encoding: {a: {contentType: text/plain}}}}",
        "/encoding",
    ),
    (
        "%p{multipart/mixed: {schema: {type: array}}}",
        "%p{multipart/mixed: {schema: {type: array}, prefixEncoding: [{contentType: text/plain}]}}",
        "/prefixEncoding",
    ),
    (
        "%p{multipart/mixed: {schema: {type: array}}}",
        "%p{multipart/mixed: {schema: {type: array}, itemEncoding: {contentType: text/plain}}}",
        "/itemEncoding",
    ),
    (
        "%p{multipart/mixed: {}}",
        "%p{multipart/mixed: {itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, prefixEncoding: [{contentType: text/html}]}}",
        "/prefixEncoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{multipart/form-data: {}}",
        "%p{multipart/form-data: {encoding: {a: {contentType: text/html}}}}",
        "/encoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}}}",
        "/additionalProperties",
    ),
    (
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}, patternProperties: {'^b': {type: integer}}}}}",
        "/patternProperties",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}, encoding: {a: {contentType: multipart/mixed}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}, encoding: {a: {contentType: multipart/mixed, encoding: {b: {contentType: text/html}}}}}}",
        "/encoding/a/encoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: array}}}}, encoding: {a: {contentType: multipart/mixed}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: array}}}}, encoding: {a: {contentType: multipart/mixed, encoding: {b: {contentType: text/html}}}}}}",
        "/encoding/a/encoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain, itemEncoding: {contentType: text/html}}}}}",
        "/encoding/a/itemEncoding",
    ),
    (
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain}}}}",
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain, encoding: {b: {contentType: text/html}}}}}}",
        "/encoding/a/encoding",
    ),
    (
        "%p{application/json: {schema: {type: string}}}",
        "%p{application/json: {schema: {type: string}, itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{application/jsonl: {}}",
        "%p{application/jsonl: {itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{text/event-stream: {}}",
        "%p{text/event-stream: {itemSchema: {type: object}}}",
        "/itemSchema",
    ),
    (
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {}}}}}",
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {itemEncoding: {contentType: text/html}}}}}}",
        "/itemEncoding",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {requestBody: {content: {application/jsonl: {}}}}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {requestBody: {content: {application/jsonl: {itemSchema: {type: integer}}}}}}}}}",
        "/itemSchema",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string, contentMediaType: image/png}}}}}",
        "/contentMediaType",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/html}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string, contentMediaType: text/css}}}, encoding: {a: {contentType: text/html}}}}",
        "/contentMediaType",
    ),
    (
        "%t{type: string}",
        "%t{type: string, contentMediaType: text/html}",
        "/contentMediaType",
    ),
    (
        "%a{responses: {'200': {description: D}, '103': {description: D}}}",
        "%a{responses: {'200': {description: D}, '103': {description: D, headers: {X-A: {schema: {type: string}}}}}}",
        "/headers/X-A",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D}}}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D, headers: {X-A: {schema: {type: string}}}}}}}}}}",
        "/callbacks/c/{$url}/post",
    ),
    (
        "%a{requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {headers: {X-A: {schema: {type: string}}}}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {headers: {X-A: {required: true, schema: {type: string}}}}}}}}, responses: {'200': {description: D}}}",
        "/required",
    ),
    (
        "%t{type: string}",
        "%t{type: string, contentEncoding: base32}",
        "/contentEncoding",
    ),
    (
        "%t{type: number}",
        "%t{type: number, format: decimal}",
        "/format",
    ),
    (
        "%t{type: integer}",
        "%t{type: integer, format: int8}",
        "/format",
    ),
    (
        "%t{type: boolean}",
        "%t{type: boolean, format: flag}",
        "/format",
    ),
    (
        "%t{type: array, items: {type: string}}",
        "%t{type: array, items: {type: string}, format: set}",
        "/format",
    ),
    (
        "%t{type: number}",
        "%t{type: number, enum: [0.5, 1.5]}",
        "/enum/0",
    ),
    (
        "%t{type: boolean}",
        "%t{type: boolean, enum: [true]}",
        "/enum/0",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {}}}",
        "/webhooks/w/post",
    ),
    (
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}, text/csv: {}}}}}}",
        "/content/text~1csv",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {text/csv: {}, image/png: {}}}}}}",
        "/content/image~1png",
    ),
    (
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}, parameters: [{name: p, in: query, schema: {type: string}}]}}}",
        "/webhooks/w/post",
    ),
    (
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}, responses: {'200': {description: D, content: {text/plain: {}}}}}}}",
        "/webhooks/w/post",
    ),
    (
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {password: {tokenUrl: /t, scopes: {}}}}}}",
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {password: {tokenUrl: /t, scopes: {}, x-env: {client_id: A, client_secret: B}}}}}}",
        "/flows/password/x-env",
    ),
    (
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}}}}",
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}, x-env: A}}}}}",
        "/flows/clientCredentials/x-env",
    ),
    (
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}}}}",
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}, x-token-endpoint-auth-method: private_key_jwt}}}}}",
        "/flows/clientCredentials/x-token-endpoint-auth-method",
    ),
    (
        "%t{type: string}",
        "%t{type: string, x-package: p}",
        "/x-package",
    ),
    (
        "%t{type: string}",
        "%t{type: string, x-enum-varnames: [A]}",
        "/x-enum-varnames",
    ),
    (
        "%t{type: string, enum: [a]}",
        "%t{type: string, enum: [a], x-enum-varname: [B]}",
        "/x-enum-varname",
    ),
    (
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example'}]",
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example', x-evn: A}]",
        "/servers/0/x-evn",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}, x-no-retry: [a]}",
        "/paths/~1a/post/x-no-retry",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, x-client-header: [{header: X-A}]",
        "/x-client-header",
    ),
    (
        "%a{parameters: [{name: p, in: query, schema: {type: array, items: {type: string}}}], responses: {'200': {description: D}}}",
        "%a{parameters: [{name: p, in: query, x-deep-object-lists: brackets, schema: {type: array, items: {type: string}}}], responses: {'200': {description: D}}}",
        "/x-deep-object-lists",
    ),
];

#[test]
fn each_media_type_in_each_place_has_an_effect_or_a_finding() {
    let mut silent = Vec::new();
    for media in MEDIA_TYPES {
        for (place, without, with) in PLACES {
            let schema = "{title: Other, type: object, properties: {other: {type: integer}}}";
            let member = format!("'{media}': {{schema: {schema}}}");
            let with = with.replace('%', &member);
            let [without, with] = [without, &*with].map(|members| format!("%a{{{members}}}"));
            let pointer = format!("/content/{}", media.replace('/', "~1"));
            if let Err(why) = check(&without, &with, &pointer) {
                silent.push(format!("`{media}` as {place}: {why}"));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn what_has_no_effect_is_found_where_it_stands() {
    let mut silent = Vec::new();
    for (without, with, place) in OTHERS {
        if let Err(why) = check(without, with, place) {
            silent.push(format!("{with}: {why}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// A key of another tool has no effect and no finding, so the check must not pass it.
#[test]
fn the_check_finds_what_is_silent() {
    let without = "%a{responses: {'200': {description: D}}}";
    let with = "%a{x-of-another-tool: 1, responses: {'200': {description: D}}}";
    assert_eq!(
        check(without, with, "/x-of-another-tool"),
        Err("the crate is the same, and there is no finding".to_owned())
    );
}

#[test]
fn an_operation_is_whole_or_says_what_it_is_without() {
    let json = "application/json: {schema: {type: string}}";
    let object = "{schema: {type: object, properties: {a: {type: string}}}}";
    let answer = |content: &str| format!("'200': {{description: D, content: {{{content}}}}}");
    let body = |content: &str| {
        format!("requestBody: {{content: {{{content}}}}}, responses: {{'200': {{description: D}}}}")
    };
    let answers = |content: &str| format!("responses: {{{}}}", answer(content));
    for (members, missing) in [
        (answers(json), None),
        (answers("text/csv: {}, text/plain: {}"), None),
        (answers("application/pdf: {}, image/png: {}"), None),
        (answers("application/xml: {schema: {type: string}}"), None),
        (
            body(&format!("{json}, multipart/form-data: {object}")),
            None,
        ),
        (
            body(&format!("{json}, application/xml: {object}")),
            Some(("the body as application/xml", false)),
        ),
        (
            body(&format!("text/xml: {object}")),
            Some(("the body as text/xml", false)),
        ),
        (
            answers(&format!("application/xml: {object}")),
            Some(("the answer as application/xml", false)),
        ),
        (answers(&format!("{json}, text/event-stream: {{}}")), None),
        (answers("application/jsonl: {}"), None),
        (
            answers(&format!("{json}, 'text/csv; header=present': {{}}")),
            None,
        ),
        (
            format!("responses: {{{}, '204': {{description: D}}}}", answer(json)),
            None,
        ),
        ("servers: [{url: 'https://a.example'}]".to_owned(), None),
        ("servers: [{url: /a}]".to_owned(), None),
        ("servers: [{url: 'https://{a}.example'}]".to_owned(), None),
        (
            "requestBody: {required: true, content: {}}".to_owned(),
            Some(("a body without a media type", true)),
        ),
    ] {
        // Beside one that is whole, so that there is something to call.
        let found = run(&format!("%b{{{members}}}")).coverage;
        let (without, left_out) = match missing {
            None => (0, 0),
            Some((_, false)) => (1, 0),
            Some((_, true)) => (0, 1),
        };
        let missing = missing.map(|(what, left_out)| Missing {
            what: what.to_owned(),
            left_out,
            operations: 1,
        });
        let expected = Coverage {
            whole: 2 - without - left_out,
            without,
            left_out,
            missing: missing.into_iter().collect(),
        };
        assert_eq!(found, expected, "{members}");
    }
}

/// What is said of its parameters and media types would only hide why it is left out.
#[test]
fn an_operation_that_is_left_out_has_one_finding_with_a_way_out() {
    let nested = "{type: object, additionalProperties: {type: array, items: {type: string}}}";
    let members = format!(
        "parameters: [{{name: p, in: query, style: deepObject, schema: {nested}}}], \
         requestBody: {{required: true, content: {{}}}}, \
         responses: {{'200': {{description: D, content: {{application/jsonl: {{}}}}}}}}"
    );
    let found = run(&format!("%b{{{members}}}")).diagnostics;
    let found = found
        .iter()
        .filter(|found| found.code.id().starts_with("E04"));
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code.id(), "E0400");
    assert_eq!(
        found[0].message,
        "`POST /b` is left out: it needs a body, and `content` names no media type"
    );
    assert_eq!(found[0].help.len(), 1);
}

#[test]
fn a_document_of_which_nothing_can_be_called_is_refused() {
    let post = |media: &str| {
        format!(
            "post: {{requestBody: {{required: true, content: {{{media}}}}}, responses: {{'200': {{description: D}}}}}}"
        )
    };
    let both = |first: &str, second: &str| {
        let (first, second) = (post(first), post(second));
        run(&format!("paths: {{/a: {{{first}}}, /b: {{{second}}}}}"))
    };
    assert!(both("", "").files.is_empty());
    assert!(!both("", "application/json: {}").files.is_empty());
    assert!(!run("paths: {}").files.is_empty());
    assert!(!run("paths: {/a: {}}").files.is_empty());
}

#[test]
fn the_documentation_of_the_crate_names_what_is_not_in_it() {
    let lib = |members: &str| run(members).files["src/lib.rs"].clone();
    let heading = "# Not in this client";
    assert!(!lib("%a{responses: {'200': {description: D}}}").contains(heading));
    let bodiless = "operationId: away, requestBody: {required: true, content: {}}";
    let text = lib(&format!("%b{{{bodiless}}}"));
    assert!(text.contains(heading), "{text}");
    assert!(
        text.contains("//! - `POST /b` (`away`) is left out: a body without a media type\n"),
        "{text}"
    );
    let paths: Vec<String> = (0..60)
        .map(|number| {
            format!(
                "/p{number}: {{post: {{{}}}}}",
                bodiless.replace("away", &format!("away{number}"))
            )
        })
        .collect();
    let text = lib(&format!(
        "paths: {{/a: {{get: {{responses: {{}}}}}}, {}}}",
        paths.join(", ")
    ));
    assert!(
        text.contains("//! Of the 61 operations of the description, 60 are left out.\n"),
        "{text}"
    );
    assert_eq!(text.matches("is left out: ").count(), 50, "{text}");
    assert!(text.contains("//! - and 10 more\n"), "{text}");
}

/// Whether the second document gives another crate, or has a finding more at a place whose pointer
/// ends so. A gap needs a finding, too.
fn check(without: &str, with: &str, place: &str) -> Result<(), String> {
    let said = |sources: &Sources, output: &Output| -> Vec<String> {
        let found = output.diagnostics.iter().map(|found| found.json(sources));
        let at = found.filter(|found| {
            let pointer = found["pointer"].as_str().unwrap_or_default();
            pointer.ends_with(place)
        });
        at.map(|found| format!("{} {}", found["code"], found["message"]))
            .collect()
    };
    let [old, new] = [without, with].map(|members| {
        let sources = sources(members);
        let output = generate(&sources);
        let said = said(&sources, &output);
        (output, said)
    });
    let is_found = new.1.iter().any(|found| !old.1.contains(found));
    if old.0.files.is_empty() {
        return Err(format!("nothing is generated: {:#?}", old.0.diagnostics));
    }
    // A media type may take the place of the one beside it, which has the finding then.
    let gaps = |output: &Output| {
        let found = output.diagnostics.iter();
        let found = found.filter(|found| ["E0411", "E0601"].contains(&found.code.id()));
        found.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    if new.0.coverage.missing != old.0.coverage.missing && gaps(&new.0) == gaps(&old.0) {
        return Err("something is missing, and there is no finding".to_owned());
    }
    if new.0.files == old.0.files && !is_found {
        return Err("the crate is the same, and there is no finding".to_owned());
    }
    Ok(())
}

fn run(members: &str) -> Output {
    generate(&sources(members))
}

/// A document with some members: `%a` begins the only operation, `%b` the second one, `%s` the
/// security schemes, `%p` the content of its body, `%t` the schema of an answer.
fn sources(members: &str) -> Sources {
    let one = "paths: {/a: {post: {responses: {'200': {description: D}}}}, /b: {post: ";
    let mut members = members.to_owned();
    for (mark, start, end) in [
        ("%a", "paths: {/a: {post: ", "}}"),
        ("%b", one, "}}"),
        (
            "%p",
            "paths: {/a: {post: {responses: {'200': {description: D}}, requestBody: {required: true, content: ",
            "}}}}",
        ),
        (
            "%t",
            "paths: {/a: {post: {responses: {'200': {description: D, content: {application/json: {schema: ",
            "}}}}}}}",
        ),
    ] {
        if let Some(rest) = members.strip_prefix(mark) {
            let end_of_value = end_of_value(rest);
            let (value, others) = rest.split_at(end_of_value);
            members = format!("{start}{value}{end}{others}");
        }
    }
    let members = members.replace("%s", "{securitySchemes: ");
    let text = format!("{{openapi: 3.2.0, info: {{title: T, version: '1'}}, {members}}}");
    Sources::new("openapi.yaml", text)
}

/// Where the object ends that a text begins with.
fn end_of_value(text: &str) -> usize {
    let mut depth = 0;
    let end = text.char_indices().find(|(_, c)| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}
