//! The text of a header as a deserializer. The text does not say what it is, so a value is read as its type asks
//! for it; a union is told that it is a text without a type.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use crate::runtime::wire::untyped::UNTYPED;

/// How much of a text an error shows, in characters.
const LONGEST: usize = 60;

/// A text to read a value from.
#[derive(Clone, Copy)]
pub(crate) struct HeaderText<'t> {
    pub text: &'t str,
    /// Whether the members of an object are `key=value`.
    pub explode: bool,
}

impl<'t> HeaderText<'t> {
    /// The texts between the commas.
    fn texts(self) -> impl Iterator<Item = &'t str> {
        self.text.split(',').map(str::trim_ascii)
    }

    /// The items of a list. RFC 9110 §5.6.1: empty ones are skipped.
    fn items(self) -> impl Iterator<Item = &'t str> {
        self.texts().filter(|item| !item.is_empty())
    }

    /// The keys and values of an object; `None` where one is alone. A value may be empty, so no text between two
    /// commas is skipped.
    fn members(self) -> Option<Vec<(&'t str, &'t str)>> {
        if self.explode {
            return self.items().map(|item| item.split_once('=')).collect();
        }
        let mut texts = self.texts();
        let pairs = std::iter::from_fn(|| {
            let key = texts.next()?;
            match texts.next() {
                // What follows a comma at the end.
                None if key.is_empty() => None,
                value => Some(value.map(|value| (key, value))),
            }
        });
        pairs.collect()
    }

    /// The JSON that begins with this character: some servers send it where no style says so.
    fn json(self, start: char) -> Option<Value> {
        let text = self.text.trim_ascii();
        let json = text.starts_with(start).then(|| serde_json::from_str(text));
        json?.ok()
    }

    fn instead_of(self, expected: &str) -> Error {
        let text = match self.text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{:?}…", &self.text[..end]),
            None => format!("{:?}", self.text),
        };
        Error::custom(format_args!("expected {expected}, found {text}"))
    }

    /// An integer, however it is written: `88.0` is one.
    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Ok(integer) = self.text.parse() {
            return visitor.visit_i64(integer);
        }
        if let Ok(integer) = self.text.parse() {
            return visitor.visit_u64(integer);
        }
        match self.text.parse::<f64>() {
            // Above that, not every integer is a float.
            Ok(number) if number.fract() == 0.0 && number.abs() < 2_f64.powi(53) => {
                visitor.visit_i64(number as i64)
            }
            _ => Err(self.instead_of("an integer")),
        }
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text.parse::<f64>() {
            Ok(number) if number.is_finite() => visitor.visit_f64(number),
            _ => Err(self.instead_of("a number")),
        }
    }
}

impl<'de> IntoDeserializer<'de, Error> for HeaderText<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! read_as {
    ($method:ident: $($asked:ident)*) => {$(
        fn $asked<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for HeaderText<'_> {
    type Error = Error;

    read_as! { integer: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    read_as! { integer: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    read_as! { number: deserialize_f32 deserialize_f64 }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(self.instead_of("true or false")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            UNTYPED => visitor.visit_str(self.text),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(list) = self.json('[') {
            return list.deserialize_seq(visitor).map_err(Error::custom);
        }
        let items = self.items().map(|text| HeaderText { text, ..self });
        visitor.visit_seq(SeqDeserializer::new(items))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(object) = self.json('{') {
            return object.deserialize_map(visitor).map_err(Error::custom);
        }
        let Some(members) = self.members() else {
            return Err(self.instead_of("keys and values"));
        };
        let members = members.into_iter();
        let members = members.map(|(key, text)| (key, HeaderText { text, ..self }));
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn is_human_readable(&self) -> bool {
        // Values of the description's types ask for what they are only where nothing describes itself.
        false
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
        ignored_any
    }
}
