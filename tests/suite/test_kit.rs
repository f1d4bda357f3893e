//! The test kit as its users use it: retry and paging code of theirs, tested in memory. The guide
//! (`generator/docs/tests.md`) has a shorter one.

use std::time::Duration;

use openai_fine_tuning::test_util::{Exchange, Reply, TestServer};
use openai_fine_tuning::{Client, Error, ErrorKind};
use serde_json::{Value, json};

/// What a run has read, and where the next one goes on.
#[derive(Debug, PartialEq)]
struct Export {
    steps: Vec<i64>,
    resume_after: Option<String>,
}

/// The code under test: reads every checkpoint of a job, or as many as the API gives today.
async fn export(client: &Client, job: &str, after: Option<String>) -> Result<Export, Error> {
    let mut list = client.fine_tuning().jobs().checkpoints().list(job).limit(2);
    if let Some(after) = after {
        list = list.after(after);
    }
    let (mut pages, mut steps) = (list.pages(), Vec::new());
    loop {
        match pages.try_next().await {
            Ok(Some(page)) => steps.extend(page.data.iter().map(|it| it.step_number)),
            Ok(None) => {
                return Ok(Export {
                    steps,
                    resume_after: None,
                });
            }
            // The client has tried again already. Keep what there is and go on another day.
            Err(error) if error.is_retryable() && pages.cursor().is_some() => {
                let resume_after = pages.cursor().map(str::to_owned);
                return Ok(Export {
                    steps,
                    resume_after,
                });
            }
            Err(error) => return Err(error),
        }
    }
}

/// A client of a server in memory: no socket, no key, and waits that pass at once.
fn client(server: &TestServer) -> Client {
    Client::builder()
        .test_server(server)
        .build()
        .expect("a client")
}

/// The request for a page, by what follows the path.
fn list(query: &str) -> Exchange {
    Exchange::get(&format!("/fine_tuning/jobs/ftjob-1/checkpoints?{query}"))
}

/// A page with the checkpoints of these steps.
fn page(steps: &[i64], has_more: bool) -> Reply {
    let data: Vec<Value> = steps
        .iter()
        .map(|step| {
            json!({
                "object": "fine_tuning.job.checkpoint",
                "id": format!("ftckpt_{step}"),
                "created_at": 1_773_302_400,
                "fine_tuned_model_checkpoint": format!("ft:gpt-4o-mini:my-org::ckpt-step-{step}"),
                "fine_tuning_job_id": "ftjob-1",
                "metrics": {},
                "step_number": step,
            })
        })
        .collect();
    Reply::json(
        200,
        json!({ "object": "list", "data": data, "has_more": has_more }),
    )
}

#[tokio::test]
async fn a_busy_api_is_waited_for() -> Result<(), Error> {
    let server = TestServer::new([
        list("limit=2").reply(Reply::new(429).header("retry-after", "20")),
        list("limit=2").reply(Reply::reset()),
        list("limit=2").reply(page(&[30, 20], true)),
        list("limit=2&after=ftckpt_20").reply(page(&[10], false)),
    ]);
    let all = export(&client(&server), "ftjob-1", None).await?;
    assert_eq!((all.steps, all.resume_after), (vec![30, 20, 10], None));
    // Twenty seconds since the API asked for them, then one since it did not. Neither took any time.
    assert_eq!(server.waits(), [20, 1].map(Duration::from_secs));
    Ok(())
}

#[tokio::test]
async fn an_api_that_stays_busy_is_left_alone_until_another_day() -> Result<(), Error> {
    let server = TestServer::new([
        list("limit=2").reply(page(&[30, 20], true)),
        list("limit=2&after=ftckpt_20").reply(Reply::new(429).header("retry-after", "3600")),
        // The other day.
        list("limit=2&after=ftckpt_20").reply(page(&[10], false)),
    ]);
    let client = client(&server);
    let first = export(&client, "ftjob-1", None).await?;
    assert_eq!(first.steps, [30, 20]);
    assert!(server.waits().is_empty(), "an hour is not waited for");
    let rest = export(&client, "ftjob-1", first.resume_after).await?;
    assert_eq!(rest.steps, [10]);
    Ok(())
}

#[tokio::test]
async fn a_job_that_is_gone_is_an_error() {
    let error = json!({ "error": {
        "message": "No such job.", "type": "invalid_request_error", "param": null, "code": null,
    } });
    let server = TestServer::new([list("limit=2").reply(Reply::json(404, error))]);
    let error = export(&client(&server), "ftjob-1", None).await;
    assert_eq!(error.expect_err("an error").kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_recording_is_replayed_without_a_socket() -> Result<(), Error> {
    let server = TestServer::from_har(include_str!("../recordings/three-pages.har"))?;
    let checkpoints = client(&server).fine_tuning().jobs().checkpoints();
    let list = checkpoints.list("ftjob-abc123").limit(5);
    let all: Vec<_> = list.items().try_collect().await?;
    assert_eq!(all.len(), 12);
    server.finish();
    Ok(())
}

#[tokio::test]
async fn the_first_bytes_of_an_answer_may_come_too_late() {
    let late = page(&[1], false).delay(Duration::from_secs(601));
    let server = TestServer::new([
        list("limit=2").reply(late.clone()),
        list("limit=2").reply(late),
    ]);
    let client = client(&server).to_builder().max_retries(1).build();
    let error = export(&client.expect("a client"), "ftjob-1", None).await;
    assert_eq!(error.expect_err("an error").kind(), ErrorKind::Timeout);
    assert_eq!(
        server.elapsed(),
        Duration::from_millis(2 * 600_000 + 500),
        "two attempts and the wait between them"
    );
}
