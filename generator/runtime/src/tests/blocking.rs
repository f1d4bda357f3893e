//! Feature `blocking`: the same calls without async.

use super::support::uploads::{content, file};
use super::support::{Answer, Server, client, list, thing};
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::error::ErrorKind;

/// A server that runs while the calling thread blocks.
fn serve(run: impl FnOnce(&Server) + Send) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime for the server");
    let server = runtime.block_on(Server::new(|request, _| {
        match (request.method.as_str(), request.query()) {
            ("DELETE", _) => Answer::with(204, &[], ""),
            (_, "limit=2") => Answer::json(200, list(&["a", "b"], r#","has_more":true"#)),
            (_, "limit=2&after=b") => Answer::json(200, list(&["c"], r#","has_more":false"#)),
            (_, "k=404") => Answer::json(404, "{}"),
            _ => Answer::json(200, thing("a")),
        }
    }));
    run(&server);
}

#[test]
fn everything_that_can_be_awaited_can_be_waited_for() {
    serve(|server| {
        let things = client(server).things();
        assert_eq!(things.retrieve("a").wait().expect("a thing").id, "a");
        things.delete("a").wait().expect("nothing");
        let response = things
            .retrieve("a")
            .with_response()
            .wait()
            .expect("a thing");
        assert_eq!(response.status().as_u16(), 200);
        let page = things.list().limit(2).wait().expect("a page");
        let next = page
            .next_page()
            .wait()
            .expect("a page")
            .expect("a second page");
        assert_eq!(next.data[0].id, "c");
        let ids: Result<Vec<_>, _> = things
            .list()
            .limit(2)
            .items()
            .wait()
            .map(|thing| thing.map(|thing| thing.id))
            .collect();
        assert_eq!(ids.expect("every thing"), ["a", "b", "c"]);
        let sizes: Vec<_> = things
            .list()
            .limit(2)
            .pages()
            .wait()
            .flatten()
            .map(|page| page.data.len())
            .collect();
        assert_eq!(sizes, [2, 1]);
        let all: Vec<_> = things
            .list()
            .limit(2)
            .items()
            .try_collect()
            .wait()
            .expect("every thing");
        assert_eq!(all.len(), 3);
        let error = things
            .retrieve("a")
            .extra_query("k", "404")
            .wait()
            .expect_err("status 404");
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert!(server.open() < server.count(), "connections are used again");
    });
}

#[test]
fn many_threads_can_wait_at_once() {
    serve(|server| {
        let client = client(server);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| client.things().retrieve("a").wait().expect("a thing"));
            }
        });
        assert_eq!(server.count(), 8);
    });
}

#[test]
fn waiting_inside_a_task_works_too() {
    serve(|server| {
        let client = client(server);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            // More than a task's budget, which would never come back while this thread waits.
            for _ in 0..300 {
                client.things().retrieve("a").wait().expect("a thing");
            }
        });
    });
}

#[test]
fn timeouts_and_retries_need_no_runtime_of_the_caller() {
    let client = Client::builder()
        .api_key("sk-test")
        .base_url("http://127.0.0.1:1")
        .max_retries(1);
    let client = client.build().expect("a client");
    let error = client
        .things()
        .retrieve("a")
        .wait()
        .expect_err("nobody listens");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 2));
}

#[test]
fn an_iterator_ends_with_its_first_error() {
    let client = Client::builder()
        .api_key("sk-test")
        .base_url("http://127.0.0.1:1")
        .max_retries(0);
    let things = client.build().expect("a client").things();
    let all: Vec<_> = things.list().items().wait().collect();
    assert!(all.len() == 1 && all[0].is_err(), "{all:?}");
    assert_eq!(things.list().pages().wait().flatten().count(), 0);
}

#[test]
fn files_and_readers_are_sent_without_async() {
    let bytes = content(200_000);
    let (_folder, path) = file("a.bin", &bytes);
    serve(|server| {
        let files = client(server).files();
        for upload in [
            Upload::path(&path),
            Upload::blocking_reader("a.bin", std::io::Cursor::new(bytes.clone())),
        ] {
            let call = files.replace(upload).build_request().wait();
            assert_eq!(call.expect("a request").method(), "PUT");
        }
        for upload in [
            Upload::path(&path),
            Upload::blocking_reader("a.bin", std::io::Cursor::new(bytes.clone())),
        ] {
            files.replace(upload).wait().expect("it is sent");
            assert!(server.requests().last().expect("a request").body == bytes);
        }
    });
}

#[test]
fn streams_are_iterated() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime for the server");
    let pause = std::time::Duration::from_millis(20);
    let server = runtime.block_on(Server::answering([
        Answer::chunked("text/event-stream")
            .chunk(pause, format!("data: {}\n\n", thing("a")))
            .chunk(pause, format!("data: {}\n\n", thing("b")))
            .close(),
        Answer::chunked("application/jsonl")
            .chunk(pause, thing("c"))
            .end(),
    ]));
    let changes = client(&server).changes();
    let mut events = changes.follow().wait().expect("a stream").wait();
    assert_eq!(events.get_ref().status().as_u16(), 200);
    let mut ids = Vec::new();
    let error = loop {
        match events.next().expect("an error at last") {
            Ok(thing) => ids.push(thing.id),
            Err(error) => break error,
        }
    };
    assert_eq!(
        (ids, error.kind()),
        (vec!["a".to_owned(), "b".to_owned()], ErrorKind::Connection)
    );
    assert!(events.next().is_none());
    let items = changes.watch().wait().expect("a stream").wait();
    let ids: Result<Vec<_>, _> = items.map(|thing| thing.map(|thing| thing.id)).collect();
    assert_eq!(ids.expect("every thing"), ["c"]);
}
