//! Headers of the parts of multipart bodies.

use std::fmt::Display;

use crate::runtime::calls::call::{Call, header_name, header_value};
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
        let value = header_value(&value.to_string()).map_err(|wrong| {
            format!(
                "expected a value for the header {header} of the part {place} without {wrong}, found some"
            )
        });
        let read = header_name(header).and_then(|name| Ok((name, value?)));
        self.set(|parts| match read {
            Ok((name, value)) => Multipart::change(parts, |multipart| {
                multipart.at(&place.within, |multipart| {
                    let headers = &mut multipart.headers;
                    headers.retain(|(key, known, _)| *key != place.key || *known != name);
                    headers.push((place.key, name, value));
                });
            }),
            Err(fault) => parts.refuse(fault),
        })
    }
}
