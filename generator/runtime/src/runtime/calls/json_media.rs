//! JSON bodies whose media type is not plain `application/json`.

use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;

impl Call {
    /// Sends this value as JSON under a media type of its own, such as
    /// `application/merge-patch+json`.
    pub fn json_as<T: Serialize>(self, media_type: &'static str, body: impl Into<T>) -> Self {
        self.json::<T>(body).set(|parts| {
            if let Some((_, known)) = &mut parts.body {
                *known = HeaderValue::from_static(media_type);
            }
        })
    }
}
