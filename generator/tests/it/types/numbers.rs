//! Integers and numbers: the type that format, bounds and values choose.

use super::{code, holds};

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
fn the_formats_of_the_registry_choose_the_integer() {
    let code = code(
        "{}",
        "{ Sizes: { type: object, required: [a, b, c, d, e, f, g, h], properties: {
            a: { type: integer, format: int8 },
            b: { type: integer, format: uint8, minimum: 0 },
            c: { type: integer, format: int16 },
            d: { type: number, format: uint16 },
            e: { type: integer, format: uint },
            f: { type: integer, format: int },
            g: { type: integer, format: uint8, minimum: -1 },
            h: { type: array, items: { type: integer, format: uint8 } } } } }",
    );
    holds(
        &code,
        &[
            "pub a: i8, pub b: u8, pub c: i16, pub d: u16, pub e: u64, pub f: i64, pub g: i64, pub h: Vec<u8>,",
        ],
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
fn integers_with_titles_are_an_enumeration() {
    let code = code(
        "{}",
        "{ Level: { type: integer, oneOf: [{ title: NONE, const: 0 }, { title: HIGH, const: 2 }] } }",
    );
    holds(&code, &["pub enum Level { None = 0, High = 2, }"]);
}

#[test]
fn a_bound_that_was_rounded_and_a_number_that_is_an_integer_have_their_types() {
    let code = code(
        "{}",
        "{ Sizes: { type: object, required: [a, b, c, d], properties: {
            a: { type: integer, minimum: 0, maximum: 18446744073709552000 },
            b: { type: integer, minimum: -9223372036854776000, maximum: 9223372036854776000 },
            c: { type: number, format: int64 },
            d: { type: number, format: double } } } }",
    );
    holds(&code, &["pub a: u64, pub b: i64, pub c: i64, pub d: f64,"]);
}

#[test]
fn an_integer_may_be_written_with_a_point() {
    let code = code(
        "{}",
        "{ A: { type: object, required: [c], properties: { c: { type: integer, const: 1e3 },
           e: { type: integer, enum: [1.0, 2.0] }, f: { type: number, enum: [1.0, 2.0] } } } }",
    );
    holds(
        &code,
        &[
            "constant \"c\" = 1000;",
            "= 1,",
            "= 2, }",
            "pub f: Option<f64>",
        ],
    );
}

#[test]
fn a_pattern_beside_a_format_of_numbers_is_of_numbers_that_may_be_texts() {
    for (schema, decided) in [
        (
            r"pattern: '^\d+$', format: int32",
            "integer => Integer; string => String;",
        ),
        (
            r"pattern: '^\d+$', format: double, nullable: true",
            "string => String; number => Number;",
        ),
        (
            r"type: string, pattern: '^\d+$', format: int32",
            "pub a: String,",
        ),
        (
            r"type: integer, pattern: '^\d+$', format: int32",
            "pub a: i32,",
        ),
        (
            r"pattern: '^\d+$', format: int32, enum: [1, 2]",
            "integer_enum!",
        ),
    ] {
        let schemas = format!(
            "{{ A: {{ type: object, required: [a], properties: {{ a: {{ {schema} }} }} }} }}"
        );
        holds(&code("{}", &schemas), &[decided]);
    }
}

#[test]
fn lists_that_differ_in_their_length_alone_are_one_list() {
    let list = |items: &str, length: u8| {
        format!("{{ type: array, items: {items}, minItems: {length}, maxItems: {length} }}")
    };
    for (items, decided) in [
        (["{ type: number }"; 2], "pub a: Vec<f64>,"),
        (["{ type: string }"; 2], "pub a: Vec<String>,"),
        (["{ type: integer }", "{ type: number }"], "pub a: AValue,"),
        (
            ["{ type: number, nullable: true }", "{ type: number }"],
            "pub a: AValue,",
        ),
    ] {
        let lists = [list(items[0], 4), list(items[1], 6)].join(", ");
        let schemas = format!(
            "{{ A: {{ type: object, required: [a], properties: {{ a: {{ oneOf: [{lists}] }} }} }} }}"
        );
        holds(&code("{}", &schemas), &[decided]);
    }
}
