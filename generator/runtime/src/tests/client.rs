//! Building a client: environment, defaults, copies.

use std::collections::HashMap;
use std::process::Command;
use std::time::Duration;

use super::support::{Answer, KEY, Server, builder, client, settle, thing};
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::configuration::CONNECT_TIMEOUT;
use crate::runtime::error::{Error, ErrorKind};

/// Builds a client in an environment of these variables alone.
fn build_in(builder: ClientBuilder, variables: &[(&str, &str)]) -> Result<Client, Error> {
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    builder.build_in(|name| variables.get(name).map(|&value| value.to_owned()))
}

#[track_caller]
fn refused(builder: ClientBuilder, variables: &[(&str, &str)], expected: &str) {
    let error = build_in(builder, variables).expect_err("an incomplete configuration");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        format!("invalid configuration: {expected}")
    );
    assert_eq!(
        (error.operation(), error.status(), error.attempts()),
        (None, None, 0)
    );
}

#[tokio::test]
async fn the_environment_fills_what_was_not_set() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let variables = [
        ("SAMPLE_API_KEY", " sk-test-env\n"),
        ("SAMPLE_ORG_ID", "org-env"),
        ("SAMPLE_BASE_URL", &*format!("{}/env/", server.url())),
    ];
    let from_env = build_in(Client::builder(), &variables).expect("a client");
    from_env.things().retrieve("a").await.expect("a thing");
    let set = Client::builder()
        .api_key(KEY)
        .organization("org-set")
        .base_url(server.url());
    let set = build_in(set, &variables).expect("a client");
    set.things().retrieve("a").await.expect("a thing");
    let sent: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| {
            let header = |name: &str| request.header(name).unwrap_or_default().to_owned();
            (
                request.target.clone(),
                header("authorization"),
                header("sample-organization"),
            )
        })
        .collect();
    let sent: Vec<_> = sent
        .iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect();
    assert_eq!(
        sent,
        [
            ("/v1/env/things/a", "Bearer sk-test-env", "org-env"),
            ("/v1/things/a", &*format!("Bearer {KEY}"), "org-set"),
        ]
    );
}

#[test]
fn without_a_credential_there_is_no_client() {
    let expected = "expected api_key (or SAMPLE_API_KEY, or SAMPLE_CLIENT_ID with \
                    SAMPLE_CLIENT_SECRET, in the environment), or login (or \
                    SAMPLE_LOGIN in the environment), or admin_key and share_key (or \
                    SAMPLE_SHARE_KEY in the environment), found no credential";
    refused(Client::builder(), &[], expected);
    refused(Client::builder(), &[("SAMPLE_API_KEY", "")], expected);
    refused(Client::builder(), &[("SAMPLE_API_KEY", " \t")], expected);
    let half = expected.replace("found no credential", "found admin_key alone");
    refused(Client::builder().admin_key("sk-test"), &[], &half);
}

#[test]
fn a_credential_must_fit_into_a_header() {
    for empty in ["", "  ", "\n"] {
        let expected = "expected a credential as api_key, found an empty text";
        refused(
            Client::builder().api_key(empty),
            &[("SAMPLE_API_KEY", "sk-test")],
            expected,
        );
    }
    let expected = "expected api_key to fit into a header, found characters that do not";
    for unfit in ["sk-é", "sk\u{fffd}"] {
        refused(Client::builder().api_key(unfit), &[], expected);
        refused(Client::builder(), &[("SAMPLE_API_KEY", unfit)], expected);
    }
    let expected = "expected api_key without control characters, found some";
    for unfit in ["sk\ntest", "sk\u{0}", "sk\tb"] {
        refused(Client::builder().api_key(unfit), &[], expected);
        refused(Client::builder(), &[("SAMPLE_API_KEY", unfit)], expected);
    }
    let unfit = Client::builder().login("a", "b\n");
    let expected = "expected login without control characters, found some";
    refused(unfit, &[], expected);
    let unfit = Client::builder().admin_key("a").share_key("b\r\n");
    let expected = "expected share_key without control characters, found some";
    refused(unfit, &[], expected);
    let expected = "expected `user:password` as login, found another text";
    refused(Client::builder(), &[("SAMPLE_LOGIN", "user")], expected);
    let expected = "expected a user name without a colon, found one";
    refused(Client::builder().login("a:b", "c"), &[], expected);
}

#[test]
fn a_base_url_must_be_one() {
    for (base, expected) in [
        (
            "",
            "expected a base URL, found a text without ://: relative URL without a base",
        ),
        (
            "api.example.com",
            "expected a base URL, found a text without ://: relative URL without a base",
        ),
        (
            "ftp://example.com",
            "expected a base URL with http or https, found \"ftp://example.com\"",
        ),
        (
            "mailto:a",
            "expected a base URL with http or https, found a text without ://",
        ),
        // The key in the wrong place, or a gateway that takes it in the path.
        (
            "sk-test-key",
            "expected a base URL, found a text without ://: relative URL without a base",
        ),
        (
            "ftp://example.com/sk-test",
            "expected a base URL with http or https, found \"ftp://example.com/[redacted]\"",
        ),
        (
            "https://me:secret@example.com",
            "expected a base URL without user name and password, found them; send them as a default \
             header",
        ),
    ] {
        refused(
            Client::builder().api_key("sk-test").base_url(base),
            &[],
            expected,
        );
    }
    let variables = [("SAMPLE_API_KEY", "sk-test"), ("SAMPLE_BASE_URL", " ")];
    let client = build_in(Client::builder(), &variables).expect("a blank variable counts as none");
    assert!(format!("{client:?}").contains("https://api.example.com/v1"));
}

