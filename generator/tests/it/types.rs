//! Which type a schema becomes, seen in the text of the client.

mod circles;
mod conversions;
mod families;
mod patches;
mod tags;

use generator::{Sources, generate};

/// The code of the client of these paths and components, without documentation and spaces.
fn code(paths: &str, components: &str) -> String {
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
    let lines = lines.map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join(" ")
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
fn integers_are_never_narrower_than_their_bounds() {
    let code = code(
        "{}",
        "{ Sizes: { type: object, required: [a, b, c, d, e], properties: {
            a: { type: integer, minimum: 0, maximum: 18446744073709551615 },
            b: { type: integer, maximum: 18446744073709551615 },
            c: { type: integer, format: int32, maximum: 2147483648 },
            d: { type: integer, format: int32, exclusiveMaximum: 2147483648 },
            e: { type: integer, exclusiveMinimum: -1, exclusiveMaximum: 18446744073709551616 } } } }",
    );
    holds(
        &code,
        &["pub a: u64, pub b: Value, pub c: i64, pub d: i32, pub e: u64,"],
    );
}

#[test]
fn a_bound_of_64_bits_may_be_written_as_a_float() {
    let code = code(
        "{}",
        "{ Sizes: { type: object, required: [a, b, c, d], properties: {
            a: { type: integer, format: uint64, minimum: 0, maximum: 1.8446744073709552e+19 },
            b: { type: integer, maximum: 9.223372036854776e+18 },
            c: { type: integer, enum: [1, 18446744073709551615] },
            d: { type: integer, minimum: 0, maximum: 1.157920892373162e+77 } } } }",
    );
    holds(
        &code,
        &["pub a: u64, pub b: i64, pub c: u64, pub d: Value,"],
    );
}

#[test]
fn integers_and_numbers_are_two_types() {
    for schema in [
        "{ oneOf: [{ type: integer }, { type: number }] }",
        "{ anyOf: [{ type: number }, { type: integer }] }",
        "{ type: [number, integer] }",
    ] {
        let code = code("{}", &format!("{{ Size: {schema} }}"));
        holds(&code, &["integer => Integer; number => Number;"]);
    }
}

#[test]
fn a_branch_that_takes_anything_is_tried_last() {
    let code = code(
        "{}",
        "{ Loose: { anyOf: [true, { type: array, items: { type: string } }] } }",
    );
    holds(&code, &["try => StringList; try => Json;"]);
}

#[test]
fn a_union_with_a_branch_that_may_be_null_may_be_null() {
    let user = "{ title: User, type: [object, 'null'], required: [login], properties: { login: { type: string } } }";
    let team =
        "{ title: Team, type: object, required: [slug], properties: { slug: { type: string } } }";
    let schemas = format!(
        "{{ Reviewer: {{ oneOf: [{user}, {team}] }},
        Anyone: {{ oneOf: [{{ $ref: '#/components/schemas/Reviewer' }}, {{ type: integer }}] }},
        Size: {{ anyOf: [{{ enum: [small, null] }}, {{ type: integer }}] }},
        Named: {{ type: object, oneOf: [{user}, {team}] }},
        Review: {{ type: object, required: [reviewer, anyone, size, named], properties: {{
            reviewer: {{ $ref: '#/components/schemas/Reviewer' }},
            anyone: {{ $ref: '#/components/schemas/Anyone' }},
            size: {{ $ref: '#/components/schemas/Size' }},
            named: {{ $ref: '#/components/schemas/Named' }} }} }} }}"
    );
    let code = code("{}", &schemas);
    holds(
        &code,
        &[
            "User(#[from(ReviewerUser)] Box<ReviewerUser>)",
            "pub reviewer: Option<Reviewer>, pub anyone: Option<Anyone>, pub size: Option<Size>, pub named: Named,",
        ],
    );
    assert!(!code.contains("(Option<"), "{code}");
    assert!(!code.contains("] Option<"), "{code}");
}

#[test]
fn a_part_without_a_type_does_not_rule_out_null() {
    let schemas = "{ Answer: { allOf: [
        { type: object, properties: { result: { type: [object, 'null'] } } },
        { type: object, required: [result],
          properties: { result: { properties: { a: { type: string } } } } }] } }";
    holds(&code("{}", schemas), &["pub result: Option<AnswerResult>,"]);
}

#[test]
fn mapped_values_are_compared_as_the_property_has_them() {
    let branch = |name: &str, key: &str| {
        format!(
            "{name}: {{ type: object, required: [kind], properties: {{ kind: {{ type: integer }}, {key}: {{ type: string }} }} }}"
        )
    };
    let components = format!(
        "{{ {}, {}, Either: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}],
            discriminator: {{ propertyName: kind, mapping: {{ '1': A, '2': B }} }} }} }}",
        branch("A", "a"),
        branch("B", "b")
    );
    holds(
        &code("{}", &components),
        &["A(#[from(A)] Box<A>) = 1, B(#[from(B)] Box<B>) = 2,"],
    );
}

