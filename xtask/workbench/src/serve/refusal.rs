//! The answer to a wrong request: takes what is wrong, gives it in the shape of the API's own
//! errors where the description has one that is known, else as problem details (RFC 9457).

use generator::contract::{Operation, Response, Status};
use serde_json::{Map, Value, json};
use tests::answer::Answer;

use super::faults::{Fault, Part};
use super::schemas::Schemas;

/// Why a request is refused.
#[derive(Debug)]
pub struct Refusal {
    /// The status of the answer.
    pub status: u16,
    /// The reason as a word for programs.
    pub code: &'static str,
    /// The reason in words.
    pub message: String,
    /// Each fault, when there are several kinds.
    pub faults: Vec<Fault>,
    /// Further header fields.
    pub headers: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without more to say than this.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            faults: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// The refusal of a request with faults.
    pub fn of(faults: Vec<Fault>) -> Self {
        let texts: Vec<String> = faults.iter().map(Fault::to_string).collect();
        Self {
            faults,
            ..Self::new(400, "invalid_request", texts.join("; "))
        }
    }

    /// The same with one more header field.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The answer, in the shape that an operation describes; `hide` makes credentials unreadable.
    pub fn answer(
        &self,
        schemas: &Schemas,
        operation: Option<&Operation>,
        hide: impl Fn(String) -> String,
    ) -> Answer {
        let schema = operation.and_then(|operation| {
            let reference = error_schema(&operation.responses, self.status)?;
            Some(schemas.get(reference))
        });
        let described = schema.and_then(|schema| self.described(schemas, schema));
        let (media_type, body) = match described {
            Some(body) => ("application/json", body),
            None => ("application/problem+json", self.problem()),
        };
        let answer = Answer::new(self.status)
            .header("content-type", media_type)
            .body(hide(body.to_string()));
        self.headers.iter().fold(answer, |answer, (name, value)| {
            answer.header(*name, value.as_str())
        })
    }

    /// `{"error": {"message": …}}` or `{"message": …}`, with what else the schema names.
    fn described(&self, schemas: &Schemas, schema: &Value) -> Option<Value> {
        if let Some(inner) = schemas.property(schema, "error")
            && let Some(members) = self.members(schemas, inner)
        {
            return Some(json!({ "error": members }));
        }
        self.members(schemas, schema)
    }

    fn members(&self, schemas: &Schemas, schema: &Value) -> Option<Value> {
        schemas.property(schema, "message")?;
        let mut members = Map::new();
        members.insert("message".to_owned(), json!(self.message));
        let param = self.faults.iter().find_map(Fault::name);
        for (key, text) in [
            ("type", json!("invalid_request_error")),
            ("param", json!(param)),
            ("code", json!(self.code)),
            ("status", json!(self.code)),
        ] {
            let Some(property) = schemas.property(schema, key) else {
                continue;
            };
            let numeric =
                schemas.names_type(property, "integer") || schemas.names_type(property, "number");
            let value = if numeric { json!(self.status) } else { text };
            members.insert(key.to_owned(), value);
        }
        Some(Value::Object(members))
    }

    fn problem(&self) -> Value {
        let errors: Vec<Value> = self
            .faults
            .iter()
            .map(|fault| match &fault.part {
                Part::Body(pointer) => {
                    json!({ "detail": fault.text, "pointer": format!("#{pointer}") })
                }
                Part::Parameter(_, name) => json!({ "detail": fault.text, "parameter": name }),
            })
            .collect();
        json!({
            "type": "about:blank",
            "title": self.code.replace('_', " "),
            "status": self.status,
            "detail": self.message,
            "errors": errors,
        })
    }
}

/// The schema of the body that an error of this status has.
fn error_schema(responses: &[Response], status: u16) -> Option<&String> {
    let rank = |response: &&Response| match response.status {
        Status::Code(code) if code == status => Some(0),
        Status::Range(digit) if u16::from(digit) == status / 100 => Some(1),
        Status::Default => Some(2),
        // Errors mostly look alike.
        Status::Code(code) if code >= 400 => Some(3),
        _ => None,
    };
    let ranked = responses
        .iter()
        .filter_map(|response| Some((rank(&response)?, response)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().find_map(|(_, response)| {
        let mut contents = response.content.iter();
        let json = contents.find(|content| content.media_type.is_json())?;
        json.schema.as_ref()
    })
}
