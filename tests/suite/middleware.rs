//! What may stand between a client and the wire: functions of the caller's, and a stack of tower's.
//! Both are written as a program would write them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use http::{HeaderValue, Request, Response};
use openai_fine_tuning::transport::{
    Body, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use openai_fine_tuning::{Client, Error};
use tests::answer::Answer;
use tests::scripted::Scripted;
use tower::util::BoxCloneSyncService;
use tower::{BoxError, ServiceBuilder, ServiceExt as _};

use crate::support::{JOB, KEY, page};

#[tokio::test]
async fn a_function_signs_and_measures_every_attempt() -> Result<(), Error> {
    let (busy, whole) = (
        Answer::new(503).header("retry-after-ms", "1"),
        page(0..1, Some(false)),
    );
    let asked = AtomicUsize::new(0);
    let server = Scripted::start(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => busy.clone(),
        _ => Answer::json(&whole),
    });
    let server = server.expect("a server");
    let times: Arc<Mutex<Vec<Duration>>> = Arc::default();

    let measured = Arc::clone(&times);
    let client = Client::builder()
        .api_key(KEY)
        .base_url(server.url("/v1"))
        .intercept(move |mut request, next| {
            let measured = Arc::clone(&measured);
            let signature = format!("{} {}", request.method(), request.uri().path());
            let signature = HeaderValue::from_str(&signature).expect("a path is a header's value");
            request.headers_mut().insert("x-signature", signature);
            async move {
                let begun = Instant::now();
                let answer = next.send(request).await;
                measured.lock().expect("no panic").push(begun.elapsed());
                answer
            }
        })
        .build()?;

    client.fine_tuning().jobs().checkpoints().list(JOB).await?;
    assert_eq!(times.lock().expect("no panic").len(), 2);
    let expected = format!("GET /v1/fine_tuning/jobs/{JOB}/checkpoints");
    for request in server.requests() {
        assert_eq!(request.header("x-signature"), Some(&*expected));
    }
    Ok(())
}

/// Sends requests through a stack of tower's.
struct Stack(BoxCloneSyncService<Request<Body>, Response<Body>, BoxError>);

impl Transport for Stack {
    fn send(&self, request: Request<Body>) -> TransportFuture {
        let service = self.0.clone();
        Box::pin(async move {
            let answer = service.oneshot(request).await;
            // What is no error of HTTP is one of a layer.
            answer.map_err(|error| match error.downcast::<TransportError>() {
                Ok(error) => *error,
                Err(error) => TransportError::new(TransportErrorKind::Connect, error.to_string()),
            })
        })
    }
}

#[tokio::test]
async fn a_stack_of_tower_limits_and_logs() -> Result<(), Box<dyn std::error::Error>> {
    let whole = page(0..1, Some(false));
    let server = Scripted::start(move |_| Answer::json(&whole).delay(Duration::from_millis(30)));
    let server = server.expect("a server");
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));

    let policy = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(policy).build()?;
    let (written, inside, highest) = (Arc::clone(&log), Arc::clone(&now), Arc::clone(&most));
    let stack = ServiceBuilder::new()
        .concurrency_limit(2)
        .map_request(move |request: Request<Body>| {
            let line = format!("{} {}", request.method(), request.uri().path());
            written.lock().expect("no panic").push(line);
            request
        })
        .service_fn(move |request| {
            highest.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let (sent, inside) = (http.send(request), Arc::clone(&inside));
            async move {
                let answer = sent.await;
                inside.fetch_sub(1, Ordering::SeqCst);
                answer.map_err(BoxError::from)
            }
        });
    let client = Client::builder()
        .api_key(KEY)
        .base_url(server.url("/v1"))
        .transport(Stack(BoxCloneSyncService::new(stack)))
        .build()?;

    let calls = (0..6).map(|_| {
        let checkpoints = client.fine_tuning().jobs().checkpoints();
        tokio::spawn(async move { checkpoints.list(JOB).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await??;
    }
    assert_eq!(most.load(Ordering::SeqCst), 2);
    let log = log.lock().expect("no panic");
    let expected = format!("GET /v1/fine_tuning/jobs/{JOB}/checkpoints");
    assert_eq!((log.len(), &log[0]), (6, &expected));
    Ok(())
}

#[tokio::test]
async fn an_error_of_a_layer_is_one_of_the_connection() -> Result<(), Box<dyn std::error::Error>> {
    let stack = ServiceBuilder::new().service_fn(async |_: Request<Body>| {
        Err::<Response<Body>, BoxError>("the circuit is open".into())
    });
    let client = Client::builder()
        .api_key(KEY)
        .base_url("http://127.0.0.1:9")
        .max_retries(0)
        .transport(Stack(BoxCloneSyncService::new(stack)))
        .build()?;
    let error = client.fine_tuning().jobs().checkpoints().list(JOB).await;
    assert_eq!(
        error.expect_err("an error").to_string(),
        "connection failed for listFineTuningJobCheckpoints: the circuit is open (127.0.0.1:9)"
    );
    Ok(())
}
