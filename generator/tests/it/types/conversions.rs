//! Which literals a union takes: the `From` after its name, and those of its variants.

use generator::{Sources, generate};

use super::code;

/// The line that begins a union, as something that is sent has it, and its variants.
fn union(schema: &str, components: &str) -> String {
    let body =
        "{ content: { application/json: { schema: { $ref: '#/components/schemas/Size' } } } }";
    let paths = format!(
        "{{ /sizes: {{ post: {{ requestBody: {body}, responses: {{ '204': {{ description: d }} }} }} }} }}"
    );
    let code = code(&paths, &format!("{{ Size: {schema}{components} }}"));
    let (_, union) = code.split_once("pub enum Size").expect("a union");
    let (union, _) = union.split_once(" }").expect("its end");
    union.to_owned()
}

#[track_caller]
fn takes(schema: &str, expected: &str) {
    assert_eq!(union(schema, ""), expected, "{schema}");
}

#[test]
fn a_text_is_taken_wherever_a_union_can_be_one() {
    takes(
        "{ oneOf: [{ type: string }, { type: integer }] }",
        ": From<&str> + From<String> { String(String), Integer(#[from] i64),",
    );
    takes(
        "{ oneOf: [{ type: string, enum: [auto] }, { type: integer }] }",
        ": From<&str> + From<String> { Auto = \"auto\", Integer(#[from] i64),",
    );
    takes(
        "{ oneOf: [{ type: string, format: date }, { type: string, format: date-time }, { type: boolean }] }",
        ": From<&str> + From<String> { Date(#[from] Date), DateTime(#[from] DateTime), Boolean(#[from] bool),",
    );
    takes(
        "{ oneOf: [{ type: integer }, { type: boolean }] }",
        " { Integer(#[from] i64), Boolean(#[from] bool),",
    );
}

#[test]
fn a_text_of_another_union_or_enumeration_is_taken_too() {
    let size = "{ oneOf: [{ $ref: '#/components/schemas/Word' }, { type: array, items: { type: string } }] }";
    for word in [
        "{ type: string, enum: [small, large] }",
        "{ oneOf: [{ type: string, format: date }, { type: object, required: [day], properties: { day: { type: string } } }] }",
    ] {
        let union = union(size, &format!(", Word: {word}"));
        assert!(
            union.starts_with(": From<&str> + From<String> {"),
            "{union}"
        );
    }
    // Base64 is no text that somebody writes.
    let union = union(size, ", Word: { type: string, format: byte }");
    assert!(union.starts_with(" {"), "{union}");
}

#[test]
fn one_type_of_integers_is_taken() {
    takes(
        "{ oneOf: [{ type: integer, format: int32 }, { type: number }] }",
        " { Integer(#[from] i32), Number(#[from] f64),",
    );
    takes(
        "{ oneOf: [{ const: 1 }, { type: integer, minimum: 60 }, { type: boolean }] }",
        ": From<i64> { Integer(#[from] SizeValue), Integer2(i64), Boolean(#[from] bool),",
    );
    let levels = "{ oneOf: [{ $ref: '#/components/schemas/Level' }, { type: boolean }] }";
    let level = ", Level: { type: integer, enum: [1, 2] }";
    assert_eq!(
        union(levels, level),
        ": From<i64> { Level(#[from] Level), Boolean(#[from] bool),"
    );
}

#[test]
fn a_union_that_is_only_received_takes_what_its_variants_hold() {
    let code = code(
        "{}",
        "{ Size: { oneOf: [{ type: string }, { type: integer }] } }",
    );
    assert!(
        code.contains("pub enum Size { String(#[from] String), Integer(#[from] i64), }"),
        "{code}"
    );
}

#[test]
fn the_example_of_a_method_shows_the_literal() {
    let shown = |size: &str| {
        let document = format!(
            "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\nservers: [{{ url: 'https://a.example' }}]\npaths:\n  \
             /sizes/{{word}}:\n    put:\n      parameters: [{{ name: word, in: path, required: true, schema: {size} }}]\n      \
             requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ type: object, required: [size], \
             properties: {{ size: {size} }} }} }} }} }}\n      responses: {{ '204': {{ description: Sized. }} }}\n"
        );
        let output = generate(&Sources::new("openapi.yaml", document));
        let text = &output.files["src/sizes.rs"];
        let lines = text
            .lines()
            .filter(|line| line.contains("/// client.") || line.contains("::new("));
        lines.map(str::trim).collect::<Vec<_>>().join("\n")
    };
    let text = shown("{ oneOf: [{ type: string }, { type: integer }] }");
    assert!(
        text.contains("\"word\"") && text.contains("::new(\"size\")"),
        "{text}"
    );
    // Of the texts one is known.
    let text = shown("{ oneOf: [{ type: string, enum: [auto] }, { type: integer }] }");
    assert!(
        text.contains("::Auto") && !text.contains("\"size\""),
        "{text}"
    );
}
