//! Credentials: what a secret is called, how it is written for the wire, who holds it.
//! Never prints one: every `Debug` here is redacted, and header values are marked sensitive.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

use crate::runtime::auth::redaction;
use crate::runtime::calls::call;
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::http::encode::encode;

/// One way to prove who is calling. Each place a secret can travel in is a type in a file of its own.
pub(crate) trait Credential: fmt::Debug + Sync {
    /// The name of the setter on the builder, such as `api_key`.
    fn name(&self) -> &'static str;
    /// The environment variable that holds it.
    fn env(&self) -> Option<&'static str>;
    /// The header it travels in, in lower case; `None` when it travels elsewhere.
    fn header(&self) -> Option<&'static str> {
        None
    }
    /// The query parameter it travels in; `None` when it travels elsewhere.
    fn query(&self) -> Option<&'static str> {
        None
    }
    /// The cookie it travels in; `None` when it travels elsewhere.
    fn cookie(&self) -> Option<&'static str> {
        None
    }
    /// The header that a caller can send in its place.
    fn by_hand(&self) -> Option<&'static str> {
        self.header().or(self.cookie().map(|_| "cookie"))
    }
    /// Whether white space around it is no part of it, since no header can carry any (RFC 9110 §5.5).
    fn is_trimmed(&self) -> bool {
        self.header().is_some()
    }
    /// The form that a secret must have, where this one has another.
    fn expected_form(&self, _: &str) -> Option<&'static str> {
        None
    }
    /// The part of a secret that is one by itself, such as a password without the name of its user.
    fn inner<'s>(&self, secret: &'s str) -> &'s str {
        secret
    }
    /// The secret as that part of the request contains it, such as `Bearer …`.
    fn write(&self, secret: &str) -> String;
    /// The secret that is written as this word, where it is written in another way than it was given.
    fn read(&self, _: &str) -> Option<String> {
        None
    }
}

/// Alternatives, each a list of credentials that are needed together.
pub(crate) type Security = &'static [&'static [&'static dyn Credential]];

/// What a client has for a credential: a secret, or what fetches one.
pub(crate) trait Keep: fmt::Debug + Send + Sync {
    /// The secret, if it is there without being fetched.
    fn held(&self) -> Option<&Held>;
    /// What fetches it, if it is not.
    fn provider(&self) -> Option<&dyn Provide>;
    /// The text with every secret of it painted over.
    fn redact<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str>;
    /// Whether a text shows a secret of it.
    fn is_in(&self, text: &str) -> bool;
}

/// Fetches the secret of a credential, and keeps it for as long as it lasts.
pub(crate) trait Provide: Send + Sync {
    /// The secret, fetched if there is none that lasts, in the time that an attempt has.
    ///
    /// # Errors
    ///
    /// Kind `Credential`.
    fn provide<'a>(&'a self, client: &'a Client, within: Option<Duration>) -> Provided<'a>;
    /// Gives up a secret that the API refused, unless another one has taken its place.
    fn refuse(&self, held: &Arc<Held>);
}

/// A secret that a call waits for.
pub(crate) type Provided<'a> = Pin<Box<dyn Future<Output = Result<Arc<Held>, Error>> + Send + 'a>>;

/// The text with every one of these secrets painted over.
pub(crate) fn redact<'a>(kept: &[Option<Arc<dyn Keep>>], text: Cow<'a, str>) -> Cow<'a, str> {
    let kept = kept.iter().flatten();
    kept.fold(text, |text, kept| kept.redact(text))
}

/// What is shorter, such as the `test` of a test server, is no secret but a part of ordinary words.
pub(crate) const SHORTEST: usize = 5;

/// A text that is never shown.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// Keeps this text from being shown.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A secret that a client was built with, ready for the wire.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// What nothing shows: the secret as it was given, as it was written, and the part that is one by itself.
    forms: Vec<Secret>,
    /// The header it goes into; `None` for the query and a cookie.
    pub header: Option<HeaderName>,
    /// What goes into the header, or percent-encoded into the query; marked sensitive.
    pub sent: HeaderValue,
}

