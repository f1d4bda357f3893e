//! Access tokens of OAuth 2.0 by client credentials (RFC 6749 §4.4).

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, Request, StatusCode};
use reqwest::Url;
use serde_json::Value;

use crate::runtime::api::Issuer;
use crate::runtime::auth::credential::{Credential, Keep, SHORTEST, Secret};
use crate::runtime::auth::fetched_secret::FetchedSecret;
use crate::runtime::auth::provider::{self, Failure, Fetch, Fetching};
use crate::runtime::auth::redaction::redact;
use crate::runtime::client::{Client, Inner};
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::http::body::Body;
use crate::runtime::http::encode::encode;
use crate::runtime::http::headers;
use crate::runtime::http::interceptor;
use crate::runtime::http::problem::one_line;
use crate::runtime::http::receive::Pieces;
use crate::runtime::http::retry_after;
#[cfg(feature = "tracing")]
use crate::runtime::http::trace::{Instrument, Span, info_span};
use crate::runtime::http::transport_error::TransportError;

/// The most bytes of an answer that are read.
const MOST: usize = 1 << 20;

/// How a token is fetched, by the description.
#[derive(Debug)]
pub(crate) struct TokenEndpoint {
    /// Its URL; a relative one belongs to the base URL of the client. Empty where the description has none.
    pub url: &'static str,
    /// The scopes that the operations of the API need.
    pub scopes: &'static [&'static str],
    /// The credential that tokens are the secrets of.
    pub credential: &'static dyn Credential,
    /// The environment variables that hold the id and the secret of a program; empty where there are none.
    pub env: &'static [&'static str],
    /// Whether it takes id and secret in the body of a request (`client_secret_post`) and not as its header.
    pub in_body: bool,
}

impl Issuer for TokenEndpoint {
    fn credential(&self) -> &'static dyn Credential {
        self.credential
    }

    fn env(&self) -> &'static [&'static str] {
        self.env
    }

    fn keep(&'static self, values: &[String]) -> Result<Arc<dyn Keep>, String> {
        let mut values = values.iter().cloned();
        let (id, secret) = (values.next(), values.next());
        let credentials =
            ClientCredentials::new(id.unwrap_or_default(), secret.unwrap_or_default());
        Tokens::kept(self, credentials)
    }
}

/// The id and the secret of a program that is registered with the API. The client fetches access tokens
/// for it, each once for all calls, and anew before it ends or when the API refuses it.
///
/// ```text
/// let credentials = ClientCredentials::new("my-program", secret).scopes(["read"]);
/// let client = Client::builder().client_credentials(credentials).build()?;
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    scopes: Option<String>,
    token_url: Option<String>,
    parameters: Vec<(String, String)>,
    /// In place of what the description says.
    in_body: Option<bool>,
}

impl ClientCredentials {
    /// The id and the secret, as they were registered.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            id: client_id.into(),
            secret: Secret::new(client_secret.into()),
            scopes: None,
            token_url: None,
            parameters: Vec::new(),
            in_body: None,
        }
    }

    /// Asks for these scopes; for those that the server gives by itself, if there is none.
    ///
    /// Default: those that the description names for its operations.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let mut joined = String::new();
        for scope in scopes {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(scope.as_ref());
        }
        self.scopes = Some(joined);
        self
    }

    /// Sets where tokens are fetched. A relative URL belongs to the base URL of the client.
    ///
    /// Default: the URL in the description.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sends a parameter that the server asks for beyond the standard, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret as `client_id` and `client_secret` in the body, for servers that do not take
    /// them as a header (RFC 6749 §2.3.1).
    ///
    /// Default: what the description says; else as a header.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = Some(true);
        self
    }

    /// Sends id and secret as the header `Authorization: Basic`, whatever the description says.
    #[must_use]
    pub fn in_header(mut self) -> Self {
        self.in_body = Some(false);
        self
    }
}

