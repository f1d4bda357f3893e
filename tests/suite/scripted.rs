//! The scripted server itself: what it sends, what it collects, and how a script fails a test.

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tests::answer::Answer;
use tests::scripted::Scripted;

use crate::plain_http::send;

#[test]
fn an_answer_is_sent_as_scripted_and_its_request_collected() {
    let server = Scripted::start(|request| {
        Answer::new(418)
            .header("x-a", "b")
            .body(request.query_value("q").unwrap_or("none").to_owned())
    })
    .expect("a server");
    let reply = send("PUT", &server.url("/a%20b?q=x+y"), &["X-C: d"], "hello").expect("a reply");
    assert_eq!((reply.status(), reply.body.as_str()), ("418", "x y"));
    assert!(reply.head.contains("x-a: b"), "{}", reply.head);

    let requests = server.requests();
    let [request] = requests.as_slice() else {
        panic!("expected one request, found {requests:?}")
    };
    assert_eq!(request.line(), "PUT /a%20b?q=x+y");
    assert_eq!(request.header("x-c"), Some("d"));
    assert_eq!(request.body, "hello");
}

#[test]
fn a_script_may_keep_count() {
    let mut count = 0;
    let server = Scripted::start(move |_| {
        count += 1;
        Answer::json(count)
    })
    .expect("a server");
    let bodies = [(); 3].map(|()| {
        send("GET", &server.url("/"), &[], "")
            .expect("a reply")
            .body
    });
    assert_eq!(bodies, ["1", "2", "3"]);
}

#[test]
fn a_body_can_be_cut_short() {
    let server = Scripted::start(|_| Answer::json("[1, 2, 3]").cut_after(4)).expect("a server");
    let reply = send("GET", &server.url("/"), &[], "").expect("a reply");
    assert!(reply.head.contains("content-length: 9"), "{}", reply.head);
    assert_eq!(reply.body, "[1, ");
}

#[test]
fn a_connection_can_be_reset() {
    let server = Scripted::start(|_| Answer::reset()).expect("a server");
    let error = send("GET", &server.url("/"), &[], "").expect_err("no reply");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}

#[test]
fn an_answer_that_http_forbids_is_an_objection() {
    let server = Scripted::start(|_| Answer::new(200).header("a b", "c")).expect("a server");
    let reply = send("GET", &server.url("/"), &[], "").expect("a reply");
    assert_eq!(reply.status(), "599");
    assert!(
        reply.body.starts_with("cannot send the answer: "),
        "{}",
        reply.body
    );
}

#[test]
fn a_script_that_panics_fails_its_test() {
    let server =
        Scripted::start(|request| panic!("no answer to {}", request.line())).expect("a server");
    let reply = send("GET", &server.url("/a"), &[], "").expect("a reply");
    assert_eq!(reply.status(), "599");
    let panic = catch_unwind(AssertUnwindSafe(|| drop(server))).expect_err("a panic");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert_eq!(text, "the script panicked: no answer to GET /a");
}

#[test]
fn a_request_shows_no_credential() {
    let server = Scripted::start(|_| Answer::new(204)).expect("a server");
    send(
        "GET",
        &server.url("/"),
        &["authorization: Bearer sk-test"],
        "",
    )
    .expect("a reply");
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer sk-test"));
    assert!(!format!("{requests:?}").contains("sk-test"), "{requests:?}");
}
