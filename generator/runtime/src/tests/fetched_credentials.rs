//! Credentials that are fetched: from sources of the caller's, and as tokens of OAuth 2.0.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::support::{Answer, KEY, LAST, MORE, Received, Server, list, thing};
use crate::runtime::auth::client_credentials::{ClientCredentials, TokenEndpoint};
use crate::runtime::auth::fetched_secret::FetchedSecret;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::{Error, ErrorKind};
use crate::sample::{API_KEY, Thing};

const SECRET: &str = "cs-test never/to be:seen";

fn program() -> ClientCredentials {
    ClientCredentials::new("my program", SECRET)
}

fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.url())
        .timeout(Duration::from_secs(10))
}

fn is_for_token(request: &Received) -> bool {
    request.path() == "/oauth/token"
}

/// A server that gives tokens, numbered from 1 on, and things to who has one of those that it takes.
async fn tokens(
    token: impl Fn(usize) -> Answer + Send + Sync + 'static,
    takes: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> Server {
    let given = AtomicUsize::new(0);
    Server::new(move |request, _| {
        if is_for_token(request) {
            return token(given.fetch_add(1, Ordering::Relaxed) + 1);
        }
        let token = request.header("authorization").unwrap_or_default();
        match takes(token.trim_start_matches("Bearer ")) {
            true => Answer::json(200, thing("a")),
            false => Answer::json(401, r#"{"error":{"message":"no such token"}}"#),
        }
    })
    .await
}

fn numbered(number: usize) -> Answer {
    let body =
        format!(r#"{{"access_token":"{KEY}-{number}","token_type":"bearer","expires_in":3600}}"#);
    Answer::json(200, body)
}

fn asked(server: &Server) -> usize {
    server
        .requests()
        .iter()
        .filter(|request| is_for_token(request))
        .count()
}

async fn retrieve(client: &Client) -> Result<Thing, Error> {
    client.things().create(&super::support::new_thing()).await
}

/// What calls at the same time give.
async fn at_once(client: &Client, count: usize) -> Vec<Result<Thing, Error>> {
    let calls = (0..count).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { retrieve(&client).await })
    });
    let mut results = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        results.push(call.await.expect("no panic"));
    }
    results
}

#[tokio::test]
async fn one_token_serves_many_calls() {
    let server = tokens(
        |number| numbered(number).after(Duration::from_millis(50)),
        |_| true,
    )
    .await;
    let client = builder(&server).client_credentials(program()).build();
    let client = client.expect("a client");
    for result in at_once(&client, 10).await {
        result.expect("a thing");
    }
    // A copy shares it.
    let copy = client
        .to_builder()
        .max_retries(0)
        .build()
        .expect("a client");
    retrieve(&copy).await.expect("a thing");
    assert_eq!(asked(&server), 1);
    let requests = server.requests();
    let request = requests
        .iter()
        .find(|request| is_for_token(request))
        .expect("a request");
    assert_eq!(request.method, "POST");
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        "grant_type=client_credentials&scope=things.read%20things.write"
    );
    // RFC 6749 §2.3.1: `my%20program:cs-test%20never%2Fto%20be%3Aseen`
    assert_eq!(
        request.header("authorization"),
        Some("Basic bXklMjBwcm9ncmFtOmNzLXRlc3QlMjBuZXZlciUyRnRvJTIwYmUlM0FzZWVu")
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    let bearer = format!("Bearer {KEY}-1");
    let others = requests.iter().filter(|request| !is_for_token(request));
    assert!(others.clone().count() == 11);
    for request in others {
        assert_eq!(request.header("authorization"), Some(&*bearer));
    }
}

#[tokio::test]
async fn a_program_can_say_more_than_the_description() {
    let server = tokens(numbered, |_| true).await;
    let program = program()
        .in_body()
        .scopes(["a", "b"])
        .parameter("audience", "https://api.example.com");
    let client = builder(&server).client_credentials(program).build();
    retrieve(&client.expect("a client")).await.expect("a thing");
    let request = &server.requests()[0];
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        "grant_type=client_credentials&scope=a%20b&client_id=my%20program\
         &client_secret=cs-test%20never%2Fto%20be%3Aseen&audience=https%3A%2F%2Fapi.example.com"
    );
}

