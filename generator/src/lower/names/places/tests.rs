use super::Places;
use crate::names::Names;
use crate::source::{Node, Sources};

fn sources(text: &str) -> Sources {
    Sources::new("api.yaml", text)
}

/// The places of the members of the array `a`.
fn members(text: &str, before: Option<&Names>) -> Vec<String> {
    let sources = sources(text);
    let places = Places::new(&sources, before);
    let array = sources.root().ok().and_then(|root| root.get("a"));
    let members = array.and_then(Node::as_array).unwrap_or_default();
    members.iter().map(|member| places.of(member)).collect()
}

fn remembering(places: &[String]) -> Names {
    let mut names = Names::default();
    for (index, place) in places.iter().enumerate() {
        names.insert("types", place, &format!("T{index}"));
    }
    names
}

#[test]
fn members_of_arrays_are_known_by_what_they_say() {
    let text = "a:\n- { $ref: '#/components/schemas/B' }\n- { title: C, type: object, properties: { kind: { const: c }, y: {}, x: {} } }\n- 1\n- 1";
    assert_eq!(
        members(text, None),
        [
            "#/a/[ref B]",
            "#/a/[titled C; object; kind = \"c\"; x; y]",
            "#/a/[1]",
            "#/a/[1; no. 2]",
        ]
    );
}

#[test]
fn constants_are_known_in_any_order() {
    let one = "{ properties: { why: { const: a }, code: { const: b } } }";
    let other = "{ properties: { code: { const: b }, why: { const: a } } }";
    let found = members(&format!("a: [{one}]"), None);
    assert_eq!(found, members(&format!("a: [{other}]"), None));
    // Files of names that were written before have them in the order of the description.
    let before = ["#/a/[why = \"a\"; code = \"b\"]".to_owned()];
    let names = remembering(&before);
    for text in [one, other] {
        assert_eq!(members(&format!("a: [{text}]"), Some(&names)), before);
    }
    let twice = members(&format!("a: [{one}, {other}]"), Some(&names));
    assert_eq!(twice[0], before[0]);
    assert_ne!(twice[1], before[0]);
}

#[test]
fn a_member_that_says_more_is_known_by_what_it_said() {
    let before = members(
        "a:\n- { type: object, properties: { x: {}, y: {} } }\n- { type: string }",
        None,
    );
    let after = "a:\n- { type: object, properties: { z: {} } }\n- { type: string, format: uri }\n- { type: object, properties: { w: {}, x: {}, y: {} } }";
    let after = members(after, Some(&remembering(&before)));
    assert_eq!(
        after,
        ["#/a/[object; z]", before[1].as_str(), before[0].as_str()]
    );
}

#[test]
fn a_member_with_another_constant_is_another_one() {
    let before = members(
        "a:\n- { type: object, properties: { kind: { const: a }, x: {}, y: {} } }",
        None,
    );
    let after = members(
        "a:\n- { type: object, properties: { kind: { const: b }, x: {}, y: {} } }",
        Some(&remembering(&before)),
    );
    assert_ne!(after, before);
}

#[test]
fn a_tag_of_another_name_is_known_by_its_value() {
    let before = members(
        "a:\n- { properties: { k: { const: a }, n: {} } }\n- { properties: { k: { const: b }, n: {} } }",
        None,
    );
    let after = members(
        "a:\n- { properties: { mode: { const: b }, n: {} } }\n- { properties: { mode: { const: c }, n: {} } }",
        Some(&remembering(&before)),
    );
    assert_eq!(after, [before[1].as_str(), "#/a/[mode = \"c\"; n]"]);
}
