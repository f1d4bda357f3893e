//! Types of other crates, which are used for strings with a `format`.

use std::fmt::Debug;

use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::wire::input::{Input, Typed};

/// What a type needs that the setting `types` names. Many crates have the traits of serde behind a feature `serde`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used for strings with a `format`",
    note = "the setting `types` names it. It needs `Clone`, `Debug`, `PartialEq`, `Send`, `Sync`, and serde's \
            `Serialize` and `Deserialize`, which many crates have behind a feature `serde`: \
            `cargo add CRATE --features serde`"
)]
pub trait StandsForText:
    Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
}

impl<T> StandsForText for T where
    T: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static
{
}

/// Compiles for a type that can be read from text and written as text.
pub(crate) const fn stands_for_text<T: StandsForText>() {}

/// Reads a value from its text.
pub(crate) fn read<'de, T: DeserializeOwned, I: Input<'de>>(input: I) -> Result<T, I::Error> {
    let text = input.scalar(Typed::<String>::new())?;
    T::deserialize(text.into_deserializer())
}

/// The text of a value.
///
/// # Errors
///
/// Says what serde writes in its place.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, String> {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => Ok(text),
        Ok(other) => Err(format!("expected a text, found {other}")),
        Err(error) => Err(error.to_string()),
    }
}

/// Writes a value as its text, in formats for machines too.
pub(crate) fn write<T: Serialize, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = text(value).map_err(<S::Error as ser::Error>::custom)?;
    serializer.serialize_str(&text)
}

/// Tells how types of other crates travel: as the texts that serde reads and writes them as.
macro_rules! foreign {
    ($($type:ty;)*) => {$(
        const _: () = $crate::runtime::wire::foreign::stands_for_text::<$type>();

        impl $crate::runtime::wire::value::Wire for $type {
            fn decode<'de, I: $crate::runtime::wire::input::Input<'de>>(
                input: I,
            ) -> ::std::result::Result<Self, I::Error> {
                $crate::runtime::wire::foreign::read(input)
            }

            fn encode<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::foreign::write(self, serializer)
            }
        }
    )*};
}

pub(crate) use foreign;
