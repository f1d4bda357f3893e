//! Mistakes whose meaning is plain, or that touch one operation alone: each is a warning at its
//! place, and the client has the rest.

use generator::{Output, Severity, Sources, generate};

/// A document with these paths and components.
fn document(version: &str, paths: &str, components: &str) -> Sources {
    let text = format!(
        "{{openapi: {version}, info: {{title: Untidy, version: '1'}}, \
         paths: {{{paths}}}, components: {{{components}}}}}"
    );
    Sources::new("openapi.yaml", text)
}

/// A path `/a` with one operation `get` and these members.
fn get(members: &str) -> String {
    format!("/a: {{get: {{operationId: getA, {members}}}}}")
}

const OK: &str = "responses: {'200': {description: ok}}";

/// What is found, as code, pointer, message and label; the client must be there all the same.
fn warnings(sources: &Sources) -> Vec<String> {
    let Output {
        files, diagnostics, ..
    } = generate(sources);
    let found = diagnostics
        .iter()
        .filter(|found| found.severity != Severity::Note)
        .map(|found| {
            let json = found.json(sources);
            let pointer = json["pointer"].as_str().unwrap_or_default();
            let (code, message) = (found.code.id(), &found.message);
            format!("{code} {pointer}: {message} [{}]", found.label)
        });
    let found: Vec<String> = found.collect();
    assert!(!files.is_empty(), "{found:#?}");
    found
}

#[track_caller]
fn check(sources: &Sources, expected: &[&str]) {
    assert_eq!(warnings(sources), expected);
}

#[test]
fn a_misspelt_key_that_only_tells_something() {
    check(
        &document("3.1.0", "", "schemas: {A: {type: string, descrciption: a}}"),
        &[
            "E0103 /components/schemas/A/descrciption: `descrciption` is not a key of a schema [ignored]",
        ],
    );
}

#[test]
fn what_stands_beside_a_reference_in_3_0() {
    let a = "schemas: {A: {type: string}, B: {type: object, properties: {a: {$ref: '#/components/schemas/A', %}}}}";
    let with = |members: &str| document("3.0.3", "", &a.replace('%', members));
    let at = "E0203 /components/schemas/B/properties/a";
    check(&with("type: string"), &[]);
    check(
        &with("type: application/json, allOf: {}, unknown: 1"),
        &[
            &format!("{at}/type: `type` is next to `$ref` [OpenAPI 3.0 ignores it]"),
            &format!("{at}/allOf: `allOf` is next to `$ref` [OpenAPI 3.0 ignores it]"),
            &format!("{at}/unknown: `unknown` is next to `$ref` [OpenAPI 3.0 ignores it]"),
        ],
    );
    // It is ignored indeed: the field is the string that the reference leads to.
    let code = |sources: &Sources| generate(sources).files["src/types.rs"].clone();
    assert_eq!(code(&with("type: integer")), code(&with("type: string")));
}

#[test]
fn a_reference_to_a_response_or_parameter_in_the_place_of_a_schema() {
    let answer = |target: &str| {
        get(&format!(
            "parameters: [{{name: q, in: query, schema: {{type: string}}}}], \
             responses: {{'200': {{description: ok, content: \
             {{application/json: {{schema: {{$ref: '{target}'}}}}}}}}}}"
        ))
    };
    let at = "E0204 /paths/~1a/get/responses/200/content/application~1json/schema/$ref";
    for target in ["#/components/responses/R", "#/paths/~1a/get/parameters/0"] {
        let sources = document("3.0.3", &answer(target), "responses: {R: {description: r}}");
        let message = format!("`{target}` does not lead to a schema [read as any JSON]");
        check(&sources, &[&format!("{at}: {message}")]);
    }
}

#[test]
fn a_schema_in_the_place_of_an_error() {
    let responses =
        "responses: {'200': {description: ok}, '4XX': {$ref: '#/components/schemas/E'}}";
    check(
        &document("3.0.3", &get(responses), "schemas: {E: {type: object}}"),
        &["E0204 /paths/~1a/get/responses/4XX: expected a response, found a schema [ignored]"],
    );
}

