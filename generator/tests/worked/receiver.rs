//! A server that learns from webhooks which jobs are done.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use fine_tuning::{HeaderMap, Webhook, WebhookError, Webhooks};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// More than any webhook has.
const LONGEST_BODY: usize = 1 << 20;

/// What was received.
pub struct Receiver {
    webhooks: Webhooks,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// The messages that were received: each may be sent more than once.
    messages: HashSet<String>,
    /// What happened, a line each.
    log: Vec<String>,
}

impl Receiver {
    pub fn new(webhooks: Webhooks) -> Self {
        Self {
            webhooks,
            known: Mutex::default(),
        }
    }

    /// Answers all requests of a listener.
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let receiver = Arc::clone(&self);
            tokio::spawn(async move {
                let answer = service_fn(|request| receiver.answer(request));
                // A connection that breaks is the sender's to open again.
                let _ = http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), answer)
                    .await;
            });
        }
    }

    /// What happened so far.
    pub fn log(&self) -> Vec<String> {
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .log
            .clone()
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<Empty<Bytes>>, Infallible> {
        let (head, body) = request.into_parts();
        let received = match Limited::new(body, LONGEST_BODY).collect().await {
            Ok(body) => self.receive(&head.headers, &body.to_bytes()),
            Err(error) => Err(WebhookError::Body(error.to_string())),
        };
        let mut answer = Response::new(Empty::new());
        *answer.status_mut() = match received {
            Ok(()) => StatusCode::NO_CONTENT,
            Err(_) => StatusCode::BAD_REQUEST,
        };
        Ok(answer)
    }

    fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        let message = self.webhooks.verify(headers, body)?;
        let webhook = Webhook::parse(body)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.messages.insert(message.id) {
            known.log.push(match webhook {
                Webhook::FineTuningJobSucceeded(event) => format!("{} succeeded", event.data.id),
                Webhook::FineTuningJobFailed(event) => format!("{} failed", event.data.id),
                other => format!("passed over: {other:?}"),
            });
        }
        Ok(())
    }
}
