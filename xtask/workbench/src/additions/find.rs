//! Where things can be added: takes a description, gives the JSON pointers of its schemas and operations.

use serde_json::Value;

/// JSON pointers.
#[derive(Debug, Default)]
pub struct Found {
    /// Of the schemas of the description, components or not.
    pub schemas: Vec<String>,
    /// Of operations that a client calls.
    pub operations: Vec<String>,
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Schema,
    /// An object or an array of schemas.
    Schemas,
    PathItem,
    /// An object of path items.
    Paths,
    Other,
}

/// The methods of a path item.
pub const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

impl Found {
    /// Looks through a description.
    pub fn of(document: &Value) -> Self {
        let mut found = Self::default();
        found.walk(document, "", Kind::Other);
        found
    }

    fn walk(&mut self, value: &Value, at: &str, kind: Kind) {
        if matches!(kind, Kind::Schema) && value.is_object() {
            self.schemas.push(at.to_owned());
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                    if matches!(kind, Kind::PathItem) && METHODS.contains(&key.as_str()) {
                        self.operations.push(at.clone());
                    }
                    if let Some(kind) = below(kind, key, &at) {
                        self.walk(member, &at, kind);
                    }
                }
            }
            Value::Array(items) => {
                let kind = match kind {
                    Kind::Schemas => Kind::Schema,
                    _ => Kind::Other,
                };
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, &format!("{at}/{index}"), kind);
                }
            }
            _ => {}
        }
    }
}

/// What the member of an object is; `None` for values that are only shown.
fn below(kind: Kind, key: &str, at: &str) -> Option<Kind> {
    match (kind, key) {
        (Kind::Schemas, _) => Some(Kind::Schema),
        (Kind::Paths, _) => Some(Kind::PathItem),
        (_, "example" | "examples" | "default" | "enum" | "const") => None,
        (_, key) if key.starts_with("x-") => None,
        (Kind::Schema, "properties" | "allOf" | "oneOf" | "anyOf") => Some(Kind::Schemas),
        (Kind::Schema, "items" | "additionalProperties") => Some(Kind::Schema),
        (Kind::Schema, _) => None,
        (_, "schema") => Some(Kind::Schema),
        (_, "schemas") if at == "/components/schemas" => Some(Kind::Schemas),
        (_, "paths") if at == "/paths" => Some(Kind::Paths),
        // Nobody calls these.
        (_, "callbacks" | "webhooks" | "headers" | "links") => None,
        _ => Some(Kind::Other),
    }
}
