//! What several operations share: the headers of a response are one struct, which callers find at the root, and what has
//! no name of its own is called after the response, the body or the parameter that it is in.

use generator::{Class, Options, Sources, compare};

use crate::features::{names_of, run};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
servers: [{ url: "https://a.example" }]
paths:
  /pens:
    get:
      operationId: listPens
      responses: { "204": { description: All. }, "429": { $ref: "#/components/responses/Busy" } }
  /inks:
    get:
      operationId: listInks
      responses: { "204": { description: All. }, "429": { $ref: "#/components/responses/Busy" } }
  /caps:
    get:
      operationId: listCaps
      responses:
        "204": { description: All. }
        "429": { $ref: "#/components/responses/Busy" }
        "503": { description: Down., headers: { X-Until: { schema: { type: string } } } }
components:
  responses:
    Busy: { description: Too much., headers: { Retry-After: { schema: { type: integer } } } }
"##;

/// The changes that `diff` tells, gravest first.
fn changes(new: &str) -> Vec<(Class, String)> {
    let (old, new) = (
        Sources::new("a.yaml", DOCUMENT),
        Sources::new("a.yaml", new),
    );
    let comparison = compare(&old, &new, &Options::default());
    let changes = comparison.changes.iter();
    let told = changes.map(|change| (change.class, format!("{} {}", change.subject, change.text)));
    told.filter(|(class, _)| *class != Class::Invisible)
        .collect()
}

#[test]
fn operations_share_the_headers_of_a_response_and_have_their_own_beside_it() {
    let output = run(DOCUMENT, None);
    let shared = &output.files["src/answer_headers.rs"];
    assert_eq!(shared.matches("pub struct").count(), 1, "{shared}");
    assert!(shared.contains("pub struct BusyHeaders {"), "{shared}");
    let exported = "pub use answer_headers::BusyHeaders;";
    assert!(output.files["src/lib.rs"].contains(exported));
    let link = "[`BusyHeaders::of`](crate::BusyHeaders::of)";
    assert!(output.files["src/pens.rs"].contains(link));
    // What comes with a second response too is read together.
    let own = "pub struct ListCapsErrorHeaders {";
    assert!(output.files["src/caps.rs"].contains(own));
}

#[test]
fn a_struct_that_an_operation_had_alone_stays() {
    let inline = DOCUMENT.replacen(
        r##"{ $ref: "#/components/responses/Busy" }"##,
        "{ description: Too much., headers: { Retry-After: { schema: { type: integer } } } }",
        1,
    );
    let before = run(&inline, None);
    let own = "pub struct ListPensErrorHeaders {";
    assert!(before.files["src/pens.rs"].contains(own));
    let after = run(DOCUMENT, Some(&names_of(&before)));
    assert!(after.files["src/pens.rs"].contains(own));
    assert!(!after.files["src/inks.rs"].contains("ErrorHeaders {"));
}

#[test]
fn a_change_of_what_is_shared_is_told_once() {
    assert_eq!(changes(DOCUMENT), []);
    let other = changes(&DOCUMENT.replace("{ type: integer }", "{ type: string }"));
    let field = "BusyHeaders `BusyHeaders.retry_after` is `Option<i64>` → `Option<String>`";
    assert_eq!(
        other.iter().filter(|(_, text)| text == field).count(),
        1,
        "{other:#?}"
    );
    let fewer = DOCUMENT.replacen(
        r##""429": { $ref: "#/components/responses/Busy" } }"##,
        "}",
        1,
    );
    // The struct is there for the other operation.
    let told = changes(&fewer);
    assert!(
        told.iter().all(|(_, text)| !text.contains("BusyHeaders")),
        "{told:#?}"
    );
    let none = changes(&fewer.replacen(
        r##""429": { $ref: "#/components/responses/Busy" } }"##,
        "}",
        1,
    ));
    let gone = (Class::Breaking, "BusyHeaders is gone".to_owned());
    assert!(none.contains(&gone), "{none:#?}");
}

#[test]
fn types_within_shared_components_are_called_after_these() {
    let document = r##"
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
servers: [{ url: "https://a.example" }]
paths:
  /pens:
    get:
      operationId: listPens
      parameters: [{ $ref: "#/components/parameters/sort-order" }]
      responses: { "200": { $ref: "#/components/responses/ManyThings" }, "404": { $ref: "#/components/responses/NotFoundError" } }
    post:
      operationId: createPen
      requestBody: { $ref: "#/components/requestBodies/NewThing" }
      responses: { "204": { description: Done. }, "400": { $ref: "#/components/responses/Wrong" } }
components:
  parameters:
    sort-order: { name: order, in: query, schema: { type: string, enum: [up, down] } }
  requestBodies:
    NewThing: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
  responses:
    ManyThings: { description: All., content: { application/json: { schema: { type: object, properties: { b: { type: string } } } } } }
    NotFoundError: { description: None., content: { application/json: { schema: { type: object, properties: { c: { type: string } } } } } }
    Wrong: { description: Bad., content: { application/json: { schema: { type: object, properties: { d: { type: string } } } } } }
"##;
    let code: String = run(document, None).files.into_values().collect();
    for name in [
        "SortOrder",
        "NewThingRequest",
        "ManyThingsResponse",
        "NotFoundError",
        "WrongError",
    ] {
        let found = [
            format!("pub struct {name} {{"),
            format!("pub enum {name} {{"),
        ];
        assert!(found.iter().any(|line| code.contains(line)), "{name}");
    }
}
