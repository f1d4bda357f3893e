//! The file of names: a client calls a thing what the client before it called it, whatever else the description
//! has by then and in whatever order.

mod calls;
mod file;
mod files;
mod pages;
mod said;
mod servers;

use std::collections::BTreeSet;

use generator::{Code, Names, Options, Output, Sources, generate_with};

use crate::features::names_of;

/// The clients of one description after the other, each with the names of the one before. A second run before the
/// next commit changes nothing.
fn versions(texts: &[&str]) -> Vec<Output> {
    let mut committed: Option<Names> = None;
    let mut outputs = Vec::new();
    for text in texts {
        let output = run(text, committed.as_ref());
        let names = names_of(&output);
        if let Some(committed) = &committed {
            let again = run(text, Some(&names.clone().since(committed)));
            for (path, file) in &output.files {
                assert_eq!(again.files.get(path), Some(file), "{path} of a second run");
            }
        }
        committed = Some(names);
        outputs.push(output);
    }
    outputs
}

fn run(text: &str, names: Option<&Names>) -> Output {
    let options = Options {
        names,
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.yaml", text), &options);
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

/// All Rust text of a client that depends on its description.
fn code(output: &Output) -> String {
    let files = output.files.iter().filter(|(path, _)| {
        path.ends_with(".rs") && !path.starts_with("src/runtime") && !path.starts_with("tests")
    });
    files.map(|(_, text)| text.as_str()).collect()
}

#[track_caller]
fn has(output: &Output, expected: &[&str]) {
    let code = code(output);
    for line in expected {
        assert!(code.contains(line), "`{line}` is not in\n{code}");
    }
}

/// A description with these schemas, all of them received.
fn schemas(schemas: &str) -> String {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    )
}

fn found(output: &Output, code: Code) -> Vec<&str> {
    let of_code = output.diagnostics.iter().filter(|found| found.code == code);
    of_code.map(|found| found.message.as_str()).collect()
}

/// A parameter `pageSize`, and then `page_size` before it.
fn beside_page_size() -> Vec<Output> {
    let with = |parameters: &str| {
        paths(&format!(
            "  /a: {{ get: {{ operationId: getA, parameters: [{parameters}], responses: {{ '204': {{ description: d }} }} }} }}\n"
        ))
    };
    let old = "{ name: pageSize, in: query, schema: { type: integer } }";
    let new = "{ name: page_size, in: query, schema: { type: string } }";
    versions(&[&with(old), &with(&format!("{new}, {old}"))])
}

#[test]
fn a_value_keeps_its_variant_when_the_order_changes() {
    let one = schemas("Light: { type: string, enum: [a, A] }");
    let other = schemas("Light: { type: string, enum: [A, b, a] }");
    let outputs = versions(&[&one, &other]);
    for output in &outputs {
        has(output, &["A = \"a\"", "AUppercase = \"A\""]);
    }
}

#[test]
fn a_value_that_the_description_names_later_keeps_its_variant() {
    let names = |names: &str| {
        schemas(&format!(
            "State: {{ type: string, enum: [on, off]{names} }}\nSize: {{ type: integer, enum: [1, 2]{names} }}\n\
             Limit: {{ oneOf: [{{ type: integer, enum: [0]{} }}, {{ type: integer, enum: [7] }}, {{ type: integer }}] }}",
            if names.is_empty() {
                ""
            } else {
                ", title: Nothing"
            }
        ))
    };
    for output in versions(&[&names(""), &names(", x-enum-varnames: [Bright, Dark]")]) {
        has(
            &output,
            &["On = \"on\"", "Off = \"off\"", "Value1 = 1", "Value0"],
        );
        assert!(!code(&output).contains("Bright"));
    }
}

#[test]
fn a_value_that_is_named_before_the_first_commit_has_that_name() {
    let size = |names: &str| schemas(&format!("Size: {{ type: integer, enum: [1, 2]{names} }}"));
    let committed = names_of(&run(&schemas("Other: { enum: [a] }"), None));
    let draft = names_of(&run(&size(""), Some(&committed)));
    let output = run(
        &size(", x-enum-varnames: [Low, High]"),
        Some(&draft.since(&committed)),
    );
    has(&output, &["Low = 1", "High = 2"]);
    let outputs = versions(&[&size(""), &size(", x-enum-varnames: [Low, High]")]);
    assert_eq!(found(&outputs[1], Code::FreedName), [""; 0]);
}

#[test]
fn an_integer_keeps_the_name_that_an_earlier_generator_gave_it() {
    let document = schemas("Level: { type: integer, enum: [1, 2] }");
    let names = "\"exact > members of #/components/schemas/Level\": \"_1\"\n";
    let names = Names::read(&Sources::new("names.yaml", names)).unwrap();
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("t.yaml", document), &options);
    has(&output, &["_1 = 1", "Value2 = 2"]);
}

