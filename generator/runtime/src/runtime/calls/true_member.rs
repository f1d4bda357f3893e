//! Booleans that are members of a JSON body.

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::json_member::{json, members};

/// Whether a member of the body is true.
pub(crate) fn member_is_true(parts: &Parts, name: &str) -> bool {
    let Some(body) = json(parts) else {
        return false;
    };
    let mut members = members(body).unwrap_or_default().into_iter();
    members.any(|member| body[member.value.clone()] == *b"true" && member.is(body, name))
}
