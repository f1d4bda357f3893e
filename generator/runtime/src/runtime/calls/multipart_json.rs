//! Parts of multipart bodies that are JSON.

use std::borrow::Cow;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part};
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets a part to a value as JSON, in place of earlier parts of this name.
    pub fn part_json<T: Serialize>(
        self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<T>,
        content_type: &'static str,
    ) -> Self {
        let name: Cow<'static, str> = name.into();
        let value: T = value.into();
        let json = json_text(&name, &value);
        self.set(|parts| match json {
            Ok(json) => {
                let mut part = Part::new(name.clone(), Bytes::from(json));
                part.content_type = Some(HeaderValue::from_static(content_type));
                Multipart::change(parts, |multipart| multipart.put(name, vec![part]));
            }
            Err(fault) => parts.refuse(fault),
        })
    }
}
