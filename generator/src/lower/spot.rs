//! A place in the document, as the API keeps it.

use crate::api::Spot;
use crate::source::Node;

pub(super) fn spot(node: &Node) -> Spot {
    Spot(node.place.number())
}
