//! The policy by which calls that failed are sent again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::runtime::calls::call::Parts;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::idempotency;
use crate::runtime::http::transport_error::TransportError;

const MAX: u32 = 2;
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Which calls are sent again after a failure that may pass, and how often.
///
/// A builder takes one for all calls of a client, a request one for itself.
///
/// | | default |
/// |---|---|
/// | [`max`](Self::max) | 2 after the first attempt |
/// | [`unsafe_methods`](Self::unsafe_methods) | sent again as all others are |
/// | [`longest_wait`](Self::longest_wait) | 120 seconds |
/// | [`when`](Self::when) | what [`Error::is_retryable`] says |
///
/// ```text
/// let client = Client::builder()
///     .retries(Retries::new().max(5).unsafe_methods(false))
///     .build()?;
/// ```
#[derive(Clone)]
pub struct Retries {
    pub(crate) max: u32,
    unsafe_methods: bool,
    pub(crate) longest_wait: Duration,
    when: Option<Arc<When>>,
}

/// Decides by the error of an attempt.
type When = dyn Fn(&Error) -> bool + Send + Sync;

impl Retries {
    /// The policy that a client has by itself.
    pub fn new() -> Self {
        Self {
            max: MAX,
            unsafe_methods: true,
            longest_wait: LONGEST_WAIT,
            when: None,
        }
    }

    /// Bounds the attempts after the first one; 0 turns retries off.
    #[must_use]
    pub fn max(mut self, max: u32) -> Self {
        self.max = max;
        self
    }

    /// Whether a request is sent again whose method may do the same thing twice (RFC 9110 §9.2.2: `POST`,
    /// `PATCH`), although the API may have done it already: an answer that is lost on the way looks like a failure.
    ///
    /// By default it is sent again. Where this is false, such a request is sent again only when it did not reach the
    /// API, when the API turned it away (429, or a refused stream of HTTP/2), or with a key that makes the API know it
    /// again.
    #[must_use]
    pub fn unsafe_methods(mut self, are_repeated: bool) -> Self {
        self.unsafe_methods = are_repeated;
        self
    }

    /// Bounds the wait that an API can ask for. A call that would have to wait longer fails at once, and
    /// [`Error::retry_after`] tells the wait.
    #[must_use]
    pub fn longest_wait(mut self, longest_wait: Duration) -> Self {
        self.longest_wait = longest_wait;
        self
    }

    /// Decides by the error of an attempt: its operation, its kind, its status, its body. It is asked in
    /// place of [`Error::is_retryable`]; the other limits hold as well.
    ///
    /// ```text
    /// Retries::new().when(|error| match error.operation() {
    ///     Some("createPayment") => false,
    ///     _ => error.is_retryable(),
    /// })
    /// ```
    #[must_use]
    pub fn when(mut self, is_retried: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        self.when = Some(Arc::new(is_retried));
        self
    }

    /// Whether a call that failed is sent again, however often it was.
    pub(crate) fn allow(&self, parts: &Parts, error: &Error) -> bool {
        let may_pass = match &self.when {
            Some(when) => when(error),
            None => error.inner.retryable,
        };
        let is_useless = matches!(
            error.kind(),
            ErrorKind::Configuration | ErrorKind::InvalidRequest
        );
        may_pass
            && !is_useless
            && (self.unsafe_methods
                || idempotency::is_idempotent(parts.method())
                || idempotency::has_key(parts)
                || is_unheard(error))
    }
}

/// Whether the API did nothing: the request did not reach it, or was turned away.
fn is_unheard(error: &Error) -> bool {
    if error.kind() == ErrorKind::Credential {
        return true;
    }
    if let Some(status) = error.status() {
        return status.as_u16() == 429;
    }
    let source = error.inner.source.as_deref();
    let transport = source.and_then(|source| source.downcast_ref::<TransportError>());
    transport.is_some_and(TransportError::is_unheard)
}

impl Default for Retries {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Retries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retries")
            .field("max", &self.max)
            .field("unsafe_methods", &self.unsafe_methods)
            .field("longest_wait", &self.longest_wait)
            .field("when", &self.when.is_some())
            .finish()
    }
}
