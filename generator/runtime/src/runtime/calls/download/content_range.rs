//! Which part of the whole an answer holds (RFC 9110 §14.4).

use http::StatusCode;

use crate::runtime::http::headers;
use crate::runtime::http::response::Head;

/// The range of bytes that an answer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ContentRange {
    pub first: u64,
    pub last: u64,
}

impl ContentRange {
    /// The range that an answer with status 206 names: `bytes 0-99/1000`.
    pub fn read(head: &Head) -> Option<Self> {
        if head.status != StatusCode::PARTIAL_CONTENT {
            return None;
        }
        let text = headers::text(&head.headers, "content-range")?;
        let (range, _) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.trim().split_once('-')?;
        let range = Self {
            first: first.parse().ok()?,
            last: last.parse().ok()?,
        };
        // There is a number for the byte after the last one.
        (range.first <= range.last && range.last < u64::MAX).then_some(range)
    }
}
