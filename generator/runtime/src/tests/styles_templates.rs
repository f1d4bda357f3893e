//! The styles against the test vectors of RFC 6570, where they are at hand: OpenAPI's styles are its
//! operators.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::runtime::http::encode::encode;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::form_joined::FORM_JOINED;
use crate::runtime::styles::label::LABEL;
use crate::runtime::styles::label_exploded::LABEL_EXPLODED;
use crate::runtime::styles::matrix::MATRIX;
use crate::runtime::styles::matrix_exploded::MATRIX_EXPLODED;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::simple::SIMPLE;
use crate::runtime::styles::simple_exploded::SIMPLE_EXPLODED;
use crate::runtime::styles::text_style::TextStyle;

#[test]
fn the_vectors_of_the_standard() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/uritemplate");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("there is no {}: nothing is compared", folder.display());
        return;
    };
    let mut compared = 0;
    for file in files {
        let path = file.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file");
        let groups: Value = serde_json::from_str(&text).expect("JSON");
        for group in groups.as_object().expect("groups").values() {
            for case in group["testcases"].as_array().expect("cases") {
                let template = case[0].as_str().expect("a template");
                let expected: Vec<&str> = match &case[1] {
                    Value::Array(any) => any.iter().filter_map(Value::as_str).collect(),
                    Value::String(only) => vec![only],
                    _ => continue,
                };
                let Some(found) = expand(template, &group["variables"]) else {
                    continue;
                };
                // RFC 6570 leaves the order of an object open; ours is that of the value.
                assert!(
                    expected.contains(&found.as_str()),
                    "{template}: {found}, not {expected:?}"
                );
                compared += 1;
            }
        }
    }
    assert!(
        compared > 60,
        "{compared} templates are of OpenAPI's styles"
    );
}

/// One expression with one variable in an operator that is a style of OpenAPI.
fn expand(template: &str, variables: &Value) -> Option<String> {
    let inner = template.strip_prefix('{')?.strip_suffix('}')?;
    let (operator, name) = match inner.split_at_checked(1)? {
        (operator @ ("." | ";" | "?" | "&"), rest) => (operator, rest),
        ("+" | "#" | "/" | "|" | "!" | "=" | "@" | "$", _) => return None,
        _ => ("", inner),
    };
    let (name, exploded) = match name.strip_suffix('*') {
        Some(name) => (name, true),
        None => (name, false),
    };
    if name.contains([',', ':', '}', '{', '*', ' ', '%']) {
        return None;
    }
    let value = variables.get(name).unwrap_or(&Value::Null);
    let parameter = Parameter::of(name, value, encode).ok()?;
    let text: TextStyle = match (operator, exploded) {
        ("", false) => SIMPLE,
        ("", true) => SIMPLE_EXPLODED,
        (".", false) => LABEL,
        (".", true) => LABEL_EXPLODED,
        (";", false) => MATRIX,
        (";", true) => MATRIX_EXPLODED,
        (mark, exploded) => {
            let style: PairStyle = if exploded { FORM } else { FORM_JOINED };
            let pairs = style(&parameter).ok()?;
            let pairs = pairs
                .iter()
                .map(|(name, value)| format!("{}={value}", encode(name)));
            let pairs = pairs.collect::<Vec<_>>().join("&");
            return Some(if pairs.is_empty() {
                pairs
            } else {
                format!("{mark}{pairs}")
            });
        }
    };
    Some(text(&parameter).ok()?.unwrap_or_default())
}
