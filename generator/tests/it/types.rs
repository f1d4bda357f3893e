//! Which type a schema becomes, seen in the text of the client.

mod bodies;
mod branches;
mod circles;
mod conversions;
mod described;
mod enumerations;
mod families;
mod names;
mod numbers;
mod patches;
mod tags;

use generator::{Sources, generate};

/// The code of the client of these paths and components, without documentation and spaces.
fn code(paths: &str, components: &str) -> String {
    let text = documented(paths, components);
    let lines = text.lines().filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join(" ")
}

/// The lines of the client, with what documents them.
fn documented(paths: &str, components: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\n\
         servers: [{{ url: 'https://t.example' }}]\npaths: {paths}\n\
         components: {{ schemas: {components} }}\n"
    );
    let output = generate(&Sources::new("t.yaml", text));
    assert!(!output.files.is_empty(), "{:?}", output.diagnostics);
    let ours = output.files.iter().filter(|(path, _)| {
        path.starts_with("src/") && !path.starts_with("src/runtime") && !path.ends_with("lib.rs")
    });
    let lines = ours.flat_map(|(_, text)| text.lines());
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn holds(code: &str, expected: &[&str]) {
    for part in expected {
        assert!(code.contains(part), "`{part}` is not in:\n{code}");
    }
}

const PET: &str = "{ Pet: { type: object, required: [id, name, secret], properties: {
    id: { type: string, readOnly: true }, name: { type: string },
    secret: { type: string, writeOnly: true } } } }";
const BODY: &str =
    "{ content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }";

#[test]
fn a_request_has_a_type_of_its_own_where_it_differs_from_the_answer() {
    let paths = format!(
        "{{ /pets: {{ post: {{ requestBody: {BODY}, responses: {{ '200': {BODY} }} }} }} }}"
    )
    .replace("'200': {", "'200': { description: d,");
    let code = code(&paths, PET);
    holds(
        &code,
        &[
            "pub struct Pet { pub id: String, pub name: String, pub extra: Extra, }",
            "pub struct PetRequest { pub name: String, pub secret: String, pub extra: Extra, }",
            "pub fn request(self, request: PetRequest) -> Self",
        ],
    );
}

#[test]
fn a_request_whose_other_keys_have_a_type_keeps_what_only_answers_have() {
    let paths = format!(
        "{{ /pets: {{ post: {{ requestBody: {BODY}, responses: {{ '200': {BODY} }} }} }} }}"
    )
    .replace("'200': {", "'200': { description: d,");
    let pet = "{ Pet: { type: object, required: [id], additionalProperties: { type: integer },
        properties: { id: { type: string, readOnly: true } } } }";
    holds(&code(&paths, pet), &["pub id: Option<String>,"]);
}

#[test]
fn what_only_requests_hold_keeps_its_name_and_need_not_have_what_only_answers_have() {
    let paths = format!(
        "{{ /pets: {{ post: {{ requestBody: {BODY}, responses: {{ '204': {{ description: d }} }} }} }} }}"
    );
    let code = code(&paths, PET);
    holds(
        &code,
        &["pub struct Pet { pub id: Option<String>, pub name: String, pub secret: String,"],
    );
    assert!(!code.contains("PetRequest"));
}

#[test]
fn whatever_a_call_sends_can_be_built() {
    let code = code(
        "{ /pets: { post: {
            parameters: [
              { name: filter, in: query, style: deepObject, schema: { $ref: '#/components/schemas/Filter' } },
              { name: tags, in: header, content: { application/json: { schema: { $ref: '#/components/schemas/Tags' } } } }],
            requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: {
              home: { $ref: '#/components/schemas/Home' } } } } } },
            responses: { '200': { description: d, content: { application/json: { schema: {
              $ref: '#/components/schemas/Pet' } } } } } } } }",
        "{ Filter: { type: object, required: [size], properties: { size: { oneOf: [{ type: string }, { type: integer }] } } },
           Tags: { type: object, properties: { color: { type: string } } },
           Home: { type: object, required: [door], properties: { door: { $ref: '#/components/schemas/Door' } } },
           Door: { type: object, properties: { key: { type: string } } },
           Pet: { type: object, properties: { name: { type: string } } } }",
    );
    holds(
        &code,
        &[
            "[Filter, extra, new] required \"size\" size(into FilterSize);",
            "pub enum FilterSize: From<&str> + From<String> {",
            "[Tags, extra, new] optional \"color\" color: into String;",
            "[Home, extra, new] required \"door\" door(plain Door);",
            "[Door, extra, new] optional \"key\" key: into String;",
            "[Pet, extra] optional \"name\" name;",
        ],
    );
}

