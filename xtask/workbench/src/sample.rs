//! Descriptions and files for tests.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use cargo_verbatim::place::Place;

/// A folder as a user names it.
pub fn place(path: &Path) -> Place {
    Place {
        path: path.to_owned(),
        shown: "client".to_owned(),
    }
}

/// A description of one operation, which gives `reference`; its one schema is `Pets`.
pub fn description(title: &str, reference: &str) -> String {
    format!(
        "\
openapi: 3.1.0
info: {{ title: {title}, version: 1.0.0 }}
servers: [{{ url: 'https://pets.example/v1' }}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: {{ $ref: '#/components/schemas/{reference}' }}
components:
  schemas:
    Pets:
      description: Pets.
      type: object
      required: [name]
      properties:
        name: {{ description: A name., type: string }}
"
    )
}

/// When a file was last written.
pub fn modified(path: &Path) -> SystemTime {
    fs::metadata(path)
        .and_then(|found| found.modified())
        .expect("a file with a time")
}
