//! Fields of multipart bodies that become several parts, such as `page[size]` and `page[number]`.

use bytes::Bytes;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, Part, PartPlace};

impl Call {
    /// Sets a field to texts with names of their own, in place of the parts that the field had.
    pub fn part_pairs(self, field: impl Into<PartPlace>, pairs: Vec<(String, String)>) -> Self {
        let field: PartPlace = field.into();
        let pairs = pairs.into_iter();
        let texts = pairs.map(|(name, value)| {
            let mut part = Part::new(&field, Bytes::from(value));
            part.name = Some(name);
            part
        });
        let texts: Vec<Part> = texts.collect();
        self.set(|parts| Multipart::put(parts, &field, Ok(texts)))
    }
}
