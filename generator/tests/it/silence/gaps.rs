//! Operations that the client has not, or not whole: the count of them, the findings and the documentation.

use generator::{Coverage, Missing};

use super::run;

#[test]
fn an_operation_is_whole_or_says_what_it_is_without() {
    let json = "application/json: {schema: {type: string}}";
    let object = "{schema: {type: object, properties: {a: {type: string}}, xml: {name: a}}}";
    // XML has no such name.
    let odd = "{schema: {type: object, properties: {'a b': {type: string}}, xml: {name: a}}}";
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
        (body(&format!("{json}, application/xml: {object}")), None),
        (
            body(&format!("{json}, application/xml: {odd}")),
            Some(("a type for the body as application/xml", false)),
        ),
        (
            body(&format!("text/xml: {odd}")),
            Some(("a type for the body as text/xml", false)),
        ),
        (
            answers(&format!("application/xml: {odd}")),
            Some(("a type for the answer as application/xml", false)),
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
        // With another operation that is whole, so that there is something to call.
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

/// Findings about its parameters and media types would only hide why it is left out.
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
