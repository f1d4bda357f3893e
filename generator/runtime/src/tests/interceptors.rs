//! Functions of the caller's around every request that leaves.

use std::sync::{Arc, Mutex};

use http::HeaderValue;

use super::support::{Answer, KEY, Server, builder, thing};
use crate::runtime::http::transport::{Body, TransportError, TransportErrorKind};

/// What an interceptor saw.
type Seen = Arc<Mutex<Vec<String>>>;

fn note(seen: &Seen, line: impl Into<String>) {
    seen.lock().expect("a list").push(line.into());
}

#[tokio::test]
async fn each_attempt_and_each_redirect_passes() {
    let server = Server::answering([
        Answer::with(503, &[("retry-after-ms", "1")], "{}"),
        Answer::with(307, &[("location", "/v1/things/b")], ""),
        Answer::json(200, thing("b")),
    ])
    .await;
    let (seen, inner) = (Seen::default(), Seen::default());
    let (outer, within) = (Arc::clone(&seen), Arc::clone(&inner));
    let client = builder(&server)
        .intercept(move |mut request, next| {
            let seen = Arc::clone(&outer);
            async move {
                let signature = format!("{}-{}", request.uri().path(), request.attempt());
                let signature = HeaderValue::from_str(&signature).expect("a value");
                request.headers_mut().insert("x-signature", signature);
                let (operation, attempt) =
                    (request.operation().map(str::to_owned), request.attempt());
                let answer = next.send(request).await?;
                let status = answer.status().as_u16();
                note(&seen, format!("{operation:?} {attempt} {status}"));
                Ok(answer)
            }
        })
        .intercept(move |request, next| {
            note(
                &within,
                format!("{:?}", request.headers().get("x-signature")),
            );
            next.send(request)
        })
        .build();
    client
        .expect("a client")
        .things()
        .retrieve("a")
        .await
        .expect("a thing");
    assert_eq!(
        *seen.lock().expect("a list"),
        [
            r#"Some("getThing") 1 503"#,
            r#"Some("getThing") 2 307"#,
            r#"Some("getThing") 2 200"#,
        ]
    );
    assert_eq!(
        inner.lock().expect("a list")[2],
        r#"Some("/v1/things/b-2")"#
    );
    let signatures: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("x-signature").map(str::to_owned))
        .collect();
    let expected = ["/v1/things/a-1", "/v1/things/a-2", "/v1/things/b-2"];
    assert_eq!(signatures, expected.map(|text| Some(text.to_owned())));
}

#[tokio::test]
async fn an_interceptor_can_answer_by_itself() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let client = builder(&server)
        .intercept(|_, _| async {
            Ok(http::Response::new(Body::from(
                thing("cached").into_bytes(),
            )))
        })
        .build();
    let found = client.expect("a client").things().retrieve("a").await;
    assert_eq!(found.expect("a thing").id, "cached");
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn an_error_of_an_interceptor_is_one_of_the_transport() {
    let server = Server::answering([Answer::json(200, thing("a"))]).await;
    let client = builder(&server)
        .intercept(|request, next| async move {
            match request.attempt() {
                1 => Err(TransportError::new(TransportErrorKind::Reset, "no luck")),
                _ => next.send(request).await,
            }
        })
        .build();
    client
        .expect("a client")
        .things()
        .retrieve("a")
        .await
        .expect("a thing, the second time");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn nothing_that_an_interceptor_prints_has_a_secret() {
    let echo = format!("/v1/things?key={KEY}");
    let server = Server::answering([Answer::with(200, &[("x-seen", &echo)], &thing("a"))]).await;
    let seen = Seen::default();
    let printed = Arc::clone(&seen);
    let client = crate::runtime::client::Client::builder()
        .base_url(server.url())
        .admin_key(KEY)
        .share_key(KEY)
        .session(KEY)
        .intercept(move |request, next| {
            note(&printed, format!("{request:?} {next:?}"));
            let (sent, printed) = (next.send(request), Arc::clone(&printed));
            async move {
                let answer = sent.await?;
                note(&printed, format!("{answer:?}"));
                Ok(answer)
            }
        })
        .build();
    let things = client.expect("a client").things();
    let call = things.create(&super::support::new_thing());
    call.await.expect("a thing");
    let seen = seen.lock().expect("a list");
    assert_eq!(seen.len(), 2);
    assert!(seen[0].contains("key=[redacted]"), "{seen:?}");
    assert!(!seen.iter().any(|line| line.contains(KEY)), "{seen:?}");
}
