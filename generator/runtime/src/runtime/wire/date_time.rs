//! Dates with a time, as RFC 3339 writes them.

use std::borrow::Cow;
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

    /// The point in time, to the nanosecond. A leap second, `23:59:60`, is the second after it, as in Unix time.
    ///
    /// `None` when the text is not RFC 3339, and when the time is after `9999-12-30T22:00:00Z`, where jiff's
    /// timestamps end: an API that writes `9999-12-31T23:59:59Z` for "never" still has its text in
    /// [`as_str`](Self::as_str).
    #[must_use]
    pub fn timestamp(&self) -> Option<jiff::Timestamp> {
        let text = to_the_nanosecond(&self.0);
        match text.get(16..19) {
            Some(":60") => {
                let before: jiff::Timestamp =
                    format!("{}:59{}", &text[..16], &text[19..]).parse().ok()?;
                before.checked_add(jiff::SignedDuration::from_secs(1)).ok()
            }
            _ => text.parse().ok(),
        }
    }
}

/// The text with at most nine digits of the fraction. RFC 3339 allows any number of them.
fn to_the_nanosecond(text: &str) -> Cow<'_, str> {
    let Some(fraction) = text.get(20..) else {
        return text.into();
    };
    let end = fraction.find(|c: char| !c.is_ascii_digit());
    let end = end.unwrap_or(fraction.len());
    match text.get(19..20) {
        Some(".") if end > 9 => format!("{}{}", &text[..29], &fraction[end..]).into(),
        _ => text.into(),
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
