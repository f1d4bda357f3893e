//! Arrays whose places have types of their own.

use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::tuple::tuple;

tuple! {
    /// A name and a number, no more and no less as far as the description goes.
    pub struct Point(String, i64);
}

tuple! {
    pub struct Open(String, Nullable<i64>, Nullable<bool>, ..String);
}

tuple! {
    pub struct Pair(f64, f64, ..i64);
}
