//! XML bodies whose media type is not plain `application/xml`.

use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::wire::xml::Element;

impl Call {
    /// Sends this value as XML under a media type of its own, such as `text/xml`.
    pub fn xml_as<T: Serialize>(
        self,
        media_type: &'static str,
        element: &Element,
        body: impl Into<T>,
    ) -> Self {
        self.xml::<T>(element, body).set(|parts| {
            if let Some((_, known)) = &mut parts.body {
                *known = HeaderValue::from_static(media_type);
            }
        })
    }
}
