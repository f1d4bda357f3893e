//! The styles that give one text, for a path or a header.

use crate::runtime::styles::parameter::Parameter;

/// Writes a value; `None` when nothing is sent. An error names the parameter, whose value has no form in the style.
pub(crate) type TextStyle = fn(&Parameter<'_>) -> Result<Option<String>, String>;
