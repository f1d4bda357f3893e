//! The values of enumerations and what extensions call them.

use generator::{Code, Sources, generate};

use super::{code, holds};

/// The code of a client that answers an object with a member of each of these schemas.
fn members(schemas: &str) -> String {
    let paths =
        "{ /a: { get: { responses: { '200': { description: d, content: { application/json: {
        schema: { $ref: '#/components/schemas/A' } } } } } } } }";
    code(
        paths,
        &format!("{{ A: {{ type: object, properties: {{ {schemas} }} }} }}"),
    )
}

#[test]
fn extensions_name_the_values_where_they_stand() {
    let code = members(
        "n: { type: integer, enum: [1, 2, 2, 10], x-enum-varnames: [One, Two, Again, Ten] },
         s: { enum: [null, '1', '2'], x-enum-varnames: [Nothing, Active, Gone] },
         t: { type: string, enum: [a, b], x-enumNames: [First, Second] },
         u: { enum: [null, c, d], x-enum-varnames: [Third, Fourth] },
         v: { type: string, enum: [e, f], x-enum-varnames: { f: Sixth, e: Fifth } }",
    );
    holds(
        &code,
        &[
            "One = 1, Two = 2, Ten = 10, }",
            "Active = \"1\", Gone = \"2\", }",
            "First = \"a\", Second = \"b\", }",
            "Third = \"c\", Fourth = \"d\", }",
            "Fifth = \"e\", Sixth = \"f\", }",
        ],
    );
}

#[test]
fn numbers_that_are_meant_as_text_keep_their_spelling() {
    for schema in [
        "{ type: string, enum: [1.0, 1.1, 2] }",
        "{ anyOf: [{ type: string, enum: [1.0, 1.1, 2] }, { type: string }] }",
    ] {
        let code = members(&format!("v: {schema}"));
        holds(
            &code,
            &["Value1_0 = \"1.0\", Value1_1 = \"1.1\", Value2 = \"2\", }"],
        );
    }
    let code = members(
        "v: { type: string, enum: [1.10, 1.1, # 2
             1e3, .5, 0x10, \"1.1\"] }",
    );
    holds(
        &code,
        &[
            "= \"1.10\", Value1_1 = \"1.1\", Value1e3 = \"1e3\", Value5 = \".5\", Value0x10 = \"0x10\", }",
        ],
    );
}

#[test]
fn a_type_beside_a_reference_that_has_it_anyway_makes_no_other_enumeration() {
    let code = code(
        "{}",
        "{ E: { type: string, enum: [a, b] }, N: { type: integer, enum: [1, 2] },
           P: { type: object, properties: { h: { $ref: '#/components/schemas/E', type: string },
               n: { type: integer, allOf: [{ $ref: '#/components/schemas/N' }] } } } }",
    );
    holds(&code, &["pub h: Option<E>, pub n: Option<N>,"]);
}

#[test]
fn each_of_several_types_has_the_values_that_are_of_it() {
    for (schema, decided) in [
        (
            "type: [string, boolean], enum: [auto, false]",
            "{ Auto = \"auto\", Boolean(",
        ),
        (
            "type: [integer, string], enum: [1, all, none]",
            "{ Integer(#[from] AVValue), All = \"all\", None = \"none\", }",
        ),
        (
            "type: [string, boolean, integer, 'null'], enum: [auto, 7, null]",
            "{ Auto = \"auto\", Integer(#[from] AVValue), }",
        ),
    ] {
        holds(&members(&format!("v: {{ {schema} }}")), &[decided]);
    }
}

#[test]
fn enumerations_without_a_common_value_are_any_text() {
    let code = code(
        "{}",
        "{ Kind: { type: string, enum: [a, b] },
           Holder: { type: object, required: [kind], properties: {
               kind: { allOf: [{ $ref: '#/components/schemas/Kind' }, { type: string, enum: [peer] }] } } } }",
    );
    holds(&code, &["pub kind: String,"]);
}

#[test]
fn what_an_enumeration_does_not_keep_of_its_values_is_told() {
    let any = "any value of the type is taken, not only the values of the enumeration";
    for (schema, message) in [
        (
            "const: { a: 1 }",
            "any JSON is taken, not only the objects and lists of the enumeration",
        ),
        (
            "enum: [[1], { a: 1 }]",
            "any JSON is taken, not only the objects and lists of the enumeration",
        ),
        (
            "enum: [a, { a: 1 }]",
            "values of several types are kept as plain JSON",
        ),
        ("type: object, const: { a: 1 }", any),
        ("type: string, enum: [1, a, {}]", any),
    ] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {{ \
             properties: {{ a: {{ {schema} }} }} }} }} }}\n"
        );
        let found = generate(&Sources::new("t.yaml", text)).diagnostics;
        let widened = found.iter().filter(|found| found.code == Code::Widened);
        let messages: Vec<&str> = widened.map(|found| found.message.as_str()).collect();
        assert_eq!(messages, [message], "{schema}");
    }
}
