//! Each recording through the generated client, over real HTTP: what a user sees of it.

use std::error::Error as _;
use std::time::Duration;

use openai_fine_tuning::{Error, ErrorKind};
use serde_json::Value;

use crate::support::{JOB, KEY, checkpoints, replay};

#[tokio::test]
async fn the_published_example() -> Result<(), Error> {
    let server = replay("published");
    let page = checkpoints(server.url("/v1")).list(JOB).await?;

    assert_eq!(page.has_more, Some(true));
    assert_eq!(
        page.first_id.as_deref(),
        Some("ftckpt_zc4Q7MP6XxulcVzj4MZdwsAB")
    );
    assert_eq!(
        page.last_id.as_deref(),
        Some("ftckpt_enQCFmOTGj3syEpYVhBRLTSy")
    );
    let [newest, oldest] = page.data.as_slice() else {
        panic!("expected two checkpoints, found {}", page.data.len());
    };
    assert_eq!(newest.id, "ftckpt_zc4Q7MP6XxulcVzj4MZdwsAB");
    assert_eq!(newest.created_at.as_second(), 1_519_129_973);
    assert_eq!(
        newest.fine_tuned_model_checkpoint,
        "ft:gpt-3.5-turbo-0125:my-org:custom-suffix:96olL566:ckpt-step-2000",
    );
    assert_eq!(newest.fine_tuning_job_id, JOB);
    assert_eq!(newest.step_number, 2000);
    assert_eq!(newest.metrics.full_valid_loss, Some(0.134));
    assert_eq!(newest.metrics.full_valid_mean_token_accuracy, Some(0.874));
    assert_eq!(
        newest.metrics.train_loss, None,
        "what the API did not send is not there"
    );
    assert_eq!(oldest.id, "ftckpt_enQCFmOTGj3syEpYVhBRLTSy");
    assert_eq!(oldest.step_number, 1000);
    Ok(())
}

#[tokio::test]
async fn the_live_answer() -> Result<(), Error> {
    let server = replay("live");
    let response = checkpoints(server.url("/v1"))
        .list("ftjob-live001")
        .with_response()
        .await?;

    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("req_live"));
    assert_eq!(response.headers()["openai-version"], "2020-10-01");
    let page = response.into_inner();
    assert_eq!(page.has_more, Some(false));
    assert_eq!(
        page.data
            .iter()
            .map(|checkpoint| checkpoint.step_number)
            .collect::<Vec<_>>(),
        [100, 90, 80]
    );

    let last = &page.data[0];
    assert!(
        !last.fine_tuned_model_checkpoint.contains(":ckpt-step-"),
        "the finished model's name"
    );
    assert!(
        page.data[1]
            .fine_tuned_model_checkpoint
            .ends_with(":ckpt-step-90")
    );
    assert_eq!(last.metrics.step, Some(100.0));
    assert_eq!(last.metrics.train_loss, Some(4.76837158203125e-06));
    assert_eq!(last.metrics.train_mean_token_accuracy, Some(1.0));
    assert_eq!(
        last.metrics.extra.get("type").and_then(Value::as_str),
        Some("supervised"),
        "what the description does not name is kept",
    );
    Ok(())
}

#[tokio::test]
async fn three_pages_one_after_the_other() {
    let server = replay("three-pages");
    let list = checkpoints(server.url("/v1")).list(JOB).limit(5);
    // Not `?`: an error would be hidden by the report that the other pages were not used.
    let all: Vec<_> = list.items().try_collect().await.expect("every page");

    let steps: Vec<_> = all.iter().map(|it| it.step_number).collect();
    let expected: Vec<_> = (1..=12).rev().map(|epoch| epoch * 100).collect();
    assert_eq!(steps, expected, "the newest first");
    let losses: Vec<_> = all.iter().filter_map(|it| it.metrics.train_loss).collect();
    assert_eq!(losses.len(), 12);
    assert!(
        losses.is_sorted(),
        "lower, the longer the training: {losses:?}"
    );
    let full = all.iter().filter(|it| it.metrics.full_valid_loss.is_some());
    assert_eq!(
        full.map(|it| it.step_number).collect::<Vec<_>>(),
        [1200, 1000, 700, 400]
    );
}

