//! Redirects: followed on the same origin, never to another one.

use std::time::Duration;

use super::support::{Answer, KEY, Received, Server, builder, client, new_thing, thing};
use crate::runtime::client::Client;
use crate::runtime::error::{Error, ErrorKind};
use crate::sample::Thing;

fn see_other(location: &str) -> Answer {
    Answer::with(303, &[("location", location)], "")
}

fn to(location: &str) -> Answer {
    Answer::with(307, &[("location", location)], "")
}

#[tokio::test]
async fn the_same_origin_is_followed_with_credentials() {
    let server = Server::new(|request, _| match request.path() {
        "/v1/things/old" => to("/v2/things/new"),
        _ => Answer::json(200, thing("new")),
    })
    .await;
    let thing = client(&server)
        .things()
        .retrieve("old")
        .await
        .expect("a thing");
    assert_eq!(thing.id, "new");
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.target, "/v2/things/new");
    assert_eq!(
        request.header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
    assert_eq!(request.header("referer"), None);
}

#[tokio::test]
async fn another_origin_never_hears_of_it() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    for host in ["127.0.0.1", "localhost"] {
        let location = format!("http://{host}:{}/v1/things/a?x=y", other.port());
        let server = Server::answering([to(&location)]).await;
        let client = builder(&server)
            .organization("org-1")
            .default_header("x-team", "blue");
        let error = client
            .build()
            .expect("a client")
            .things()
            .retrieve("a")
            .await;
        let error = error.expect_err("a redirect to elsewhere");
        assert_eq!(error.kind(), ErrorKind::OtherStatus);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
        assert_eq!(
            error.to_string(),
            format!(
                "unexpected status for getThing (307): expected no redirect to another origin, found one to {host}:{}",
                other.port()
            )
        );
        assert_eq!(server.count(), 1);
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn another_port_of_the_same_host_is_another_origin() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    let server = Server::answering([to(&format!("//127.0.0.1:{}/", other.port()))]).await;
    client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("a redirect to elsewhere");
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn a_second_hop_is_judged_by_the_first_origin() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    let elsewhere = format!("http://127.0.0.1:{}/", other.port());
    let server = Server::new(move |request, _| match request.path() {
        "/v1/things/a" => to("/v1/things/b"),
        _ => to(&elsewhere),
    })
    .await;
    client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("a redirect to elsewhere");
    assert_eq!((server.count(), other.count()), (2, 0));
}

#[tokio::test]
async fn loops_end() {
    let server = Server::answering([to("/v1/things/a")]).await;
    let error = client(&server)
        .things()
        .retrieve("a")
        .await
        .expect_err("a loop");
    assert_eq!(
        error.to_string(),
        "unexpected status for getThing (307): expected at most 10 redirects, found more"
    );
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.count(), 11);
}

#[tokio::test]
async fn an_own_http_client_that_follows_for_ever_is_not_retried() {
    let server = Server::answering([see_other("/v1/things/a")]).await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::limited(3))
        .build();
    let client = builder(&server)
        .http_client(http.expect("an HTTP client"))
        .build();
    let error = client
        .expect("a client")
        .things()
        .retrieve("a")
        .await
        .expect_err("a loop");
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::OtherStatus, 1)
    );
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(server.count(), 4);
}

/// What reqwest follows by itself: the answer is refused, since headers went along.
#[tokio::test]
async fn an_own_http_client_that_follows_to_another_origin_is_found_out() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    let elsewhere = format!("http://127.0.0.1:{}/", other.port());
    let server = Server::answering([see_other(&elsewhere)]).await;
    let own = builder(&server).http_client(reqwest::Client::new());
    let things = own.build().expect("a client").things();
    let error = things
        .retrieve("a")
        .await
        .expect_err("an answer of another");
    assert_eq!(
        (error.kind(), error.status(), error.attempts()),
        (ErrorKind::Configuration, None, 1)
    );
    assert_eq!(
        error.to_string(),
        format!(
            "invalid configuration for getThing: expected no redirect to another origin, found one \
             that the HTTP client followed; build it with redirect::Policy::none() (127.0.0.1:{})",
            server.port()
        )
    );
    assert_eq!(other.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn an_own_http_client_takes_nothing_to_another_origin() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    let elsewhere = format!("http://localhost:{}/", other.port());
    for status in [301, 302, 307, 308] {
        let answer = Answer::with(status, &[("location", &elsewhere)], "");
        let server = Server::answering([answer]).await;
        let own = builder(&server).http_client(reqwest::Client::new());
        let things = own.build().expect("a client").things();
        let call = things.retrieve("a").header("x-team", "blue");
        let error = call.await.expect_err("a redirect to elsewhere");
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
        assert_eq!(error.kind(), ErrorKind::OtherStatus);
        let request = server.requests().pop().expect("a request");
        for name in ["content-length", "transfer-encoding"] {
            assert_eq!(request.header(name), None, "{name} of a body that is none");
        }
    }
    // With a body that stays a body.
    let server = Server::answering([Answer::with(307, &[("location", &elsewhere)], "")]).await;
    let own = builder(&server).http_client(reqwest::Client::new()).build();
    let things = own.expect("a client").things();
    let call = things.create(&new_thing());
    call.await.expect_err("a redirect to elsewhere");
    let body = serde_json::to_vec(&new_thing()).expect("a thing");
    assert_eq!(server.requests()[0].body, body);
    assert_eq!(other.count(), 0);
}

