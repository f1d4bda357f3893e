//! Where the API is: a base URL that paths are appended to without losing or doubling a slash.

use reqwest::Url;

/// A base URL: an HTTP origin, perhaps a path prefix, perhaps a query that is always sent.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl {
    /// Origin and prefix, without a slash at the end.
    text: String,
    query: Option<String>,
    scheme: String,
    host: String,
    port: Option<u16>,
}

impl BaseUrl {
    /// Reads a base URL.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a text that is no absolute `http` or `https` URL, or that holds a
    /// user name or a password, which logs and error messages would show.
    pub fn new(text: &str) -> Result<Self, String> {
        let found = shown(text);
        let mut url = Url::parse(text.trim())
            .map_err(|error| format!("expected a base URL, found {found}: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!(
                "expected a base URL with http or https, found {found}"
            ));
        }
        let Some(host) = url.host_str().map(str::to_owned) else {
            return Err(format!("expected a base URL with a host, found {found}"));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "expected a base URL without user name and password, found them; \
                        send them as a default header"
                    .to_owned(),
            );
        }
        let query = url
            .query()
            .filter(|query| !query.is_empty())
            .map(str::to_owned);
        url.set_query(None);
        url.set_fragment(None);
        Ok(Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            query,
            scheme: url.scheme().to_owned(),
            host,
            port: url.port_or_known_default(),
        })
    }

    /// Origin and prefix, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The query that is sent with every request, encoded.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Host and port, for messages.
    pub fn address(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// The host, for spans.
    #[cfg(feature = "tracing")]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether a URL has the same origin (RFC 6454 §4): scheme, host and port.
    pub fn is_origin_of(&self, url: &Url) -> bool {
        url.scheme() == self.scheme
            && url.host_str() == Some(&self.host)
            && url.port_or_known_default() == self.port
    }

    /// The port, as it is or as the scheme has it.
    #[cfg(feature = "tracing")]
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

/// Whether a URL says by itself where it leads: it has a scheme, and each of its variables has a value.
pub(crate) fn is_absolute(url: &str) -> bool {
    url.contains("://") && !url.contains('{')
}

/// A text that should have been a base URL; hidden when it may contain or be a secret.
fn shown(text: &str) -> String {
    if !text.contains("://") {
        "a text without ://".to_owned()
    } else if text.contains(['@', '?']) {
        "another text".to_owned()
    } else {
        format!("{text:?}")
    }
}
