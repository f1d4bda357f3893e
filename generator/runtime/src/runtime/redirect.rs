//! Redirects: followed on the same origin only, so that no credential and no header of the caller's
//! ever reaches another host. Any other redirect is the answer, with its status.

use reqwest::redirect::Policy;

/// How many redirects one attempt follows.
const MOST: usize = 10;

/// The policy of the client's own connections.
pub(crate) fn same_origin() -> Policy {
    Policy::custom(|attempt| {
        let origin = |url: &reqwest::Url| {
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