#[test]
fn a_value_whose_word_another_one_would_get_keeps_it() {
    let one = schemas("Light: { type: string, enum: [RED] }");
    let other = schemas("Light: { type: string, enum: [red, RED] }");
    let outputs = versions(&[&one, &other]);
    has(&outputs[1], &["Red = \"RED\"", "RedLowercase = \"red\""]);
}

const INLINE: &str = "Video: { type: object, properties: { size: { type: object, properties: { width: { type: integer } } } } }";

#[test]
fn an_inline_type_keeps_its_name_beside_a_component_of_that_name() {
    let component = "VideoSize: { type: object, properties: { other: { type: string } } }\n";
    let outputs = versions(&[&schemas(INLINE), &schemas(&format!("{component}{INLINE}"))]);
    has(&outputs[0], &["pub size: Option<VideoSize>"]);
    has(
        &outputs[1],
        &["pub size: Option<VideoSize>", "pub struct VideoSizeObject"],
    );
    let renamed = found(&outputs[1], Code::Renamed);
    assert_eq!(
        renamed,
        [
            "the type `VideoSize` is called `VideoSizeObject`: the client has had another `VideoSize`, which keeps its name"
        ]
    );
    // The order in which the third version has them is of no matter either.
    let third = schemas(&format!("{INLINE}\n{component}"));
    let third = versions(&[
        &schemas(INLINE),
        &schemas(&format!("{component}{INLINE}")),
        &third,
    ]);
    has(
        &third[2],
        &["pub size: Option<VideoSize>", "pub struct VideoSizeObject"],
    );
    assert_eq!(found(&third[2], Code::Renamed), [] as [&str; 0]);
}

#[test]
fn a_field_keeps_its_name_beside_a_key_of_that_name() {
    let one = schemas("User: { type: object, properties: { userId: { type: string } } }");
    let other = schemas(
        "User: { type: object, properties: { user_id: { type: integer }, userId: { type: string } } }",
    );
    let outputs = versions(&[&one, &other]);
    has(
        &outputs[1],
        &[
            "pub user_id: Option<String>",
            "pub user_id_value: Option<i64>",
        ],
    );
}

#[test]
fn members_of_a_union_keep_their_names_when_one_is_put_first() {
    let first = "  - { type: object, required: [name], properties: { name: { type: string }, url: { type: string } } }\n";
    let rest = "  - { type: object, required: [url], properties: { url: { type: string } } }\n  - { type: integer }\n";
    let one = schemas(&format!("Model:\n  oneOf:\n{rest}"));
    let other = schemas(&format!("Model:\n  oneOf:\n{first}{rest}"));
    let outputs = versions(&[&one, &other]);
    has(
        &outputs[0],
        &[
            "Url(#[from(ModelUrl)] Box<ModelUrl>)",
            "Integer(#[from] i64)",
        ],
    );
    has(
        &outputs[1],
        &[
            "Url(#[from(ModelUrl)] Box<ModelUrl>)",
            "Integer(#[from] i64)",
            "pub struct ModelUrl",
        ],
    );
}

fn paths(paths: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://t.example' }}]\npaths:\n{paths}"
    )
}

