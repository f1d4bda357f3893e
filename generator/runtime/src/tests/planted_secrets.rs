//! A secret of its own in every credential, an API that repeats all that it hears, and a look into everything
//! that can be printed. Each server searches the logs as well.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::support::{Answer, Received, Server, new_thing};
use crate::runtime::auth::client_credentials::ClientCredentials;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;
use crate::runtime::http::encode::encode;

const PASSWORD: &str = "sk-test pass\"w\\rd/1";
const PROGRAM: &str = "sk-test:program/2 +";

/// Every kind of credential, set in every way.
fn kinds(server: &Server) -> Vec<(&'static str, ClientBuilder)> {
    let builder = || Client::builder().base_url(server.url()).max_retries(1);
    let program = ClientCredentials::new("id", PROGRAM).parameter("assertion", "sk-test-assert/3");
    vec![
        ("bearer", builder().api_key("sk-test-bearer+/4=")),
        ("basic", builder().login("user", PASSWORD)),
        (
            "header and query",
            builder()
                .admin_key("sk-test\"admin\" 5")
                .share_key("sk-test/share &6\""),
        ),
        (
            "cookie",
            builder().api_key("sk-test-b").session("sk-test-cookie/7"),
        ),
        ("program", builder().client_credentials(program.clone())),
        (
            "program in the body",
            builder().client_credentials(program.in_body()),
        ),
        (
            "source",
            builder().api_key_from(|| async { Ok::<_, io::Error>("sk-test-source/8") }),
        ),
        (
            "source of a login",
            builder().login_from(|| async { Ok::<_, io::Error>(("user", PASSWORD)) }),
        ),
        (
            "header by hand",
            builder().default_header("authorization", "Mine sk-test-hand"),
        ),
        (
            "cookie and query by hand",
            builder()
                .api_key("sk-test-c")
                .admin_key("sk-test-d")
                .default_header("cookie", "a=b; ssid=sk-test-cookie")
                .default_query("key", "sk-test/query"),
        ),
    ]
}

/// What no text may hold.
fn is_shown(text: &str) -> bool {
    let encoded = [encode(PASSWORD), encode(PROGRAM)];
    let logins = [
        format!("user:{PASSWORD}"),
        format!("id:{}", encode(PROGRAM)),
    ];
    text.contains("sk-test")
        || encoded.iter().any(|secret| text.contains(secret))
        || logins
            .iter()
            .any(|login| text.contains(&BASE64_STANDARD.encode(login)))
}

/// All that an API hears, in one line.
fn echo(request: &Received) -> String {
    let headers = ["authorization", "x-admin-key", "cookie"];
    let headers = headers.map(|name| request.header(name).unwrap_or_default());
    let body = String::from_utf8_lossy(&request.body);
    format!("{} {} {body}", request.target, headers.join(" "))
}