#[tokio::test]
async fn an_empty_list() -> Result<(), Error> {
    let server = replay("empty");
    let page = checkpoints(server.url("/v1")).list("ftjob-queued").await?;
    assert!(page.data.is_empty());
    assert!(page.first_id.is_null(), "{:?}", page.first_id);
    assert!(page.last_id.is_null(), "{:?}", page.last_id);
    assert_eq!(page.has_more, Some(false));
    assert!(
        page.next_page().await?.is_none(),
        "the end, without a request"
    );
    Ok(())
}

#[tokio::test]
async fn an_unknown_key() {
    let error = failure("unauthorized", JOB).await;
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(error.request_id(), Some("req_unauthorized"));
    assert!(!error.is_retryable());
    let api = error.api_error().expect("a body as described");
    assert_eq!(api.message, "Incorrect API key provided: sk-***.");
    assert_eq!(api.r#type, "invalid_request_error");
    assert_eq!(api.param, None);
    assert_eq!(api.code.as_deref(), Some("invalid_api_key"));
    let text = error.to_string();
    assert!(
        text.contains("listFineTuningJobCheckpoints (401, request req_unauthorized)"),
        "{text}"
    );
    assert!(
        text.ends_with(": Incorrect API key provided: sk-***."),
        "{text}"
    );
}

#[tokio::test]
async fn a_job_that_does_not_exist() {
    let error = failure("not-found", "ftjob-missing").await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.operation(), Some("listFineTuningJobCheckpoints"));
    assert!(!error.is_retryable());
    let api = error.api_error().expect("a body as described");
    assert_eq!(api.param.as_deref(), Some("fine_tuning_job_id"));
    assert_eq!(api.code.as_deref(), Some("fine_tune_not_found"));
}

#[tokio::test]
async fn too_many_requests() {
    let error = failure("rate-limited", JOB).await;
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(20)));
    assert!(error.is_retryable());
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        error.api_error().map(|api| api.r#type.as_str()),
        Some("requests")
    );
    let limits = error.rate_limits();
    let requests = limits.get("requests").expect("a limit on requests");
    assert_eq!((requests.limit, requests.remaining), (Some(60), Some(0)));
    assert_eq!(requests.reset, Some(Duration::from_secs(20)));
    assert_eq!(
        limits.get("tokens").and_then(|tokens| tokens.remaining),
        Some(149_984)
    );
    let text = error.to_string();
    assert!(
        text.starts_with("rate limit exceeded for listFineTuningJobCheckpoints (429, "),
        "{text}"
    );
}

#[tokio::test]
async fn a_gateway_that_answers_in_html() {
    let error = failure("server-error", JOB).await;
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(error.request_id(), Some("req_gateway"));
    assert!(error.is_retryable());
    assert!(
        error.api_error().is_none(),
        "HTML is no error as the API describes it"
    );
    assert_eq!(
        error.headers().expect("the headers of the answer")["content-type"],
        "text/html"
    );
    let body = String::from_utf8_lossy(error.body().expect("the body as it came"));
    assert!(
        body.starts_with("<html>\r\n") && body.ends_with("</html>\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn a_body_cut_short() {
    let error = failure("cut-short", JOB).await;
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.request_id(), Some("req_cut"));
    assert!(error.is_retryable());
    let body = String::from_utf8_lossy(error.body().expect("what came of the body"));
    assert!(body.starts_with("{\n  \"object\": \"list\","), "{body}");
    assert!(
        body.trim_end()
            .ends_with("\"train_loss\": 1.180739673145581e-05,"),
        "{body}"
    );
}

#[tokio::test]
async fn a_metric_of_the_wrong_type() {
    let error = failure("wrong-metric", JOB).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.request_id(), Some("req_wrong"));
    assert!(!error.is_retryable());
    assert!(
        error.body().is_some_and(|body| body.ends_with(b"}")),
        "the body is kept"
    );
    let text = text_with_causes(&error);
    let expected = r#"data[1].metrics.train_loss: expected a number, found "x""#;
    assert!(text.contains(expected), "expected {expected} in {text}");
}

/// The error that a recording leads to, without a retry.
async fn failure(recording: &str, job: &str) -> Error {
    let server = replay(recording);
    let request = checkpoints(server.url("/v1")).list(job).max_retries(0);
    let error = request.await.expect_err("an error");
    server.finish().expect("a whole replay");
    for text in [
        text_with_causes(&error),
        format!("{error:?}"),
        format!("{error:#?}"),
    ] {
        assert!(!text.contains(KEY), "the key in {text}");
    }
    error
}

/// The texts of an error and of its causes.
fn text_with_causes(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}
