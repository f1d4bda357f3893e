//! Everything that a caller sets on a client before it is built. Only `build` reads the environment, where the
//! description names variables.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;

use crate::runtime::api::Api;
use crate::runtime::calls::call;
use crate::runtime::client::Client;
use crate::runtime::configuration::{Configuration, Own};
use crate::runtime::error::Error;
use crate::runtime::http::interceptor;
use crate::runtime::http::own_client;
use crate::runtime::http::retries::Retries;
use crate::runtime::http::transport::{Body, Next, Outgoing, Transport, TransportError};

/// Configures a [`Client`]. What is not set has a default.
///
/// | | default |
/// |---|---|
/// | credentials, headers of the description | the environment variable, where their setter names one |
/// | [`base_url`](Self::base_url) | the first server of the description |
/// | [`timeout`](Self::timeout) | 600 seconds for each attempt |
/// | [`connect_timeout`](Self::connect_timeout) | 5 seconds, within that |
/// | [`deadline`](Self::deadline) | none |
/// | [`max_retries`](Self::max_retries) | 2 after the first attempt |
/// | [`retries`](Self::retries) | [`Retries::new`] |
/// | [`max_response_bytes`](Self::max_response_bytes) | 64 MiB |
/// | [`http_client_builder`](Self::http_client_builder), [`transport`](Self::transport) | connections of its own |
///
/// Setters never fail: what cannot be used is reported by [`build`](Self::build).
///
/// ```text
/// let client = Client::builder()
///     .timeout(Duration::from_secs(30))
///     .default_header("x-team", "blue")
///     .build()?;
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    pub(crate) api: &'static Api,
    pub(crate) configuration: Configuration,
    /// The first thing that was set and cannot be.
    fault: Option<String>,
}