/// Every way in which an answer says it.
fn answers(said: &str) -> Vec<Answer> {
    let in_json = serde_json::json!(said).to_string();
    let line: String = said.chars().filter(|c| (' '..='~').contains(c)).collect();
    let elsewhere = format!("http://localhost:1/{}?a={line}", encode(said));
    let elsewhere = elsewhere.replace(' ', "%20");
    let error = format!(r#"{{"error":{{"message":{in_json},"type":{in_json}}}}}"#);
    vec![
        Answer::with(400, &[("x-request-id", &line), ("x-echo", &line)], &error),
        Answer::with(
            401,
            &[("www-authenticate", &line)],
            &format!(r#"{{"error":{in_json}}}"#),
        ),
        Answer::with(404, &[("content-type", "text/plain")], said),
        Answer::with(500, &[super::support::SOON, ("x-echo", &line)], &error),
        Answer::with(302, &[("location", &elsewhere)], said),
        Answer::json(200, format!(r#"{{"id":1,"size":{in_json}}}"#)),
        Answer::json(200, format!(r#"{{"id":{{"a":{in_json}}}}}"#)),
        Answer::json(200, in_json.clone()),
        Answer::with(
            200,
            &[("content-type", "text/html"), ("x-echo", &line)],
            said,
        ),
        Answer::with(200, &[("content-encoding", &line)], said),
    ]
}

/// Everything that can be printed of a call that fails.
fn shown(error: &Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string);
    format!(
        "{error} {error:?} {error:#?} {:?} {:?} {source:?} {:?}",
        error.headers(),
        error.api_error(),
        error.request_id()
    )
}

#[tokio::test]
async fn an_api_that_repeats_them_puts_no_secret_into_anything_that_is_shown() {
    let count = answers("").len();
    for number in 0..count {
        let server = Server::new(move |request, _| match request.path() {
            "/oauth/token" => Answer::json(200, r#"{"access_token":"sk-test-token/9"}"#),
            _ => answers(&echo(request)).swap_remove(number),
        })
        .await;
        for (kind, builder) in kinds(&server) {
            let seen = Arc::new(Mutex::new(String::new()));
            let said = Arc::clone(&seen);
            let builder = builder.intercept(move |request, next| {
                let said = Arc::clone(&said);
                let mut text = format!("{request:?} {request:#?} {next:?}");
                async move {
                    let answer = next.send(request).await;
                    text.push_str(&format!(
                        "{:?}",
                        answer.as_ref().map(http::Response::headers)
                    ));
                    said.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push_str(&text);
                    answer
                }
            });
            let mut all = format!("{builder:?}");
            let client = builder.build().expect("a client");
            all.push_str(&format!("{client:?} {client:#?}"));
            let (list, create) = (client.things().list(), client.things().create(&new_thing()));
            all.push_str(&format!("{list:?} {create:#?}"));
            all.extend(list.to_curl());
            all.extend(create.to_curl());
            for built in [list.clone().build_request(), create.clone().build_request()] {
                all.push_str(&format!("{:?}", built.await.as_ref().map_err(shown)));
            }
            all.push_str(&shown(&list.await.map(|_| ()).expect_err("no list")));
            all.push_str(&shown(&create.await.map(|_| ()).expect_err("no thing")));
            // What a success holds is the caller's, and so is whether to print it.
            let counted = client.searches().count("a").with_response().await;
            all.push_str(&match counted {
                Err(error) => shown(&error),
                Ok(counted) => format!("{:?}", counted.headers()),
            });
            all.push_str(&seen.lock().unwrap_or_else(PoisonError::into_inner));
            assert!(!is_shown(&all), "{kind}, answer {number}: {all}");
        }
    }
}

/// What one call sends in the place of a credential is a secret too.
#[tokio::test]
async fn an_api_that_repeats_the_header_of_a_call_puts_no_secret_into_anything_that_is_shown() {
    for number in 0..answers("").len() {
        let server =
            Server::new(move |request, _| answers(&echo(request)).swap_remove(number)).await;
        let builder = Client::builder().base_url(server.url()).max_retries(0);
        let client = builder.api_key("sk-test-a").build().expect("a client");
        for (name, value) in [
            ("authorization", "Bearer sk-test-call"),
            ("x-admin-key", "sk-test/call"),
            ("cookie", "a=b; ssid=sk-test-cookie"),
        ] {
            let list = client.things().list().header(name, value);
            let create = client.things().create(&new_thing()).header(name, value);
            let mut all = format!("{list:?} {create:?}");
            all.push_str(&shown(&list.await.map(|_| ()).expect_err("no list")));
            all.push_str(&shown(&create.await.map(|_| ()).expect_err("no thing")));
            assert!(!is_shown(&all), "{name}, answer {number}: {all}");
        }
    }
}

#[tokio::test]
async fn a_token_endpoint_that_repeats_them_is_not_repeated() {
    for status in [200, 400, 500] {
        let server = Server::new(move |request, _| {
            let said = echo(request);
            let body = serde_json::json!({
                "error": said, "error_description": said, "token_type": said, "access_token": "a",
            });
            Answer::json(status, body.to_string())
        })
        .await;
        for (kind, builder) in kinds(&server) {
            if kind.starts_with("program") {
                let client = builder.max_retries(0).build().expect("a client");
                let error = client.things().create(&new_thing()).await;
                let all = shown(&error.expect_err("no token"));
                assert!(!is_shown(&all), "{kind}, status {status}: {all}");
            }
        }
    }
}

/// What breaks off in the middle of a stream says what it read.
#[tokio::test]
async fn items_of_a_stream_that_repeat_them_show_none() {
    for name in ["", "event: error\n"] {
        let server = Server::new(move |request, _| match request.path() {
            "/oauth/token" => Answer::json(200, r#"{"access_token":"sk-test-token/9"}"#),
            _ => {
                let said = serde_json::json!(echo(request));
                let text =
                    format!("{name}data: {{\"id\":{{\"a\":{said}}},\"message\":{said}}}\n\n");
                Answer::with(200, &[("content-type", "text/event-stream")], &text)
            }
        })
        .await;
        for (kind, builder) in kinds(&server) {
            let client = builder.build().expect("a client");
            let mut events = client.changes().follow().await.expect("a stream");
            let error = events.try_next().await.expect_err("no thing");
            let all = format!("{} {events:?} {:?}", shown(&error), events.last_event());
            assert!(!is_shown(&all), "{kind}: {all}");
        }
    }
}

#[cfg(feature = "test-util")]
#[tokio::test]
async fn a_test_kit_that_complains_shows_none() {
    use crate::runtime::test_util::{Exchange, Reply, TestServer};

    let server = Server::answering([Answer::json(200, "{}")]).await;
    for (kind, builder) in kinds(&server) {
        if kind.starts_with("program") {
            continue;
        }
        let exchange = Exchange::post("/things?notify=false&key=sk-test-other")
            .header("authorization", "Bearer sk-test-other")
            .header("x-admin-key", "sk-test-other")
            .reply(Reply::json(200, serde_json::json!({ "id": "a" })));
        let kit = TestServer::new([exchange]);
        let client = builder.test_server(&kit).build().expect("a client");
        let error = client.things().create(&new_thing()).await;
        let mut all = shown(&error.expect_err("another request"));
        let complaint = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| kit.finish()));
        let complaint = complaint.expect_err("a complaint").downcast::<String>();
        all.push_str(&complaint.expect("a text"));
        assert!(!is_shown(&all), "{kind}: {all}");
    }
}
