//! What goes over the wire: URL, query, headers, bodies, credentials.

use super::support::{Answer, KEY, Server, builder, client, list, thing};
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::sample::Thing;

async fn server() -> Server {
    Server::new(|request, _| match request.path() {
        path if path.ends_with("/things") && request.method == "GET" => {
            Answer::json(200, list(&["a"], r#","has_more":false"#))
        }
        _ => Answer::json(200, thing("a")),
    })
    .await
}

fn new_thing() -> Thing {
    serde_json::from_str(&thing("a")).expect("a thing")
}

#[tokio::test]
async fn every_form_of_a_base_url_works() {
    let server = server().await;
    let host = format!("http://127.0.0.1:{}", server.port());
    for (base, target) in [
        ("", "/things"),
        ("/", "/things"),
        ("/v1", "/v1/things"),
        ("/v1/", "/v1/things"),
        ("/v1//", "/v1/things"),
        ("/proxy/openai/v1", "/proxy/openai/v1/things"),
        ("/proxy/openai/v1/", "/proxy/openai/v1/things"),
        ("/v1?tenant=a%20b", "/v1/things?tenant=a%20b"),
        ("/v1/?tenant=a#part", "/v1/things?tenant=a"),
    ] {
        let client = builder(&server)
            .base_url(format!("{host}{base}"))
            .build()
            .expect("a client");
        client.things().list().await.expect("a list");
        assert_eq!(
            server.requests().pop().expect("a request").target,
            target,
            "{base}"
        );
    }
}

#[tokio::test]
async fn only_what_was_set_is_sent() {
    let server = server().await;
    let things = client(&server).things();
    things.list().await.expect("a list");
    things.list().limit(0).await.expect("a list");
    things
        .list()
        .limit(1)
        .limit(2)
        .after("a b&c=d+e")
        .await
        .expect("a list");
    let queries: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.query().to_owned())
        .collect();
    assert_eq!(queries, ["", "limit=0", "limit=2&after=a%20b%26c%3Dd%2Be"]);
}

#[tokio::test]
async fn a_query_is_merged_from_path_client_and_call() {
    let server = server().await;
    let client = builder(&server)
        .default_query("k", "v")
        .default_query("limit", "9");
    let client = client.build().expect("a client");
    let things = client.things();
    things.list().await.expect("a list");
    things.list().limit(1).await.expect("a list");
    things.list().without_query("k").await.expect("a list");
    things.create(&new_thing()).await.expect("a thing");
    things
        .create(&new_thing())
        .extra_query("notify", "no")
        .await
        .expect("a thing");
    things
        .create(&new_thing())
        .without_query("notify")
        .await
        .expect("a thing");
    let queries: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.query().to_owned())
        .collect();
    assert_eq!(
        queries,
        [
            "k=v&limit=9",
            "k=v&limit=1",
            "limit=9",
            "notify=true&k=v&limit=9",
            "k=v&limit=9&notify=no",
            "k=v&limit=9",
        ]
    );
}

