//! Fields of multipart bodies that become several parts, such as `page[size]` and `page[number]`.

use std::borrow::Cow;

use bytes::Bytes;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part};

impl Call {
    /// Sets a field to texts with names of their own, in place of the parts that the field had.
    pub fn part_pairs(
        self,
        field: impl Into<Cow<'static, str>>,
        pairs: Vec<(String, String)>,
    ) -> Self {
        let pairs = pairs.into_iter();
        let texts = pairs.map(|(name, value)| Part::new(name, Bytes::from(value)));
        let texts: Vec<Part> = texts.collect();
        self.set(|parts| Multipart::change(parts, |multipart| multipart.put(field, texts)))
    }
}
