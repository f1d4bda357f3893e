//! Parts of multipart bodies that have a position in place of a name, as those of `multipart/mixed`.

use crate::runtime::calls::multipart::{Key, PartPlace};

impl PartPlace {
    /// The part at a position, from 0 on. Several parts may have the last position that is used.
    pub fn at(position: usize) -> Self {
        Self {
            within: Vec::new(),
            key: Key {
                name: None,
                position: Some(position),
            },
        }
    }
}