/// A list whose order is an inline enumeration.
fn list(path: &str, id: &str) -> String {
    format!(
        "{path}: {{ get: {{ operationId: {id}, parameters: [{{ name: order, in: query,
        schema: {{ type: string, enum: [asc, desc] }} }}], responses: {{ '204': {{ description: d }} }} }} }}"
    )
}

#[test]
fn inline_schemas_that_say_the_same_are_one_type_under_all_their_names() {
    let paths = format!("{{ {}, {} }}", list("/b", "listB"), list("/c", "listC"));
    let before = code(&paths, "{}");
    holds(
        &before,
        &["pub enum ListBOrder {", "same!(ListCOrder = ListBOrder);"],
    );
    // One more, before the others: every name is there still.
    let paths = format!(
        "{{ {}, {} }}",
        list("/a", "listA"),
        &paths[1..paths.len() - 1]
    );
    holds(
        &code(&paths, "{}"),
        &[
            "pub enum ListAOrder {",
            "same!(ListBOrder = ListAOrder);",
            "same!(ListCOrder = ListAOrder);",
            "pub fn order(self, order: impl Into<ListBOrder>) -> Self",
        ],
    );
}

#[test]
fn integers_with_titles_are_an_enumeration() {
    let code = code(
        "{}",
        "{ Level: { type: integer, oneOf: [{ title: NONE, const: 0 }, { title: HIGH, const: 2 }] } }",
    );
    holds(&code, &["pub enum Level { None = 0, High = 2, }"]);
}

#[test]
fn a_tag_of_several_branches_leaves_the_choice_to_the_next_rule() {
    let code = code(
        "{}",
        "{ Input: { oneOf: [{ $ref: '#/components/schemas/Easy' }, { $ref: '#/components/schemas/Item' },
             { $ref: '#/components/schemas/Other' }], discriminator: { propertyName: type } },
           Easy: { type: object, required: [role], properties: { role: { type: string },
             type: { type: string, enum: [message] } } },
           Item: { oneOf: [{ $ref: '#/components/schemas/Message' }, { $ref: '#/components/schemas/Call' }],
             discriminator: { propertyName: type } },
           Message: { type: object, required: [type, role, id], properties: { id: { type: string },
             role: { type: string }, type: { const: message } } },
           Call: { type: object, required: [type], properties: { type: { const: call } } },
           Other: { type: object, required: [type], properties: { type: { const: other } } } }",
    );
    holds(
        &code,
        &[
            "Easy(#[from(Easy)] Box<Easy>) if \"message\",",
            "Item(#[from(Item)] Box<Item>) if \"message\" | \"call\",",
            "Other(#[from(Other)] Box<Other>) = \"other\", } optional_tag \"type\"; try => Easy; try => Item; }",
        ],
    );
}

