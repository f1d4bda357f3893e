//! Points in time as seconds since 1970.

use std::cmp::Ordering;
use std::fmt;

use serde::de;
use serde::ser::Serializer;

use crate::runtime::wire::found::Found;
use crate::runtime::wire::input::{Input, Typed};
use crate::runtime::wire::scalar::{Scalar, Shape};
use crate::runtime::wire::value::{Wire, serde};

/// A point in time as the API writes it: Unix time in seconds, exactly as many as it says.
///
/// An integer stays an integer, a fraction keeps its digits. Times that no calendar of ours reaches
/// are kept as well, though they have no [`timestamp`](Self::timestamp).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(Seconds);

#[derive(Clone, Copy)]
enum Seconds {
    Whole(i64),
    /// Neither an integer nor infinite nor NaN.
    Fraction(f64),
}

impl Timestamp {
    /// The time that is this many seconds after 1970 began, in UTC.
    #[must_use]
    pub const fn from_second(second: i64) -> Self {
        Self(Seconds::Whole(second))
    }

    /// The seconds since 1970 began, rounded down.
    #[must_use]
    pub fn as_second(self) -> i64 {
        match self.0 {
            Seconds::Whole(second) => second,
            Seconds::Fraction(seconds) => seconds.floor() as i64,
        }
    }

    /// The seconds since 1970 began, with their fraction.
    #[must_use]
    pub const fn as_second_f64(self) -> f64 {
        match self.0 {
            Seconds::Whole(second) => second as f64,
            Seconds::Fraction(seconds) => seconds,
        }
    }

    /// The time for calculations; `None` before the year -9999 and after `9999-12-30T22:00:00Z`, where jiff's timestamps
    /// end.
    #[must_use]
    pub fn timestamp(self) -> Option<jiff::Timestamp> {
        match self.0 {
            Seconds::Whole(second) => jiff::Timestamp::from_second(second).ok(),
            Seconds::Fraction(seconds) => {
                let duration = jiff::SignedDuration::try_from_secs_f64(seconds).ok()?;
                jiff::Timestamp::from_duration(duration).ok()
            }
        }
    }
}

/// Rounded down to a second: the API counts whole ones.
impl From<jiff::Timestamp> for Timestamp {
    fn from(timestamp: jiff::Timestamp) -> Self {
        let is_before = timestamp.subsec_nanosecond() < 0;
        Self::from_second(timestamp.as_second() - i64::from(is_before))
    }
}

impl fmt::Display for Timestamp {
    /// As RFC 3339 has it, in UTC; as a number where the year is out of reach.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.timestamp(), self.0) {
            (Some(timestamp), _) => timestamp.fmt(formatter),
            (None, Seconds::Whole(second)) => second.fmt(formatter),
            (None, Seconds::Fraction(seconds)) => seconds.fmt(formatter),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Scalar for Typed<Timestamp> {
    type Value = Timestamp;

    #[inline]
    fn shape(&self) -> Shape {
        Shape::Number
    }

    #[inline]
    fn take<E: de::Error>(self, found: Found<'_>) -> Result<Timestamp, E> {
        let timestamp = match (found, found.integer()) {
            (_, Some(second)) => i64::try_from(second).ok().map(Timestamp::from_second),
            (Found::Number(seconds), None) => Timestamp::from_f64(seconds),
            _ => None,
        };
        timestamp.ok_or_else(|| found.instead_of("a Unix time in seconds"))
    }
}

impl Wire for Timestamp {
    #[inline]
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.scalar(Typed::<Self>::new())
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            // Formats that do not describe themselves cannot tell the two apart.
            _ if !serializer.is_human_readable() => serializer.serialize_f64(self.as_second_f64()),
            Seconds::Whole(second) => serializer.serialize_i64(second),
            Seconds::Fraction(seconds) => serializer.serialize_f64(seconds),
        }
    }
}

serde!(Timestamp);

impl Timestamp {
    fn from_f64(seconds: f64) -> Option<Self> {
        if !seconds.is_finite() {
            return None;
        }
        match Found::Number(seconds).integer().map(i64::try_from) {
            Some(Ok(second)) => Some(Self::from_second(second)),
            Some(Err(_)) => None,
            // Floats of 2⁵² and more have no fraction.
            None => (seconds.abs() < 2_f64.powi(52)).then_some(Self(Seconds::Fraction(seconds))),
        }
    }
}

impl Ord for Seconds {
    fn cmp(&self, other: &Self) -> Ordering {
        // What has a fraction lies between its floor and the next integer.
        match (*self, *other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(&other),
            (Self::Fraction(one), Self::Fraction(other)) => one.total_cmp(&other),
            (Self::Whole(one), Self::Fraction(other)) => {
                if one <= other.floor() as i64 {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (Self::Fraction(_), Self::Whole(_)) => other.cmp(self).reverse(),
        }
    }
}

impl PartialOrd for Seconds {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Seconds {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Seconds {}

impl std::hash::Hash for Seconds {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match *self {
            Self::Whole(second) => second.hash(state),
            Self::Fraction(seconds) => seconds.to_bits().hash(state),
        }
    }
}
