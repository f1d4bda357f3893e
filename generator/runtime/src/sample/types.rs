//! What the made-up API sends, with serde's derives: the types of emitted clients are `wire_sample`'s.

use serde::{Deserialize, Serialize};

use crate::runtime::pages::object_list::list;

/// A thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Thing {
    /// Its name.
    pub id: String,
    /// Its size.
    pub size: Option<f64>,
}

/// A list of things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ThingList {
    /// The things.
    pub data: Vec<Thing>,
    /// Whether there are more.
    pub has_more: Option<bool>,
    /// The last of them.
    pub last_id: Option<String>,
}

list! {
    ThingList of Thing;
    items data;
}

/// The body of an error.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Refused {
    /// Why.
    pub error: Refusal,
}

/// Why the API refuses.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Refusal {
    /// A sentence for a person.
    pub message: String,
    /// A word for a program.
    pub code: Option<String>,
}
