//! A header that is sent with every request once it is configured, by the builder or the environment.

use crate::runtime::api::Setting;
use crate::runtime::client_builder::ClientBuilder;

/// A configured header, such as the organization to bill.
pub(crate) struct HeaderSetting {
    /// The name of the header, in lower case.
    pub header: &'static str,
    /// The environment variable that fills it when the builder does not.
    pub env: Option<&'static str>,
}

impl Setting for HeaderSetting {
    fn header(&self) -> &'static str {
        self.header
    }

    fn env(&self) -> Option<&'static str> {
        self.env
    }
}

impl ClientBuilder {
    /// Sets the value of a header of the API.
    pub(crate) fn setting(mut self, setting: &HeaderSetting, value: impl Into<String>) -> Self {
        let mut settings = self.api.settings.iter();
        let index = settings.position(|known| known.header() == setting.header);
        if let Some(slot) = index.and_then(|index| self.configuration.settings.get_mut(index)) {
            *slot = Some(value.into());
        }
        self
    }
}
