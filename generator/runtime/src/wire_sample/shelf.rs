//! Types that hold each other in boxes that the compiler does not look into.

use crate::runtime::wire::deep::{DeepBox, deep};
use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::object::object;
use crate::runtime::wire::union::union;

/// A shelf.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shelf {
    /// How wide it is.
    pub width: f64,
    /// The shelf above.
    pub above: Option<DeepBox<Shelf>>,
    /// What stands on it.
    pub things: Option<DeepBox<Vec<Thing>>>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Shelf, extra, new;
    required "width" width(plain f64);
    optional "above" above: into DeepBox<Shelf>;
    optional "things" things: into DeepBox<Vec<Thing>>;
}

union! {
    /// A thing on a shelf.
    pub enum Thing {
        /// A shelf on a shelf.
        Shelf(#[from(Shelf)] DeepBox<Shelf>),
        /// A book.
        Book(#[from] String),
    }
    object => Shelf;
    string => Book;
}

deep! {
    0 Shelf;
    1 Vec<Thing>;
}
