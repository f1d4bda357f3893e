//! What `schemas` says, as `api` has it.

use crate::api;
use crate::openapi::Kind;
use crate::schemas::Constant;

pub(super) fn constant(constant: Constant<'_>) -> api::Constant {
    match constant {
        Constant::Text(text) => api::Constant::String(text.to_owned()),
        Constant::Integer(value) => api::Constant::Integer(value),
        Constant::Bool(value) => api::Constant::Bool(value),
    }
}

/// The JSON type that a value can be told by. Null is no variant.
pub(super) fn kind(kind: Kind) -> Option<api::Kind> {
    Some(match kind {
        Kind::Null => return None,
        Kind::Boolean => api::Kind::Boolean,
        Kind::Integer => api::Kind::Integer,
        Kind::Number => api::Kind::Number,
        Kind::String => api::Kind::String,
        Kind::Array => api::Kind::Array,
        Kind::Object => api::Kind::Object,
    })
}
