//! The lines a user writes, as the documentation shows them, each run against a server.

use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use openai_fine_tuning::{Client, Error, ErrorKind};
use tests::answer::Answer;
use tests::scripted::Scripted;

use crate::support::{KEY, checkpoints, client, id, list};

#[test]
fn a_client_from_the_environment() {
    const CHILD: &str = "TESTS_CLIENT_FROM_ENV";
    // A process cannot safely change its own environment, so this test runs itself again in
    // another.
    if std::env::var_os(CHILD).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        return runtime
            .expect("a runtime")
            .block_on(list_from_env())
            .expect("a page");
    }
    let server = api();
    let child = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "call_sites::a_client_from_the_environment"])
        .env(CHILD, "1")
        .env("OPENAI_API_KEY", format!(" {KEY}\n"))
        .env("OPENAI_BASE_URL", server.url("/proxy/v1/"))
        .env("OPENAI_ORG_ID", "org-abc123")
        .env("OPENAI_PROJECT_ID", "proj_abc123")
        .output()
        .expect("this program");
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stdout)
    );

    let requests = server.requests();
    let [request] = requests.as_slice() else {
        panic!("expected one request, found {requests:?}")
    };
    assert_eq!(
        request.path,
        "/proxy/v1/fine_tuning/jobs/ftjob-abc123/checkpoints"
    );
    assert_eq!(
        request.header("authorization"),
        Some("Bearer sk-test"),
        "trimmed"
    );
    assert_eq!(request.header("openai-organization"), Some("org-abc123"));
    assert_eq!(request.header("openai-project"), Some("proj_abc123"));
}

async fn list_from_env() -> Result<(), Error> {
    let client = Client::from_env()?;
    client
        .fine_tuning()
        .jobs()
        .checkpoints()
        .list("ftjob-abc123")
        .await?;
    Ok(())
}

#[test]
fn a_client_with_a_key() -> Result<(), Error> {
    let client = Client::new("sk-test")?;
    assert!(!format!("{client:?}").contains(KEY), "{client:?}");
    Ok(())
}

#[tokio::test]
async fn a_page_and_the_next() -> Result<(), Error> {
    let server = api();
    let checkpoints = checkpoints(server.url("/v1"));

    let page = checkpoints.list("ftjob-abc123").limit(20).await?;
    for checkpoint in &page {
        println!("{} {:?}", checkpoint.id, checkpoint.metrics.full_valid_loss);
    }
    let next = page.next_page().await?;
    assert_eq!(next.map(|page| page.data.len()), Some(5));
    Ok(())
}

#[tokio::test]
async fn every_item() -> Result<(), Error> {
    let server = api();
    let checkpoints = checkpoints(server.url("/v1"));

    let mut count = 0;
    let mut items = checkpoints.list("ftjob-abc123").items();
    while let Some(checkpoint) = items.try_next().await? {
        assert_eq!(checkpoint.id, id(count));
        count += 1;
    }
    let all: Vec<_> = checkpoints
        .list("ftjob-abc123")
        .items()
        .try_collect()
        .await?;
    assert_eq!((count, all.len()), (25, 25));
    Ok(())
}

#[tokio::test]
async fn every_page_from_a_cursor_on() -> Result<(), Error> {
    let server = api();
    let checkpoints = checkpoints(server.url("/v1"));

    let mut pages = checkpoints.list("ftjob-abc123").after("ftckpt_4").pages();
    let mut lengths = Vec::new();
    while let Some(page) = pages.try_next().await? {
        lengths.push(page.data.len());
    }
    assert_eq!(lengths, [10, 10]);
    Ok(())
}

#[tokio::test]
async fn options_of_one_call_and_the_whole_response() -> Result<(), Error> {
    let server = api();
    let checkpoints = checkpoints(server.url("/v1"));

    let response = checkpoints
        .list("ftjob-abc123")
        .timeout(Duration::from_secs(5))
        .max_retries(0)
        .header("x-a", "b")
        .with_response()
        .await?;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(response.body.data.len(), 10);
    let page = response.into_inner();
    assert_eq!(page.into_inner().data.len(), 10);
    assert_eq!(server.requests()[0].header("x-a"), Some("b"));
    Ok(())
}

#[tokio::test]
async fn a_client_with_every_option() -> Result<(), Error> {
    let server = api();
    let client = Client::builder()
        .api_key("sk-test")
        .organization("org-abc123")
        .project("proj_abc123")
        .base_url(server.url("/openai/v1"))
        .timeout(Duration::from_secs(30))
        .connect_timeout(Duration::from_secs(5))
        .deadline(Duration::from_secs(60))
        .max_retries(2)
        .max_response_bytes(64 << 20)
        .default_header("x-team", "blue")
        .default_query("k", "v")
        .build()?;
    client
        .fine_tuning()
        .jobs()
        .checkpoints()
        .list("ftjob-abc123")
        .await?;

    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(
        request.line(),
        "GET /openai/v1/fine_tuning/jobs/ftjob-abc123/checkpoints?k=v"
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("openai-organization"), Some("org-abc123"));
    assert_eq!(request.header("openai-project"), Some("proj_abc123"));
    assert_eq!(request.header("x-team"), Some("blue"));
    let agent = request.header("user-agent").expect("a user agent");
    assert!(agent.starts_with("openai-fine-tuning/"), "{agent}");
    Ok(())
}

