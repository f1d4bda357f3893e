//! Bytes that travel in JSON as text in base64 (RFC 4648, sections 4 and 5).

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::de;
use serde::ser::Serializer;

use super::found::Found;
use super::scalar::{Scalar, Shape};
use super::wire::{Wire, serde};
use super::wire_input::{Input, Typed};

/// Bytes that travel as text in base64.
///
/// Both alphabets are read, with and without padding, and what was read is written as it came. Bytes
/// made here are written in the standard alphabet with padding.
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Bytes,
    url_safe: bool,
    unpadded: bool,
}

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    fn engine(&self) -> GeneralPurpose {
        let alphabet = if self.url_safe {
            &alphabet::URL_SAFE
        } else {
            &alphabet::STANDARD
        };
        let padding = if self.unpadded {
            DecodePaddingMode::RequireNone
        } else {
            DecodePaddingMode::RequireCanonical
        };
        let config = GeneralPurposeConfig::new()
            .with_encode_padding(!self.unpadded)
            .with_decode_padding_mode(padding);
        GeneralPurpose::new(alphabet, config)
    }

    fn read(text: &str) -> Option<Self> {
        let form = Self {
            bytes: Bytes::new(),
            url_safe: text.contains(['-', '_']),
            unpadded: !text.len().is_multiple_of(4),
        };
        let bytes = form.engine().decode(text).ok()?;
        Some(Self {
            bytes: bytes.into(),
            ..form
        })
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self {
            bytes,
            url_safe: false,
            unpadded: false,
        }
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_vec())
    }
}

/// The bytes count, not how they were written.
impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl Hash for Base64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.fmt(formatter)
    }
}

impl Scalar for Typed<Base64> {
    type Value = Base64;

    fn shape(&self) -> Shape {
        Shape::String
    }

    fn take<E: de::Error>(self, found: Found<'_>) -> Result<Base64, E> {
        match found {
            Found::String(text) => Base64::read(text),
            _ => None,
        }
        .ok_or_else(|| found.instead_of("text in base64"))
    }
}

impl Wire for Base64 {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.scalar(Typed::<Self>::new())
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.engine().encode(&self.bytes))
    }
}

serde!(Base64);