#[test]
fn defaults_are_the_documented_ones() {
    let client = build_in(Client::builder().api_key("sk-test"), &[]).expect("a client");
    assert_eq!(client.inner.timeout, Some(Duration::from_secs(600)));
    assert_eq!(CONNECT_TIMEOUT, Duration::from_secs(5));
    assert_eq!(client.inner.retries.max, 2);
    assert_eq!(client.inner.max_response_bytes, 64 << 20);
    assert_eq!(client.inner.configuration.deadline, None);
}

#[tokio::test]
async fn a_copy_leaves_the_original_alone() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let original = builder(&server)
        .default_header("x-team", "blue")
        .default_query("k", "v");
    let original = original.max_retries(1).build().expect("a client");
    let copy = original
        .to_builder()
        .default_header("x-team", "red")
        .default_query("k", "w");
    let copy = copy
        .api_key("sk-test-copy")
        .max_retries(7)
        .build()
        .expect("a client");
    original
        .things()
        .retrieve("a")
        .header("authorization", "x")
        .await
        .expect("a thing");
    settle().await;
    original
        .things()
        .list()
        .await
        .expect_err("a thing is no list");
    settle().await;
    copy.things().list().await.expect_err("a thing is no list");
    let requests = server.requests();
    let sent: Vec<_> = requests[1..]
        .iter()
        .map(|request| {
            (
                request.header("x-team"),
                request.query(),
                request.header("authorization"),
            )
        })
        .collect();
    assert_eq!(
        sent,
        [
            (Some("blue"), "k=v", Some(&*format!("Bearer {KEY}"))),
            (Some("red"), "k=w", Some("Bearer sk-test-copy")),
        ]
    );
    assert_eq!((original.inner.retries.max, copy.inner.retries.max), (1, 7));
    assert_eq!(server.open(), 1, "both use one pool");
}

#[tokio::test]
async fn clones_share_one_connection() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let client = client(&server);
    for _ in 0..5 {
        client
            .clone()
            .things()
            .retrieve("a")
            .await
            .expect("a thing");
        settle().await;
    }
    assert_eq!((server.count(), server.open()), (5, 1));
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let client = build_in(Client::builder().api_key("sk-test"), &[]).expect("a client");
    let mut call = std::pin::pin!(client.things().retrieve("a").into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("expected an error at once");
    };
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn types_are_what_tasks_need() {
    fn check<T: Send + Sync + Clone + std::fmt::Debug + 'static>(_: &T) {}
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let client = client(&server);
    check(&client);
    check(&client.things().list());
    let call = client.things().retrieve("a");
    check(&call);
    tokio::spawn(call.into_future())
        .await
        .expect("no panic")
        .expect("a thing");
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

/// Variables of the process cannot be set in a test without `unsafe`: this one runs itself again.
#[tokio::test]
async fn proxies_and_keys_of_the_process_are_obeyed() {
    const URL: &str = "http://api.invalid/v1";
    if std::env::var("SAMPLE_BASE_URL").is_ok_and(|base| base == URL) {
        let client = Client::builder()
            .build()
            .expect("a client from the environment");
        client
            .things()
            .retrieve("a")
            .await
            .expect("a thing, by way of the proxy");
        return;
    }
    let proxy = Server::answering([Answer::json(200, thing("a"))]).await;
    let url = format!("http://127.0.0.1:{}", proxy.port());
    let name = "tests::client::proxies_and_keys_of_the_process_are_obeyed";
    let itself = std::env::current_exe().expect("a path to this test");
    let run = tokio::task::spawn_blocking(move || {
        Command::new(itself)
            .args(["--exact", name])
            .env("SAMPLE_BASE_URL", URL)
            .env("SAMPLE_API_KEY", KEY)
            .env("HTTP_PROXY", &url)
            .env("http_proxy", &url)
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .env_remove("REQUEST_METHOD")
            .output()
    });
    let output = run.await.expect("no panic").expect("the test runs itself");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    let request = proxy
        .requests()
        .pop()
        .expect("a request by way of the proxy");
    assert_eq!(request.target, format!("{URL}/things/a"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks_call_at_once_and_each_has_its_own_answer() {
    let server = Server::new(|request, number| {
        let id = request.path().rsplit('/').next().unwrap_or_default();
        match number % 3 {
            0 => Answer::with(503, &[("retry-after-ms", "1")], "{}"),
            _ => Answer::json(200, thing(id)),
        }
    })
    .await;
    let client = builder(&server).max_retries(1_000).build();
    let things = client.expect("a client").things();
    let calls = (0..200).map(|id| tokio::spawn(things.retrieve(id.to_string()).into_future()));
    for (id, call) in calls.collect::<Vec<_>>().into_iter().enumerate() {
        let thing = call.await.expect("no panic").expect("a thing");
        assert_eq!(thing.id, id.to_string());
    }
}
