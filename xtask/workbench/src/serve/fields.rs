//! The fields of a form and the parts of a multipart body: read, and made into the object
//! that they describe.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use ::tests::request::query_pairs;
use bytes::Bytes;
use futures_core::Stream;
use generator::contract::{Content, Encoding, PartStyle, Style};
use generator::media::MediaType;
use serde_json::{Map, Value};

use super::parameters::{arrays, likely, scalars};
use super::schemas::Schemas;

/// A field as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: String,
    pub given: Given,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    Text(String),
    /// A value whose type is plain, such as JSON, or the text of a file.
    Value(Value),
    /// A part that has parts or fields itself.
    Nested,
}

/// The fields of a form.
pub fn of_form(body: &[u8]) -> Vec<Field> {
    let text = String::from_utf8_lossy(body);
    let pairs = query_pairs(Some(&text)).into_iter();
    let field = |(name, value)| Field {
        name,
        given: Given::Text(value),
    };
    pairs.map(field).collect()
}

/// The parts of a multipart body.
///
/// # Errors
///
/// Says what is wrong with the parts: pointer and words.
pub fn of_parts(
    content: &Content,
    media_type: &MediaType,
    body: &[u8],
) -> Result<Vec<Field>, (String, String)> {
    let broken = |text: String| (String::new(), format!("expected parts: {text}"));
    let boundary = media_type.parameter("boundary");
    let boundary = boundary.ok_or_else(|| broken("the media type has no `boundary`".to_owned()))?;
    let body = Once(Some(Bytes::copy_from_slice(body)));
    let mut parts = multer::Multipart::new(body, boundary);
    let mut fields = Vec::new();
    loop {
        let next = at_once(async {
            let Some(part) = parts.next_field().await? else {
                return Ok(None);
            };
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            let media = part.content_type().map(ToString::to_string);
            Ok::<_, multer::Error>(Some((name, is_file, media, part.bytes().await?)))
        });
        let next = next.ok_or_else(|| broken("they do not end".to_owned()))?;
        let Some((name, is_file, media, bytes)) =
            next.map_err(|error| broken(error.to_string()))?
        else {
            return Ok(fields);
        };
        let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        let media = media.as_deref().and_then(MediaType::parse);
        if let (Some(media), Some(encoding)) = (&media, encoding(content, &name))
            && !encoding.media_types.is_empty()
            && !encoding.media_types.iter().any(|known| known.covers(media))
        {
            let known = encoding
                .media_types
                .iter()
                .map(|known| format!("`{known}`"));
            let known = known.collect::<Vec<_>>().join(" or ");
            let text = format!("expected a part of {known}, found `{media}`");
            return Err((pointer, text));
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let given = match media {
            Some(media) if media.is_json() => match serde_json::from_slice(&bytes) {
                Ok(value) => Given::Value(value),
                Err(error) => return Err((pointer, format!("expected JSON: {error}"))),
            },
            Some(media) if media.is_multipart() || media.is_form() => Given::Nested,
            _ if is_file => Given::Value(text.into()),
            _ => Given::Text(text),
        };
        fields.push(Field { name, given });
    }
}

/// Whether some parts have parts or fields themselves, which are not put together to a value.
pub fn has_nested(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.given == Given::Nested)
}

/// The values that parts without names can mean: a list of the values that are likely, or of texts.
pub fn lists(fields: Vec<Field>) -> Vec<Value> {
    let values = fields.iter().map(|field| match &field.given {
        Given::Text(text) => text.as_str().into(),
        Given::Value(value) => value.clone(),
        Given::Nested => Value::Null,
    });
    let texts: Value = values.collect();
    let likely: Value = fields
        .into_iter()
        .map(|field| field.given.into_value())
        .collect();
    match likely == texts {
        true => vec![texts],
        false => vec![likely, texts],
    }
}

/// The object that fields mean, each as the value that fits its schema best.
pub fn object(schemas: &Schemas, content: &Content, fields: Vec<Field>) -> Value {
    let mut grouped: Vec<(String, Vec<Given>)> = Vec::new();
    let mut deep = Map::new();
    for Field { name, given } in fields {
        if let Some((base, path)) = deep_name(content, &name) {
            put(
                deep.entry(base).or_insert(Value::Null),
                &path,
                given.into_value(),
            );
            continue;
        }
        match grouped.iter_mut().find(|(known, _)| *known == name) {
            Some((_, given_before)) => given_before.push(given),
            None => grouped.push((name, vec![given])),
        }
    }
    let schema = content.schema.as_ref();
    let schema = schema.map(|reference| schemas.get(reference));
    let member = |(name, given): (String, Vec<Given>)| {
        let schema = schema.and_then(|schema| schemas.property(schema, &name));
        let is = |kind: &str| schema.is_some_and(|schema| schemas.names_type(schema, kind));
        let style = encoding(content, &name).and_then(|encoding| encoding.style.as_ref());
        let value = value(given, style, &is);
        (name, value)
    };
    let mut members: Map<String, Value> = grouped.into_iter().map(member).collect();
    members.extend(deep);
    Value::Object(members)
}

