//! Cookie parameters, all of them in one `Cookie` line.

use serde::Serialize;

use crate::runtime::calls::call::{Call, replace};
use crate::runtime::http::encode::encode;
use crate::runtime::styles::pair_style::{PairStyle, pairs};

impl Call {
    /// Sets a cookie to a value in a style. Everything but unreserved characters is encoded, so
    /// that no value adds a cookie, and so is a key of an object that a server would decode. Null, an empty list and an empty object send nothing.
    pub fn cookie<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let pairs = pairs(name, style, &value, encode).map(|pairs| {
            let pairs = pairs
                .into_iter()
                .map(|(key, value)| match key.contains('%') {
                    true if key != name => (encode(&key), value),
                    _ => (key, value),
                });
            pairs.collect()
        });
        self.set(|parts| match pairs {
            Ok(pairs) => replace(&mut parts.cookies, name, pairs),
            Err(fault) => parts.refuse(fault),
        })
    }
}
