//! One call of an operation while its options are set. Sends nothing; that is `exchange`'s.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::{HeaderName, HeaderValue};

use crate::runtime::auth::credential::{Held, Security};
use crate::runtime::auth::secrets::Secrets;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::payload::Source;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::http::base_url::BaseUrl;
use crate::runtime::http::retries::Retries;

/// A call: owned, cheap to clone, and silent about values in `Debug`.
///
/// What cannot be sent (a bad header, a path parameter that is a dot segment) is remembered and
/// reported when the call is awaited, so that setters stay plain.
#[derive(Clone)]
pub(crate) struct Call {
    parts: Arc<Parts>,
}

/// What a call is made of.
#[derive(Clone)]
pub(crate) struct Parts {
    pub client: Client,
    pub operation: &'static Operation,
    /// Where the call goes, unless that is the base URL of the client; or why it goes nowhere.
    pub server: Option<Arc<Result<BaseUrl, String>>>,
    /// The path so far, its parameters encoded.
    pub path: String,
    /// The rest of the template, from the next `{` on.
    pub rest: Cow<'static, str>,
    /// What was set, by the names of the parameters.
    pub query: Vec<(Cow<'static, str>, Sent)>,
    /// What was set, or with `None` taken out of the defaults, by name.
    pub headers: Vec<(HeaderName, Option<HeaderValue>)>,
    /// The pairs of each cookie parameter, their values encoded.
    pub cookies: Vec<(&'static str, Vec<(String, String)>)>,
    /// The body and its media type.
    pub body: Option<(Arc<dyn Source>, HeaderValue)>,
    /// What it asks for in place of its operation.
    pub instead: Option<Arc<Instead>>,
    pub timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    /// In place of those of the client.
    pub retries: Option<Arc<Retries>>,
    /// The first thing that makes it impossible to send.
    pub fault: Option<Box<str>>,
}

/// What a call asks for in place of its operation.
pub(crate) struct Instead {
    pub method: Method,
    /// The URL that an answer named; none for what the description does not know.
    pub link: Option<String>,
}

/// What is sent for a query parameter.
#[derive(Clone)]
pub(crate) enum Sent {
    /// One value, encoded when the URL is made.
    Value(String),
    /// Pairs, whose values are encoded. Without one, nothing is sent, not even a default.
    Pairs(Vec<(String, String)>),
    /// A query by itself, as it is sent.
    #[allow(dead_code)] // Not every API has one.
    Whole(String),
}

impl Sent {
    fn has_pair(&self, name: &str) -> bool {
        matches!(self, Self::Pairs(pairs) if pairs.iter().any(|(key, _)| key == name))
    }
}

impl Call {
    /// A call with nothing set.
    pub fn new(client: Client, operation: &'static Operation) -> Self {
        let start = operation.path.find('{').unwrap_or(operation.path.len());
        let (path, rest) = operation.path.split_at(start);
        Self {
            parts: Arc::new(Parts {
                client,
                operation,
                server: None,
                path: path.to_owned(),
                rest: rest.into(),
                query: Vec::new(),
                headers: Vec::new(),
                cookies: Vec::new(),
                body: None,
                instead: None,
                timeout: None,
                deadline: None,
                retries: None,
                fault: None,
            }),
        }
    }

    /// The same call by a copy of its client.
    pub fn with_client(self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        let client = change(self.parts.client.to_builder()).build();
        self.set(|parts| match client {
            Ok(client) => {
                let (was, is) = (&parts.client.inner, &client.inner);
                let (was, is) = (&was.configuration, &is.configuration);
                let is_moved = (&was.base_url, &was.servers) != (&is.base_url, &is.servers);
                // Its server was found by the client that it was made by.
                if is_moved && parts.server.is_some() {
                    let fault = "expected `with_client` to leave the address of a call with a server of \
                                 its own, found another; use `base_url` of the request";
                    parts.refuse(fault.to_owned());
                }
                parts.client = client;
            }
            Err(error) => parts.refuse(error.inner.message.unwrap_or_default()),
        })
    }

    /// What it is made of.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The same call with something set.
    pub fn set(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(Arc::make_mut(&mut self.parts));
        self
    }

    /// Sets a query parameter, in place of an earlier or a default one of this name.
    pub fn query<T: fmt::Display>(
        self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let (name, value) = (name.into(), value.to_string());
        self.set(|parts| parts.set_query(name, Sent::Value(value)))
    }

    /// Sets a query parameter, in place of all that would be sent by this name.
    pub fn extra_query(self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.without_query(name.clone())
            .query::<String>(name, value)
    }

    /// Leaves out a query parameter, also a default one, and the pairs of others that have this name.
    pub fn without_query(self, name: impl Into<Cow<'static, str>>) -> Self {
        let name = name.into();
        self.set(|parts| {
            for (_, known) in &mut parts.query {
                if let Sent::Pairs(pairs) = known {
                    pairs.retain(|(key, _)| *key != name);
                }
            }
            parts.set_query(name, Sent::Pairs(Vec::new()));
        })
    }

    /// Sets a header, in place of an earlier or a default one of this name.
    pub fn header<T: fmt::Display>(self, name: impl AsRef<str>, value: impl Into<T>) -> Self {
        let value: T = value.into();
        let header = header(name.as_ref(), &value.to_string());
        self.set(|parts| match header {
            Ok((name, value)) => replace(&mut parts.headers, name, Some(value)),
            Err(fault) => parts.refuse(fault),
        })
    }

    /// Leaves out a header, also a default one or a credential.
    pub fn without_header(self, name: impl AsRef<str>) -> Self {
        let name = header_name(name.as_ref());
        self.set(|parts| match name {
            Ok(name) => replace(&mut parts.headers, name, None),
            Err(fault) => parts.refuse(fault),
        })
    }

    /// Sends the call to this base URL, whatever server it would go to.
    pub fn base_url(self, base_url: &str) -> Self {
        let server = Arc::new(BaseUrl::new(base_url));
        self.set(|parts| parts.server = Some(server))
    }

    /// Bounds each attempt.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|parts| parts.timeout = Some(timeout))
    }

    /// Bounds all attempts, the waits between them and, where there are pages, all of them.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.set(|parts| parts.deadline = Some(deadline))
    }

