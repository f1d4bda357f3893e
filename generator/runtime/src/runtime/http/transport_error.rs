//! Why a transport has no response, in the words of the operating system where it has some.

use std::error::Error as StdError;
use std::{fmt, io};

/// Why there is no response, or no end of one.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What kept a transport from giving a response.
///
/// The client tries again unless the kind says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The name of the host has no address.
    Dns,
    /// The host takes no connection.
    Connect,
    /// The two sides agree on no TLS, or a certificate is not accepted.
    Tls,
    /// It took too long.
    Timeout,
    /// The connection broke before the response was whole.
    Reset,
    /// The body is not in the content coding that the response names. Not tried again.
    Coding,
    /// The request cannot be sent. Not tried again.
    Request,
    /// The URL asks for TLS, and the transport was built without it. Not tried again.
    NoTls,
    /// The transport followed redirects, and they led nowhere. Not tried again.
    Redirect,
    /// The transport followed a redirect to another origin. Not tried again.
    OtherOrigin,
}

impl TransportError {
    /// An error of this kind. `message` is one line that says what happened, without an address: the
    /// client adds that.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// Adds the error that this one comes from.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kept the transport from giving a response.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the same request may succeed later.
    pub(crate) fn may_pass(&self) -> bool {
        use TransportErrorKind::{Connect, Dns, Reset, Timeout, Tls};
        matches!(self.kind, Dns | Connect | Tls | Timeout | Reset) && !self.is_of_proxy()
    }

    /// Whether the request did not reach the API.
    pub(crate) fn is_unheard(&self) -> bool {
        use TransportErrorKind::{Connect, Dns, Timeout, Tls};
        let source = self.source.as_deref();
        let source = source.and_then(|source| source.downcast_ref::<reqwest::Error>());
        match self.kind {
            Dns | Connect | Tls => true,
            Timeout => source.is_some_and(reqwest::Error::is_connect),
            _ => self.is_refused(),
        }
    }

    /// Whether a proxy asks for a credential, as it will again. Only the text of the error tells, since the tunnel is
    /// the HTTP client's own.
    fn is_of_proxy(&self) -> bool {
        let mut texts = chain(self).map(ToString::to_string);
        texts.any(|text| text.ends_with("proxy authorization required"))
    }

    /// Whether the server refused the stream of the request: it did nothing (RFC 9113 §8.7). Only the text of the error
    /// tells, since HTTP/2 is a feature.
    fn is_refused(&self) -> bool {
        let mut texts = chain(self).map(ToString::to_string);
        texts.any(|text| text.starts_with("stream error received: refused stream"))
    }

    /// Writes the message anew, to keep a secret out of it.
    pub(crate) fn change_message(&mut self, change: impl FnOnce(&str) -> String) {
        self.message = change(&self.message);
    }

    /// The error of a body.
    pub(crate) fn of(error: Box<dyn StdError + Send + Sync>) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(error) => return *error,
            Err(error) => error,
        };
        match error.downcast::<reqwest::Error>() {
            Ok(error) => (*error).into(),
            Err(error) => broken(&*error).with_source(error),
        }
    }
}

impl From<reqwest::Error> for TransportError {
    /// The URL is left out, since its query may hold a credential.
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        // The body of the request broke off; what it says comes back within the error of HTTP.
        let own = chain(&error).find_map(|cause| cause.downcast_ref::<Self>());
        let own = own.map(|own| Self::new(own.kind, own.message.clone()));
        if let Some(own) = own {
            return own.with_source(error);
        }
        let told = match (error.is_timeout(), error.is_connect()) {
            (true, true) => Self::new(TransportErrorKind::Timeout, "no connection in time"),
            (true, false) => Self::new(TransportErrorKind::Timeout, "no whole response in time"),
            (false, true) => unconnected(&error),
            (false, false) if error.is_builder() => {
                let message = format!("the request cannot be sent: {}", cause(&error));
                Self::new(TransportErrorKind::Request, message)
            }
            (false, false) if error.is_redirect() => Self::new(
                TransportErrorKind::Redirect,
                "the HTTP client followed redirects without end",
            ),
            (false, false) if is_coded_otherwise(&error) => {
                let message = format!("the body is not in its content coding: {}", cause(&error));
                Self::new(TransportErrorKind::Coding, message)
            }
            (false, false) => broken(&error),
        };
        told.with_source(error)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_deref()?)
    }
}

const NO_TLS: &str = "expected an HTTP client with TLS for a URL with `https`, found one without: the feature `rustls` \
                      or `native-tls` of this crate adds it";

/// Why there is no connection.
pub(crate) fn unconnected(error: &(dyn StdError + 'static)) -> TransportError {
    let texts = || chain(error).map(ToString::to_string);
    if texts().any(|text| text == "invalid URL, scheme is not http") {
        return TransportError::new(TransportErrorKind::NoTls, NO_TLS);
    }
    let io = chain(error).find_map(|cause| cause.downcast_ref::<io::Error>());
    let kind = match io.map(io::Error::kind) {
        _ if texts().any(|text| text.contains("dns error")) => TransportErrorKind::Dns,
        // What TLS finds wrong is data; what the system finds wrong has a number.
        Some(io::ErrorKind::InvalidData) => TransportErrorKind::Tls,
        None if is_of_tls(error) => TransportErrorKind::Tls,
        _ => TransportErrorKind::Connect,
    };
    TransportError::new(kind, cause(error))
}

/// Whether TLS of the operating system says so; its errors have no type that is known here.
fn is_of_tls(error: &(dyn StdError + 'static)) -> bool {
    let mut texts = chain(error).map(|cause| cause.to_string().to_ascii_lowercase());
    texts.any(|text| text.contains("certificate") || text.contains("tls") || text.contains("ssl"))
}

/// Whether bytes came that are in no content coding. The decoder says so without HTTP in between; where it found no
/// end, the connection broke.
fn is_coded_otherwise(error: &reqwest::Error) -> bool {
    let mut errors = chain(error).filter(|cause| cause.is::<reqwest::Error>());
    let source = errors.find_map(|error| error.source()?.downcast_ref::<io::Error>());
    source.is_some_and(|io| io.kind() != io::ErrorKind::UnexpectedEof)
}

/// Why a response has no end.
fn broken(error: &(dyn StdError + 'static)) -> TransportError {
    let message = format!("the connection broke: {}", cause(error));
    TransportError::new(TransportErrorKind::Reset, message)
}

/// What the first of all causes says: "connection refused".
fn cause(error: &(dyn StdError + 'static)) -> String {
    let Some(first) = chain(error).last() else {
        return error.to_string();
    };
    match first.downcast_ref::<io::Error>() {
        // The name of the kind, where the system's text has a number and a capital.
        Some(io) if io.raw_os_error().is_some() && is_named(io.kind()) => io.kind().to_string(),
        _ => first.to_string(),
    }
}

/// Whether a kind says more than that it is an error.
fn is_named(kind: io::ErrorKind) -> bool {
    !matches!(&*kind.to_string(), "other error" | "uncategorized error")
}

/// An error, and every cause of it.
fn chain<'e>(
    error: &'e (dyn StdError + 'static),
) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
