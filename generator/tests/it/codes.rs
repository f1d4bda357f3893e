//! Every code has a small document that raises it, so that none is dead.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::{Code, Derive, Names, Options, Selection, Sources, compare, generate_with};

/// The start of most documents.
const START: &str = "openapi: 3.1.0, info: {title: T, version: '1'}";
const EMPTY: &str = "openapi: 3.1.0, info: {title: T, version: '1'}, paths: {}";
const OLD: &str = "openapi: 3.0.3, info: {title: T, version: '1'}, paths: {}";

/// The members of a document, by the code that they raise.
const DOCUMENTS: &[(&str, &str)] = &[
    ("E0001", "a: &"),
    ("E0002", "%empty, paths: {}"),
    (
        "E0003",
        "%empty, components: {schemas: {A: {$ref: 'a.yaml#/A'}}}",
    ),
    ("E0100", "openapi: 4.0.0"),
    ("E0101", "%start, paths: {/a: 7}"),
    (
        "E0102",
        "%empty, components: {securitySchemes: {A: {type: http}}}",
    ),
    ("E0103", "%start, paths: {/a: {gett: {}}}"),
    ("E0104", "%empty, components: {schemas: {A: {type: strin}}}"),
    ("E0105", "%start"),
    (
        "E0106",
        "%empty, components: {schemas: {A: {minLength: -1}}}",
    ),
    ("E0107", "%old, components: {schemas: {A: {const: 1}}}"),
    (
        "E0108",
        "%empty, components: {schemas: {A: {type: string, nullable: true}}}",
    ),
    (
        "E0109",
        "%empty, components: {schemas: {A: {uniqueItems: true}}}",
    ),
    (
        "E0110",
        "%empty, components: {headers: {A: {schema: {}, content: {}}}}",
    ),
    ("E0111", "%empty, host: example.com"),
    (
        "E0200",
        "%empty, components: {schemas: {A: {$ref: '#/components/schemas/B'}}}",
    ),
    (
        "E0201",
        "%empty, components: {schemas: {A: {$ref: '#/components/schemas/A'}}}",
    ),
    (
        "E0202",
        "%empty, components: {schemas: {A: {$ref: '../a.yaml'}}}",
    ),
    (
        "E0203",
        "%old, components: {schemas: {A: {}, B: {$ref: '#/components/schemas/A', type: string}}}",
    ),
    (
        "E0204",
        "%empty, components: {schemas: {A: {$ref: '#/components/responses/R'}}, responses: {R: {description: D}}}",
    ),
    (
        "E0205",
        "%start, x-r: {}, paths: {/a: {get: {responses: {$ref: '#/x-r'}}}}",
    ),
    (
        "E0300",
        "%empty, components: {schemas: {A: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}}}",
    ),
    ("E0301", "%schema{allOf: [{type: string}, {type: integer}]}"),
    (
        "E0302",
        "%schema{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: integer}}}]}",
    ),
    ("E0303", "%schema{type: string, not: {const: a}}"),
    (
        "E0304",
        "%schema{type: object, properties: {a: {type: integer, default: a}}}",
    ),
    (
        "E0306",
        "%schema{type: object, properties: {a: {type: string, format: odd}}}",
    ),
    ("E0307", "%schema{type: string, enum: [a, a]}"),
    ("E0308", "%schema{type: integer, minimum: 2, maximum: 1}"),
    ("E0309", "%schema{type: integer, enum: [a]}"),
    (
        "E0310",
        "%schema{oneOf: [{type: object, properties: {a: {}}}], discriminator: {propertyName: b}}",
    ),
    (
        "E0313",
        "%schema{type: object, required: [date], properties: {data: {}}}",
    ),
    ("E0312", "%schema{type: string, pattern: '('}"),
    (
        "E0400",
        "%start, paths: {/a: {post: {requestBody: {required: true, content: {}}, responses: {}}}}",
    ),
    (
        "E0401",
        "%start, paths: {'/a/{b}': {get: {responses: {'200': {description: D}}}}}",
    ),
    (
        "E0402",
        "%start, paths: {/a: {get: {parameters: [{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}]}}}",
    ),
    (
        "E0403",
        "%start, paths: {/a: {get: {operationId: a}, put: {operationId: a}}}",
    ),
    ("E0404", "%start, paths: {'/a/{b}': {}, '/a/{c}': {}}"),
    (
        "E0405",
        "%start, paths: {/a: {get: {operationId: a, parameters: [{name: after, in: query, schema: {type: string}}], responses: {'200': {description: D, content: {application/json: {schema: {title: List, type: object, required: [data, has_more], properties: {data: {type: array, items: {title: Item, type: object, required: [id], properties: {id: {type: string}}}}, has_more: {type: boolean}}}}}}}}}}",
    ),
    (
        "E0406",
        "%start, paths: {/a: {get: {parameters: [{name: Accept, in: header, schema: {}}]}}}",
    ),
    (
        "E0415",
        "%start, paths: {/a: {get: {operationId: a, parameters: [{name: after, in: query, schema: {type: string}}], responses: {'200': {description: D, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}}}",
    ),
    (
        "E0416",
        "%start, paths: {}, webhooks: {a: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}, b: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}}",
    ),
    (
        "E0417",
        "%start, paths: {/a: {get: {responses: {'302': {description: D}}}}}",
    ),
    (
        "E0418",
        "%start, paths: {/a: {get: {responses: {'200': {description: D}}}}}",
    ),
    ("E0407", "%start, paths: {'/a/{b': {}}"),
    (
        "E0408",
        "%start, paths: {/a: {get: {responses: {'200': {description: D, content: {'no media type': {}}}}}}}",
    ),
    (
        "E0409",
        "%start, paths: {/a: {post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {}}}, encoding: {b: {}}}}}}}}",
    ),
    (
        "E0410",
        "%start, paths: {/a: {get: {parameters: [{name: a, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: array, items: {type: string}}}}], responses: {}}}}",
    ),
    (
        "E0411",
        "%start, paths: {/a: {post: {requestBody: {content: {application/json: {schema: {}}, application/xml: {schema: {}}}}, responses: {}}}}",
    ),
    (
        "E0412",
        "%start, paths: {/a: {post: {requestBody: {required: true, content: {}}, responses: {}}}}",
    ),
    (
        "E0413",
        "%start, paths: {/a: {get: {responses: {'404': {description: D, content: {application/xml: {schema: {type: object, properties: {'a b': {}}}}}}}}}}",
    ),
    (
        "E0414",
        "%start, paths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}, responses: {'200': {description: D, content: {application/json: {}, text/event-stream: {}}}}}}}",
    ),
    (
        "E0419",
        "%start, paths: {/a: {get: {responses: {'200': {description: D, content: {text/event-stream: {schema: {properties: {data: {}}}}}}}}}}",
    ),
    (
        "E0605",
        "openapi: 3.1.0, info: {title: T, version: '1', license: {name: Ours}}, paths: {}",
    ),
    (
        "E0606",
        "openapi: 3.1.0, info: {title: T, version: latest}, paths: {}",
    ),
    (
        "E0500",
        "%empty, components: {schemas: {a b: {type: object, properties: {a: {}}}, a_b: {type: object, properties: {b: {}}}}}",
    ),
    (
        "E0505",
        "%start, paths: {/a: {get: {operationId: a, parameters: [{name: b, in: query, schema: {type: string}}, {name: b, in: header, schema: {type: string}}], responses: {}}}}",
    ),
    ("E0600", "%empty, security: [{none: []}]"),
    (
        "E0601",
        "%empty, security: [{A: []}], components: {securitySchemes: {A: {type: mutualTLS}}}",
    ),
    (
        "E0607",
        "%start, paths: {/a: {get: {}}}, components: {securitySchemes: {A: {type: http, scheme: bearer}}}",
    ),
    (
        "E0608",
        "%empty, security: [{A: [b]}], components: {securitySchemes: {A: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.example', scopes: {a: A}}}}}}",
    ),
    ("E0602", "%empty, x-client-headers: 7"),
    ("E0603", "%empty, servers: [{url: 'https://{a}.example'}]"),
    (
        "E0604",
        "%empty, servers: [{url: 'https://a.example'}, {url: /b}]",
    ),
    (
        "E0700",
        "%schema{title: A, type: object, properties: {a: {type: integer}}, example: {a: b}}",
    ),
    (
        "E0701",
        "%empty, components: {examples: {A: {externalValue: a.json}}}",
    ),
];

