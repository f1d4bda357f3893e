//! What is emitted is as rustfmt has it, so that `cargo fmt` in the workspace of a client changes nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use generator::{Output, Sources, generate};

use crate::golden;

/// Names that are too long for one line, wherever a client has them.
const LONG: &str = r##"openapi: 3.1.0
info: { title: Long, version: 1.0.0 }
servers:
  - { url: "https://an-address-that-nearly-fills-a-line.example.com/first", name: one }
  - { url: "https://another-address-that-nearly-fills-it.example.com/first", name: other }
security: [{ account_sid_auth_token: [] }]
paths:
  /things:
    post:
      operationId: post-things-thingId-of-an-identifier-that-is-too-long-for-one-line-of-documentation
      parameters:
        - { name: kinds, in: query, explode: false, schema: { type: array, items: { $ref: "#/components/schemas/AKindOfThingsWhoseNameIsTooLongForOneLineOfArguments" } } }
        - { name: ancestor_folder_ids, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: ancestor_things, in: query, schema: { $ref: "#/components/schemas/AnAncestorWithALongName" } }
      responses: { "204": { description: d } }
  /values:
    get:
      operationId: anOperationWhoseNameIsLongEnough
      parameters: [{ name: a_path_of_values, in: query, required: true, schema: {} }]
      responses: { "204": { description: d } }
components:
  securitySchemes: { account_sid_auth_token: { type: http, scheme: basic } }
  schemas:
    AKindOfThingsWhoseNameIsTooLongForOneLineOfArguments: { type: string, enum: [a, b] }
    AnAncestorWithALongName: { type: string, enum: [a, b] }
    Holder:
      type: object
      properties:
        member: { $ref: "#/components/schemas/AMemberWhoseTypeHasANameThatIsMuchTooLongForTheLineThatIsBelowItsOwnNameInTheStruct" }
    AMemberWhoseTypeHasANameThatIsMuchTooLongForTheLineThatIsBelowItsOwnNameInTheStruct: { type: object, properties: { a: { type: string } } }
webhooks:
  a:
    post:
      operationId: aWebhookWhoseNameIsLongEnoughForALineOfItsOwnBesideItsType
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Holder" } } } }
      responses: { "204": { description: d } }
"##;

#[test]
fn a_client_is_as_rustfmt_has_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rustfmt");
    let _ = fs::remove_dir_all(&folder);
    let of = |text: &str| generate(&Sources::new("api.yaml", text));
    let nothing = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\n";
    let mut roots = Vec::new();
    let mut write = |name: &str, output: Output| {
        assert!(!output.files.is_empty(), "{name}: {:?}", output.diagnostics);
        for (path, text) in output.files {
            // The runtime is a package of its own, with its own check.
            let is_runtime = path.starts_with("src/runtime/");
            if is_runtime || !path.ends_with(".rs") {
                continue;
            }
            let file = folder.join(name).join(&path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
            let stub = "// No modules are here.\n".to_owned();
            let text = if path == "src/runtime.rs" { stub } else { text };
            fs::write(&file, text).expect("a new file");
            if path == "src/lib.rs" || !path.starts_with("src/") {
                roots.push(file);
            }
        }
    };
    write("long", of(LONG));
    write("nothing", of(nothing));
    for case in golden::cases("ok") {
        let name = case.file_name().expect("a name").to_string_lossy();
        write(&name, golden::run(&case).1);
    }
    let checked = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--color", "never"])
        .args(roots)
        .output()
        .expect("rustfmt");
    let said = String::from_utf8_lossy(&checked.stdout);
    let errors = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{errors}{said}");
}
