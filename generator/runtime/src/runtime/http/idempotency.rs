//! Which requests can be sent twice without doing the same thing twice.

use crate::runtime::calls::call::Parts;

/// The header that takes the key of a request where nothing names another one.
const USUAL: &str = "idempotency-key";

/// Whether a method does the same as often as it is sent (RFC 9110 §9.2.2; `QUERY`: RFC 10008).
pub(crate) fn is_idempotent(method: &str) -> bool {
    let methods = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"];
    methods.contains(&method)
}

/// The header that takes a key which is the same in every attempt: that of the operation, else the one
/// that the client was given for methods that need one.
pub(crate) fn header(parts: &Parts) -> Option<&str> {
    let client = parts.client.inner.configuration.idempotency_header.as_ref();
    let of_client = client.filter(|_| !is_idempotent(parts.method()));
    let of_operation = parts.operation.idempotency_header;
    of_operation.or(of_client.map(|name| name.as_str()))
}

/// Whether a call is sent with such a key.
pub(crate) fn has_key(parts: &Parts) -> bool {
    let sent = |name: &str| {
        let mut headers = parts.headers.iter();
        let own = headers.find(|(known, _)| known == name);
        own.map(|(_, value)| value.is_some())
    };
    match header(parts) {
        Some(name) => sent(name).unwrap_or(true),
        None => sent(USUAL).unwrap_or(false),
    }
}
