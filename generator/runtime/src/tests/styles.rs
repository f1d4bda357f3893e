//! The styles of parameters: the tables of the standard, what cannot be written, and an independent
//! reader for each style.

use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::runtime::http::encode::encode;
use crate::runtime::styles::deep_object::DEEP_OBJECT;
use crate::runtime::styles::deep_object_brackets::DEEP_OBJECT_BRACKETS;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::form_joined::FORM_JOINED;
use crate::runtime::styles::form_value::FORM_VALUE;
use crate::runtime::styles::label::LABEL;
use crate::runtime::styles::label_exploded::LABEL_EXPLODED;
use crate::runtime::styles::matrix::MATRIX;
use crate::runtime::styles::matrix_exploded::MATRIX_EXPLODED;
use crate::runtime::styles::pair_style::PairStyle;
use crate::runtime::styles::parameter::Parameter;
use crate::runtime::styles::pipe_delimited::PIPE_DELIMITED;
use crate::runtime::styles::simple::SIMPLE;
use crate::runtime::styles::simple_exploded::SIMPLE_EXPLODED;
use crate::runtime::styles::space_delimited::SPACE_DELIMITED;
use crate::runtime::styles::text_style::TextStyle;

/// The styles that give one text.
const OF_TEXTS: [TextStyle; 6] = [
    SIMPLE,
    SIMPLE_EXPLODED,
    LABEL,
    LABEL_EXPLODED,
    MATRIX,
    MATRIX_EXPLODED,
];

fn text(style: TextStyle, value: &Value) -> String {
    let text = style(&Parameter::of("color", value, encode).expect("a value"));
    text.expect("a text").unwrap_or_default()
}

/// A query, its names encoded as a URL has them.
fn query(style: PairStyle, value: &Value) -> Result<String, String> {
    let pairs = style(&Parameter::of("color", value, encode)?)?;
    let pairs = pairs
        .iter()
        .map(|(name, value)| format!("{}={value}", encode(name)));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}

