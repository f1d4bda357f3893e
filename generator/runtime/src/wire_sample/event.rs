//! Events of a job: unions told apart by every rule of a plan.

use indexmap::IndexMap;

use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::flattened::flattened;
use crate::runtime::wire::object::object;
use crate::runtime::wire::union::union;

union! {
    /// Something that happened.
    pub enum Event {
        /// Someone said something.
        Message(#[from] Message) if "message" | "note",
        /// Metrics were measured.
        Metrics(#[from(Measured)] Box<Measured>) = "metrics",
        /// A message or several in one.
        Group(Box<Group>) if "group" | 7 | true,
        /// A range of steps.
        Range(Range),
        Text(String),
        /// A point.
        Point(#[from] Point),
    }
    optional_tag "type";
    optional_tag "kind": "point" => Point, "range" => Range;
    keys "from" "to" => Range;
    string => Text;
    try => Point;
}

/// Someone said something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Message {
    /// Which kind it is.
    pub r#type: String,
    /// What was said.
    pub text: String,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Message, extra;
    required "type" r#type;
    required "text" text;
}

/// Metrics were measured.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Measured {
    /// The step.
    pub step: i64,
    /// What was measured, and how.
    pub values: Option<Vec<Measurement>>,
    /// All other metrics.
    pub additional_properties: IndexMap<String, f64>,
}

object! {
    Measured, additional_properties;
    constant "type" = "metrics";
    required "step" step;
    optional "values" values;
}

union! {
    /// A measurement, or measurements in one.
    pub enum Measurement {
        /// One of them.
        One(#[from] f64),
        /// Several.
        Several(#[from] Vec<Measurement>),
        /// Those of a name.
        Named(IndexMap<String, Measurement>),
    }
    number => One;
    array => Several;
    object => Named;
}

/// Several events in one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Those events.
    pub events: Vec<Event>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Group, extra;
    required "events" events;
}

/// A range of steps.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Range {
    /// The first.
    pub from: i64,
    /// The one after the last.
    pub to: i64,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Range, extra;
    required "from" from;
    required "to" to;
}

/// A point.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Point {
    /// To the right.
    pub x: i64,
    /// Upwards.
    pub y: bool,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Point, extra;
    required "x" x;
    required "y" y;
}

/// An event with what every event has.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Numbered {
    /// Which it is.
    pub number: i64,
    /// The variant, besides the members that all variants have.
    pub variant: Event,
}

object! {
    Numbered, variant: Event, new;
    required "number" number(plain i64);
}

flattened!(Event);
