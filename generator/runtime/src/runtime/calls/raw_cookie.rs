//! Cookie parameters of the style `cookie`, whose values are sent as they are (OpenAPI 3.2).

use http::header::HeaderName;
use serde::Serialize;

use crate::runtime::calls::call::{Call, replace};
use crate::runtime::styles::pair_style::{PairStyle, pairs};

impl Call {
    /// Sets a cookie to a value in a style. A value that is no cookie value (RFC 6265 §4.1.1) is
    /// refused: with a `;` in it, it would add a cookie. So is a key of an object that is no token.
    pub fn raw_cookie<T: Serialize>(
        self,
        name: &'static str,
        style: PairStyle,
        value: impl Into<T>,
    ) -> Self {
        let value: T = value.into();
        let pairs = pairs(name, style, &value, str::to_owned).and_then(|pairs| {
            let is_name = |key: &str| key == name || HeaderName::from_bytes(key.as_bytes()).is_ok();
            match pairs
                .iter()
                .find(|(key, text)| !is_name(key) || !is_value(text))
            {
                None => Ok(pairs),
                Some((key, _)) if !is_name(key) => Err(format!(
                    "expected keys for the cookie `{name}` that are tokens, found another"
                )),
                Some(_) => Err(format!(
                    "expected a value for the cookie `{name}` without white space, quotes, `;`, \
                     `\\` and characters beyond ASCII, found some"
                )),
            }
        });
        self.set(|parts| match pairs {
            Ok(pairs) => replace(&mut parts.cookies, name, pairs),
            Err(fault) => parts.refuse(fault),
        })
    }
}

/// A comma is no part of RFC 6265's values, but the style puts one between the items of a list.
fn is_value(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b';' | b'\\');
    text.bytes().all(fits)
}
