//! XML bodies of requests.

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::charset::{check, is_utf8};
use crate::runtime::styles::finite;
use crate::runtime::wire::xml::Element;
use crate::runtime::wire::xml_written;

impl Call {
    /// Sends this value as XML in UTF-8, in which all but ASCII is a reference where the media type names another
    /// charset.
    pub fn xml<T: Serialize>(
        self,
        media_type: &'static str,
        element: &Element,
        body: impl Into<T>,
    ) -> Self {
        let body: T = body.into();
        let value = finite::value(&body).map_err(|error| error.to_string());
        let xml = value.and_then(|value| xml_written::written(element, &value));
        let xml = match xml {
            Ok(xml) if is_utf8(media_type) => Ok(xml),
            Ok(xml) => Ok(in_ascii(&xml)),
            Err(error) => Err(format!("expected a body that XML can hold: {error}")),
        };
        let xml = xml.and_then(|xml| check(media_type, &xml).map(|()| xml));
        self.set(|parts| match xml {
            Ok(xml) => {
                let media_type = HeaderValue::from_static(media_type);
                parts.body = Some((Arc::new(Bytes::from(xml)), media_type));
            }
            Err(fault) => parts.refuse(fault),
        })
    }
}

/// A document of which every character beyond ASCII is a reference.
fn in_ascii(xml: &str) -> String {
    let texts = xml.chars().map(|c| match c.is_ascii() {
        true => c.to_string(),
        false => format!("&#{};", u32::from(c)),
    });
    texts.collect()
}