/// What an HTTP client with a policy of its own would follow: a `GET` after a `POST`, to anywhere.
#[tokio::test]
async fn an_http_client_that_is_built_here_follows_nothing_by_itself() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    let elsewhere = format!("http://localhost:{}/", other.port());
    for status in [301, 302, 303, 307] {
        let answer = Answer::with(status, &[("location", &elsewhere)], "");
        let server = Server::answering([answer]).await;
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
        let things = builder(&server).http_client_builder(http).build();
        let things = things.expect("a client").things();
        let error = things.create(&new_thing()).await.expect_err("a redirect");
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
        assert_eq!(server.count(), 1);
    }
    assert_eq!(other.count(), 0);
    let unfit = reqwest::Client::builder().user_agent("a\nb");
    let error = Client::builder()
        .api_key(KEY)
        .http_client_builder(unfit)
        .build();
    let error = error.expect_err("no user agent");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn an_own_http_client_ends_loops_and_keeps_the_timeout_over_all_of_them() {
    let server = Server::answering([to("/v1/things/a")]).await;
    let own = builder(&server).http_client(reqwest::Client::new()).build();
    let things = own.expect("a client").things();
    let error = things.retrieve("a").await.expect_err("a loop");
    let found = (error.kind(), error.attempts(), server.count());
    assert_eq!(found, (ErrorKind::OtherStatus, 1, 11));

    let slow = to("/v1/things/a").after(Duration::from_millis(200));
    let server = Server::answering([slow]).await;
    let own = builder(&server).http_client(reqwest::Client::new()).build();
    let call = own.expect("a client").things().retrieve("a");
    let call = call.timeout(Duration::from_millis(500)).max_retries(0);
    let error = call.await.expect_err("a slow loop");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(
        server.count() <= 3,
        "{} requests in half a second",
        server.count()
    );
}

