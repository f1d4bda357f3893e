//! The branches of a union: which there are, what they are called, and which of them a value is.

use generator::{Sources, generate};

use super::{code, holds};

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

#[test]
fn mapped_values_are_those_that_a_property_without_a_type_has() {
    let branch = |name: &str, kind: &str| {
        format!(
            "{name}: {{ type: object, required: [kind], properties: {{ kind: {kind}, {name}: {{ type: string }} }} }}"
        )
    };
    let components = format!(
        "{{ {}, {}, Either: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}],
            discriminator: {{ propertyName: kind, mapping: {{ '1': A, '2': B }} }} }} }}",
        branch("A", "{ const: 1 }"),
        branch("B", "{ enum: [2] }")
    );
    holds(
        &code("{}", &components),
        &["A(#[from(A)] Box<A>) = 1, B(#[from(B)] Box<B>) = 2, } tag \"kind\"; }"],
    );
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
            "Other(#[from(Other)] Box<Other>) = \"other\", } optional_tag \"type\"; only \"role\" \"type\" => Easy; only \"id\" \"role\" \"type\" => Item; nearest; try => Easy; try => Item; }",
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
            "pub enum Fault { TooLongTheName(#[from(FaultTooLongTheName)] Box<FaultTooLongTheName>) \
             if \"The name is too long\", TooLongTheCity(",
            "Missing(#[from(FaultMissing)]",
            "optional_tag \"text\"; try => TooLongTheName;",
            "HubId(#[from(SourceHubId)] Box<SourceHubId>), HubOrg(",
            "Lab(#[from(SourceLab)]",
            "pub enum Added { Object(#[from(AddedObject)] Box<AddedObject>), Port(#[from(AddedPort)]",
        ],
    );
    assert!(!code.contains("pub enum Twice"), "{code}");
}

#[test]
fn branches_with_keywords_of_their_own_next_to_one_reference_are_all_there() {
    let shape = |own: &str| format!("{{ $ref: '#/components/schemas/Shape', {own} }}");
    let kind = |kind: &str, key: &str| {
        shape(&format!(
            "required: [kind], properties: {{ kind: {{ const: {kind} }}, {key}: {{ type: number }} }}"
        ))
    };
    let schemas = format!(
        "{{ Shape: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, id: {{ type: string }} }} }},
           Drawn: {{ oneOf: [{}, {}] }}, Any: {{ anyOf: [{{ $ref: '#/components/schemas/Shape' }}, {}] }},
           Same: {{ oneOf: [{}, {}, {}] }} }}",
        kind("circle", "r"),
        kind("square", "a"),
        kind("square", "a"),
        shape("description: One"),
        shape("type: object"),
        shape("minProperties: 1"),
    );
    let code = code("{}", &schemas);
    holds(
        &code,
        &[
            "pub enum Drawn { Circle(#[from(DrawnCircle)] Box<DrawnCircle>) = \"circle\", \
             Square(#[from(DrawnSquare)] Box<DrawnSquare>) = \"square\", } tag \"kind\";",
            "pub enum Any { Shape(#[from(Shape)] Box<Shape>), Square(#[from(AnySquare)] Box<AnySquare>)",
        ],
    );
    assert!(!code.contains("pub enum Same"), "{code}");
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
fn what_says_null_in_other_words_is_no_branch() {
    let code = code(
        "{}",
        "{ Rule: { type: object, required: [a], properties: { a: { type: string } } },
           Either: { oneOf: [{ $ref: '#/components/schemas/Rule' }, { type: object, required: [b], properties: { b: {} } }] },
           Map: { type: object, additionalProperties: { type: integer } },
           Holder: { type: object, required: [one, other, open, either, map, text, all, said], properties: {
              one: { anyOf: [{ $ref: '#/components/schemas/Rule' }, { nullable: true }] },
              other: { anyOf: [{ type: object, nullable: true, additionalProperties: false },
                  { $ref: '#/components/schemas/Rule' }] },
              open: { anyOf: [{ type: object, nullable: true }, { $ref: '#/components/schemas/Rule' }] },
              either: { anyOf: [{ type: object, nullable: true }, { $ref: '#/components/schemas/Either' }] },
              map: { anyOf: [{ type: object, nullable: true }, { $ref: '#/components/schemas/Map' }] },
              text: { anyOf: [{ type: object, nullable: true }, { type: string }] },
              all: { anyOf: [{ type: object, nullable: true, additionalProperties: true }, { $ref: '#/components/schemas/Rule' }] },
              said: { anyOf: [{ type: object, nullable: true, description: Any. }, { $ref: '#/components/schemas/Rule' }] } } } }",
    );
    holds(
        &code,
        &[
            "pub one: Option<Rule>, pub other: Option<Rule>, pub open: Option<Rule>, pub either: Option<Either>, \
             pub map: Option<IndexMap<String, i64>>, pub text: Option<HolderText>, pub all: Option<HolderAll>, \
             pub said: Option<HolderSaid>,",
        ],
    );
}

