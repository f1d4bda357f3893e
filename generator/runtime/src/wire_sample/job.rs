//! A job and what is in it: at least one type of every kind that there is a table for.

use indexmap::IndexMap;
use serde_json::Value;

use crate::runtime::base64::Base64;
use crate::runtime::date::Date;
use crate::runtime::date_time::DateTime;
use crate::runtime::extra::Extra;
use crate::runtime::integer_enum::integer_enum;
use crate::runtime::nullable::Nullable;
use crate::runtime::object::object;
use crate::runtime::setters::setters;
use crate::runtime::string_enum::string_enum;
use crate::runtime::union::union;

/// A job to create.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Job {
    /// The model to train.
    pub model: String,
    /// The parent, which a job may not have.
    pub parent: Option<String>,
    /// What the job is at.
    pub status: Status,
    /// A number between two others.
    pub seed: Option<i64>,
    /// What the name of the result ends in.
    pub suffix: Nullable<String>,
    /// How much to train.
    pub epochs: Option<Epochs>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Labels.
    pub labels: Option<IndexMap<String, String>>,
    /// When it began.
    pub began: Option<DateTime>,
    /// The day it is due.
    pub due: Option<Date>,
    /// A digest of the file.
    pub digest: Option<Base64>,
    /// The events so far.
    pub events: Option<Vec<Event>>,
    /// The job after this one.
    pub next: Option<Box<Job>>,
    /// How many slots.
    pub slots: Option<u32>,
    /// How many bytes.
    pub size: Option<u64>,
    /// The temperature.
    pub temperature: Option<i32>,
    /// Whatever there is.
    pub notes: Option<Value>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Job, extra;
    optional_constant "object" = "job";
    constant "version" = 2;
    constant "draft" = false;
    required model "model";
    required parent "parent";
    required status "status";
    optional seed "seed";
    nullable suffix "suffix";
    optional epochs "n-epochs";
    optional priority "priority";
    optional labels "labels";
    optional began "began";
    optional due "due";
    optional digest "digest";
    optional events "events";
    optional next "next";
    optional slots "slots";
    optional size "size";
    optional temperature "temperature";
    optional notes "notes";
}

setters! {
    Job;
    plain seed: i64;
    into suffix: String;
    into epochs: Epochs;
    boxed next: Job;
}

impl Job {
    /// A job with what every job has.
    #[must_use]
    pub fn new(model: impl Into<String>, parent: Option<String>, status: Status) -> Self {
        Self {
            model: model.into(),
            parent,
            status,
            seed: None,
            suffix: Nullable::Absent,
            epochs: None,
            priority: None,
            labels: None,
            began: None,
            due: None,
            digest: None,
            events: None,
            next: None,
            slots: None,
            size: None,
            temperature: None,
            notes: None,
            extra: Extra::new(),
        }
    }
}

/// What a job is at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It waits.
    Queued,
    /// It runs.
    Running,
    /// Something else.
    Unknown(String),
}

string_enum! {
    Status;
    Queued "queued";
    Running "running";
}

/// How urgent a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Priority {
    /// Not at all.
    Minus1,
    /// Somewhat.
    _1,
    /// Very.
    _2,
    /// Something else.
    Unknown(i64),
}

integer_enum! {
    Priority;
    Minus1 -1;
    _1 1;
    _2 2;
}

/// How much to train.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Epochs {
    /// As much as is good.
    Auto,
    /// Not at all.
    Never,
    /// So many times.
    Count(i64),
    /// So many times and a bit.
    Fraction(f64),
    /// For each of several files.
    Each(Vec<i64>),
    /// Something else.
    Unknown(Value),
}

union! {
    Epochs;
    units {
        Auto "auto";
        Never false;
    }
    values {
        from Count(i64);
        value Fraction(f64);
        value Each(Vec<i64>);
    }
    plan {
        equals "auto" => Auto, false => Never;
        integer => Count;
        number => Fraction;
        array => Each;
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// Someone said something.
    Message(Message),
    /// Metrics were measured.
    Metrics(Box<Measured>),
    /// A message or several in one.
    Group(Box<Group>),
    /// A range of steps.
    Range(Range),
    /// A number or a text, whichever it is.
    Text(String),
    /// A point.
    Point(Point),
    /// Something else.
    Unknown(Value),
}

union! {
    Event;
    units {}
    values {
        from Message(Message);
        from Metrics(Box<Measured>);
        value Group(Box<Group>);
        value Range(Range);
        value Text(String);
        from Point(Point);
    }
    plan {
        tag ["type"]
            "message" => Message,
            "note" => Message,
            "metrics" => Metrics,
            7 => Group,
            true => Group;
        keys ["from", "to"] => Range;
        string => Text;
        try => Point;
    }
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
    required r#type "type";
    required text "text";
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
    required step "step";
    optional values "values";
}

/// A measurement, or measurements in one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Measurement {
    /// One of them.
    One(f64),
    /// Several.
    Several(Vec<Measurement>),
    /// Those of a name.
    Named(IndexMap<String, Measurement>),
    /// Something else.
    Unknown(Value),
}

union! {
    Measurement;
    units {}
    values {
        from One(f64);
        from Several(Vec<Measurement>);
        value Named(IndexMap<String, Measurement>);
    }
    plan {
        number => One;
        array => Several;
        object => Named;
    }
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
    required events "events";
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
    required from "from";
    required to "to";
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
    required x "x";
    required y "y";
}
