//! Headers of the parts of multipart bodies.

use std::borrow::Cow;
use std::fmt::Display;

use reqwest::header::{HeaderName, HeaderValue};

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::Multipart;

impl Call {
    /// Sets a header of every part of this name, whether the part is set before or later.
    pub fn part_header<T: Display>(
        self,
        name: impl Into<Cow<'static, str>>,
        header: &'static str,
        value: impl Into<T>,
    ) -> Self {
        let name: Cow<'static, str> = name.into();
        let value: T = value.into();
        let read = (
            HeaderName::from_bytes(header.as_bytes()),
            HeaderValue::from_bytes(value.to_string().as_bytes()),
        );
        self.set(|parts| match read {
            (Ok(header), Ok(value)) => Multipart::change(parts, |multipart| {
                let headers = &mut multipart.headers;
                headers.retain(|(known, other, _)| *known != name || *other != header);
                headers.push((name, header, value));
            }),
            _ => parts.refuse(format!(
                "expected a value for the header {header} of the part {name} without control \
                 characters, found some"
            )),
        })
    }
}