#[test]
fn constants_decide_also_where_they_may_be_missing_or_are_integers() {
    let code = code(
        "{}",
        "{ Check: { anyOf: [
              { type: object, properties: { type: { enum: [date] }, of: { type: string } } },
              { type: object, required: [type], properties: { type: { enum: [text] }, of: { type: string } } } ] },
           Level: { oneOf: [
              { type: object, required: [code], properties: { code: { type: integer, enum: [1, 2] } } },
              { type: object, required: [code], properties: { code: { type: integer, enum: [3, 4] } } } ] },
           Mixed: { oneOf: [
              { type: object, required: [v], properties: { v: { enum: [1, one] }, a: { type: integer } } },
              { type: object, required: [v], properties: { v: { enum: [2, two] }, b: { type: string } } } ] } }",
    );
    holds(
        &code,
        &[
            "= \"text\", } optional_tag \"type\"; try => Date; }",
            "if 1 | 2, ",
            "if 3 | 4, } tag \"code\"; }",
            "if 1 | \"one\", ",
            "if 2 | \"two\", } tag \"v\"; }",
        ],
    );
}

#[test]
fn dates_are_told_apart_by_their_form() {
    let (date, time) = (
        "{ type: string, format: date }",
        "{ type: string, format: date-time }",
    );
    let (text, number) = ("{ type: string }", "{ type: number }");
    for (branches, rules) in [
        (
            vec![date, time, number],
            "date_time => DateTime; string => Date; number => Number; }",
        ),
        (
            vec![time, number, date],
            "date => Date; string => DateTime; number => Number; }",
        ),
        (
            vec![date, text, number],
            "date => Date; string => String; number => Number; }",
        ),
        (
            vec![number, date, "{ type: string, format: byte }"],
            "number => Number; try => Bytes; try => Date; }",
        ),
    ] {
        let schemas = format!("{{ When: {{ anyOf: [{}] }} }}", branches.join(", "));
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{}}\ncomponents: {{ schemas: {schemas} }}\n"
        );
        let found = generate(&Sources::new("t.yaml", text)).diagnostics;
        assert!(
            found.iter().all(|found| found.code.id() != "E0302") || rules.contains("try"),
            "{found:#?}"
        );
        holds(&code("{}", &schemas), &[rules]);
    }
}

#[test]
fn integers_of_several_branches_are_tried_before_numbers() {
    let code = code(
        "{}",
        "{ Value: { oneOf: [{ type: number }, { type: integer, format: int32 }, { type: integer, format: int64 },
              { type: string }] } }",
    );
    holds(
        &code,
        &["string => String; try => Integer; try => Integer2; try => Number; }"],
    );
}

