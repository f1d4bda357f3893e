//! The key is in nothing that is printed: this suite runs once more with every log line, every span
//! and every message of a panic on its output, and the whole of it is searched.

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::process::Command;

use hyper::http::Method;
use openai_fine_tuning::test_util::{Exchange, Reply, TestPart, TestServer};
use openai_fine_tuning::{Client, Error, ErrorResponse, FetchedSecret, Retries};
use tests::answer::Answer;
use tests::scripted::Scripted;

use crate::support::{JOB, KEY, client, logs, page};

/// The key in base64, as it would stand in a dump of bytes.
const IN_BASE64: &str = "c2stdGVzd";

#[test]
fn no_test_prints_the_key_not_even_at_the_finest_log_level() {
    if std::env::var_os(logs::WANTED).is_some() {
        return;
    }
    let output = Command::new(std::env::current_exe().expect("this program"))
        .env(logs::WANTED, "1")
        // The one test that is long; the runtime's own tests look into the logs of faults.
        .args(["--skip", "faults::ten_thousand", "--nocapture"])
        .output()
        .expect("this program");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    for target in [
        "reqwest::",
        "hyper_util::",
        "attempt{",
        "call{",
        "panicked at",
    ] {
        assert!(text.contains(target), "expected {target} to be printed");
    }
    let lines = text.lines();
    let shows = |line: &&str| line.contains(KEY) || line.contains(IN_BASE64);
    assert_eq!(lines.filter(shows).collect::<Vec<_>>(), [""; 0]);
}

#[tokio::test]
async fn debug_of_everything_public_shows_none() -> Result<(), Error> {
    let echo =
        format!(r#"{{"error":{{"message":"No {KEY}","type":"t","param":null,"code":null}}}}"#);
    let page = page(0..1, Some(true));
    let server = Scripted::start(move |request| match request.query_value("limit") {
        Some("0") => Answer::json(&echo).status(401).header("x-echo", KEY),
        _ => Answer::json(&page)
            .header("x-echo", KEY)
            .header("x-ratelimit-limit-requests", "1"),
    })
    .expect("a server");
    let client = client(server.url("/v1"));
    let checkpoints = client.fine_tuning().jobs().checkpoints();
    let list = checkpoints.list(JOB).header("authorization", KEY);
    let list = list.extra_query("k", KEY);
    let response = list.clone().with_response().await?;
    let error = checkpoints.list(JOB).limit(0).await;
    let error = error.expect_err("status 401");

    let mut shown = Shown::default();
    shown.add(&Client::builder().api_key(KEY).default_query("k", KEY));
    shown.add(&client);
    shown.add(&Retries::new().when(Error::is_retryable));
    shown.add(&FetchedSecret::new(KEY));
    shown.add(&client.request(Method::GET, "/any").query("k", KEY));
    shown.add(&client.fine_tuning());
    shown.add(&client.fine_tuning().jobs());
    shown.add(&checkpoints);
    shown.add(&list);
    shown.add(&list.clone().into_future());
    shown.add(&list.clone().items());
    shown.add(&list.clone().pages());
    shown.add(&list.clone().items().wait());
    shown.add(&list.clone().pages().wait());
    shown.add(&response);
    let limits = response.rate_limits();
    shown.add(&limits);
    shown.add(limits.get("requests").expect("a limit"));
    let page = response.into_inner();
    shown.add(&page);
    shown.add(&page.first_id);
    shown.add(&page.data[0]);
    shown.add(&page.data[0].created_at);
    shown.add(&page.data[0].metrics);
    shown.add(&page.extra);
    shown.add(&page.into_inner());
    shown.add(&error);
    shown.add(&error.to_string());
    shown.add(&error.kind());
    shown.add(&error.headers());
    shown.add(&std::error::Error::source(&error));
    let api_error = error.api_error().expect("a body as described");
    shown.add(api_error);
    let body = serde_json::json!({ "error": api_error });
    shown.add(&serde_json::from_value::<ErrorResponse>(body).expect("such a body"));
    show_the_test_kit(&mut shown).await;

    assert!(!shown.text.contains(KEY), "{}", shown.text);
    assert!(shown.text.contains("No [redacted]"), "{}", shown.text);
    let missed: Vec<_> = public_types().difference(&shown.types).cloned().collect();
    assert_eq!(missed, [""; 0], "public types that nobody looked at");
    Ok(())
}

async fn show_the_test_kit(shown: &mut Shown) {
    let reply = Reply::json(200, page(0..0, Some(false))).header("x-echo", KEY);
    shown.add(&reply);
    let path = format!("/fine_tuning/jobs/{JOB}/checkpoints?k={KEY}");
    let exchange = Exchange::get(&path).header("authorization", &format!("Bearer {KEY}"));
    let exchange = exchange.reply(reply);
    shown.add(&exchange);
    shown.add(&TestPart::text("key", KEY).header("x-key", KEY));
    let server = TestServer::new([exchange]);
    let client = Client::builder().api_key(KEY).test_server(&server).build();
    let client = client.expect("a client");
    shown.add(&client);
    let list = client.fine_tuning().jobs().checkpoints().list(JOB);
    list.extra_query("k", KEY).await.expect("a page");
    shown.add(&server);
    shown.add(&server.requests()[0]);
}

/// What was shown, and the names of the types it was shown of.
#[derive(Default)]
struct Shown {
    text: String,
    types: BTreeSet<String>,
}

impl Shown {
    fn add<T: Debug>(&mut self, value: &T) {
        self.text.push_str(&format!("{value:?}\n{value:#?}\n"));
        // `a::Page<b::List>` is a `Page`.
        let name = type_name::<T>().split('<').next().unwrap_or_default();
        let name = name.rsplit("::").next().unwrap_or_default();
        self.types.insert(name.to_owned());
    }
}

/// The names of all types that the client makes public, as its source has them: what it declares
/// outside of its runtime, and what it exports of that.
fn public_types() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client/src");
    let mut open = vec![source.clone()];
    let mut types = BTreeSet::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            open.extend(entries.map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let below = path.strip_prefix(&source).expect("a path below it");
        let kit = below.ends_with("runtime/test_util.rs");
        if below.starts_with("runtime") && !kit {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        for statement in text.split_inclusive([';', '{']) {
            for declared in ["\npub struct ", "\npub enum "] {
                let name = statement.split_once(declared).map(|(_, name)| name);
                types.extend(name.and_then(|name| words(name).next()).map(str::to_owned));
            }
        }
        let exports = text.split("\npub use ").skip(1);
        let exports = exports.filter_map(|export| export.split(';').next());
        // What is another crate's is not the client's to hide.
        let others = ["bytes::", "http::", "reqwest::", "serde_json::"];
        let is_other = |export: &&str| others.iter().any(|other| export.starts_with(other));
        for export in exports.filter(|export| !is_other(export)) {
            let names = words(export).filter(|word| word.starts_with(char::is_uppercase));
            types.extend(names.map(str::to_owned));
        }
    }
    assert!(types.contains("Client") && types.contains("TestRequest"));
    // A trait is nothing that could be shown.
    assert!(types.remove("CredentialSource"));
    types
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}