#[test]
fn types_that_part_are_two_and_types_that_were_apart_stay_apart() {
    let a = "A: { type: object, properties: { x: { type: object, properties: { v: { type: string } } } } }\n";
    let b = a.replace("A:", "B:");
    let more = b.replace(
        "v: { type: string }",
        "v: { type: string }, w: { type: string }",
    );
    let (same, parted) = (schemas(&format!("{a}{b}")), schemas(&format!("{a}{more}")));
    let outputs = versions(&[&same, &parted, &same]);
    has(&outputs[0], &["same!(BX = AX);"]);
    has(&outputs[1], &["pub struct AX", "pub struct BX"]);
    has(&outputs[2], &["pub struct AX", "pub struct BX"]);
}

#[test]
fn a_name_that_is_free_goes_to_nothing_else() {
    let values = |values: &str| schemas(&format!("Light: {{ type: string, enum: [{values}] }}"));
    let outputs = versions(&[
        &values("RED, green"),
        &values("green"),
        &values("green, Red"),
        &values("RED, Red"),
    ]);
    assert_eq!(
        found(&outputs[1], Code::FreedName),
        [
            "`Red` of the members of #/components/schemas/Light is free: `RED` is gone; nothing else gets the name"
        ]
    );
    assert_eq!(found(&outputs[2], Code::FreedName), [] as [&str; 0]);
    has(&outputs[2], &["RedCapitalized = \"Red\""]);
    has(&outputs[3], &["Red = \"RED\"", "RedCapitalized = \"Red\""]);
}

#[test]
fn a_name_that_is_its_key_is_freed_too() {
    let values = |values: &str| schemas(&format!("Light: {{ type: string, enum: [{values}] }}"));
    let outputs = versions(&[
        &values("red, green"),
        &values("green"),
        &values("green, RED"),
        &values("green, RED, red"),
    ]);
    let told = "`Red` of the members of #/components/schemas/Light is free: what had it is gone; nothing else gets the name";
    assert_eq!(found(&outputs[1], Code::FreedName), [told]);
    assert_eq!(found(&outputs[2], Code::FreedName), [] as [&str; 0]);
    has(&outputs[2], &["RedUppercase = \"RED\""]);
    has(&outputs[3], &["RedUppercase = \"RED\"", "Red = \"red\""]);
}

#[test]
fn a_type_whose_component_is_gone_leaves_its_name_to_nothing_else() {
    let size = "VideoSize: { type: object, properties: { other: { type: string } } }\n";
    let video = "Video: { type: object, properties: { id: { type: string } } }";
    let outputs = versions(&[&schemas(&format!("{size}{video}")), &schemas(INLINE)]);
    assert!(found(&outputs[1], Code::FreedName).contains(
        &"`VideoSize` of the types is free: no type is made of `#/components/schemas/VideoSize` any more; nothing else gets the name"
    ));
    has(&outputs[1], &["pub size: Option<VideoSizeObject>"]);
}

#[test]
fn a_type_that_stands_elsewhere_by_now_keeps_its_name() {
    let case = "{ type: string, enum: [upper, lower] }";
    let component = format!(
        "StyleCase: {case}\nStyle: {{ type: object, properties: {{ case: {{ $ref: '#/components/schemas/StyleCase' }} }} }}"
    );
    let style = |case: &str| {
        schemas(&format!(
            "Style: {{ type: object, properties: {{ case: {case} }} }}"
        ))
    };
    let answer = |status: &str, media: &str| {
        let content =
            format!("{{ {media}: {{ schema: {{ type: object, properties: {{ b: {case} }} }} }} }}");
        paths(&format!(
            "  /a: {{ get: {{ operationId: getA, responses: {{ '{status}': {{ description: d, content: {content} }} }} }} }}\n"
        ))
    };
    let query = |of_path: bool| {
        let parameters = format!("parameters: [{{ name: mode, in: query, schema: {case} }}]");
        let (path, own) = match of_path {
            true => (format!("{parameters}, "), String::new()),
            false => (String::new(), format!(", {parameters}")),
        };
        paths(&format!(
            "  /a: {{ {path}get: {{ operationId: getA, responses: {{ '204': {{ description: d }} }}{own} }} }}\n"
        ))
    };
    for (old, new, expected) in [
        (style(case), schemas(&component), "pub enum StyleCase {"),
        (
            style(case),
            style(&format!("{{ anyOf: [{case}, {{ type: 'null' }}] }}")),
            "pub enum StyleCase {",
        ),
        (
            answer("200", "application/json"),
            answer("201", "application/json"),
            "pub struct GetAResponse {",
        ),
        (
            answer("200", "application/json"),
            answer("200", "application/json; charset=utf-8"),
            "pub enum GetAResponseB {",
        ),
        (query(false), query(true), "pub enum GetAMode {"),
    ] {
        let outputs = versions(&[&old, &new, &new]);
        for output in &outputs {
            has(output, &[expected]);
            assert_eq!(found(output, Code::FreedName), [] as [&str; 0], "{new}");
        }
    }
    // What is in it says that it is another thing.
    let other = component.replace("upper, lower", "light, dark");
    let outputs = versions(&[&style(case), &schemas(&other)]);
    has(&outputs[1], &["pub enum StyleCaseValue {"]);
}

