//! The parameters of a request: takes their texts, gives what is wrong with them. A text is read
//! in the parameter's style first, as a value of its schema.

use generator::contract::{Operation, Parameter, Place, SchemaRef, Style};
use serde_json::{Map, Value, json};
use tests::request::RecordedRequest;

use super::credentials::cookie;
use super::faults::Fault;
use super::routes::decoded;
use super::schemas::Schemas;

/// What is wrong with the parameters of a request. `exempt` are query parameters that other parts
/// of the description declare.
pub fn faults(
    schemas: &Schemas,
    operation: &Operation,
    request: &RecordedRequest,
    in_path: &[(String, String)],
    exempt: &[String],
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut claimed: Vec<String> = exempt.to_vec();
    for parameter in &operation.parameters {
        let reading = Reading {
            schemas,
            parameter,
            request,
        };
        if parameter.place == Place::Query {
            claimed.extend(reading.query_names());
        }
        if reading.is_allowed_empty() {
            continue;
        }
        faults.extend(match reading.values(in_path) {
            Err(text) => vec![reading.fault(text)],
            Ok(values) if values.is_empty() && parameter.required => {
                vec![reading.fault("it is missing".to_owned())]
            }
            Ok(values) => reading.misfits(&values),
        });
    }
    let whole = |parameter: &Parameter| parameter.place == Place::WholeQuery;
    if !operation.parameters.iter().any(whole) {
        faults.extend(unknown(operation, request, &claimed));
    }
    faults
}

