//! What a source of credentials gives: a secret, and how long it lasts.

use std::time::Duration;

use crate::runtime::auth::credential::Secret;

/// A secret that was fetched, and how long it may be used. A text becomes one, and so does a user name with
/// a password; `Debug` shows neither.
#[derive(Debug, Clone)]
pub struct FetchedSecret {
    pub(crate) secret: Result<Secret, &'static str>,
    pub(crate) lasts: Option<Duration>,
}

impl FetchedSecret {
    /// A secret that is used until the API refuses it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secret: Ok(Secret::new(secret.into())),
            lasts: None,
        }
    }

    /// How long it may be used from now on. It is fetched anew a little before that: when a tenth of the time
    /// is left, at most a minute.
    #[must_use]
    pub fn expires_in(mut self, lasts: Duration) -> Self {
        self.lasts = Some(lasts);
        self
    }
}

impl From<String> for FetchedSecret {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<&str> for FetchedSecret {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl<U: AsRef<str>, P: AsRef<str>> From<(U, P)> for FetchedSecret {
    /// A user name and a password.
    fn from((user, password): (U, P)) -> Self {
        let (user, password) = (user.as_ref(), password.as_ref());
        let mut joined = Self::new(format!("{user}:{password}"));
        // RFC 7617 §2: the first colon ends the user name.
        if user.contains(':') {
            joined.secret = Err("expected a user name without a colon, found one");
        }
        joined
    }
}