#[test]
fn branches_of_one_type_share_a_variant_and_say_so() {
    let of = |schemas: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{}}\ncomponents: {{ schemas: {schemas} }}\n"
        );
        generate(&Sources::new("t.yaml", text)).diagnostics
    };
    let found = of(
        "{ Any: { type: object, description: Any. }, All: { type: object, description: All. },
        One: { type: object, required: [a], properties: { a: { type: string } } },
        Rule: { oneOf: [{ $ref: '#/components/schemas/Any' }, { $ref: '#/components/schemas/All' },
            { $ref: '#/components/schemas/One' }] } }",
    );
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert!(
        messages.contains(&"nothing tells this branch from another one; both are one variant"),
        "{messages:?}"
    );
}

#[test]
fn an_example_is_any_branch_that_reads_it() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\ncomponents: { schemas: {
        Size: { oneOf: [{ type: integer }, { type: number }], examples: [10000000000000000000000000.0] },
        Way: { oneOf: [{ type: object, required: [url], properties: { url: { type: integer } } },
            { type: object, required: [path], properties: { path: { type: string } } }],
            examples: [{ url: b, path: a }] } } }\n";
    let output = generate(&Sources::new("t.yaml", text));
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
}

#[test]
fn what_one_direction_requires_tells_no_branches_apart_in_the_other() {
    let answer = |name: &str| {
        format!(
            "'200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }} }}"
        )
    };
    let body = |name: &str| {
        format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }} }}"
        )
    };
    let paths = format!(
        "{{ /a: {{ get: {{ responses: {{ {} }} }}, put: {{ responses: {{ {} }} }} }},
            /b: {{ post: {{ {}, responses: {{ {} }} }} }},
            /c: {{ get: {{ responses: {{ {} }} }} }},
            /d: {{ post: {{ {}, responses: {{ '204': {{ description: d }} }} }} }} }}",
        answer("Account"),
        answer("Way"),
        body("Both"),
        answer("Both"),
        answer("Tagged"),
        body("Made")
    );
    let secret = "secret: { type: string, writeOnly: true }";
    let way = |name: &str, key: &str| {
        format!(
            "{name}: {{ type: object, required: [mode, {key}], properties: {{ mode: {{ const: {key}, writeOnly: true }}, {key}: {{ type: string }} }} }}"
        )
    };
    let both = |name: &str, answered: &str, asked: &str| {
        format!(
            "{name}: {{ type: object, required: [{answered}, {asked}], properties: {{
                {answered}: {{ type: string, readOnly: true }}, {asked}: {{ type: string, writeOnly: true }} }} }}"
        )
    };
    let union = |name: &str, of: [&str; 2], more: &str| {
        let [one, other] = of;
        format!(
            "{name}: {{ oneOf: [{{ $ref: '#/components/schemas/{one}' }}, {{ $ref: '#/components/schemas/{other}' }}] {more} }}"
        )
    };
    let schemas = [
        union("Account", ["User", "Robot"], ""),
        format!(
            "User: {{ type: object, required: [name, secret], properties: {{ name: {{ type: string }}, {secret} }} }}"
        ),
        "Robot: { type: object, required: [serial], properties: { serial: { type: string } } }"
            .to_owned(),
        union("Way", ["ByUser", "ByClient"], ""),
        way("ByUser", "user"),
        way("ByClient", "client"),
        union("Both", ["Left", "Right"], ""),
        both("Left", "id", "password"),
        both("Right", "serial", "token"),
        union(
            "Tagged",
            ["Inner", "Outer"],
            ", discriminator: { propertyName: mode }",
        ),
        way("Inner", "inner"),
        way("Outer", "outer"),
        union("Made", ["Dog", "Cat"], ", discriminator: { propertyName: kind }"),
        "Dog: { type: object, required: [kind], properties: { kind: { const: dog, readOnly: true } } }".to_owned(),
        "Cat: { type: object, required: [kind], properties: { kind: { const: cat, readOnly: true } } }".to_owned(),
    ];
    let code = code(&paths, &format!("{{ {} }}", schemas.join(", ")));
    holds(
        &code,
        &[
            "keys \"name\" => User; keys \"serial\" => Robot; }",
            "ByClient(#[from(ByClient)] Box<ByClient>), } keys \"user\" => ByUser; keys \"client\" => ByClient; }",
            "pub struct ByUser { pub mode: Option<ByUserMode>,",
            "pub enum Both { Left(#[from(Left)] Box<Left>), Right(#[from(Right)] Box<Right>), } \
             keys \"id\" => Left; keys \"serial\" => Right; }",
            "keys \"password\" => Left; keys \"token\" => Right; }",
            "Outer(#[from(Outer)] Box<Outer>) if \"outer\", } optional_tag \"mode\"; keys \"inner\" => Inner; keys \"outer\" => Outer; }",
            // A request tells its variant all the same.
            "Dog(#[from(Dog)] Box<Dog>) = \"dog\", Cat(#[from(Cat)] Box<Cat>) = \"cat\", } optional_tag \"kind\"; }",
        ],
    );
}

