//! What requests go out through, and the clock that waits are measured by.

#[cfg(feature = "test-util")]
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use jiff::Timestamp;
use reqwest::{Request, Url};

use crate::runtime::error::Error;
use crate::runtime::http::failure;
use crate::runtime::http::redirect;
use crate::runtime::http::response::Head;
use crate::runtime::http::unfollowed;
#[cfg(feature = "test-util")]
use crate::runtime::test_util::{Script, ScriptedBody};

/// A connection pool and a clock.
#[derive(Clone)]
pub(crate) enum Transport {
    /// HTTP and the clock of this machine.
    Http(reqwest::Client),
    /// The same, with an HTTP client of the caller's.
    Own(reqwest::Client),
    /// Replies written by a test, and a virtual clock.
    #[cfg(feature = "test-util")]
    Script(Arc<Script>),
}

/// A request on its way.
enum Sent<H, O> {
    Http(H),
    Own(O),
    #[cfg(feature = "test-util")]
    Script(Arc<Script>, Box<Request>),
}

/// An answer whose body is still to be read.
pub(crate) enum Incoming {
    Http(reqwest::Response),
    #[cfg(feature = "test-util")]
    Script(ScriptedBody),
}

impl Transport {
    /// Sends through this HTTP client of the caller's.
    pub fn own(client: reqwest::Client) -> Self {
        Self::Own(client)
    }

    /// Sends through a pool of its own.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up on this machine.
    pub fn connecting_within(connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(redirect::same_origin())
            // A referrer would repeat the query, and with it a credential that travels there.
            .referer(false)
            .build()
            .map(Self::Http)
    }

    /// Whether anything can be sent from here.
    ///
    /// # Errors
    ///
    /// Says what is missing: sockets and timers need a tokio runtime, and panic without one.
    pub fn ready(&self) -> Result<(), String> {
        match self {
            Self::Http(_) | Self::Own(_) => match tokio::runtime::Handle::try_current() {
                Ok(_) => Ok(()),
                Err(_) => Err("expected a tokio runtime around the call, found none".to_owned()),
            },
            #[cfg(feature = "test-util")]
            Self::Script(_) => Ok(()),
        }
    }

    /// Sends a request, until the head of the answer is there.
    ///
    /// Not an `async fn`, whose future would hold the request twice.
    ///
    /// # Errors
    ///
    /// There was no answer, or not in time.
    pub fn send(&self, request: Request) -> impl Future<Output = Result<Incoming, Error>> + use<> {
        let sent = match self {
            Self::Http(client) => Sent::Http(client.execute(request)),
            Self::Own(client) => Sent::Own(Box::pin(unfollowed::send(client.clone(), request))),
            #[cfg(feature = "test-util")]
            Self::Script(script) => Sent::Script(Arc::clone(script), Box::new(request)),
        };
        async move {
            match sent {
                Sent::Http(answer) => answer.await.map(Incoming::Http).map_err(failure::http),
                Sent::Own(answer) => answer.await.map(Incoming::Http).map_err(failure::http),
                #[cfg(feature = "test-util")]
                Sent::Script(script, request) => script.answer(&request).map(Incoming::Script),
            }
        }
    }

    /// The result of a future, unless it takes longer.
    pub async fn within<T>(&self, left: Duration, future: impl Future<Output = T>) -> Option<T> {
        match self {
            Self::Http(_) | Self::Own(_) => tokio::time::timeout(left, future).await.ok(),
            #[cfg(feature = "test-util")]
            Self::Script(script) => {
                let end = script.now().checked_add(left);
                let result = future.await;
                match end.filter(|end| *end <= script.now()) {
                    Some(end) => {
                        script.give_up_at(end);
                        None
                    }
                    None => Some(result),
                }
            }
        }
    }

    /// Waits.
    pub async fn sleep(&self, wait: Duration) {
        match self {
            Self::Http(_) | Self::Own(_) => tokio::time::sleep(wait).await,
            #[cfg(feature = "test-util")]
            Self::Script(script) => script.sleep(wait),
        }
    }

    /// The moment on the clock that waits are measured by.
    pub fn now(&self) -> Instant {
        match self {
            Self::Http(_) | Self::Own(_) => Instant::now(),
            #[cfg(feature = "test-util")]
            Self::Script(script) => script.now(),
        }
    }

    /// The date and time.
    pub fn timestamp(&self) -> Timestamp {
        match self {
            Self::Http(_) | Self::Own(_) => Timestamp::now(),
            #[cfg(feature = "test-util")]
            Self::Script(script) => script.timestamp(),
        }
    }

    /// A number from 0 to 1 that shortens a wait.
    pub fn random(&self) -> f64 {
        match self {
            Self::Http(_) | Self::Own(_) => fastrand::f64(),
            #[cfg(feature = "test-util")]
            Self::Script(_) => 0.0,
        }
    }
}

impl Incoming {
    /// Where the answer came from, redirects followed; `None` when it was written by a test.
    pub fn url(&self) -> Option<&Url> {
        match self {
            Self::Http(response) => Some(response.url()),
            #[cfg(feature = "test-util")]
            Self::Script(_) => None,
        }
    }

    /// Status and headers; the headers are given away.
    pub fn take_head(&mut self) -> Head {
        match self {
            Self::Http(response) => Head {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
            },
            #[cfg(feature = "test-util")]
            Self::Script(reply) => reply.head.clone(),
        }
    }

    /// The length of the body, where the answer tells it.
    pub fn content_length(&self) -> Option<u64> {
        match self {
            Self::Http(response) => response.content_length(),
            #[cfg(feature = "test-util")]
            Self::Script(_) => None,
        }
    }

    /// The next piece of the body; `None` at its end.
    ///
    /// # Errors
    ///
    /// The connection broke, or the time was up.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        match self {
            Self::Http(response) => response.chunk().await.map_err(failure::http),
            #[cfg(feature = "test-util")]
            Self::Script(reply) => reply.chunk(),
        }
    }
}