impl ClientBuilder {
    /// Sends every call to this base URL, also those whose operations have servers of their own: a gateway,
    /// a test server, a recording. It is taken as it is: a path that the description gives is not added. A
    /// path prefix is kept, with or without a slash at its end; a query is sent with every request.
    ///
    /// Default: the first server of the description, or the environment variable that the documentation of this
    /// crate names for it.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.configuration.base_url = Some(base_url.into());
        self
    }

    /// Bounds each attempt, from connecting to the last byte of the answer. Of an answer that is read as it
    /// arrives, a stream or a download, it bounds the wait for the head and each wait for more.
    ///
    /// Default: 600 seconds; with a client of your own ([`http_client_builder`](Self::http_client_builder)), what
    /// that one was built with. Its [`timeout`](reqwest::ClientBuilder::timeout) bounds the whole of every
    /// answer, so that a long stream needs one that is set here instead.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.configuration.timeout = Some(timeout);
        self
    }

    /// Bounds the time to connect, TLS included.
    ///
    /// Default: 5 seconds. It cannot be set on a client of your own.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.configuration.connect_timeout = Some(connect_timeout);
        // Connections are made as they were set up to be: this client needs its own.
        self.configuration.connections = None;
        self
    }

    /// Bounds a whole call: all attempts, the waits between them and, for a list, all its pages. A
    /// retry that could not begin in time is not waited for.
    ///
    /// Of an answer that is read as it arrives, a stream or a download, it bounds the wait for the head: how long
    /// the reading may take differs from call to call, and is bounded by the `deadline` of a request.
    ///
    /// Default: none.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.configuration.deadline = Some(deadline);
        self
    }

    /// Bounds the attempts after the first one; 0 turns retries off.
    ///
    /// Default: 2.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        let retries = self.configuration.retries.take().unwrap_or_default();
        self.configuration.retries = Some(retries.max(max_retries));
        self
    }

    /// Sets which calls are sent again, and how often.
    ///
    /// Default: [`Retries::new`].
    pub fn retries(mut self, retries: Retries) -> Self {
        self.configuration.retries = Some(retries);
        self
    }

    /// Sends a key in this header, such as `Idempotency-Key`, with every request whose method may do the
    /// same thing twice (`POST`, `PATCH`). It is the same in all attempts of a call, and another one in each
    /// call. Set it only where the API knows such a header.
    ///
    /// Default: the header that the description names for an operation, if it does.
    pub fn idempotency_header(mut self, name: impl AsRef<str>) -> Self {
        match call::header_name(name.as_ref()) {
            Ok(name) => {
                self.configuration.idempotency_header = Some(name);
                self
            }
            Err(fault) => self.refuse(fault),
        }
    }

    /// Bounds the body of a response, decompressed. A longer one is an error of kind
    /// [`ResponseTooLarge`](crate::runtime::error::ErrorKind::ResponseTooLarge), and is not read to its end. Of
    /// the body of an error only what is within the bound is kept, at most 1 MiB.
    ///
    /// Default: 64 MiB.
    pub fn max_response_bytes(mut self, max_response_bytes: usize) -> Self {
        self.configuration.max_response_bytes = Some(max_response_bytes);
        self
    }

    /// Sends a header with every request, in place of what the client would send by this name;
    /// `authorization` too. A header of a single call wins.
    pub fn default_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match call::header(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => {
                self.configuration.headers.insert(name, value);
                self
            }
            Err(fault) => self.refuse(fault),
        }
    }

    /// Sends a query parameter with every request. One that a call sets by this name wins.
    pub fn default_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.configuration
            .query
            .retain(|(earlier, _)| *earlier != name);
        self.configuration.query.push((name, value));
        self
    }

    /// Sends every request by an HTTP client that is built from this: with proxies, certificates and timeouts
    /// of yours. It is built without a policy on redirects, since this client follows them itself and takes
    /// nothing secret to another origin.
    ///
    /// ```text
    /// let http = reqwest::Client::builder().proxy(reqwest::Proxy::all("http://proxy.example")?);
    /// let client = Client::builder().http_client_builder(http).build()?;
    /// ```
    ///
    /// Set headers by [`default_header`](Self::default_header). Those that reqwest adds by itself
    /// ([`default_headers`](reqwest::ClientBuilder::default_headers)) cannot be kept from another origin: a
    /// download that is redirected there is then an error of kind
    /// [`Configuration`](crate::runtime::error::ErrorKind::Configuration).
    ///
    /// Default: a client with connections that live on between calls, with the proxies of the
    /// environment. Replaces an earlier [`http_client`](Self::http_client) or [`transport`](Self::transport).
    pub fn http_client_builder(self, http: reqwest::ClientBuilder) -> Self {
        match http.redirect(Policy::none()).build() {
            Ok(http_client) => self.http_client(http_client),
            Err(error) => self.refuse(format!("could not set up HTTP: {error}")),
        }
    }

    /// Uses an HTTP client that is built already, with its proxies, certificates and timeouts. Where you build
    /// it yourself, [`http_client_builder`](Self::http_client_builder) is the safer way.
    ///
    /// Build it with [`redirect::Policy::none`](reqwest::redirect::Policy::none): redirects on the same
    /// origin are followed by this client. reqwest's own policy is kept from following any other one,
    /// except a 303, and a 301 or 302 after a `POST`. When one of those leads to another origin, reqwest
    /// takes `authorization` and cookies away and sends every other header along, and the query as
    /// `referer` unless it was built with `referer(false)`. A response from another origin is an error of
    /// kind [`Configuration`](crate::runtime::error::ErrorKind::Configuration), so that it does not go
    /// unnoticed.
    ///
    /// Default: a client with connections that live on between calls, with the proxies of the
    /// environment. Replaces an earlier [`transport`](Self::transport).
    pub fn http_client(mut self, http_client: reqwest::Client) -> Self {
        self.configuration.own = Some(Own {
            transport: own_client::transport(http_client),
            is_http_client: true,
        });
        self
    }

    /// Sends every request through a [`Transport`] of your
    /// own: to count requests, to change them, or to send them by something other than reqwest.
    ///
    /// Retries, redirects, timeouts and the limit on the size of a response stay the client's. Waits
    /// between attempts need a tokio runtime.
    ///
    /// Default: connections of the client's own. Replaces an earlier [`http_client`](Self::http_client).
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.configuration.own = Some(Own {
            transport: Arc::new(transport),
            is_http_client: false,
        });
        self
    }

    /// Puts a function around every request that leaves: each attempt, each redirect that is followed, each
    /// request for a token. It can change the request, measure it, answer in place of the API, and look at
    /// the answer. The one that was set first is the outermost.
    ///
    /// A download that is redirected to another origin is fetched there without it, so that a credential which it
    /// adds does not go along.
    ///
    /// ```text
    /// let client = Client::builder()
    ///     .intercept(|mut request, next| async move {
    ///         request.headers_mut().insert("x-trace", HeaderValue::from_static("1"));
    ///         let begun = Instant::now();
    ///         let answer = next.send(request).await;
    ///         println!("{:?}", begun.elapsed());
    ///         answer
    ///     })
    ///     .build()?;
    /// ```
    pub fn intercept<F, Fut>(mut self, interceptor: F) -> Self
    where
        F: Fn(Outgoing, Next) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
    {
        let interceptor = interceptor::of(interceptor);
        self.configuration.interceptors.push(interceptor);
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// Kind [`Configuration`](crate::runtime::error::ErrorKind::Configuration): a credential is missing, a value
    /// that was given cannot be sent, or the base URL is none.
    pub fn build(self) -> Result<Client, Error> {
        #[cfg(feature = "test-util")]
        if self.configuration.test_server.is_some() {
            return self.build_in(|_| None);
        }
        // Text that is not Unicode stays visible as such, and is refused where it does not fit.
        self.build_in(|name| {
            std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
        })
    }

    /// A builder for this API with nothing set.
    pub(crate) fn new(api: &'static Api) -> Self {
        let configuration = Configuration {
            credentials: vec![None; api.credentials.len()],
            settings: vec![None; api.settings.len()],
            ..Configuration::default()
        };
        Self::copy(api, configuration)
    }

    /// A builder that goes on from a configuration.
    pub(crate) fn copy(api: &'static Api, configuration: Configuration) -> Self {
        Self {
            api,
            configuration,
            fault: None,
        }
    }

    /// Remembers why this cannot be built; the first reason stays.
    pub(crate) fn refuse(mut self, fault: String) -> Self {
        self.fault.get_or_insert(fault);
        self
    }

    /// Builds the client in an environment: what a variable's name gives its value.
    pub(crate) fn build_in(
        self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Client, Error> {
        let Self {
            api,
            mut configuration,
            fault,
        } = self;
        if let Some(fault) = fault {
            return Err(Error::configuration(fault));
        }
        configuration.fill_in(api, environment);
        configuration.build(api).map_err(Error::configuration)
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names only where a value may be a secret.
        let set = &self.configuration;
        let headers: Vec<_> = set.headers.keys().collect();
        f.debug_struct("ClientBuilder")
            .field("timeout", &set.timeout)
            .field("connect_timeout", &set.connect_timeout)
            .field("deadline", &set.deadline)
            .field("retries", &set.retries)
            .field("max_response_bytes", &set.max_response_bytes)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