#[test]
fn an_object_in_the_place_of_a_type() {
    check(
        &document("3.1.0", "", "schemas: {A: {type: {type: string}}}"),
        &[
            "E0101 /components/schemas/A/type: expected the name of a type for `type`, found an object [read as any JSON]",
        ],
    );
}

#[test]
fn values_that_a_discriminator_maps_to_files_left_behind() {
    let schemas = "schemas: {P: {oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}], \
                   discriminator: {propertyName: kind, mapping: {c: models/c.yml, d: models/d.yml}}}, \
                   C: {type: object, required: [kind], properties: {kind: {type: string, enum: [c]}}}, \
                   D: {type: object, required: [kind], properties: {kind: {type: string, enum: [d]}}}}";
    let mut sources = document("3.1.0", "", schemas);
    assert_eq!(sources.missing(), ["models/c.yml", "models/d.yml"]);
    for name in sources.missing() {
        sources.supply(name, Err("there is no such file".to_owned()));
    }
    check(
        &sources,
        &[
            "E0003 /components/schemas/P/discriminator/mapping/c: `models/c.yml` cannot be read: there is no such file [ignored, and one more value]",
        ],
    );
}

#[test]
fn a_discriminator_whose_property_stands_beside_the_branches() {
    let schemas = |all_of: &str| {
        format!(
            "schemas: {{P: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}, \
             discriminator: {{propertyName: kind, mapping: {{c: C, d: D}}}}, oneOf: [{{$ref: '#/components/schemas/C'}}, {{$ref: '#/components/schemas/D'}}]}}, \
             C: {{type: object, properties: {{a: {{}}}}}}, D: {{{all_of}type: object, properties: {{b: {{}}}}}}}}"
        )
    };
    for all_of in ["", "allOf: [{$ref: '#/components/schemas/P'}], "] {
        check(&document("3.1.0", "", &schemas(all_of)), &[]);
    }
}

#[test]
fn lists_whose_items_are_of_one_json_type() {
    for (items, is_told) in [
        (
            ["{type: integer}", "{type: array, items: {type: integer}}"],
            false,
        ),
        (["{type: string}", "{type: integer}"], false),
        (["{type: integer}", "{type: number}"], true),
        (["{type: string}", "{type: string, format: date}"], true),
        (["{type: string}", "{}"], true),
    ] {
        let [one, other] = items.map(|items| format!("{{type: array, items: {items}}}"));
        let schemas = format!("schemas: {{A: {{oneOf: [{one}, {other}]}}}}");
        let found = warnings(&document("3.1.0", "", &schemas));
        let found = found.iter().any(|found| found.starts_with("E0302"));
        assert_eq!(found, is_told, "{items:?}");
    }
}

#[test]
fn objects_that_constants_tell_apart() {
    let object = |[title, t, u]: [&str; 3]| {
        format!(
            "{{title: {title}, type: object, required: [t, u], properties: {{t: {{const: {t}}}, u: {{const: {u}}}, q: {{type: string}}}}}}"
        )
    };
    for (constants, is_told) in [
        (
            [["One", "a", "x"], ["Two", "a", "y"], ["Three", "b", "x"]],
            false,
        ),
        (
            [["One", "a", "x"], ["Two", "a", "x"], ["Three", "b", "x"]],
            true,
        ),
    ] {
        let schemas = format!(
            "schemas: {{A: {{oneOf: [{}]}}}}",
            constants.map(object).join(", ")
        );
        let found = warnings(&document("3.1.0", "", &schemas));
        let found = found.iter().any(|found| found.starts_with("E0302"));
        assert_eq!(found, is_told, "{constants:?}");
    }
}

