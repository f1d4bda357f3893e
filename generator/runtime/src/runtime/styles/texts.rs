//! The texts of a value: one, those of a list, or those of an object with their keys.

use std::borrow::Cow;

use serde_json::Value;

use crate::runtime::styles::parameter::{Parameter, text};

/// The texts of a value. What lies deeper than a member has no form in most styles; it is written
/// as JSON.
pub(crate) enum Texts<'v> {
    Scalar(Cow<'v, str>),
    List(Vec<Cow<'v, str>>),
    Object(Vec<(&'v str, Cow<'v, str>)>),
}

/// The texts that are there; `None` when nothing is sent.
pub(crate) fn texts<'p>(parameter: &'p Parameter<'_>) -> Option<Texts<'p>> {
    match &parameter.value {
        Value::Null => None,
        Value::Array(items) => {
            let items = items.iter().filter_map(text);
            let items: Vec<_> = items.collect();
            (!items.is_empty()).then_some(Texts::List(items))
        }
        Value::Object(members) => {
            let members = members.iter();
            let members = members.filter_map(|(key, value)| Some((key.as_str(), text(value)?)));
            let members: Vec<_> = members.collect();
            (!members.is_empty()).then_some(Texts::Object(members))
        }
        scalar => text(scalar).map(Texts::Scalar),
    }
}
