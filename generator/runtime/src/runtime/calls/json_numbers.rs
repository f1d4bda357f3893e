//! JSON bodies that are numbers, or lists and maps of them. A type of the client refuses NaN itself; of
//! a bare `f64` serde_json writes null in its place.

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::finite;

impl Call {
    /// Sends this value as JSON under a media type, unless it holds a number that JSON does not have.
    pub fn json_numbers<T: Serialize>(self, media_type: &'static str, body: impl Into<T>) -> Self {
        let body: T = body.into();
        let json = finite::value(&body);
        self.set(|parts| match json {
            Ok(json) => {
                let body = Bytes::from(json.to_string());
                parts.body = Some((Arc::new(body), HeaderValue::from_static(media_type)));
            }
            Err(error) => parts.refuse(format!("expected a body that JSON can hold: {error}")),
        })
    }
}
