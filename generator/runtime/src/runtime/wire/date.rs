//! Dates without a time, as RFC 3339 writes them.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::ser::Serializer;

use crate::runtime::wire::input::Input;
use crate::runtime::wire::value::{Wire, serde};

/// A date without a time. The text is kept as the API wrote it, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Date(String);

impl Date {
    /// The text, such as `2026-03-12`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date; `None` when the text is not one of RFC 3339.
    #[must_use]
    pub fn date(&self) -> Option<jiff::civil::Date> {
        self.0.parse().ok()
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.to_string())
    }
}

impl From<String> for Date {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Date {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for Date {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Wire for Date {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        String::decode(input).map(Self)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

serde!(Date);