const ENUMERATIONS: &str =
    "Letter: { type: string, enum: [a, b] }, Vowel: { type: string, enum: [a, e] },
    Low: { type: integer, enum: [1, 2] }, High: { type: integer, enum: [9] }";

#[test]
fn branches_that_enumerate_integers_are_one_open_enumeration() {
    let code = code(
        "{}",
        &format!(
            "{{ {ENUMERATIONS}, Code: {{ anyOf: [{{ const: 5120, type: integer, title: Gone }},
                {{ const: 5121, type: integer }}, {{ type: integer }}] }},
               Listed: {{ anyOf: [{{ type: integer }}, {{ type: integer, enum: [1, 2] }}] }},
               Number: {{ oneOf: [{{ $ref: '#/components/schemas/Low' }}, {{ $ref: '#/components/schemas/High' }}] }},
               Holder: {{ type: object, required: [own, wide], properties: {{
                 own: {{ oneOf: [{{ $ref: '#/components/schemas/Low' }}, {{ type: integer, minimum: 100 }}] }},
                 wide: {{ oneOf: [{{ type: integer, enum: [1] }}, {{ type: integer, format: uint64 }}] }} }} }} }}"
        ),
    );
    holds(
        &code,
        &[
            "pub enum Code { Gone = 5120, Value5121 = 5121, }",
            "pub enum Listed { Value1 = 1, Value2 = 2, }",
            "pub enum Number { Value1 = 1, Value2 = 2, Value9 = 9, }",
            "pub own: Low, pub wide: HolderWide,",
            "equals: 1 => Integer; integer => Integer2; }",
        ],
    );
}

#[test]
fn what_an_enumeration_lists_is_known_before_another_branch_takes_it() {
    let a = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
    let (letter, vowel, low, high) = (a("Letter"), a("Vowel"), a("Low"), a("High"));
    let code = code(
        "{}",
        &format!(
            "{{ {ENUMERATIONS}, Two: {{ anyOf: [{letter}, {vowel}, {{ type: boolean }}] }},
               Open: {{ anyOf: [{letter}, {{ type: string }}, {{ type: boolean }}] }},
               Dated: {{ anyOf: [{letter}, {{ type: string, format: date-time }}, {{ type: boolean }}] }},
               Data: {{ anyOf: [{letter}, {{ type: string, format: byte }}, {{ type: boolean }}] }},
               Numbers: {{ anyOf: [{low}, {high}, {{ type: number }}, {{ type: string }}] }},
               Mixed: {{ anyOf: [{letter}, {{ enum: [z] }}, {{ type: string }}, {{ type: boolean }}] }} }}"
        ),
    );
    holds(
        &code,
        &[
            "Boolean(#[from] bool), } equals: \"a\" => Letter, \"b\" => Letter, \"e\" => Vowel; \
             string => Letter; boolean => Boolean; }",
            "equals: \"a\" => Letter, \"b\" => Letter; string => String; boolean => Boolean; }",
            "equals: \"a\" => Letter, \"b\" => Letter; string => DateTime; boolean => Boolean; }",
            // A letter that is not known yet may be no base64.
            "equals: \"a\" => Letter, \"b\" => Letter; boolean => Boolean; try => Bytes; try => Letter; }",
            "equals: 1 => Low, 2 => Low, 9 => High; integer => Low; string => String; number => Number; }",
            "equals; equals: \"a\" => Letter, \"b\" => Letter; string => String; boolean => Boolean; }",
        ],
    );
}

