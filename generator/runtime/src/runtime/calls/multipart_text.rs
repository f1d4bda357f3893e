//! Parts of multipart bodies that are text.

use std::borrow::Cow;
use std::fmt::Display;

use bytes::Bytes;
use reqwest::header::HeaderValue;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part};

impl Call {
    /// Sets a part to a text, in place of earlier parts of this name.
    pub fn part_text<T: Display>(
        self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<T>,
        content_type: Option<&'static str>,
    ) -> Self {
        let value: T = value.into();
        let mut part = Part::new(name, Bytes::from(value.to_string()));
        part.content_type = content_type.map(HeaderValue::from_static);
        self.set(|parts| {
            Multipart::change(parts, |multipart| {
                multipart.put(part.name.clone(), vec![part]);
            });
        })
    }
}