#[tokio::test]
async fn the_usual_headers_are_sent() {
    let server = server().await;
    let client = builder(&server)
        .organization(" org-1 ")
        .project("proj-1")
        .build();
    client
        .expect("a client")
        .things()
        .list()
        .await
        .expect("a list");
    let request = server.requests().pop().expect("a request");
    assert_eq!(
        request.header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("user-agent"), Some("client-runtime/0.0.0"));
    assert_eq!(request.header("sample-organization"), Some("org-1"));
    assert_eq!(request.header("sample-project"), Some("proj-1"));
    assert_eq!(request.header("referer"), None);
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn a_blank_setting_keeps_out_what_the_environment_has() {
    let server = server().await;
    let client = builder(&server).organization(" ");
    let client = client
        .build_in(|_| Some("from-env".to_owned()))
        .expect("a client");
    client.things().list().await.expect("a list");
    assert_eq!(server.requests()[0].header("sample-organization"), None);
}

#[tokio::test]
async fn default_headers_are_inherited_replaced_and_removed() {
    let server = server().await;
    let client = builder(&server)
        .default_header("x-team", "blue")
        .default_header("X-Other", "é");
    let client = client
        .default_header("user-agent", "mine/1")
        .build()
        .expect("a client");
    let things = client.things();
    things.list().await.expect("a list");
    things
        .list()
        .header("X-Team", "red")
        .header("x-new", "1")
        .await
        .expect("a list");
    things
        .list()
        .without_header("x-team")
        .without_header("authorization")
        .await
        .expect("a list");
    let sent = |name: &str| -> Vec<Option<String>> {
        server
            .requests()
            .iter()
            .map(|request| request.header(name).map(str::to_owned))
            .collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(sent("x-team"), [some("blue"), some("red"), None]);
    assert_eq!(sent("x-new"), [None, some("1"), None]);
    assert_eq!(sent("x-other"), [some("é"), some("é"), some("é")]);
    assert_eq!(
        sent("user-agent"),
        [some("mine/1"), some("mine/1"), some("mine/1")]
    );
    assert_eq!(sent("authorization")[2], None);
}

#[tokio::test]
async fn headers_that_cannot_be_sent_are_reported_when_awaited() {
    let server = server().await;
    let things = client(&server).things();
    for (name, value, message) in [
        ("x a", "b", "expected the name of a header, found \"x a\""),
        ("", "b", "expected the name of a header, found \"\""),
        (
            "x-a",
            "secret\nx-b: c",
            "expected a value for the header x-a without control characters, found some",
        ),
    ] {
        let error = things
            .list()
            .header(name, value)
            .await
            .expect_err("a bad header");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(
            error.to_string(),
            format!("invalid request for listThings: {message}")
        );
        assert!(!format!("{error:?}").contains("secret"));
        let error = builder(&server)
            .default_header(name, value)
            .build()
            .expect_err("a bad header");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(
            error.to_string(),
            format!("invalid configuration: {message}")
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn each_operation_gets_the_credentials_it_asks_for() {
    let server = server().await;
    let client = Client::builder()
        .base_url(server.url())
        .api_key(format!("  {KEY}\n"));
    let client = client
        .admin_key("sk-test-admin")
        .share_key("sk-test/share")
        .build();
    let things = client.expect("a client").things();
    things.list().await.expect("a list");
    things.retrieve("a").await.expect("a thing");
    things.create(&new_thing()).await.expect("a thing");
    things.delete("a").await.expect("nothing");
    let requests = server.requests();
    let bearer = format!("Bearer {KEY}");
    let sent: Vec<_> = requests
        .iter()
        .map(|request| {
            (
                request.header("authorization"),
                request.header("x-admin-key"),
                request.query(),
            )
        })
        .collect();
    assert_eq!(
        sent,
        [
            (Some(&*bearer), None, ""),
            (Some(&*bearer), None, ""),
            (
                None,
                Some("sk-test-admin"),
                "notify=true&key=sk-test%2Fshare"
            ),
            (None, None, ""),
        ]
    );
}

#[tokio::test]
async fn an_alternative_credential_is_used_where_it_is_the_one_there() {
    let server = server().await;
    let client = Client::builder()
        .base_url(server.url())
        .login("Aladdin", "open sesame")
        .build();
    let things = client.expect("a client").things();
    things.list().await.expect("a list");
    let request = server.requests().pop().expect("a request");
    // The example of RFC 7617 §2.
    assert_eq!(
        request.header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    things
        .retrieve("a")
        .await
        .expect("a thing, which can be read without a credential");
    assert_eq!(server.requests()[1].header("authorization"), None);
    let error = things
        .create(&new_thing())
        .await
        .expect_err("a missing credential");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "invalid configuration for createThing: expected admin_key and share_key (or \
         SAMPLE_SHARE_KEY in the environment), or api_key (or SAMPLE_API_KEY in the environment), \
         found no credential"
    );
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn authorization_can_be_sent_by_hand() {
    let server = server().await;
    let without_key = Client::builder().base_url(server.url());
    for builder in [without_key, builder(&server)] {
        let client = builder
            .default_header("authorization", "Mine 1")
            .build()
            .expect("a client");
        client.things().list().await.expect("a list");
        client
            .things()
            .list()
            .header("Authorization", "Mine 2")
            .await
            .expect("a list");
    }
    client(&server)
        .things()
        .list()
        .header("Authorization", "Mine 3")
        .await
        .expect("a list");
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| request.header("authorization"))
        .collect();
    let expected = ["Mine 1", "Mine 2", "Mine 1", "Mine 2", "Mine 3"];
    assert_eq!(sent, expected.map(Some));
}

#[tokio::test]
async fn bodies_are_sent_as_json() {
    let server = server().await;
    client(&server)
        .things()
        .create(&new_thing())
        .await
        .expect("a thing");
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.method, "POST");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.body, thing("a").into_bytes());
}

#[tokio::test]
async fn one_idempotency_key_serves_all_attempts_of_one_call() {
    let server = Server::new(|_, number| match number % 2 {
        0 => Answer::with(503, &[("retry-after-ms", "1")], ""),
        _ => Answer::json(200, thing("a")),
    })
    .await;
    let request = client(&server).things().create(&new_thing());
    request.clone().await.expect("a thing");
    request.clone().await.expect("a thing");
    request
        .header("idempotency-key", "mine")
        .await
        .expect("a thing");
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("idempotency-key"))
        .collect();
    assert_eq!(keys[0].map(str::len), Some(32));
    assert_eq!(keys[0], keys[1]);
    assert_eq!(keys[2], keys[3]);
    assert_ne!(keys[0], keys[2]);
    assert_eq!(keys[4..], [Some("mine"), Some("mine")]);
    assert!(
        requests
            .iter()
            .all(|request| request.body == thing("a").into_bytes())
    );
}