impl Held {
    /// Takes a secret for a credential as it was given; what a header holds by itself without the white
    /// space around it.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a secret that is empty, or that cannot be sent as it is.
    pub fn new(credential: &dyn Credential, secret: &Secret) -> Result<Self, String> {
        let text = match credential.is_trimmed() {
            true => secret.expose().trim(),
            false => secret.expose(),
        };
        let name = credential.name();
        if text.trim().is_empty() {
            return Err(format!(
                "expected a credential as {name}, found an empty text"
            ));
        }
        // Base64 and a query would carry them, but they are the line break of a file, and a user name or a
        // password has none (RFC 7617 §2).
        if text.contains(char::is_control) {
            return Err(format!(
                "expected {name} without control characters, found some"
            ));
        }
        if let Some(form) = credential.expected_form(text) {
            return Err(format!("expected {form} as {name}, found another text"));
        }
        let written = match credential.query() {
            Some(_) => encode(&credential.write(text)),
            None => credential.write(text),
        };
        // A header could carry more than ASCII, but none of it is a credential's; within a cookie
        // some characters would end it (RFC 6265 §4.1.1).
        let ends_cookie = |c: char| c.is_whitespace() || matches!(c, '"' | ',' | ';' | '\\');
        let fits = match credential.cookie() {
            Some(_) => written.is_ascii() && !written.contains(ends_cookie),
            None => written.is_ascii(),
        };
        let sent = HeaderValue::from_str(&written).ok().filter(|_| fits);
        let mut sent = sent.ok_or_else(|| match credential.cookie() {
            Some(_) => {
                format!("expected {name} to fit into a cookie, found characters that do not")
            }
            None => format!("expected {name} to fit into a header, found characters that do not"),
        })?;
        sent.set_sensitive(true);
        let last_word = written.rsplit(' ').next().unwrap_or_default();
        let header = match credential.header() {
            Some(header) => Some(call::header_name(header)?),
            None => None,
        };
        Ok(Self {
            forms: forms([text, last_word, credential.inner(text)]),
            header,
            sent,
        })
    }

    /// What a client keeps of a secret for a credential.
    ///
    /// # Errors
    ///
    /// See [`new`](Self::new).
    pub fn kept(
        credential: &dyn Credential,
        secret: impl Into<String>,
    ) -> Result<Arc<dyn Keep>, String> {
        Ok(Arc::new(Self::new(
            credential,
            &Secret::new(secret.into()),
        )?))
    }

    /// The secrets in a header that a caller sends in place of a credential, so that nothing shows them. In
    /// `authorization` the first word is the name of a scheme; a cookie is `name=value`.
    pub fn by_hand(
        credentials: &[&'static dyn Credential],
        name: &str,
        header: &HeaderValue,
    ) -> Vec<Arc<dyn Keep>> {
        let text = header.to_str().unwrap_or_default();
        let text = match (name, text.split_once(' ')) {
            ("authorization", Some((_, rest))) => rest,
            _ => text,
        };
        let words = text.split([' ', ';']);
        let held = words.map(|word| -> Arc<dyn Keep> {
            let value = word.split_once('=').map_or(word, |(_, value)| value);
            let mut credentials = credentials.iter();
            let read = credentials.find_map(|known| Some((*known, known.read(word)?)));
            let (text, inner) = match &read {
                Some((credential, text)) => (&**text, credential.inner(text)),
                None => (word, value),
            };
            Arc::new(Self {
                forms: forms([text, word, inner]),
                header: None,
                sent: header.clone(),
            })
        });
        held.collect()
    }

    /// The secret that a caller sends as this query parameter in place of a credential, so that nothing shows it.
    pub fn in_query(
        credentials: &[&'static dyn Credential],
        name: &str,
        value: &str,
    ) -> Option<Arc<dyn Keep>> {
        let mut credentials = credentials.iter();
        let credential = credentials.find(|known| known.query() == Some(name))?;
        Self::kept(*credential, value).ok()
    }

    /// The same in a query of a URL, which may be encoded in another way.
    pub fn within_query(
        credentials: &[&'static dyn Credential],
        query: &str,
    ) -> Vec<Arc<dyn Keep>> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let held = pairs.flat_map(|(name, value)| {
            let decoded = |text| percent_decode_str(text).decode_utf8_lossy();
            let name = decoded(name);
            [value.into(), decoded(value)]
                .iter()
                .filter_map(|value| Self::in_query(credentials, &name, value))
                .collect::<Vec<_>>()
        });
        held.collect()
    }
}

/// What nothing shows of these texts.
fn forms<const N: usize>(texts: [&str; N]) -> Vec<Secret> {
    let mut forms: Vec<Secret> = Vec::new();
    for text in texts.into_iter().filter(|text| text.len() >= SHORTEST) {
        if forms.iter().all(|form| form.expose() != text) {
            forms.push(Secret::new(text.to_owned()));
        }
    }
    forms
}

impl Keep for Held {
    fn held(&self) -> Option<&Held> {
        Some(self)
    }

    fn provider(&self) -> Option<&dyn Provide> {
        None
    }

    fn redact<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let forms = self.forms.iter();
        forms.fold(text, |text, form| redaction::redact(text, form.expose()))
    }

    fn is_in(&self, text: &str) -> bool {
        let mut forms = self.forms.iter();
        forms.any(|form| redaction::is_in(text, form.expose()))
    }
}
