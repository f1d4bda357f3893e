//! Which credential a request carries, and where.

use super::support::{KEY, builder, client, new_thing, willing};
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;

#[tokio::test]
async fn each_operation_gets_the_credentials_it_asks_for() {
    let server = willing().await;
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
    let server = willing().await;
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
         SAMPLE_SHARE_KEY in the environment), or api_key (or SAMPLE_API_KEY, or \
         SAMPLE_CLIENT_ID with SAMPLE_CLIENT_SECRET, in the environment), found no credential"
    );
    assert_eq!(server.count(), 2);
    // Half of what is needed is named.
    let client = Client::builder()
        .base_url(server.url())
        .login("Aladdin", "open sesame")
        .admin_key("sk-test-admin");
    let things = client.build().expect("a client").things();
    let error = things.create(&new_thing()).await.expect_err("half of it");
    assert!(
        error.to_string().ends_with(", found admin_key alone"),
        "{error}"
    );
}

#[tokio::test]
async fn authorization_can_be_sent_by_hand() {
    let server = willing().await;
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
async fn a_key_in_a_cookie_joins_the_other_cookies() {
    let server = super::support::Server::new(|_, _| super::support::Answer::json(200, "{}")).await;
    let build = |session: &str| {
        let builder = builder(&server).session(session);
        builder.default_header("Cookie", "lang=de").build()
    };
    let searches = build("s1/+=").expect("a client").searches();
    searches.count("a").await.expect("an answer");
    searches
        .count("a")
        .header("cookie", "ssid=mine")
        .await
        .expect("an answer");
    let requests = server.requests();
    assert_eq!(requests[0].header("cookie"), Some("lang=de; ssid=s1/+="));
    assert_eq!(requests[1].header("cookie"), Some("ssid=mine"));
    // What the call sends in its place is none of the API's.
    searches
        .count("a")
        .header("cookie", "lang=en")
        .await
        .expect("an answer");
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.header("cookie"), Some("lang=en; ssid=s1/+="));
    for session in ["a;b", "a b", "\"a\"", "a,b"] {
        let error = build(session).expect_err("a refusal");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!error.to_string().contains(session), "{error}");
    }
}

#[tokio::test]
async fn a_secret_is_sent_as_it_was_given() {
    let server = willing().await;
    let client = Client::builder()
        .base_url(server.url())
        .login("user", " \"pass\" wörd; ")
        .admin_key(" sk-test-admin ")
        .share_key(" a&b+c\"=ü ");
    let things = client.build().expect("a client").things();
    things.list().await.expect("a list");
    things.create(&new_thing()).await.expect("a thing");
    let requests = server.requests();
    // `user: "pass" wörd; ` in base64.
    let basic = requests[0].header("authorization");
    assert_eq!(basic, Some("Basic dXNlcjogInBhc3MiIHfDtnJkOyA="));
    // No header can carry the white space around it, and a query carries any.
    assert_eq!(requests[1].header("x-admin-key"), Some("sk-test-admin"));
    assert_eq!(
        requests[1].query(),
        "notify=true&key=%20a%26b%2Bc%22%3D%C3%BC%20"
    );
}

#[tokio::test]
async fn a_cookie_that_would_end_is_refused() {
    for secret in ["se;cret", "se cret", " secret", "secret\n"] {
        let client = Client::builder().session(secret).api_key(KEY).build();
        let error = client.expect_err("no cookie");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!error.to_string().contains(secret), "{error}");
    }
}

#[tokio::test]
async fn a_key_in_the_query_yields_to_one_of_the_callers() {
    let server = willing().await;
    let keys = Client::builder()
        .base_url(server.url())
        .admin_key("sk-test-admin")
        .share_key("sk-test-share");
    let by_default = keys.clone().default_query("key", "mine").build();
    let in_url = keys.base_url(format!("{}?key=mine", server.url())).build();
    for client in [by_default, in_url] {
        let call = client.expect("a client").things().create(&new_thing());
        call.await.expect("a thing");
        let request = server.requests().pop().expect("a request");
        let target = &request.target;
        assert!(
            target.contains("key=mine") && !target.contains("share"),
            "{target}"
        );
    }
}
