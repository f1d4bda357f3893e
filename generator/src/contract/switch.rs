//! What of a request asks for a stream.

use super::Place;
use crate::api::{self, Travels};

/// A boolean of the request that asks for a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Its name on the wire.
    pub name: String,
    /// The parameter that it is; `None` for a member, a field or a part of the body.
    pub place: Option<Place>,
}

impl Switch {
    pub(super) fn of(found: &api::Switch) -> Self {
        Self {
            name: found.key.clone(),
            place: match found.argument {
                Some(Travels::Path(_)) => Some(Place::Path),
                Some(Travels::Query(_) | Travels::WholeQuery(_)) => Some(Place::Query),
                Some(Travels::Header(_)) => Some(Place::Header),
                Some(Travels::Cookie(_)) => Some(Place::Cookie),
                Some(Travels::Field(_) | Travels::Part(_) | Travels::PartHeader(..)) | None => None,
            },
        }
    }
}
