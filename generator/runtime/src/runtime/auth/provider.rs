//! Credentials that are fetched: kept until they end, fetched once for all calls that wait.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::runtime::auth::credential::{Credential, Held, Keep, Provide, Provided};
use crate::runtime::auth::fetched_secret::FetchedSecret;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::limit::Limit;

/// How long before its end a secret is fetched anew, at most.
const MARGIN: Duration = Duration::from_secs(60);

/// How long a call waits for a new secret while the old one is still valid, at most; as long after that, no call
/// tries again.
const PATIENCE: Duration = Duration::from_secs(5);

/// Fetches a secret.
pub(crate) trait Fetch: Send + Sync {
    /// Fetches it, with what a client has.
    fn fetch<'a>(&'a self, client: &'a Client) -> Fetching<'a>;
}

/// A secret that is being fetched.
pub(crate) type Fetching<'a> =
    Pin<Box<dyn Future<Output = Result<FetchedSecret, Failure>> + Send + 'a>>;

/// Why there is no secret. All calls that waited for it fail with it.
#[derive(Clone)]
pub(crate) struct Failure {
    /// One line, without a secret.
    pub message: String,
    pub retryable: bool,
    pub retry_after: Option<Duration>,
    pub source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// Provides the secret of a credential. All copies of a client share it.
pub(crate) struct Provider {
    credential: &'static dyn Credential,
    fetch: Box<dyn Fetch>,
    /// Held by the one that fetches.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    /// The one before it, which answers may still show.
    before: Option<Arc<Held>>,
    /// How often it could not be fetched, and why the last time.
    failures: u64,
    failure: Option<Failure>,
    /// How often it was fetched.
    fetches: u64,
}

struct Current {
    held: Arc<Held>,
    /// From when on it is fetched anew.
    renewed: Option<Instant>,
    ends: Option<Instant>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            retryable: false,
            retry_after: None,
            source: None,
        }
    }
}

impl Provider {
    fn new(credential: &'static dyn Credential, fetch: impl Fetch + 'static) -> Self {
        Self {
            credential,
            fetch: Box::new(fetch),
            turn: tokio::sync::Mutex::default(),
            state: Mutex::default(),
        }
    }

    async fn held(&self, client: &Client, within: Option<Duration>) -> Result<Arc<Held>, Error> {
        let clock = &client.inner.clock;
        let (failures, fetches, valid) = {
            let state = self.state();
            if let Some(held) = state.lasting(clock.now()) {
                return Ok(held);
            }
            (state.failures, state.fetches, state.valid(clock.now()))
        };
        // Whoever gives up the wait, or the fetching, leaves the turn to the next. One call alone renews what is
        // still valid.
        let _turn = match (valid, self.turn.try_lock()) {
            (_, Ok(turn)) => turn,
            (Some(held), Err(_)) => return Ok(held),
            (None, Err(_)) => self.turn.lock().await,
        };
        {
            let state = self.state();
            if let Some(held) = state.lasting(clock.now()) {
                return Ok(held);
            }
            // It was fetched while this call waited: one that is to last for no time serves all that did.
            if let Some(current) = state.current.as_ref().filter(|_| state.fetches != fetches) {
                return Ok(Arc::clone(&current.held));
            }
            // It was fetched in vain while this call waited.
            if let Some(failure) = state
                .failure
                .as_ref()
                .filter(|_| state.failures != failures)
            {
                return Err(self.error(failure.clone()));
            }
        }
        // What is renewed leaves time for the call that it is for.
        let valid = self.state().valid(clock.now());
        let most = valid.map(|_| within.map_or(PATIENCE, |within| PATIENCE.min(within / 2)));
        let mut limit = Limit::new(&**clock, most, None);
        let fetched = limit.of(|| self.fetch.fetch(client)).await;
        let is_late = fetched.is_err();
        let fetched = fetched.unwrap_or_else(|_| Err(Failure::new("it was not fetched in time")));
        let fetched = fetched.and_then(|fetched| Ok((self.hold(&fetched)?, fetched.lasts)));
        let now = clock.now();
        let mut state = self.state();
        match fetched {
            Ok((held, lasts)) => {
                let held = Arc::new(held);
                let before = state.current.take();
                state.before = before.map(|before| before.held).or(state.before.take());
                let left = |lasts: Duration| lasts - (lasts / 10).min(MARGIN);
                state.current = Some(Current {
                    held: Arc::clone(&held),
                    renewed: lasts.and_then(|lasts| now.checked_add(left(lasts))),
                    ends: lasts.and_then(|lasts| now.checked_add(lasts)),
                });
                state.failure = None;
                state.fetches += 1;
                Ok(held)
            }
            Err(failure) => {
                // What was to be renewed may last a little longer.
                if let Some(held) = state.valid(now) {
                    if let Some(current) = state.current.as_mut().filter(|_| is_late) {
                        current.renewed = now.checked_add(PATIENCE);
                    }
                    return Ok(held);
                }
                state.failures += 1;
                state.failure = Some(failure.clone());
                Err(self.error(failure))
            }
        }
    }