#[test]
fn a_type_beside_a_reference_to_objects_is_the_type_itself() {
    let code = code(
        "{}",
        "{ Item: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
           A: { type: object, required: [a], properties: { a: { type: string } } },
           B: { type: object, required: [b], properties: { b: { type: string } } },
           Holder: { type: object, required: [item], properties: {
             item: { type: object, title: Thing, $ref: '#/components/schemas/Item' } } } }",
    );
    holds(&code, &["pub item: Item,"]);
}

#[test]
fn null_in_a_part_that_says_nothing_else_is_null_beside_the_parts() {
    let kind = "$ref: '#/components/schemas/Kind'";
    for (parts, expected) in [
        (format!("{{ {kind} }}, {{ nullable: true }}"), "Option<"),
        (
            format!("{{ description: d, nullable: true }}, {{ {kind} }}"),
            "Option<",
        ),
        (
            "{ type: string }, { type: string, nullable: true }".to_owned(),
            "String,",
        ),
    ] {
        let components = format!(
            "{{ Kind: {{ enum: [a] }}, All: {{ type: object, required: [kind],
                properties: {{ kind: {{ allOf: [{parts}] }} }} }} }}"
        );
        holds(
            &code("{}", &components),
            &[&format!("pub kind: {expected}")],
        );
    }
}

#[test]
fn what_is_required_beyond_six_arguments_is_set_by_name() {
    let parameters: Vec<String> = ["a", "b", "c", "d", "e", "f"]
        .map(|name| {
            format!("{{ name: {name}, in: query, required: true, schema: {{ type: integer }} }}")
        })
        .into();
    let paths = format!(
        "{{ '/pets/{{id}}': {{ get: {{ parameters: [{{ name: id, in: path, required: true,
             schema: {{ type: string }} }}, {}], responses: {{ '204': {{ description: d }} }} }} }} }}",
        parameters.join(", ")
    );
    let code = code(&paths, "{}");
    holds(
        &code,
        &[
            "pub fn retrieve(&self, id: impl Into<String>) ->",
            "pub fn f(self, f: i64) -> Self",
        ],
    );
}

#[test]
fn each_place_of_a_tuple_has_its_type() {
    let long = ["{}"; 13].join(", ");
    let components = format!(
        "{{
            Point: {{ type: array, prefixItems: [{{ type: number }}, {{ type: [integer, 'null'] }}], minItems: 2, items: false }},
            Open: {{ prefixItems: [{{ type: string }}, {{ type: [string, 'null'] }}], minItems: 1, items: {{ type: boolean }} }},
            One: {{ type: array, prefixItems: [{{ $ref: '#/components/schemas/One' }}] }},
            Merged: {{ allOf: [{{ type: array, prefixItems: [{{ type: number }}] }}, {{ prefixItems: [{{ type: integer }}, true], items: {{ type: string }}, minItems: 2 }}] }},
            Long: {{ type: object, properties: {{ long: {{ type: array, prefixItems: [{long}] }} }} }}
        }}"
    );
    let code = code("{}", &components);
    holds(
        &code,
        &[
            "pub struct Point(f64, Option<i64>);",
            "pub struct Open(String, Nullable<String>, ..bool);",
            "pub struct One(Nullable<Box<One>>);",
            "pub struct Merged(i64, Value, ..String);",
            "pub long: Option<Vec<Value>>",
        ],
    );
}

#[test]
fn a_dynamic_reference_is_what_the_way_to_it_says() {
    let page = |name: &str| {
        format!(
            "{name}Page: {{ $id: 'https://t.example/{name}Page', $ref: Generic, $defs: {{ item: {{ $dynamicAnchor: item, $ref: 'https://t.example/{name}' }} }} }},
             {name}: {{ $id: 'https://t.example/{name}', type: object, properties: {{ {name}: {{ $ref: '#/$defs/own' }} }}, $defs: {{ own: {{ type: string }} }} }}"
        )
    };
    let components = format!(
        "{{ {}, {},
            Generic: {{ $id: 'https://t.example/Generic', type: object, properties: {{ data: {{ type: array, items: {{ $dynamicRef: '#item' }} }} }}, $defs: {{ any: {{ $dynamicAnchor: item }} }} }},
            Lost: {{ type: object, properties: {{ lost: {{ $dynamicRef: '#item' }} }} }} }}",
        page("User"),
        page("Group"),
    );
    let code = code("{}", &components);
    holds(
        &code,
        &[
            "pub struct UserPage { pub data: Option<Vec<User>>,",
            "pub struct User { pub user: Option<String>,",
            "pub struct GroupPage { pub data: Option<Vec<Group>>,",
            "pub struct Generic { pub data: Option<Vec<Value>>,",
            "pub struct Lost { pub lost: Option<Value>,",
        ],
    );
}