#[test]
fn a_date_next_to_enumerated_texts_is_a_date() {
    let code = code(
        "{}",
        &format!(
            "{{ {ENUMERATIONS}, Day: {{ anyOf: [{{ type: string, enum: [''] }}, {{ type: string, format: date }}] }},
               Named: {{ anyOf: [{{ $ref: '#/components/schemas/Letter' }}, {{ type: string, format: date-time }}] }},
               Text: {{ anyOf: [{{ enum: [now] }}, {{ type: string, format: date }}, {{ type: string }}] }} }}"
        ),
    );
    holds(
        &code,
        &[
            "pub enum Day { Empty = \"\", Date(#[from] Date), } equals; string => Date; }",
            "equals: \"a\" => Letter, \"b\" => Letter; string => DateTime; }",
            "pub enum Text { Now = \"now\", }",
        ],
    );
}

#[test]
fn a_condition_beside_other_branches_is_the_base_with_what_it_requires() {
    let code = code(
        "{}",
        "{ A: { type: object, properties: { x: { type: integer } },
           anyOf: [{ required: [x] }, { required: [y], properties: { y: { type: string } } }] },
           B: { type: object, properties: { x: { type: integer } }, anyOf: [{ required: [x] }, { required: [z] }] } }",
    );
    holds(
        &code,
        &[
            "keys \"y\" =>",
            "{ pub x: i64, pub extra: Extra, }",
            "{ pub x: Option<i64>, pub y: String, pub extra: Extra, }",
            "pub struct B { pub x: Option<i64>,",
        ],
    );
}

#[test]
fn a_branch_that_may_be_null_has_the_tags_of_its_values() {
    let kind = |name: &str, value: &str| {
        format!(
            "{name}: {{ type: object, required: [kind], properties: {{ kind: {{ const: {value} }} }} }},
             N{name}: {{ anyOf: [{{ $ref: '#/components/schemas/{name}' }}, {{ type: 'null' }}] }}"
        )
    };
    let code = code(
        "{}",
        &format!(
            "{{ Either: {{ oneOf: [{{ $ref: '#/components/schemas/NA' }}, {{ $ref: '#/components/schemas/NB' }}],
               discriminator: {{ propertyName: kind }} }}, {}, {} }}",
            kind("A", "a"),
            kind("B", "b")
        ),
    );
    holds(&code, &["= \"a\"", "= \"b\"", "tag \"kind\";"]);
    assert!(!code.contains("\"NA\""), "{code}");
}

#[test]
fn an_object_that_no_tag_tells_is_of_a_branch_that_may_have_it() {
    let code = code(
        "{}",
        "{ A: { oneOf: [{ title: K, type: object, properties: { k: { type: [string, 'null'], enum: [a, b, null] }, x: { type: integer } } },
                        { title: Y, type: object, properties: { y: { type: string } } }] },
           B: { oneOf: [{ title: One, type: object, required: [t], properties: { t: { const: a } } },
                        { title: Two, type: object, required: [t], properties: { t: { const: b } } },
                        { $ref: '#/components/schemas/Other' }] },
           Other: { oneOf: [{ type: string }, { type: object, required: [z], properties: { z: { type: integer } } }] },
           Reply: { oneOf: [{ $ref: '#/components/schemas/User' }, { title: Admin, type: object, required: [by], properties: { by: { const: admin } } }] },
           User: { oneOf: [{ title: Text, type: object, required: [by, text], properties: { by: { const: user }, text: { type: string } } },
                           { title: Only, type: object, required: [only], properties: { only: { type: string } } }] },
           C: { oneOf: [{ title: Closed, type: object, additionalProperties: false, properties: { a: { type: string } } },
                        { type: object, additionalProperties: { type: integer } }] },
           D: { anyOf: [{ type: integer }, { type: string, enum: [a, b] }, { type: string, enum: [b, c] }] } }",
    );
    holds(
        &code,
        &[
            "partial_tag \"k\"; only \"k\" \"x\" => K; only \"y\" => Y; nearest; try => K; try => Y;",
            "partial_tag \"t\"; string => Other; try => Other;",
            "User(#[from(User)] Box<User>) if \"user\", Admin(#[from(ReplyAdmin)] Box<ReplyAdmin>) = \"admin\", } optional_tag \"by\"; try => User; }",
            "only \"a\" => Closed; try => Map; try => Closed; }",
            "A = \"a\", B = \"b\", C = \"c\", }",
        ],
    );
}

