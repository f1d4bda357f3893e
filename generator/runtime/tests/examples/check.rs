//! What each example goes through: it is read, written again, and nothing of it is lost.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Makes a test of each example: the name of its file in `examples`, and its type.
macro_rules! examples {
    ($($name:ident: $type:ty;)*) => {$(
        #[test]
        fn $name() {
            let file = include_str!(concat!("examples/", stringify!($name), ".json"));
            check::check::<$type>(file);
        }
    )*};
}

/// Reads the example in a file as `T`, writes it again, and compares.
///
/// # Panics
///
/// When it cannot be read, and when something of it is not written again.
pub(crate) fn check<T: DeserializeOwned + Serialize>(file: &str) {
    let file: Value = serde_json::from_str(file).expect("a file in JSON");
    let example = &file["example"];
    let value: T = match serde_json::from_str(&example.to_string()) {
        Ok(value) => value,
        Err(error) => panic!("the example cannot be read: {error}"),
    };
    let written = serde_json::to_string(&value).expect("a value that can be written");
    let written: Value = serde_json::from_str(&written).expect("JSON");
    if let Some(lost) = lost("", example, &written) {
        panic!("{lost}");
    }
}

/// The first thing that the example has and the written value has not. Numbers count by their value:
/// `88.0` is 88. What the description fixes may be written though the example lacks it.
fn lost(path: &str, example: &Value, written: &Value) -> Option<String> {
    match (example, written) {
        (Value::Object(example), Value::Object(written)) => {
            example.iter().find_map(|(key, value)| {
                let path = format!("{path}.{key}");
                match written.get(key) {
                    Some(written) => lost(&path, value, written),
                    None => Some(format!("{path} is lost: {value}")),
                }
            })
        }
        (Value::Array(example), Value::Array(written)) if example.len() == written.len() => {
            let mut pairs = example.iter().zip(written).enumerate();
            pairs.find_map(|(index, (example, written))| {
                lost(&format!("{path}[{index}]"), example, written)
            })
        }
        (Value::Number(example), Value::Number(written))
            if example.as_f64() == written.as_f64() =>
        {
            None
        }
        _ if example == written => None,
        _ => Some(format!("{path} is {example} and was written as {written}")),
    }
}