fn value(given: Vec<Given>, style: Option<&PartStyle>, is: &dyn Fn(&str) -> bool) -> Value {
    let texts: Option<Vec<&str>> = given.iter().map(Given::text).collect();
    let Some(texts) = texts else {
        let mut values: Vec<Value> = given.into_iter().map(Given::into_value).collect();
        return match values.len() {
            1 if !is("array") => values.remove(0),
            _ => Value::Array(values),
        };
    };
    let separator = match style.map(|style| &style.style) {
        Some(Style::Form { explode: false }) => Some(','),
        Some(Style::Delimited { by, explode: false }) => Some(*by),
        _ => None,
    };
    let values = match (texts.as_slice(), separator) {
        ([text], Some(separator)) if is("array") => {
            arrays(&text.split(separator).collect::<Vec<_>>())
        }
        ([text], _) if !is("array") => {
            let json = serde_json::from_str::<Value>(text).ok();
            let json = json.filter(|value| value.is_object() && is("object"));
            json.map_or_else(|| scalars(text), |value| vec![value])
        }
        (texts, _) => arrays(texts),
    };
    // The first is the likeliest; text stays text where that is asked for.
    let text = is("string") && !is("integer") && !is("number") && !is("boolean");
    let index = if text { values.len() - 1 } else { 0 };
    values[index].clone()
}

impl Given {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Value(_) | Self::Nested => None,
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Text(text) => likely(&text),
            Self::Value(value) => value,
            Self::Nested => Value::Null,
        }
    }
}

fn encoding<'c>(content: &'c Content, name: &str) -> Option<&'c Encoding> {
    let mut named = content.encodings.named.iter();
    named
        .find(|(known, _)| known == name)
        .map(|(_, encoding)| encoding)
}

/// `metadata` and `["a", "b"]` of `metadata[a][b]`, where the property is a deep object.
fn deep_name(content: &Content, name: &str) -> Option<(String, Vec<String>)> {
    let (base, rest) = name.split_once('[')?;
    let style = encoding(content, base)?.style.as_ref()?;
    if style.style != Style::DeepObject {
        return None;
    }
    let keys = rest.strip_suffix(']')?.split("][");
    Some((base.to_owned(), keys.map(str::to_owned).collect()))
}

/// Puts a value where its keys lead. Numbers and nothing are the items of a list.
fn put(target: &mut Value, keys: &[String], value: Value) {
    let Some((key, rest)) = keys.split_first() else {
        *target = value;
        return;
    };
    if key.is_empty() || key.bytes().all(|byte| byte.is_ascii_digit()) {
        if !target.is_array() {
            *target = Value::Array(Vec::new());
        }
        if let Value::Array(items) = target {
            // More than what came cannot be meant, and a number may be as large as somebody likes.
            let index = key.parse().unwrap_or(items.len()).min(items.len());
            if index == items.len() {
                items.push(Value::Null);
            }
            put(&mut items[index], rest, value);
        }
        return;
    }
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(members) = target {
        put(
            members.entry(key.clone()).or_insert(Value::Null),
            rest,
            value,
        );
    }
}

/// What a future gives that never has to wait, since all of the body is there.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// A body that is there.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::put;

    #[test]
    fn keys_lead_into_objects_and_lists() {
        let mut found = Value::Null;
        for (keys, value) in [
            (&["a"][..], json!(1)),
            (&["b", "0", "c"], json!("x")),
            (&["b", "1", "c"], json!("y")),
            (&["d", ""], json!(1)),
            (&["d", ""], json!(2)),
            (&["e", "99999999999999999999"], json!(3)),
        ] {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            put(&mut found, &keys, value);
        }
        let expected = json!({ "a": 1, "b": [{ "c": "x" }, { "c": "y" }], "d": [1, 2], "e": [3] });
        assert_eq!(found, expected);
    }
}