#[test]
fn a_namespace_is_no_part_of_a_name_unless_two_would_be_called_the_same() {
    let text = "type: object, properties: { a: { type: string } }";
    let components = [
        "io.k8s.api.events.v1.Event",
        "io.k8s.api.core.v1.Event",
        "io.k8s.api.core.v1.Pod",
        "io.k8s.api.autoscaling.v2.Scaler",
        "io.k8s.api.autoscaling.v1.Scaler",
        "api.v2010.account.account_call",
        "Rest.get_list.User",
    ]
    .map(|name| format!("{name}: {{ {text} }}"));
    let code = code("{}", &format!("{{ {} }}", components.join(", ")));
    let names = [
        "Event",
        "EventsV1Event",
        "Pod",
        "Scaler",
        "V2Scaler",
        "AccountCall",
        "RestGetListUser",
    ];
    let structs = names.map(|name| format!("pub struct {name} {{"));
    holds(&code, &structs.each_ref().map(String::as_str));
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
fn an_acronym_is_one_word() {
    let keys = [
        ("imageURLs", "image_urls"),
        ("IPv4", "ipv4"),
        ("mTLS", "mtls"),
        ("iOS", "ios"),
        ("TLSv1.1", "tls_v1_1"),
        ("oneOAuth2", "one_oauth2"),
        ("HTTPServer", "http_server"),
        ("unitID", "unit_id"),
    ];
    let properties = keys.map(|(key, _)| format!("'{key}': {{ type: boolean }}"));
    let code = code(
        "{}",
        &format!(
            "{{ A: {{ type: object, properties: {{ {} }} }},
                B: {{ type: string, enum: [unknown, IPv6, HTTPv2] }} }}",
            properties.join(", ")
        ),
    );
    let fields = keys.map(|(_, name)| format!("pub {name}: Option<bool>,"));
    holds(&code, &fields.each_ref().map(String::as_str));
    let values = "UnknownValue = \"unknown\", Ipv6 = \"IPv6\", HttpV2 = \"HTTPv2\",";
    holds(&code, &[values]);
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
fn a_branch_is_called_by_what_tells_it_from_the_others() {
    let code = code(
        "{}",
        "{ Position: { oneOf: [
              { type: object, properties: { index: { type: integer } } },
              { type: object, properties: { before: { type: string } } } ] },
           Fault: { anyOf: [
              { title: TOO_LONG, type: object, properties: { text: { enum: [The name is too long] } } },
              { title: TOO_LONG, type: object, properties: { text: { enum: [The city is too long] } } },
              { title: MISSING, type: object, properties: { text: { enum: [It is missing] } } } ] },
           Source: { oneOf: [
              { type: object, required: [type, id], properties: {
                  type: { const: hub }, id: { type: string }, at: { type: string } } },
              { type: object, required: [type, org], properties: {
                  type: { const: hub }, org: { type: string }, at: { type: string } } },
              { type: object, required: [type], properties: { type: { const: lab } } } ] },
           Record: { type: object, properties: { name: { type: string }, port: { type: integer } } },
           Added: { anyOf: [
              { allOf: [{ $ref: '#/components/schemas/Record' }, { required: [name] }] },
              { allOf: [{ $ref: '#/components/schemas/Record' }, { required: [name, port] }] } ] },
           Twice: { oneOf: [
              { $ref: '#/components/schemas/Source' }, { $ref: '#/components/schemas/Source' } ] } }",
    );
    holds(
        &code,
        &[
            "pub enum Position { Index(#[from(PositionIndex)] Box<PositionIndex>), Before(",
            "pub enum Fault { TooLongTheName(#[from(FaultTooLongTheName)] Box<FaultTooLongTheName>), \
             TooLongTheCity(",
            "Missing(#[from(FaultMissing)]",
            "HubId(#[from(SourceHubId)] Box<SourceHubId>), HubOrg(",
            "Lab(#[from(SourceLab)]",
            "pub enum Added { Object(#[from(AddedObject)] Box<AddedObject>), Port(#[from(AddedPort)]",
        ],
    );
    assert!(!code.contains("pub enum Twice"), "{code}");
}

#[test]
fn what_the_fields_beside_rule_out_is_no_branch() {
    let code = code(
        "{}",
        "{ Answer: { type: object, required: [result], properties: {
              result: { anyOf: [{ type: object }, { type: string }] } } },
           Zone: { type: object, properties: { id: { type: string } } },
           ZoneAnswer: { allOf: [{ $ref: '#/components/schemas/Answer' },
              { properties: { result: { $ref: '#/components/schemas/Zone' } } }] },
           HoldAnswer: { allOf: [{ $ref: '#/components/schemas/Answer' },
              { properties: { result: { type: object, properties: { hold: { type: boolean } } } } }] },
           AnyAnswer: { allOf: [{ $ref: '#/components/schemas/Answer' },
              { properties: { result: { properties: { hold: { type: boolean } } } } }] } }",
    );
    holds(
        &code,
        &[
            "pub enum AnswerResult {",
            "pub struct ZoneAnswer { pub result: Zone,",
            "pub struct HoldAnswerResult { pub hold: Option<bool>,",
            "pub enum AnyAnswerResult { Object(#[from(AnyAnswerResultObject)] Box<AnyAnswerResultObject>), \
             String(",
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
fn a_name_says_nothing_twice_and_keeps_its_end() {
    let deep = "a_rather_long_word: { type: object, properties: { ".repeat(7);
    let code = code(
        "{}",
        &format!(
            "{{ OldJob: {{ type: object, properties: {{
                  job_status: {{ enum: [a, b] }},
                  files: {{ type: object, additionalProperties: {{ type: object, properties: {{
                      state: {{ enum: [i, j] }} }} }} }},
                  data: {{ type: array, items: {{ type: object, properties: {{
                      kind: {{ enum: [c, d] }} }} }} }},
                  error: {{ type: object, properties: {{ errors: {{ type: array, items: {{
                      type: object, properties: {{ self: {{ enum: [e, f] }} }} }} }} }} }},
                  {deep} last: {{ enum: [g, h] }} {} }} }} }}",
            "} }".repeat(7)
        ),
    );
    holds(
        &code,
        &[
            "pub enum OldJobStatus {",
            "pub struct OldJobFile {",
            "pub enum OldJobFileState {",
            "pub struct OldJobDataItem {",
            "pub enum OldJobDataKind {",
            "pub struct OldJobErrorItem {",
            "pub enum OldJobErrorSelf {",
            "ARatherLongWordLast {",
        ],
    );
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
