//! What goes over the wire: URL, query, bodies. Headers and credentials have files of their own.

use super::support::{Answer, Server, builder, client, new_thing, thing, willing};

#[tokio::test]
async fn every_form_of_a_base_url_works() {
    let server = willing().await;
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
    let server = willing().await;
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
    let server = willing().await;
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
async fn bodies_are_sent_as_json() {
    let server = willing().await;
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

#[tokio::test]
async fn default_queries_are_merged_on_a_copy() {
    let server = willing().await;
    let original = builder(&server)
        .default_query("a", "1")
        .default_query("b", "2");
    let original = original.build().expect("a client");
    let copy = original.to_builder().default_query("b", "3");
    let copy = copy.default_query("c", "4").build().expect("a client");
    original.things().list().await.expect("a list");
    copy.things().list().await.expect("a list");
    copy.things()
        .list()
        .extra_query("a", "5")
        .await
        .expect("a list");
    let requests = server.requests();
    let queries: Vec<_> = requests.iter().map(|request| request.query()).collect();
    assert_eq!(queries, ["a=1&b=2", "a=1&b=3&c=4", "b=3&c=4&a=5"]);
}

#[tokio::test]
async fn a_list_of_values_is_one_parameter() {
    let server = willing().await;
    let things = client(&server).things();
    let tags = |tags: &[&str]| {
        let tags: Vec<String> = tags.iter().map(|&tag| tag.to_owned()).collect();
        things.list().tags(tags)
    };
    tags(&["a", "b c"]).await.expect("a list");
    tags(&[]).await.expect("a list");
    let twice = tags(&["a", "b"]).tags(["c".to_owned()]);
    twice.await.expect("a list");
    let replaced = tags(&["a", "b", "c"]).limit(1).extra_query("tag", "d");
    replaced.await.expect("a list");
    let removed = tags(&["a", "b"]).limit(1).without_query("tag");
    removed.await.expect("a list");
    let requests = server.requests();
    let queries: Vec<_> = requests.iter().map(|request| request.query()).collect();
    assert_eq!(
        queries,
        ["tag=a&tag=b%20c", "", "tag=c", "tag=d&limit=1", "limit=1"]
    );
}

#[tokio::test]
async fn a_body_has_the_media_type_that_is_described() {
    let server = willing().await;
    let things = client(&server).things();
    things.update("a", &new_thing()).await.expect("a thing");
    let request = server.requests().pop().expect("a request");
    assert_eq!(request.method, "PATCH");
    assert_eq!(
        request.header("content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(request.body, thing("a").into_bytes());
}

#[tokio::test]
async fn an_operation_may_live_elsewhere() {
    // Nobody listens there.
    let built = crate::runtime::client::Client::builder()
        .api_key("k")
        .build();
    let searches = built.expect("a client").searches();
    let call = searches.count_elsewhere("a").max_retries(0);
    let error = call.await.expect_err("no connection");
    assert!(error.to_string().contains("(localhost:1)"), "{error}");
    // A client of a base URL sends everything there.
    let server = Server::new(|_, _| Answer::with(200, &[], "1")).await;
    let searches = client(&server).searches();
    searches.count_elsewhere("a").await.expect("an answer");
    assert_eq!(server.requests()[0].target, "/v1/searches/count?a");
}
