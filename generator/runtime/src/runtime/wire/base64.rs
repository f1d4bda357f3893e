//! Bytes that travel in JSON as text in base64 (RFC 4648, sections 4 and 5).

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::de;
use serde::ser::Serializer;

use crate::runtime::wire::found::Found;
use crate::runtime::wire::input::{Input, Typed};
use crate::runtime::wire::scalar::{Scalar, Shape};
use crate::runtime::wire::value::{Wire, serde};

/// Bytes that travel as text in base64.
///
/// Both alphabets are read, with and without padding, with line breaks and with bits left over, and
/// what was read is written as it came. Bytes made here are written in the standard alphabet with
/// padding. Text that is no base64 is kept as well, though it has no bytes.
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Bytes,
    /// The text that was read, where it is not what would be written.
    text: Option<Box<str>>,
}

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The text that was read, when it is no base64: there are no bytes then.
    #[must_use]
    pub fn unreadable(&self) -> Option<&str> {
        let text = self.text.as_deref()?;
        (self.bytes.is_empty() && !text.trim().is_empty()).then_some(text)
    }

    fn read(text: &str) -> Self {
        if let Ok(bytes) = STANDARD.decode(text) {
            return Self::from(bytes);
        }
        let plain = |letter: char| match letter {
            '-' => Some('+'),
            '_' => Some('/'),
            _ => (!letter.is_ascii_whitespace()).then_some(letter),
        };
        let letters: String = text.chars().filter_map(plain).collect();
        Self {
            bytes: FORGIVING.decode(letters).unwrap_or_default().into(),
            text: Some(text.into()),
        }
    }
}

/// Whatever the padding and the bits that are left over.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

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
        Self { bytes, text: None }
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

/// The bytes count, not how they were written, unless there are none to be read.
impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes && self.unreadable() == other.unreadable()
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
        match self.unreadable() {
            Some(text) => text.fmt(formatter),
            None => self.bytes.fmt(formatter),
        }
    }
}

/// The text in base64, as it travels.
impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => formatter.write_str(text),
            None => formatter.write_str(&STANDARD.encode(&self.bytes)),
        }
    }
}

impl Scalar for Typed<Base64> {
    type Value = Base64;

    fn shape(&self) -> Shape {
        Shape::String
    }

    fn take<E: de::Error>(self, found: Found<'_>) -> Result<Base64, E> {
        match found {
            Found::String(text) => Ok(Base64::read(text)),
            _ => Err(found.instead_of("text in base64")),
        }
    }
}

impl Wire for Base64 {
    fn decode<'de, I: Input<'de>>(input: I) -> Result<Self, I::Error> {
        input.scalar(Typed::<Self>::new())
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.text {
            Some(text) => serializer.serialize_str(text),
            None => serializer.serialize_str(&STANDARD.encode(&self.bytes)),
        }
    }
}

serde!(Base64);