#[test]
fn what_leaves_its_name_to_another_says_so() {
    let outputs = beside_page_size();
    assert_eq!(
        found(&outputs[1], Code::YieldedName),
        [
            "`query page_size` of the arguments of GET /a is called `page_size_value`: the client has had another `page_size`, which keeps its name"
        ]
    );
}

#[test]
fn another_order_parts_no_types() {
    let inline = |name: &str, properties: &str| {
        format!(
            "{name}: {{ type: object, properties: {{ x: {{ type: object, properties: {{ {properties} }} }} }} }}\n"
        )
    };
    let (v, w) = (
        "v: { type: string, enum: [a, b] }",
        "w: { type: string, enum: [b, a] }",
    );
    let one = inline("A", &format!("{v}, {w}")) + &inline("B", &format!("{v}, {w}"));
    let other = inline("B", &format!("{w}, {v}")) + &inline("A", &format!("{v}, {w}"));
    let outputs = versions(&[&schemas(&one), &schemas(&other)]);
    // The one that stood for both still does.
    for output in &outputs {
        has(output, &["BX = AX;"]);
    }
    let union = |name: &str, branches: [&str; 3]| {
        let branches = branches.join(", ");
        format!("{name}: {{ type: object, properties: {{ x: {{ oneOf: [{branches}] }} }} }}\n")
    };
    let [text, integer, list] = [
        "{ type: string }",
        "{ type: integer }",
        "{ type: array, items: { type: string } }",
    ];
    let one = union("A", [text, integer, list]) + &union("B", [text, integer, list]);
    let other = union("B", [list, integer, text]) + &union("A", [integer, text, list]);
    for output in versions(&[&schemas(&one), &schemas(&other)]) {
        has(&output, &["same!(BX = AX);"]);
    }
    // Both get a union whose branches have no words of their own.
    let one = inline("A", v) + &inline("B", v);
    let more = format!(
        "{v}, u: {{ oneOf: [{text}, {{ type: object, properties: {{ z: {integer} }} }}] }}"
    );
    let other = inline("A", &more) + &inline("B", &more);
    for output in versions(&[&schemas(&one), &schemas(&other)]) {
        has(&output, &["BX = AX;"]);
    }
}

#[test]
fn an_error_stays_of_the_type_that_another_status_has_in_another_order() {
    let schema = |required: &str| {
        format!(
            "{{ type: object, required: [{required}], properties: {{ a: {{ enum: [x, y] }}, b: {{ type: string }} }} }}"
        )
    };
    let document = |one: &str, other: &str| {
        let answer = |schema: &str| {
            format!("{{ description: d, content: {{ application/json: {{ schema: {schema} }} }} }}")
        };
        paths(&format!(
            "  /a: {{ get: {{ responses: {{ '204': {{ description: d }}, '403': {}, '404': {} }} }} }}\n",
            answer(one),
            answer(other)
        ))
    };
    let [one, other] = [schema("a, b"), schema("b, a").replace("x, y", "y, x")];
    let outputs = versions(&[&document(&one, &one), &document(&one, &other)]);
    assert_eq!(
        outputs[0].files["names.yaml"],
        outputs[1].files["names.yaml"]
    );
}

