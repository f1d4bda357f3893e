//! The client: an API, its configuration and a connection pool. Sends nothing by itself.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderMap;

use crate::runtime::api::Api;
use crate::runtime::auth::credential::{Credential, Keep, Provide};
use crate::runtime::auth::secrets::Secrets;
use crate::runtime::calls::call::Call;
use crate::runtime::calls::operation::Operation;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::configuration::Configuration;
use crate::runtime::http::base_url::BaseUrl;
use crate::runtime::http::clock::Clock;
use crate::runtime::http::retries::Retries;
use crate::runtime::http::transport::Transport;

/// A client of the API. Cheap to clone; clones share one connection pool.
///
/// It is built once, by a constructor or a [`ClientBuilder`], and kept for as long as the
/// program calls the API. Handles and requests made from it own a clone of it, so that they can
/// be stored, moved into tasks and sent to other threads.
///
/// ```text
/// let client = Client::builder().max_retries(5).build()?;
/// let hurried = client.to_builder().timeout(Duration::from_secs(10)).build()?;
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones of a client share.
pub(crate) struct Inner {
    pub api: &'static Api,
    /// As it was configured, to make other clients from.
    pub configuration: Configuration,
    pub base_url: BaseUrl,
    /// What is sent with every request, but for the credentials.
    pub headers: HeaderMap,
    /// By index in [`Api::credentials`]; `None` for those it was not given. After them come those that the
    /// caller sends by hand.
    pub credentials: Vec<Option<Arc<dyn Keep>>>,
    /// Bounds one attempt; `None` when that is left to the caller's own HTTP client.
    pub timeout: Option<Duration>,
    pub retries: Retries,
    pub max_response_bytes: usize,
    pub transport: Arc<dyn Transport>,
    pub clock: Arc<dyn Clock>,
}

impl Client {
    pub(crate) fn from_inner(inner: Inner) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }

    /// A builder with the configuration of this client: what is set on it changes the copy alone.
    ///
    /// Both share one connection pool, unless the copy is given another HTTP client or another
    /// `connect_timeout`. An environment variable that a setter names is read again, unless one of them
    /// was given the value.
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::copy(self.inner.api, self.inner.configuration.clone())
    }

    /// A call of this operation.
    pub(crate) fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }
}

impl Inner {
    /// What this client has for a credential.
    pub fn kept(&self, credential: &dyn Credential) -> Option<&dyn Keep> {
        self.credentials[self.api.index_of(credential)?].as_deref()
    }

    /// What fetches a credential, if it has to be fetched.
    pub fn provider(&self, credential: &dyn Credential) -> Option<&dyn Provide> {
        self.kept(credential)?.provider()
    }

    /// The text with every secret of this client painted over.
    pub fn redact<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.secrets().redact(text)
    }

    /// The secrets of this client.
    pub fn secrets(&self) -> Secrets<'_> {
        Secrets {
            of_client: &self.credentials,
            of_call: Vec::new(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Some gateways take the key as a part of their path.
        let base_url = self.inner.base_url.as_str();
        f.debug_struct("Client")
            .field("base_url", &self.inner.redact(base_url.into()))
            .field("timeout", &self.inner.timeout)
            .field("deadline", &self.inner.configuration.deadline)
            .field("retries", &self.inner.retries)
            .finish_non_exhaustive()
    }
}
