//! Forms, texts and bytes; requests that are made without being sent.

use super::support::{Answer, KEY, Received, Server, client, new_thing, willing};
use crate::runtime::calls::call::Call;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request::answer;
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;
use crate::runtime::http::body::Body;
use crate::runtime::wire::xml::{Element, Holds, Name};

/// The last request of a server.
fn last(server: &Server) -> Received {
    server.requests().pop().expect("a request")
}

#[tokio::test]
async fn a_form_keeps_its_order_and_what_was_set_last() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let search = client(&server).files().search();
    let call = search
        .clone()
        .words(&["a%20b", "c"])
        .limit(1)
        .words(&["d", "e"]);
    call.await.expect("it is sent");
    let request = last(&server);
    assert_eq!(request.body, b"w%5B%5D=d&w%5B%5D=e&limit=1");
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!(request.header("content-type"), form);
    search.await.expect("it is sent");
    let request = last(&server);
    assert_eq!(
        (request.header("content-type"), request.body.len()),
        (form, 0)
    );
    assert_eq!(request.header("content-length"), Some("0"));
}

#[tokio::test]
async fn a_text_is_sent_as_it_is() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let files = client(&server).files();
    for (described, sent) in [
        ("text/plain", "text/plain"),
        ("text/csv; charset=\"UTF-8\"", "text/csv; charset=\"UTF-8\""),
    ] {
        files.note(described, "ä\r\n").await.expect("it is sent");
        let request = last(&server);
        assert_eq!(request.header("content-type"), Some(sent));
        assert_eq!(request.body, "ä\r\n".as_bytes());
    }
}