/// Query parameters that the description does not have.
fn unknown(operation: &Operation, request: &RecordedRequest, claimed: &[String]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let known = operation.parameters.iter();
    let known: Vec<String> = known
        .filter(|parameter| parameter.place == Place::Query)
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    let text = match known.as_slice() {
        [] => "it is not in the description, which has none here".to_owned(),
        known => format!(
            "it is not in the description, which has {}",
            known.join(", ")
        ),
    };
    for (name, _) in &request.query {
        let fault = Fault::parameter("query parameter", name, text.as_str());
        if !claimed.contains(name) && !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

/// One parameter of one request.
struct Reading<'r> {
    schemas: &'r Schemas,
    parameter: &'r Parameter,
    request: &'r RecordedRequest,
}

impl Reading<'_> {
    fn fault(&self, text: String) -> Fault {
        let kind = match self.parameter.place {
            Place::Path => "path parameter",
            Place::Query => "query parameter",
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::WholeQuery => "query",
        };
        Fault::parameter(kind, &self.parameter.name, text)
    }

    /// The values that the parameter's text can mean, the likeliest first; none when it is
    /// not there.
    fn values(&self, in_path: &[(String, String)]) -> Result<Vec<Value>, String> {
        let name = &self.parameter.name;
        match self.parameter.place {
            Place::Path => {
                let text = in_path.iter().find(|(known, _)| known == name);
                let text = text.map(|(_, text)| text.as_str()).unwrap_or_default();
                self.in_path(text)
            }
            Place::Query => self.in_query(),
            Place::Header => match self.request.header(name) {
                None => Ok(Vec::new()),
                Some(text) => self.listed(text, ',', true, &|text| text.trim().to_owned()),
            },
            Place::Cookie => match (cookie(self.request, name), &self.parameter.style) {
                (None, _) => Ok(Vec::new()),
                (Some(text), Style::Cookie { .. }) => {
                    self.listed(&text, ',', false, &str::to_owned)
                }
                (Some(text), _) => self.listed(&text, ',', false, &decoded),
            },
            Place::WholeQuery => {
                let pairs = self.request.query.iter();
                let members = pairs.map(|(key, value)| (key.clone(), likely(value)));
                Ok(vec![Value::Object(members.collect())])
            }
        }
    }

    /// Whether it is sent as `name=`, and the description allows that.
    fn is_allowed_empty(&self) -> bool {
        self.parameter.allow_empty && self.request.query_value(&self.parameter.name) == Some("")
    }

    fn in_path(&self, text: &str) -> Result<Vec<Value>, String> {
        let name = &self.parameter.name;
        let expected = |prefix: &str| format!("expected text that begins with `{prefix}`");
        match self.parameter.style {
            Style::Label { explode } => {
                let text = text.strip_prefix('.').ok_or_else(|| expected("."))?;
                self.listed(text, if explode { '.' } else { ',' }, explode, &decoded)
            }
            Style::Matrix { explode } => {
                let prefix = format!(";{name}=");
                if explode && !self.is("object") {
                    let text = text
                        .strip_prefix(&prefix)
                        .ok_or_else(|| expected(&prefix))?;
                    let text = text.replace(&prefix, ";");
                    return self.listed(&text, ';', false, &decoded);
                }
                let prefix = if explode { ";" } else { prefix.as_str() };
                let text = text.strip_prefix(prefix).ok_or_else(|| expected(prefix))?;
                self.listed(text, if explode { ';' } else { ',' }, explode, &decoded)
            }
            Style::Simple { explode } => self.listed(text, ',', explode, &decoded),
            _ => self.listed(text, ',', false, &decoded),
        }
    }

    fn in_query(&self) -> Result<Vec<Value>, String> {
        let name = &self.parameter.name;
        let explode = match self.parameter.style {
            Style::Form { explode } | Style::Delimited { explode, .. } => explode,
            Style::DeepObject => {
                let pairs = self.request.query.iter();
                let members = pairs.filter_map(|(key, value)| {
                    let key = key.strip_prefix(name.as_str())?.strip_prefix('[')?;
                    Some((key.strip_suffix(']')?.to_owned(), value.clone()))
                });
                return Ok(self.objects(members.collect()));
            }
            _ => false,
        };
        if explode && self.is("object") {
            let names = self.query_names();
            let pairs = self.request.query.iter().cloned();
            let members: Vec<_> = pairs.filter(|(key, _)| names.contains(key)).collect();
            if !members.is_empty() {
                return Ok(self.objects(members));
            }
        }
        let texts = self.request.query.iter().filter(|(key, _)| key == name);
        let texts: Vec<&str> = texts.map(|(_, value)| value.as_str()).collect();
        let by = match self.parameter.style {
            Style::Delimited { by, .. } => by,
            _ => ',',
        };
        match texts.as_slice() {
            [] => Ok(Vec::new()),
            texts if explode && self.is("array") => {
                let mut values = arrays(texts);
                if let ([text], true) = (texts, self.is_scalar()) {
                    values.extend(scalars(text));
                }
                Ok(values)
            }
            [text] => self.listed(text, by, false, &str::to_owned),
            texts => Err(format!("expected it once, found it {} times", texts.len())),
        }
    }

    /// The values of a text whose items, if it has any, follow each other. In an object the
    /// keys do too, unless they are tied to their values by `=`.
    fn listed(
        &self,
        text: &str,
        by: char,
        tied: bool,
        decode: &dyn Fn(&str) -> String,
    ) -> Result<Vec<Value>, String> {
        if let Style::Content(content) = &self.parameter.style {
            let text = decode(text);
            if !content.media_type.may_be_json() {
                return Ok(scalars(&text));
            }
            let value = serde_json::from_str(&text);
            return value
                .map(|value| vec![value])
                .map_err(|error| format!("expected JSON: {error}"));
        }
        let pieces: Vec<String> = text.split(by).map(decode).collect();
        let mut values = Vec::new();
        if self.is("array") {
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            values.extend(arrays(&pieces));
        }
        if self.is("object") {
            let members = match tied {
                true => pieces
                    .iter()
                    .filter_map(|piece| piece.split_once('='))
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .collect(),
                false => pieces
                    .chunks_exact(2)
                    .map(|pair| (pair[0].clone(), pair[1].clone()))
                    .collect(),
            };
            values.extend(self.objects(members));
        }
        if values.is_empty() || self.is_scalar() {
            values.extend(scalars(&decode(text)));
        }
        Ok(values)
    }

    fn objects(&self, members: Vec<(String, String)>) -> Vec<Value> {
        if members.is_empty() {
            return Vec::new();
        }
        let (mut likeliest, mut strings) = (Map::new(), Map::new());
        for (key, text) in members {
            let member = self
                .schema()
                .and_then(|schema| self.schemas.property(schema, &key));
            let is_list = member.is_some_and(|member| self.schemas.names_type(member, "array"));
            for (object, value) in [(&mut likeliest, likely(&text)), (&mut strings, text.into())] {
                match object.entry(key.as_str()).or_insert_with(|| json!([])) {
                    // It comes once for each item.
                    Value::Array(items) if is_list => items.push(value),
                    member => *member = value,
                }
            }
        }
        vec![Value::Object(likeliest), Value::Object(strings)]
    }

    /// The names in the query that belong to this parameter.
    fn query_names(&self) -> Vec<String> {
        let name = &self.parameter.name;
        let pairs = self.request.query.iter().map(|(key, _)| key);
        match self.parameter.style {
            Style::DeepObject => pairs
                .filter(|key| key.starts_with(&format!("{name}[")))
                .cloned()
                .collect(),
            Style::Form { explode: true } if self.is("object") => {
                let Some(schema) = self.schema() else {
                    return vec![name.clone()];
                };
                // What is not closed takes all that nobody else claims.
                let closed = schema["additionalProperties"] == false;
                pairs
                    .filter(|key| !closed || self.schemas.property(schema, key).is_some())
                    .cloned()
                    .collect()
            }
            _ => vec![name.clone()],
        }
    }

    fn schema(&self) -> Option<&Value> {
        let reference = self.parameter.schema.as_ref()?;
        Some(self.schemas.get(reference))
    }

    fn is(&self, kind: &str) -> bool {
        self.schema()
            .is_some_and(|schema| self.schemas.names_type(schema, kind))
    }

    fn is_scalar(&self) -> bool {
        ["string", "integer", "number", "boolean"]
            .iter()
            .any(|kind| self.is(kind))
    }

    fn misfits(&self, values: &[Value]) -> Vec<Fault> {
        if let Style::Content(content) = &self.parameter.style
            && self.parameter.place != Place::WholeQuery
            && !content.media_type.may_be_json()
            && !content.media_type.is_text()
        {
            // Only JSON and text can be held against a schema here.
            return Vec::new();
        }
        let misfits = misfits(self.schemas, self.parameter.schema.as_ref(), values);
        let text = |(pointer, text): (String, String)| match pointer.as_str() {
            "" => text,
            pointer => format!("at `{pointer}` {text}"),
        };
        misfits
            .into_iter()
            .map(|misfit| self.fault(text(misfit)))
            .collect()
    }
}

