//! Lists of JSON values in multipart bodies: a part for each, all of one name.

use std::borrow::Cow;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part};
use crate::runtime::styles::json_text::json_text;

impl Call {
    /// Sets the parts of this name to values as JSON, in place of earlier ones. Without a value none is
    /// sent.
    pub fn part_jsons<T: Serialize>(
        self,
        name: impl Into<Cow<'static, str>>,
        values: impl Into<Vec<T>>,
        content_type: &'static str,
    ) -> Self {
        let name: Cow<'static, str> = name.into();
        let values: Vec<T> = values.into();
        let jsons = values.iter().map(|value| {
            let mut part = Part::new(name.clone(), Bytes::from(json_text(&name, value)?));
            part.content_type = Some(HeaderValue::from_static(content_type));
            Ok(part)
        });
        let jsons: Result<Vec<Part>, String> = jsons.collect();
        self.set(|parts| match jsons {
            Ok(jsons) => Multipart::change(parts, |multipart| multipart.put(name, jsons)),
            Err(fault) => parts.refuse(fault),
        })
    }
}
