//! Parts of multipart bodies that are multipart themselves.

use crate::runtime::calls::multipart::PartPlace;

impl PartPlace {
    /// The part of this place in the body of this media type that is the part at `outer`.
    pub fn within(mut self, outer: impl Into<Self>, media_type: &'static str) -> Self {
        let outer: Self = outer.into();
        self.within.insert(0, (outer.key, media_type));
        self.within.splice(..0, outer.within);
        self
    }
}
