//! Dates with a time, as RFC 3339 writes them.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::ser::Serializer;

use crate::runtime::wire::input::Input;
use crate::runtime::wire::value::{Wire, serde};

/// A date with a time. The text is kept as the API wrote it, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTime(String);

impl DateTime {
    /// The text, such as `2026-03-12T09:14:31Z`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The point in time; `None` when the text is not RFC 3339.
    #[must_use]
    pub fn timestamp(&self) -> Option<jiff::Timestamp> {
        self.0.parse().ok()
    }
}

impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.to_string())
    }
}

impl From<String> for DateTime {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for DateTime {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Wire for DateTime {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        String::decode(input).map(Self)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

serde!(DateTime);
