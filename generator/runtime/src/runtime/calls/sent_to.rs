//! Sends a call to a server of its operation.

use std::sync::Arc;

use reqwest::Url;

use crate::runtime::calls::call::Call;
use crate::runtime::client::Inner;
use crate::runtime::http::base_url::{BaseUrl, is_absolute};
use crate::runtime::http::server_url::ServerUrl;

/// Sends a call to this server. A client that was given a base URL sends it there.
pub(crate) fn sent_to(call: Call, server: ServerUrl) -> Call {
    let server = of_client(server, &call.parts().client.inner);
    call.set(|parts| parts.server = server.map(Arc::new))
}

/// Where calls to this server go; `None` where they go to the base URL of the client, which was given
/// one for all calls.
///
/// # Errors
///
/// Says why there is no such place.
fn of_client(server: ServerUrl, client: &Inner) -> Option<Result<BaseUrl, String>> {
    let configuration = &client.configuration;
    let mut known = configuration.server_env.iter();
    let replaced = known.find(|(name, _)| Some(*name) == server.env);
    let is_path = !server.url.contains("://") && !server.url.starts_with("//");
    if configuration.base_url.is_some() && (replaced.is_some() || !is_path) {
        return None;
    }
    if let Some((_, url)) = replaced {
        return Some(BaseUrl::new(url));
    }
    if let Some(fault) = server.fault {
        return Some(Err(fault));
    }
    Some(match &*server.url {
        url if is_absolute(url) => BaseUrl::new(url),
        url if url.contains('{') => Err(format!(
            "expected a base URL, found none: the description gives no value for the variables of `{url}`"
        )),
        url => joined(&client.base_url, url),
    })
}

/// Resolves the URL of a server against a base URL (RFC 3986 §5), whose query is kept since it is sent with
/// every request.
fn joined(base: &BaseUrl, server: &str) -> Result<BaseUrl, String> {
    let unusable = |error| format!("expected the URL of a server, found {server:?}: {error}");
    let url = Url::parse(base.as_str()).and_then(|base| base.join(server));
    let mut url = url.map_err(unusable)?;
    if url.query().is_none() {
        url.set_query(base.query());
    }
    BaseUrl::new(url.as_str())
}
