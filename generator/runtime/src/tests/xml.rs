//! Bodies, answers and errors in XML, over HTTP.

use super::support::{Answer, Server, client};
use crate::runtime::error::ErrorKind;
use crate::sample::{Refusal, Thing};

const XML: &[(&str, &str)] = &[("content-type", "application/xml")];

fn thing(size: f64) -> Thing {
    serde_json::from_value(serde_json::json!({ "id": "a & b", "size": size })).expect("a thing")
}

#[tokio::test]
async fn a_body_and_its_answer_are_elements() {
    let answer = "<?xml version=\"1.0\"?>\n<thing id='b'><size>2.5</size></thing>";
    let server = Server::answering([
        Answer::with(200, XML, answer),
        Answer::with(200, XML, answer),
    ])
    .await;
    let marks = client(&server).marks();
    let marked = marks.create(&thing(1.0)).await.expect("a thing");
    assert_eq!((marked.id.as_str(), marked.size), ("b", Some(2.5)));
    marks
        .create_as_text_xml(&thing(1.0))
        .await
        .expect("a thing");
    let sent = server.requests();
    let types: Vec<_> = sent
        .iter()
        .map(|request| request.header("content-type"))
        .collect();
    assert_eq!(types, [Some("application/xml"), Some("text/xml")]);
    assert_eq!(
        String::from_utf8_lossy(&sent[0].body),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><thing id=\"a &amp; b\"><size>1.0</size></thing>"
    );
    assert_eq!(sent[0].header("accept"), Some("application/xml"));
}

#[tokio::test]
async fn the_declaration_names_the_charset() {
    let body = b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><thing id='\xe9'/>";
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    let answer = [head.as_bytes(), body].concat();
    let server = Server::answering([Answer::raw(answer)]).await;
    let marked = client(&server).marks().create(&thing(1.0)).await;
    assert_eq!(marked.expect("a thing").id, "é");
}

/// What is written into a text of UTF-16, as .NET does, is often sent as UTF-8 with that declaration.
#[tokio::test]
async fn a_declaration_of_utf_16_that_can_be_read_is_not_true() {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><thing id='\u{e9}'/>";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for body in [text.as_bytes(), &[b"\xff\xfe", &wide[..]].concat()] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        let answer = [head.as_bytes(), body].concat();
        let server = Server::answering([Answer::raw(answer)]).await;
        let marked = client(&server).marks().create(&thing(1.0)).await;
        assert_eq!(marked.expect("a thing").id, "\u{e9}");
    }
}

#[tokio::test]
async fn an_error_in_xml_is_described() {
    let refused = "<refusal><message>no</message></refusal>";
    let server = Server::answering([Answer::with(400, XML, refused)]).await;
    let error = client(&server).marks().create(&thing(1.0)).await;
    let error = error.expect_err("it is refused");
    assert!(error.to_string().ends_with("(400): no"), "{error}");
    let refusal: &Refusal = error.described().expect("a refusal");
    assert_eq!(refusal.message, "no");
}

#[tokio::test]
async fn what_is_no_such_element_is_a_decode_error() {
    for (answer, message) in [
        (
            "<Error><Code>1</Code></Error>",
            "expected <thing>, found <Error>",
        ),
        (
            "<thing id='a'><size>big</size></thing>",
            "size: expected a number, found \"big\"",
        ),
        ("{}", "expected XML, found no element"),
    ] {
        let server = Server::answering([Answer::with(200, XML, answer)]).await;
        let error = client(&server).marks().create(&thing(1.0)).await;
        let error = error.expect_err("it is no thing");
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[tokio::test]
async fn a_number_that_xml_readers_refuse_is_not_sent() {
    let server = Server::answering([]).await;
    let nan = Thing {
        size: Some(f64::NAN),
        ..thing(1.0)
    };
    let error = client(&server).marks().create(&nan).await;
    assert_eq!(
        error.expect_err("no number").kind(),
        ErrorKind::InvalidRequest
    );
    assert_eq!(server.count(), 0);
}
