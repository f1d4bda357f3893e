//! The configuration of a client, and how it becomes one. What is missing comes from an environment
//! that is handed in, or has a default.

use std::sync::Arc;
use std::time::Duration;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::runtime::api::{Api, missing_base_url, missing_credentials};
use crate::runtime::auth::credential::{Credential, Held, Keep, redact};
use crate::runtime::calls::call;
use crate::runtime::client::{Client, Inner};
use crate::runtime::http::base_url::{BaseUrl, is_absolute};
use crate::runtime::http::clock::{Clock, SystemClock};
use crate::runtime::http::connections::Connections;
use crate::runtime::http::interceptor::Interceptor;
use crate::runtime::http::retries::Retries;
use crate::runtime::http::transport::Transport;
#[cfg(feature = "test-util")]
use crate::runtime::test_util::Script;

/// What the choice of a server of the API is known by, whatever its setter is called.
pub(crate) const SERVER: &str = "server";

const TIMEOUT: Duration = Duration::from_secs(600);
/// Bounds the time to connect, unless one is set.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const MAX_RESPONSE_BYTES: usize = 64 << 20;

const HTTP_CLIENT_AND_TIMEOUT: &str = "expected an own HTTP client or a connect_timeout, found both: \
                                    set the timeout on the HTTP client";

const TRANSPORT_AND_TIMEOUT: &str = "expected a transport or a connect_timeout, found both: set the \
                                     timeout on what the transport connects with";