impl ClientBuilder {
    /// Fetches access tokens as the secrets of a credential.
    pub(crate) fn tokens(
        self,
        endpoint: &'static TokenEndpoint,
        credentials: ClientCredentials,
    ) -> Self {
        self.keep(endpoint.credential, Tokens::kept(endpoint, credentials))
    }
}

/// Fetches access tokens.
struct Tokens {
    endpoint: &'static TokenEndpoint,
    credentials: ClientCredentials,
}

impl Fetch for Tokens {
    fn fetch<'a>(&'a self, client: &'a Client) -> Fetching<'a> {
        Box::pin(async move {
            let fetched = self.token(client).await;
            fetched.map_err(|mut failure| {
                failure.message = one_line(&self.without_secrets(&failure.message));
                failure
            })
        })
    }
}

impl Tokens {
    /// What a client keeps of an endpoint and of a program.
    ///
    /// # Errors
    ///
    /// Neither of them says where tokens are fetched.
    fn kept(
        endpoint: &'static TokenEndpoint,
        credentials: ClientCredentials,
    ) -> Result<Arc<dyn Keep>, String> {
        if endpoint.url.is_empty() && credentials.token_url.is_none() {
            let name = endpoint.credential.name();
            return Err(format!(
                "expected a URL for the tokens of {name}, found none: `ClientCredentials::token_url` sets it"
            ));
        }
        let tokens = Self {
            endpoint,
            credentials,
        };
        Ok(provider::kept(endpoint.credential, tokens))
    }

    /// A text without the secret, however it was sent, and without the parameters, which may be secret too.
    fn without_secrets(&self, text: &str) -> String {
        let ClientCredentials {
            secret, parameters, ..
        } = &self.credentials;
        let mut forms = vec![secret.expose().to_owned(), self.login()];
        forms.extend(parameters.iter().map(|(_, value)| value.clone()));
        forms.retain(|form| form.len() >= SHORTEST);
        // A long one may hold a short one.
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        let forms = forms.iter();
        let shown = forms.fold(text.into(), |text, form| redact(text, form));
        shown.into_owned()
    }

    /// Id and secret as a header has them; RFC 6749 §2.3.1: both are encoded as in a form first.
    fn login(&self) -> String {
        let ClientCredentials { id, secret, .. } = &self.credentials;
        BASE64_STANDARD.encode(format!("{}:{}", encode(id), encode(secret.expose())))
    }

    async fn token(&self, client: &Client) -> Result<FetchedSecret, Failure> {
        let url = self.url(&client.inner).map_err(failure)?;
        let address = match url.port_or_known_default() {
            Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
            None => url.to_string(),
        };
        let request = self.request(&client.inner, &url).map_err(failure)?;
        let sent = interceptor::send(client, None, 1, request);
        #[cfg(feature = "tracing")]
        let sent = sent.instrument(span(&url));
        let sent = sent.await;
        let lost = |error: TransportError| Failure {
            message: format!("no token: {error} ({address})"),
            retryable: error.may_pass(),
            retry_after: None,
            source: Some(Arc::new(error)),
        };
        let mut response = sent.map_err(lost)?;
        let mut body = Pieces::default();
        loop {
            let piece = poll_fn(|context| response.body_mut().poll_chunk(context)).await;
            match piece.map_err(lost)? {
                None => break,
                Some(piece) if body.len() + piece.len() > MOST => {
                    return Err(failure(format!(
                        "expected a token, found more than {MOST} bytes ({address})"
                    )));
                }
                Some(piece) => body.push(piece),
            }
        }
        read(client, &response, &body.finish(), &address)
    }

    fn url(&self, client: &Inner) -> Result<Url, String> {
        let own = self.credentials.token_url.as_deref();
        let text = own.unwrap_or(self.endpoint.url);
        let base = Url::parse(client.base_url.as_str());
        let url = base.and_then(|base| base.join(text)).ok();
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
        url.filter(is_web)
            .ok_or_else(|| "expected the URL of a token endpoint, found another text".to_owned())
    }