#[test]
fn keys_of_content_that_are_no_media_types() {
    let with = |content: &str| {
        let responses = format!("responses: {{'200': {{description: ok, content: {content}}}}}");
        document("3.1.0", &get(&responses), "")
    };
    let at = "E0408 /paths/~1a/get/responses/200/content";
    check(
        &with("{'application/json, charset=utf-8': {schema: {type: string}}}"),
        &[&format!(
            "{at}/application~1json, charset=utf-8: `application/json, charset=utf-8` is not a media type [read as `application/json`]"
        )],
    );
    check(
        &with("{codecs=opus: {}, application/json: {schema: {type: string}}, message: {}}"),
        &[&format!(
            "{at}/codecs=opus: `codecs=opus` is not a media type [left out, and one more key]"
        )],
    );
    // Alone, one that says nothing gives bytes, and one that says something costs the client.
    let found = warnings(&with("{'': {}}"));
    assert_eq!(found, [format!("{at}/: `` is not a media type []")]);
    assert!(generate(&with("{';': {}}")).files.is_empty());
}

#[test]
fn a_parameter_without_a_name() {
    let with = |required: &str| {
        let parameter = format!("{{name: '', in: query, {required} schema: {{type: string}}}}");
        let of_it = get(&format!("parameters: [{parameter}], {OK}"));
        document("3.1.0", &format!("{of_it}, /b: {{get: {{{OK}}}}}"), "")
    };
    let said =
        "E0106 /paths/~1a/get/parameters/0/name: a parameter has an empty name [it cannot be sent]";
    check(&with(""), &[said]);
    let skipped =
        "E0400 /paths/~1a/get: `getA` is left out: a parameter that it needs has no name []";
    check(&with("required: true,"), &[skipped, said]);
}

#[test]
fn what_is_said_of_many_places_is_said_once() {
    let paths: Vec<String> = ["a", "b", "c"]
        .map(|name| {
            let parameter = "{name: Authorization, in: header, schema: {type: string}}";
            format!("/{name}: {{get: {{parameters: [{parameter}], {OK}}}}}")
        })
        .to_vec();
    check(
        &document("3.1.0", &paths.join(", "), ""),
        &[
            "E0406 /paths/~1a/get/parameters/0: the header `Authorization` is not a parameter in OpenAPI [ignored in `GET /a`, and in 2 more places]",
        ],
    );
    check(
        &document(
            "3.1.0",
            "",
            "schemas: {A: {type: integer, enum: ['1', '2', '3', 4]}}",
        ),
        &[
            "E0309 /components/schemas/A/enum/0: the value \"1\" is a string, and the schema allows another type [and 2 more values]",
        ],
    );
}

#[test]
fn how_a_message_is_sent_is_no_parameter() {
    for name in ["Content-Length", "transfer-encoding", "Host", "Connection"] {
        let parameter = format!("{{name: {name}, in: header, required: true, schema: {{}}}}");
        let sources = document(
            "3.1.0",
            &get(&format!("parameters: [{parameter}], {OK}")),
            "",
        );
        let found = format!(
            "E0406 /paths/~1a/get/parameters/0: the client sends the header `{name}` itself [ignored in `GET /a`]"
        );
        check(&sources, &[&found]);
    }
}

#[test]
fn an_api_is_where_all_its_operations_are() {
    let servers = |url: &str| format!("servers: [{{url: '{url}'}}]");
    let path = |name: &str, url: &str| format!("/{name}: {{get: {{{OK}, {}}}}}", servers(url));
    let same = [
        path("a", "https://api.test"),
        path("b", "https://api.test/"),
    ];
    let sources = document("3.1.0", &same.join(", "), "");
    check(&sources, &[]);
    let code = generate(&sources).files["src/client.rs"].clone();
    assert!(code.contains("https://api.test"), "{code}");
}

#[test]
fn blanks_around_the_url_of_a_server_are_no_part_of_it() {
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, servers: [{{url: ' https://a.example '}}], paths: {{{}}}}}",
        get(OK)
    );
    check(&Sources::new("openapi.yaml", text), &[]);
}

