//! Descriptions as a person or a program might write them, by chance: a few components that refer
//! to each other, and operations that use them. Raw bytes seldom get as far as a schema.

use arbitrary::Arbitrary;
use serde_json::{Map, Value, json};

/// A description.
#[derive(Debug, Arbitrary)]
pub struct Description {
    version: Version,
    components: Vec<(Name, Schema)>,
    operations: Vec<Operation>,
    webhooks: Vec<(Name, Operation)>,
    are_signed: bool,
}

#[derive(Debug, Arbitrary)]
enum Version {
    V30,
    V31,
    V32,
}

#[derive(Debug, Arbitrary)]
struct Operation {
    path: Vec<Step>,
    method: Method,
    id: Option<Name>,
    tag: Option<Name>,
    parameters: Vec<(Name, Place, bool, Schema)>,
    body: Option<Schema>,
    answers: Vec<(Status, Schema)>,
}

#[derive(Debug, Arbitrary)]
enum Step {
    Word(Name),
    Parameter(Name),
}

#[derive(Debug, Arbitrary)]
enum Method {
    Get,
    Put,
    Post,
    Delete,
}

#[derive(Debug, Arbitrary)]
enum Place {
    Query,
    Header,
    Path,
    Cookie,
}

#[derive(Debug, Arbitrary)]
enum Status {
    Ok,
    Created,
    Empty,
    Any4xx,
    Default,
}

#[derive(Debug, Arbitrary)]
enum Schema {
    Boolean(bool),
    Component(u8),
    /// A component, something beside it.
    Beside(u8, Box<Schema>),
    Within(u8, Name),
    Kind(Kind),
    Kinds(Vec<Kind>),
    Format(Kind, Format),
    Bounded(Kind, i128, i128),
    List(Box<Schema>),
    Tuple(Vec<Schema>),
    Map(Box<Schema>),
    Object(Vec<Property>, Rest),
    /// Properties that a list of names requires.
    Required(Vec<Name>, Vec<Property>),
    AllOf(Vec<Schema>),
    OneOf(Vec<Schema>, Option<Name>),
    AnyOf(Vec<Schema>),
    /// All three at once, over properties.
    Mixed(Vec<Property>, Vec<Schema>, Vec<Schema>, Vec<Schema>),
    Discriminated(Name, Vec<(Name, u8)>, Vec<u8>),
    Enum(Vec<Literal>),
    TypedEnum(Kind, Vec<Literal>),
    Const(Literal),
    Nullable(Box<Schema>),
    Default(Box<Schema>, Literal),
    Example(Box<Schema>, Literal),
    Titled(Name, Box<Schema>),
    Patterns(Vec<(Name, Schema)>),
    Not(Box<Schema>),
}

#[derive(Debug, Arbitrary)]
struct Property {
    name: Name,
    schema: Schema,
    required: bool,
    way: Way,
}

#[derive(Debug, Arbitrary)]
enum Way {
    Both,
    Answer,
    Request,
}

#[derive(Debug, Arbitrary)]
enum Rest {
    Unsaid,
    Open,
    Closed,
    Of(Box<Schema>),
}

#[derive(Debug, Arbitrary)]
enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

#[derive(Debug, Arbitrary)]
enum Format {
    Int32,
    Uint64,
    DateTime,
    Date,
    Byte,
    Binary,
    Uuid,
    UnixTime,
    Own(Name),
}

#[derive(Debug, Arbitrary)]
enum Literal {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(Name),
    List(Vec<Literal>),
    Object(Vec<(Name, Literal)>),
}

/// A word that means something somewhere, so that names meet; or any text.
#[derive(Debug, Arbitrary)]
enum Name {
    A,
    B,
    C,
    Data,
    HasMore,
    After,
    Limit,
    Type,
    Id,
    Object,
    Extra,
    New,
    Keyword,
    Underscore,
    Empty,
    Sign,
    Digit,
    Upper,
    Twin,
    Any(String),
}

impl Name {
    fn text(&self) -> String {
        let text = match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::Data => "data",
            Self::HasMore => "has_more",
            Self::After => "after",
            Self::Limit => "limit",
            Self::Type => "type",
            Self::Id => "id",
            Self::Object => "object",
            Self::Extra => "extra",
            Self::New => "new",
            Self::Keyword => "self",
            Self::Underscore => "_",
            Self::Empty => "",
            Self::Sign => "+1",
            Self::Digit => "2fa",
            Self::Upper => "String",
            Self::Twin => "a-b",
            Self::Any(text) => text,
        };
        text.to_owned()
    }
}

