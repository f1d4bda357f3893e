//! Lists of texts in multipart bodies: a part for each, all of one name.

use std::borrow::Cow;
use std::fmt::Display;

use bytes::Bytes;
use reqwest::header::HeaderValue;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part};

impl Call {
    /// Sets the parts of this name to texts, in place of earlier ones. Without a text none is sent.
    pub fn part_texts<T: Display>(
        self,
        name: impl Into<Cow<'static, str>>,
        values: impl Into<Vec<T>>,
        content_type: Option<&'static str>,
    ) -> Self {
        let name: Cow<'static, str> = name.into();
        let values: Vec<T> = values.into();
        let texts = values.iter().map(|value| {
            let mut part = Part::new(name.clone(), Bytes::from(value.to_string()));
            part.content_type = content_type.map(HeaderValue::from_static);
            part
        });
        let texts: Vec<Part> = texts.collect();
        self.set(|parts| Multipart::change(parts, |multipart| multipart.put(name, texts)))
    }
}