#[test]
fn null_ends_a_value_that_holds_its_own_kind() {
    let next = "{nullable: true, allOf: [{$ref: '#/components/schemas/Node'}]}";
    let node = format!(
        "schemas: {{Node: {{type: object, required: [next], properties: {{next: {next}}}}}}}"
    );
    check(&document("3.0.3", "", &node), &[]);
}

#[test]
fn a_merge_key_is_plain_and_has_objects() {
    let yaml = |value: &str| {
        document(
            "3.1.0",
            "",
            &format!("schemas: {{A: {{<<: {value}, type: string}}}}"),
        )
    };
    check(&yaml("{description: a}"), &[]);
    check(&yaml("[{description: a}, {title: A}]"), &[]);
    for value in ["oops", "[1, 2]", "null"] {
        check(
            &yaml(value),
            &["E0105 : expected an object or an array of objects to merge [ignored]"],
        );
    }
    let properties = "schemas: {A: {type: object, properties: {'<<': {type: string}}}}";
    let quoted = document("3.1.0", "", properties);
    let json = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"A": {"type": "object", "properties": {"<<": {"type": "string"}}}}}}"#;
    for sources in [quoted, Sources::new("openapi.json", json)] {
        check(&sources, &[]);
        let files = generate(&sources).files;
        let mut texts = files.values();
        assert!(texts.any(|text| text.contains("\"<<\"")), "{files:#?}");
    }
}

#[test]
fn texts_and_keys_beside_a_reference_are_for_that_use_or_told() {
    let components = "parameters: {P: {name: p, in: query, description: Old p., schema: {type: string}}, \
                      D: {name: d, in: query, style: deepObject, schema: {type: object, properties: {l: {type: array, items: {type: string}}}}}}, \
                      headers: {H: {description: Old h., schema: {type: string}}}, \
                      requestBodies: {B: {description: Old b., required: true, content: {application/json: {schema: {type: string}}}}}, \
                      responses: {R: {description: Old r., headers: {X-H: {$ref: '#/components/headers/H', description: New h.}}, \
                      content: {application/json: {schema: {$ref: '#/components/schemas/E', x-enum-varnames: [a]}}}}}, \
                      schemas: {E: {type: string, enum: [x]}}, \
                      securitySchemes: {K: {type: apiKey, in: header, name: k}, L: {$ref: '#/components/securitySchemes/K', x-env: KEY, description: New l.}}";
    let paths = "/a: {post: {operationId: postA, security: [{L: []}], parameters: [\
                 {$ref: '#/components/parameters/P', description: New p., summary: P, x-name: foo, x-nam: foo}, \
                 {$ref: '#/components/parameters/D', x-deep-object-lists: brackets}], \
                 requestBody: {$ref: '#/components/requestBodies/B', description: New b., x-name: foo}, \
                 responses: {'200': {$ref: '#/components/responses/R', description: New r.}, \
                 '201': {description: Made., content: {application/json: {schema: {type: integer}}}}}}}";
    let of_keys = [
        "E0203 /paths/~1a/post/parameters/0/summary: `summary` is next to `$ref` [ignored]",
        "E0103 /paths/~1a/post/parameters/0/x-nam: `x-nam` is not a key that the generator reads [ignored]",
        "E0203 /paths/~1a/post/requestBody/x-name: `x-name` is next to `$ref` [ignored]",
        "E0103 /components/responses/R/content/application~1json/schema/x-enum-varnames: \
         `x-enum-varnames` has no effect without `enum` [ignored]",
        "E0203 /components/securitySchemes/L/x-env: `x-env` is next to `$ref` [ignored]",
    ];
    let sources = document("3.1.0", paths, components);
    check(&sources, &of_keys);
    let files = generate(&sources).files;
    let code: String = files.values().map(String::as_str).collect();
    for text in [
        "New p.",
        "New h.",
        "New b.",
        "New r.",
        "New l.",
        "fn foo(",
        "DEEP_OBJECT_BRACKETS",
    ] {
        assert!(code.contains(text), "{text}");
    }
    // In 3.0 the texts have no effect either.
    let sources = document("3.0.3", paths, components);
    let found = warnings(&sources);
    let of_texts = found
        .iter()
        .filter(|found| found.contains("`description` is next to `$ref`"));
    assert_eq!(of_texts.count(), 1, "{found:#?}");
    let code: String = generate(&sources)
        .files
        .values()
        .map(String::as_str)
        .collect();
    assert!(code.contains("Old p.") && code.contains("fn foo("));
}