#[tokio::test]
async fn an_own_http_client_that_follows_none_keeps_everything_here() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    let server = Server::answering([to(&format!("http://127.0.0.1:{}/", other.port()))]).await;
    let policy = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(policy).build();
    let own = builder(&server).http_client(http.expect("an HTTP client"));
    let error = own.build().expect("a client").things().retrieve("a").await;
    assert_eq!(
        error.expect_err("a redirect").kind(),
        ErrorKind::OtherStatus
    );
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn an_own_http_client_may_follow_on_the_same_origin() {
    let server = Server::new(|request, _| match request.path() {
        "/v1/things/old" => to("/v2/things/new"),
        _ => Answer::json(200, thing("new")),
    })
    .await;
    let own = builder(&server).http_client(reqwest::Client::new());
    let things = own.build().expect("a client").things();
    assert_eq!(things.retrieve("old").await.expect("a thing").id, "new");
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_error() {
    for location in ["", "http://", "http://[::1", "mailto:a@b", "\u{fffd}"] {
        let server = Server::answering([to(location)]).await;
        let error = client(&server).things().retrieve("a").max_retries(0).await;
        let error = error.expect_err("nowhere to go");
        assert_eq!(error.attempts(), 1, "{location:?}: {error}");
    }
    let server = Server::answering([Answer::with(307, &[], "")]).await;
    let error = client(&server).things().retrieve("a").await;
    let error = error.expect_err("no place is named");
    assert_eq!(
        error.to_string(),
        "unexpected status for getThing (307)",
        "and it is not tried again"
    );
    assert_eq!(server.count(), 1);
}

/// A query often comes back in `location`, and with it a key that travels there. The server's end
/// searches the logs, which speak of redirects, too.
#[tokio::test]
async fn a_key_that_comes_back_in_a_location_is_not_shown() {
    let keys = Client::builder().admin_key(KEY).share_key("sk-test/share");
    for location in [
        "http://127.0.0.1:1/?key=sk-test%2Fshare",
        "/v2?key=sk-test%2Fshare",
    ] {
        let server = Server::answering([to(location)]).await;
        let client = keys.clone().base_url(server.url()).build();
        let things = client.expect("a client").things();
        let error = things.create(&new_thing()).max_retries(0).await;
        let error = error.expect_err("a redirect");
        let shown = format!("{error} {error:?} {:?}", error.headers());
        assert!(!shown.contains("sk-test"), "{shown}");
        assert_eq!(error.kind(), ErrorKind::OtherStatus);
    }
}

/// What comes of a `POST` that is redirected, and what is sent after it.
async fn after_a_post(status: u16, location: &str) -> (Result<Thing, Error>, Vec<Received>) {
    let location = location.to_owned();
    let server = Server::new(move |_, number| match number {
        0 => Answer::with(status, &[("location", &location)], ""),
        _ => Answer::json(200, thing("new")),
    })
    .await;
    let result = client(&server).things().create(&new_thing()).await;
    (result, server.requests().split_off(1))
}

#[tokio::test]
async fn a_post_is_sent_again_as_it_was() {
    let body = serde_json::to_vec(&new_thing()).expect("a thing");
    for (status, location, target) in [
        (307, "/v2/things", "/v2/things"),
        (308, "made?x=y", "/v1/made?x=y"),
    ] {
        let (result, requests) = after_a_post(status, location).await;
        assert_eq!(result.expect("a thing").id, "new");
        let [request] = &requests[..] else {
            panic!("expected one request, found {requests:?}");
        };
        assert_eq!(
            (&*request.method, &*request.target),
            ("POST", target),
            "{status}"
        );
        assert_eq!(request.body, body, "{status}");
        let authorization = request.header("authorization");
        assert_eq!(authorization, Some(&*format!("Bearer {KEY}")));
    }
}

#[tokio::test]
async fn a_location_alone_is_no_redirect() {
    let location = [("location", "/v1/elsewhere")];
    for status in [300, 304, 404] {
        let server = Server::answering([Answer::with(status, &location, "")]).await;
        let error = client(&server).things().retrieve("a").await;
        let message = error.expect_err("no success").to_string();
        assert!(
            message.ends_with(&format!("for getThing ({status})")),
            "{message}"
        );
    }
}

#[tokio::test]
async fn a_post_never_becomes_a_get() {
    for (status, location) in [(301, "?moved"), (302, "../v3"), (303, "/v1/things/new")] {
        let (result, requests) = after_a_post(status, location).await;
        let error = result.expect_err("a redirect");
        assert_eq!(
            error.to_string(),
            format!(
                "unexpected status for createThing ({status}): expected an answer to the POST, \
                 found a redirect to a GET"
            )
        );
        assert!(requests.is_empty(), "{status}: {requests:?}");
    }
}

#[tokio::test]
async fn no_status_leads_a_request_with_a_body_elsewhere() {
    let other = Server::answering([Answer::json(200, thing("stolen"))]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("http://localhost:{}/v1/things", other.port());
        let server =
            Server::answering([Answer::with(status, &[("location", &location)], "")]).await;
        let call = client(&server).things().create(&new_thing());
        let error = call.await.expect_err("a redirect to elsewhere");
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
    }
    // The same place by another scheme is another origin, and one without TLS at that.
    let server = Server::new(move |request, _| {
        let host = request.header("host").unwrap_or_default();
        to(&format!("https://{host}/v1/things/a"))
    })
    .await;
    let error = client(&server).things().retrieve("a").await;
    assert_eq!(
        error.expect_err("another scheme").kind(),
        ErrorKind::OtherStatus
    );
    assert_eq!(other.count(), 0);
}

/// A stream is read as it arrives, as a file is, but it is made of values of the API.
#[tokio::test]
async fn no_value_of_the_api_comes_from_another_origin() {
    let stolen = format!("data: {}\n\n", thing("stolen"));
    let other = Server::new(move |request, _| match request.path() {
        "/v1/things" => Answer::json(201, thing("stolen")),
        "/v1/changes" => Answer::with(200, &[("content-type", "text/event-stream")], &stolen),
        "/v1/file" => Answer::with(200, &[], "the file"),
        _ => Answer::with(200, &[], &thing("stolen")),
    })
    .await;
    let origin = format!("http://localhost:{}", other.port());
    let elsewhere =
        move |path: &str| Answer::with(302, &[("location", &(origin.clone() + path))], "");
    let server = Server::new(move |request, _| match request.path() {
        "/v1/exports/file" if request.query() == "file=" => elsewhere("/v1/file"),
        "/v1/exports/file" => elsewhere("/v1/things"),
        path => elsewhere(path),
    })
    .await;
    let client = client(&server);
    let (changes, exports) = (client.changes(), client.exports());
    let errors = [
        changes.follow().await.expect_err("a stream"),
        changes.watch().await.expect_err("a stream"),
        exports.file().await.expect_err("an enum"),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::OtherStatus, "{error}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
        let expected = format!("found one to localhost:{}", other.port());
        assert!(error.to_string().ends_with(&expected), "{error}");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    }
    let file = exports.file().extra_query("file", "").await;
    assert!(
        matches!(file, Ok(crate::sample::ExportFileAnswer::Ok(_))),
        "{file:?}"
    );
}
