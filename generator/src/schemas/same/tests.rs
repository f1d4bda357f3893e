use super::say_the_same;
use crate::source::Sources;

fn are_the_same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| Sources::new("a.yaml", text));
    say_the_same(one.root().expect("a node"), other.root().expect("a node"))
}

#[test]
fn the_order_of_sets_says_nothing() {
    for (one, other, same) in [
        ("{ a: 1, b: 2 }", "{ b: 2, a: 1 }", true),
        ("{ required: [a, b] }", "{ required: [b, a] }", true),
        (
            "{ oneOf: [{ a: 1 }, { b: 1 }] }",
            "{ oneOf: [{ b: 1 }, { a: 1 }] }",
            true,
        ),
        (
            "{ oneOf: [{ a: 1 }, { a: 1 }, { b: 1 }] }",
            "{ oneOf: [{ a: 1 }, { b: 1 }, { b: 1 }] }",
            false,
        ),
        (
            "{ allOf: [{ a: 1 }, { b: 1 }] }",
            "{ allOf: [{ b: 1 }, { a: 1 }] }",
            false,
        ),
        ("{ enum: [a, b] }", "{ enum: [b, a] }", true),
        (
            "{ enum: [a, b], x-enum-varnames: [C, D] }",
            "{ enum: [b, a], x-enum-varnames: [C, D] }",
            false,
        ),
        (
            "{ const: { type: [a, b] } }",
            "{ const: { type: [b, a] } }",
            false,
        ),
        (
            "{ properties: { a: { type: [string, 'null'] } } }",
            "{ properties: { a: { type: ['null', string] } } }",
            true,
        ),
        ("{ a: 1 }", "{ a: 1, b: 1 }", false),
    ] {
        assert_eq!(are_the_same(one, other), same, "{one} {other}");
    }
}

#[test]
fn deep_unions_in_another_order_are_compared_once() {
    let deep = |turned: bool| {
        let mut text = "{ type: integer }".to_owned();
        for _ in 0..28 {
            text = match turned {
                true => format!("{{ oneOf: [{{ oneOf: [{text}] }}, {{ type: string }}] }}"),
                false => format!("{{ oneOf: [{{ type: string }}, {{ oneOf: [{text}] }}] }}"),
            };
        }
        text
    };
    assert!(are_the_same(&deep(false), &deep(true)));
}