    /// Bounds the attempts after the first.
    pub fn max_retries(self, max_retries: u32) -> Self {
        let retries = self.parts.retries().clone();
        self.retries(retries.max(max_retries))
    }

    /// Sets when it is sent again.
    pub fn retries(self, retries: Retries) -> Self {
        self.set(|parts| parts.retries = Some(Arc::new(retries)))
    }
}

impl Parts {
    /// Whether the call sets a query parameter.
    pub fn has_query(&self, name: &str) -> bool {
        let mut query = self.query.iter();
        query.any(|(known, sent)| known == name || sent.has_pair(name))
    }

    /// Whether the call sets a cookie.
    pub fn has_cookie(&self, name: &str) -> bool {
        let mut pairs = self.cookies.iter().flat_map(|(_, pairs)| pairs);
        pairs.any(|(known, _)| known == name)
    }

    /// The secrets that nothing may show: those of the client, and those that a header or the query of the call
    /// has in their place.
    pub fn secrets(&self) -> Secrets<'_> {
        let client = &*self.client.inner;
        let holds_secret = |name: &str| {
            let mut credentials = client.api.credentials.iter();
            ["authorization", "cookie"].contains(&name)
                || credentials.any(|credential| credential.by_hand() == Some(name))
        };
        let given = self.headers.iter();
        let given = given.filter(|(name, _)| holds_secret(name.as_str()));
        let known = client.api.credentials;
        let held = given
            .filter_map(|(name, value)| Some(Held::by_hand(known, name.as_str(), value.as_ref()?)));
        let mut of_call: Vec<_> = held.flatten().collect();
        for (name, sent) in &self.query {
            match sent {
                Sent::Value(value) => of_call.extend(Held::in_query(known, name, value)),
                Sent::Whole(query) => of_call.extend(Held::within_query(known, query)),
                Sent::Pairs(pairs) => {
                    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
                    of_call.extend(pairs.flat_map(|pair| Held::within_query(known, &pair)));
                }
            }
        }
        if let Some(Ok(server)) = self.server.as_deref() {
            let query = server.query().unwrap_or_default();
            of_call.extend(Held::within_query(known, query));
        }
        Secrets {
            of_call,
            ..client.secrets()
        }
    }

    /// The method: a URL that an answer named is read, whatever the operation does.
    pub fn method(&self) -> &str {
        let instead = self.instead.as_ref();
        instead.map_or(self.operation.method, |instead| instead.method.as_str())
    }

    /// Whether it is a call of the description.
    pub fn is_described(&self) -> bool {
        let instead = self.instead.as_ref();
        instead.is_none_or(|instead| instead.link.is_some())
    }

    /// The credentials that it needs, as [`Operation::security`] says them. A call that the description does
    /// not know is sent with those that most of the API needs, as far as they are there.
    pub fn security(&self) -> Security {
        match self.is_described() {
            true => self.operation.security,
            false => self.client.inner.api.security,
        }
    }

    /// Where the call goes.
    pub fn base_url(&self) -> &BaseUrl {
        match self.server.as_deref() {
            Some(Ok(server)) => server,
            // A call without a server is never sent.
            Some(Err(_)) | None => &self.client.inner.base_url,
        }
    }

    /// When it is sent again.
    pub fn retries(&self) -> &Retries {
        let own = self.retries.as_deref();
        own.unwrap_or(&self.client.inner.retries)
    }

    /// Sets a query parameter, in place of an earlier one of this name. It is sent before a pair of another
    /// parameter that has this name, whichever was set first.
    pub fn set_query(&mut self, name: Cow<'static, str>, sent: Sent) {
        let mut known = self.query.iter();
        match known.position(|(known, sent)| *known == name || sent.has_pair(&name)) {
            Some(at) if self.query[at].0 != name => {
                self.query.retain(|(known, _)| *known != name);
                self.query.insert(at, (name, sent));
            }
            _ => replace(&mut self.query, name, sent),
        }
    }

    /// Why this call cannot be sent, if it cannot.
    pub fn fault(&self) -> Option<&str> {
        let of_server = || Some(self.server.as_deref()?.as_ref().err()?.as_str());
        self.fault.as_deref().or_else(of_server)
    }

    /// Remembers why this call cannot be sent; the first reason stays.
    pub fn refuse(&mut self, fault: String) {
        self.fault.get_or_insert(fault.into());
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names only: a value may be a secret that the caller brought along.
        let Parts {
            client,
            operation,
            path,
            rest,
            query,
            headers,
            ..
        } = &*self.parts;
        f.debug_struct("Call")
            .field("operation", &operation.id)
            .field("method", &self.parts.method())
            .field(
                "path",
                &format_args!("{}{rest}", client.inner.redact(path.into())),
            )
            .field(
                "query",
                &query.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            )
            .field(
                "headers",
                &headers.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}

/// Reads a header that a caller brought; its value is marked sensitive, since it may be a secret.
///
/// # Errors
///
/// Says which name or value cannot be sent; never shows the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = header_name(name)?;
    let mut value = header_value(value).map_err(|wrong| {
        format!("expected a value for the header {name} without {wrong}, found some")
    })?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// Reads the value of a header.
///
/// # Errors
///
/// Says what no header can hold, or what every reader takes away (RFC 9110 §5.5).
pub(crate) fn header_value(value: &str) -> Result<HeaderValue, &'static str> {
    match HeaderValue::from_bytes(value.as_bytes()) {
        Ok(read) if value.trim_ascii() == value => Ok(read),
        Ok(_) => Err("white space at its ends"),
        Err(_) => Err("control characters"),
    }
}

/// Reads the name of a header.
///
/// # Errors
///
/// Says which name cannot be one.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("expected the name of a header, found {name:?}"))
}

/// Leaves one entry of this name, where the first one was.
pub(crate) fn replace<N: PartialEq, V>(entries: &mut Vec<(N, V)>, name: N, value: V) {
    let mut value = Some(value);
    entries.retain_mut(|entry| {
        if entry.0 != name {
            return true;
        }
        value.take().map(|value| entry.1 = value).is_some()
    });
    if let Some(value) = value {
        entries.push((name, value));
    }
}
