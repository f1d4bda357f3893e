//! Bodies of requests and answers: by status, and bytes under any media type.

use super::{code, holds};

const EQUAL: &str = "{ Done: { type: object, properties: { id: { type: string } } },
    Waiting: { type: object, properties: { id: { type: string } } } }";

/// The content of a body of JSON.
fn json(schema: &str) -> String {
    format!("content: {{ application/json: {{ schema: {schema} }} }}")
}

fn component(name: &str) -> String {
    json(&format!("{{ $ref: '#/components/schemas/{name}' }}"))
}

#[test]
fn components_that_say_the_same_are_told_apart_by_status() {
    let [done, waiting] = ["Done", "Waiting"].map(component);
    let code = code(
        &format!(
            "{{ /jobs: {{ post: {{ operationId: createJob, responses: {{
                '200': {{ description: d, {done} }}, '201': {{ description: d, {done} }},
                '202': {{ description: d, {waiting} }},
                '400': {{ description: d, {done} }}, '422': {{ description: d, {waiting} }} }} }} }} }}"
        ),
        EQUAL,
    );
    holds(
        &code,
        &[
            "pub enum CreateJobAnswer { Ok(Box<Done>), Accepted(Box<Waiting>),",
            "200 | 201 => Self::Ok",
            "pub enum CreateJobError { BadRequest(Box<Done>), UnprocessableEntity(Box<Waiting>), }",
        ],
    );
}

#[test]
fn a_schema_without_a_type_is_of_texts_by_its_format() {
    let texts =
        ["duration", "iri", "time", "uri", "uri-reference", "url"].map(|text| (text, "String"));
    let others = ["decimal", "int32", "of-somebody"].map(|other| (other, "Value"));
    for (format, ty) in texts.into_iter().chain(others) {
        let done = "responses: { '204': { description: d } }";
        let parameter =
            format!("{{ name: a, in: query, required: true, schema: {{ format: {format} }} }}");
        let code = code(
            &format!(
                "{{ /t: {{ get: {{ operationId: get, parameters: [{parameter}], {done} }} }} }}"
            ),
            "{}",
        );
        holds(&code, &[&format!("a: impl Into<{ty}>")]);
    }
}

#[test]
fn neither_json_nor_a_text_holds_bytes() {
    let json = "application/json";
    let binary = "{ type: string, format: binary }";
    for (media, bytes) in [
        (json, binary),
        (json, "{ type: [string, 'null'], format: binary }"),
        (json, "{ format: binary }"),
        (json, "{ type: string, contentMediaType: image/png }"),
        ("text/csv", binary),
        ("application/xml", binary),
    ] {
        let bytes = format!("content: {{ {media}: {{ schema: {bytes} }} }}");
        let code = code(
            &format!(
                "{{ /files: {{ post: {{ operationId: sendFile, requestBody: {{ required: true, {bytes} }},
                    responses: {{ '200': {{ description: d, {bytes} }} }} }} }} }}"
            ),
            "{}",
        );
        holds(
            &code,
            &[
                "body: impl Into<Upload>",
                &format!(".bytes(\"{media}\", body)"),
                "open_methods!(SendFile -> Download, download);",
            ],
        );
    }
}

#[test]
fn integers_of_128_bits_keep_their_digits() {
    let code = code(
        "{ /n: { get: { responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/N' } } } } } } } }",
        "{ N: { type: object, properties: { a: { type: integer, format: uint128, minimum: 0 },
            b: { type: integer, format: int128, minimum: 0, maximum: 9 } } } }",
    );
    holds(&code, &["pub a: Option<Value>, pub b: Option<i64>,"]);
}

#[test]
fn a_text_of_any_media_type_is_read_as_it_comes() {
    let any = "content: { '*/*': { schema: { type: string } } }";
    let code = code(
        &format!(
            "{{ /a: {{ get: {{ operationId: getA, responses: {{ '200': {{ description: d, {any} }}, '400': {{ description: d, {any} }} }} }} }} }}"
        ),
        "{}",
    );
    holds(
        &code,
        &[
            "request_methods!(GetA -> String, text);",
            "accept: \"*/*\",",
            "error: Some(described_text),",
        ],
    );
}

/// Which of the parts are needed together is no type; which parts there are is.
#[test]
fn a_body_with_conditions_and_null_has_its_parts() {
    for schema in [
        "{ type: object, properties: { url: { type: string }, file: { type: string, format: binary } },
           anyOf: [{ required: [url] }, { required: [file] }] }",
        "{ anyOf: [{ $ref: '#/components/schemas/F' }, { type: 'null' }] }",
    ] {
        for (media, setter) in [
            ("multipart/form-data", "(\"url\", url"),
            ("application/x-www-form-urlencoded", "(\"url\", url"),
        ] {
            let code = code(
                &format!(
                    "{{ /a: {{ post: {{ requestBody: {{ content: {{ {media}: {{ schema: {schema} }} }} }},
                       responses: {{ '204': {{ description: d }} }} }} }} }}"
                ),
                "{ F: { type: object, properties: { url: { type: string }, file: { type: string, format: binary } } } }",
            );
            holds(&code, &["pub fn url(self,", "pub fn file(self,", setter]);
        }
    }
}
