//! Headers of the parts of multipart bodies.

use std::fmt::Display;

use http::header::{HeaderName, HeaderValue};

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, PartPlace};

impl Call {
    /// Sets a header of every part at this place, whether the part is set before or later.
    pub fn part_header<T: Display>(
        self,
        place: impl Into<PartPlace>,
        header: &'static str,
        value: impl Into<T>,
    ) -> Self {
        let place: PartPlace = place.into();
        let value: T = value.into();
        let read = (
            HeaderName::from_bytes(header.as_bytes()),
            HeaderValue::from_bytes(value.to_string().as_bytes()),
        );
        self.set(|parts| match read {
            (Ok(name), Ok(value)) => Multipart::change(parts, |multipart| {
                multipart.at(&place.within, |multipart| {
                    let headers = &mut multipart.headers;
                    headers.retain(|(key, known, _)| *key != place.key || *known != name);
                    headers.push((place.key, name, value));
                });
            }),
            _ => parts.refuse(format!(
                "expected a value for the header {header} of the part {place} without control \
                 characters, found some"
            )),
        })
    }
}
