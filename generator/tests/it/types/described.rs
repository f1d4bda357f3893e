//! What the documentation of types and fields says, and whose words it has.

use super::{documented, holds};

#[test]
fn what_a_part_says_that_leaves_the_type_is_said_beside_the_parts() {
    let kind = "{ $ref: '#/components/schemas/Kind' }";
    let folder = "{ $ref: '#/components/schemas/Folder' }";
    for (parts, expected) in [
        (
            format!("{kind}, {{ description: Own. }}"),
            "/// Own.\npub it: Option<Kind>,",
        ),
        (
            format!("{{ description: Own. }}, {kind}"),
            "/// Own.\npub it: Option<Kind>,",
        ),
        (
            format!("{kind}, {{ title: Own, x-own: 1 }}, {{}}"),
            "/// Any kind.\npub it: Option<Kind>,",
        ),
        (
            format!("{kind}, {{ default: a }}"),
            "/// Any kind. Default: `\"a\"`.\npub it: Option<Kind>,",
        ),
        (
            format!("{kind}, {{ deprecated: true }}"),
            "/// **Deprecated.**\npub it: Option<Kind>,",
        ),
        (
            format!("{kind}, {{ nullable: true }}"),
            "/// Any kind.\npub it: Nullable<Kind>,",
        ),
        (
            format!("{folder}, {{ type: object, description: Own. }}"),
            "/// Own.\npub it: Option<Folder>,",
        ),
        // No kind is an object, and an inline schema has no name that its users could know.
        (
            format!("{kind}, {{ type: object }}"),
            "pub it: Option<Value>,",
        ),
        (
            "{ enum: [a] }, { description: Own. }".to_owned(),
            "string_enum! {\n/// Own.\npub enum AllIt {",
        ),
    ] {
        let components = format!(
            "{{ Kind: {{ type: string, description: Any kind., enum: [a] }},
                Folder: {{ type: object, description: A folder., properties: {{ id: {{ type: string }} }} }},
                All: {{ type: object, properties: {{ it: {{ allOf: [{parts}] }} }} }} }}"
        );
        holds(&documented("{}", &components), &[expected]);
    }
}

#[test]
fn what_is_nearer_to_a_schema_has_the_last_word() {
    let key = "{ $ref: '#/components/schemas/Key' }";
    let value =
        |words: &str| format!("properties: {{ value: {{ type: string, description: {words} }} }}");
    let own = format!("description: Own., {}", value("Own value."));
    for secret in [
        format!("allOf: [{key}, {{ {own} }}]"),
        format!("allOf: [{{ {own} }}, {key}]"),
        format!("allOf: [{key}], {own}"),
        format!(
            "allOf: [{{ description: Other., {} }}, {{ {own} }}]",
            value("Other value.")
        ),
    ] {
        let components = format!(
            "{{ Key: {{ type: object, description: A key., {} }}, Secret: {{ type: object, {secret} }} }}",
            value("A value.")
        );
        let expected = "/// Own value.\npub value: Option<String>,";
        let text = documented("{}", &components);
        let (before, secret) = text.split_once("pub struct Secret {").expect("a type");
        assert!(before.contains("/// Own.\n"), "{text}");
        holds(secret, &[expected]);
    }
}

#[test]
fn what_is_held_describes_what_holds_it_where_no_type_says_it() {
    let words = "description: Own.";
    for (schema, expected) in [
        (
            format!("{{ type: array, items: {{ type: integer, {words} }} }}"),
            "Own.",
        ),
        (
            format!("{{ type: [array, 'null'], items: {{ type: integer, {words} }} }}"),
            "Own.",
        ),
        (
            format!("{{ additionalProperties: {{ type: integer, {words} }} }}"),
            "Own.",
        ),
        (
            format!("{{ description: All., type: array, items: {{ type: integer, {words} }} }}"),
            "All.",
        ),
        (
            format!("{{ type: array, items: {{ enum: [a], {words} }} }}"),
            "The `it` member.",
        ),
    ] {
        let components = format!("{{ All: {{ type: object, properties: {{ it: {schema} }} }} }}");
        let expected = format!("/// {expected}\npub it: ");
        holds(&documented("{}", &components), &[&expected]);
    }
}

#[test]
fn a_body_of_bytes_is_described_by_its_schema() {
    let paths = "{ /avatar: { put: { requestBody: { required: true, content: { image/png: { schema: {
        type: string, format: binary, description: At most 256 KB. } } } }, responses: { '204': { description: d } } } } }";
    holds(&documented(paths, "{}"), &["At most 256 KB."]);
}

#[test]
fn each_name_of_one_type_says_what_it_is_for() {
    let member = |name: &str, words: &str| {
        format!(
            "{name}: {{ type: object, {words} required: [on], properties: {{ on: {{ type: boolean }} }} }}"
        )
    };
    let (tax, lead) = (
        member("tax", "description: Tax.,"),
        member("lead", "description: Lead.,"),
    );
    let components = |members: &[&str]| {
        format!(
            "{{ Note: {{ type: object, properties: {{ {} }} }} }}",
            members.join(", ")
        )
    };
    let text = documented("{}", &components(&[&tax, &lead]));
    holds(
        &text,
        &[
            "same! {\n/// Lead.\nNoteLead = NoteTax;\n}",
            "/// `NoteTax`\n#[derive",
        ],
    );
    // What says nothing else changes nothing.
    let text = documented("{}", &components(&[&tax, &member("lead", "")]));
    holds(&text, &["same!(NoteLead = NoteTax);", "/// Tax.\n#[derive"]);
}
