//! Path and query encoding: any text arrives as it was given, as a server reads it that shares no code
//! with the client. Queries are read by `form_urlencoded`, paths are split by `url` and decoded here.

use openai_fine_tuning::{Error, ErrorKind};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;
use tests::answer::Answer;
use tests::request::RecordedRequest;
use tests::scripted::Scripted;
use tokio::runtime::Runtime;
use url::Url;

use crate::support::client;

/// How many texts each property is tried with.
const CASES: u32 = 500;

#[test]
fn any_path_value_arrives_as_one_segment() {
    let (runtime, server) = (runtime(), empty());
    let checkpoints = client(server.url("/v1")).fine_tuning().jobs().checkpoints();
    check(text(), |value| {
        let result = runtime.block_on(checkpoints.list(value.clone()).into_future());
        let requests = server.take_requests();
        match result {
            Ok(_) => {
                let request = requests.last().expect("a request");
                prop_assert_eq!(segment(request), Some(value));
                prop_assert_eq!(&request.query, &[]);
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{}", error);
                prop_assert!(is_refused(&value), "expected to be sent: {:?}", value);
                prop_assert_eq!(requests.len(), 0, "nothing was sent");
            }
        }
        Ok(())
    });
}

#[test]
fn any_query_arrives_pair_by_pair() {
    let (runtime, server) = (runtime(), empty());
    let client = client(server.url("/v1"));
    let name = text().prop_filter("another parameter", |name| {
        name != "after" && name != "limit"
    });
    let parts = (name.clone(), text(), text(), name, text());
    check(parts, |(default, its_value, after, extra, value)| {
        let list = || -> Result<_, Error> {
            let client = client.to_builder().default_query(&*default, &*its_value);
            let client = client.build()?;
            let list = client.fine_tuning().jobs().checkpoints().list("ftjob-1");
            Ok(list.after(&*after).limit(7).extra_query(&*extra, &*value))
        };
        let list = list().expect("a request");
        runtime.block_on(list.into_future()).expect("a list");
        let mut expected = vec![
            ("after".to_owned(), after),
            ("limit".to_owned(), "7".to_owned()),
        ];
        // What a call sets by the name of a default is sent in its place.
        if default != extra {
            expected.push((default, its_value));
        }
        expected.push((extra, value));
        let mut found = server.take_requests().pop().expect("a request").query;
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
        Ok(())
    });
}

/// Texts of all kinds, and texts of nothing but what is special in URLs.
fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        any::<String>(),
        "[./\\\\?#%&=+:;@\\[\\] \"'<>\u{0}-\u{1f}\u{7f}é🦀a]{0,12}",
        "([.]|%2[eEfF3]|%25|%5[cC]|%0[0aAdD]|%|2e|/){0,6}",
    ]
}

/// Tries a property with many texts, and with simpler ones when it does not hold.
fn check<S: Strategy>(texts: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(&texts, property) {
        panic!("{error}");
    }
}

fn runtime() -> Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime")
}

/// A server without checkpoints.
fn empty() -> Scripted {
    let list = json!({ "object": "list", "data": [], "has_more": false });
    Scripted::start(move |_| Answer::json(&list)).expect("a server")
}

/// The value in the path of a list of checkpoints; `None` when the path is another one.
fn segment(request: &RecordedRequest) -> Option<String> {
    let url = Url::parse(&format!("http://localhost{}", request.path)).ok()?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    let ["v1", "fine_tuning", "jobs", value, "checkpoints"] = segments[..] else {
        return None;
    };
    String::from_utf8(decode(value.as_bytes())).ok()
}

/// Undoes percent-encoding once.
fn decode(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    let mut rest = encoded;
    while let [byte, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| {
            let code = std::str::from_utf8(code).ok()?;
            let hex = code.bytes().all(|digit| digit.is_ascii_hexdigit());
            u8::from_str_radix(code, 16).ok().filter(|_| hex)
        });
        match code {
            Some(code) if *byte == b'%' => {
                decoded.push(code);
                rest = &after[2..];
            }
            _ => {
                decoded.push(*byte);
                rest = after;
            }
        }
    }
    decoded
}

/// Whether a value must not be sent: it is empty, or a dot segment once it is decoded, however often.
fn is_refused(value: &str) -> bool {
    let mut bytes = value.as_bytes().to_vec();
    loop {
        let decoded = decode(&bytes);
        if decoded == bytes {
            return matches!(&bytes[..], b"" | b"." | b"..");
        }
        bytes = decoded;
    }
}