#[test]
fn a_server_that_no_client_can_call_is_told() {
    for (servers, message) in [
        (
            "[{url: 'https://{h.example/v1'}]",
            "E0603 no client can call `https://{h.example/v1`: a `{` is not closed",
        ),
        (
            "[{url: 'https://shop example/v1'}]",
            "E0603 no client can call `https://shop example/v1`: `shop example` is not a host",
        ),
        (
            "[{url: 'https://a.example:{p}', variables: {p: {default: '99999'}}}]",
            "E0603 no client can call `https://a.example:{p}`: `99999` is not a port",
        ),
        (
            "[{url: 'https://me:secret@a.example'}]",
            "E0603 no client can call `https://me:secret@a.example`: it has the name of a user, which is a credential",
        ),
        (
            "[{url: 'https:///v1'}]",
            "E0603 no client can call `https:///v1`: it has no host",
        ),
        (
            "[{url: 'https://[::1]:8080/a b'}, {url: 'https://{h}.a.example/', variables: {h: {default: ''}}}]",
            "",
        ),
        (
            "[{url: 'wss://a.example'}]",
            "E0603 expected an `http` or `https` address, found the `wss` address `wss://a.example`",
        ),
        (
            "[{url: 'https://a.example'}, {url: 'ftp://a.example'}]",
            "E0604 the client does not call the server `ftp://a.example`: it speaks HTTP, not `ftp`",
        ),
    ] {
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, servers: {servers}, paths: {{{}}}}}",
            get(OK)
        );
        let found = generate(&Sources::new("openapi.yaml", text))
            .diagnostics
            .into_iter();
        let found = found.filter(|found| ["E0603", "E0604"].contains(&found.code.id()));
        let found = found.map(|found| format!("{} {}", found.code.id(), found.message));
        assert_eq!(found.collect::<Vec<_>>().join("; "), message);
    }
}

#[test]
fn an_example_of_a_parameter_is_a_value_or_its_text() {
    let found = |schema: &str, example: &str| {
        let parameter = format!(
            "parameters: [{{name: q, in: query, schema: {schema}, example: {example}}}], {OK}"
        );
        warnings(&document("3.1.0", &get(&parameter), "")).len()
    };
    for (schema, example, count) in [
        ("{type: integer}", "zz", 1),
        ("{type: integer}", "'7'", 0),
        ("{type: [number, 'null']}", "'7.5'", 0),
        ("{type: number}", "many", 1),
        ("{type: boolean}", "'yes'", 1),
        ("{type: boolean}", "'true'", 0),
        ("{type: array, items: {type: integer}}", "'1,2'", 0),
    ] {
        assert_eq!(found(schema, example), count, "{schema} {example}");
    }
}

