//! Unions with tags: of types that have the tag as a field, as a constant, by their variant, or not at
//! all.

use indexmap::IndexMap;
use serde_json::Value;

use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::object::object;
use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::union::union;

union! {
    /// An animal.
    pub enum Pet {
        /// A dog.
        Dog(#[from] Dog) = "dog",
        /// A cat.
        Cat(Box<Cat>) = "cat",
        /// A young cat.
        Kitten(Box<Cat>) = "kitten",
        /// A fish.
        Fish(#[from(Fish)] Box<Fish>) = "fish",
        /// Another one.
        Other(IndexMap<String, Value>) = "other",
        /// A bird of some kind.
        Bird(#[from] Bird) = "bird",
        /// A snake, or nothing.
        Snake(Option<Box<Snake>>) = "snake",
    }
    tag "kind";
}

/// A dog, which is also used where no union is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Dog {
    /// How it is called.
    pub name: String,
    /// Which animal it is.
    pub kind: String,
    /// Other members.
    pub extra: Extra,
}

object! {
    Dog, extra, new;
    required "name" name(into String);
    required "kind" kind(into String);
}

/// A cat, of which there are two variants.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Cat {
    /// How many lives it has.
    pub lives: Option<i64>,
    /// Other members.
    pub extra: Extra,
}

object! {
    Cat, extra, new;
    by_variant "kind";
    optional "lives" lives: plain i64;
}

/// A fish, which does not say that it is one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fish {
    /// How deep it swims.
    pub depth: i64,
    /// Other members.
    pub extra: Extra,
}

object! {
    Fish, extra, new;
    required "depth" depth(plain i64);
}

/// A snake, which may say that it is one.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Snake {
    /// Which animal it is.
    pub kind: Option<String>,
    /// How long it is.
    pub length: Nullable<i64>,
    /// Other members.
    pub extra: Extra,
}

object! {
    Snake, extra, new;
    optional "kind" kind: into String;
    nullable "length" length: plain i64;
}

union! {
    /// A bird.
    pub enum Bird {
        /// An owl.
        Owl(#[from] Owl) = "owl",
        /// Any other.
        Plain(#[from] Plain),
    }
    tag "bird" => Plain;
}

/// An owl.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Owl {
    /// Whether it is awake.
    pub awake: bool,
    /// Which animal it is.
    pub kind: Nullable<String>,
    /// Other members.
    pub extra: Extra,
}

object! {
    Owl, extra, new;
    required "awake" awake(plain bool);
    nullable "kind" kind: into String;
}

/// What all birds have.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Plain {
    /// Which bird it is.
    pub bird: Option<String>,
    /// Other members.
    pub extra: Extra,
}

object! {
    Plain, extra, new;
    optional "bird" bird: into String;
}
