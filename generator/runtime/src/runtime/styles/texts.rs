//! The texts of a value: one, those of a list, or those of an object with their keys.

use std::borrow::Cow;

use serde_json::Value;

use crate::runtime::styles::null_item::null_item;
use crate::runtime::styles::parameter::{Parameter, text};

/// The texts of a value. What lies deeper than a member has no form in most styles; it is written
/// as JSON.
pub(crate) enum Texts<'v> {
    Scalar(Cow<'v, str>),
    List(Vec<Cow<'v, str>>),
    Object(Vec<(&'v str, Cow<'v, str>)>),
}

/// The texts that are there; `None` when nothing is sent.
///
/// # Errors
///
/// An item of a list is null: without it, those after it would take its place.
pub(crate) fn texts<'p>(parameter: &'p Parameter<'_>) -> Result<Option<Texts<'p>>, String> {
    Ok(match &parameter.value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(text).collect();
            let items = items.ok_or_else(|| null_item(parameter.name))?;
            (!items.is_empty()).then_some(Texts::List(items))
        }
        Value::Object(members) => {
            let members = members.iter();
            let members = members.filter_map(|(key, value)| Some((key.as_str(), text(value)?)));
            let members: Vec<_> = members.collect();
            (!members.is_empty()).then_some(Texts::Object(members))
        }
        scalar => text(scalar).map(Texts::Scalar),
    })
}
