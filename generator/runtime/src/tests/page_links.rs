//! The URL of a next page: where it leads, and what goes along.

use super::support::shelf::{Shape, page, read, start};
use super::support::{Answer, Server, builder, client};
use crate::runtime::client::Client;
use crate::runtime::error::{Error, ErrorKind};
use crate::sample::Ask;

/// The second request of a listing whose first page names this URL.
async fn second(client: &Client, server: &Server) -> Result<String, Error> {
    let page = client.listings().url().limit(3).await?;
    let next = page.next_page().await?;
    assert!(next.is_some());
    Ok(server.requests()[1].target.clone())
}

async fn naming(url: impl Into<String>) -> Server {
    let url = url.into();
    Server::new(move |_, number| {
        let next = if number == 0 {
            format!(r#""{url}""#)
        } else {
            "null".to_owned()
        };
        Answer::json(
            200,
            format!(r#"{{"shelf":null,"position":{{"next":{next}}}}}"#),
        )
    })
    .await
}

#[tokio::test]
async fn a_url_is_used_as_it_is() {
    for (url, expected) in [
        ("urls?page=2", "/v1/urls?page=2"),
        ("?cursor=a%2Fb%20&x[]=1", "/v1/urls?cursor=a%2Fb%20&x[]=1"),
        ("/v1/urls/more", "/v1/urls/more"),
        ("#top", "/v1/urls?limit=3"),
        // Below the server of the description, so below the base URL.
        ("https://api.example.com/v1/urls?page=2", "/v1/urls?page=2"),
        (
            "https://api.example.com:443/v1/urls?page=2#top",
            "/v1/urls?page=2",
        ),
        ("http://api.example.com/v1/urls?page=2", "/v1/urls?page=2"),
        ("//api.example.com/v1/urls", "/v1/urls"),
        (
            "https://eu.example.com/things-of-europe/urls?page=2",
            "/v1/urls?page=2",
        ),
        // The same origin, outside the prefix.
        ("/v2/urls", "/v2/urls"),
        ("/v1/../v2/urls", "/v2/urls"),
    ] {
        let server = naming(url).await;
        let sent = second(&client(&server), &server).await;
        assert_eq!(sent.expect("a page"), expected, "{url}");
    }
}

#[tokio::test]
async fn a_url_in_the_place_of_a_token_gives_the_token_in_it() {
    for next in [
        "c3",
        "https://a.example/v1/tokens?limit=9&cursor=c3#top",
        "?cursor=c3",
    ] {
        let server = naming(next).await;
        let page = client(&server).listings().token().await.expect("a page");
        assert_eq!(page.cursor(), Some("c3"), "{next}");
    }
}

#[tokio::test]
async fn a_token_of_zero_ends_a_list() {
    for next in ["0", ""] {
        let server = naming(next).await;
        let page = client(&server).listings().token().await.expect("a page");
        assert_eq!(page.cursor(), None);
    }
}

/// Below a base URL without a path, where a relative URL is read as the server of the description has it.
#[tokio::test]
async fn a_url_is_not_absolute_because_of_its_query() {
    for (url, expected) in [
        (
            "/v1/urls?back=https://a.example/b",
            "/urls?back=https://a.example/b",
        ),
        (
            "?back=https://a.example/b",
            "/urls?back=https://a.example/b",
        ),
        ("/v1/urls#https://a.example/b", "/urls"),
        (
            "https://api.example.com/v1/urls?back=a://b",
            "/urls?back=a://b",
        ),
        ("//api.example.com/v1/urls?back=a://b", "/urls?back=a://b"),
    ] {
        let server = naming(url).await;
        let client = builder(&server)
            .base_url(format!("http://127.0.0.1:{}", server.port()))
            .build()
            .expect("a client");
        let sent = second(&client, &server).await;
        assert_eq!(sent.expect("a page"), expected, "{url}");
    }
}

/// What is relative is so to where the answer came from, which a redirect may have moved.
#[tokio::test]
async fn a_relative_url_is_relative_to_where_redirects_led() {
    let server = Server::new(|request, _| match &*request.target {
        "/v1/urls?limit=3" => Answer::with(307, &[("location", "/v2/shelves/urls/")], ""),
        "/v2/shelves/urls/" => Answer::json(200, r#"{"shelf":null,"position":{"next":"?page=2"}}"#),
        _ => Answer::json(200, r#"{"shelf":null,"position":{"next":null}}"#),
    })
    .await;
    let page = client(&server).listings().url().limit(3).await;
    let page = page.expect("a page");
    let next = page.next_page().await.expect("a page");
    assert!(next.is_some());
    assert_eq!(server.requests()[2].target, "/v2/shelves/urls/?page=2");
}

#[tokio::test]
async fn an_absolute_url_of_the_base_is_used_as_it_is() {
    let server = Server::new(|request, _| {
        let host = request.header("host").unwrap_or_default();
        page(Shape::Url, start(request), 7, &format!("http://{host}/v1"))
    })
    .await;
    let (seen, error) = read(&client(&server), Shape::Url, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((seen.len(), server.count()), (7, 3));
}

#[tokio::test]
async fn a_server_on_this_machine_may_call_itself_localhost() {
    let server = Server::new(|request, _| {
        let host = request.header("host").unwrap_or_default();
        let host = host.replace("127.0.0.1", "localhost");
        page(Shape::Url, start(request), 7, &format!("http://{host}/v1"))
    })
    .await;
    let (seen, error) = read(&client(&server), Shape::Url, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((seen.len(), server.count()), (7, 3));
}

#[tokio::test]
async fn any_other_url_is_refused_and_nothing_is_sent() {
    let other = Server::answering([Answer::json(200, "{}")]).await;
    for url in [
        other.url() + "/urls?secret=1",
        "https://evil.example/v1/urls?secret=1".to_owned(),
        "https://api.example.com.evil.example/v1/urls?secret=1".to_owned(),
        "https://api.example.com/v10/urls?secret=1".to_owned(),
        "https://user:word@api.example.com/v1/urls?secret=1".to_owned(),
        "ftp://api.example.com/v1/urls?secret=1".to_owned(),
        "data:text/plain,secret=1".to_owned(),
        "https://[/?secret=1".to_owned(),
    ] {
        let server = naming(&url).await;
        let error = second(&client(&server), &server)
            .await
            .expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Pagination, "{url}");
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!((server.count(), other.count()), (1, 0), "{url}");
    }
    let server = naming("https://evil.example/x").await;
    let error = second(&client(&server), &server)
        .await
        .expect_err("refused");
    let expected = format!(
        "broken pagination for url: expected the next page at 127.0.0.1:{}, found its URL at evil.example",
        server.port()
    );
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_cursor_that_leads_elsewhere_is_an_invalid_request() {
    let server = naming("x").await;
    let request = client(&server)
        .listings()
        .url()
        .at_cursor("https://evil.example/x");
    let error = request.await.expect_err("refused");
    assert_eq!(
        (error.kind(), server.count()),
        (ErrorKind::InvalidRequest, 0)
    );
}

#[tokio::test]
async fn credentials_and_defaults_are_those_of_the_client() {
    let server = naming("/v1/urls?limit=3&key=sk-of-another&team=red").await;
    let client = builder(&server)
        .share_key("sk-share")
        .default_query("team", "blue")
        .default_query("lang", "en")
        .build()
        .expect("a client");
    let page = client.listings().url().limit(3).await.expect("a page");
    assert_eq!(page.cursor(), Some("/v1/urls?limit=3&team=red"));
    page.next_page().await.expect("a page");
    let second = &server.requests()[1];
    assert_eq!(second.parameter("key"), Some("sk-share"));
    assert_eq!(second.target.matches("key=").count(), 1);
    assert_eq!(second.parameter("team"), Some("red"));
    assert_eq!(second.parameter("lang"), Some("en"));
}

/// The operation takes no credential, but another one of the API takes this in its query.
#[tokio::test]
async fn a_url_keeps_no_credential_of_the_api() {
    let ask = Ask {
        filter: "new".to_owned(),
        cursor: None,
        skip: None,
    };
    let url = "/v1/searches-of-things/more?a=1&k%65y=sk-of-another&key=sk-of-another";
    let server = naming(url).await;
    let request = || client(&server).listings().search().ask(ask.clone());
    let page = request().await.expect("a page");
    let cursor = "/v1/searches-of-things/more?a=1";
    assert_eq!(page.cursor(), Some(cursor));
    page.next_page().await.expect("a page");
    // Nor does a cursor that was kept before.
    request().at_cursor(url).await.expect("a page");
    let requests = server.requests();
    assert_eq!(
        (&*requests[1].target, &*requests[2].target),
        (cursor, cursor)
    );
}

#[tokio::test]
async fn the_page_after_a_post_is_read_by_get() {
    let server = Server::new(|request, _| page(Shape::SearchByUrl, start(request), 5, "/v1")).await;
    let (seen, error) = read(&client(&server), Shape::SearchByUrl, None).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(seen.len(), 5);
    let requests = server.requests();
    assert_eq!(requests[0].method, "POST");
    assert_eq!(requests[1].method, "GET");
    assert_eq!(requests[1].path(), "/v1/searches-of-things/more");
    assert!(requests[1].body.is_empty());
    assert_eq!(requests[1].header("content-type"), None);
}