/// Query parameters of one operation, each with its values.
fn queries(queries: &[(&str, &str)]) -> String {
    let query = |(name, values): &(&str, &str)| {
        format!("{{ name: {name}, in: query, schema: {{ type: string, enum: [{values}] }} }}")
    };
    let queries: Vec<String> = queries.iter().map(query).collect();
    paths(&format!(
        "  /a: {{ get: {{ parameters: [{}], responses: {{ '204': {{ description: d }} }} }} }}\n",
        queries.join(", ")
    ))
}

#[test]
fn types_stay_one_without_the_one_that_stood_for_them() {
    let (p, q, r, s) = (("p", "x, y"), ("q", "x, y"), ("r", "x, y"), ("s", "x, y"));
    for without in [vec![q, r], vec![("p", "x, z"), q, r], vec![q, r, s]] {
        let outputs = versions(&[&queries(&[p, q, r]), &queries(&without), &queries(&without)]);
        has(&outputs[0], &["GetAQ = GetAP;", "GetAR = GetAP;"]);
        for output in &outputs[1..] {
            has(output, &["pub enum GetAQ {", "GetAR = GetAQ"]);
        }
    }
}

#[test]
fn what_a_component_and_an_operation_have_is_the_component_s() {
    let status = "{ type: string, enum: [on, off] }";
    let query = queries(&[("status", "on, off")]);
    let with = query.clone()
        + &format!(
            "components:\n  schemas:\n    Server: {{ type: object, properties: {{ status: {status} }} }}\n"
        );
    has(
        &versions(&[&with])[0],
        &[
            "pub enum ServerStatus {",
            "same!(GetAStatus = ServerStatus);",
        ],
    );
    let outputs = versions(&[&query, &with, &with]);
    for output in &outputs[1..] {
        has(
            output,
            &["pub enum GetAStatus {", "same!(ServerStatus = GetAStatus);"],
        );
    }
}

#[test]
fn a_branch_is_known_by_its_tag_whatever_the_property_is_called() {
    let union = |branches: &[(&str, &str, &str)]| {
        let branch = |(key, tag, other): &(&str, &str, &str)| {
            format!(
                "{{ type: object, required: [{key}], properties: {{ {key}: {{ enum: [{tag}] }}, {other}: {{ type: string }} }} }}"
            )
        };
        let branches: Vec<String> = branches.iter().map(branch).collect();
        schemas(&format!("Pet: {{ oneOf: [{}] }}", branches.join(", ")))
    };
    let before = union(&[("k", "alpha", "n"), ("k", "beta", "n")]);
    let turned = union(&[("mode", "beta", "n"), ("mode", "alpha", "n")]);
    let other = union(&[("mode", "gamma", "n"), ("mode", "beta", "m")]);
    let outputs = versions(&[&before, &turned, &other]);
    for (output, variants) in
        outputs
            .iter()
            .zip([["Alpha", "Beta"], ["Alpha", "Beta"], ["Gamma", "Beta"]])
    {
        let tagged = variants.map(|name| {
            format!(
                "{name}(#[from(Pet{name})] Box<Pet{name}>) = {:?}",
                name.to_lowercase()
            )
        });
        has(output, &tagged.each_ref().map(String::as_str));
    }
}

#[test]
fn branches_that_repeat_each_other_do_so_in_another_order_too() {
    let (code, why) = ("code: { const: full }", "why: { const: No room. }");
    let branch =
        |one: &str, other: &str| format!("{{ title: FULL, properties: {{ {one}, {other} }} }}, ");
    let union = |branches: String| {
        let other = "{ title: EMPTY, properties: { code: { const: empty } } }";
        schemas(&format!("Fault: {{ anyOf: [{branches}{other}] }}"))
    };
    let alike = union(branch(code, why) + &branch(code, why));
    let moved = union(branch(code, why) + &branch(why, code));
    let turned = union(branch(why, code) + &branch(code, why));
    for output in versions(&[&alike, &moved, &turned]) {
        has(&output, &["Full(", "pub struct FaultFull {", "Empty("]);
        assert!(!output.files["src/types.rs"].contains("Object("));
    }
}

