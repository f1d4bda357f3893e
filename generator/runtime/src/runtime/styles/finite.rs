//! Values as JSON, but for NaN and infinity: serde_json writes null in their place.

use std::fmt::Display;

use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, SerializeStruct};
use serde_json::value::Serializer as Json;
use serde_json::{Error, Map, Value};

/// Turns a value into JSON.
///
/// # Errors
///
/// The value holds a number that JSON does not have, or has no form in JSON.
pub(crate) fn value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    value.serialize(Finite)
}

/// A value as the JSON that serde_json writes of it.
///
/// # Errors
///
/// See [`value`].
pub(crate) fn json<T: Serialize + ?Sized>(given: &T) -> Result<Vec<u8>, Error> {
    let json = serde_json::to_vec(given)?;
    // Without null there was no such number, and nothing has to be looked at again.
    if json.windows(4).any(|text| text == b"null") {
        value(given)?;
    }
    Ok(json)
}

/// What serde_json does, with numbers that are looked at.
struct Finite;

/// The items of a list.
struct Items(Vec<Value>);

/// The members of an object, and the key that waits for its value.
#[derive(Default)]
struct Members(Map<String, Value>, String);

/// What a variant holds, by the name of the variant.
struct Variant<V>(&'static str, V);

/// A struct: its members, or what serde_json makes of a struct of its own.
enum Struct {
    Members(Members),
    Own(<Json as ser::Serializer>::SerializeStruct),
}

fn finite(number: f64) -> Result<Value, Error> {
    match number.is_finite() {
        true => Ok(number.into()),
        false => Err(unknown(format_args!(
            "expected a finite number, found {number}"
        ))),
    }
}

/// `{"variant": value}`, as serde_json writes what a variant holds.
fn of_variant(variant: &str, value: Value) -> Value {
    Map::from_iter([(variant.to_owned(), value)]).into()
}

fn unknown(message: impl Display) -> Error {
    ser::Error::custom(message)
}

macro_rules! as_json {
    ($($method:ident($ty:ty))*) => {$(
        fn $method(self, value: $ty) -> Result<Value, Error> {
            Json.$method(value)
        }
    )*};
}

impl ser::Serializer for Finite {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Variant<Items>;
    type SerializeMap = Members;
    type SerializeStruct = Struct;
    type SerializeStructVariant = Variant<Members>;

    as_json! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_u128(u128)
        serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_unit_struct(&'static str)
    }

    fn serialize_f32(self, number: f32) -> Result<Value, Error> {
        finite(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<Value, Error> {
        finite(number)
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, inner: &T) -> Result<Value, Error> {
        value(inner)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, Error> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        inner: &T,
    ) -> Result<Value, Error> {
        value(inner)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        inner: &T,
    ) -> Result<Value, Error> {
        Ok(of_variant(variant, value(inner)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Error> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Error> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, Error> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Variant<Items>, Error> {
        Ok(Variant(variant, Items(Vec::new())))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Error> {
        Ok(Members::default())
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Struct, Error> {
        // With its feature `arbitrary_precision` serde_json writes its numbers as structs.
        match name.starts_with("$serde_json::") {
            true => Json.serialize_struct(name, len).map(Struct::Own),
            false => Ok(Struct::Members(Members::default())),
        }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Variant<Members>, Error> {
        Ok(Variant(variant, Members::default()))
    }
}

impl SerializeSeq for Items {
    type Ok = Value;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.0.push(value(item)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.0.into())
    }
}

impl ser::SerializeTuple for Items {
    type Ok = Value;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<Value, Error> {
        SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for Items {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<Value, Error> {
        SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleVariant for Variant<Items> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(&mut self.1, item)
    }

    fn end(self) -> Result<Value, Error> {
        Ok(of_variant(self.0, SerializeSeq::end(self.1)?))
    }
}

impl ser::SerializeStructVariant for Variant<Members> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        member: &T,
    ) -> Result<(), Error> {
        self.1.0.insert(key.to_owned(), value(member)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(of_variant(self.0, SerializeMap::end(self.1)?))
    }
}

impl SerializeMap for Members {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match value(key)? {
            Value::String(key) => self.1 = key,
            other => self.1 = other.to_string(),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, member: &T) -> Result<(), Error> {
        self.0.insert(std::mem::take(&mut self.1), value(member)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.0.into())
    }
}

impl SerializeStruct for Struct {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        member: &T,
    ) -> Result<(), Error> {
        match self {
            Self::Members(members) => {
                members.0.insert(key.to_owned(), value(member)?);
                Ok(())
            }
            Self::Own(own) => own.serialize_field(key, member),
        }
    }

    fn end(self) -> Result<Value, Error> {
        match self {
            Self::Members(members) => Ok(members.0.into()),
            Self::Own(own) => SerializeStruct::end(own),
        }
    }
}
