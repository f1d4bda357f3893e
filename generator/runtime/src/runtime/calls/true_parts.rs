//! Booleans that are parts of a multipart body.

use std::any::Any;

use bytes::Bytes;

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::multipart::Multipart;

/// Whether a part of the body is true.
pub(crate) fn part_is_true(parts: &Parts, name: &str) -> bool {
    let Some((body, _)) = &parts.body else {
        return false;
    };
    let body: &dyn Any = &**body;
    let Some(multipart) = body.downcast_ref::<Multipart>() else {
        return false;
    };
    multipart.parts.iter().any(|part| {
        let content: &dyn Any = &*part.content;
        let text = content.downcast_ref::<Bytes>();
        part.name.as_deref() == Some(name) && text.is_some_and(|text| *text == "true")
    })
}