#[test]
fn branches_that_differ_in_their_last_words_are_known_by_them() {
    let branch = |by: &str| {
        format!(
            "{{ type: object, properties: {{ text: {{ type: string, \
             enum: [This subscription should be activated by the {by}.] }} }} }}"
        )
    };
    let [system, merchant, other] = ["system", "merchant", "other"].map(branch);
    let more = system.replace("properties: {", "properties: { more: { type: integer },");
    let union = |branches: &[&String]| {
        let branches: Vec<&str> = branches.iter().map(|branch| branch.as_str()).collect();
        schemas(&format!("Detail: {{ anyOf: [{}] }}", branches.join(", ")))
    };
    let versions_of = [
        union(&[&system, &merchant]),
        union(&[&merchant, &system]),
        union(&[&other, &merchant, &system]),
        union(&[&other, &merchant, &more]),
    ];
    let types = |output: &Output| {
        let code = code(output);
        let lines = code.lines().filter(|line| line.contains(" by the "));
        let lines = lines.filter(|line| !line.contains(" other."));
        lines
            .map(|line| line.trim().to_owned())
            .collect::<BTreeSet<String>>()
    };
    let outputs = versions(&versions_of.each_ref().map(String::as_str));
    for output in &outputs[1..] {
        assert_eq!(types(&outputs[0]), types(output));
    }
}

#[test]
fn branches_are_known_by_what_is_within_them() {
    let base = "Base: { type: object, properties: { id: { type: string } } }\n";
    // `%` is what tells a branch from the others.
    for branch in [
        "{ allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { kind: { const: % } } }] }",
        "{ type: array, items: { type: object, required: [%], properties: { %: { type: string } } } }",
        "{ type: object, properties: { data: { type: object, properties: { kind: { const: % } } } } }",
        "{ oneOf: [{ type: object, properties: { kind: { const: % } } }, { type: string }] }",
    ] {
        let union = |values: &[&str]| {
            let branches: Vec<String> = values
                .iter()
                .map(|value| branch.replace('%', value))
                .collect();
            schemas(&format!(
                "{base}Shape: {{ oneOf: [{}] }}",
                branches.join(", ")
            ))
        };
        let texts = [
            union(&["circle", "square"]),
            union(&["line", "square", "circle"]),
        ];
        let outputs = versions(&[&texts[0], &texts[1]]);
        let lines = |output: &Output| {
            let code = code(output);
            let lines = code
                .lines()
                .filter(|line| line.contains("circle") || line.contains("square"));
            lines
                .map(|line| line.trim().to_owned())
                .collect::<BTreeSet<String>>()
        };
        let [before, after] = [lines(&outputs[0]), lines(&outputs[1])];
        assert!(before.is_subset(&after), "{branch}: {before:#?} {after:#?}");
    }
}

#[test]
fn a_variant_keeps_its_tag_beside_another_one_of_its_type() {
    let document = |mapping: &str| {
        schemas(&format!(
            "A: {{ type: object, required: [t], properties: {{ t: {{ type: string }} }} }}\n\
             B: {{ type: object, required: [t], properties: {{ t: {{ type: string }} }} }}\n\
             U: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], \
             discriminator: {{ propertyName: t, mapping: {{ {mapping}, b: '#/components/schemas/B' }} }} }}"
        ))
    };
    let [a, aa] = [
        "a: '#/components/schemas/A'",
        "aa: '#/components/schemas/A'",
    ];
    let texts = [
        document(a),
        document(&format!("{aa}, {a}")),
        document(&format!("{a}, {aa}")),
    ];
    for output in versions(&texts.each_ref().map(String::as_str)) {
        let code = code(&output);
        let mut lines = code.lines().map(str::trim);
        let line = lines
            .find(|line| line.starts_with("A("))
            .expect("a variant");
        assert!(line.ends_with("= \"a\","), "{line}");
    }
}