/// The members of an overlay of an empty document, by the code that they raise.
const OVERLAYS: &[(&str, &str)] = &[
    ("E0004", "actions: [{target: not a path, remove: true}]"),
    ("E0005", "actions: [{target: $.nothing, remove: true}]"),
];

/// A file of names and the members of a document, by the code that they raise.
const NAMES: &[(&str, &str, &str)] = &[
    (
        "E0506",
        "{}",
        "%empty, components: {schemas: {A: {enum: [a], x-name: C}, B: {enum: [b], x-name: C}}}",
    ),
    (
        "E0420",
        "{\"pages > every other operation\": \"by: nothing\", \"requests > GET /a\": ListA}",
        "%start, paths: {/a: {get: {operationId: listA, parameters: [{name: page, in: query, schema: {type: integer, default: 1}}], responses: {'200': {description: D, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}}}",
    ),
    (
        "E0502",
        "\"members of #/components/schemas/A > RED\": Red",
        "%empty, components: {schemas: {A: {type: string, enum: [green]}}}",
    ),
    (
        "E0504",
        "\"members of #/components/schemas/A > RED\": Red",
        "%empty, components: {schemas: {A: {type: string, enum: [RED, red]}}}",
    ),
    (
        "E0503",
        "\"members of #/components/schemas/A > UNKNOWN\": Unknown",
        "%empty, components: {schemas: {A: {type: string, enum: [UNKNOWN]}}}",
    ),
];

