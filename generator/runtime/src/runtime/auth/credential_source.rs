//! Sources of credentials: functions of the caller's that fetch a secret when a call needs it.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::Arc;

use crate::runtime::auth::credential::Credential;
use crate::runtime::auth::fetched_secret::FetchedSecret;
use crate::runtime::auth::provider::{Failure, Fetch, Fetching};
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;

/// Where a credential comes from: a function without arguments whose future gives a [`FetchedSecret`], or
/// what becomes one.
///
/// It is asked when a call needs the secret and there is none that lasts: once for all calls that wait, and
/// once more after the API refused the secret with status 401. Its error becomes an error of kind
/// [`Credential`](crate::runtime::error_kind::ErrorKind::Credential), with it as its source.
///
/// ```text
/// async fn read_key() -> std::io::Result<String> {
///     tokio::fs::read_to_string("/run/secrets/key").await
/// }
///
/// let client = Client::builder().api_key_from(read_key).build()?;
/// ```
pub trait CredentialSource: Send + Sync {
    /// Fetches the secret.
    fn fetch(&self) -> SourceFuture;
}

/// A secret that is being fetched.
pub type SourceFuture =
    Pin<Box<dyn Future<Output = Result<FetchedSecret, Box<dyn StdError + Send + Sync>>> + Send>>;

impl<F, Fut, S, E> CredentialSource for F
where
    F: Fn() -> Fut + Send + Sync,
    Fut: Future<Output = Result<S, E>> + Send + 'static,
    S: Into<FetchedSecret>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn fetch(&self) -> SourceFuture {
        let fetched = self();
        Box::pin(async move { fetched.await.map(Into::into).map_err(Into::into) })
    }
}

impl ClientBuilder {
    /// Fetches the secret of a credential of the API from a source.
    pub(crate) fn credential_from(
        self,
        credential: &'static dyn Credential,
        source: impl CredentialSource + 'static,
    ) -> Self {
        self.provided(credential, Asked(source))
    }
}

/// A source of the caller's.
struct Asked<S>(S);

impl<S: CredentialSource> Fetch for Asked<S> {
    fn fetch<'a>(&'a self, _: &'a Client) -> Fetching<'a> {
        let fetched = self.0.fetch();
        Box::pin(async move {
            fetched.await.map_err(|error| Failure {
                // Its text may hold the secret; who wants it finds it in the source.
                message: "its source failed".to_owned(),
                retryable: false,
                retry_after: None,
                source: Some(Arc::from(error)),
            })
        })
    }
}
