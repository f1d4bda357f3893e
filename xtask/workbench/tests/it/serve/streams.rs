//! Answers that are streams: `serve` writes their items one by one, in the framing of the media type.

use super::{Served, folder, path};

const DESCRIPTION: &str = "\
openapi: 3.2.0
info: { title: Streams, version: 1.0.0 }
paths:
  /chat:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { stream: { type: boolean } } } } } }
      responses:
        '200':
          description: Whole, or its chunks.
          content:
            application/json: { schema: { type: integer } }
            text/event-stream:
              itemSchema:
                type: object
                properties:
                  event: { const: chunk }
                  data: { type: string, contentMediaType: application/json, contentSchema: { properties: { n: { const: 1 } } } }
  /builds:
    get:
      x-stream: { by: follow }
      parameters: [{ name: follow, in: query, schema: { type: boolean } }]
      responses: { '200': { description: Whole or in lines., content: { application/json: { schema: { type: integer } }, application/jsonl: { itemSchema: { const: 1 } } } } }
  /forms:
    post:
      x-stream: { by: live }
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { live: { type: boolean }, stream: { type: boolean } } } } } }
      responses: { '200': { description: Whole or in lines., content: { application/json: { schema: { type: integer } }, application/jsonl: { itemSchema: { const: 1 } } } } }
  /lines:
    get:
      responses:
        '200':
          description: Lines.
          content: { application/jsonl: { itemSchema: {}, examples: { a: { value: 1 }, b: { value: [2, { c: 3 }] } } } }
  /records:
    get:
      responses:
        '200':
          description: Records.
          content: { application/json-seq: { schema: { type: array, items: { type: integer } } } }
  /data:
    get:
      responses:
        '200':
          description: Events whose data is an object with a member of the same name.
          content: { text/event-stream: { schema: { type: object, properties: { data: { const: 1 }, seen: { type: boolean } } }, example: [{ data: 1 }] } }
  /text:
    get:
      responses:
        '200':
          description: A text as it is.
          content: { text/event-stream: { example: \": hello\\n\\ndata: a\\n\\n\" } }
";

#[test]
fn items_are_written_as_the_media_type_says() {
    let folder = folder(&[("streams.yaml", DESCRIPTION)]);
    let served = Served::start(&["--spec", &path(&folder, "streams.yaml")]);
    let json = [("content-type", "application/json")];
    assert_eq!(served.send("POST", "/chat", &json, "{}").body, "0");
    let event = "event: chunk\ndata: {\"n\":1}\n\n";
    let events = event.repeat(3);
    let asked = served.send("POST", "/chat", &json, r#"{ "stream": true }"#);
    assert_eq!(unchunked(&asked.body), events);
    // What asks for a stream has the name, and stands where, the description says.
    assert_eq!(served.get("/builds", &[]).body, "0");
    let asked = served.get("/builds?follow=true", &[]).body;
    assert_eq!(unchunked(&asked), "1\n1\n1\n");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(
        served.send("POST", "/forms", &form, "stream=true").body,
        "0"
    );
    let asked = served.send("POST", "/forms", &form, "live=true").body;
    assert_eq!(unchunked(&asked), "1\n1\n1\n");
    let accept = [json[0], ("accept", "text/event-stream")];
    let asked = served.send("POST", "/chat", &accept, "{}");
    assert_eq!(unchunked(&asked.body), events);
    assert!(
        asked.head.contains("content-type: text/event-stream"),
        "{asked:?}"
    );
    let lines = served.get("/lines", &[]).body;
    assert_eq!(unchunked(&lines), "1\n2\n{\"c\":3}\n");
    let records = served.get("/records", &[]).body;
    assert_eq!(unchunked(&records), "\u{1e}0\n");
    let data = served.get("/data", &[]).body;
    assert_eq!(unchunked(&data), "data: {\"data\":1}\n\n");
    assert_eq!(served.get("/text", &[]).body, ": hello\n\ndata: a\n\n");
}

/// A body without the lengths of its chunks.
fn unchunked(body: &str) -> String {
    let mut text = String::new();
    let mut rest = body;
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).expect("the length of a chunk");
        text += &after[..length];
        rest = &after[length + 2..];
    }
    text
}