/// Everything that can be set, as it was set.
#[derive(Clone, Default)]
pub(crate) struct Configuration {
    /// Where every call goes. Without it, each goes to the server that the description names for it.
    pub base_url: Option<String>,
    /// The servers that were chosen: the setter, the URL, the environment variable that replaces it.
    pub servers: Vec<(&'static str, String, Option<&'static str>)>,
    /// The environment variables that are set and replace servers of operations, with their values.
    pub server_env: Vec<(&'static str, String)>,
    /// What is kept for each, or what is wrong with it.
    pub credentials: Vec<Option<Result<Arc<dyn Keep>, String>>>,
    pub settings: Vec<Option<String>>,
    pub timeout: Option<Duration>,
    pub connect_timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    pub retries: Option<Retries>,
    /// The header that takes the key of requests whose method may do the same thing twice.
    pub idempotency_header: Option<HeaderName>,
    pub max_response_bytes: Option<usize>,
    pub headers: HeaderMap,
    pub query: Vec<(String, String)>,
    /// What every request passes through, the outermost first.
    pub interceptors: Vec<Interceptor>,
    /// The transport of the caller.
    pub own: Option<Own>,
    /// The connections of the client that this is a copy of.
    pub connections: Option<Arc<dyn Transport>>,
    /// The test that answers in place of the API.
    #[cfg(feature = "test-util")]
    pub test_server: Option<Arc<Script>>,
}

/// A transport of the caller.
#[derive(Clone)]
pub(crate) struct Own {
    pub transport: Arc<dyn Transport>,
    /// Whether it is an HTTP client, with a timeout of its own.
    pub is_http_client: bool,
}

impl Configuration {
    /// Takes from the environment what was not set. A blank variable counts as none.
    pub fn fill_in(&mut self, api: &'static Api, environment: impl Fn(&str) -> Option<String>) {
        let variable = |name: Option<&str>| {
            let value = environment(name?)?;
            (!value.trim().is_empty()).then(|| value.trim().to_owned())
        };
        if self.base_url.is_none() {
            self.base_url = variable(match self.server(SERVER) {
                Some((_, env)) => env,
                None => api.base_url_env,
            });
        }
        for name in api.server_env {
            let is_known = self.server_env.iter().any(|(known, _)| known == name);
            if let Some(url) = variable(Some(name)).filter(|_| !is_known) {
                self.server_env.push((name, url));
            }
        }
        let secret = |name: &str| {
            let value = environment(name)?;
            // A file that a variable is filled from ends with a line break, which is no part of a secret.
            let text = value.strip_suffix('\n').unwrap_or(&value);
            let text = text.strip_suffix('\r').unwrap_or(text);
            (!text.trim().is_empty()).then(|| text.to_owned())
        };
        for (credential, slot) in api.credentials.iter().zip(&mut self.credentials) {
            if slot.is_none() {
                let secret = credential.env().and_then(secret);
                *slot = secret.map(|secret| Held::kept(*credential, secret));
            }
        }
        for issuer in api.issuers {
            let index = api.index_of(issuer.credential());
            let slot = index.and_then(|index| self.credentials.get_mut(index));
            if let Some(slot @ None) = slot {
                let values = issuer.env().iter().map(|name| secret(name));
                let values: Option<Vec<String>> = values.collect();
                let values = values.filter(|values| !values.is_empty());
                *slot = values.map(|values| issuer.keep(&values));
            }
        }
        for (setting, slot) in api.settings.iter().zip(&mut self.settings) {
            if slot.is_none() {
                *slot = variable(setting.env());
            }
        }
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Says what is missing, or cannot be sent.
    pub fn build(mut self, api: &'static Api) -> Result<Client, String> {
        let mut credentials = self.hold_credentials(api)?;
        credentials.extend(self.by_hand(api).into_iter().map(Some));
        let base_url = self.base_url(api);
        let base_url = base_url.map_err(|fault| redact(&credentials, fault.into()).into_owned())?;
        #[cfg(feature = "test-util")]
        if let Some(script) = &self.test_server {
            script.keep_secret(&credentials);
        }
        let headers = self.headers(api)?;
        let transport = self.transport()?;
        let clock = self.clock();
        let timed = self.own.as_ref().is_some_and(|own| own.is_http_client);
        let timeout = self.timeout.or((!timed).then_some(TIMEOUT));
        Ok(Client::from_inner(Inner {
            api,
            base_url,
            headers,
            credentials,
            timeout,
            retries: self.retries.clone().unwrap_or_default(),
            max_response_bytes: self.max_response_bytes.unwrap_or(MAX_RESPONSE_BYTES),
            transport,
            clock,
            configuration: self,
        }))
    }

    /// The server that was chosen by a setter, and the environment variable that replaces it.
    pub fn server(&self, setter: &str) -> Option<(&str, Option<&'static str>)> {
        let mut servers = self.servers.iter();
        let (_, url, env) = servers.find(|(known, ..)| *known == setter)?;
        Some((url, *env))
    }

    /// Where calls go whose operation has no server of its own.
    fn base_url(&self, api: &Api) -> Result<BaseUrl, String> {
        if let Some(base_url) = &self.base_url {
            return BaseUrl::new(base_url);
        }
        if let Some((server, _)) = self.server(SERVER) {
            return BaseUrl::new(server);
        }
        let described = api.base_url.filter(|url| is_absolute(url));
        BaseUrl::new(described.ok_or_else(|| missing_base_url(api))?)
    }

    /// The credentials, ready for the wire.
    fn hold_credentials(&self, api: &'static Api) -> Result<Vec<Option<Arc<dyn Keep>>>, String> {
        let held = self
            .credentials
            .iter()
            .map(|given| given.clone().transpose());
        let held = held.collect::<Result<Vec<_>, String>>()?;
        let there = |credential: &&dyn Credential| {
            let index = api.index_of(*credential);
            let is_held = index.is_some_and(|index| held[index].is_some());
            let by_hand = credential.by_hand();
            is_held || by_hand.is_some_and(|header| self.headers.contains_key(header))
        };
        if api.is_public || api.security.iter().any(|all| all.iter().all(there)) {
            return Ok(held);
        }
        Err(missing_credentials(api, api.security, there))
    }

    /// The secrets that the caller sends by hand, in place of credentials.
    fn by_hand(&self, api: &'static Api) -> Vec<Arc<dyn Keep>> {
        let names = api.credentials.iter();
        let names = names.filter_map(|credential| credential.by_hand());
        let mut names: Vec<&str> = names.chain(["authorization", "cookie"]).collect();
        names.sort_unstable();
        names.dedup();
        let headers = names.into_iter().flat_map(|name| {
            let values = self.headers.get_all(name).into_iter();
            values.flat_map(move |value| Held::by_hand(api.credentials, name, value))
        });
        let mut kept: Vec<Arc<dyn Keep>> = headers.collect();
        let query = self.query.iter();
        kept.extend(query.filter_map(|(name, value)| Held::in_query(api.credentials, name, value)));
        let base_url = self.base_url.as_deref().unwrap_or_default();
        if let Some((_, query)) = base_url.split_once('?') {
            kept.extend(Held::within_query(api.credentials, query));
        }
        kept
    }

    /// What is sent with every request, but for the credentials.
    fn headers(&self, api: &'static Api) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        let user_agent = HeaderValue::from_str(api.user_agent);
        let user_agent = user_agent.map_err(|_| "expected a user agent in ASCII".to_owned())?;
        headers.insert(header::USER_AGENT, user_agent);
        for (setting, value) in api.settings.iter().zip(&self.settings) {
            // A blank one is how a caller keeps out what the environment has.
            if let Some(value) = value
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
            {
                let (name, value) = call::header(setting.header(), value)?;
                headers.insert(name, value);
            }
        }
        headers.extend(self.headers.clone());
        Ok(headers)
    }

    /// What to send through: the caller's transport, the connections of the client that this is a
    /// copy of, else new ones.
    fn transport(&mut self) -> Result<Arc<dyn Transport>, String> {
        #[cfg(feature = "test-util")]
        if let Some(script) = &self.test_server {
            return Ok(Arc::<Script>::clone(script));
        }
        if let Some(own) = &self.own {
            return match (self.connect_timeout, own.is_http_client) {
                (None, _) => Ok(Arc::clone(&own.transport)),
                (Some(_), true) => Err(HTTP_CLIENT_AND_TIMEOUT.to_owned()),
                (Some(_), false) => Err(TRANSPORT_AND_TIMEOUT.to_owned()),
            };
        }
        if let Some(connections) = &self.connections {
            return Ok(Arc::clone(connections));
        }
        let connections = Connections::new(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        let connections: Arc<dyn Transport> = match connections {
            Ok(connections) => Arc::new(connections),
            Err(error) => return Err(format!("could not set up HTTP: {error}")),
        };
        self.connections = Some(Arc::clone(&connections));
        Ok(connections)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        #[cfg(feature = "test-util")]
        if let Some(script) = &self.test_server {
            return script.clock();
        }
        Arc::new(SystemClock)
    }
}