impl Description {
    /// The description as JSON.
    pub fn text(&self) -> String {
        let version = match self.version {
            Version::V30 => "3.0.3",
            Version::V31 => "3.1.0",
            Version::V32 => "3.2.0",
        };
        let names: Vec<String> = self
            .components
            .iter()
            .map(|(name, _)| name.text())
            .collect();
        let schema = |schema: &Schema| schema.value(&names);
        let schemas = self
            .components
            .iter()
            .map(|(name, of)| (name.text(), schema(of)));
        let schemas: Map<String, Value> = schemas.collect();
        let mut paths = Map::new();
        for operation in &self.operations {
            let (path, method, value) = operation.value(&names);
            let item = paths.entry(path).or_insert_with(|| json!({}));
            item[method] = value;
        }
        let mut webhooks = Map::new();
        for (name, operation) in &self.webhooks {
            let (_, method, value) = operation.value(&names);
            let item = webhooks.entry(name.text()).or_insert_with(|| json!({}));
            item[method] = value;
        }
        let key = match self.version {
            Version::V30 => "x-webhooks",
            Version::V31 | Version::V32 => "webhooks",
        };
        let mut description = json!({
            "openapi": version,
            "info": { "title": "chance", "version": "1.0.0" },
            "paths": paths,
            "components": { "schemas": schemas },
        });
        description[key] = webhooks.into();
        if self.are_signed {
            description["x-webhook-signature"] = "standard-webhooks".into();
        }
        description.to_string()
    }
}

impl Operation {
    fn value(&self, names: &[String]) -> (String, &'static str, Value) {
        let mut path = String::new();
        let mut parameters = Vec::new();
        for step in &self.path {
            match step {
                Step::Word(name) => path += &format!("/{}", name.text()),
                Step::Parameter(name) => {
                    let name = name.text();
                    path += &format!("/{{{name}}}");
                    parameters.push(json!({
                        "name": name, "in": "path", "required": true, "schema": { "type": "string" },
                    }));
                }
            }
        }
        if path.is_empty() {
            path.push('/');
        }
        for (name, place, required, schema) in &self.parameters {
            let place = match place {
                Place::Query => "query",
                Place::Header => "header",
                Place::Path => "path",
                Place::Cookie => "cookie",
            };
            let (name, schema) = (name.text(), schema.value(names));
            parameters
                .push(json!({ "name": name, "in": place, "required": required, "schema": schema }));
        }
        let content =
            |schema: &Schema| json!({ "application/json": { "schema": schema.value(names) } });
        let answers = self.answers.iter().map(|(status, schema)| {
            let status = match status {
                Status::Ok => "200",
                Status::Created => "201",
                Status::Empty => "204",
                Status::Any4xx => "4XX",
                Status::Default => "default",
            };
            (
                status.to_owned(),
                json!({ "description": "", "content": content(schema) }),
            )
        });
        let mut value = json!({
            "parameters": parameters,
            "responses": answers.collect::<Map<_, _>>(),
        });
        if let Some(id) = &self.id {
            value["operationId"] = id.text().into();
        }
        if let Some(tag) = &self.tag {
            value["tags"] = json!([tag.text()]);
        }
        if let Some(body) = &self.body {
            value["requestBody"] = json!({ "content": content(body) });
        }
        let method = match self.method {
            Method::Get => "get",
            Method::Put => "put",
            Method::Post => "post",
            Method::Delete => "delete",
        };
        (path, method, value)
    }
}