#[test]
fn every_code_is_raised_by_a_document() {
    let mut cases: Vec<(&str, Sources, Option<Names>)> = Vec::new();
    for (code, members) in DOCUMENTS {
        let mut sources = Sources::new("openapi.yaml", document(members));
        for name in sources.missing() {
            sources.supply(name, Err("there is no such file".to_owned()));
        }
        cases.push((code, sources, None));
    }
    for (code, names, members) in NAMES {
        let names = Names::read(&Sources::new(Names::FILE, *names)).expect("names");
        let sources = Sources::new("openapi.yaml", document(members));
        cases.push((code, sources, Some(names)));
    }
    for (code, members) in OVERLAYS {
        let mut sources = Sources::new("openapi.yaml", document("%empty"));
        let overlay = format!("{{overlay: 1.0.0, info: {{title: O, version: '1'}}, {members}}}");
        sources.overlay("overlay.yaml", overlay);
        cases.push((code, sources, None));
    }
    let product = Sources::new("openapi.yaml", document(&product()));
    cases.push(("E0311", product, None));
    let by_hand = [
        unannounced(),
        broken_names(),
        nothing_selected(),
        derived(Some(vec!["AResponse".to_owned()])),
        derived(None),
    ];
    let mut raised: BTreeSet<&str> = by_hand.into_iter().flatten().collect();
    let mut wrong = Vec::new();
    for (code, sources, names) in &cases {
        let options = Options {
            names: names.as_ref(),
            ..Options::default()
        };
        let found = generate_with(sources, &options).diagnostics;
        let codes: Vec<&str> = found.iter().map(|found| found.code.id()).collect();
        if codes.contains(code) {
            raised.insert(code);
        } else {
            wrong.push(format!("expected {code}, found {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(raised, all);
}

#[test]
fn a_finding_has_the_operation_that_it_is_in() {
    let answer = "{responses: {'200': {description: D, content: {application/cbor: {schema: {type: object}}}}}}";
    for (paths, operation) in [
        ("/a: {get: %}", "GET /a"),
        ("/a: {additionalOperations: {COPY: %}}", "COPY /a"),
        (
            "/a: {$ref: '#/components/pathItems/A'}}, components: {pathItems: {A: {query: %}}",
            "QUERY /a",
        ),
        ("/a: {get: 7}", "GET /a"),
    ] {
        let paths = paths.replace('%', answer);
        let text =
            format!("{{openapi: 3.2.0, info: {{title: T, version: '1'}}, paths: {{{paths}}}}}");
        let sources = Sources::new("openapi.yaml", text);
        let found = generate_with(&sources, &Options::default()).diagnostics;
        let of_answer = found
            .iter()
            .find(|found| matches!(found.code.id(), "E0411" | "E0101"));
        let found = of_answer.expect(&paths);
        assert_eq!(found.json(&sources)["operation"], operation);
        if found.code.id() == "E0411" {
            let note = format!("in the operation `{operation}`");
            assert!(found.render(&sources, false).contains(&note), "{paths}");
        }
    }
}

fn document(members: &str) -> String {
    let members = match members.strip_prefix("%schema") {
        Some(schema) => format!(
            "{START}, paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: D, \
             content: {{application/json: {{schema: {schema}}}}}}}}}}}}}}}"
        ),
        None => members
            .replace("%start", START)
            .replace("%empty", EMPTY)
            .replace("%old", OLD),
    };
    format!("{{{members}}}")
}

/// Schemas of which each holds the one before twice.
fn product() -> String {
    let mut schemas = "S0: {type: integer}".to_owned();
    for level in 1..60 {
        let below = format!("{{$ref: '#/components/schemas/S{}'}}", level - 1);
        let _ = write!(
            schemas,
            ", S{level}: {{allOf: [{{minimum: 1}}, {below}, {below}]}}"
        );
    }
    format!("{EMPTY}, components: {{schemas: {{{schemas}}}}}")
}

/// The finding of a comparison where a call is lost while the version stays.
fn unannounced() -> Option<&'static str> {
    let old = document("%schema{type: string}");
    let [old, new] = [old, document("%empty")].map(|text| Sources::new("openapi.yaml", text));
    let found = compare(&old, &new, &Options::default()).unannounced?;
    Some(found.code.id())
}

/// What is found where a selection asks for what is not there.
fn nothing_selected() -> Option<&'static str> {
    let selection = Selection {
        tags: vec!["pets".to_owned()],
        ..Selection::default()
    };
    let options = Options {
        selection: Some(&selection),
        ..Options::default()
    };
    let sources = Sources::new("openapi.yaml", document("%schema{type: string}"));
    let found = generate_with(&sources, &options).diagnostics;
    found.first().map(|found| found.code.id())
}

/// What is found where a type with a number in it is to have `Eq`.
fn derived(on: Option<Vec<String>>) -> Option<&'static str> {
    let path = "Eq".to_owned();
    let derives = [Derive { path, on }];
    let options = Options {
        derives: &derives,
        ..Options::default()
    };
    let schema = "%schema{type: object, properties: {a: {type: number}}}";
    let sources = Sources::new("openapi.yaml", document(schema));
    let found = generate_with(&sources, &options).diagnostics;
    let mut codes = found.iter().map(|found| found.code.id());
    codes.find(|code| code.starts_with("E051"))
}

/// What a file says that is no file of names.
fn broken_names() -> Option<&'static str> {
    let found = Names::read(&Sources::new(Names::FILE, "a: 1")).err()?;
    found.first().map(|found| found.code.id())
}
