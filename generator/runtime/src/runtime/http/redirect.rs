//! Redirects: followed on the same origin only, so that no credential and no header of the caller's
//! ever reaches another host. Any other redirect is the answer, with its status. Where an HTTP client
//! of the caller's followed one after all, its answer is refused.

use reqwest::Url;
use reqwest::redirect::Policy;

use crate::runtime::error::Error;
use crate::runtime::http::base_url::BaseUrl;

/// How many redirects one attempt follows.
pub(crate) const MOST: usize = 10;

/// The policy of the client's own connections.
pub(crate) fn same_origin() -> Policy {
    Policy::custom(|attempt| {
        let origin = |url: &Url| {
            (
                url.scheme().to_owned(),
                url.host_str().map(str::to_owned),
                url.port_or_known_default(),
            )
        };
        let first = attempt.previous().first().map(origin);
        if attempt.previous().len() <= MOST && first == Some(origin(attempt.url())) {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

/// Refuses an answer that came from another origin than the requests go to.
///
/// # Errors
///
/// Kind `Configuration`: an HTTP client of the caller's followed a redirect there, and by reqwest's
/// own policies took most headers along.
pub(crate) fn expect_origin(base_url: &BaseUrl, url: &Url) -> Result<(), Error> {
    if base_url.is_origin_of(url) {
        return Ok(());
    }
    let message = "expected no redirect to another origin, found one that the HTTP client followed; \
                   build it with redirect::Policy::none()";
    Err(Error::configuration(message.to_owned()))
}
