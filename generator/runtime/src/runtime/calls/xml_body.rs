//! XML bodies of requests.

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::finite;
use crate::runtime::wire::xml::Element;
use crate::runtime::wire::xml_written;

impl Call {
    /// Sends this value as XML in UTF-8.
    pub fn xml<T: Serialize>(self, element: &Element, body: impl Into<T>) -> Self {
        let body: T = body.into();
        let value = finite::value(&body).map_err(|error| error.to_string());
        let xml = value.and_then(|value| xml_written::written(element, &value));
        self.set(|parts| match xml {
            Ok(xml) => {
                let xml_type = HeaderValue::from_static("application/xml");
                parts.body = Some((Arc::new(Bytes::from(xml)), xml_type));
            }
            Err(error) => parts.refuse(format!("expected a body that XML can hold: {error}")),
        })
    }
}
