//! Where calls go: servers of the description, variables, base URLs, and what goes along.

use super::support::{Answer, KEY, Server, client};
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::{Error, ErrorKind};
use crate::sample::servers::{ByEndpoint, Elsewhere, FilesServer, Region, Regional};
use crate::sample::servers::{CountElsewhere, Server as Choice};

fn builder() -> ClientBuilder {
    Client::builder().api_key(KEY)
}

/// Where a client sends calls whose operations have no server of their own.
fn base(builder: ClientBuilder, environment: &[(&str, &str)]) -> Result<String, Error> {
    let client = builder.build_in(|name| variable(environment, name))?;
    Ok(client.inner.base_url.as_str().to_owned())
}

fn variable(environment: &[(&str, &str)], name: &str) -> Option<String> {
    let mut known = environment.iter();
    let (_, value) = known.find(|(known, _)| *known == name)?;
    Some((*value).to_owned())
}

/// A server that counts, and a client that was told nothing of it.
async fn counting() -> (Server, Elsewhere) {
    let server = Server::new(|_, _| Answer::json(200, "1")).await;
    let client = builder().build_in(|_| None).expect("a client");
    (server, client.elsewhere())
}

fn at(server: &Server) -> ByEndpoint {
    ByEndpoint::default().endpoint(origin(server))
}

fn origin(server: &Server) -> String {
    server.url().trim_end_matches("/v1").to_owned()
}

/// Path, and whether the credential went along.
fn sent(server: &Server) -> Vec<(String, bool)> {
    let requests = server.requests().into_iter();
    let bearer = format!("Bearer {KEY}");
    let sent = requests.map(|request| {
        let has_key = request.header("authorization") == Some(&bearer);
        (request.target, has_key)
    });
    sent.collect()
}

#[test]
fn a_server_is_chosen_by_name_and_its_variables_by_type() {
    let regional = || Regional::default().region(Region::Us);
    for (builder, expected) in [
        (builder(), "https://api.example.com/v1"),
        (builder().server(Choice::Main), "https://api.example.com/v1"),
        (builder().server(Choice::Local), "http://localhost:1/v1"),
        (
            builder().server(Regional::default()),
            "https://eu.example.com/v1",
        ),
        (builder().server(regional()), "https://us.example.com/v1"),
        (
            builder().server(regional().version("v2/beta")),
            "https://us.example.com/v2/beta",
        ),
        // The last one counts.
        (
            builder()
                .server(Choice::Local)
                .base_url("https://a.example"),
            "https://a.example",
        ),
        (
            builder()
                .base_url("https://a.example")
                .server(Choice::Local),
            "http://localhost:1/v1",
        ),
        (
            builder().server(Choice::Local).server(regional()),
            "https://us.example.com/v1",
        ),
    ] {
        assert_eq!(base(builder, &[]).expect("a client"), expected);
    }
}

#[test]
fn each_server_has_its_environment_variable() {
    let environment = &[
        ("SAMPLE_BASE_URL", "https://main.example"),
        ("SAMPLE_LOCAL_URL", "https://local.example"),
    ];
    for (builder, expected) in [
        (builder(), "https://main.example"),
        (builder().server(Choice::Main), "https://main.example"),
        (builder().server(Choice::Local), "https://local.example"),
        (
            builder().server(Regional::default()),
            "https://eu.example.com/v1",
        ),
        (builder().base_url("https://a.example"), "https://a.example"),
    ] {
        assert_eq!(base(builder, environment).expect("a client"), expected);
    }
    let copied = builder().build_in(|name| variable(environment, name));
    let copy = copied.expect("a client").to_builder().server(Choice::Local);
    assert_eq!(base(copy, &[]).expect("a client"), "http://localhost:1/v1");
}

#[test]
fn a_value_never_moves_the_host() {
    let version = |value: &str| builder().server(Regional::default().version(value));
    for value in ["v1?key=a", "v1#a", "v1\\a", "a b", "{region}", "a\n"] {
        let error = base(version(value), &[]).expect_err(value);
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = error.to_string();
        assert!(text.contains("for `version` of a server"), "{text}");
    }
    for value in [
        "evil.example/",
        "a@evil.example",
        "a?b",
        "a#b",
        "a\\b",
        "a\tb",
        "{endpoint}",
    ] {
        let endpoint = ByEndpoint::default().endpoint(format!("https://{value}"));
        let error = base(builder().files_server(endpoint), &[]).err();
        // The value is the whole of the origin: a path may stand in it.
        assert_eq!(error.is_none(), value == "evil.example/", "{value}");
    }
}

#[tokio::test]
async fn operations_go_to_their_own_servers() {
    let (server, elsewhere) = counting().await;
    elsewhere
        .files()
        .server(at(&server))
        .await
        .expect("a count");
    let told = builder().files_server(at(&server)).build_in(|_| None);
    let told = told.expect("a client").elsewhere();
    told.files().await.expect("a count");
    let count_at = ("SAMPLE_COUNT_URL", &*server.url());
    let files_at = ("SAMPLE_FILES_URL", &*server.url());
    let replaced = builder().build_in(|name| variable(&[count_at, files_at], name));
    let replaced = replaced.expect("a client").elsewhere();
    replaced.replaced().await.expect("a count");
    replaced.files().await.expect("a count");
    let expected = ["/files/count", "/files/count", "/v1/count", "/v1/count"];
    assert_eq!(sent(&server), expected.map(|path| (path.to_owned(), true)));
}

