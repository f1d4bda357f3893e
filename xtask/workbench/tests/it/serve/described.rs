//! What a description says by a name or next to a body: `serve` holds requests against it, and
//! answers with it.

use super::{Served, folder, path};

const DESCRIPTION: &str = "\
openapi: 3.2.0
info: { title: Orders, version: 1.0.0 }
paths:
  /anchor:
    post:
      requestBody: { content: { application/json: { schema: { items: { $ref: '#amount' } } } } }
      responses: { '204': { description: Done. } }
  /id:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '204': { description: Done. } }
  /dynamic:
    post:
      requestBody: { content: { application/json: { schema: { $dynamicRef: '#amount' } } } }
      responses: { '204': { description: Done. } }
  /not:
    post:
      requestBody: { content: { application/json: { schema: { not: { $ref: '#amount' } } } } }
      responses: { '204': { description: Done. } }
  /text:
    post:
      requestBody: { content: { text/*: { schema: { type: integer } }, '*': { schema: { type: string } } } }
      responses: { '204': { description: Done. } }
  /form:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: &fields
              type: object
              required: [name]
              additionalProperties: false
              properties:
                name: { type: string }
                sizes: { type: array, items: { type: integer } }
                meta: { type: object, additionalProperties: { type: integer } }
                file: { type: string, format: binary }
            encoding: { meta: { style: deepObject }, sizes: { style: pipeDelimited, explode: false } }
          multipart/form-data:
            schema: *fields
            encoding: { file: { contentType: image/* } }
      responses: { '204': { description: Done. } }
  /list:
    post:
      requestBody:
        content:
          multipart/mixed:
            schema: { type: array, prefixItems: [{ type: string }, { type: integer }], items: { type: object } }
            prefixEncoding: [{}, {}]
          multipart/related:
            itemSchema: { type: integer }
      responses: { '204': { description: Done. } }
  /lines:
    post:
      requestBody:
        content:
          application/jsonl: { itemSchema: { type: integer } }
          application/json-seq: { schema: { type: array, maxItems: 2 } }
      responses: { '204': { description: Done. } }
  /headers:
    get:
      parameters:
        - { name: mark, in: query, allowEmptyValue: true, schema: { type: integer } }
        - { name: note, in: query, content: { text/plain: { schema: { type: string, maxLength: 3 } } } }
      responses:
        '200':
          description: Some headers.
          headers:
            X-Cost: { schema: { type: integer }, example: 3 }
            X-Kinds: { schema: { type: array, items: { enum: [small] } } }
            X-Size: { explode: true, schema: { type: object, properties: { w: { const: 2 }, h: { const: 1 } } } }
            X-Meta: { content: { application/json: { schema: { const: { a: 1 } } } } }
            Content-Length: { schema: { const: 999 } }
components:
  schemas:
    Amount: { $anchor: amount, $dynamicAnchor: amount, type: integer }
    Order:
      $id: https://orders.example/schemas/order
      properties: { size: { $ref: size } }
      $defs: { size: { $id: size, enum: [small, large] } }
";

#[test]
fn a_schema_behind_a_name_is_kept_to() {
    let folder = folder(&[("orders.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "orders.yaml")]);
    for (path, body, fault) in [
        ("/anchor", "[1]", ""),
        (
            "/anchor",
            r#"["much"]"#,
            "at `/0`: expected an integer, found \\\"much\\\"",
        ),
        ("/id", r#"{ "size": "small" }"#, ""),
        (
            "/id",
            r#"{ "size": "huge" }"#,
            "expected \\\"small\\\" or \\\"large\\\", found \\\"huge\\\"",
        ),
        ("/dynamic", "1", ""),
        (
            "/dynamic",
            r#""much""#,
            "expected an integer, found \\\"much\\\"",
        ),
        ("/not", r#""much""#, ""),
        ("/not", "1", "body: "),
    ] {
        let json = [("content-type", "application/json")];
        let answer = served.send("POST", path, &json, body);
        let status = if fault.is_empty() { 204 } else { 400 };
        assert_eq!(answer.status, status, "{path} {body}: {answer:?}");
        assert!(answer.body.contains(fault), "{path} {body}: {answer:?}");
    }
}

#[test]
fn a_body_of_text_is_held_against_its_schema() {
    let folder = folder(&[("orders.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "orders.yaml")]);
    for (media_type, body, status) in [
        ("text/plain", "12", 204),
        ("text/plain; charset=utf-8", "twelve", 400),
        ("application/json", "\"twelve\"", 204),
        ("application/json", "12", 400),
        ("twelve", "12", 415),
    ] {
        let answer = served.send("POST", "/text", &[("content-type", media_type)], body);
        assert_eq!(answer.status, status, "{media_type} {body}: {answer:?}");
    }
}

#[test]
fn described_headers_come_with_the_answer() {
    let folder = folder(&[("orders.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "orders.yaml")]);
    let answer = served.get("/headers", &[]);
    for header in [
        "x-cost: 3",
        "x-kinds: small",
        "x-size: w=2,h=1",
        "x-meta: {\"a\":1}",
    ] {
        assert!(
            answer.head.contains(&format!("\r\n{header}\r\n")),
            "no {header} in {answer:?}"
        );
    }
    assert!(!answer.head.contains("999"), "{answer:?}");
    for (query, status) in [
        ("mark=", 200),
        ("mark=x", 400),
        ("note=abc", 200),
        ("note=abcd", 400),
    ] {
        let answer = served.get(&format!("/headers?{query}"), &[]);
        assert_eq!(answer.status, status, "{query}: {answer:?}");
    }
}

#[test]
fn fields_and_parts_are_held_against_their_schemas() {
    let folder = folder(&[("orders.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "orders.yaml")]);
    let form = "application/x-www-form-urlencoded";
    let parts = "multipart/form-data; boundary=b";
    let part = |head: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n")
    };
    let name = part("name=\"name\"", "7");
    let file = |media: &str| {
        part(
            &format!("name=\"file\"; filename=\"f\"\r\nContent-Type: {media}"),
            "x",
        )
    };
    let size = part("name=\"sizes\"", "1");
    for (media, body, fault) in [
        (form, "name=7&sizes=1%7C2&meta%5Ba%5D=1".to_owned(), ""),
        (form, "name=7&sizes=1%7Cb".to_owned(), "/sizes/1"),
        (form, "name=7&meta%5Ba%5D=b".to_owned(), "/meta/a"),
        (form, "sizes=1".to_owned(), "`name`"),
        (
            parts,
            format!("{name}{}{size}{size}--b--\r\n", file("image/png")),
            "",
        ),
        (
            parts,
            format!("{name}{}--b--\r\n", file("text/plain")),
            "expected a part of `image/*`",
        ),
        (parts, format!("{size}--b--\r\n"), "`name`"),
        (
            parts,
            format!("{name}{}--b--\r\n", part("name=\"sizes\"", "b")),
            "/sizes/0",
        ),
        (parts, name.clone(), "expected parts"),
    ] {
        let answer = served.send("POST", "/form", &[("content-type", media)], &body);
        let status = if fault.is_empty() { 204 } else { 400 };
        assert_eq!(answer.status, status, "{media} {body}: {answer:?}");
        assert!(answer.body.contains(fault), "{media} {body}: {answer:?}");
    }
}

#[test]
fn parts_without_names_and_items_are_held_against_their_schemas() {
    let folder = folder(&[("orders.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "orders.yaml")]);
    let part = |media: &str, text: &str| format!("--b\r\nContent-Type: {media}\r\n\r\n{text}\r\n");
    let text = |text: &str| part("text/plain", text);
    let json = |text: &str| part("application/json", text);
    let nested = part("multipart/mixed; boundary=c", "--c\r\n\r\nx\r\n--c--\r\n");
    let (mixed, related) = (
        "multipart/mixed; boundary=b",
        "multipart/related; boundary=b",
    );
    let (lines, records) = ("application/jsonl", "application/json-seq");
    for (path, media, body, fault) in [
        (
            "/list",
            mixed,
            format!("{}{}{}--b--\r\n", text("a"), text("1"), json("{}")),
            "",
        ),
        (
            "/list",
            mixed,
            format!("{}{}--b--\r\n", text("a"), text("b")),
            "/1",
        ),
        (
            "/list",
            mixed,
            format!("{}{}{}--b--\r\n", text("a"), text("1"), json("2")),
            "/2",
        ),
        ("/list", mixed, format!("{nested}--b--\r\n"), ""),
        (
            "/list",
            related,
            format!("{}{}--b--\r\n", text("1"), text("2")),
            "",
        ),
        (
            "/list",
            related,
            format!("{}{}--b--\r\n", text("1"), text("b")),
            "expected an integer",
        ),
        ("/lines", lines, "1\n2\n".to_owned(), ""),
        ("/lines", lines, "1\n\"a\"\n".to_owned(), "/1"),
        (
            "/lines",
            lines,
            "1\n{\n".to_owned(),
            "expected JSON as item 2",
        ),
        ("/lines", records, "\u{1e}1\n\u{1e}2\n".to_owned(), ""),
        (
            "/lines",
            records,
            "\u{1e}1\n\u{1e}2\n\u{1e}3\n".to_owned(),
            "2 or fewer items",
        ),
    ] {
        let answer = served.send("POST", path, &[("content-type", media)], &body);
        let status = if fault.is_empty() { 204 } else { 400 };
        assert_eq!(answer.status, status, "{media} {body}: {answer:?}");
        assert!(answer.body.contains(fault), "{media} {body}: {answer:?}");
    }
}