#[test]
fn what_an_overlay_puts_in_is_known_by_where_it_stands() {
    let text = schemas("Video: { type: object, properties: { id: { type: string } } }");
    let with = |name: &str, more: &str, names: Option<&Names>| {
        let size = "{ size: { type: object, properties: { w: { type: integer } } } }";
        let overlay = format!(
            "overlay: 1.0.0\ninfo: {{ title: O, version: '1' }}\nactions:\n{more}- target: $.components.schemas.Video.properties\n  update: {size}\n"
        );
        let mut sources = Sources::new("api.yaml", text.as_str());
        sources.overlay(name, overlay);
        let options = Options {
            names,
            ..Options::default()
        };
        generate_with(&sources, &options)
    };
    let one = with("a.yaml", "", None);
    assert!(one.files[Names::FILE].contains("types > #/components/schemas/Video/properties/size"));
    let component = "- target: $.components.schemas\n  update: { VideoSize: { type: object, properties: { other: { type: string } } } }\n";
    let other = with("b.yaml", component, Some(&names_of(&one)));
    for output in [&one, &other] {
        has(output, &["pub size: Option<VideoSize>"]);
    }
    has(&other, &["pub struct VideoSizeObject"]);
}

#[test]
fn a_name_that_the_client_needs_now_is_given_up_with_a_warning() {
    let text = schemas("Light: { type: string, enum: [UNKNOWN] }");
    let names = "\"members of #/components/schemas/Light > UNKNOWN\": \"Unknown\"\n";
    let names = Names::read(&Sources::new(Names::FILE, names)).expect("names");
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.yaml", text), &options);
    assert_eq!(
        found(&output, Code::LostName),
        [
            "`UNKNOWN` of the members of #/components/schemas/Light cannot stay `Unknown`: the client needs that name itself"
        ]
    );
}

/// Callers name the package: another title alone does not rename it.
#[test]
fn a_package_keeps_its_name() {
    let named = |info: &str, package: Option<&str>, owns_package: bool| {
        let call = "servers: [{ url: 'https://a.example' }]\npaths: { /p: { get: { operationId: getP, \
                    responses: { '204': { description: d } } } } }";
        let text = schemas("Pet: { type: object }").replace("{ title: T, version", info);
        let text = text.replace("paths: {}", call);
        let options = Options {
            package,
            owns_package,
            ..Options::default()
        };
        generate_with(&Sources::new("api.yaml", text), &options)
    };
    let [plain, said] = [
        "{ title: Pet Shop, version",
        "{ title: T, x-package: pets, version",
    ];
    for (info, package, owns_package, expected) in [
        (plain, None, false, "pet-shop"),
        (plain, Some("pet-shop"), false, "pet-shop"),
        (plain, Some("pets"), false, "pets"),
        (plain, Some("pets"), true, "pets"),
        (said, Some("old"), false, "pets"),
        (said, Some("old"), true, "old"),
        // No text of a manifest becomes code.
        (plain, Some("a; b"), true, "pet-shop"),
    ] {
        let output = named(info, package, owns_package);
        let manifest = &output.files["Cargo.toml"];
        let name = format!("name = \"{expected}\"\n");
        assert!(manifest.contains(&name), "{expected}: {manifest}");
        let usage = format!("let client = {}::Client", expected.replace('-', "_"));
        has(&output, &[&usage]);
        let stays = (package == Some("pets") && !owns_package)
            .then_some("the package is called `pets`, and not `pet-shop` after the title");
        assert_eq!(found(&output, Code::MadeName), Vec::from_iter(stays));
    }
}

