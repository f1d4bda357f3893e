//! The described headers of answers, over HTTP and from a map.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderValue};
use serde_json::json;

use super::support::{Answer, KEY, Server, client, thing};
use crate::runtime::error::ErrorKind;
use crate::sample::CreateExportHeaders;

/// Reads headers that a server sends.
async fn sent(headers: &[(&str, &str)]) -> Result<CreateExportHeaders, crate::Error> {
    let server = Server::answering([Answer::with(200, headers, &thing("a"))]).await;
    let request = client(&server).exports().create();
    let response = request.with_response().await.expect("an answer");
    CreateExportHeaders::of(response.headers())
}

/// The text of the error that a header is.
fn fault(name: &'static str, value: &'static str) -> String {
    let mut headers = HeaderMap::new();
    headers.insert("x-request-cost", HeaderValue::from_static("1"));
    headers.insert(name, HeaderValue::from_static(value));
    let error = CreateExportHeaders::of(&headers).expect_err(value);
    assert_eq!(error.kind(), ErrorKind::Decode, "{name}: {value}");
    error.to_string()
}

#[tokio::test]
async fn each_header_has_its_type() {
    let headers = sent(&[
        ("X-Request-Cost", "12"),
        ("x-load", "0.5"),
        ("x-cached", "true"),
        ("x-tags", "a, b,,c"),
        ("x-sizes", "1,2"),
        ("x-sizes", "3"),
        ("x-thing", "id,a,size,2"),
        ("x-exploded", "id=a,size=2.5"),
        ("x-json", r#"[{"id":"a"},{"id":"b"}]"#),
        ("set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
        ("set-cookie", "b=2"),
    ])
    .await
    .expect("headers");
    assert_eq!(headers.x_request_cost, 12);
    assert_eq!((headers.x_load, headers.x_cached), (Some(0.5), Some(true)));
    assert_eq!(
        headers.x_tags.as_deref(),
        Some(&["a", "b", "c"].map(str::to_owned)[..])
    );
    assert_eq!(headers.x_sizes, Some(vec![1, 2, 3]));
    let thing = headers.x_thing.expect("a thing");
    assert_eq!((&*thing.id, thing.size), ("a", Some(2.0)));
    let thing = headers.x_exploded.expect("a thing");
    assert_eq!((&*thing.id, thing.size), ("a", Some(2.5)));
    assert_eq!(headers.x_json.map(|things| things.len()), Some(2));
    let cookies = headers.set_cookie.expect("cookies");
    assert_eq!(
        cookies,
        ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]
    );
}

/// Pages of flask-smorest are told so.
#[tokio::test]
async fn json_is_read_where_no_style_says_so() {
    let headers = sent(&[
        ("x-request-cost", "1"),
        ("x-sizes", "[1, 2]"),
        ("x-tags", r#"["a,b"]"#),
        ("x-thing", r#"{"id": "a", "size": 2, "of": "b,c"}"#),
        ("x-exploded", r#" {"id":"a=b"}"#),
    ])
    .await
    .expect("headers");
    assert_eq!(headers.x_sizes, Some(vec![1, 2]));
    assert_eq!(headers.x_tags, Some(vec!["a,b".to_owned()]));
    let thing = headers.x_thing.expect("a thing");
    assert_eq!((&*thing.id, thing.size), ("a", Some(2.0)));
    assert_eq!(headers.x_exploded.expect("a thing").id, "a=b");
    let headers = sent(&[("x-request-cost", "1"), ("x-tags", "[a, b]")]).await;
    let tags = headers.expect("headers").x_tags;
    assert_eq!(tags, Some(["[a", "b]"].map(str::to_owned).to_vec()));
}

#[test]
fn a_value_of_an_object_may_be_empty() {
    use crate::runtime::headers::exploded_value::exploded_value;
    use crate::runtime::headers::simple_value::simple_value;

    let object = |value: serde_json::Value| serde_json::from_value::<BTreeMap<_, _>>(value);
    for (text, exploded, expected) in [
        (
            "a,,b,,c,x",
            "a=,b=,c=x",
            json!({ "a": "", "b": "", "c": "x" }),
        ),
        ("a,, b,x,", "a=,, b=x,", json!({ "a": "", "b": "x" })),
        ("a,x,b,", "a=x,b=", json!({ "a": "x", "b": "" })),
        ("", "", json!({})),
    ] {
        let expected: BTreeMap<String, String> = object(expected).expect("texts");
        assert_eq!(simple_value(&[text]).as_ref(), Ok(&expected), "{text}");
        assert_eq!(exploded_value(&[exploded]), Ok(expected), "{exploded}");
    }
}

#[tokio::test]
async fn a_header_may_be_missing_unless_it_is_required() {
    let headers = sent(&[("x-request-cost", "88.0"), ("x-tags", "")]).await;
    let headers = headers.expect("headers");
    assert_eq!(headers.x_request_cost, 88);
    assert_eq!((headers.x_load, headers.x_tags), (None, Some(Vec::new())));
    let error = sent(&[]).await.expect_err("no cost");
    let text = error.to_string();
    assert!(
        text.ends_with("header X-Request-Cost: expected one, found none"),
        "{text}"
    );
}

#[test]
fn another_value_is_an_error_that_names_the_header() {
    for (name, value, why) in [
        (
            "x-request-cost",
            "much",
            r#"X-Request-Cost: expected an integer, found "much""#,
        ),
        (
            "x-request-cost",
            "1.5",
            r#"X-Request-Cost: expected an integer, found "1.5""#,
        ),
        (
            "x-request-cost",
            "",
            r#"X-Request-Cost: expected an integer, found """#,
        ),
        ("x-load", "NaN", r#"X-Load: expected a number, found "NaN""#),
        (
            "x-cached",
            "yes",
            r#"X-Cached: expected true or false, found "yes""#,
        ),
        (
            "x-sizes",
            "1,b",
            r#"X-Sizes: expected an integer, found "b""#,
        ),
        (
            "x-thing",
            "id",
            r#"X-Thing: expected keys and values, found "id""#,
        ),
        (
            "x-thing",
            "id,a,,size,2",
            r#"X-Thing: expected keys and values, found "id,a,,size,2""#,
        ),
        (
            "x-exploded",
            "id,a",
            r#"X-Exploded: expected keys and values, found "id,a""#,
        ),
        (
            "x-json",
            "[",
            "X-Json: expected JSON as it is described: EOF",
        ),
    ] {
        let text = fault(name, value);
        assert!(text.contains(&format!("header {why}")), "{text}");
    }
    assert!(fault("x-sizes", "4294967296").contains("header X-Sizes: "));
}

#[tokio::test]
async fn secrets_in_a_header_are_not_shown() {
    let error = sent(&[("x-request-cost", KEY)]).await.expect_err("no cost");
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("X-Request-Cost") && !shown.contains(KEY),
        "{shown}"
    );
}

mod unions {
    use crate::runtime::wire::date_time::DateTime;
    use crate::runtime::wire::union::union;

    union! {
        pub enum Wait {
            Seconds(i64),
            Until(DateTime),
        }
        integer => Seconds;
        string => Until;
    }

    union! {
        pub enum Word {
            Count(i64),
            Is(bool),
            Text(String),
        }
        integer => Count;
        boolean => Is;
        string => Text;
    }

    union! {
        pub enum Sizes {
            Share(f64),
            All(Vec<i64>),
        }
        number => Share;
        array => All;
    }
}

#[test]
fn a_union_is_the_variant_that_the_text_can_be() {
    use crate::runtime::headers::simple_value::simple_value;
    use unions::{Sizes, Wait, Word};

    assert_eq!(simple_value(&["120"]), Ok(Wait::Seconds(120)));
    let day = "2026-10-21T07:28:00Z";
    assert_eq!(simple_value(&[day]), Ok(Wait::Until(day.into())));
    assert_eq!(simple_value(&["5"]), Ok(Word::Count(5)));
    assert_eq!(simple_value(&["true"]), Ok(Word::Is(true)));
    for text in ["05", "5.50", "a,b", "null"] {
        assert_eq!(simple_value(&[text]), Ok(Word::Text(text.to_owned())));
    }
    let all = vec![Word::Count(1), Word::Is(false), Word::Text("b".to_owned())];
    assert_eq!(simple_value(&["1, false, b"]), Ok(all));
    assert_eq!(simple_value(&["0.50"]), Ok(Sizes::Share(0.5)));
    assert_eq!(simple_value(&["1,2", "3"]), Ok(Sizes::All(vec![1, 2, 3])));
    let other = Sizes::Unknown("b".into());
    assert_eq!(simple_value(&["b"]), Ok(other));
}