/// What is sent under a media type that names a charset: a text, a part, and XML.
#[tokio::test]
async fn nothing_is_sent_in_another_charset_than_the_described_one() {
    static NOTE: Operation = Operation {
        id: "note",
        method: "POST",
        path: "/notes",
        ..Operation::USUAL
    };
    static NOTED: Element = Element::new(Name::new("note"), &Holds::Text);
    let ways: [fn(Call, &'static str, &'static str) -> Call; 3] = [
        |call, media, text| call.text(media, text),
        |call, media, text| call.part_text::<String>("note", text, Some(media)),
        |call, media, text| call.xml::<String>(media, &NOTED, text),
    ];
    let [as_text, as_part, as_xml] = ways;
    let references = ">&#228;</note>";
    for (way, media, text, found) in [
        (as_text, "text/plain; charset=UTF-8", "ä", Some("ä")),
        (as_text, "text/plain; charset=iso-8859-1", "a", Some("a")),
        (as_text, "text/plain; charset=iso-8859-1", "ä", None),
        (as_text, "text/plain; charset=UTF-16", "a", None),
        (
            as_part,
            "text/plain; charset=utf-8",
            "ä",
            Some("\r\n\r\nä\r\n"),
        ),
        (
            as_part,
            "text/plain; charset=us-ascii",
            "a",
            Some("\r\n\r\na\r\n"),
        ),
        (as_part, "text/plain; charset=us-ascii", "ä", None),
        (
            as_part,
            "application/json; charset=us-ascii",
            "ä",
            Some("ä"),
        ),
        (as_xml, "text/xml", "ä", Some(">ä</note>")),
        (
            as_xml,
            "text/xml; charset=iso-8859-1",
            "ä",
            Some(references),
        ),
        (as_xml, "text/xml; charset=utf-16", "a", None),
    ] {
        let server = Server::answering([Answer::json(200, "{}")]).await;
        let call = way(client(&server).call(&NOTE), media, text);
        match (answer(call, |_, _| Ok(())).await, found) {
            (Ok(()), Some(found)) => {
                let body = last(&server).body;
                let body = String::from_utf8_lossy(&body);
                assert!(body.contains(found), "{media}: {body}");
            }
            (Err(error), None) => {
                assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{media}");
                assert!(error.to_string().contains(media), "{error}");
            }
            (result, _) => panic!("{media}: {text}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn bytes_have_a_type_of_the_described_range() {
    let server = Server::answering([Answer::json(200, "{}")]).await;
    let files = client(&server).files();
    for (upload, content_type) in [
        (Upload::bytes("a.png", "a"), "image/png"),
        (Upload::bytes("a.txt", "a"), "application/octet-stream"),
        (Upload::from("a"), "application/octet-stream"),
        (Upload::from("a").content_type("image/x-own"), "image/x-own"),
    ] {
        files.create_image(upload).await.expect("it is sent");
        assert_eq!(last(&server).header("content-type"), Some(content_type));
    }
    files
        .replace(Upload::bytes("a.png", "a"))
        .await
        .expect("it is sent");
    assert_eq!(
        last(&server).header("content-type"),
        Some("application/pdf")
    );
}

#[tokio::test]
async fn a_request_is_made_without_being_sent() {
    let server = willing().await;
    let client = client(&server);
    let call = client.things().create(&new_thing()).build_request();
    let request = call.await.expect("a request");
    assert_eq!(request.method(), "POST");
    let url = format!("{}/things?notify=true", server.url());
    assert_eq!(request.uri().to_string(), url);
    let headers = request.headers();
    assert_eq!(headers["authorization"], format!("Bearer {KEY}"));
    assert_eq!(headers["content-type"], "application/json");
    assert!(headers.contains_key("idempotency-key"));
    let body = request.body().as_bytes().expect("bytes in memory");
    assert_eq!(&**body, br#"{"id":"a","size":1.5}"#);
    let plain: http::Request<Body> = request.into();
    assert_eq!(plain.method(), "POST");

    let keys = Client::builder().admin_key("sk-test-admin");
    let keys = keys.share_key("sk-test/share").build().expect("a client");
    let call = keys.things().create(&new_thing()).build_request();
    let request = call.await.expect("a request");
    assert!(request.uri().to_string().ends_with("&key=sk-test%2Fshare"));
    let shown = format!("{request:?} {request:#?}");
    assert!(
        shown.contains("key=[redacted]") && !shown.contains("sk-test"),
        "{shown}"
    );

    let call = client.files().create("a").checksum("\n").build_request();
    let error = call.await.expect_err("a bad header");
    assert_eq!(
        (error.operation(), error.attempts()),
        (Some("createFile"), 0)
    );
    let missing = client
        .files()
        .replace(Upload::path("/no/such"))
        .build_request();
    missing.await.expect_err("no such file");
    assert_eq!(server.count(), 0);
}

#[test]
fn a_request_is_shown_as_a_command_without_secrets() {
    let client = Client::builder()
        .admin_key("sk-test-admin")
        .share_key("sk-test/share")
        .default_header("x-mine", "sk-test-mine");
    let client = client.build().expect("a client");
    let mut thing = new_thing();
    thing.id = "it's sk-test-admin".to_owned();
    let command = client.things().create(&thing).to_curl().expect("a command");
    let agent = concat!("client-runtime/", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        command,
        format!(
            r#"curl --request POST 'https://api.example.com/v1/things?notify=true&key=[redacted]' \
  --header 'user-agent: {agent}' \
  --header 'x-mine: [redacted]' \
  --header 'accept: application/json' \
  --header 'x-admin-key: [redacted]' \
  --header 'content-type: application/json' \
  --data-raw '{{"id":"it'\''s [redacted]","size":1.5}}'"#
        )
    );
    let error = client.things().retrieve("..").to_curl();
    assert_eq!(
        error.expect_err("a dot segment").kind(),
        ErrorKind::InvalidRequest
    );
}

#[test]
fn files_are_named_in_a_command_and_not_read() {
    let client = Client::builder()
        .api_key("sk-test")
        .build()
        .expect("a client");
    let files = client.files();
    let arguments = |command: Result<String, _>| {
        let command: String = command.expect("a command");
        let (_, arguments) = command
            .split_once("accept: application/json' \\\n  ")
            .expect("a header");
        arguments.replace(" \\\n  ", "\n")
    };
    let path = Upload::path("/no/such file.pdf");
    assert_eq!(
        arguments(files.replace(path.clone()).to_curl()),
        "--header 'content-type: application/pdf'\n--data-binary '@/no/such file.pdf'"
    );
    let reader = Upload::reader("a", &b""[..]);
    for upload in [reader.clone(), "sk-test".into()] {
        assert_eq!(
            arguments(files.replace(upload).to_curl()),
            "--header 'content-type: application/pdf'\n--data-binary '@-'"
        );
    }
    let call = files.create(path).purpose("a \"b\"").attachments([reader]);
    let call = call.metadata(serde_json::json!({ "k": "\\" }));
    assert_eq!(
        arguments(call.to_curl()),
        "--form 'file=@\"/no/such file.pdf\";type=application/pdf;filename=\"such file.pdf\"'\n\
         --form-string 'purpose=a \"b\"'\n\
         --form 'attachments=@\"-\";type=text/csv;filename=\"a\"'\n\
         --form 'metadata=\"{\\\"k\\\":\\\"\\\\\\\\\\\"}\";type=application/json'"
    );
    assert_eq!(
        arguments(files.search().limit(1).to_curl()),
        "--header 'authorization: [redacted]'\n\
         --header 'content-type: application/x-www-form-urlencoded'\n--data-raw 'limit=1'"
    );
}