    /// RFC 6749 §4.4.2.
    fn request(&self, client: &Inner, url: &Url) -> Result<Request<Body>, String> {
        let ClientCredentials {
            id,
            secret,
            scopes,
            parameters,
            in_body,
            ..
        } = &self.credentials;
        let secret = secret.expose();
        let in_body = in_body.unwrap_or(self.endpoint.in_body);
        let default = || self.endpoint.scopes.join(" ");
        let scopes = scopes.clone().unwrap_or_else(default);
        let mut pairs = vec![("grant_type", "client_credentials")];
        if !scopes.is_empty() {
            pairs.push(("scope", &scopes));
        }
        if in_body {
            pairs.extend([("client_id", &**id), ("client_secret", secret)]);
        }
        let own = parameters.iter();
        pairs.extend(own.map(|(name, value)| (name.as_str(), value.as_str())));
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let form = pairs.collect::<Vec<_>>().join("&");
        let uri = url.as_str().parse();
        let uri = uri.map_err(|_| "expected the URL of a token endpoint".to_owned())?;
        let mut request = Request::new(Body::from(form.into_bytes()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        if let Some(agent) = client.headers.get(USER_AGENT) {
            headers.insert(USER_AGENT, agent.clone());
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        if !in_body {
            // Base64 is always a value of a header.
            if let Ok(mut login) = HeaderValue::try_from(format!("Basic {}", self.login())) {
                login.set_sensitive(true);
                headers.insert(AUTHORIZATION, login);
            }
        }
        Ok(request)
    }
}

/// The span of a request for a token.
#[cfg(feature = "tracing")]
fn span(url: &Url) -> Span {
    info_span!(
        "token",
        otel.name = "POST",
        otel.kind = "client",
        http.request.method = "POST",
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        url.path = url.path(),
    )
}

/// Reads the answer of a token endpoint (RFC 6749 §5).
fn read(
    client: &Client,
    response: &http::Response<Body>,
    body: &Bytes,
    address: &str,
) -> Result<FetchedSecret, Failure> {
    let status = response.status();
    // RFC 8259 §8.1: a byte order mark may be passed over.
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let value: Value = serde_json::from_slice(json).unwrap_or_default();
    let text = |name: &str| value.get(name)?.as_str();
    let token = text("access_token");
    // Some servers send an error with status 200.
    if !status.is_success() || (token.is_none() && text("error").is_some()) {
        let said = [text("error"), text("error_description")];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        let said = match said.is_empty() {
            true => String::new(),
            false => format!(": {}", said.join(": ")),
        };
        let may_pass = status.is_server_error()
            || matches!(
                status,
                StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
            );
        let clock = &client.inner.clock;
        return Err(Failure {
            message: format!("no token: status {}{said} ({address})", status.as_u16()),
            retryable: may_pass,
            retry_after: retry_after::read(response.headers(), || clock.timestamp()),
            source: None,
        });
    }
    let Some(token) = token else {
        let found = headers::text(response.headers(), "content-type").unwrap_or("no media type");
        return Err(failure(format!(
            "expected JSON with `access_token`, found {found} ({address})"
        )));
    };
    if let Some(other) = text("token_type").filter(|ty| !ty.eq_ignore_ascii_case("bearer")) {
        return Err(failure(format!(
            "expected a token of the type `Bearer`, found `{other}` ({address})"
        )));
    }
    let mut fetched = FetchedSecret::new(token);
    // Some servers write the number as a text.
    let lasts = value.get("expires_in");
    let lasts = lasts.and_then(|lasts| match lasts {
        Value::String(text) => text.parse().ok(),
        other => other.as_f64(),
    });
    if let Some(lasts) = lasts.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        fetched = fetched.expires_in(lasts);
    }
    Ok(fetched)
}

/// A failure that stays one.
fn failure(message: String) -> Failure {
    Failure {
        message,
        retryable: false,
        retry_after: None,
        source: None,
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the parameters: their values may be secrets.
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("secret", &self.secret)
            .field("scopes", &self.scopes)
            .field("token_url", &self.token_url)
            .field("in_body", &self.in_body)
            .finish_non_exhaustive()
    }
}
