//! Where a server of the description is: a URL, and the environment variable that replaces it.

use std::borrow::Cow;

/// The URL of a server as the description gives it, absolute or relative.
#[derive(Debug, Clone)]
pub(crate) struct ServerUrl {
    pub url: Cow<'static, str>,
    /// The environment variable that replaces it.
    pub env: Option<&'static str>,
    /// Why it cannot be used.
    pub fault: Option<String>,
}

impl From<&'static str> for ServerUrl {
    fn from(url: &'static str) -> Self {
        Self {
            url: Cow::Borrowed(url),
            env: None,
            fault: None,
        }
    }
}