#[test]
fn keys_of_patterns_have_a_type_when_all_values_have_the_same() {
    let text = "{ type: string }";
    let whole = "{ type: integer }";
    let map = |name: &str, patterns: &str, more: &str| {
        format!("{name}: {{ type: object, patternProperties: {{ {patterns} }}, {more} }}")
    };
    let one = format!("^a: {text}");
    let two = format!("^a: {text}, ^b: {text}");
    let mixed = format!("^a: {text}, ^b: {whole}");
    let objects = "^a: { type: object, properties: { a: { type: string } } }, ^b: { type: object, properties: { b: { type: string } } }";
    let properties = [
        map("one", &one, "additionalProperties: false"),
        map("two", &two, "additionalProperties: false"),
        map("beside", &two, &format!("additionalProperties: {text}")),
        map("open", &one, "minProperties: 1"),
        map("mixed", &mixed, "additionalProperties: false"),
        map("other", &one, &format!("additionalProperties: {whole}")),
        map("all", &format!("'^.*$': {whole}"), "minProperties: 1"),
        map("objects", objects, "additionalProperties: false"),
    ];
    let named = format!("properties: {{ named: {whole} }}");
    let components = format!(
        "{{ Maps: {{ type: object, properties: {{ {} }} }}, {}, {} }}",
        properties.join(", "),
        map(
            "Named",
            &two,
            &format!("additionalProperties: {text}, {named}")
        ),
        map(
            "Closed",
            &two,
            &format!("additionalProperties: false, {named}")
        ),
    );
    let code = code("{}", &components);
    holds(
        &code,
        &[
            "pub one: Option<IndexMap<String, String>>",
            "pub two: Option<IndexMap<String, String>>",
            "pub beside: Option<IndexMap<String, String>>",
            "pub open: Option<IndexMap<String, Value>>",
            "pub mixed: Option<IndexMap<String, Value>>",
            "pub other: Option<IndexMap<String, Value>>",
            "pub all: Option<IndexMap<String, i64>>",
            "pub objects: Option<IndexMap<String, Value>>",
            "pub struct Named { pub named: Option<i64>, pub additional_properties: IndexMap<String, String>",
            "pub struct Closed { pub named: Option<i64>, pub extra: Extra",
        ],
    );
}

#[test]
fn items_within_another_list_are_imported_where_pages_need_them() {
    let gives = |name: &str| {
        format!(
            "responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }} }} }}"
        )
    };
    let page = "{ name: offset, in: query, schema: { type: integer } }, { name: limit, in: query, schema: { type: integer } }";
    let (featured, lists, item) = (gives("Featured"), gives("List"), gives("Item"));
    let paths = format!(
        "{{ /featured: {{ get: {{ parameters: [{page}], {featured} }} }},
        /lists: {{ get: {{ parameters: [{page}], {lists} }} }},
        /items/one: {{ get: {{ {item} }} }} }}"
    );
    let code = code(
        &paths,
        "{ Featured: { type: object, required: [list], properties: { list: { $ref: '#/components/schemas/List' } } },
        List: { type: object, required: [items, total], properties: { total: { type: integer },
            items: { type: array, items: { $ref: '#/components/schemas/Item' } } } },
        Item: { type: object, required: [a], properties: { a: { type: string } } } }",
    );
    let (before, _) = code.split_once("Featured of Item;").expect("a list");
    let (_, file) = before.rsplit_once("use super::*;").expect("a file");
    assert!(file.contains("use crate::types::Item;"), "{file}");
}

#[test]
fn the_first_call_that_is_shown_is_not_deprecated() {
    let list = |name: &str, more: &str| {
        format!(
            "/{name}: {{ get: {{ operationId: {name}{more}, responses: {{ '204': {{ description: d }} }} }} }}"
        )
    };
    let client = |paths: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\n\
             servers: [{{ url: 'https://t.example' }}]\npaths: {{ {paths} }}\n"
        );
        generate(&Sources::new("t.yaml", text)).files
    };
    let (old, new) = (list("olds", ", deprecated: true"), list("news", ""));
    let shown = &client(&format!("{old}, {new}"))["examples/first_call.rs"];
    assert!(shown.contains("client.news()"), "{shown}");
    assert!(!client(&old).contains_key("examples/first_call.rs"));
}