#[test]
fn what_swagger_and_yaml_say_of_null_is_told() {
    let schema = |version, schema: &str| {
        document(
            version,
            "",
            &format!("schemas: {{A: {{type: object, properties: {{a: {schema}}}}}}}"),
        )
    };
    let notes = |sources: &Sources| {
        let found = generate(sources).diagnostics.into_iter();
        let found = found.filter(|found| found.code.id() == "E0109");
        found.map(|found| found.help.join(", ")).collect::<Vec<_>>()
    };
    let old = schema("3.0.3", "{type: string, x-nullable: true}");
    assert_eq!(
        notes(&old),
        ["write `nullable: true`, if the value may be null"]
    );
    let new = schema("3.1.0", "{type: string, x-nullable: true}");
    assert_eq!(
        notes(&new),
        ["add `\"null\"` to `type`, if the value may be null"]
    );
    for plain in [
        "{type: string, nullable: true, x-nullable: true}",
        "{type: string, x-nullable: false}",
    ] {
        assert_eq!(notes(&schema("3.0.3", plain)), [""; 0], "{plain}");
    }
    for (of_yaml, helps) in [("null", 2), ("[string, null]", 1)] {
        let found = generate(&schema("3.1.0", &format!("{{type: {of_yaml}}}"))).diagnostics;
        let [found] = &found[..] else {
            panic!("{found:#?}")
        };
        assert_eq!(
            found.message,
            "expected the name of a type for `type`, found null"
        );
        assert_eq!(found.help.len(), helps, "{:#?}", found.help);
        assert!(found.overlay.is_some());
    }
}

#[test]
fn a_prefix_in_xml_has_a_namespace() {
    let with = |xml: &str| document("3.1.0", "", &format!("schemas: {{A: {{xml: {{{xml}}}}}}}"));
    check(&with("prefix: p, namespace: 'urn:p'"), &[]);
    check(&with("prefix: xml"), &[]);
    check(
        &with("prefix: p"),
        &[
            "E0105 /components/schemas/A/xml/prefix: the prefix `p` has no namespace [not written, unless an element around it declares the prefix]",
        ],
    );
}

#[test]
fn the_branches_of_a_union_are_one_element_in_xml() {
    let answer = "responses: {'200': {description: ok, content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}}}}}";
    let branch = |name: &str, key: &str| {
        format!(
            "{{type: object, required: [{key}], xml: {{name: {name}}}, properties: {{{key}: {{type: string}}}}}}"
        )
    };
    let with = |union: &str, cat: &str, dog: &str| {
        let (cat, dog) = (branch(cat, "lives"), branch(dog, "bark"));
        let components = format!(
            "schemas: {{Pet: {{{union} oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]}}, \
             Cat: {cat}, Dog: {dog}}}"
        );
        document("3.1.0", &get(answer), &components)
    };
    check(&with("xml: {name: pet},", "pet", "pet"), &[]);
    let told = |schema: &str, name: &str| {
        format!(
            "E0411 /components/schemas/{schema}/xml/name: the branch of a union has no element `{name}` of its own \
             [the element is called as the union or the property says]"
        )
    };
    let (cat, dog) = (told("Cat", "cat"), told("Dog", "dog"));
    check(&with("", "cat", "dog"), &[&cat, &dog]);
}

#[test]
fn a_null_and_the_empty_array_of_php_mean_that_nothing_is_there() {
    let none = |of: &str, kind: &str, found: &str| {
        format!("expected {kind} for `{of}`, found {found} [read as if it were not there]")
    };
    let at = "E0105 /components/schemas/A";
    check(
        &document(
            "3.0.3",
            "",
            "parameters: [], schemas: {A: {properties: [], required: null}, B: {type: string, enum: null}}",
        ),
        &[
            &format!(
                "E0105 /components/parameters: {}",
                none("parameters", "an object", "an array")
            ),
            &format!(
                "{at}/properties: {}",
                none("properties", "an object", "an array")
            ),
            &format!("{at}/required: {}", none("required", "an array", "null")),
            &format!(
                "E0105 /components/schemas/B/enum: {}",
                none("enum", "an array", "null")
            ),
        ],
    );
}

#[test]
fn examples_of_another_form_are_left_out() {
    let parameter = "parameters: [{name: a, in: query, schema: {type: string}, examples: [x]}]";
    check(
        &document("3.1.0", &get(&format!("{parameter}, {OK}")), ""),
        &[
            "E0105 /paths/~1a/get/parameters/0/examples: expected an object for `examples`, found an array [left out]",
        ],
    );
}
