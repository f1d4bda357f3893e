//! Answers that are read as they arrive.

use std::time::Instant;

use bytes::Bytes;
use http::StatusCode;
use http::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::http::body::Body;
use crate::runtime::http::exchange;
use crate::runtime::http::failure;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::limit::Limit;
use crate::runtime::http::receive::{Receive, Received, receive};
use crate::runtime::http::redirect::Left;
use crate::runtime::http::response::{Head, Response};
#[cfg(feature = "tracing")]
use crate::runtime::http::trace::{self, Instrument};

/// A successful answer, whose body may still have to be read.
pub(crate) struct Opened {
    pub head: Head,
    /// The whole body; empty if `rest` is to be read.
    pub body: Bytes,
    pub rest: Rest,
}

/// The body of an answer that is still to be read, and the call that it answers.
pub(crate) struct Rest {
    call: Call,
    attempts: u32,
    ends: Option<Instant>,
    body: Body,
    /// How it came from another origin, if it did.
    pub left: Option<Left>,
    #[cfg(feature = "tracing")]
    span: trace::Span,
}

/// Turns an answer into the value that the caller gets.
pub(crate) type Read<T> = fn(&mut Opened) -> Result<T, String>;

impl Opened {
    /// Takes the rest of the answer, wherever it came from; after that it is empty.
    pub fn incoming(&mut self) -> Incoming {
        let rest = &mut self.rest;
        Incoming::new(
            rest.call.clone(),
            self.head.clone(),
            std::mem::take(&mut rest.body),
            rest.attempts,
            rest.ends,
            #[cfg(feature = "tracing")]
            rest.span.clone(),
        )
    }
}

/// Receives only the heads of answers whose status fits, and all other answers whole.
#[derive(Clone, Copy)]
pub(crate) struct Open(pub fn(StatusCode) -> bool);

impl Receive for Open {
    type Received = (Received, Body, Option<Left>);

    fn takes(self, call: &Call, status: StatusCode) -> bool {
        let Self(is_open) = self;
        let is_unchanged = status == StatusCode::NOT_MODIFIED && is_conditional(call);
        status.is_success() || (is_unchanged && is_open(status))
    }

    fn is_whole(self) -> bool {
        false
    }

    async fn receive(
        self,
        call: &Call,
        mut response: http::Response<Body>,
        limit: &mut Limit<'_>,
    ) -> Result<Self::Received, Error> {
        let Self(is_open) = self;
        let left: Option<Left> = response.extensions_mut().remove();
        if !is_open(response.status()) {
            if let Some(left) = left {
                return Err(returned(call, &left));
            }
            let received = receive(response, call.parts(), true, limit).await?;
            return Ok((received, Body::empty(), None));
        }
        let (mut head, body) = response.into_parts();
        call.parts().secrets().mark(&mut head.headers);
        Ok(((head, Bytes::new()), body, left))
    }

    #[cfg(feature = "tracing")]
    fn head(((head, _), ..): &Self::Received) -> &Head {
        head
    }
}

/// The error of an answer that would have to be one of the API: the redirect to it is the answer.
fn returned(call: &Call, left: &Left) -> Error {
    let mut head = Head::clone(left);
    call.parts().secrets().mark(&mut head.headers);
    failure::refused(call.parts(), head, Bytes::new())
}

/// True if the call is conditional (RFC 9110 §13.1), so that status 304 answers it.
fn is_conditional(call: &Call) -> bool {
    let parts = call.parts();
    [IF_NONE_MATCH, IF_MODIFIED_SINCE].iter().any(|name| {
        let of_call = parts.headers.iter().find(|(known, _)| known == name);
        of_call.map_or_else(
            || parts.client.inner.headers.contains_key(name),
            |(_, value)| value.is_some(),
        )
    })
}

/// Sends a call when awaited, and leaves the bodies of answers whose status fits to be read as they arrive.
pub(crate) fn open<T: Send + 'static>(
    call: Call,
    is_open: fn(StatusCode) -> bool,
    read: Read<T>,
) -> Pending<T> {
    Pending::new(async move { Ok(fetch(&call, is_open, read).await?.body) })
}

/// Sends a call, and gives what was read of the answer together with its head.
pub(crate) async fn fetch<T>(
    call: &Call,
    is_open: fn(StatusCode) -> bool,
    read: Read<T>,
) -> Result<Response<T>, Error> {
    #[cfg(feature = "tracing")]
    {
        let span = trace::call(call.parts());
        let opened = opened(call, is_open, read, span.clone());
        let result = opened.instrument(span.clone()).await;
        trace::called(&span, result.as_ref().err());
        result
    }
    #[cfg(not(feature = "tracing"))]
    opened(call, is_open, read).await
}

async fn opened<T>(
    call: &Call,
    is_open: fn(StatusCode) -> bool,
    read: Read<T>,
    #[cfg(feature = "tracing")] span: trace::Span,
) -> Result<Response<T>, Error> {
    let ends = exchange::ends(call);
    let (((head, body), rest, left), attempts) = exchange::send(call, ends, Open(is_open)).await?;
    let mut opened = Opened {
        head,
        body,
        rest: Rest {
            call: call.clone(),
            attempts,
            ends,
            body: rest,
            left,
            #[cfg(feature = "tracing")]
            span,
        },
    };
    let message = match read(&mut opened) {
        Ok(body) => {
            let Opened { head, .. } = opened;
            return Ok(Response { body, head });
        }
        Err(message) => message,
    };
    if let Some(left) = &opened.rest.left {
        return Err(failure::of_call(
            call.parts(),
            attempts,
            returned(call, left),
        ));
    }
    if opened.body.is_empty() {
        opened.body = opened.incoming().rest().await;
    }
    let (head, body) = (opened.head.clone(), opened.body.clone());
    let message = failure::shown(call.parts(), &body, message, |redacted| {
        opened.body = redacted;
        read(&mut opened)
    });
    Err(failure::undecodable(call, (head, body), attempts, &message))
}
