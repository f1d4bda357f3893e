//! Which credentials a call is sent with, and the secrets of them that have to be fetched.

use std::sync::Arc;
use std::time::Duration;

use crate::runtime::api::missing_credentials;
use crate::runtime::auth::credential::{Credential, Held, Secret};
use crate::runtime::calls::call::Parts;
use crate::runtime::client::{Client, Inner};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::limit::Limit;

/// The credentials of a call.
pub(crate) struct Chosen<'c> {
    /// All of them are sent.
    pub all: &'static [&'static dyn Credential],
    client: &'c Client,
    /// The secrets that were fetched; few calls have some.
    fetched: Option<Box<Fetched>>,
}

type Fetched = Vec<(&'static dyn Credential, Arc<Held>)>;

/// The credentials of a call, without those secrets that have to be fetched.
///
/// # Errors
///
/// The client lacks one.
pub(crate) fn chosen(parts: &Parts) -> Result<Chosen<'_>, Error> {
    Ok(Chosen {
        all: alternative(parts, &parts.client.inner)?,
        client: &parts.client,
        fetched: None,
    })
}

/// The credentials of a call as they may be shown: other secrets replace those that have to be fetched.
///
/// # Errors
///
/// The client lacks one.
pub(crate) fn shown(parts: &Parts) -> Result<Chosen<'_>, Error> {
    let mut chosen = chosen(parts)?;
    for credential in chosen.all {
        if chosen.client.inner.provider(*credential).is_some() {
            let secret = Secret::new("secret:secret".to_owned());
            let held = Held::new(*credential, &secret).map_err(Error::configuration)?;
            let fetched = chosen.fetched.get_or_insert_default();
            fetched.push((*credential, Arc::new(held)));
        }
    }
    Ok(chosen)
}

impl Chosen<'_> {
    /// Fetches the secrets that have to be, if there are any, in the time that an attempt has.
    ///
    /// # Errors
    ///
    /// One could not be fetched.
    pub async fn fetch(&mut self, parts: &Parts, left: Option<Duration>) -> Result<(), Error> {
        let client = &self.client.inner;
        let mut all = self.all.iter();
        if all.any(|credential| client.provider(*credential).is_some()) {
            // Boxed, so that calls without one are not larger for it.
            self.fetched = Some(Box::pin(fetched(parts, self.all, left)).await?);
        }
        Ok(())
    }

    /// The secret for a credential.
    pub fn held(&self, credential: &dyn Credential) -> Option<&Held> {
        let mut fetched = self.fetched.iter().flat_map(|fetched| fetched.iter());
        let fetched = fetched.find(|(known, _)| known.name() == credential.name());
        let given = || self.client.inner.kept(credential)?.held();
        fetched.map(|(_, held)| &**held).or_else(given)
    }

    /// Gives up the secrets that were fetched, since the API refused the call; whether there were any.
    pub fn refuse(&self) -> bool {
        let fetched = self.fetched.iter().flat_map(|fetched| fetched.iter());
        for (credential, held) in fetched {
            if let Some(provider) = self.client.inner.provider(*credential) {
                provider.refuse(held);
            }
        }
        self.fetched.is_some()
    }
}

async fn fetched(
    parts: &Parts,
    all: &[&'static dyn Credential],
    left: Option<Duration>,
) -> Result<Box<Fetched>, Error> {
    let client = &parts.client;
    let timeout = parts.timeout.or(client.inner.timeout);
    let mut limit = Limit::new(&*client.inner.clock, timeout, left);
    let mut fetched = Box::new(Fetched::new());
    for credential in all {
        let Some(provider) = client.inner.provider(*credential) else {
            continue;
        };
        let within = limit.whole();
        match limit.of(|| provider.provide(client, within)).await {
            Ok(held) => fetched.push((*credential, held?)),
            Err(mut late) => {
                // The deadline of the call stays what it is.
                if late.inner.retryable {
                    let name = credential.name();
                    late.inner.kind = ErrorKind::Credential;
                    late.inner.message = Some(format!("{name}: it was not fetched in time"));
                }
                return Err(late);
            }
        }
    }
    Ok(fetched)
}

/// The credentials to send: the first alternative the client holds all of; none where the operation
/// can do without, or where the caller sends a header, a query parameter or a cookie of that name by hand.
fn alternative(parts: &Parts, client: &Inner) -> Result<&'static [&'static dyn Credential], Error> {
    let by_hand = |credential: &dyn Credential| {
        let header = credential.by_hand().is_some_and(|header| {
            client.configuration.headers.contains_key(header)
                || parts.headers.iter().any(|(name, _)| name == header)
        });
        header
            || credential.query().is_some_and(|name| parts.has_query(name))
            || credential
                .cookie()
                .is_some_and(|name| parts.has_cookie(name))
    };
    let there =
        |credential: &&dyn Credential| client.kept(*credential).is_some() || by_hand(*credential);
    let security = parts.security();
    let mut alternatives = security.iter().filter(|all| !all.is_empty());
    if let Some(all) = alternatives.find(|all| all.iter().all(there)) {
        return Ok(all);
    }
    let is_public = security.is_empty() || security.iter().any(|all| all.is_empty());
    // What the description does not know may be public.
    if is_public || !parts.is_described() {
        return Ok(&[]);
    }
    let missing = missing_credentials(client.api, security, there);
    Err(Error::configuration(missing))
}
