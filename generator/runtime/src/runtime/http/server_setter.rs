//! The setters of the builder that choose a server.

use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::configuration::SERVER;
use crate::runtime::http::base_url::{BaseUrl, is_absolute};
use crate::runtime::http::server_url::ServerUrl;

impl ClientBuilder {
    /// Chooses a server, in place of one that was chosen by this setter before.
    pub(crate) fn choose_server<S: Into<ServerUrl>>(
        mut self,
        setter: &'static str,
        server: impl Into<S>,
    ) -> Self {
        let server: S = server.into();
        let ServerUrl { url, env, fault } = server.into();
        // A relative one depends on the base URL, and is read when a call is made.
        let fault =
            fault.or_else(|| BaseUrl::new(Some(&url).filter(|url| is_absolute(url))?).err());
        let configuration = &mut self.configuration;
        if setter == SERVER {
            configuration.base_url = None;
        }
        configuration.servers.retain(|(known, ..)| *known != setter);
        configuration.servers.push((setter, url.into_owned(), env));
        match fault {
            Some(fault) => self.refuse(fault),
            None => self,
        }
    }
}