#[test]
fn objects_are_told_apart_by_constants_of_some_and_by_their_keys() {
    let code = code(
        "{}",
        "{ A: { oneOf: [{ title: X, type: object, required: [s], properties: { s: { enum: [x, y] } } },
                        { title: Z, type: object, required: [s], properties: { s: { const: z }, q: { type: integer } } },
                        { title: Any, type: object, required: [s], properties: { s: { type: string } } }] },
           B: { anyOf: [{ title: One, type: object, properties: { property: { type: string } } },
                        { title: Both, type: object, properties: { and: { type: integer }, property: { type: string } } }] },
           C: { oneOf: [{ title: X, type: object, required: [t, u], properties: { t: { const: x }, u: { type: string } } },
                        { title: Z, type: object, required: [t, u], properties: { t: { const: z }, u: { type: string } } },
                        { title: Own, type: object, required: [w], properties: { w: { type: string } } }] } }",
    );
    holds(
        &code,
        &[
            "partial_tag \"t\"; keys \"w\" => Own; }",
            "optional_tag \"s\" => Any; try => Any; }",
            "only \"property\" => One; only \"and\" \"property\" => Both; nearest; try => One; try => Both; }",
        ],
    );
}

#[test]
fn lists_are_told_apart_by_the_keys_of_their_items() {
    let list = |title: &str, keys: &str| {
        format!(
            "{{ title: {title}, type: array, items: {{ type: object, properties: {{ {keys} }} }} }}"
        )
    };
    let (a, b) = ("a: { type: string }", "b: { type: string }");
    let both = format!("{a}, {b}");
    let code = code(
        "{}",
        &format!(
            "{{ A: {{ oneOf: [{}, {}] }}, B: {{ oneOf: [{}, {}] }} }}",
            list("One", a),
            list("Both", &both),
            list("First", a),
            list("Second", a),
        ),
    );
    holds(
        &code,
        &["only \"a\" => One; only \"a\" \"b\" => Both; nearest; try => One; try => Both; }"],
    );
    assert_eq!(code.matches("only ").count(), 2, "{code}");
}

#[test]
fn a_branch_of_which_a_member_is_null_comes_after_those_that_never_have_null_there() {
    for null in ["{ type: 'null' }", "{ const: null }", "{ enum: [null] }"] {
        let code = code(
            "{}",
            &format!(
                "{{ A: {{ oneOf: [{{ title: Fine, type: object, required: [error], properties: {{ result: {{ type: string }}, error: {null} }} }},
                                  {{ title: Bad, type: object, required: [error], properties: {{ error: {{ $ref: '#/components/schemas/Fault' }} }} }}] }},
                    B: {{ oneOf: [{{ title: Fine, type: object, required: [data, error], properties: {{ data: {{ type: [string, 'null'] }}, error: {null} }} }},
                                  {{ title: Bad, type: object, required: [data, error], properties: {{ data: {null}, error: {{ type: string }} }} }}] }},
                    Fault: {{ type: object, required: [message], properties: {{ message: {{ type: string }} }} }} }}"
            ),
        );
        holds(
            &code,
            &[
                "only \"error\" => Bad; only \"error\" \"result\" => Fine; nearest; try => Bad; try => Fine; }",
                "{ Fine(#[from(BFine)] Box<BFine>), Bad(#[from(Bad)] Box<Bad>), } try => Bad; try => Fine; }",
            ],
        );
    }
}
