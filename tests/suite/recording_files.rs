//! The files in `recordings/`: HAR that other tools read too, and no secret in them.

use serde_json::{Value, json};
use tests::har::Har;

use crate::support::recording_path;

/// What HAR 1.2 requires of an entry; this project reads less of it, other tools do not.
const REQUIRED: [&str; 25] = [
    "/startedDateTime",
    "/time",
    "/request/method",
    "/request/url",
    "/request/httpVersion",
    "/request/cookies",
    "/request/headers",
    "/request/queryString",
    "/request/headersSize",
    "/request/bodySize",
    "/response/status",
    "/response/statusText",
    "/response/httpVersion",
    "/response/cookies",
    "/response/headers",
    "/response/content/size",
    "/response/content/mimeType",
    "/response/content/text",
    "/response/redirectURL",
    "/response/headersSize",
    "/response/bodySize",
    "/cache",
    "/timings/send",
    "/timings/wait",
    "/timings/receive",
];

#[test]
fn every_recording_is_whole_and_holds_no_secret() {
    let folder = format!("{}/recordings", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).expect("the recordings") {
        let path = file.expect("a file").path();
        let name = path.display();
        let text = std::fs::read(&path).expect("a file");
        let har = Har::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(har.log.version, "1.2", "{name}");
        assert!(!har.log.creator.name.is_empty(), "{name}");
        for (index, entry) in entries(&text).iter().enumerate() {
            assert_eq!(fault(entry), None, "{name}: entry {index}");
        }
    }
}

#[test]
fn the_check_sees_what_it_must() {
    let text = std::fs::read(recording_path("live")).expect("a recording");
    let whole = &entries(&text)[0];
    let secret = json!([{ "name": "Authorization", "value": "Bearer sk-test" }]);
    for (pointer, value, expected) in [
        ("/timings", json!({}), "expected /timings/send, found none"),
        ("/response/content/size", json!(3), "content.size: "),
        (
            "/response/content/_truncated",
            json!(true),
            "content.size: ",
        ),
        ("/response/bodySize", json!(-1), "bodySize: "),
        ("/request/headers", secret, "a secret in authorization"),
        (
            "/response/headers",
            json!([{ "name": "Set-Cookie" }]),
            "a secret in set-cookie",
        ),
        (
            "/request/queryString",
            json!([{ "name": "limit" }]),
            "queryString: expected ",
        ),
    ] {
        let mut entry = whole.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        entry.pointer_mut(parent).expect("the parent")[key] = value;
        let found = fault(&entry).unwrap_or_default();
        assert!(
            found.starts_with(expected),
            "expected {expected:?}, found {found:?}"
        );
    }
}

fn entries(text: &[u8]) -> Vec<Value> {
    let mut har: Value = serde_json::from_slice(text).expect("JSON");
    serde_json::from_value(har["log"]["entries"].take()).expect("entries")
}

/// What is wrong with an entry, if anything.
fn fault(entry: &Value) -> Option<String> {
    let missing = REQUIRED
        .iter()
        .find(|pointer| entry.pointer(pointer).is_none());
    if let Some(pointer) = missing {
        return Some(format!("expected {pointer}, found none"));
    }
    wrong_size(&entry["response"])
        .or_else(|| secret(&entry["request"]))
        .or_else(|| secret(&entry["response"]))
        .or_else(|| wrong_query(&entry["request"]))
}

fn wrong_size(response: &Value) -> Option<String> {
    let content = &response["content"];
    let text = content["text"].as_str().unwrap_or_default().len() as u64;
    let size = content["size"].as_u64().unwrap_or_default();
    let whole = if content["_truncated"] == true {
        size > text
    } else {
        size == text
    };
    if !whole {
        return Some(format!(
            "content.size: found {size} for a text of {text} bytes"
        ));
    }
    let body_size = &response["bodySize"];
    (*body_size != text).then(|| format!("bodySize: expected {text}, found {body_size}"))
}

fn secret(message: &Value) -> Option<String> {
    message["headers"]
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|header| {
            let name = header["name"].as_str().unwrap_or_default().to_lowercase();
            let is_secret = match name.as_str() {
                "authorization" => header["value"] != "Bearer REDACTED",
                name => name.contains("cookie") || name.contains("key"),
            };
            is_secret.then(|| format!("a secret in {name}"))
        })
}

/// The query stands in a HAR twice, and both must say the same.
fn wrong_query(request: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pairs = request["queryString"].as_array().into_iter().flatten();
    let pairs: Vec<_> = pairs
        .map(|pair| format!("{}={}", text(&pair["name"]), text(&pair["value"])))
        .collect();
    let url = text(&request["url"]);
    let query = url.split_once('?').map_or("", |(_, query)| query);
    (pairs.join("&") != query).then(|| {
        format!(
            "queryString: expected {query:?}, found {:?}",
            pairs.join("&")
        )
    })
}