/// The environment has the id and the secret of the program, each with the line break of its file.
#[tokio::test]
async fn the_environment_names_a_program() {
    let server = tokens(numbered, |_| true).await;
    let url = server.url();
    let of = |variables: &'static [(&str, &str)]| {
        let builder = Client::builder().base_url(url.clone());
        builder.build_in(|name| {
            let mut variables = variables.iter();
            let found = variables.find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    let id = ("SAMPLE_CLIENT_ID", "my program\n");
    let secret = ("SAMPLE_CLIENT_SECRET", "cs-test never/to be:seen\r\n");
    let client = of(Box::leak(Box::new([id, secret]))).expect("a client");
    retrieve(&client).await.expect("a thing");
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Basic bXklMjBwcm9ncmFtOmNzLXRlc3QlMjBuZXZlciUyRnRvJTIwYmUlM0FzZWVu")
    );
    // A token is nearer than a program that fetches one.
    let token = ("SAMPLE_API_KEY", KEY);
    let client = of(Box::leak(Box::new([id, secret, token]))).expect("a client");
    retrieve(&client).await.expect("a thing");
    let last = server.requests().pop().expect("a request");
    assert_eq!(
        last.header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
    assert_eq!(asked(&server), 1);
    let error = of(&[("SAMPLE_CLIENT_ID", "my program")]).expect_err("half of it");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().contains(
            "api_key (or SAMPLE_API_KEY, or SAMPLE_CLIENT_ID with SAMPLE_CLIENT_SECRET, in the \
             environment)"
        ),
        "{error}"
    );
}

/// The description may say that the token endpoint takes id and secret in the body.
#[tokio::test]
async fn a_description_says_where_id_and_secret_stand() {
    static POSTED: TokenEndpoint = TokenEndpoint {
        url: "/oauth/token",
        scopes: &[],
        credential: &API_KEY,
        env: &[],
        in_body: true,
    };
    let server = tokens(numbered, |_| true).await;
    for (program, is_in_body) in [(program(), true), (program().in_header(), false)] {
        let client = builder(&server).tokens(&POSTED, program).build();
        retrieve(&client.expect("a client")).await.expect("a thing");
        let requests = server.requests();
        let request = requests.iter().rev().find(|request| is_for_token(request));
        let request = request.expect("a request");
        let body = String::from_utf8_lossy(&request.body);
        assert_eq!(body.contains("&client_secret=cs-test%20never"), is_in_body);
        assert_eq!(request.header("authorization").is_none(), is_in_body);
    }
}

/// The description may have a template as the URL, whose variables nothing tells.
#[tokio::test]
async fn where_the_description_has_no_url_the_program_gives_it() {
    static UNKNOWN: TokenEndpoint = TokenEndpoint {
        url: "",
        scopes: &[],
        credential: &API_KEY,
        env: &[],
        in_body: false,
    };
    let server = tokens(numbered, |_| true).await;
    let error = builder(&server).tokens(&UNKNOWN, program()).build();
    assert_eq!(
        error.expect_err("no URL").to_string(),
        "invalid configuration: expected a URL for the tokens of api_key, found none: \
         `ClientCredentials::token_url` sets it"
    );
    let program = program().token_url("/oauth/token");
    let client = builder(&server).tokens(&UNKNOWN, program).build();
    retrieve(&client.expect("a client")).await.expect("a thing");
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let brief = |number| {
        let body = format!(r#"{{"access_token":"{KEY}-{number}","expires_in":"0.4"}}"#);
        Answer::json(200, body)
    };
    let server = tokens(brief, |_| true).await;
    let client = builder(&server).client_credentials(program()).build();
    let client = client.expect("a client");
    retrieve(&client).await.expect("a thing");
    retrieve(&client).await.expect("a thing");
    assert_eq!(asked(&server), 1);
    tokio::time::sleep(Duration::from_millis(380)).await;
    retrieve(&client).await.expect("a thing");
    assert_eq!(asked(&server), 2);
}

/// The one that is there is still valid, so that no call waits for long or fails.
#[tokio::test]
async fn a_token_that_cannot_be_renewed_in_time_is_used_to_its_end() {
    let token = |number| match number {
        1 => {
            let body = format!(r#"{{"access_token":"{KEY}-1","expires_in":4}}"#);
            Answer::json(200, body)
        }
        _ => Answer::nothing().after(Duration::from_secs(600)),
    };
    let server = tokens(token, |token| token == format!("{KEY}-1")).await;
    let client = builder(&server).client_credentials(program());
    let client = client.timeout(Duration::from_millis(400)).max_retries(0);
    let client = client.build().expect("a client");
    retrieve(&client).await.expect("a thing");
    // The last tenth of its time.
    tokio::time::sleep(Duration::from_millis(3_620)).await;
    let began = Instant::now();
    for result in at_once(&client, 3).await {
        result.expect("a thing");
    }
    assert!(
        began.elapsed() < Duration::from_millis(350),
        "{:?}",
        began.elapsed()
    );
    // One of them tried, and the next does not try again so soon.
    assert_eq!(asked(&server), 2);
    retrieve(&client).await.expect("a thing");
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn a_token_may_end_between_two_pages() {
    let given = AtomicUsize::new(0);
    let server = Server::new(move |request, _| {
        if is_for_token(request) {
            let number = given.fetch_add(1, Ordering::Relaxed) + 1;
            let body = format!(r#"{{"access_token":"{KEY}-{number}","expires_in":0}}"#);
            return Answer::json(200, body);
        }
        match request.query() {
            "" => Answer::json(200, list(&["a"], MORE)),
            _ => Answer::json(200, list(&["b"], LAST)),
        }
    })
    .await;
    let client = builder(&server).client_credentials(program()).build();
    let mut items = client.expect("a client").things().list().items();
    let mut found = Vec::new();
    while let Some(item) = items.try_next().await.expect("an item") {
        found.push(item.id);
    }
    assert_eq!((found.join(" ").as_str(), asked(&server)), ("a b", 2));
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    let server = tokens(numbered, |token| token.ends_with("-2")).await;
    let client = builder(&server)
        .client_credentials(program())
        .max_retries(0)
        .build();
    retrieve(&client.expect("a client"))
        .await
        .expect("a thing, with the second token");
    assert_eq!((asked(&server), server.count()), (2, 4));

    let server = tokens(numbered, |_| false).await;
    let client = builder(&server).client_credentials(program()).build();
    let error = retrieve(&client.expect("a client"))
        .await
        .expect_err("no token is taken");
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Authentication, 2)
    );
    assert_eq!((asked(&server), server.count()), (2, 4));
}

#[tokio::test]
async fn ten_calls_that_are_refused_renew_it_once() {
    let server = tokens(numbered, |token| token.ends_with("-2")).await;
    let client = builder(&server).client_credentials(program()).build();
    for result in at_once(&client.expect("a client"), 10).await {
        result.expect("a thing");
    }
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn each_fault_of_a_token_endpoint_is_an_error_of_its_own_kind() {
    let echo = format!(r#"{{"error":"invalid_client","error_description":"not {SECRET}"}}"#);
    for (answer, expected, attempts) in [
        (
            Answer::with(200, &[("content-type", "text/html")], "<html>"),
            "expected JSON with `access_token`, found text/html",
            1,
        ),
        (
            Answer::json(200, "{}"),
            "expected JSON with `access_token`, found application/json",
            1,
        ),
        (
            Answer::json(200, &echo),
            "no token: status 200: invalid_client: not [redacted]",
            1,
        ),
        (
            Answer::json(200, r#"{"access_token":"a","token_type":"mac"}"#),
            "expected a token of the type `Bearer`, found `mac`",
            1,
        ),
        (
            Answer::json(401, &echo),
            "no token: status 401: invalid_client: not [redacted]",
            1,
        ),
        (
            Answer::with(500, &[("retry-after-ms", "1")], "<html>"),
            "no token: status 500",
            3,
        ),
        (
            Answer::with(429, &[("retry-after", "121")], "{}"),
            "no token: status 429",
            1,
        ),
        (
            Answer::with(302, &[("location", "/v1/elsewhere")], ""),
            "no token: status 302",
            1,
        ),
        (
            Answer::nothing().reset(),
            "no token: the connection broke",
            3,
        ),
    ] {
        let server = tokens(move |_| answer.clone(), |_| true).await;
        let client = builder(&server).client_credentials(program()).build();
        let error = retrieve(&client.expect("a client"))
            .await
            .expect_err(expected);
        assert_eq!(error.kind(), ErrorKind::Credential, "{error}");
        let message = format!("no credential for createThing: api_key: {expected}");
        assert!(error.to_string().starts_with(&message), "{error}");
        let address = format!("127.0.0.1:{}", server.port());
        assert!(error.to_string().contains(&address), "{error}");
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains(SECRET) && !shown.contains("cs-test"),
            "{shown}"
        );
        assert_eq!((error.attempts(), error.status()), (0, None), "{error}");
        assert_eq!(server.count(), attempts, "{error}");
    }
}

#[tokio::test]
async fn a_busy_token_endpoint_is_asked_again_when_it_says() {
    let busy = |number| match number {
        1 => Answer::with(429, &[("retry-after", "0.05")], "{}"),
        _ => numbered(number),
    };
    let server = tokens(busy, |_| true).await;
    let client = builder(&server).client_credentials(program()).build();
    retrieve(&client.expect("a client")).await.expect("a thing");
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn a_token_endpoint_that_says_nothing_is_given_up() {
    let server = tokens(|_| Answer::nothing().hold(), |_| true).await;
    let client = builder(&server)
        .client_credentials(program())
        .max_retries(0);
    let client = client.timeout(Duration::from_millis(50)).build();
    let error = retrieve(&client.expect("a client"))
        .await
        .expect_err("nothing");
    assert_eq!(
        error.to_string(),
        "no credential for createThing: api_key: it was not fetched in time"
    );
    let client = builder(&server).client_credentials(program());
    let client = client.deadline(Duration::from_millis(50)).build();
    let error = retrieve(&client.expect("a client"))
        .await
        .expect_err("nothing");
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn calls_that_wait_for_a_token_fail_together() {
    let slow =
        |_| Answer::json(400, r#"{"error":"invalid_scope"}"#).after(Duration::from_millis(50));
    let server = tokens(slow, |_| true).await;
    let client = builder(&server).client_credentials(program()).build();
    for result in at_once(&client.expect("a client"), 10).await {
        let error = result.expect_err("no such scope");
        assert!(error.to_string().contains("invalid_scope"), "{error}");
    }
    assert_eq!(asked(&server), 1);
}

/// A token that lasts for no time serves the calls that waited for it.
#[tokio::test]
async fn calls_that_wait_for_a_token_that_has_ended_share_it() {
    let ended = |number| {
        let body = format!("\u{feff}{{\"access_token\":\"{KEY}-{number}\",\"expires_in\":0}}");
        Answer::json(200, body).after(Duration::from_millis(50))
    };
    let server = tokens(ended, |_| true).await;
    let client = builder(&server).client_credentials(program()).build();
    let client = client.expect("a client");
    for result in at_once(&client, 10).await {
        result.expect("a thing");
    }
    assert_eq!(asked(&server), 1);
    retrieve(&client).await.expect("a thing");
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn who_gives_up_leaves_the_turn_to_the_next() {
    let server = tokens(
        |number| numbered(number).after(Duration::from_millis(100)),
        |_| true,
    )
    .await;
    let client = builder(&server).client_credentials(program()).build();
    let client = client.expect("a client");
    let first = retrieve(&client);
    let given_up = tokio::time::timeout(Duration::from_millis(20), first).await;
    given_up.expect_err("it is given up");
    retrieve(&client).await.expect("a thing");
}

/// A source that counts.
fn source<S, E>(
    count: Arc<AtomicUsize>,
    give: impl Fn(usize) -> Result<S, E> + Clone + Send + Sync + 'static,
) -> impl Fn() -> std::pin::Pin<Box<dyn Future<Output = Result<S, E>> + Send>>
where
    S: Send + 'static,
    E: Send + 'static,
{
    move || {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        let given = give(number);
        Box::pin(std::future::ready(given))
    }
}

#[tokio::test]
async fn a_source_is_asked_when_a_call_needs_it() {
    let server = tokens(numbered, |_| true).await;
    let count = Arc::new(AtomicUsize::new(0));
    let give = |number| Ok::<_, io::Error>(format!("{KEY}-{number}"));
    let client = builder(&server)
        .api_key_from(source(Arc::clone(&count), give))
        .build();
    let client = client.expect("a client");
    assert_eq!(count.load(Ordering::Relaxed), 0);
    for result in at_once(&client, 5).await {
        result.expect("a thing");
    }
    assert_eq!(count.load(Ordering::Relaxed), 1);
    let bearer = format!("Bearer {KEY}-1");
    assert_eq!(server.requests()[0].header("authorization"), Some(&*bearer));
    // A closure of the caller's, as it is written in a program.
    let client =
        builder(&server).login_from(|| async { Ok::<_, io::Error>(("Aladdin", "open sesame")) });
    client
        .build()
        .expect("a client")
        .things()
        .list()
        .await
        .expect_err("no list");
    let last = server.requests().pop().expect("a request");
    assert_eq!(
        last.header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
}

#[tokio::test]
async fn a_secret_lasts_as_long_as_its_source_says() {
    let server = tokens(numbered, |_| true).await;
    let count = Arc::new(AtomicUsize::new(0));
    let give = |number| {
        let secret = FetchedSecret::new(format!("{KEY}-{number}"));
        Ok::<_, io::Error>(secret.expires_in(Duration::ZERO))
    };
    let client = builder(&server)
        .api_key_from(source(Arc::clone(&count), give))
        .build();
    let client = client.expect("a client");
    retrieve(&client).await.expect("a thing");
    retrieve(&client).await.expect("a thing");
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn the_error_of_a_source_is_kept() {
    let server = tokens(numbered, |_| true).await;
    let fails = || async { Err::<String, _>(io::Error::other("the vault is closed")) };
    let client = builder(&server)
        .api_key_from(fails)
        .build()
        .expect("a client");
    let error = retrieve(&client).await.expect_err("no key");
    assert_eq!(
        error.to_string(),
        "no credential for createThing: api_key: its source failed"
    );
    let source = std::error::Error::source(&error).expect("a source");
    assert_eq!(source.to_string(), "the vault is closed");
    for (secret, expected) in [
        ("", "expected a credential as api_key, found an empty text"),
        (
            "a\nb",
            "expected api_key without control characters, found some",
        ),
    ] {
        let client =
            builder(&server).api_key_from(move || async move { Ok::<_, io::Error>(secret) });
        let error = retrieve(&client.build().expect("a client"))
            .await
            .expect_err("no key");
        assert!(error.to_string().ends_with(expected), "{error}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_secret_that_was_fetched_is_shown_nowhere() {
    let echo = format!(r#"{{"error":{{"message":"not {KEY}-1"}}}}"#);
    let server = Server::new(move |request, _| match is_for_token(request) {
        true => numbered(1),
        false => Answer::with(403, &[("x-echo", &format!("{KEY}-1"))], &echo),
    })
    .await;
    let client = builder(&server)
        .client_credentials(program())
        .build()
        .expect("a client");
    let call = client.things().create(&super::support::new_thing());
    let curl = call.to_curl().expect("a command");
    let error = call.await.expect_err("forbidden");
    assert!(
        error.to_string().contains("not [redacted]-1")
            || error.to_string().contains("not [redacted]"),
        "{error}"
    );
    let shown = format!(
        "{curl} {error} {error:?} {:?} {client:?} {:?}",
        error.headers(),
        program()
    );
    assert!(!shown.contains(KEY) && !shown.contains(SECRET), "{shown}");
    assert!(curl.contains("authorization: [redacted]"), "{curl}");
}
