//! JSON bodies of requests.

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;

impl Call {
    /// Sends this value as JSON.
    pub fn json<T: Serialize>(self, body: impl Into<T>) -> Self {
        let body: T = body.into();
        let json = serde_json::to_vec(&body);
        self.set(|parts| match json {
            Ok(json) => {
                let json_type = HeaderValue::from_static("application/json");
                parts.body = Some((Arc::new(Bytes::from(json)), json_type));
            }
            Err(error) => parts.refuse(format!("expected a body that JSON can hold: {error}")),
        })
    }
}
