//! Requests that are made and not sent: to sign them, to send them in another way, to show them.

use std::fmt::Write;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::runtime::auth::chosen;
use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::http::body::Body;
use crate::runtime::http::exchange;
use crate::runtime::http::failure;
use crate::runtime::http::interceptor::Outgoing;
use crate::runtime::http::outgoing;
use crate::runtime::http::redacted_url::{REDACTED, without_keys};

/// Makes the request of the first attempt of a call.
pub(crate) fn build(call: Call) -> Pending<Outgoing> {
    Pending::new(async move {
        let parts = call.parts();
        let built = async {
            let key = exchange::prepare(parts)?;
            let body = outgoing::body(parts).await?;
            let mut chosen = chosen::chosen(parts)?;
            chosen.fetch(parts, None).await?;
            let request = outgoing::request(parts, &chosen, key.as_deref(), body)?;
            let operation = Some(parts.operation.id);
            Ok(Outgoing::new(&parts.client, operation, 1, request))
        };
        built
            .await
            .map_err(|error| failure::of_call(parts, 0, error))
    })
}

/// The command by which `curl` sends a call, without secrets.
///
/// # Errors
///
/// The call cannot be sent.
pub(crate) fn curl(call: &Call) -> Result<String, Error> {
    let parts = call.parts();
    let request = exchange::check(parts).and_then(|()| {
        let chosen = chosen::shown(parts)?;
        outgoing::request(parts, &chosen, None, Body::empty())
    });
    let request = request.map_err(|error| failure::of_call(parts, 0, error))?;
    let url = without_keys(&request.uri().to_string(), &parts.client.inner);
    // Told the method alone, `curl` would wait for the body that no answer to HEAD has.
    let method = match request.method().as_str() {
        "HEAD" => "--head".to_owned(),
        method => format!("--request {method}"),
    };
    let mut command = format!("curl {method} {}", quoted(&url));
    let mut argument = |option: &str, value: &str| {
        // Writing to a `String` cannot fail.
        let _ = write!(command, " \\\n  {option} {}", quoted(value));
    };
    let headers = request.headers().iter();
    // The body was left out of the request, and its length is for `curl` to say.
    for (name, value) in headers.filter(|(name, _)| **name != CONTENT_LENGTH) {
        let shown = match value.is_sensitive() {
            true => REDACTED.into(),
            false => String::from_utf8_lossy(value.as_bytes()),
        };
        // `curl` chooses a boundary itself.
        match shown.split_once("; boundary=") {
            Some(("multipart/form-data", _)) if name == CONTENT_TYPE => {}
            Some((media_type, _)) if name == CONTENT_TYPE => {
                argument("--header", &format!("{name}: {media_type}"));
            }
            _ => argument("--header", &format!("{name}: {shown}")),
        }
    }
    if let Some((body, _)) = outgoing::given(parts) {
        for (option, value) in body.arguments() {
            argument(option, &value);
        }
    }
    Ok(parts.client.inner.redact(command.into()).into_owned())
}

/// A text as a shell takes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