impl Schema {
    fn value(&self, names: &[String]) -> Value {
        let reference = |index: u8| match names.get(usize::from(index) % names.len().max(1)) {
            Some(name) => pointer(name),
            None => "#".to_owned(),
        };
        let one = |schema: &Schema| schema.value(names);
        let all = |schemas: &[Schema]| schemas.iter().map(one).collect::<Value>();
        let with = |schema: &Schema, key: &str, value: Value| {
            let mut object = one(schema);
            if let Value::Object(members) = &mut object {
                members.insert(key.to_owned(), value);
            }
            object
        };
        match self {
            Self::Boolean(value) => json!(value),
            Self::Component(index) => json!({ "$ref": reference(*index) }),
            Self::Beside(index, schema) => with(schema, "$ref", reference(*index).into()),
            Self::Within(index, name) => {
                json!({ "$ref": format!("{}/properties/{}", reference(*index), escape(&name.text())) })
            }
            Self::Kind(kind) => json!({ "type": kind.word() }),
            Self::Kinds(kinds) => {
                json!({ "type": kinds.iter().map(Kind::word).collect::<Value>() })
            }
            Self::Format(kind, format) => json!({ "type": kind.word(), "format": format.text() }),
            Self::Bounded(kind, low, high) => {
                let number = |value: &i128| {
                    i64::try_from(*value)
                        .map_or_else(|_| json!(*value as f64), |value| json!(value))
                };
                json!({ "type": kind.word(), "minimum": number(low), "maximum": number(high) })
            }
            Self::List(item) => json!({ "type": "array", "items": one(item) }),
            Self::Tuple(items) => json!({ "type": "array", "prefixItems": all(items) }),
            Self::Map(value) => json!({ "type": "object", "additionalProperties": one(value) }),
            Self::Object(properties, rest) => {
                let mut object = object(properties, names);
                let rest = match rest {
                    Rest::Unsaid => return object,
                    Rest::Open => json!(true),
                    Rest::Closed => json!(false),
                    Rest::Of(schema) => one(schema),
                };
                object["additionalProperties"] = rest;
                object
            }
            Self::Required(required, properties) => {
                let mut object = object(properties, names);
                object["required"] = required.iter().map(Name::text).collect();
                object
            }
            Self::AllOf(parts) => json!({ "allOf": all(parts) }),
            Self::OneOf(branches, None) => json!({ "oneOf": all(branches) }),
            Self::OneOf(branches, Some(property)) => {
                json!({ "oneOf": all(branches), "discriminator": { "propertyName": property.text() } })
            }
            Self::AnyOf(branches) => json!({ "anyOf": all(branches) }),
            Self::Mixed(properties, parts, ones, anys) => {
                let mut object = object(properties, names);
                for (key, schemas) in [("allOf", parts), ("oneOf", ones), ("anyOf", anys)] {
                    object[key] = all(schemas);
                }
                object
            }
            Self::Discriminated(property, mapping, branches) => {
                let mapping = mapping
                    .iter()
                    .map(|(name, index)| (name.text(), reference(*index).into()));
                json!({
                    "oneOf": branches.iter().map(|index| json!({ "$ref": reference(*index) })).collect::<Value>(),
                    "discriminator": {
                        "propertyName": property.text(),
                        "mapping": mapping.collect::<Map<String, Value>>(),
                    },
                })
            }
            Self::Enum(values) => {
                json!({ "enum": values.iter().map(Literal::value).collect::<Value>() })
            }
            Self::TypedEnum(kind, values) => {
                json!({ "type": kind.word(), "enum": values.iter().map(Literal::value).collect::<Value>() })
            }
            Self::Const(value) => json!({ "const": value.value() }),
            Self::Nullable(schema) => with(schema, "nullable", json!(true)),
            Self::Default(schema, value) => with(schema, "default", value.value()),
            Self::Example(schema, value) => with(schema, "example", value.value()),
            Self::Titled(title, schema) => with(schema, "title", title.text().into()),
            Self::Patterns(patterns) => {
                let patterns = patterns
                    .iter()
                    .map(|(name, schema)| (name.text(), one(schema)));
                json!({ "patternProperties": patterns.collect::<Map<_, _>>() })
            }
            Self::Not(schema) => json!({ "not": one(schema) }),
        }
    }
}

fn object(properties: &[Property], names: &[String]) -> Value {
    let mut members = Map::new();
    let mut required = Vec::new();
    for property in properties {
        let mut value = property.schema.value(names);
        let way = match property.way {
            Way::Both => None,
            Way::Answer => Some("readOnly"),
            Way::Request => Some("writeOnly"),
        };
        if let (Some(way), Value::Object(members)) = (way, &mut value) {
            members.insert(way.to_owned(), json!(true));
        }
        let name = property.name.text();
        if property.required && !required.contains(&name) {
            required.push(name.clone());
        }
        members.insert(name, value);
    }
    json!({ "type": "object", "properties": members, "required": required })
}

fn pointer(name: &str) -> String {
    format!("#/components/schemas/{}", escape(name))
}

fn escape(name: &str) -> String {
    name.replace('%', "%25")
        .replace('~', "~0")
        .replace('/', "~1")
}

impl Kind {
    fn word(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl Format {
    fn text(&self) -> String {
        match self {
            Self::Int32 => "int32".to_owned(),
            Self::Uint64 => "uint64".to_owned(),
            Self::DateTime => "date-time".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Byte => "byte".to_owned(),
            Self::Binary => "binary".to_owned(),
            Self::Uuid => "uuid".to_owned(),
            Self::UnixTime => "unixtime".to_owned(),
            Self::Own(name) => name.text(),
        }
    }
}

impl Literal {
    fn value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => json!(value),
            Self::Integer(value) => json!(value),
            Self::Number(value) => json!(value),
            Self::Text(name) => name.text().into(),
            Self::List(items) => items.iter().map(Self::value).collect(),
            Self::Object(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| (name.text(), value.value()));
                Value::Object(members.collect())
            }
        }
    }
}
