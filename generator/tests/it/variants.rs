//! The variants of enumerations: what they are called, whatever the order of their values.

use generator::{Sources, generate};
use serde_json::{Value, json};

/// The variants of an enumeration, each as `Name = value`, in the order of the values.
fn variants(schema: &Value) -> Vec<String> {
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1.0.0" }, "paths": {},
        "components": { "schemas": { "Word": schema } },
    });
    let output = generate(&Sources::new("t.json", document.to_string()));
    assert!(!output.files.is_empty(), "{:?}", output.diagnostics);
    let files = output.files.values();
    let text = files
        .into_iter()
        .find(|text| text.contains("pub enum Word {"));
    let text = text.expect("a file has the enumeration");
    let (_, body) = text.split_once("pub enum Word {").unwrap();
    let (body, _) = body.split_once("\n    }").unwrap();
    let lines = body.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("///"));
    lines
        .map(|line| line.trim_end_matches(',').to_owned())
        .collect()
}

/// Tells the names of some texts, and that they do not depend on the order.
#[track_caller]
fn named(expected: &[(&str, &str)]) {
    let values: Vec<&str> = expected.iter().map(|(value, _)| *value).collect();
    let written = |values: &[&str]| variants(&json!({ "type": "string", "enum": values }));
    let names: Vec<String> = written(&values)
        .iter()
        .map(|line| line.split_once(" = ").unwrap().0.to_owned())
        .collect();
    let wanted: Vec<&str> = expected.iter().map(|(_, name)| *name).collect();
    assert_eq!(names, wanted);
    let mut lines = written(&values);
    let reversed: Vec<&str> = values.into_iter().rev().collect();
    let mut others = written(&reversed);
    lines.sort();
    others.sort();
    assert_eq!(lines, others);
}

#[test]
fn of_texts_that_differ_in_case_the_lower_one_keeps_the_word() {
    named(&[("a", "A"), ("A", "AUppercase")]);
    named(&[
        ("self", "Self_"),
        ("Self", "SelfCapitalized"),
        ("SELF", "SelfUppercase"),
    ]);
    named(&[
        ("foo-bar", "FooDashBar"),
        ("foo_bar", "FooBar"),
        ("fooBar", "FooBarMixed"),
        ("foo bar", "FooSpaceBar"),
        ("FooBar", "FooBarCapitalized"),
    ]);
    named(&[
        ("Unknown", "UnknownValueCapitalized"),
        ("unknown", "UnknownValue"),
        ("Other", "Other"),
    ]);
}

#[test]
fn numbers_and_marks_are_words() {
    named(&[
        ("1", "Value1"),
        ("+1", "Plus1"),
        ("-1", "Minus1"),
        ("01", "Value01"),
        ("1.0", "Value1_0"),
        ("10", "Value10"),
        ("gpt-3.5-turbo", "Gpt3_5Turbo"),
        ("2024-10-31", "Value2024_10_31"),
        ("1024x1024", "Value1024x1024"),
    ]);
    named(&[
        ("name", "Name"),
        ("-name", "MinusName"),
        ("+name", "PlusName"),
    ]);
    named(&[
        ("<", "Less"),
        ("<=", "LessEqual"),
        ("*", "Star"),
        ("{}", "OpenBraceCloseBrace"),
    ]);
    let integers = variants(&json!({ "type": "integer", "enum": [0, 1, -1, 100] }));
    assert_eq!(
        integers,
        ["Value0 = 0", "Value1 = 1", "Minus1 = -1", "Value100 = 100"]
    );
}

#[test]
fn what_nobody_sees_has_a_word() {
    named(&[
        ("", "Empty"),
        (" ", "Space"),
        ("  ", "SpaceSpace"),
        ("\n", "Newline"),
        ("\u{7}", "U0007"),
        ("\u{200f}", "U200f"),
        ("_", "Underscore"),
        ("__", "UnderscoreUnderscore"),
        ("🚀", "U1f680"),
    ]);
}

#[test]
fn letters_that_look_like_others_are_spelled() {
    named(&[
        ("m", "M"),
        ("M", "MUppercase"),
        ("µ", "Micro"),
        ("µs", "MicroS"),
        ("Ω", "Ω"),
    ]);
    // The Cyrillic letters that look like `A` and `B`, and a word that only Cyrillic has.
    named(&[
        ("A", "A"),
        ("\u{410}", "U0410"),
        ("\u{412}", "U0412"),
        ("Москва", "Москва"),
    ]);
    named(&[("é", "É"), ("你好", "你好"), ("ａ", "Uff41")]);
}

#[test]
fn three_thousand_values_have_names() {
    let values: Vec<String> = (0..3000).map(|number| format!("v{number}")).collect();
    let names = variants(&json!({ "type": "string", "enum": values }));
    assert_eq!(names.len(), 3000);
}