#[tokio::test]
async fn a_client_with_an_http_client_of_its_own() -> Result<(), Error> {
    let server = api();
    let http_client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("an HTTP client");
    let client = Client::builder()
        .api_key("sk-test")
        .base_url(server.url("/v1"))
        .http_client(http_client)
        .build()?;
    let page = client
        .fine_tuning()
        .jobs()
        .checkpoints()
        .list("ftjob-abc123")
        .await?;
    assert_eq!(page.data.len(), 10);
    Ok(())
}

#[tokio::test]
async fn items_and_pages_are_streams() -> Result<(), Error> {
    /// What any crate of stream adapters can do.
    async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
        std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
    }

    let server = api();
    let checkpoints = checkpoints(server.url("/v1"));
    let item = next(&mut checkpoints.list("ftjob-abc123").items())
        .await
        .expect("an item")?;
    let page = next(&mut checkpoints.list("ftjob-abc123").pages())
        .await
        .expect("a page")?;
    assert_eq!(item, page.data[0]);
    Ok(())
}

#[tokio::test]
async fn a_request_can_be_spawned_and_kept_for_later() -> Result<(), Error> {
    let server = api();
    let request = checkpoints(server.url("/v1"))
        .list(String::from("ftjob-abc123"))
        .limit(3);
    let again = request.clone();
    assert_eq!(server.requests().len(), 0, "nothing before it is awaited");
    let page = tokio::spawn(request.into_future()).await.expect("a task")?;
    assert_eq!(page.data, again.await?.data);
    Ok(())
}

#[tokio::test]
async fn a_failure_is_tried_again() -> Result<(), Error> {
    let mut attempt = 0;
    let server = Scripted::start(move |request| {
        attempt += 1;
        match attempt {
            1 => Answer::new(429).header("retry-after-ms", "1"),
            2 => Answer::reset(),
            _ => list(request, 25),
        }
    })
    .expect("a server");
    let page = checkpoints(server.url("/v1")).list("ftjob-abc123").await?;
    assert_eq!(page.data.len(), 10);
    assert_eq!(server.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_late_is_a_timeout() {
    let server = Scripted::start(|request| list(request, 25).delay(Duration::from_secs(600)));
    let server = server.expect("a server");
    let request = checkpoints(server.url("/v1"))
        .list("ftjob-abc123")
        .max_retries(0);
    let error = request
        .timeout(Duration::from_millis(50))
        .await
        .expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_retryable());
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_mistake_is_told_when_the_request_is_awaited() {
    let server = api();
    let client = client(server.url("/v1"));
    let checkpoints = client.fine_tuning().jobs().checkpoints();
    for request in [
        checkpoints.list("ftjob-abc123").header("a b", "c"),
        checkpoints.list(".."),
    ] {
        let error = request.await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
        assert_eq!(error.operation(), Some("listFineTuningJobCheckpoints"));
    }
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn without_a_key_there_is_no_client_and_the_variable_is_named() {
    const CHILD: &str = "TESTS_CLIENT_WITHOUT_KEY";
    if std::env::var_os(CHILD).is_some() {
        for result in [
            Client::from_env(),
            Client::builder().build(),
            Client::new(" "),
        ] {
            let error = result.expect_err("no client without a key");
            assert_eq!(error.kind(), ErrorKind::Configuration);
            println!("{error}");
        }
        return;
    }
    let name = "call_sites::without_a_key_there_is_no_client_and_the_variable_is_named";
    for key in [None, Some(""), Some(" \t")] {
        let mut child = std::process::Command::new(std::env::current_exe().expect("this program"));
        child.args(["--exact", name, "--nocapture"]).env(CHILD, "1");
        match key {
            Some(key) => child.env("OPENAI_API_KEY", key),
            None => child.env_remove("OPENAI_API_KEY"),
        };
        let output = child.output().expect("this program");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{text}");
        for line in [
            "expected api_key (or OPENAI_API_KEY in the environment), found no credential",
            "expected a credential as api_key, found an empty text",
        ] {
            assert!(text.contains(line), "expected {line:?} in\n{text}");
        }
    }
}

fn api() -> Scripted {
    crate::support::logs::listen();
    let script = |request: &_| list(request, 25).header("x-request-id", "req_1");
    Scripted::start(script).expect("a server")
}
