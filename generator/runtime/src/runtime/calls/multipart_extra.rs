//! Parts of multipart bodies that the description does not name, and whose schema it has.

use indexmap::IndexMap;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::multipart::{Multipart, PartPlace};
use crate::runtime::calls::multipart_parts::parts_of;
use crate::runtime::calls::undescribed::undescribed;

impl Call {
    /// Sets the parts that the description does not name: an object as JSON, anything else as
    /// text. Each item of a list is a part. What has the name of a described one is not sent.
    pub fn part_extra<T: Serialize>(
        self,
        described: &[&str],
        values: impl Into<IndexMap<String, T>>,
    ) -> Self {
        let values = undescribed(described, values);
        let place = PartPlace::from("");
        let mut all = Vec::new();
        for (name, value) in &values {
            match parts_of(&place, name, value) {
                Ok(parts) => all.extend(parts.into_iter().map(|mut part| {
                    part.name = Some(name.clone());
                    part
                })),
                Err(fault) => return self.set(|parts| parts.refuse(fault)),
            }
        }
        self.set(|parts| Multipart::put(parts, &place, Ok(all)))
    }
}
