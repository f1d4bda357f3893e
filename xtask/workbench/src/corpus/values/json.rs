//! JSON as it is written: every number keeps its text, every object its order.

use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;
use serde_json::value::RawValue;

/// A JSON value whose numbers are text.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(IndexMap<String, Json>),
}

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Where it is no JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        Ok(match text.trim_start().as_bytes().first() {
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.iter().map(|item| Self::parse(item.get()));
                Self::Array(items.collect::<Result<_, _>>()?)
            }
            Some(b'{') => {
                let members: IndexMap<String, &RawValue> = serde_json::from_str(text)?;
                let members = members
                    .into_iter()
                    .map(|(key, value)| Ok((key, Self::parse(value.get())?)));
                Self::Object(members.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'-' | b'0'..=b'9') => {
                let number: &RawValue = serde_json::from_str(text)?;
                Self::Number(number.get().trim().to_owned())
            }
            _ => match serde_json::from_str(text)? {
                Value::Bool(value) => Self::Bool(value),
                Value::String(text) => Self::String(text),
                _ => Self::Null,
            },
        })
    }

    /// Whether both are the same value: numbers by what they are worth, objects in any order.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => worth(one) == worth(other),
            (Self::Array(one), Self::Array(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| one.equals(other))
            }
            (Self::Object(one), Self::Object(other)) => {
                one.len() == other.len()
                    && one
                        .iter()
                        .all(|(key, value)| other.get(key).is_some_and(|other| value.equals(other)))
            }
            _ => self == other,
        }
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

/// As serde_json writes it, without spaces.
impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| Value::from(text).to_string();
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => value.fmt(formatter),
            Self::Number(text) => formatter.write_str(text),
            Self::String(text) => formatter.write_str(&quoted(text)),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(formatter, "[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members = members
                    .iter()
                    .map(|(key, value)| format!("{}:{value}", quoted(key)));
                let members: Vec<String> = members.collect();
                write!(formatter, "{{{}}}", members.join(","))
            }
        }
    }
}

/// A number by its sign, its digits without zeros at either end, and the power of ten of the
/// last of them: exact, however long the number is.
fn worth(text: &str) -> (bool, String, i64) {
    let (negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let exponent = exponent.parse::<i64>().unwrap_or(i64::MAX / 2);
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_end_matches('0');
    let dropped = (digits.len() - kept.len()) as i64;
    let kept = kept.trim_start_matches('0');
    if kept.is_empty() {
        return (false, String::new(), 0);
    }
    let power = exponent - fraction.len() as i64 + dropped;
    (negative, kept.to_owned(), power)
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[track_caller]
    fn equal(one: &str, other: &str) -> bool {
        let parse = |text| Json::parse(text).expect("JSON");
        assert_eq!(parse(one).to_string(), one);
        parse(one).equals(&parse(other))
    }

    #[test]
    fn numbers_are_compared_by_what_they_are_worth() {
        for (one, other) in [
            ("88.0", "88"),
            ("1e2", "100"),
            ("-0", "0"),
            ("0.10", "1e-1"),
            ("120", "12E+1"),
        ] {
            assert!(equal(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("18446744073709551616", "18446744073709551617"),
            ("1", "-1"),
            ("10", "1"),
            ("0.1", "0.10000000000000001"),
        ] {
            assert!(!equal(one, other), "{one} {other}");
        }
    }

    #[test]
    fn the_order_of_keys_does_not_count() {
        assert!(equal(
            r#"{"a":[1,"ü"],"b":{}}"#,
            r#"{"b": {}, "a": [1.0, "\u00fc"]}"#
        ));
        assert!(!equal(r#"{"a":null}"#, "{}"));
        assert!(!equal("[1,2]", "[2,1]"));
    }
}
