//! Descriptions that are deep, wide, circular or made to multiply: each ends in a crate that parses
//! or in an error that says where. None may overflow the stack, run for minutes or fill the memory;
//! the tests would not end.

use std::fmt::Write as _;

use generator::{Code, Options, Output, Severity, Sources, generate, generate_with};

/// The codes of the errors; where there is none, files that parse.
fn errors(sources: &Sources) -> Vec<&'static str> {
    let output = generate(sources);
    check_files(&output);
    let errors = output.diagnostics.iter();
    let errors = errors.filter(|found| found.severity == Severity::Error);
    let mut codes: Vec<_> = errors.map(|found| found.code.id()).collect();
    assert_eq!(codes.is_empty(), !output.files.is_empty());
    codes.sort_unstable();
    codes.dedup();
    // What is tolerated must not bring down what comes after it.
    let tolerable = Code::ALL.iter().copied().filter(|code| code.is_tolerable());
    let tolerated: Vec<Code> = tolerable.collect();
    let options = Options {
        tolerated: &tolerated,
        ..Options::default()
    };
    if !codes.is_empty() {
        check_files(&generate_with(sources, &options));
    }
    for found in output.diagnostics.iter().take(50) {
        assert!(!found.render(sources, false).is_empty());
    }
    codes
}

fn check_files(output: &Output) {
    for (path, text) in &output.files {
        let longest = path.split('/').map(str::len).max();
        assert!(longest <= Some(200) && path.len() <= 3_000, "{path}");
        if path.ends_with(".rs") && !path.starts_with("src/runtime") {
            assert!(syn::parse_file(text).is_ok(), "{path} does not parse");
        }
    }
}

#[track_caller]
fn expect(text: &str, codes: &[&str]) {
    let sources = Sources::new("openapi.yaml", text);
    assert_eq!(errors(&sources), codes);
}

/// A description with these members of `components.schemas`, the first of which is an answer.
fn schemas(schemas: impl IntoIterator<Item = String>) -> String {
    let answer = r##"{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/S0"}}}}"##;
    let schemas: Vec<String> = schemas.into_iter().collect();
    let schemas = schemas.join(",");
    format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{"/a":{{"get":{{"responses":{{"200":{answer}}}}}}}}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}