#[test]
fn a_merged_type_is_known_by_its_parts_and_not_by_its_first_user() {
    let call = |path: &str| {
        format!(
            "  /{path}: {{ get: {{ operationId: {path}, responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: \
             {{ allOf: [{{ $ref: '#/components/schemas/Base' }}, {{ $ref: '#/components/schemas/More' }}] }} }} }} }} }} }} }}\n"
        )
    };
    let components = "components:\n  schemas:\n    Base: { type: object, properties: { detail: { type: object, properties: { a: { type: string } } } } }\n    \
         More: { type: object, properties: { detail: { type: object, properties: { b: { type: string } } } } }\n";
    let one = paths(&(call("first") + &call("second"))) + components;
    let other = paths(&(call("zero") + &call("second") + &call("first"))) + components;
    let outputs = versions(&[&one, &other]);
    for output in &outputs {
        has(output, &["pub struct FirstResponseDetail {"]);
        assert_eq!(found(output, Code::FreedName), [] as [&str; 0]);
    }
}

/// The items of both lists are merged, and each branch of one of them with what both say.
#[test]
fn a_type_that_is_merged_of_three_is_known_in_any_order_of_them() {
    let mut parts = vec!["Page", "Sorted"];
    let document = |parts: &[&str]| {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| format!("{{ $ref: '#/components/schemas/{part}' }}"))
            .collect();
        schemas(&format!(
            "List: {{ allOf: [{}] }}\n\
             Page: {{ type: object, properties: {{ rows: {{ type: array, items: {{ type: object, properties: {{ id: {{ type: string }} }} }} }} }} }}\n\
             Sorted: {{ type: object, properties: {{ rows: {{ type: array, items: {{ type: object, anyOf: [\
             {{ title: Sent, required: [to], properties: {{ to: {{ type: string }} }} }}, \
             {{ title: Draft, required: [by], properties: {{ by: {{ type: string }} }} }}] }} }} }} }}",
            parts.join(", ")
        ))
    };
    let one = document(&parts);
    parts.reverse();
    let outputs = versions(&[&one, &document(&parts)]);
    let types = |output: &Output| -> BTreeSet<String> {
        let code = code(output);
        let lines = code
            .lines()
            .filter(|line| line.starts_with("pub struct ") || line.contains("pub enum "));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(types(&outputs[0]), types(&outputs[1]));
    assert!(types(&outputs[0]).len() > 5, "{:?}", types(&outputs[0]));
    assert_eq!(found(&outputs[1], Code::FreedName), [] as [&str; 0]);
}

#[test]
fn a_variant_of_two_branches_is_read_again() {
    let text = schemas(
        "Value:\n  oneOf:\n  - { title: first, type: string }\n  - { type: boolean }\n  - { title: second, type: string }\n",
    );
    let outputs = versions(&[&text, &text]);
    assert_eq!(outputs[0].files, outputs[1].files);
}

#[test]
fn an_inline_type_keeps_its_name_when_its_member_moves_into_a_part() {
    let members = "{ type: object, properties: { align: { type: string, enum: [l, r] }, box: { type: object, properties: { w: { type: integer } } } } }";
    let plain = schemas(&format!("Style: {members}"));
    let moved = schemas(&format!(
        "Base: {{ type: object, properties: {{ id: {{ type: string }} }} }}\n\
         Style: {{ allOf: [{{ $ref: '#/components/schemas/Base' }}, {members}] }}"
    ));
    for texts in [[&*plain, &*moved, &*plain], [&*moved, &*plain, &*moved]] {
        let outputs = versions(&texts);
        for output in &outputs {
            has(output, &["pub enum StyleAlign {", "pub struct StyleBox {"]);
            let freed = found(output, Code::FreedName);
            assert!(
                freed.iter().all(|name| !name.contains("`Style")),
                "{freed:?}"
            );
        }
    }
}

#[test]
fn a_type_of_another_module_takes_no_name_from_the_first() {
    let kind = |name: &str, member: &str| {
        format!("{name}: {{ type: object, properties: {{ {member}: {{ type: string }} }} }}\n")
    };
    let first = kind("servers.types.Kind", "first");
    let more = kind("cats.Kind", "second") + &kind("Kind", "third") + &first;
    let outputs = versions(&[&schemas(&first), &schemas(&more), &schemas(&first)]);
    for output in &outputs {
        has(output, &["pub struct Kind {\n    /// The `first` member."]);
    }
    has(
        &outputs[1],
        &["pub struct CatsKind {", "pub struct KindObject {"],
    );
}