/// What is wrong with the value that fits best, as pointers and words; nothing when one fits.
pub fn misfits(
    schemas: &Schemas,
    schema: Option<&SchemaRef>,
    values: &[Value],
) -> Vec<(String, String)> {
    let Some(schema) = schema else {
        return Vec::new();
    };
    // A schema that cannot be used refuses nothing.
    let found = values
        .iter()
        .map(|value| schemas.misfits(schema, value).unwrap_or_default());
    let misfits = found.min_by_key(|misfits| {
        let other_type =
            |misfit: &super::schemas::Misfit| misfit.is_type && misfit.pointer.is_empty();
        (!misfits.is_empty(), misfits.iter().any(other_type))
    });
    let misfits = misfits.unwrap_or_default().into_iter();
    misfits
        .map(|misfit| (misfit.pointer, misfit.text))
        .collect()
}

/// The values that a text without structure can mean.
pub fn scalars(text: &str) -> Vec<Value> {
    let string = Value::from(text);
    match likely(text) {
        value if value == string => vec![string],
        value => vec![value, string],
    }
}

/// The arrays that the texts of their items can mean.
pub fn arrays(texts: &[&str]) -> Vec<Value> {
    let likely = texts.iter().map(|text| likely(text)).collect();
    let strings = texts.iter().map(|text| Value::from(*text)).collect();
    vec![Value::Array(likely), Value::Array(strings)]
}

/// A number, a boolean or null where a text reads like one.
pub fn likely(text: &str) -> Value {
    let value = serde_json::from_str::<Value>(text).ok();
    let value = value.filter(|value| !value.is_array() && !value.is_object() && !value.is_string());
    value.unwrap_or_else(|| Value::from(text))
}
