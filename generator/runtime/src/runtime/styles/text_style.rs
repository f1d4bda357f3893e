//! The styles that give one text, for a path or a header.

use crate::runtime::styles::parameter::Parameter;

/// Writes a value; nothing when there is none.
pub(crate) type TextStyle = fn(&Parameter<'_>) -> String;