/// OpenAPI 3.1.1 §4.8.12.6, "Style Examples".
#[test]
fn the_examples_of_the_standard() {
    let (empty, string) = (json!(""), json!("blue"));
    let list = json!(["blue", "black", "brown"]);
    let object = json!({ "R": 100, "G": 200, "B": 150 });
    let texts: [(TextStyle, [&str; 4]); 6] = [
        (
            MATRIX,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            MATRIX_EXPLODED,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            LABEL,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            LABEL_EXPLODED,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            SIMPLE,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            SIMPLE_EXPLODED,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ];
    for (style, expected) in texts {
        let found = [&empty, &string, &list, &object].map(|value| text(style, value));
        assert_eq!(found, expected);
    }
    let queries: [(PairStyle, [&str; 4]); 4] = [
        (
            FORM,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            FORM_JOINED,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            SPACE_DELIMITED,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            PIPE_DELIMITED,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
    ];
    for (style, expected) in queries {
        let found =
            [&empty, &string, &list, &object].map(|value| query(style, value).expect("a query"));
        assert_eq!(found, expected);
    }
    assert_eq!(
        query(DEEP_OBJECT, &object).expect("a query"),
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"
    );
}

#[test]
fn deep_objects_nest() {
    let value = json!({
        "status": ["a", "b"],
        "owner": { "name": "n", "none": null },
        "rules": [{ "a": true }],
        "tag[]": "x y",
        "empty": {},
    });
    assert_eq!(
        query(DEEP_OBJECT, &value).expect("a query"),
        "color%5Bstatus%5D%5B0%5D=a&color%5Bstatus%5D%5B1%5D=b&color%5Bowner%5D%5Bname%5D=n\
         &color%5Brules%5D%5B0%5D%5Ba%5D=true&color%5Btag%5B%5D%5D=x%20y"
    );
    assert_eq!(
        query(DEEP_OBJECT_BRACKETS, &value).expect("a query"),
        "color%5Bstatus%5D%5B%5D=a&color%5Bstatus%5D%5B%5D=b&color%5Bowner%5D%5Bname%5D=n\
         &color%5Brules%5D%5B0%5D%5Ba%5D=true&color%5Btag%5B%5D%5D=x%20y"
    );
}

#[test]
fn what_is_not_there_sends_nothing() {
    for value in [json!(null), json!([]), json!({}), json!({ "a": null })] {
        for style in [
            FORM,
            FORM_JOINED,
            SPACE_DELIMITED,
            PIPE_DELIMITED,
            DEEP_OBJECT,
            DEEP_OBJECT_BRACKETS,
        ] {
            assert_eq!(query(style, &value).expect("a query"), "", "{value}");
        }
        for style in OF_TEXTS {
            assert_eq!(text(style, &value), "", "{value}");
        }
    }
}

#[test]
fn a_key_of_a_deep_object_that_is_read_as_another_is_refused() {
    for key in ["", "[]", "a]", "b[c", "a[b]"] {
        for value in [json!({ key: 1 }), json!({ "a": { key: 1 } })] {
            let fault = query(DEEP_OBJECT, &value).expect_err(key);
            assert!(fault.ends_with(&format!("found {key:?}")), "{fault}");
        }
    }
}

/// Without it, those after it would take its place.
#[test]
fn an_item_that_is_null_is_refused() {
    let (list, object) = (json!([1, null, 3]), json!({ "a": [null] }));
    for (style, value) in [
        (FORM, &list),
        (FORM_JOINED, &list),
        (FORM, &object),
        (SPACE_DELIMITED, &list),
        (PIPE_DELIMITED, &list),
        (DEEP_OBJECT, &object),
        (DEEP_OBJECT_BRACKETS, &object),
    ] {
        let fault = query(style, value).expect_err("a refusal");
        assert!(fault.ends_with("found null, which has no text"), "{fault}");
    }
    for style in OF_TEXTS {
        let parameter = Parameter::of("color", &list, encode).expect("a value");
        assert!(style(&parameter).is_err());
    }
}

#[test]
fn a_separator_within_a_value_is_encoded_or_refused() {
    let values = json!(["a,b", "c"]);
    assert_eq!(
        query(FORM_JOINED, &values).expect("a query"),
        "color=a%2Cb,c"
    );
    assert_eq!(text(SIMPLE, &values), "a%2Cb,c");
    for value in [json!([1.5, 2.0]), json!({ "a.b": 1 })] {
        let parameter = Parameter::of("color", &value, encode).expect("a value");
        let fault = LABEL_EXPLODED(&parameter).expect_err("a refusal");
        assert!(fault.contains("`color`"), "{fault}");
    }
    assert_eq!(text(LABEL_EXPLODED, &json!("a.b")), ".a.b");
    for (style, value) in [
        (SPACE_DELIMITED as PairStyle, json!(["a b", "c"])),
        (SPACE_DELIMITED, json!({ "a b": 1 })),
        (PIPE_DELIMITED, json!(["a|b", "c"])),
    ] {
        let fault = query(style, &value).expect_err("a refusal");
        assert!(fault.contains("`color`"), "{fault}");
    }
    // One value has nothing to be told from.
    assert_eq!(
        query(SPACE_DELIMITED, &json!("a b")).expect("a query"),
        "color=a%20b"
    );
}

#[test]
fn numbers_are_written_as_people_write_them() {
    for (value, expected) in [
        (json!(2.0), "color=2"),
        (json!(1e20), "color=100000000000000000000"),
        (json!(1e21), "color=1e21"),
        (json!(-1.5e300), "color=-1.5e300"),
        (json!(0.000001), "color=0.000001"),
        (json!(1e-7), "color=1e-7"),
        (json!(-0.25), "color=-0.25"),
        (json!(1e300), "color=1e300"),
        (json!(u64::MAX), "color=18446744073709551615"),
        (json!(true), "color=true"),
    ] {
        assert_eq!(query(FORM, &value).expect("a query"), expected);
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Parameter::of("color", &number, encode).is_err());
        assert!(Parameter::of("color", &vec![1.0, number], encode).is_err());
    }
}

#[test]
fn what_lies_deeper_is_written_as_json() {
    let value = json!({ "a": [1, [2]], "b": { "c": 3 }, "d": [] });
    assert_eq!(
        query(FORM, &value).expect("a query"),
        "a=1&a=%5B2%5D&b=%7B%22c%22%3A3%7D"
    );
    for (value, expected) in [
        (json!("x"), "color=x"),
        (json!(["x", "y"]), "color=x&color=y"),
        (json!({ "c": 3 }), "color=%7B%22c%22%3A3%7D"),
    ] {
        assert_eq!(query(FORM_VALUE, &value).expect("a query"), expected);
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text)
        .decode_utf8()
        .expect("UTF-8")
        .into_owned()
}

fn split(text: &str, at: &str) -> Vec<String> {
    text.split(at).map(decoded).collect()
}

proptest! {
    #[test]
    fn lists_are_read_back(items in vec(".{0,8}", 1..5)) {
        let value = json!(items);
        let value_of = |query: String| query.strip_prefix("color=").expect("a pair").to_owned();
        let joined = value_of(query(FORM_JOINED, &value).expect("a query"));
        prop_assert_eq!(&split(&joined, ","), &items);
        let exploded = query(FORM, &value).expect("a query");
        let exploded: Vec<String> = exploded.split('&').map(|pair| value_of(pair.to_owned())).collect();
        prop_assert_eq!(&exploded.iter().map(|text| decoded(text)).collect::<Vec<_>>(), &items);
        prop_assert_eq!(&split(&text(SIMPLE, &value), ","), &items);
        prop_assert_eq!(&split(&text(LABEL, &value)[1..], ","), &items);
        let sent = text(MATRIX_EXPLODED, &value);
        let sent = sent.split(';').skip(1).map(|pair| pair.strip_prefix("color").expect("its name"));
        let sent: Vec<String> = sent.map(|pair| decoded(pair.strip_prefix('=').unwrap_or(pair))).collect();
        prop_assert_eq!(&sent, &items);
        for (style, separator, sent) in [(SPACE_DELIMITED as PairStyle, ' ', "%20"), (PIPE_DELIMITED, '|', "%7C")] {
            match query(style, &value) {
                Ok(query) => prop_assert_eq!(&split(&value_of(query), sent), &items),
                Err(_) => prop_assert!(items.iter().any(|item| item.contains(separator))),
            }
        }
    }

    #[test]
    fn objects_are_read_back(members in proptest::collection::btree_map("[^\\[\\]]{1,6}", ".{0,6}", 1..5)) {
        let value = json!(members);
        let expected: Vec<(String, String)> = members.into_iter().collect();
        let pairs = |query: String| -> Vec<(String, String)> {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.map(|(name, text)| (decoded(name), decoded(text))).collect()
        };
        prop_assert_eq!(&pairs(query(FORM, &value).expect("a query")), &expected);
        let deep = pairs(query(DEEP_OBJECT, &value).expect("a query"));
        let deep = deep.into_iter().map(|(name, text)| {
            let key = name.strip_prefix("color[").and_then(|rest| rest.strip_suffix(']'));
            (key.expect("a key").to_owned(), text)
        });
        prop_assert_eq!(&deep.collect::<Vec<_>>(), &expected);
        let alternating = split(&text(SIMPLE, &value), ",");
        let alternating: Vec<_> = alternating.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        prop_assert_eq!(&alternating, &expected);
    }
}