#[tokio::test]
async fn a_client_that_was_given_a_base_url_sends_everything_there() {
    let (server, _) = counting().await;
    let elsewhere = client(&server).elsewhere();
    let other = ByEndpoint::default().endpoint("http://localhost:2");
    elsewhere.files().await.expect("a count");
    elsewhere.files().server(other).await.expect("a count");
    elsewhere.replaced().await.expect("a count");
    elsewhere.unknown().await.expect("a count");
    assert_eq!(sent(&server), vec![("/v1/count".to_owned(), true); 4]);
}

#[tokio::test]
async fn a_relative_server_is_resolved_against_the_base_url() {
    let (server, _) = counting().await;
    let base = format!("{}?tenant=a", server.url());
    let client = builder().base_url(base).build_in(|_| None);
    let elsewhere = client.expect("a client").elsewhere();
    elsewhere.beside().await.expect("a count");
    elsewhere
        .files()
        .server(FilesServer::Here)
        .await
        .expect("a count");
    let expected = ["/beside/count?tenant=a", "/files/count?tenant=a"];
    assert_eq!(sent(&server), expected.map(|path| (path.to_owned(), true)));
}

#[tokio::test]
async fn one_request_goes_to_another_base_url() {
    let (first, _) = counting().await;
    let (second, _) = counting().await;
    let elsewhere = client(&first).elsewhere();
    let there = format!("{}/deep/?x=1", origin(&second));
    let calls: [fn(&Elsewhere) -> CountElsewhere; 3] =
        [Elsewhere::files, Elsewhere::beside, Elsewhere::unknown];
    for call in calls {
        call(&elsewhere).base_url(&there).await.expect("a count");
    }
    elsewhere.replaced().await.expect("a count");
    assert_eq!(sent(&second), vec![("/deep/count?x=1".to_owned(), true); 3]);
    assert_eq!(sent(&first), [("/v1/count".to_owned(), true)]);
}

#[tokio::test]
async fn what_leads_nowhere_is_said_before_anything_is_sent() {
    let (_server, elsewhere) = counting().await;
    let with_secret = |key: &str| {
        elsewhere
            .beside()
            .base_url(format!("ftp://a.example/{key}"))
    };
    for (call, expected) in [
        (
            elsewhere.unknown(),
            "gives no value for the variables of `https://{tenant}.example.com`",
        ),
        (
            elsewhere.beside().base_url("a.example"),
            "expected a base URL",
        ),
        (with_secret(KEY), "expected a base URL with http or https"),
    ] {
        let error = call.await.expect_err("nothing is sent");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let text = error.to_string();
        assert!(text.contains(expected) && !text.contains(KEY), "{text}");
    }
}

#[tokio::test]
async fn credentials_follow_no_redirect_from_a_server_of_an_operation() {
    let (second, _) = counting().await;
    let target = second.url();
    let first = Server::new(move |_, _| {
        Answer::with(307, &[("location", &*format!("{target}/count"))], "")
    })
    .await;
    let client = builder().build_in(|_| None).expect("a client");
    let call = client.elsewhere().files().server(at(&first)).max_retries(0);
    call.await.expect_err("a redirect to another origin");
    assert_eq!(sent(&first), [("/files/count".to_owned(), true)]);
    assert_eq!(sent(&second), []);
}

#[tokio::test]
async fn a_next_page_at_another_server_is_never_asked_for() {
    let (second, _) = counting().await;
    let next = format!("{}/urls?page=2", second.url());
    let body = format!(r#"{{"shelf":null,"position":{{"next":"{next}"}}}}"#);
    let first = Server::answering([Answer::json(200, body)]).await;
    // Another port of this machine is another origin, for a base URL of one request too.
    let client = builder().build_in(|_| None).expect("a client");
    let request = client.listings().url().base_url(first.url());
    let page = request.await.expect("a page");
    let error = page.next_page().await.expect_err("another origin");
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(sent(&first).len(), 1);
    assert_eq!(sent(&second), []);
}

#[test]
fn a_description_without_a_host_asks_for_a_base_url_in_words() {
    use crate::runtime::api::{Api, missing_base_url};
    let api = |base_url, base_url_env| Api {
        is_public: true,
        user_agent: "",
        base_url,
        base_url_env,
        server_env: &[],
        credentials: &[],
        issuers: &[],
        security: &[],
        settings: &[],
        retry_on: None,
        no_retry: &[],
    };
    for (api, expected) in [
        (
            api(Some("/api/v3"), Some("PETS_URL")),
            "the description gives the path `/api/v3` and no host; \
             set `base_url` (\"https://…/api/v3\") or `PETS_URL` in the environment",
        ),
        (
            api(None, None),
            "the description names no server; set `base_url` (\"https://…\")",
        ),
        (
            api(Some("https://{tenant}.example"), None),
            "the description gives no value for the variables of `https://{tenant}.example`; \
             set `base_url` (\"https://…\")",
        ),
    ] {
        let expected = format!("expected a base URL, found none: {expected}");
        assert_eq!(missing_base_url(&api), expected);
    }
}