fn to(index: usize) -> String {
    format!(r##"{{"$ref":"#/components/schemas/S{index}"}}"##)
}

/// Schemas each of which is the template with a reference to the next one for each `%`.
fn chain(length: usize, template: &str) -> String {
    let links = (0..length).map(|index| {
        let next = template.replace('%', &to(index + 1));
        format!(r#""S{index}":{next}"#)
    });
    let end =
        format!(r#""S{length}":{{"type":"object","properties":{{"z":{{"type":"string"}}}}}}"#);
    schemas(links.chain([end]))
}

/// The same, the last of which leads back to the first.
fn ring(length: usize, template: &str) -> String {
    let links = (0..length).map(|index| {
        let next = template.replace('%', &to((index + 1) % length));
        format!(r#""S{index}":{next}"#)
    });
    schemas(links)
}

/// A description with these members at its root.
fn root(members: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{members}")
}

#[test]
fn a_hundred_thousand_levels_of_text() {
    for (open, close) in [
        ("[", "]"),
        ("{a: ", "}"),
        ("{\"a\":", "}"),
        ("- ", ""),
        ("? ", ""),
    ] {
        let text = open.repeat(100_000) + "x" + &close.repeat(100_000);
        expect(&text, &["E0001"]);
    }
    let mut indented = String::new();
    for level in 0..2_000 {
        let _ = writeln!(indented, "{}a:", " ".repeat(level));
    }
    expect(&indented, &["E0001"]);
}

#[test]
fn aliases_that_multiply() {
    let mut lists = root("paths: {}\nx-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    let mut merges = root("paths: {}\nx-0: &a0 { a: 1, b: 2 }\n");
    for level in 1..12 {
        let below = level - 1;
        let aliases = vec![format!("*a{below}"); 10].join(", ");
        let _ = writeln!(lists, "x-{level}: &a{level} [{aliases}]");
        let merged: Vec<String> = (0..10)
            .map(|key| format!("k{level}{key}: {{ <<: *a{below} }}"))
            .collect();
        let _ = writeln!(merges, "x-{level}: &a{level} {{ {} }}", merged.join(", "));
    }
    expect(&lists, &["E0001"]);
    expect(&merges, &["E0001"]);
    expect("a: &a [*a]", &["E0001"]);
}

#[test]
fn long_chains_of_schemas() {
    for template in [
        "%",
        r#"{"allOf":[%]}"#,
        r#"{"properties":{"a":%}}"#,
        r#"{"required":["a"],"properties":{"a":%}}"#,
        r#"{"properties":{"a":{"type":"array","items":%}}}"#,
        r#"{"prefixItems":[%,{"type":"integer"}],"minItems":1}"#,
        r#"{"oneOf":[%,{"type":"integer"}]}"#,
        r#"{"anyOf":[%,{"type":"object","properties":{"a":%}}]}"#,
    ] {
        expect(&chain(2_000, template), &[]);
    }
    // Each builds on the property of the one before.
    let template = r#"{"allOf":[%,{"properties":{"a":{"type":"string"}}}]}"#;
    expect(&chain(100, template), &[]);
    expect(&chain(2_000, template), &["E0311"]);
}

#[test]
fn lists_within_lists() {
    for template in [
        r#"{"type":"array","items":%}"#,
        r#"{"additionalProperties":%}"#,
    ] {
        expect(&chain(20, template), &[]);
        expect(&chain(3_000, template), &["E0311"]);
    }
}

/// Each level says the one below twice: what they say once must be worked out once.
#[test]
fn doubling_that_adds_nothing() {
    for template in [
        r#"{"allOf":[%,%]}"#,
        r#"{"oneOf":[%,%]}"#,
        r#"{"properties":{"a":%,"b":%}}"#,
        r#"{"properties":{"a":%},"allOf":[{"properties":{"a":{"allOf":[%]}}}]}"#,
    ] {
        expect(&chain(60, template), &[]);
    }
    // Fifty unions, each of all the others.
    let unions = (0..50).map(|one| {
        let others = (0..50).filter(|other| *other != one).map(to);
        let others: Vec<String> = others.collect();
        format!(
            r#""S{one}":{{"oneOf":[{{"type":"integer"}},{}]}}"#,
            others.join(",")
        )
    });
    expect(&schemas(unions), &[]);
}

/// Each level is a product of those below: no client could hold that.
#[test]
fn doubling_that_multiplies() {
    for template in [
        r#"{"properties":{"q":{"type":"string"}},"oneOf":[{"allOf":[%,{"properties":{"a":%}}]},{"allOf":[%,{"properties":{"b":%}}]}]}"#,
        r#"{"allOf":[{"minimum":1},%,%]}"#,
    ] {
        expect(&chain(60, template), &["E0311"]);
    }
    for template in [
        r#"{"type":"object","properties":{"p":%},"oneOf":[%,{"required":["p"]}],"allOf":[{"properties":{"p":{"type":"string"}}}]}"#,
        r#"{"type":"object","properties":{"p":%},"oneOf":[%,{"allOf":[%,{"properties":{"r":%}}]}],"allOf":[{"properties":{"p":{"type":"string"}}}]}"#,
    ] {
        let sources = Sources::new("openapi.json", ring(6, template));
        assert!(!errors(&sources).is_empty());
    }
    // Five hundred schemas that all say the five hundred properties of one.
    let base: Vec<String> = (0..500).map(|key| format!(r#""p{key}":{{}}"#)).collect();
    let base = format!(r#""S0":{{"properties":{{{}}}}}"#, base.join(","));
    let heirs = (1..500).map(|heir| {
        format!(
            r#""S{heir}":{{"allOf":[{}],"properties":{{"own":{{}}}}}}"#,
            to(0)
        )
    });
    expect(&schemas([base].into_iter().chain(heirs)), &["E0311"]);
}

/// Two ways lead from each level to the next one, so that what looked at each way would look at 2⁴⁰ of them.
#[test]
fn unions_within_unions_in_xml() {
    let level = |level: usize| {
        let next = format!("{{$ref: '#/components/schemas/A{}'}}", level + 1);
        let way = |name: &str| {
            let key = format!("{name}{level}").to_lowercase();
            format!(
                "{name}{level}: {{anyOf: [{next}, {{type: object, required: [{key}], properties: {{{key}: {{type: string}}}}}}]}}"
            )
        };
        let to = |name: &str| format!("{{$ref: '#/components/schemas/{name}{level}'}}");
        format!(
            "A{level}: {{oneOf: [{}, {}]}}, {}, {}",
            to("B"),
            to("C"),
            way("B"),
            way("C")
        )
    };
    let levels: Vec<String> = (0..40).map(level).collect();
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{/a: {{get: {{operationId: a, responses: {{'200': \
         {{description: D, content: {{application/xml: {{schema: {{$ref: '#/components/schemas/A0'}}}}}}}}}}}}}}}}, \
         components: {{schemas: {{{}, A40: {{type: object, properties: {{z: {{type: string}}}}}}}}}}}}",
        levels.join(", ")
    );
    let output = generate(&Sources::new("t.yaml", text));
    let elements = &output.files["src/xml_elements.rs"];
    for member in ["\"b0\"", "\"c39\"", "\"z\""] {
        assert_eq!(elements.matches(member).count(), 1, "{member}");
    }
}

#[test]
fn ways_that_multiply() {
    // Each of ten names has four schemas, and every way leads through one of each.
    let bind = |level: usize, index: usize| {
        let next = (0..4).map(|next| {
            format!(
                r#""p{next}":{{"$ref":"https://t.example/{}/{next}"}}"#,
                level + 1
            )
        });
        let next: Vec<String> = next.collect();
        let next = if level == 9 {
            r#""leaf":{"$ref":"https://t.example/leaf"}"#.to_owned()
        } else {
            next.join(",")
        };
        format!(
            r#""B{level}x{index}":{{"$id":"https://t.example/{level}/{index}","$dynamicAnchor":"n{level}","type":"object","properties":{{{next}}}}}"#
        )
    };
    let first = r#""S0":{"$ref":"https://t.example/0/0"}"#.to_owned();
    let meant = (0..10).map(|name| format!(r##""m{name}":{{"$dynamicRef":"#n{name}"}}"##));
    let meant: Vec<String> = meant.collect();
    let leaf = format!(
        r#""Leaf":{{"$id":"https://t.example/leaf","type":"object","properties":{{{}}}}}"#,
        meant.join(",")
    );
    let binds = (0..40).map(|at| bind(at / 4, at % 4));
    expect(&schemas([first, leaf].into_iter().chain(binds)), &[]);
}

#[test]
fn a_union_of_thousands() {
    let objects = |count: usize| {
        let branches = (0..count)
            .map(|key| format!(r#"{{"required":["k{key}"],"properties":{{"k{key}":{{}}}}}}"#));
        let branches: Vec<String> = branches.collect();
        schemas([format!(r#""S0":{{"oneOf":[{}]}}"#, branches.join(","))])
    };
    expect(&objects(500), &[]);
    expect(&objects(2_001), &["E0311"]);
    let words: Vec<String> = (0..5_000)
        .map(|word| format!(r#"{{"const":"w{word}"}}"#))
        .collect();
    expect(
        &schemas([format!(r#""S0":{{"oneOf":[{}]}}"#, words.join(","))]),
        &[],
    );
}

#[test]
fn rings_of_schemas() {
    for length in [1, 2, 1_000] {
        expect(&ring(length, r#"{"properties":{"a":%}}"#), &[]);
        expect(&ring(length, r#"{"properties":{"a":{"items":%}}}"#), &[]);
        expect(&ring(length, "%"), &["E0201"]);
        expect(&ring(length, r#"{"allOf":[%]}"#), &["E0201"]);
        expect(
            &ring(length, r#"{"required":["a"],"properties":{"a":%}}"#),
            &[],
        );
    }
    // Each union of a ring has the branches of all the others.
    for (length, template) in [
        (1_000, r#"{"allOf":[%,{"properties":{"a":{}}}]}"#),
        (200, r#"{"oneOf":[%,{"type":"string"}]}"#),
        (200, r#"{"anyOf":[%,%]}"#),
        (1_000, r#"{"items":%}"#),
        (1_000, r#"{"additionalProperties":%}"#),
    ] {
        for length in [1, 2, length] {
            let sources = Sources::new("openapi.json", ring(length, template));
            assert!(
                errors(&sources)
                    .iter()
                    .all(|code| ["E0201", "E0311"].contains(code))
            );
        }
    }
    let discriminated = r#"{"oneOf":[%,{"type":"object","properties":{"k":%}}],"discriminator":{"propertyName":"k","mapping":{"a":"S0","b":"S1"}}}"#;
    let sources = Sources::new("openapi.json", ring(3, discriminated));
    errors(&sources);
}

#[test]
fn rings_of_everything_else() {
    for (kind, at) in [
        (
            "parameters",
            "    get: { parameters: [{ $ref: '#/components/parameters/A' }], responses: {} }",
        ),
        (
            "responses",
            "    get: { responses: { '200': { $ref: '#/components/responses/A' } } }",
        ),
        (
            "requestBodies",
            "    put: { requestBody: { $ref: '#/components/requestBodies/A' }, responses: {} }",
        ),
        (
            "headers",
            "    get: { responses: { '200': { description: a, headers: { H: { $ref: '#/components/headers/A' } } } } }",
        ),
        (
            "examples",
            "    put: { requestBody: { content: { a/b: { examples: { e: { $ref: '#/components/examples/A' } } } } }, responses: {} }",
        ),
        (
            "links",
            "    get: { responses: { '200': { description: a, links: { l: { $ref: '#/components/links/A' } } } } }",
        ),
        (
            "callbacks",
            "    get: { callbacks: { c: { $ref: '#/components/callbacks/A' } }, responses: {} }",
        ),
        ("pathItems", "    $ref: '#/components/pathItems/A'"),
    ] {
        let ring = format!(
            "components: {{ {kind}: {{ A: {{ $ref: '#/components/{kind}/B' }}, B: {{ $ref: '#/components/{kind}/A' }} }} }}"
        );
        let text = root(&format!("paths:\n  /a:\n{at}\n{ring}\n"));
        expect(&text, &["E0201"]);
    }
    // A callback that is called back within itself, and a path that is its own item.
    let text = root(
        "paths:\n  /a:\n    post: { responses: {}, callbacks: { c: { $ref: '#/components/callbacks/A' } } }\n\
         components: { callbacks: { A: { x: { post: { responses: {}, callbacks: { c: { $ref: '#/components/callbacks/A' } } } } } } }\n",
    );
    errors(&Sources::new("openapi.yaml", text));
    let text = root("paths:\n  /a: { $ref: '#/paths/~1a' }\n");
    expect(&text, &["E0201"]);
    let text = root(
        "paths:\n  /a:\n    get: { responses: { '200': { $ref: '#/paths/~1a/get/responses/200' } } }\n",
    );
    expect(&text, &["E0201"]);
    let text = root(
        "paths: {}\ncomponents: { headers: { A: { content: { a/b: { encoding: { e: { headers: { H: { $ref: '#/components/headers/A' } } } } } } } } }\n",
    );
    errors(&Sources::new("openapi.yaml", text));
}

/// The description, and what the files are that it asks for.
fn with_files(text: &str, file: impl Fn(&str) -> Result<Vec<u8>, String>) -> Sources {
    let mut sources = Sources::new("api/openapi.yaml", root(text));
    for _ in 0..100 {
        for name in sources.missing() {
            assert!(name.starts_with("api/") && !name.contains(".."), "{name}");
            let text = file(&name);
            sources.supply(name, text);
        }
    }
    assert_eq!(sources.missing(), Vec::<String>::new());
    sources
}

#[test]
fn references_to_files() {
    let schema = |reference: &str| {
        format!("paths: {{}}\ncomponents: {{ schemas: {{ A: {{ $ref: \"{reference}\" }} }} }}\n")
    };
    let nothing = |_: &str| Err("there is no such file".to_owned());
    for (reference, code) in [
        ("../secret.yaml", "E0202"),
        ("a/../../secret.yaml", "E0202"),
        ("/etc/passwd", "E0202"),
        ("file:///etc/passwd", "E0202"),
        ("https://example.com/a.yaml", "E0202"),
        ("//example.com/a.yaml", "E0202"),
        ("C:\\\\a.yaml", "E0202"),
        ("a.yaml", "E0003"),
        (".", "E0003"),
        ("b/", "E0003"),
        ("openapi.yaml#/components/schemas/A", "E0201"),
        ("./openapi.yaml#/components/schemas/A", "E0201"),
    ] {
        let sources = with_files(&schema(reference), nothing);
        assert_eq!(errors(&sources), [code], "{reference}");
    }
    // Text that is none, a loop from file to file, a fault in a file.
    let sources = with_files(&schema("a.yaml"), |_| Ok(vec![b'a', 0xff]));
    assert!(errors(&sources).contains(&"E0001"));
    let sources = with_files(&schema("a.yaml#/x"), |name| {
        let other = if name.ends_with("a.yaml") { "b" } else { "a" };
        Ok(format!("x: {{ $ref: '{other}.yaml#/x' }}").into_bytes())
    });
    assert_eq!(errors(&sources), ["E0201"]);
    let sources = with_files(&schema("a.yaml#/x"), |_| Ok(b"x: [".to_vec()));
    assert!(errors(&sources).contains(&"E0001"));
}

#[test]
fn wide_descriptions() {
    let many = |count: usize, of: &dyn Fn(usize) -> String| {
        let all: Vec<String> = (0..count).map(of).collect();
        all.join(",")
    };
    let properties = many(10_000, &|index| {
        format!(r#""p{index}":{{"type":"string"}}"#)
    });
    let names = many(10_000, &|index| format!(r#""p{index}""#));
    let text = format!(r#""S0":{{"required":[{names}],"properties":{{{properties}}}}}"#);
    expect(&schemas([text]), &[]);
    let text = format!(r#""S0":{{"type":"string","enum":[{names}]}}"#);
    expect(&schemas([text]), &[]);
    // Names that are one name.
    let names = many(4_000, &|index| {
        format!(r#""{}a""#, "-".repeat(index % 97) + &".".repeat(index / 97))
    });
    expect(&schemas([format!(r#""S0":{{"enum":[{names}]}}"#)]), &[]);
    let paths = many(2_000, &|index| {
        format!(r#""/p{index}/x":{{"get":{{"operationId":"op{index}","responses":{{}}}}}}"#)
    });
    expect(&root(&format!("paths: {{{paths}}}")), &[]);
    let missing = (0..2_000)
        .map(|index| format!(r##""S{index}":{{"$ref":"#/components/schemas/T{index}"}}"##));
    expect(&schemas(missing), &["E0200"]);
}

#[test]
fn long_names_and_paths() {
    let long = "ab".repeat(5_000);
    let text = format!(
        r#""S0":{{"title":"{long}","properties":{{"{long}":{{"properties":{{"{long}1":{{"enum":["{long}","{long}2"]}}}}}}}}}},"{long}":{{"properties":{{"a":{{}}}}}},"{long}2":{{"properties":{{"a":{{}}}}}}"#
    );
    expect(&schemas([text]), &[]);
    let paths = format!(
        r#"{{"/{long}/{long}2/{{{long}}}":{{"get":{{"operationId":"{long}","tags":["{long}"],"parameters":[{{"name":"{long}","in":"path","required":true,"schema":{{"type":"string"}}}}],"responses":{{}}}}}}}}"#
    );
    expect(
        &format!(
            r#"{{"openapi":"3.1.0","info":{{"title":"{long}","version":"1"}},"paths":{paths}}}"#
        ),
        &[],
    );
    let root = |path: &str| {
        format!(
            r#"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{"{path}":{{"get":{{"responses":{{}}}}}}}}}}"#
        )
    };
    let segments: String = (0..5_000).map(|step| format!("/s{step}")).collect();
    expect(&root(&segments), &[]);
    let segments: String = (0..2_000).map(|step| format!("/{{s{step}}}")).collect();
    expect(&root(&segments), &[]);
}

#[test]
fn numbers_beyond_measure() {
    for number in [
        "1e400".to_owned(),
        "-1e-400".to_owned(),
        "9".repeat(400),
        format!("-{}.5", "9".repeat(40)),
        "170141183460469231731687303715884105727".to_owned(),
        "-170141183460469231731687303715884105728".to_owned(),
        ".inf".to_owned(),
        ".nan".to_owned(),
    ] {
        for kind in ["integer", "number", "string"] {
            let text = root(&format!(
                "paths: {{}}\ncomponents:\n  schemas:\n    A: {{ type: {kind}, minimum: {number}, exclusiveMinimum: {number}, maximum: {number}, exclusiveMaximum: {number}, maxLength: {number}, enum: [{number}], const: {number}, default: {number}, example: {number} }}\n    B: {{ type: {kind}, minimum: {number} }}\n    C: {{ type: {kind}, exclusiveMaximum: {number} }}\n    D: {{ type: {kind}, exclusiveMinimum: {number} }}\n"
            ));
            errors(&Sources::new("openapi.yaml", text));
        }
    }
}

/// Found by the fuzzer: an overlay without a word was looked for at a place of the description.
#[test]
fn long_descriptions_in_markdown() {
    const MANY: usize = 20_000;
    let definitions = (0..MANY).map(|index| format!("[a{index}]: https://a.example\n"));
    let texts = [
        "{%".repeat(MANY),
        "{% hint %}".repeat(MANY),
        "[a".repeat(MANY),
        "` `` ".repeat(MANY),
        "a<br>".repeat(MANY),
        "    b\n".repeat(MANY),
        "> - ".repeat(MANY),
        definitions.collect(),
    ];
    for text in texts {
        let text = serde_json::Value::from(text);
        let document = format!(
            r#"{{"openapi":"3.1.0","info":{{"title":"t","version":"1","description":{text}}},"paths":{{}}}}"#
        );
        expect(&document, &[]);
    }
}

#[test]
fn an_empty_overlay() {
    for text in ["", "1", "[]", "{}"] {
        let mut sources = Sources::new("openapi.yaml", root("paths: {}\n"));
        sources.overlay("openapi.overlay.yaml", text);
        let expected = if text.is_empty() { "E0001" } else { "E0004" };
        assert_eq!(errors(&sources), [expected], "{text:?}");
    }
}

#[test]
fn the_next_page_is_a_union_that_holds_itself() {
    let paths = r##"paths:
  /a:
    get:
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { type: object, properties: { items: { type: array, items: {} }, next: { $ref: "#/components/schemas/Next" } } }
components:
  schemas:
    Next: { anyOf: [{ $ref: "#/components/schemas/Next" }, { type: string }] }
"##;
    let sources = Sources::new("openapi.yaml", root(paths));
    let _ = errors(&sources);
}