    /// The secrets that answers may show.
    fn known(&self) -> impl Iterator<Item = Arc<Held>> + use<> {
        let state = self.state();
        let current = state.current.as_ref().map(|current| &current.held);
        [current.cloned(), state.before.clone()]
            .into_iter()
            .flatten()
    }

    fn hold(&self, fetched: &FetchedSecret) -> Result<Held, Failure> {
        let secret = fetched.secret.as_ref().map_err(|fault| (*fault).to_owned());
        let held = secret.and_then(|secret| Held::new(self.credential, secret));
        held.map_err(Failure::new)
    }

    fn error(&self, failure: Failure) -> Error {
        let message = format!("{}: {}", self.credential.name(), failure.message);
        let mut error = Error::with_message(ErrorKind::Credential, message);
        error.inner.retryable = failure.retryable;
        error.inner.retry_after = failure.retry_after;
        error.inner.source = failure.source.map(Into::into);
        error
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The secret, if it is not to be fetched anew.
    fn lasting(&self, now: Instant) -> Option<Arc<Held>> {
        let current = self.current.as_ref();
        let current = current.filter(|current| current.renewed.is_none_or(|renewed| now < renewed));
        current.map(|current| Arc::clone(&current.held))
    }

    /// The secret that has an end, before it.
    fn valid(&self, now: Instant) -> Option<Arc<Held>> {
        let current = self.current.as_ref();
        let current = current.filter(|current| current.ends.is_some_and(|ends| now < ends));
        current.map(|current| Arc::clone(&current.held))
    }
}

impl Keep for Provider {
    fn held(&self) -> Option<&Held> {
        None
    }

    fn provider(&self) -> Option<&dyn Provide> {
        Some(self)
    }

    fn redact<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.known().fold(text, |text, held| held.redact(text))
    }

    fn is_in(&self, text: &str) -> bool {
        self.known().any(|held| held.is_in(text))
    }
}

impl Provide for Provider {
    fn provide<'a>(&'a self, client: &'a Client, within: Option<Duration>) -> Provided<'a> {
        Box::pin(self.held(client, within))
    }

    fn refuse(&self, held: &Arc<Held>) {
        let mut state = self.state();
        let refused = state
            .current
            .take_if(|current| Arc::ptr_eq(&current.held, held));
        if let Some(refused) = refused {
            state.before = Some(refused.held);
        }
    }
}

/// What a client keeps for a credential whose secret is fetched.
pub(crate) fn kept(
    credential: &'static dyn Credential,
    fetch: impl Fetch + 'static,
) -> Arc<dyn Keep> {
    Arc::new(Provider::new(credential, fetch))
}

impl ClientBuilder {
    /// Sets what fetches the secret of a credential.
    pub(crate) fn provided(
        self,
        credential: &'static dyn Credential,
        fetch: impl Fetch + 'static,
    ) -> Self {
        self.keep(credential, Ok(kept(credential, fetch)))
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("credential", &self.credential.name())
            .finish_non_exhaustive()
    }
}
