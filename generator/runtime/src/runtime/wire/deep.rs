//! `DeepBox`: a box that the compiler does not look into.
//!
//! The compiler proves `Send` and `Sync` by walking through every field of a type, and gives up after
//! 128 levels. Types that hold each other in a long chain or circle would not compile, neither here
//! nor in a program that spawns a call. A `DeepBox` is a trait object that promises both, so the walk
//! ends at it.
//!
//! What it holds is read from JSON that is already in memory. The functions that read are in one
//! table: the compiler also limits how deep generic functions may need each other, and it follows
//! the table once.

use std::fmt::{self, Debug};
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use serde::de::Error as _;
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::{Error, Value, value};

use crate::runtime::wire::input::Input;
use crate::runtime::wire::node::Fault;
use crate::runtime::wire::spelling::Spelling;
use crate::runtime::wire::tag::Tag;
use crate::runtime::wire::value::Wire;

/// A box like [`Box`], for types that hold each other deeper than the compiler follows.
///
/// It derefs to its value and is made by [`new`](Self::new) or [`From`].
/// [`into_inner`](Self::into_inner) gives the value back.
pub struct DeepBox<T>(Box<dyn Held<T> + Send + Sync>);

// It holds plain data: no panic leaves it half changed behind a shared reference.
impl<T> UnwindSafe for DeepBox<T> {}
impl<T> RefUnwindSafe for DeepBox<T> {}

/// A type that a [`DeepBox`] can hold.
pub trait Deep: Wire + Debug + Clone + PartialEq + Send + Sync + 'static {
    /// The function that reads it.
    fn reader() -> Reader<Self>;
}

/// Reads a value from JSON, and notes how its numbers were written.
pub type Reader<T> = fn(&Value, &mut Spelling) -> Result<T, Fault>;

impl<T: Deep> DeepBox<T> {
    /// Boxes a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Box::new(value))
    }
}

impl<T> DeepBox<T> {
    /// The value without its box.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.into_value()
    }
}

/// What can be done with a value without a look into its type.
trait Held<T> {
    fn value(&self) -> &T;

    fn value_mut(&mut self) -> &mut T;

    fn into_value(self: Box<Self>) -> T;

    fn boxed_clone(&self) -> DeepBox<T>;

    fn equals(&self, other: &T) -> bool;

    fn debug(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;

    fn json(&self, tag: Option<&Tag<'_>>, note: Option<&Value>) -> Result<Value, Error>;
}

impl<T: Deep> Held<T> for T {
    fn value(&self) -> &T {
        self
    }

    fn value_mut(&mut self) -> &mut T {
        self
    }

    fn into_value(self: Box<Self>) -> T {
        *self
    }

    fn boxed_clone(&self) -> DeepBox<T> {
        DeepBox::new(self.clone())
    }

    fn equals(&self, other: &T) -> bool {
        self == other
    }

    fn debug(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(formatter)
    }

    fn json(&self, tag: Option<&Tag<'_>>, note: Option<&Value>) -> Result<Value, Error> {
        self.encode_tagged(tag, note, value::Serializer)
    }
}

impl<T> Deref for DeepBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.value()
    }
}

impl<T> DerefMut for DeepBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.value_mut()
    }
}

impl<T: Deep> From<T> for DeepBox<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> Clone for DeepBox<T> {
    fn clone(&self) -> Self {
        self.0.boxed_clone()
    }
}

impl<T> PartialEq for DeepBox<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(other)
    }
}

impl<T> Debug for DeepBox<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(formatter)
    }
}

impl<T: Deep> Wire for DeepBox<T> {
    fn decode_noting<'de, I: Input<'de>>(input: I, note: &mut Spelling) -> Result<Self, I::Error> {
        let value = input.json()?;
        let read = T::reader()(&value, note);
        read.map(Self::new).map_err(I::Error::custom)
    }

    fn encode_as<S: Serializer>(&self, note: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode_tagged(None, Some(note), serializer)
    }

    fn encode_tagged<S: Serializer>(
        &self,
        tag: Option<&Tag<'_>>,
        note: Option<&Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let value = self.0.json(tag, note).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}

/// Lists the types that are held by a [`DeepBox`], each after its number in the table.
macro_rules! deep {
    ($($index:tt $held:ty;)*) => {
        const _: () = {
            static READERS: ($($crate::runtime::wire::deep::Reader<$held>,)*) =
                ($(|value, note| <$held as $crate::runtime::wire::value::Wire>::decode_noting(value, note),)*);

            $(
                impl $crate::runtime::wire::deep::Deep for $held {
                    fn reader() -> $crate::runtime::wire::deep::Reader<Self> {
                        READERS.$index
                    }
                }
            )*
        };
    };
}

pub(crate) use deep;
