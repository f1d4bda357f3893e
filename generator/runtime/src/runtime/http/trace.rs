//! Feature `tracing`: a span per call and one per attempt, with the names OpenTelemetry gives to what
//! HTTP clients do. No span shows a credential, a header or a query.

use std::time::Duration;

use tracing::debug;
use tracing::field::{Empty, display};
pub(crate) use tracing::{Instrument, Span, info_span};

use crate::runtime::calls::call::Parts;
use crate::runtime::error::Error;
use crate::runtime::http::response::Head;

/// The span of a call.
pub(crate) fn call(parts: &Parts) -> Span {
    info_span!(
        "call",
        otel.name = parts.operation.id,
        otel.kind = "internal",
        otel.status_code = Empty,
        error.type = Empty,
        url.template = parts.operation.path,
    )
}

/// Tells the span of a call how it ended.
pub(crate) fn called(span: &Span, error: Option<&Error>) {
    if let Some(error) = error {
        failed(span, &format_args!("{:?}", error.kind()));
    }
}

/// The span of an attempt; `earlier` counts those before it.
pub(crate) fn attempt(parts: &Parts, earlier: u32) -> Span {
    let operation = parts.operation;
    let base_url = parts.base_url();
    info_span!(
        "attempt",
        otel.name = %format_args!("{} {}", parts.method(), operation.path),
        otel.kind = "client",
        otel.status_code = Empty,
        error.type = Empty,
        http.request.method = parts.method(),
        http.request.resend_count = (earlier > 0).then_some(earlier),
        http.response.status_code = Empty,
        server.address = base_url.host(),
        server.port = base_url.port(),
        url.template = operation.path,
    )
}

/// Tells the span of an attempt how it ended.
pub(crate) fn attempted(span: &Span, result: Result<&Head, &Error>) {
    let head = result.map_or_else(|error| error.inner.head.as_ref(), Some);
    let status = head.map(|head| head.status);
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match (result, status) {
        (Ok(_), _) => {}
        (Err(_), Some(status)) if !status.is_success() => failed(span, &status.as_u16()),
        (Err(error), _) => failed(span, &format_args!("{:?}", error.kind())),
    }
}

/// Says that another attempt follows, and when.
pub(crate) fn waiting(wait: Duration, error: &Error) {
    debug!(?wait, %error, "retrying");
}

fn failed(span: &Span, error_type: &dyn std::fmt::Display) {
    span.record("error.type", display(error_type));
    span.record("otel.status_code", "ERROR");
}
